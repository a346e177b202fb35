# ruff: noqa: E501
"""What each kind of file says of its article, and what its reader refuses."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from datetime import date, datetime

import pytest
from pypdf import PdfReader, PdfWriter

from index.clean import clean
from index.sources.dates import parse_date
from index.sources.files import discover, read, read_bytes
from index.values import Failure, Page
from tests.conftest import ROOT

BODY = "The ferry returned to service on Wednesday morning with 61 passengers and a brass band on board."
SECOND = "“I counted every stone of that wall,” said Petra Lindahl, who has led the company since 2016."


def page(name: str, content: str | bytes) -> Page:
    data = content if isinstance(content, bytes) else content.encode()
    (found,) = read_bytes(name, data, limit_mb=25, source=name)
    assert isinstance(found, Page), found
    return found


def reason(name: str, content: str | bytes) -> str:
    data = content if isinstance(content, bytes) else content.encode()
    (found,) = read_bytes(name, data, limit_mb=25, source=name)
    assert isinstance(found, Failure), found
    return found.reason


def test_every_shipped_article_is_read_with_its_facts() -> None:
    found = [entry for path in discover(ROOT / "articles") for entry in read(path, limit_mb=25)]
    pages = [entry for entry in found if isinstance(entry, Page)]
    assert len(pages) == len(found) >= 12
    articles = [clean(entry, article_id="a") for entry in pages]
    assert all(article.title and article.byline and article.published for article in articles)
    assert len({article.publisher for article in articles}) >= 6
    assert any(article.modified for article in articles)
    assert {article.language for article in articles} == {"en", "de"}
    assert not any(word in article.text for article in articles for word in ("Subscribe", "COMMENTS", "cookies"))
    assert sum(bool(article.captions) for article in articles) >= 5


# Markdown


def test_markdown_front_matter_in_several_words() -> None:
    found = page(
        "a.md",
        f"---\nheadline: Ferry returns\nauthors: [Anna Kowalski, Tom Harker]\nsource: Harbour Post\n"
        f"date: 2025-04-03\nupdated: April 5, 2025\nlink: https://harbourpost.example/1\n---\n\n# Ferry returns\n\n{BODY}\n",
    )
    assert (found.title, found.byline, found.publisher) == (
        "Ferry returns",
        "Anna Kowalski, Tom Harker",
        "Harbour Post",
    )
    assert (found.published, found.modified) == (date(2025, 4, 3), date(2025, 4, 5))
    assert found.url == "https://harbourpost.example/1"
    assert clean(found, article_id="a").text == BODY


def test_a_plain_text_may_have_front_matter() -> None:
    head = "---\ntitle: Ferry returns\npublisher: The Harbour Post\nauthor: Anna Kowalski\ndate: 2025-05-02\n---\n\n"
    found = page("a.txt", head + BODY)
    assert (found.title, found.publisher, found.byline) == ("Ferry returns", "The Harbour Post", "Anna Kowalski")
    assert (found.published, found.text.strip()) == (date(2025, 5, 2), BODY)


@pytest.mark.parametrize(
    "text", [f"---\nA line of a poem\n---\n{BODY}", f"---\nnote: {BODY}\n---\n{SECOND}", "---\n" + BODY]
)
def test_lines_between_rules_that_say_nothing_of_an_article_are_its_text(text: str) -> None:
    assert page("a.txt", text).text == text


def test_front_matter_that_is_no_yaml_is_read_by_lines() -> None:
    found = page("a.md", f"---\ntitle: Fog: a wall: of stone\nauthor: Anna\ndate: 2025-13-77\n---\n{BODY}\n")
    assert (found.title, found.byline, found.published) == ("Fog: a wall: of stone", "Anna", None)
    assert found.text == BODY


def test_markdown_becomes_plain_blocks() -> None:
    found = page(
        "a.md",
        "Intro with a [link](https://a.example), *stress* and `code`\nover two lines.\n\n## Where it began\n\n"
        "> A quote.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx =  1\n```\n\n"
        '![alt](b.jpg "The bow. (Jane Doe/Harbour Images)")\n\n<div>Boxed</div>\n',
    )
    assert found.text.split("\n\n") == [
        "Intro with a link, stress and code over two lines.", "## Where it began", "A quote.", "one", "two",
        "a: 1 | b: 2", "x = 1", "Boxed",
    ]  # fmt: skip
    assert found.captions == ("The bow. (Jane Doe/Harbour Images)",)


def test_an_alias_bomb_in_front_matter_is_harmless() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert page("a.md", f"---\n{bomb}title: *i\n---\n{BODY}").text == BODY


# Records


def test_json_records_under_common_names() -> None:
    records = [
        {
            "headline": "One",
            "body": BODY,
            "author": {"name": "Anna"},
            "source": "Harbour Post",
            "pubDate": "3 Apr 2025",
        },
        {
            "title": "Two",
            "content": [BODY, SECOND],
            "byline": "By Tom Harker",
            "date": "not a date",
            "lastmod": "2025-05-01",
        },
        {"title": "Three", "content_html": f"<p>{BODY}</p><p>A <b>bold</b> word.</p>", "link": "javascript:alert(1)"},
    ]
    for wrapped in (records, {"articles": records}):
        found = [*read_bytes("a.json", json.dumps(wrapped).encode(), limit_mb=1, source="a.json")]
        one, two, three = [entry for entry in found if isinstance(entry, Page)]
        assert len({one.source, two.source, three.source}) == 3
        assert all(entry.source.startswith("a.json#") for entry in found)
        assert (one.byline, one.publisher, one.published) == ("Anna", "Harbour Post", date(2025, 4, 3))
        assert (two.text, two.byline) == (f"{BODY}\n\n{SECOND}", "Tom Harker")
        assert (two.published, two.modified) == (None, date(2025, 5, 1))
        assert (three.text, three.url) == (f"{BODY}\n\nA bold word.", "")


def test_one_object_is_the_file_itself() -> None:
    assert page("a.json", json.dumps({"text": BODY})).source == "a.json"


def test_a_bad_line_is_named_and_the_others_go_on() -> None:
    lines = [
        json.dumps({"text": BODY}),
        "",
        "{oops",
        json.dumps([1]),
        json.dumps({"title": "x"}),
        json.dumps({"text": SECOND}),
    ]
    found = [*read_bytes("a.jsonl", "\r\n".join(lines).encode("utf-16"), limit_mb=1, source="a.jsonl")]
    assert [type(entry) for entry in found] == [Page, Failure, Failure, Failure, Page]
    assert [entry.source for entry in found[1:4]] == [f"a.jsonl#{number}" for number in range(2, 5)]
    reasons = [entry.reason for entry in found if isinstance(entry, Failure)]
    assert reasons[0].startswith("line 3: not valid JSON at column 2")
    assert reasons[1].startswith("line 4: ")
    assert "no text" in reasons[2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[" * 200_000, "nested too deeply"),
        ('{"text": "a', "not valid JSON"),
        ("[]", "no article"),
        ("3", "neither"),
        ("9" * 10_000, "too long"),
        ('{"a": ' * 900 + "1" + "}" * 900, "no text"),
    ],
)
def test_json_that_is_no_article(content: str, said: str) -> None:
    assert said in reason("a.json", content)


def test_half_a_character_escaped_in_json_can_be_stored() -> None:
    page("a.json", '{"title": "a \\ud83d", "text": "b \\ud83d c"}').text.encode()


# Web pages


def html(head: str = "", body: str = "", charset: str = "utf-8") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="{charset}"><title>Ferry returns</title>{head}</head><body>'
        f"<nav><a href='/'>Home</a></nav><article><h1>Ferry returns</h1><p>{BODY}</p>{body}<p>{SECOND}</p></article>"
        "<footer><p>© 2025 Harbour Post</p></footer></body></html>"
    )


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:modified_time" content="2025-04-05T10:00:00+02:00">',
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "dateModified": "2025-04-05"}]}</script>',
    ],
)
def test_a_page_says_when_it_was_changed(head: str) -> None:
    found = page("a.html", html('<meta property="article:published_time" content="2025-04-03T23:59:00-05:00">' + head))
    assert (found.published, found.modified) == (date(2025, 4, 3), date(2025, 4, 5))


def test_captions_headings_and_tables_of_a_page() -> None:
    found = page(
        "a.html",
        html(body="<figure><img src=x><figcaption>The bow. <i>Jane Doe/AFP</i></figcaption></figure><h2>Why</h2>"
             "<table><tr><th>Year</th><th>Count</th></tr><tr><td>2024</td><td>37</td></tr></table>"),
    )  # fmt: skip
    blocks = found.text.split("\n\n")
    assert found.captions == ("The bow. Jane Doe/AFP",)
    assert "## Why" in blocks
    assert any("2024" in block and "37" in block for block in blocks)
    assert "Home" not in found.text


def test_captions_stand_apart_in_records_and_markdown_too() -> None:
    body = f"<p>{BODY}</p><figure><img src=x><figcaption>The bow.</figcaption></figure><p>{SECOND}</p>"
    for name, content in (("a.json", json.dumps({"title": "Ferry", "content": body})), ("a.md", body)):
        assert (page(name, content).captions, page(name, content).text) == (("The bow.",), f"{BODY}\n\n{SECOND}")


@pytest.mark.parametrize("declared", ["windows-1252", "nonsense", "utf-8"])
def test_the_encoding_of_a_page_is_found(declared: str) -> None:
    assert SECOND in page("a.html", html(charset=declared).encode("cp1252")).text


def test_what_a_filing_writes_above_its_page_is_none_of_it() -> None:
    assert (
        page("a.html", f"<DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<TEXT>\n{html()}").text == page("b.html", html()).text
    )


def test_xhtml_with_its_own_declaration() -> None:
    assert BODY in page("a.xhtml", '<?xml version="1.0" encoding="utf-8"?>' + html()).text


@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_a_piece_of_a_page_is_a_page(name: str) -> None:
    assert page(name, f"<h1>Ferry returns</h1>\n<p>{BODY}</p>\n<p>{SECOND}</p>").text.endswith(f"{BODY}\n\n{SECOND}")


def test_scripts_and_styles_do_not_make_a_page_too_long() -> None:
    code = "<script>var a = '<p>';" + "a += 'b';" * 400_000 + "</script>"
    linked = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-06-03"}</script>'
    found = page("a.html", html(head=linked + code, body=f"<!-- <script> --><style>{'p{}' * 400_000}</style>"))
    assert BODY in found.text
    assert found.published == date(2025, 6, 3)


def test_a_picture_inside_the_page_costs_nothing() -> None:
    picture = "A" * 8_000_000
    assert BODY in page("a.html", html(body=f'<img src="data:image/png;base64,{picture}">')).text


@pytest.mark.parametrize(
    "content",
    [
        "<html><body><form>Log in <input></form></body></html>",
        "just words",
        "<svg><html>",
        "<div>" * 20_000 + "x",
        "<p>" * 3,
    ],
)
def test_a_page_without_an_article_says_so(content: str) -> None:
    assert "page" in reason("a.html", content)


def test_a_page_too_large_to_be_an_article() -> None:
    start = time.thread_time()
    assert "3 MB" in reason("a.html", "<p>word</p>" * 600_000)
    assert time.thread_time() - start < 5


# PDF


def pdf(pages: list[str], **facts: str) -> bytes:
    from fpdf import FPDF  # it takes .8 s to load, and few processes make a PDF

    class Paper(FPDF):
        def header(self) -> None:
            self.set_font("helvetica", size=9)
            self.cell(0, 6, "Ardle Valley Gazette", new_x="LMARGIN", new_y="NEXT")
            self.ln(6)

        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("helvetica", size=9)
            self.cell(0, 8, f"- {self.page_no()} -", align="C")

    document = Paper(format=(105, 148))
    for text in pages:
        document.add_page()
        document.set_font("helvetica", size=11)
        for paragraph in text.split("\n\n"):
            document.multi_cell(0, 5.4, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
            document.ln(3)
    document.set_title(facts.get("title", ""))
    document.set_author(facts.get("author", ""))
    return bytes(document.output())


def test_a_pdf_becomes_paragraphs_without_running_heads() -> None:
    first = "A ferry ran onto the breakwater in fog on Thursday, and thirty-seven people were hurt."
    cut = "The inquiry found that the radar had been dark for nine minutes before the ship"
    rest = "struck the wall. Nobody had told the passengers."
    found = page(
        "a.pdf", pdf([f"{first}\n\n{cut}", f"{rest}\n\nThe last word was hers."], title="Fog", author="Anna Kowalski")
    )
    assert found.text.split("\n\n") == [first, f"{cut} {rest}", "The last word was hers."]
    assert (found.title, found.byline) == ("Fog", "Anna Kowalski")


def test_words_broken_at_line_ends_are_whole_again() -> None:
    text = "The contami-\nnation of the well-\nknown spring was a well-known fact in the whole of the valley below the dam."
    assert "The contamination of the well-known spring" in page("a.pdf", pdf([text])).text


def test_pdfs_that_cannot_be_read_say_why() -> None:
    from fpdf import FPDF

    good = pdf([BODY])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(good)))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    blank = FPDF()
    blank.add_page()
    assert "password" in reason("a.pdf", locked.getvalue())
    assert "pictures" in reason("a.pdf", bytes(blank.output()))
    assert "not a PDF" in reason("a.pdf", b"hello")
    for part in (0.02, 0.3, 0.5):
        assert reason("a.pdf", good[: int(len(good) * part)]).endswith(".")


# Dates


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2025-04-03", date(2025, 4, 3)), ("2025-04-03T23:59:59-08:00", date(2025, 4, 3)), ("20250403", date(2025, 4, 3)),
        ("Thu, 03 Apr 2025 10:00:00 GMT", date(2025, 4, 3)), ("April 3, 2025, 9:15 AM EST", date(2025, 4, 3)),
        ("Sat 5 Apr 2025 07.00 CEST", date(2025, 4, 5)), ("3. April 2025", date(2025, 4, 3)), ("03.04.2025", date(2025, 4, 3)), ("3 avril 2025", date(2025, 4, 3)),
        ("15. März 2026, 9.15 Uhr", date(2026, 3, 15)), (datetime(2025, 4, 3, 1), date(2025, 4, 3)),  # noqa: DTZ001
        ("2025-02-31", None), ("yesterday", None), ("March 2025", None), ("2025", None), ("soon", None), ("", None),
        (None, None), (["2025-04-03"], None), ("the 3 ships of 2025", None), ("9" * 50, None), ("0001-01-01", None),
    ],
)  # fmt: skip
def test_dates_as_publishers_write_them(said: object, meant: date | None) -> None:
    assert parse_date(said) == meant


@pytest.mark.parametrize(
    "wrap", [lambda one: [one], lambda one: {"data": {"posts": [one]}}, lambda one: {"response": {"docs": [one]}}]
)
def test_the_answer_of_a_service_is_read_with_what_it_wraps(wrap: Callable[[object], object]) -> None:
    record = {
        "id": 7,
        "date": {"$date": "2025-06-03T06:12:00Z"},
        "title": {"rendered": "Trams &#8211; part 2"},
        "content": {"rendered": "<p>The tram works of Norvik closed on Friday.</p><ul><li>Trams: 14</li></ul>"},
    }
    [page] = read_bytes("a.json", json.dumps(wrap(record)).encode(), limit_mb=1, source="a.json")
    assert isinstance(page, Page)
    assert (page.title, page.published) == ("Trams – part 2", date(2025, 6, 3))
    assert page.text == "The tram works of Norvik closed on Friday.\n\nTrams: 14"


def test_markdown_says_what_its_rendered_page_shows() -> None:
    text = "It cost ~~5~~ 6 crowns.[^1] It has 40 m<sup>2</sup>, <del>30</del> not 31.<sup>2</sup>\n\n[^1]: A note.\n"
    assert page("a.md", text).text.split("\n\n") == ["It cost 6 crowns. It has 40 m², not 31.", "A note."]
    assert page("a.md", "- one  \n  two\n\n<ul><li>three</li></ul>\n").text.split("\n\n") == ["one two", "three"]
