"""What a server chose, seen and changed in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Ran


def test_what_a_server_chose_is_set_shown_and_listed(footnote: Callable[..., Ran], own_home: Path) -> None:
    def here(*arguments: str) -> Ran:
        return footnote("server", *arguments, home=own_home)

    assert "No server has chosen anything yet" in here("list").err
    done = here("set", "7", "private=yes", "ask_in=5,6", "per_person=", "bound=5:press", "library=own")
    assert done.code == 0
    assert done.err.strip() == "Changed for server 7: ask_in, bound, library, per_person, private."
    shown = here("show", "7").out.splitlines()
    assert {"private=yes", "ask_in=5,6", "per_person=", "bound=5:press", "library=own"} <= set(shown)
    assert here("list").out.strip() == "7\t0 articles\tlibrary=own"
    assert here("show", "7", "--json").objects[0]["ask_in"] == [5, 6]
    log = footnote("index", "log", "--json", "--library", "guild-7", home=own_home)
    assert log.code in (0, 2)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("colour=green", "There is no setting “colour” to type."),
        ("private=perhaps", "private wants yes or no."),
        ("ask_in=#desk", "ask_in wants ids of channels with commas between."),
        ("keep_days=-1", "keep_days wants a number of days, 0 for ever."),
        ("bound=5:guild-8", "a library that another server keeps cannot be bound."),
        ("private", "“private” is no NAME=VALUE."),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_the_reason(
    footnote: Callable[..., Ran], own_home: Path, value: str, reason: str
) -> None:
    refused = footnote("server", "set", "7", value, home=own_home)
    assert refused.code == 2
    assert reason in refused.err
    assert "private=no" in footnote("server", "show", "7", home=own_home).out
