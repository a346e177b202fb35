"""Later reports that take back what an answer says, and what a judge takes to contradict it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.answer.differ.differ import differing
from bot.answer.prove.prove import Claims
from tests.bot.answer.differ.reports import HURT, MONDAY, TUESDAY, WEDNESDAY, Report, asked, post, times, values

WHEN = "When does the lantern festival in Ostermoor take place?"
PLAN = post(MONDAY, "The lantern festival in Ostermoor takes place on 21 June.")
OFF = "The lantern festival in Ostermoor has been called off, the mayor said."


def test_a_later_report_that_takes_it_back_is_shown_first() -> None:
    claims = asked(WHEN, PLAN, times(WEDNESDAY, f"A storm is moving in.\n\n{OFF} Tickets will be refunded."))
    assert [one.text for one in claims.statements] == [OFF, PLAN.text]
    assert values(claims) == ["", ""]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2025-05-04", OFF),
        (WEDNESDAY, "The fireworks in Ostermoor have been cancelled because of the drought."),
        (WEDNESDAY, "The lantern festival in Quellin has been called off, the mayor said."),
        (WEDNESDAY, "Last year the festival in Ostermoor had to call off its autumn concert for want of singers."),
    ],
)
def test_an_earlier_report_or_one_of_something_else_takes_nothing_back(day: str, text: str) -> None:
    assert not asked(WHEN, PLAN, times(day, text)).disagreements


def test_a_cause_is_not_taken_back_by_what_it_caused() -> None:
    why = "Why did the trains to Millbeck stop?"
    told = post(MONDAY, "The trains to Millbeck stopped because a tree had fallen on the line.")
    assert not asked(why, told, times(TUESDAY, "All trains to Millbeck were cancelled until noon.")).disagreements


class Scripted:
    """A judge that finds a contradiction wherever one text says `yes` and the other `no`."""

    def __init__(self, yes: str, no: str, *, both_ways: bool = True) -> None:
        self.calls = 0
        self._yes, self._no, self._both = yes, no, both_ways

    def contradictions(self, premises: Sequence[str], statements: Sequence[str]) -> Sequence[float]:
        self.calls += 1
        return [float(self._found(one, other)) for one, other in zip(premises, statements, strict=True)]

    def _found(self, one: str, other: str) -> bool:
        forth, back = self._yes in one and self._no in other, self._no in one and self._yes in other
        return forth or (back and self._both)


WHO = "Who will lead the Nordhaken orchestra?"
KIRK = post(MONDAY, "Wanda Kirk will lead the Nordhaken orchestra.")
REED = times(TUESDAY, "The hall is sold out.\n\nTomas Reed will lead the Nordhaken orchestra from May.", "Orchestra")
OTHER = Report("Northern Wire", TUESDAY, "The Nordhaken orchestra has new chairs.")


def test_a_contradiction_that_a_judge_finds_is_another_report() -> None:
    judge = Scripted("Kirk", "Reed")
    claims = asked(WHO, KIRK, OTHER, REED, judge=judge)
    assert judge.calls == 1
    assert [one.text for one in claims.statements] == [
        "Tomas Reed will lead the Nordhaken orchestra from May.",
        KIRK.text,
    ]
    assert values(claims) == ["", ""]
    assert {side.publisher for side in claims.disagreements[0].sides} == {"Evening Post", "Harbour Times"}


def test_what_a_judge_finds_in_one_direction_alone_is_none() -> None:
    assert not asked(WHO, KIRK, REED, judge=Scripted("Kirk", "Reed", both_ways=False)).disagreements


def test_a_judge_is_not_asked_of_copies_of_reports_on_other_matters_or_of_what_differs_by_figures() -> None:
    judge = Scripted("", "")
    elsewhere = times(TUESDAY, "Tomas Reed will lead the choir of Port Callis.")
    assert not asked(WHO, KIRK, REED, stories={"a0": "a0", "a1": "a0"}, judge=judge).disagreements
    assert not asked(WHO, KIRK, elsewhere, judge=judge).disagreements
    twelve = post(MONDAY, "Twelve people were hurt in the fire at the Halden mill.")
    claims = asked(HURT, twelve, times(TUESDAY, twelve.text.replace("Twelve", "Fifteen")), judge=judge)
    assert values(claims) == ["Fifteen", "Twelve"]
    assert judge.calls == 0


def test_no_answer_has_no_other_reports() -> None:
    assert differing(WHO, Claims(), (), {}) == Claims()
