"""Which stories a question may mean that identifies none."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.answer import Answerer
from bot.answer.record.record import from_json, public, to_json
from bot.values import Answer, Restriction
from index.library import Library
from tests.bot.answer.pages import jsonl

BARGE = {
    "title": "Barge sinks in the Orrel",
    "publisher": "Harbour Times",
    "published": "2024-03-03",
    "text": (
        "A barge loaded with gravel sank in the river Orrel below Sandmark on Monday night.\n\n"
        "The skipper, Jonas Thule, died before the lifeboat reached him. His dog swam ashore."
    ),
}
AGAIN = {
    "title": "Barge that sank in the Orrel was overloaded",
    "publisher": "Northern Wire",
    "published": "2024-03-05",
    "text": (
        "The barge that sank in the river Orrel on Monday night carried twice the gravel that it was built for.\n\n"
        "Its skipper died in the river below Sandmark, an inspector said."
    ),
}
PAINTER = {
    "title": "Painter of the mill murals is buried",
    "publisher": "Coast Monthly",
    "published": "2024-04-11",
    "text": (
        "Hundreds followed the coffin of the painter Edda Lunde through Callis on Saturday.\n\n"
        "Lunde died in her studio at the age of 91. Her murals cover the four walls of the old mill."
    ),
}
AVALANCHE = {
    "title": "Avalanche closes the Tarn pass",
    "publisher": "Northern Wire",
    "published": "2024-02-20",
    "text": (
        "The Tarn pass stays closed after an avalanche buried a snow plough on Thursday.\n\n"
        "The driver, Karl Voss, died on the way to hospital. The road reopens in May."
    ),
}
TITLES = {one["title"] for one in (BARGE, AGAIN, PAINTER, AVALANCHE)}


@pytest.fixture(scope="module")
def answerer(library: Library) -> Answerer:
    papers = [(f"{n}.jsonl", jsonl(one)) for n, one in enumerate((BARGE, AGAIN, PAINTER, AVALANCHE))]
    library.add_files("deaths", papers, origin="", source_prefix="deaths")
    library.add_files("one matter", papers[:2], origin="", source_prefix="matter")
    return Answerer(library)


@pytest.fixture(scope="module")
def vague(answerer: Answerer) -> Answer:
    return answerer.ask("Who died?", library="deaths")


def titles(answer: Answer) -> list[str]:
    return [one.title for one in answer.citations]


def test_a_question_that_identifies_nothing_asks_which_story_is_meant(library: Library, vague: Answer) -> None:
    assert (vague.outcome, vague.form) == ("weak", "which")
    assert len(set(titles(vague))) == 3, "one of each story, and one of the two on the barge"
    assert len({BARGE["title"], AGAIN["title"]} & set(titles(vague))) == 1
    assert all("died" in one.quote for one in vague.citations)
    assert vague.text.startswith("Which one do you mean?\n")
    for one in vague.citations:
        assert library.article("deaths", one.article_id).text[one.start : one.end] == one.quote
    assert from_json(to_json(vague)) == vague
    assert public(vague)["form"] == "which"


@pytest.mark.parametrize("question", ["Who was the skipper?", "When did Edda Lunde die?", "Who died in the avalanche?"])
def test_a_question_that_identifies_its_story_is_answered(answerer: Answerer, question: str) -> None:
    answer = answerer.ask(question, library="deaths")
    assert (answer.found, answer.form) == (True, "answer")


def test_reports_on_one_matter_are_not_told_apart(answerer: Answerer) -> None:
    assert answerer.ask("Who died?", library="one matter").form == "answer"


@pytest.mark.parametrize("place", range(3))
def test_the_story_that_is_chosen_is_searched_alone(answerer: Answerer, vague: Answer, place: int) -> None:
    chosen = vague.citations[place]
    answer = answerer.ask("Who died?", library="deaths", restriction=Restriction(article_id=chosen.article_id))
    assert (answer.found, answer.form, answer.searched.articles) == (True, "answer", 1)
    assert set(titles(answer)) == {chosen.title}


@pytest.mark.parametrize("reply", ["[2]", "2", "the second", "The second one", "Who died in [2]?"])
def test_a_number_or_a_place_in_a_conversation_chooses_too(answerer: Answerer, reply: str) -> None:
    before = answerer.ask("Who died?", library="deaths")
    answer = answerer.ask(reply, library="deaths", follows=before.id)
    assert answer.found
    assert set(titles(answer)) == {titles(before)[1]}


def test_after_a_question_that_tells_it_nothing_is_asked_back(answerer: Answerer) -> None:
    before = answerer.ask("What happened to the mill murals of Edda Lunde?", library="deaths", today=date(2024, 5, 1))
    assert answerer.ask("Who died?", library="deaths", follows=before.id).form == "answer"
