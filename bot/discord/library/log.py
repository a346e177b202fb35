"""What /index log says. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.discord.text.credits import ago, linked_to, short, web_address
from bot.discord.text.escaping import fit_line
from bot.discord.text.lists import paged, within
from index.catalogue.audit import Audit

PAGE = 15
LOGGED = 1000  # entries of the audit log that can be paged through
_DONE = {
    "add": "added",
    "remove": "removed",
    "sync": "synced",
    "message": "indexed",
    "setup": "set",
    "source add": "followed",
    "source remove": "no longer follows",
    "source refresh": "refreshed",
    "source pause": "paused",
    "source resume": "resumed",
    "digest": "set the digest of",
}
_MESSAGE = "https://discord.com/channels/"
_ID = re.compile(r" \(\d+\)$")


def log_text(audits: Sequence[Audit], page: int) -> str:
    """Return one page of the audit log, newest first."""
    if not audits:
        return "Nobody has changed this server's library yet."
    shown, of = paged(audits, page, PAGE)
    return within([f"**Changes of this server's library**, newest first{of}", *map(_entry, shown)])


def _entry(audit: Audit) -> str:
    who = fit_line(_ID.sub("", audit.actor), 60) or "Footnote"
    done = _DONE.get(audit.action) or fit_line(audit.action, 40) or "changed something"
    parts = [f"**{who}** {done} {_subject(audit.subject)}".rstrip(), fit_line(audit.result, 120)]
    return f"- {ago(audit.at)} ".replace("  ", " ") + " · ".join(part for part in parts if part)


def _subject(subject: str) -> str:
    if not (address := web_address(subject)):
        return f"“{fit_line(subject, 100)}”" if subject.strip() else ""
    return linked_to("this message" if address.startswith(_MESSAGE) else short(subject), address)
