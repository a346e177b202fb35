"""What is on record of persons: forgotten when they ask for it, and when a server keeps answers for some days only.

A record of a person holds their id under "by" and, where it came from a server, that server's id; those of a question
name its answer, which is forgotten with it. All of this blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.answer.record import personal
from bot.answer.record.record import KIND as ANSWER
from bot.discord.answers.conversation import CHECKED, MESSAGE, PLACE, WORDED
from bot.discord.guild.libraries import DEFAULT, libraries_of
from bot.discord.interaction.outbox import WAITING

if TYPE_CHECKING:
    from index.library import Library

QUESTIONS = ("asked", WAITING)
"""Kinds that say who asked, each of whose records names the answer."""
TRACES = (CHECKED, WORDED)
"""Kinds that are kept for a while beside questions and answers: forgotten with the rest, and not counted."""
PERSONAL_KINDS = tuple(dict.fromkeys((*personal.PERSONAL_KINDS, *QUESTIONS, *TRACES)))
"""Every kind of record that holds a person's id under "by", or "author": a room that keeps one adds its own here."""
CHECKS_KEPT = timedelta(days=1)
"""How long a check can be shown: it holds somebody's words."""
OUTDATED = ("discord-check", "discord-question", ".discord-question")
"""Kinds of earlier versions: nothing reads them, and they hold people's words or lead to answers."""
POINTERS = (MESSAGE, PLACE)
"""Kinds whose records lead to an answer, from the message that shows it or the place where it is the last."""
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many answers were forgotten, and how many other records of persons."""

    answers: int = 0
    others: int = 0

    def __add__(self, other: Forgotten) -> Forgotten:
        return Forgotten(self.answers + other.answers, self.others + other.others)


def on_record(library: Library, by: int | None) -> Forgotten:
    """Return how much is on record of a person, in all servers and in direct messages; None: of the terminal."""
    kept = [(kind, value) for _, kind, _, value in _personal(library) if _by(value, by)]
    answers = {value["answer"] for kind, value in kept if kind in QUESTIONS and value.get("answer")}
    return Forgotten(len(answers), sum(_counts(kind) for kind, _ in kept))


def forget_person(library: Library, by: int | None) -> Forgotten:
    """Forget a person: their questions and answers, what they judged and wanted to be told; None: the terminal."""
    return _forget(library, lambda value: _by(value, by))


def forget_server(library: Library, guild_id: int) -> Forgotten:
    """Forget everybody's records of a server, wherever they are kept."""
    return _forget(library, lambda value: _guild(value) == guild_id)


def prune(library: Library, guild_id: int, before: datetime) -> Forgotten:
    """Forget the records of a server that are older than a moment, and what its libraries answered before it."""
    gone = _forget(library, lambda value: _guild(value) == guild_id and _older(value, before))
    for name in libraries_of(library, guild_id):
        old = (value.get("answer") for _, value in library.records(name, MESSAGE) if _older(value, before))
        gone += Forgotten(_forget_answers(library, name, {one for one in old if isinstance(one, str)}))
    return gone


def drop_checks(library: Library, now: datetime) -> None:
    """Forget checks that nobody showed in time."""
    for name, kind, key, value in list(_personal(library)):
        if kind == CHECKED and _older(value, now - CHECKS_KEPT):
            library.forget(name, kind, [key])


def _forget(library: Library, meant: Callable[[Record], bool]) -> Forgotten:
    answers: dict[str, set[str]] = {}
    others = 0
    for name, kind, key, value in list(_personal(library)):
        if meant(value):
            others += _counts(kind)
            if kind in QUESTIONS and isinstance(answer := value.get("answer"), str) and answer:
                answers.setdefault(str(value.get("library") or name), set()).add(answer)
            library.forget(name, kind, [key])
    for name in _libraries(library):
        for kind in OUTDATED:
            library.forget(name, kind, [key for key, _ in library.records(name, kind)])
    return Forgotten(sum(_forget_answers(library, name, ids) for name, ids in answers.items()), others)


def _forget_answers(library: Library, name: str, answers: set[str]) -> int:
    """Forget answers of a library and what leads to them; return how many were on record."""
    for place in {DEFAULT, name} if answers else ():
        for kind in POINTERS:
            keys = [key for key, value in library.records(place, kind) if value.get("answer") in answers]
            library.forget(place, kind, keys)
    return library.forget(name, ANSWER, answers)


def _personal(library: Library) -> Iterator[tuple[str, str, str, Record]]:
    """Yield library, kind, key and value of every record of a person."""
    for name in _libraries(library):
        for kind in PERSONAL_KINDS:
            for key, value in library.records(name, kind):
                yield name, kind, key, value


def _libraries(library: Library) -> set[str]:
    return {DEFAULT, *library.quoted.changes()}


def _counts(kind: str) -> bool:
    """Tell whether a record is one of those that a person is told the number of, beside questions."""
    return kind not in (*QUESTIONS, *TRACES)


def _by(value: Record, person: int | None) -> bool:
    if person is None:
        return value.get("by", ...) is None
    return str(person) in (str(value.get("by")), str(value.get("author")))


def _guild(value: Record) -> int | None:
    found = value.get("guild", value.get("guild_id"))
    return found if isinstance(found, int) else None


def _older(value: Record, moment: datetime) -> bool:
    """Tell whether a record was made before a moment; its time is ISO 8601 or in seconds since 1970."""
    at = value.get("at")
    try:
        made = datetime.fromtimestamp(at, UTC) if isinstance(at, int | float) else datetime.fromisoformat(str(at))
    except (ValueError, OverflowError, OSError):
        return False
    return made.replace(tzinfo=made.tzinfo or UTC) < moment
