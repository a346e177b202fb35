"""Who may change a library."""

from __future__ import annotations

import discord
import pytest

from bot.discord.guild.settings import GuildSettings
from bot.discord.interaction.permissions import lacking, may_index


@pytest.mark.parametrize(
    ("roles", "wanted", "chosen", "manages", "allowed"),
    [
        (["Librarian"], "Librarian", (), False, True),
        (["librarian"], " Librarian ", (), False, True),
        (["Reader"], "Librarian", (), False, False),
        ([], "Librarian", (), True, True),
        ([], "Librarian", (), False, False),
        ([""], "", (), False, False),
        (["Reader", "Desk"], "Librarian", (1,), False, True),
        (["Desk", "Reader"], "", (2,), False, False),
    ],
)
def test_managers_and_the_named_roles_may_index(
    roles: list[str], wanted: str, chosen: tuple[int, ...], manages: bool, allowed: bool
) -> None:
    held = list(enumerate(roles))
    assert may_index(held, wanted, GuildSettings(index_roles=chosen), manages=manages) is allowed


class Room(discord.Thread):
    """A thread, without a server around it."""

    def __init__(self) -> None: ...


@pytest.mark.parametrize(
    ("rights", "in_thread", "missing"),
    [
        ({}, False, ""),
        ({"administrator": True}, False, ""),
        ({"view_channel": True, "send_messages": True}, False, ""),
        ({"view_channel": True}, False, "Send Messages"),
        ({"view_channel": True, "send_messages": True}, True, "Send Messages in Threads"),
        ({"view_channel": True, "send_messages_in_threads": True}, True, ""),
        ({"send_messages": True}, False, "View Channel"),
    ],
)
def test_the_right_that_is_missing_is_named(rights: dict[str, bool], in_thread: bool, missing: str) -> None:
    assert lacking(discord.Permissions(**rights), Room() if in_thread else object()) == missing
