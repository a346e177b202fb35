# ruff: noqa: E501
"""Word files, OpenDocument texts, books, RTF and mails: what they say, and what is said of those that cannot be read."""

from __future__ import annotations

import random
from datetime import date

import pytest

from index.clean import clean
from index.sources.files import read_bytes
from index.values import Failure, Page
from tests.index.sources.papers import docx, epub, mail, odt, paragraph, run, zipped

BODY = "The ferry returned to service on Wednesday morning with 61 passengers and a brass band on board."
SECOND = "“I counted every stone of that wall,” said Petra Lindahl, who has led the company since 2016."
RAISED = "<w:vertAlign w:val='superscript'/>"
TABLE_ODT = (
    "<table:table><table:table-header-rows>{}</table:table-header-rows>{}</table:table>".format(*(
        "<table:table-row>" + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row) + "</table:table-row>"
        for row in (("Ship", "Year"), ("Astra", "1998"))
    ))
)  # fmt: skip
RTF = rf"{{\rtf1\ansi\ansicpg1252 {{\fonttbl {{\f0 Times;}}}}\f0\fs24 {BODY}\par The dam at Lowmere stayed closed.\par}}".encode()
NEWSLETTER = f"""<html><body><div style="display:none">Look inside</div><table role="presentation"><tr><td><a href="x">View in browser</a></td></tr>
<tr><td><table><tr><td><img src="a.png" alt="Logo"><h1>Ferry returns</h1><p>{BODY}</p><p>Nobody&nbsp;was hurt.</p>
<table><tr><th>Ship</th><th>Year</th></tr><tr><td>Astra</td><td>1998</td></tr></table></td><td><p>{SECOND}</p></td></tr></table></td></tr>
<tr><td><a href="u">Unsubscribe</a> | <a href="p">Manage preferences</a></td></tr></table></body></html>"""


def found(name: str, data: bytes) -> list[Page | Failure]:
    return list(read_bytes(name, data, limit_mb=25, source=name, origin="https://chat.example/1"))


def page(name: str, data: bytes) -> Page:
    (one,) = found(name, data)
    assert isinstance(one, Page), one
    return one


def reason(name: str, data: bytes) -> str:
    (one,) = found(name, data)
    assert isinstance(one, Failure), one
    return one.reason


def test_a_word_file_is_read_as_it_is_seen() -> None:
    body = [
        paragraph("Ferry returns", style="Titel"),
        paragraph("About 10", run("6", RAISED), " people", "<w:r><w:footnoteReference w:id='2'/></w:r>", run(" never", "<w:strike/>"), run(" x", "<w:vanish/>"), " came."),
        paragraph("Where it began", style="berschrift1"),
        paragraph("It took ", "<w:del>" + run("9") + "</w:del>", "<w:ins>" + run("61") + "</w:ins>", " and ", f"<w:fldSimple w:instr='X'>{run('7')}</w:fldSimple>", " days."),
        paragraph("The bow of the ferry on Monday.", style="Beschriftung"),
        "<w:p><m:oMath><m:r><m:t>2</m:t></m:r></m:oMath></w:p>",
        "<w:tbl>" + "".join(f"<w:tr><w:trPr>{head}</w:trPr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
                            for head, row in (("<w:tblHeader/>", ("Ship", "Year")), ("", ("Astra", "1998")))) + "</w:tbl>",
    ]  # fmt: skip
    read = page(
        "a.docx",
        docx(
            "".join(body),
            dc_title="Press release template",
            dc_creator="Anna Kowalski",
            dcterms_created="2025-04-03T10:00:00Z",
        ),
    )
    assert read.text.split("\n\n") == [
        "## Ferry returns", "About 10⁶ people came.", "## Where it began", "It took 61 and 7 days.", "[formula]", "Ship: Astra | Year: 1998",
        "Counted by the port office.",
    ]  # fmt: skip
    assert (read.title, read.byline, read.created) == ("Ferry returns", "Anna Kowalski", date(2025, 4, 3))
    assert (read.captions, read.origin) == (("The bow of the ferry on Monday.",), "https://chat.example/1")


def test_properties_that_programs_fill_in_are_not_believed() -> None:
    read = page(
        "a.docx",
        docx(
            paragraph(BODY),
            dc_title="Microsoft Word - x.doc",
            dc_creator="akowalski",
            dcterms_created="2013-12-23T23:15:00Z",
        ),
    )
    assert (read.title, read.byline, read.created, read.text) == ("", "", None, BODY)


def test_word_files_of_the_web_and_under_other_names() -> None:
    data = docx(paragraph(BODY), main="word/document2.xml")
    for name in ("a.docx", "a.txt", "a.zip", "a.pdf", "a.md"):
        assert page(name, data).text == BODY


def test_an_opendocument_text_is_read_as_it_is_seen() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Counted by the port office.</text:p></text:note-body></text:note>"
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:p text:style-name='P1'>Ferry returns</text:p>"
        f"<text:p>About 10<text:span text:style-name='T1'>6</text:span><text:s/>people{note} <text:span text:style-name='T2'>never </text:span>came.</text:p>"
        "<text:h>Where it began</text:h><text:list><text:list-item><text:p>One thing.</text:p></text:list-item></text:list>"
        "<text:p><draw:frame><draw:text-box><text:p text:style-name='P5'>The bow of the ferry.</text:p></draw:text-box></draw:frame></text:p>"
        "<text:p><draw:frame><draw:image/><svg:desc>Petra Lindahl on the wall</svg:desc></draw:frame>The end.</text:p>"
        + TABLE_ODT
    )
    styles = (
        "<style:style style:name='T1'><style:text-properties style:text-position='super 58%'/></style:style>"
        "<style:style style:name='T2'><style:text-properties style:text-line-through-style='solid'/></style:style>"
        "<style:style style:name='P1' style:parent-style-name='Title'/><style:style style:name='P5' style:parent-style-name='Illustration'/>"
    )
    meta = "<meta:initial-creator>Anna Kowalski</meta:initial-creator><meta:creation-date>2025-04-03T10:00:00</meta:creation-date>"
    read = page("a.odt", odt(body, styles=styles, meta=meta))
    assert read.text.split("\n\n") == [
        "## Ferry returns", "About 10⁶ people came.", "## Where it began", "One thing.", "The end.", "Ship: Astra | Year: 1998",
        "Counted by the port office.",
    ]  # fmt: skip
    assert (read.title, read.byline, read.created) == ("Ferry returns", "Anna Kowalski", date(2025, 4, 3))
    assert read.captions == ("The bow of the ferry.", "Petra Lindahl on the wall")


def test_a_book_is_its_chapters_in_order() -> None:
    metadata = (
        "<dc:title>The Ferry Year</dc:title><dc:creator>Anna Kowalski</dc:creator><dc:creator>Tom Harker</dc:creator><dc:publisher>Harbour Press</dc:publisher>"
        "<dc:date opf:event='creation'>2001-01-01</dc:date><dc:date>2025-04-03</dc:date><dc:language>en-GB</dc:language>"
    )
    first = f"<h1>Fog</h1><p>{BODY} <span epub:type='pagebreak'>12</span></p><figure><img/><figcaption>The bow.</figcaption></figure>"
    read = page(
        "a.epub", epub(first, "<p><a href='x'>Fog</a></p>", f"<h2>Stone</h2><p>{SECOND}</p>", metadata=metadata)
    )
    assert read.text.split("\n\n") == ["## Fog", BODY, "## Stone", SECOND]
    assert (read.title, read.byline, read.publisher, read.language) == (
        "The Ferry Year",
        "Anna Kowalski, Tom Harker",
        "Harbour Press",
        "en-gb",
    )
    assert (read.published, read.captions) == (date(2025, 4, 3), ("The bow.",))


def test_rtf_is_read_as_it_is_seen() -> None:
    data = rb"""{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fswiss Helvetica;}{\f1\fcharset204 Arial;}}{\info{\title Ferry returns}{\author Anna Kowalski}{\creatim\yr2025\mo4\dy3\hr9}}
{\header\pard Ardle Gazette\par}{\*\generator Writer;}
\pard\plain\outlinelevel0 Where it began\par
\pard\plain About 10{\super 6} people \'97 \u8220?many\u8221? \u-10179?\u-8704? of them{\super 3}{\footnote \pard Counted by the port office.} {\strike never}{\v x}{\field{\*\fldinst{HYPERLINK "http://x.example"}}{\fldrslt came}}.\line Really.\par
{\pntext\'b7\tab}\pard One thing.\par
\pard{\f1 \'cf\'f0\'e8\'e2\'e5\'f2.}\par{\pict\pngblip\bin5 }}}{}
}\trowd\trhdr\cellx100\pard\intbl Ship\cell Year\cell\row\trowd\cellx100\pard\intbl Astra\cell 1998\cell\row\pard The end.\par
}and what stands behind it"""
    read = page("a.rtf", data)
    assert read.text.split("\n\n") == [
        "## Where it began", "About 10⁶ people — “many” 😀 of them came. Really.", "One thing.", "Привет.", "Ship: Astra | Year: 1998", "The end.",
        "Counted by the port office.",
    ]  # fmt: skip
    assert (read.title, read.byline, read.created) == ("Ferry returns", "Anna Kowalski", date(2025, 4, 3))


def test_a_newsletter_is_its_text_without_the_frame() -> None:
    read = page("a.eml", mail(NEWSLETTER, "Read this on the web.", List_Id='"Harbour Morning" <m.post.example>'))
    assert read.text.split("\n\n") == ["## Ferry returns", BODY, "Nobody was hurt.", "Ship: Astra | Year: 1998", SECOND]
    assert (read.title, read.byline, read.publisher) == ("Ferry returns", "The Harbour Post", "Harbour Morning")
    assert read.published == date(2025, 4, 3)


def test_a_mail_whose_html_is_empty_is_its_text() -> None:
    assert (
        page("a.eml", mail(html="<html><body> </body></html>", text=f"{BODY}\n\n{SECOND}")).text
        == f"{BODY}\n\n{SECOND}"
    )


def test_the_line_that_lets_readers_of_a_newsletter_leave_is_none_of_it() -> None:
    leave = "<p>You are on the list of the port. <a href='u'>Unsubscribe here</a></p>"
    asked = f"<p>How do I <a href='u'>unsubscribe</a>? Nobody knew.</p><p>{BODY}</p><p>{SECOND}</p>"
    assert page("a.eml", mail(html=f"<p>{BODY}</p><p>{SECOND}</p>{leave}")).text == f"{BODY}\n\n{SECOND}"
    assert "Nobody knew" in page("a.eml", mail(html=f"<p>{SECOND}</p>{asked}")).text


@pytest.mark.parametrize(
    ("headers", "byline", "publisher"),
    [
        ({"From": "Anna Kowalski <anna@post.example>"}, "Anna Kowalski", ""),
        ({"List_Unsubscribe": "<mailto:x@post.example>"}, "", "The Harbour Post"),
        ({"List_Id": "4711abc list <4711.lists.example>"}, "", "The Harbour Post"),
        ({"From": "=?utf-8?q?Zo=C3=AB_Lund?= <z@post.example>", "Date": "soon"}, "Zoë Lund", ""),
    ],
)
def test_who_writes_and_who_publishes_a_mail(headers: dict[str, str], byline: str, publisher: str) -> None:
    read = page("a.eml", mail("", f"{BODY}\n\n{SECOND}", None, **headers))
    assert (read.byline, read.publisher) == (byline, publisher)
    assert read.published == (None if "Date" in headers else date(2025, 4, 3))
    assert clean(read, article_id="a").text == f"{BODY}\n\n{SECOND}"


GMAIL = (
    "<div>FYI</div><div class='gmail_quote'><div class='gmail_attr'>---------- Forwarded message ---------<br>"
    "From: <strong>Ada Roe</strong> &lt;ada@post.example&gt;<br>Date: Wed, 2 Apr 2025 at 10:00<br>"
    "Subject: Fog in the harbour<br>To: Bob &lt;bob@x.example&gt;<br></div><br><div><p>{0}</p><p>{1}</p></div></div>"
)
OUTLOOK = (
    "Zur Kenntnis.\n\n-----Ursprüngliche Nachricht-----\nVon: Ada Roe <ada@post.example>\n"
    "Gesendet: Mittwoch, 2. April 2025 10:00\nAn: Bob\nBetreff: WG: Fog in the harbour\n\n{0}\n\n{1}\n"
)
APPLE = (
    "Begin forwarded message:\n\nFrom: Ada Roe <ada@post.example>\nSubject: Fog in the harbour\n"
    "Date: 2 April 2025 at 10:00:00 CEST\nTo: bob@x.example\n\n{0}\n\n{1}\n"
)


@pytest.mark.parametrize(("html", "text"), [(GMAIL, ""), ("", OUTLOOK), ("", APPLE)], ids=["gmail", "outlook", "apple"])
def test_a_forwarded_mail_is_that_of_who_wrote_it(html: str, text: str) -> None:
    read = page("a.eml", mail(html.format(BODY, SECOND), text.format(BODY, SECOND), Subject="Fwd: Fog"))
    assert (read.title, read.byline, read.publisher) == ("Fog in the harbour", "Ada Roe", "")
    assert read.published == date(2025, 4, 2)
    assert read.text.split("\n\n") == [BODY, SECOND]


def test_who_writes_at_length_above_a_mail_is_its_author() -> None:
    letter = "\n\n".join([SECOND] * 9)
    read = page(
        "a.eml", mail("", f"{letter}\n\n{APPLE.format(BODY, SECOND)}", Subject="FW: Fog", From="Bob <b@x.example>")
    )
    assert (read.title, read.byline) == ("Fog", "Bob")


def test_articles_attached_to_a_mail_are_read_and_other_files_passed_over() -> None:
    files = {
        "report.docx": docx(paragraph(SECOND)),
        "logo.png": b"\x89PNG",
        "../notes.txt": BODY.encode(),
        "week.zip": zipped({"a.txt": BODY}),
        "again.txt": mail(text=BODY),
    }
    sources = {one.source: one for one in found("a.eml", mail(text=BODY, files=files))}
    assert list(sources) == ["a.eml", "a.eml!/report.docx", "a.eml!/notes.txt"]
    assert all(isinstance(one, Page) for one in sources.values())


@pytest.mark.parametrize("kind", ["text/x-oeb1-document", "application/x-dtbook+xml"])
def test_chapters_of_older_books_are_read(kind: str) -> None:
    assert page("a.epub", epub(f"<p>{BODY}</p>", f"<p>{SECOND}</p>", kind=kind)).text == f"{BODY}\n\n{SECOND}"


# Disguises


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.text", "a.html", "a.docx", "a.pdf", "a.json"])
def test_a_file_is_read_as_what_it_is(name: str) -> None:
    assert page(name, RTF).text == f"{BODY}\n\nThe dam at Lowmere stayed closed."
    assert page(name, odt(f"<text:p>{BODY}</text:p>")).text == BODY
    assert page(name, epub(f"<p>{BODY}</p>")).text == BODY
    assert page(
        name,
        f"<!DOCTYPE html><html><body><article><h1>Fog</h1><p>{BODY}</p><p>{SECOND}</p></article></body></html>".encode(),
    ).text.endswith(SECOND)
    assert page(name, mail(text=f"{BODY}\n\n{SECOND}")).title == "Ferry returns"


def test_records_under_a_text_name_are_records() -> None:
    assert page("a.txt", b'[{"title": "Fog", "text": "The dam stayed closed."}]').title == "Fog"
    assert [
        one.title
        for one in found(
            "a.txt", b'{"title": "Fog", "text": "The dam stayed closed."}\n{"title": "Sun", "text": "It opened."}'
        )
        if isinstance(one, Page)
    ] == ["Fog", "Sun"]


@pytest.mark.parametrize("text", ["{Fog} was all that they saw.", "[1] Fog came at nine.", "From: the harbour\nTo: the sea\nSubject: fog\n\nIt came at nine.", 'He wrote: <html> is "fog".', "{\"fog\" is what he wrote."])  # fmt: skip
def test_a_text_that_looks_alike_stays_a_text(text: str) -> None:
    assert page("a.txt", text.encode()).text == text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"<?xml version='1.0'?><rss><channel/></rss>", "XML"),
        ("a.txt", b"%!PS-Adobe-3.0\n/Times findfont", "PostScript"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office program"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        ("a.docx", b"hello", "damaged"),
        ("a.docx", zipped({"xl/workbook.xml": "<a/>"}), "no Word document"),
        ("a.docx", docx(""), "no text"),
        ("a.odt", zipped({"content.xml": "<a/>"}), "of another kind"),
        ("a.odt", odt("<text:p>x</text:p>", manifest="<encryption-data/>"), "password"),
        ("a.epub", epub(f"<p>{BODY}</p>", locked="OEBPS/text/chapter%200.xhtml"), "locked"),
        ("a.epub", zipped({"a": "b"}), "no EPUB"),
        ("a.rtf", b"hello", "no RTF"),
        ("a.rtf", b"{\\rtf1 }", "no text"),
        ("a.eml", b"hello", "no mail"),
        ("a.eml", mail(text=" "), "no text"),
        ("a.txt", zipped({"a.bin": bytes(range(256))}), "binary"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(name: str, data: bytes, said: str) -> None:
    told = reason(name, data)
    assert said in told
    assert told.endswith(".")


def test_nothing_outside_a_document_and_no_entity_comes_in() -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a 'lollollollol'>" + "".join(
        f"<!ENTITY {b} '{f'&{a};' * 40}'>" for a, b in zip("abcdef", "bcdefg", strict=True)
    )
    for head, entity in ((f"{bomb}]>", "&g;"), ("<!DOCTYPE x [<!ENTITY g SYSTEM 'file:///etc/passwd'>]>", "&g;")):
        read = page("a.docx", docx(paragraph(BODY, entity), head=head))
        assert read.text.startswith(BODY)
        assert len(read.text) < 200
    assert "trap" in reason("a.odt", odt(f"<text:p>{' ' * 9_000_000}</text:p>"))
    assert reason("a.docx", docx(f"{'<w:p>' * 5000}{'</w:p>' * 5000}")).endswith(".")
    assert reason("a.rtf", b"{\\rtf1 " + b"{" * 100_000).endswith(".")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx(paragraph(BODY) + paragraph(SECOND, style="Titel"), dc_creator="Anna Kowalski")),
        ("a.odt", odt(f"<text:p>{BODY}</text:p>{TABLE_ODT}")),
        ("a.epub", epub(f"<p>{BODY}</p>", f"<p>{SECOND}</p>")),
        ("a.rtf", RTF),
        ("a.eml", mail(NEWSLETTER, BODY, {"notes.txt": BODY.encode()})),
    ],
)
def test_no_damage_raises(name: str, data: bytes) -> None:
    chance = random.Random(name)
    for _ in range(150):
        damaged = bytearray(data[: chance.choice([len(data), chance.randrange(len(data))])])
        for at in (chance.randrange(len(damaged)) for _ in range(chance.randrange(12)) if damaged):
            damaged[at : at + chance.randrange(1, 9)] = chance.choice(
                [b"", b"<", b"\0", b"{", b"\\u-1", chance.randbytes(3)]
            )
        for one in found(name, bytes(damaged)):
            if isinstance(one, Page):
                assert one.text.strip()
                one.text.encode()
            else:
                assert one.reason.endswith(".")
