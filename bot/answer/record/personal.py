"""What is kept of persons: who asked, judged, wanted to know. Each record holds their id under "by"."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from bot.values import UNRESTRICTED, Answer, Outcome, Restriction

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from index.library import Library

PERSONAL_KINDS = ("asked", "vote", "desk-request", "subscription")
"""The kinds of records that name a person's id under "by" (null: the terminal's) and a time, ISO 8601, under "at".

The key of an "asked" one is its answer's id, of a "vote" `<answer>:<person>`, of the others `<person>:<digest>`.
"""
Reason = Literal["", "source", "outdated", "unanswered", "other"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it can be asked again; `understood` as in an answer, "" where it is the question itself."""

    text: str
    understood: str = ""
    follows: str = ""
    restriction: Restriction = UNRESTRICTED

    @property
    def meant(self) -> str:
        return self.understood or self.text


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that was asked, and what came of it. `guild` and `room` are ids of Discord's, None in the terminal.

    A `private` one was answered to its asker alone.
    """

    answer: str
    by: int | None
    at: datetime
    question: Question
    outcome: Outcome
    seconds: float
    publishers: tuple[str, ...] = ()
    guild: int | None = None
    room: int | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """A person's judgement of an answer: `good` or not, and why not."""

    answer: str
    by: int
    at: datetime
    good: bool
    reason: Reason = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """An unanswered question that a person put to those who add articles. Its words outlive the answer."""

    answer: str
    by: int
    at: datetime
    question: Question
    guild: int | None = None
    room: int | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A question whose asker is told once when an article that came in after `at` answers it.

    `tried` is how often the library had changed when it was last asked again; where the question was `private`, nobody
    else may read along.
    """

    answer: str
    by: int
    at: datetime
    question: Question
    guild: int | None
    room: int
    private: bool = False
    tried: int = 0


Record = Asking | Vote | Request | Subscription
Kept = TypeVar("Kept", Asking, Vote, Request, Subscription)
_TYPES: dict[str, type[Record]] = dict(zip(PERSONAL_KINDS, (Asking, Vote, Request, Subscription), strict=True))
_KINDS = {kind: name for name, kind in _TYPES.items()}


def note(
    library: Library, answer: Answer, by: int | None = None, restriction: Restriction = UNRESTRICTED, **place: Any
) -> None:
    """Keep that a person asked; `place` are more fields of Asking. Nothing of a library without articles. Blocks."""
    if not answer.searched.articles:
        return
    cited = tuple(dict.fromkeys(one.publisher for one in answer.citations))
    question = question_of(answer, restriction)
    asking = Asking(answer.id, by, now(), question, answer.outcome, answer.seconds, cited, **place)
    keep(library, answer.searched.library, asking)


def question_of(answer: Answer, restriction: Restriction = UNRESTRICTED) -> Question:
    """Return what an answer was asked."""
    return Question(answer.question, answer.understood, answer.follows, restriction)


def keep(library: Library, name: str, record: Record) -> None:
    """Keep a record in the library called `name`, in place of an earlier one of the same person and thing. Blocks."""
    kind = type(record)
    library.record(name, _KINDS[kind], key_of(record), _adapter(_KINDS[kind]).dump_python(record, mode="json"))


def recalled(library: Library, name: str, kind: type[Kept], key: str) -> Kept | None:
    """Return the record under a key, None where there is none that can be read. Blocks."""
    return _read(kind, library.recall(name, _KINDS[kind], key))


def kept(library: Library, name: str, kind: type[Kept]) -> list[Kept]:
    """Return the records of a kind, newest first; what was imported and is none is left out. Blocks."""
    found = (_read(kind, value) for _, value in library.records(name, _KINDS[kind]))
    return [one for one in found if one is not None]


def drop(library: Library, name: str, record: Record) -> None:
    """Take a record out. Blocks."""
    library.forget(name, _KINDS[type(record)], [key_of(record)])


def key_of(record: Record) -> str:
    """Return the key of a record: whoever puts the same question twice has one request and one subscription."""
    if isinstance(record, Asking):
        return record.answer
    if isinstance(record, Vote):
        return f"{record.answer}:{record.by}"
    same = " ".join(record.question.meant.casefold().split()).encode("utf-8", "surrogatepass")
    return f"{record.by}:{hashlib.sha256(same).hexdigest()[:24]}"


def now() -> datetime:
    return datetime.now(UTC)


def _read(kind: type[Kept], value: dict[str, Any] | None) -> Kept | None:
    from pydantic import ValidationError

    try:
        return None if value is None else _adapter(_KINDS[kind]).validate_python(value)
    except ValidationError:
        return None


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(_TYPES[kind])
