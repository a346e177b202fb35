"""Unanswered questions of one meaning are one gap, and leave as CSV that does nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.answer import Answerer
from bot.answer.record.gaps import Gap, Missed, answered_now, csv_text, grouped, inert, missed
from bot.answer.record.personal import Asking, Question, Request, keep, note
from index.library import Library
from tests.bot.answer.pages import jsonl

MEANINGS = """
When does the new ferry terminal in Ardgate open? | What is the opening date of the Ardgate ferry terminal? | Has anyone said when Ardgate's new terminal for ferries will be ready?
Who owns the old cannery on Quay Street? | Which company is the owner of the cannery building at Quay Street? | To whom does the disused cannery on Quay Street belong?
How much will the tram extension to Hollin cost? | What is the price of extending the tram line to Hollin? | What does the Hollin tram extension cost taxpayers?
How much was the harbour bridge over budget? | By how much did the harbour bridge exceed its budget? | What was the cost overrun of the harbour bridge?
Why was the school in Weller closed? | What is the reason for closing Weller's school? | For what reason did the Weller school shut down?
How many people live in Norvik? | What is the population of Norvik? | Number of inhabitants of Norvik?
How many people live in Tolland? | What is the population of Tolland? | Number of inhabitants of Tolland?
How many people were injured in the Norvik avalanche? | Were there casualties in the avalanche at Norvik? | How many were hurt when the avalanche hit Norvik?
Which team won the regional chess championship? | Who are the winners of the regional chess championship? | Who took first place in regional chess?
Is the tap water in Eastwater safe to drink? | Can people drink the tap water in Eastwater? | Is it safe to drink water from the tap in Eastwater?
What did the mayor say about the water tests in Eastwater? | How did the mayor comment on Eastwater's water tests? | The mayor's statement on the Eastwater water testing?
When is the next council meeting? | On which date does the council meet next? | What day is the council's next session?
Who will be the new director of the museum? | Who succeeds the museum's director? | Has the museum named a new director?
How high is the lighthouse at Tern Point? | What is the height of the Tern Point lighthouse? | How tall is the lighthouse on Tern Point?
When was the lighthouse at Tern Point built? | In which year was the Tern Point lighthouse constructed? | How old is the lighthouse at Tern Point?
Wann wird das neue Hallenbad eröffnet? | An welchem Tag öffnet das neue Hallenbad? | Ab wann ist das neue Hallenbad offen?
Wie viel kostet das Inselticket? | Was ist der Preis des Inseltickets? | Welchen Preis hat das Inselticket?
"""  # noqa: E501
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def one(text: str, by: int = 1, minutes: int = 0, **more: bool) -> Missed:
    return Missed(Question(text), NOON + timedelta(minutes=minutes), by, "default", **more)


def put(library: Library, name: str, title: str, text: str) -> None:
    library.add_files(name, [(f"{title}.jsonl", jsonl({"title": title, "text": text}))], origin="", source_prefix="g")


def test_questions_of_one_meaning_are_one_gap(library: Library) -> None:
    meanings = [line.split(" | ") for line in MEANINGS.strip().splitlines()]
    texts = [(text, number) for number, wordings in enumerate(meanings) for text in wordings]
    gaps = grouped([one(text, minutes=n) for n, (text, _) in enumerate(texts)], library)
    meaning = dict(texts)
    joined = [pair for gap in gaps for pair in combinations(gap.wordings, 2)]
    right = sum(meaning[a] == meaning[b] for a, b in joined)
    assert right / len(joined) >= 0.9
    assert right / (3 * len(meanings)) >= 0.9


def test_what_most_people_asked_comes_first_and_a_person_counts_once(library: Library) -> None:
    found = [
        one("When is the next council meeting?", by=1, minutes=5),
        one("When is the next council meeting?", by=1, minutes=4),
        one("Who owns the old cannery on Quay Street?", by=1, minutes=3),
        one("Which company owns the cannery on Quay Street?", by=2, minutes=2, requested=True),
    ]
    cannery, council = grouped(found, library)
    assert (cannery.people, cannery.requests, len(cannery.missed)) == (2, 1, 2)
    assert (council.people, len(council.missed), council.wordings) == (1, 2, ["When is the next council meeting?"])
    assert grouped([], library) == []


@pytest.fixture
def own(library: Library) -> Iterator[str]:
    yield "gaps"
    for kind in ("asked", "desk-request"):
        library.forget("gaps", kind, [key for key, _ in library.records("gaps", kind)])


def test_a_gap_is_answered_once_an_article_answers_it_and_asking_again_leaves_no_trace(
    library: Library, own: str
) -> None:
    answerer = Answerer(library)
    put(library, own, "Fair", "The fair at Hollin had 300 visitors.")
    answer = answerer.ask("When was the lighthouse at Tern Point built?", library=own)
    note(library, answer, 7)
    (gap,) = grouped(missed(library, [own]), library)
    assert answered_now(answerer.ask, gap) is None
    built = "The lighthouse at Tern Point was built in 1871, the harbour office said."
    put(library, own, "Lighthouse", built)
    before = len(library.records(own, "answer"))
    found = answered_now(answerer.ask, gap)
    assert found is not None
    assert found.statements[0].text == built
    assert len(library.records(own, "answer")) == before


def test_of_what_was_asked_privately_only_requests_are_listed(library: Library, own: str) -> None:
    hidden = Asking("a1", 7, NOON, Question("Is it secret?"), "not_found", 0.1, guild=5, private=True)
    keep(library, own, hidden)
    assert missed(library, [own]) == []
    keep(library, own, Request("a1", 7, NOON, Question("Is it secret?"), guild=5))
    keep(library, own, Request("a2", 7, NOON, Question("Is  it SECRET?"), guild=5))
    (request,) = missed(library, [own])
    assert request.requested


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_no_cell_of_the_csv_is_a_formula_and_every_question_comes_back(questions: list[str]) -> None:
    gaps = [Gap((one(text),)) for text in questions]
    rows = list(csv.DictReader(StringIO(csv_text(gaps, lambda _: "no").removeprefix("\ufeff"), newline="")))
    assert len(rows) == len(questions)
    for row, question in zip(rows, questions, strict=True):
        assert row["question"].removeprefix("'").endswith(question[-10:].removeprefix("'"))
        assert not row["question"].lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =HYPERLINK(1)", "\r=1"])
def test_formulas_are_text(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
