"""Which answer a question follows: by the message that it replies to, else by the thread or direct channel it is in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord

from bot.answer.record import personal
from bot.discord.guild.libraries import EVERYWHERE, Audience, audience_of
from bot.values import UNRESTRICTED, Answer, Restriction

if TYPE_CHECKING:
    from index.library import Library

MESSAGE, PLACE = "discord-message", "discord-place"
CHECKED, WORDED = ".discord-check", ".discord-worded"
"""What holds somebody's words, or a digest of them, without leading to an answer: both say whose under "by"."""
# A thread is one conversation; in a direct channel, which has no end, a pause this long begins a new one.
PAUSE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question was asked: the message that it replies to, and the channel where that is a conversation.

    `room` is the channel in any case, and `audience` who reads the answer there: one member where it is `alone`. What
    one member read does not become the conversation of a channel.
    """

    guild_id: int | None
    replies_to: int | None = None
    channel_id: int | None = None
    lasting: bool = False
    room: int | None = None
    audience: Audience = EVERYWHERE
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it reached the bot: by whom (a member's id), where, and what they chose beside it.

    `follows` is the id of the answer before it where that is known; else its place says.
    """

    text: str
    by: int
    place: Place
    restriction: Restriction = UNRESTRICTED
    private: bool = False
    follows: str = ""


def place_of(
    channel: object, guild_id: int | None, replies_to: int | None = None, *, alone: discord.abc.User | None = None
) -> Place:
    """Return the place of a question asked in a channel; `alone` is the member who alone reads the answer."""
    room, audience = getattr(channel, "id", None), audience_of(channel, guild_id, alone)
    lasting = isinstance(channel, discord.Thread)
    held = room if lasting or isinstance(channel, discord.DMChannel) else None
    return Place(guild_id, replies_to, held, lasting, room, audience, alone is not None)


def followed(library: Library, name: str, place: Place) -> str:
    """Return the id of the answer in the library called `name` that a question there follows, "" for none. Blocks.

    A thread that was opened on an answer's message has that message's id.
    """
    if place.replies_to is not None and (shown := library.recall(name, MESSAGE, str(place.replies_to))):
        return _answer(shown)
    if place.channel_id is None:
        return ""
    last = library.recall(name, PLACE, str(place.channel_id))
    if last and (place.lasting or _recent(last)):
        return _answer(last)
    begun = library.recall(name, MESSAGE, str(place.channel_id)) if place.lasting else None
    return _answer(begun) if begun else ""


def note(library: Library, place: Place, answer: Answer, message_id: int | None) -> None:
    """Record which answer a message shows, and that it is the last one of its place. Blocks."""
    name, at = answer.searched.library, datetime.now(UTC).isoformat()
    value = {"answer": answer.id, "at": at}
    if message_id is not None:
        library.record(name, MESSAGE, str(message_id), value)
    if place.channel_id is not None and not place.alone:
        library.record(name, PLACE, str(place.channel_id), value)


def note_asked(library: Library, answer: Answer, asked: Asked) -> None:
    """Record who asked and what came of it. Blocks."""
    place = asked.place
    personal.note(
        library, answer, asked.by, asked.restriction, guild=place.guild_id, room=place.room, private=asked.private
    )


def note_finished(library: Library, place: Place, answer: Answer, message_id: int | None) -> None:
    """Record the address of the message that shows a finished answer, so that it can be corrected there. Blocks.

    A message for one member alone cannot be edited later.
    """
    if answer.citations and message_id is not None and place.room is not None and not place.alone:
        address = f"{addresses(place.guild_id)}{place.room}/{message_id}"
        library.quoted.put_place(answer.searched.library, answer.id, address)


def addresses(guild_id: int | None) -> str:
    """Return how the addresses of a server's messages begin, or those of direct messages."""
    return f"https://discord.com/channels/{guild_id or '@me'}/"


def _answer(remembered: dict[str, Any]) -> str:
    """Return the id that a record holds; one that was imported may hold anything."""
    found = remembered.get("answer", "")
    return found if isinstance(found, str) else ""


def _recent(remembered: dict[str, Any]) -> bool:
    try:
        return datetime.now(UTC) - datetime.fromisoformat(remembered["at"]) < PAUSE
    except (KeyError, TypeError, ValueError):  # none, or one without its zone
        return False
