"""Who may change a library, and which one a place reads."""

from __future__ import annotations

import pytest

from bot.discord.interaction.permissions import may_index, own_library, readable


@pytest.mark.parametrize(
    ("roles", "wanted", "manages", "allowed"),
    [
        (["Librarian"], "Librarian", False, True),
        (["librarian"], " Librarian ", False, True),
        (["Reader"], "Librarian", False, False),
        ([], "Librarian", True, True),
        ([], "Librarian", False, False),
        ([""], "", False, False),
    ],
)
def test_managers_and_the_named_role_may_index(roles: list[str], wanted: str, manages: bool, allowed: bool) -> None:
    assert may_index(roles, wanted, manages=manages) is allowed


def test_a_place_reads_its_own_library_and_the_default_one_only() -> None:
    assert own_library(7) == "guild-7"
    assert own_library(None) == "default"
    assert readable(7) == ("guild-7", "default")
    assert readable(None) == ("default",)
