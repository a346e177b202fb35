"""What those read who run a community: texts that fit, say what is so, and do nothing."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.answer.record.gaps import Gap, Missed
from bot.answer.record.personal import Asking, Question, Vote
from bot.answer.record.statistics import Statistics, statistics
from bot.discord.desk.chart import picture
from bot.discord.desk.gaps import PAGE, gaps_text
from bot.discord.desk.stats import StatsView, stats_text
from bot.discord.desk.status import State, status_text
from bot.discord.text.escaping import fit_line
from bot.values import Outcome
from index.values import LibraryStatus
from tests.bot.discord.strategies import answers, harmless, hostile, names
from tests.discord_server.rules import check_components

NOON = datetime(2026, 3, 30, 12, tzinfo=UTC)


def asking(number: int, days: int, outcome: Outcome, seconds: float, *publishers: str) -> Asking:
    return Asking(f"a{number}", 1, NOON - timedelta(days=days), Question("When?"), outcome, seconds, publishers)


def month() -> Statistics:
    asked = [asking(n, n % 29, "answered" if n % 4 else "not_found", n / 10, "Evening Tide") for n in range(1, 41)]
    asked += [asking(90, 30, "answered", 99.0, "Long Ago")]
    votes = [Vote("a1", n, NOON, n > 1, "" if n > 1 else "outdated") for n in range(4)]
    return statistics([*asked, asking(91, 0, "answered", 1.0, "The $Sandbar$ Courier")], votes, NOON)


def test_the_numbers_of_a_month_leave_out_what_is_older() -> None:
    numbers = month()
    assert (numbers.questions, numbers.answered, len(numbers.days)) == (41, 31, 30)
    assert numbers.publishers[0] == ("Evening Tide", 40)
    assert ("Long Ago", 1) not in numbers.publishers
    assert (numbers.good, numbers.bad, numbers.reasons) == (2, 2, (("outdated", 2),))
    assert numbers.slow_seconds < 4
    assert numbers.days[-1].day == date(2026, 3, 30)


def test_the_numbers_are_said_in_words() -> None:
    assert stats_text(month(), fit_line).splitlines() == [
        "**The last 30 days**",
        "41 questions · 76% answered",
        "Half of them within 2.0 s, nine in ten within 3.6 s",
        "Cited most: Evening Tide (40), The $Sandbar$ Courier (1)",
        "Feedback: 2 helpful, 2 not right (Out of date: 2)",
    ]


def test_a_picture_is_drawn_by_another_process_than_the_bots() -> None:
    drawn = picture(month())
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) < 80_000
    assert int.from_bytes(drawn[16:20], "big") == 800
    assert "matplotlib" not in sys.modules


def missed(text: str, by: int) -> Missed:
    return Missed(Question(text), NOON, by, "default", requested=by % 2 == 0)


gaps = st.lists(hostile, min_size=1, max_size=4).map(
    lambda texts: Gap(tuple(missed(text, by) for by, text in enumerate(texts)))
)


@given(st.lists(gaps, min_size=1, max_size=PAGE), answers())
def test_what_people_asked_acts_nowhere(found: list[Gap], answer: object) -> None:
    now = {0: answer if getattr(answer, "citations", None) else None}
    assert harmless(gaps_text(list(enumerate(found)), now, 99, 199, ""))  # type: ignore[arg-type]


@given(st.lists(names, max_size=9))
def test_a_publishers_name_acts_nowhere_and_its_picture_has_words(publishers: list[str]) -> None:
    numbers = replace(month(), publishers=tuple((name, 1) for name in publishers))
    text = stats_text(numbers, fit_line)
    assert harmless(text)
    assert check_components(StatsView(text, text).to_components(), {10, 12}) == []  # type: ignore[no-untyped-call]


def test_the_state_is_said_in_a_few_lines() -> None:
    library = LibraryStatus("guild-7", 1, 3, None, date(2026, 3, 1), (), "", "m")
    state = State(library, False, 3, 1, None, "openai:<@1>", 2, True, 0.043)
    assert status_text(state).splitlines() == [
        "**1 article** is searched here. The newest is of 1\u00a0Mar\u00a02026.",
        "They are of the library that all servers without articles of their own share.",
        "3 sources are followed, not read yet · 1 cannot be reached",
        "Answers are written by openai:\\<@\u200b1\\>, each sentence proven.",
        "2 questions under way · articles are being indexed",
        "Discord answers within 43 ms.",
    ]
    assert "Discord answers" not in status_text(replace(state, latency=float("nan")))
