"""What became of quotations since, in words for their readers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from bot.words.words import _, marked
from index.values import Correction

_SAID = {
    "changed": marked("⚠ The source changed on {when}: the quoted sentence [{number}] now reads"),
    "vanished": marked("⚠ The source withdrew the sentence quoted as [{number}] on {when}."),
    "withdrawn": marked("⚠ The article cited as [{number}] was withdrawn on {when}."),
    "restored": marked("✓ The source restored the sentence quoted as [{number}] on {when}; it reads as quoted again."),
}


def latest(corrections: Iterable[Correction]) -> list[Correction]:
    """Return the last correction of each number, by number; `corrections` are of one answer, oldest first."""
    last = {one.number: one for one in corrections}
    return [last[number] for number in sorted(last)]


def said(one: Correction, when: str) -> str:
    """Say what became of a quotation; where the source changed, `one.now` completes the sentence."""
    return _(_SAID[one.kind]).format(when=when, number=one.number)


def day(one: Correction) -> date:
    """Return when it happened: the date that the article gives, else the day on which it was noticed."""
    noticed = datetime.fromisoformat(one.noticed_at).date()
    return min(one.modified, noticed) if one.modified else noticed


def public(one: Correction) -> dict[str, Any]:
    """Return the object that `footnote corrections --json` prints."""
    return {
        "answer": one.answer,
        "number": one.number,
        "kind": one.kind,
        "date": day(one).isoformat(),
        "article_id": one.article_id,
        "title": one.title,
        "publisher": one.publisher,
        "url": one.url,
        "quote": one.quote,
        "revision": one.revision,
        "sha256": one.digest,
        "quoted_at": one.quoted_at,
        "now": one.now,
        "now_revision": one.later,
        "now_start": one.start,
        "now_end": one.end,
        "noticed_at": one.noticed_at,
        "shown_at": one.shown_at or None,
        "message": one.place or None,
    }
