"""A mail that somebody passed on: what it says was written by whom it names, and on that day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr

from index.sources.dates import parse_date
from index.sources.text import one_line

NOTE = 400  # characters that whoever forwards it writes above; more is a letter of their own
# What Gmail, Apple Mail, Outlook and Thunderbird write above a forwarded mail, in the languages that the bot speaks.
_MARK = re.compile(
    r"(?:-{2,} ?(?:forwarded message|original message|weitergeleitete nachricht|ursprüngliche nachricht|"
    r"message transféré|message d'origine|mensaje reenviado|mensaje original) ?-{2,}|"
    r"(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message transféré|"
    r"inicio del mensaje reenviado) ?:)",
    re.IGNORECASE,
)
_NAMES = {
    "from": "from|von|de",
    "date": "date|sent|datum|gesendet|envoyé|fecha|enviado",
    "subject": "subject|betreff|objet|asunto",
    "other": "to|cc|an|reply-to|à|para",
}
_ANY = "|".join(_NAMES.values())
_FIELD = re.compile(rf"(?<![\w-])\*?({_ANY}) ?: ?\*?\s*(.*?)(?=(?:\s|^)\*?(?:{_ANY}) ?:|\Z)", re.IGNORECASE | re.DOTALL)
_PREFIX = re.compile(r"^(?:(?:fwd?|wg|tr|rv|re|aw)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The mail within: its blocks, and what its head says; "" and None for nothing."""

    blocks: list[str]
    sender: str
    subject: str
    sent: date | None


def forwarded(blocks: Sequence[str]) -> Forwarded | None:
    """Return the mail that these blocks pass on, None where they are a mail of their own."""
    for at, block in enumerate(blocks):
        mark = _MARK.search(block)
        if mark is None:
            continue
        if sum(map(len, blocks[:at])) + mark.start() > NOTE:
            return None
        head, rest = [block[mark.end() :]], list(blocks[at + 1 :])
        while rest and _FIELD.match(rest[0].lstrip("# ")):
            head.append(rest.pop(0))
        return _of("\n".join(head), rest)
    return None


def bare_subject(text: str) -> str:
    """Return a subject without what mail programs put before it: "Fwd:", "WG:"."""
    return _PREFIX.sub("", text)


def _of(head: str, rest: list[str]) -> Forwarded | None:
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(head):
        kind = next(kind for kind, names in _NAMES.items() if name.casefold() in names.split("|"))
        found.setdefault(kind, one_line(value))
    if "from" not in found or not rest:
        return None
    said = parseaddr(found["from"])[0] or found["from"].partition("<")[0].strip()
    return Forwarded(rest, "" if "@" in said else said, found.get("subject", ""), parse_date(found.get("date", "")))
