"""Answers from the catalogue: every statement with the articles that it is of, nothing of their texts searched."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.answer import Answerer
from bot.values import UNRESTRICTED, Answer, Restriction
from index.library import Library
from tests.bot.answer.pages import jsonl

PRESS = "press"
TODAY = date(2024, 4, 8)


def _page(title: str, text: str, author: str, publisher: str, published: str) -> dict[str, str]:
    slug = title.lower().replace(" ", "-")
    return {
        "title": title,
        "text": text,
        "url": f"https://{publisher.split()[-1].lower()}.example/{slug}",
        "author": author,
        "publisher": publisher,
        "published": published,
    }


PAGES = (
    _page(
        "Otters return to the Lenn",
        "Otters have been seen on the river Lenn for the first time in forty years.\n\nThe anglers are not pleased.",
        "Ida Marsh", "Skarv Gazette", "2024-03-03",
    ),
    _page(
        "Lenn anglers ask for a fence",
        "The anglers of the Lenn want a fence against the otters, their chairman Tor Vik said on Monday.",
        "Ida Marsh and Olav Rune", "Northern Wire", "2024-03-20",
    ),
    _page(
        "Tower clock stops at noon",
        "The clock of the town hall stopped at noon on Friday and has not moved since.\n\nA report on the clock was "
        "written by the engineer Siv Dahl in 2019. Nobody read the report.",
        "", "Skarv Gazette", "2024-04-05",
    ),
    _page(
        "“We only wanted soup”", "The cook Mina Holt talks about twelve years in the harbour kitchen.",
        "@everyone *Ida*", "The Lantern Review", "",
    ),
)  # fmt: skip
MANY = tuple(
    _page(f"Tide table {day}", f"High water on day {day} was at noon.", "Olav Rune", "Tide Post", f"2023-05-{day:02}")
    for day in range(1, 13)
)
OTTERS, FENCE, CLOCK = "Otters return to the Lenn", "Lenn anglers ask for a fence", "Tower clock stops at noon"


@pytest.fixture(scope="module")
def press(library: Library) -> Library:
    library.add_files(PRESS, [("press.jsonl", jsonl(*PAGES, *MANY))], origin="", source_prefix="press")
    return library


def _ask(library: Library, text: str, follows: str = "", restriction: Restriction = UNRESTRICTED) -> Answer:
    answer = Answerer(library).ask(text, library=PRESS, today=TODAY, follows=follows, restriction=restriction)
    for one in answer.citations:
        assert library.article(PRESS, one.article_id).text[one.start : one.end] == one.quote
    shown = {one.number for one in answer.citations}
    assert all(set(one.citations) <= shown and one.citations for one in answer.statements)
    return answer


def _titles(answer: Answer) -> list[str]:
    return [one.title for one in answer.citations]


@pytest.mark.parametrize(
    ("question", "wrote", "published"),
    [
        (
            "Who wrote the article about the otters?",
            f"“{OTTERS}” was written by Ida Marsh.",
            "by Skarv Gazette on 3 March 2024.",
        ),
        (
            "When was the article about the fence published?",
            f"“{FENCE}” was written by Ida Marsh and Olav Rune.",
            "by Northern Wire on 20 March 2024.",
        ),
        (
            "Who wrote the article about the tower clock?",
            f"“{CLOCK}” names no author.",
            "by Skarv Gazette on 5 April 2024.",
        ),
        (
            "Who wrote the article about Mina Holt?",
            "“‘We only wanted soup’” was written by @everyone *Ida*.",
            "by The Lantern Review; its date is not known.",
        ),
        (
            "When was “Tower clock stops at noon” published?",
            f"“{CLOCK}” names no author.",
            "by Skarv Gazette on 5 April 2024.",
        ),
        (
            'who wrote the article "lenn anglers ask for a fence"',
            f"“{FENCE}” was written by Ida Marsh and Olav Rune.",
            "by Northern Wire on 20 March 2024.",
        ),
    ],
)
def test_who_wrote_and_published_an_article_and_when(question: str, wrote: str, published: str, press: Library) -> None:
    answer = _ask(press, question)
    assert (answer.outcome, len(answer.citations)) == ("answered", 1)
    assert [one.text for one in answer.statements] == [f"{wrote} It was published {published}"]
    assert answer.statements[0].kind == "catalogue"
    assert answer.evidence is None


def test_what_articles_tell_of_is_no_article(press: Library) -> None:
    answer = _ask(press, "Who wrote the report on the clock?")
    assert "Siv Dahl" in answer.citations[0].quote
    assert answer.statements[0].kind == "quotation"


def test_an_article_that_is_not_there_has_no_author(press: Library) -> None:
    answer = _ask(press, "Who wrote the article about the moon landing?")
    assert (answer.outcome, answer.citations) == ("not_found", ())
    assert "No article seems to be by or about “moon landing”." in answer.text


@pytest.mark.parametrize(
    ("question", "said", "titles"),
    [
        ("Which articles do you have about the otters?", "2 articles seem to be about “otters”.", [FENCE, OTTERS]),
        ("What has Ida Marsh written?", "There are 2 articles here (Ida Marsh).", [FENCE, OTTERS]),
        (
            "articles by Ida Marsh in the Gazette",
            "There is one article here (Ida Marsh · Skarv Gazette).",
            [OTTERS],
        ),
        ("How many articles has the Gazette published?", "There are 2 articles here (Skarv Gazette).", [CLOCK, OTTERS]),
        ("What is new since Friday?", "There is one article here (since 5 April 2024).", [CLOCK]),
        (
            "What was published in March 2024?",
            "There are 2 articles here (1 March 2024 – 31 March 2024).",
            [FENCE, OTTERS],
        ),
        (
            "What is new since yesterday?",
            "No article published since 7 April 2024 is here. The newest one:",
            [CLOCK],
        ),
    ],
)
def test_articles_are_listed_newest_first(question: str, said: str, titles: list[str], press: Library) -> None:
    answer = _ask(press, question)
    assert [one.text for one in answer.statements] == [said]
    assert _titles(answer) == titles


def test_a_list_is_ten_articles_and_more_of_it_are_the_next_ones(press: Library) -> None:
    first = _ask(press, "How many articles are there?")
    assert first.statements[0].text == "There are 16 articles here. The newest 10:"
    assert len(first.citations) == 10
    more = _ask(press, "more", first.id)
    assert more.statements[0].text == "6 more:"
    assert not set(_titles(first)) & set(_titles(more))
    only = _ask(press, "only the Gazette", first.id)
    assert {one.publisher for one in only.citations} == {"Skarv Gazette"}


def test_publishers_and_authors_are_counted_and_the_newest_article_of_each_is_shown(press: Library) -> None:
    answer = _ask(press, "Which newspapers do you have?")
    assert answer.statements[0].text == (
        "Articles of 4 publishers are here: Tide Post (12), Skarv Gazette (2), Northern Wire (1), "
        "The Lantern Review (1). The newest of each:"
    )
    assert len(answer.citations) == 4
    assert "Olav Rune (13), Ida Marsh (2)" in _ask(press, "Who are the authors?").text


def test_what_a_conversation_points_to_is_credited(press: Library) -> None:
    first = _ask(press, "Where have otters been seen?")
    for question in ("who wrote [1]?", "who wrote this?", "when was that article published?"):
        answer = _ask(press, question, first.id)
        assert answer.statements[0].text.startswith("“Otters return to the Lenn” was written by Ida Marsh.")
        assert answer.citations[0].number == 1
    assert all(one.kind == "quotation" for one in _ask(press, "who wrote this?").statements)
    assert all(one.kind == "quotation" for one in _ask(press, "when was it published?", first.id).statements)
    credited = _ask(press, "Who wrote the article about the fence?")
    assert "20 March 2024" in _ask(press, "when was it published?", credited.id).statements[0].text


def test_what_a_person_chose_restricts_a_list_too(press: Library) -> None:
    answer = _ask(press, "Which articles do you have?", restriction=Restriction(publisher="Northern Wire"))
    assert _titles(answer) == ["Lenn anglers ask for a fence"]


def test_who_is_no_author_here_is_said(press: Library) -> None:
    answer = _ask(press, "articles by Tor Vik")  # who is only spoken of
    assert answer.outcome == "not_found"
    assert "No article seems to be by or about “Tor Vik”." in answer.text


def test_who_writes_and_does_not_speak_is_asked_for_their_articles(press: Library) -> None:
    assert {one.byline for one in _ask(press, "What does Olav Rune say about the fence?").citations} == {
        "Ida Marsh and Olav Rune"
    }
    assert _ask(press, "What did Tor Vik say about the otters?").searched.byline == ""


def test_this_is_the_only_article_that_there_is(library: Library) -> None:
    library.add_files("alone", [("otters.jsonl", jsonl(PAGES[0]))], origin="", source_prefix="alone")
    answer = Answerer(library).ask("Who wrote this?", library="alone", today=TODAY)
    assert _titles(answer) == [OTTERS]
    assert "Ida Marsh" in answer.text
