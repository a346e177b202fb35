"""What a person leaves in a session is found whole when they want to be forgotten; nothing private is passed on."""

from __future__ import annotations

import asyncio
import json

from bot.answer.record.record import KIND as ANSWER
from bot.discord.community.persons import PERSONAL_KINDS, POINTERS, forget_person, on_record
from index.library import Library
from tests.bot.discord.answers.waiting import BRIDGE, emptied, shown
from tests.bot.discord.inside import inside
from tests.discord_server.payloads import DM, LIBRARIAN, READER, THREAD
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Interaction, Message

UNKNOWN = "Which wombat won the chess championship in Zanzimmer?"
CLAIM = "The harbour bridge of Zanzimmer opened to traffic on Monday."
FURTHER = "and who cut the ribbon there?"
WORDS = "zanzimmer"


def kept(library: Library) -> list[tuple[str, str]]:
    """Return the kind of each record, and its key and value as text in lower case."""
    with library.catalogue.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT kind, key, value FROM records").fetchall()
    return [
        (kind, f"{key} {json.dumps(json.loads(value), ensure_ascii=False)}".casefold()) for kind, key, value in rows
    ]


def theirs(library: Library) -> set[str]:
    """Return the kinds of the records that hold the reader's id or words."""
    return {kind for kind, text in kept(library) if READER.id in text or WORDS in text}


async def told(server: DiscordServer, used: Interaction) -> Message:
    await server.until(lambda: used.original and not used.original.text.startswith(("Searching", "Reading", "Looking")))
    return used.message


async def test_all_that_a_session_keeps_of_a_person_is_forgotten(server: DiscordServer, library: Library) -> None:
    before = {kind for kind, _ in kept(library)}
    async with inside(server, library):
        await server.say(UNKNOWN)
        await server.until(lambda: server.said() and server.said()[-1].buttons)
        unanswered = server.said()[-1]
        for button in ("Ask the desk", "Tell me when covered"):
            await told(server, await server.press(unanswered, button))
        asked = await told(server, await server.ask(UNKNOWN, private=True))
        answer = await shown(server, await server.ask(BRIDGE))
        pressed = await server.press(answer, "👎 Not right")
        await server.until(lambda: pressed.modal)
        await told(server, await server.submit(pressed, {"reason": "other", "text": "Zanzimmer is far away"}))
        checked = await told(server, await server.menu("Check against the articles", server.posted(CLAIM), LIBRARIAN))
        await emptied(library)
    assert asked.ephemeral
    assert "Show in channel" in checked.buttons
    found = theirs(library)
    assert found == {"asked", "vote", "desk-request", "subscription", ".discord-check", ".discord-worded", ANSWER}
    assert found <= {*PERSONAL_KINDS, *POINTERS, ANSWER}
    assert on_record(library, int(READER.id)).answers >= 3
    await asyncio.to_thread(forget_person, library, int(READER.id))
    assert theirs(library) == set()
    assert {kind for kind, _ in kept(library)} <= {"gateway", "discord-home", *before}


def public(server: DiscordServer, room: str) -> list[Message]:
    return [one for one in server.said(room) if not one.ephemeral and one.buttons]


async def test_what_was_asked_in_private_is_not_followed_in_public(server: DiscordServer, library: Library) -> None:
    async with inside(server, library):
        for room in (THREAD, DM):
            alone = await shown(server, await server.ask(BRIDGE, room=room, private=True))
            assert alone.ephemeral
            before = len(public(server, room))
            await server.say(FURTHER, room=room, mention=room != DM)
            await server.until(lambda room=room, before=before: len(public(server, room)) > before)  # type: ignore[misc]
            follows = public(server, room)[-1].text
            assert "Understood as" not in follows
            assert "harbour bridge open?" not in follows
