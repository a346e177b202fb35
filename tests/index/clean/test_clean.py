"""Saved pages become exactly their author's words: headline, paragraphs, captions apart, nothing of the page."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clean import clean
from index.errors import UnreadableSource
from index.sources.files import read
from index.values import Article, Page
from tests.conftest import shared_data
from tests.index.messy import LAYOUTS


def cleaned(text: str, **facts: object) -> Article:
    return clean(Page(source="page", text=text, **facts), article_id="a1")  # type: ignore[arg-type]


def texts(article: Article, kind: str) -> list[str]:
    return [block.of(article.text) for block in article.blocks if block.kind == kind]


@pytest.mark.parametrize("name", LAYOUTS)
def test_messy_layouts(name: str) -> None:
    layout = LAYOUTS[name]
    article = cleaned(layout.text)
    assert (article.title, article.byline, article.publisher) == (layout.title, layout.byline, layout.publisher)
    assert (article.published, article.modified) == (layout.published, layout.modified)
    assert texts(article, "prose") == layout.prose
    assert texts(article, "heading") == layout.headings
    assert texts(article, "caption") == layout.captions


@pytest.mark.parametrize(
    "line",
    [
        "You are receiving this email because you signed up at the Norvik Post for its letter on Mondays.",
        "You’re receiving this newsletter as a member of the harbour club",
        "Sie erhalten diese E-Mail, weil Sie sich bei der Norviker Post angemeldet haben.",
        "Vous recevez ce message parce que vous êtes abonné à la lettre du port.",
        "Recibe este correo porque se suscribió al boletín del puerto.",
        "Unsubscribe from this list | Privacy policy",
        "View this email in your browser",
    ],
)
def test_what_a_newsletter_says_of_itself_is_none_of_its_story(line: str) -> None:
    told = "The council of Norvik voted on Monday to mend the lantern on the pier before the winter."
    said = "“You are receiving this email because we made a mistake,” the mayor wrote to every household."
    article = cleaned(f"The lantern is mended\n\n{told}\n\n{said}\n\n{line}")
    assert texts(article, "prose") == [told, said]


def test_the_article_that_this_started_from() -> None:
    (page,) = read(shared_data() / "article" / "iran-warned-russia.txt", limit_mb=1)
    assert isinstance(page, Page)
    article = clean(page, article_id="a1")
    prose = texts(article, "prose")
    assert article.title.startswith("Report: Iran Warned Russia of ‘Possible Big Terrorist Attack’")
    assert len(prose) == 15
    assert all(block.endswith((".", "”")) and len(block) > 100 for block in prose)
    assert texts(article, "heading") == []
    assert texts(article, "caption")[:2] == ["Crocus City Hall", "OLGA MALTSEVA/AFP via Getty Images"]
    assert len(texts(article, "caption")) == 7
    assert "commenting" not in article.text
    assert "boogeyman” to protect Ukraine. Russian officials" in article.text
    assert article.text.replace("\n\n", " ").split() == [
        word for kind in ("prose", "caption") for block in texts(article, kind) for word in block.split()
    ]


def test_facts_of_the_source_win_over_those_in_the_text() -> None:
    text = "Ferry returns\n\nBy Tom Harker\n3 May 2025\n\nThe ferry returned on Wednesday, the company said."
    article = cleaned(
        text, title="Ferry Returns!", byline="Anna Kowalski", published=date(2025, 5, 2), url="https://a.example/1"
    )
    assert (article.title, article.byline, article.published) == ("Ferry Returns!", "Anna Kowalski", date(2025, 5, 2))
    assert article.text == "The ferry returned on Wednesday, the company said."


HEADLINE = "Ferry Marigold runs aground off Tern Point"
PROSE = "The ferry Marigold ran aground on a sandbank on Tuesday with 214 people on board.\n\nNobody was hurt."
WRAPPED = (
    "The passenger ferry Marigold ran aground on a sandbank off Tern Point on\nTuesday evening with 214 people "
    "on board, and the coastguard said that\nnobody had been hurt."
)
PAPER = "The Sandbar Courier"


@pytest.mark.parametrize(
    "head",
    [
        f"{HEADLINE}\nPublisher: {PAPER}\nBy Ines Holm\n4 March 2025\n",
        f"{HEADLINE}\n\nBy: Ines Holm\nSource: {PAPER}\nPublished: March 4, 2025\n",
        f"Publisher: {PAPER}\nAuthor: Ines Holm\nDate: 2025-03-04\n\n{HEADLINE}\n",
        f"{HEADLINE}\n{PAPER}\nBy Ines Holm\n4 March 2025\n",
        f"{HEADLINE}\nBy Ines Holm\n4 March 2025\n{PAPER}\n",
        f"{HEADLINE}\n{PAPER}, 4 March 2025\nBy Ines Holm\n",
        f"{HEADLINE}\nBy Ines Holm, {PAPER}, 4 March 2025\n",
        f"{HEADLINE}\nBy Ines Holm, {PAPER} 4 March 2025\n",
        f"{HEADLINE}\nby Ines Holm\n{PAPER} — 4 March 2025\n",
        f"{HEADLINE}\nInes Holm | {PAPER} | 4 March 2025\n",
    ],
)
@pytest.mark.parametrize("prose", [PROSE, WRAPPED])
def test_lines_below_a_headline_say_who_published_when(head: str, prose: str) -> None:
    article = cleaned(f"{head}\n{prose}")
    told = (article.title, article.byline, article.publisher, article.published)
    assert told == (HEADLINE, "Ines Holm", PAPER, date(2025, 3, 4))
    assert article.text == cleaned(prose, title=HEADLINE).text


@pytest.mark.parametrize(
    "line",
    [
        "Von Ines Holm, Callis, 4. März 2025",
        "Von Ines Holm, Callis, 04.03.2025",
        "By Ines Holm, Callis, 4 March 2025",
        "By Ines Holm in Elder Quay | 4 March 2025",
        "Par Ines Holm, à Callis, le 4 mars 2025",
        "By Ines Holm on 4 March 2025",
        "4 March 2025, by Ines Holm",
        "March 4, 2025 – By Ines Holm",
    ],
)
def test_a_byline_may_name_its_place_and_day(line: str) -> None:
    article = cleaned(f"{HEADLINE}\n{line}\n\n{PROSE}")
    assert (article.byline, article.published) == ("Ines Holm", date(2025, 3, 4))
    assert article.text == cleaned(PROSE, title=HEADLINE).text


def test_a_paper_behind_a_bar_is_nobody_who_wrote() -> None:
    article = cleaned(f"{HEADLINE}\n\nBy Ines Holm Jr. | {PAPER}\n\n{PROSE}")
    assert (article.byline, article.publisher) == ("Ines Holm Jr.", PAPER)


def test_the_name_of_a_paper_in_capitals_above_a_headline_is_none() -> None:
    article = cleaned(f"THE HARBOUR POST\n\n{HEADLINE}\n\nBy Ines Holm\n4 March 2025\n\n{PROSE}")
    assert (article.title, article.publisher, article.byline) == (HEADLINE, "THE HARBOUR POST", "Ines Holm")
    assert cleaned(f"THE LAST POST\n\nBy Ines Holm\n\n{PROSE}").title == "THE LAST POST"
    assert cleaned(f"THE LAST POST\n\n{PROSE}").title == "THE LAST POST"


def test_people_beside_a_day_are_no_places() -> None:
    for names in ("Ines Holm, Tom Reed", "Ines Holm, Tom Reed and Ada Lund"):
        assert cleaned(f"{HEADLINE}\nBy {names}, 4 March 2025\n\n{PROSE}").byline == names
    assert (
        cleaned(f"{HEADLINE}\nBy Ines Holm and Tom Reed, Elder Quay, 4 March 2025\n\n{PROSE}").byline
        == "Ines Holm and Tom Reed"
    )


@pytest.mark.parametrize(
    ("line", "byline", "publisher"),
    [
        ("By Dr. Ines Holm", "Dr. Ines Holm", ""),
        ("By Ines Holm.", "Ines Holm", ""),
        ("By Ines Holm in Elder Quay", "Ines Holm", ""),
        ("By J. R. Holm and Tom Reed", "J. R. Holm and Tom Reed", ""),
        ("Emily Post", "", ""),
        ("Publisher: Courier Media Inc.", "", "Courier Media Inc."),
        (PAPER, "", PAPER),
        ("Nobody hurt, the coastguard says", "", ""),
        ("Bad News for Elder Quay", "", ""),
    ],
)
def test_a_line_that_may_be_something_else_stays_in_the_text(line: str, byline: str, publisher: str) -> None:
    article = cleaned(f"{HEADLINE}\n{line}\n4 March 2025\n\n{PROSE}")
    assert (article.byline, article.publisher) == (byline, publisher)
    assert (line in article.text) is not bool(byline or publisher)


@pytest.mark.parametrize(
    "title", ["Source: the ferry had no pilot", "Language: a barrier on board", "Author: I knew it"]
)
def test_a_headline_that_looks_like_a_label_is_a_headline(title: str) -> None:
    assert cleaned(f"{title}\nBy Ines Holm\n\n{PROSE}").title == title
    assert cleaned(f"{title}\n\n{PROSE}").title == title


def test_a_newspapers_name_without_byline_or_date_is_no_head_matter() -> None:
    article = cleaned(f"{HEADLINE}\n\n{PAPER}\n\n{PROSE}")
    assert (article.publisher, article.text.startswith(PAPER)) == ("", True)


def test_a_standfirst_of_a_page_above_a_credit_is_no_caption() -> None:
    page = f"The council votes for the eastern bridge\n\nJane Doe/AFP\n\n{PROSE}"
    assert texts(cleaned(page, title=HEADLINE, marked=True), "caption") == ["Jane Doe/AFP"]
    assert len(texts(cleaned(page, title=HEADLINE), "caption")) == 2


def test_captions_of_the_source_come_last_and_once() -> None:
    text = "The ferry returned.\n\nThe quay. (Jane Doe/Harbour Images)\n\nNobody cheered, she said."
    article = cleaned(text, title="T", captions=("The bow.", "The quay. (Jane Doe/Harbour Images)", "The bow."))
    assert texts(article, "caption") == ["The quay. (Jane Doe/Harbour Images)", "The bow."]
    assert article.text.endswith("Nobody cheered, she said.\n\nThe quay. (Jane Doe/Harbour Images)\n\nThe bow.")


def test_only_furniture_is_no_article() -> None:
    for text in ("", "Advertisement\n\nShare\nTweet", "Getty Images", "\u200b \n\n\u00ad"):
        with pytest.raises(UnreadableSource, match="no article text"):
            cleaned(text)


def test_a_text_of_one_line_is_prose() -> None:
    article = cleaned("Hello harbour")
    assert (article.title, article.text) == ("Hello harbour", "Hello harbour")


def test_a_long_first_paragraph_gives_a_short_title() -> None:
    article = cleaned("The council met on Tuesday and spoke " + "of fish " * 40 + "and left.")
    assert len(article.title) <= 81
    assert article.title.endswith("…")


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices fell on Monday after the port closed.",
        "Subscribers to the paper were told on Friday.",
        "Comments made by the mayor angered the crews.",
        "Follow the river on foot and you reach the dam.",
        "Related costs will be paid by the city.",
        "Copyright rules of 2019 were the reason, she said.",
        "Print was dead, he said, and then it was not.",
        "Like many on Facebook and elsewhere, she was shocked.",
        "By Friday night the water had reached the school.",
        "On 4 March 2025 by Friday night the water had reached the school.",
        "On 4 March 2025 in Norvik the council met.",
        "The agency (AP) was told and/or guessed the rest.",
        "“Read more: that was his whole advice,” she said.",
        "More: the council voted twice.",
        "He works for NASA/ESA and lives in Kerman.",
        "Photo editors met in March.",
        "Published reports of 3 May 2024 differ.",
        "Title: that was all it said on the door.",
    ],
)
def test_prose_that_looks_like_furniture_stays(sentence: str) -> None:
    opening = "The port was closed on Monday, the harbour master said."
    text = f"A headline about the port\n\n{opening}\n\n{sentence}\n\nEnd of story."
    assert sentence in texts(cleaned(text), "prose")


word = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäéßøñ’", min_size=1, max_size=9).filter(lambda w: w[0].isalpha())
sentence = st.lists(word, min_size=4, max_size=14).map(lambda words: " ".join(words).capitalize() + ".")
paragraph = st.lists(sentence, min_size=1, max_size=4).map(" ".join)


@given(st.lists(paragraph, min_size=1, max_size=8))
def test_ordinary_prose_survives_word_for_word(paragraphs: list[str]) -> None:
    assert cleaned("\n\n".join(paragraphs), title="A title").text == unicodedata.normalize(
        "NFC", "\n\n".join(paragraphs)
    )


lines = st.one_of(
    st.text(max_size=40),
    paragraph,
    st.sampled_from(["COMMENTS", "Share", "By Jane Doe", "JANE DOE/AFP", "## Heading", "", "3 May 2024",
                     "A (B C/Getty)", "Title: x", "Foto: dpa", "a\u00adb", "e\u0301", "\u2029", "\x00"]),
)  # fmt: skip


@given(st.lists(lines, max_size=12), st.text(max_size=20), st.lists(st.text(max_size=20), max_size=2))
def test_canonical_text_is_its_blocks(parts: list[str], title: str, captions: list[str]) -> None:
    for glue in ("\n", "\n\n"):
        try:
            article = cleaned(glue.join(parts), title=title, captions=tuple(captions))
        except UnreadableSource:
            continue
        blocks = [block.of(article.text) for block in article.blocks]
        assert "\n\n".join(blocks) == article.text
        assert all(block == " ".join(block.split()) and block for block in blocks)
        assert unicodedata.is_normalized("NFC", article.text)
        kinds = [block.kind == "caption" for block in article.blocks]
        assert kinds == sorted(kinds)
        assert article.title
        article.text.encode()
