"""What /index log says. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.discord.text.credits import ago, linked_to, short, web_address
from bot.discord.text.escaping import fit_line
from bot.discord.text.lists import paged, within
from bot.words.words import _, marked
from index.catalogue.audit import Audit

PAGE = 15
LOGGED = 1000  # entries of the audit log that can be paged through
_DONE = {
    "add": marked("{who} added {what}"),
    "remove": marked("{who} removed {what}"),
    "sync": marked("{who} synced {what}"),
    "message": marked("{who} indexed {what}"),
    "setup": marked("{who} set {what}"),
    "source add": marked("{who} followed {what}"),
    "source remove": marked("{who} no longer follows {what}"),
    "source refresh": marked("{who} refreshed {what}"),
    "source pause": marked("{who} paused {what}"),
    "source resume": marked("{who} resumed {what}"),
    "digest": marked("{who} set the digest of {what}"),
}
_MESSAGE = "https://discord.com/channels/"
_ID = re.compile(r" \(\d+\)$")


def log_text(audits: Sequence[Audit], page: int) -> str:
    """Return one page of the audit log, newest first."""
    if not audits:
        return _("Nobody has changed this server's library yet.")
    shown, of = paged(audits, page, PAGE)
    return within([_("**Changes of this server's library**, newest first{of}").format(of=of), *map(_entry, shown)])


def _entry(audit: Audit) -> str:
    who = fit_line(_ID.sub("", audit.actor), 60) or "Footnote"
    action, what = fit_line(audit.action, 40), _subject(audit.subject)
    known = _DONE.get(audit.action)
    done = _(known).format(who=f"**{who}**", what=what) if known else f"**{who}**: {action or '…'} {what}"
    parts = [done.rstrip(), fit_line(audit.result, 120)]
    return f"- {ago(audit.at)} ".replace("  ", " ") + " · ".join(part for part in parts if part)


def _subject(subject: str) -> str:
    if not (address := web_address(subject)):
        return _("“{name}”").format(name=fit_line(subject, 100)) if subject.strip() else ""
    return linked_to(_("this message") if address.startswith(_MESSAGE) else short(subject), address)
