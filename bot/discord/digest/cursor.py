"""How far the digests of a channel have come: noted before one is sent and after, so that none is lost or doubled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from bot.answer.digest.digest import Digest
from bot.discord.guild.settings import DEFAULT, DIGEST

if TYPE_CHECKING:
    from index.library import Library

FIRST = timedelta(days=7)  # that a channel's first digest reaches back
_SEEN = 2000  # ids kept: of articles that came in with the last digest and may be revised after it


@dataclass(frozen=True, slots=True)
class Cursor:
    """Times are ISO 8601. `handled` is the last moment when a digest was due and dealt with, if only by silence.

    `since` and `seen` say where the next one begins. While one is being sent, `heading` is its first line, `nonce` what
    Discord tells a second sending of it by, and `until` and `covers` are what `since` and `seen` will be.
    """

    handled: str
    since: str
    seen: tuple[str, ...] = ()
    nonce: str = ""
    heading: str = ""
    until: str = ""
    covers: tuple[str, ...] = ()

    def sending(self, found: Digest, heading: str, nonce: str) -> Cursor:
        """Return the cursor while a digest is being sent."""
        return replace(self, nonce=nonce, heading=heading, until=found.until, covers=found.seen[-_SEEN:])

    def sent(self, handled: str) -> Cursor:
        """Return the cursor after the digest that was being sent."""
        return Cursor(handled, self.until, self.covers)

    def silent(self, handled: str) -> Cursor:
        """Return the cursor after a moment when there was nothing to send, or nowhere to send it."""
        return Cursor(handled, self.since, self.seen)


_RECORD = TypeAdapter(Cursor)


def cursor(library: Library, channel_id: int, *, now: datetime | None = None) -> Cursor:
    """Return how far the digests of a channel have come; where there was none, a week back. Blocks."""
    moment = now or datetime.now(UTC)
    try:
        return _RECORD.validate_python(library.recall(DEFAULT, DIGEST, str(channel_id)))
    except ValidationError:
        return Cursor(moment.isoformat(), (moment - FIRST).isoformat())


def keep(library: Library, channel_id: int, at: Cursor) -> None:
    """Keep how far the digests of a channel have come. Blocks."""
    library.record(DEFAULT, DIGEST, str(channel_id), _RECORD.dump_python(at, mode="json"))
