"""Who may change a library."""

from __future__ import annotations

import pytest

from bot.discord.interaction.permissions import may_index


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
