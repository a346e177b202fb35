"""What is said when a message is to be indexed. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord.messages.contents import MOST_LINKS, Taken
from bot.discord.text.escaping import fit_line
from bot.discord.text.lists import number

_SHOWN = 5
LAPSED = "Nobody pressed a button, so nothing was indexed. Choose *Apps → Index this message* again."
DECLINED = "Nothing was indexed."


def question_text(taken: Taken, doubts: Sequence[str]) -> str:
    """Return what is asked before somebody else's words are indexed, or words from a closed channel."""
    named = f", with {fit_line(taken.byline, 60)}'s name and" if taken.byline and taken.text else ", with"
    rows = ["**Index this message?**", *doubts, "This would be taken:", *(f"- {one}" for one in _parts(taken))]
    after = f"Everyone on this server could then be shown quotations from it{named} a link to the message."
    return "\n".join([*rows, after])


def opening_text(taken: Taken) -> str:
    """Return what is said while a message is being read."""
    return f"Reading {' and '.join(_counts(taken))}…"


def _parts(taken: Taken) -> list[str]:
    text, *_ = [*_counts(taken), ""]
    rows = [f"{text}, as “{fit_line(taken.title, 120)}”"] if taken.text else []
    if taken.files:
        rows.append(f"{number(len(taken.files), 'file')}: {_listed([one.filename for one in taken.files])}")
    if taken.links:
        rows.append(
            f"the {'page' if len(taken.links) == 1 else 'pages'} behind {number(len(taken.links), 'link')}: "
            f"{_listed(taken.links)}"
        )
    if taken.left:
        rows.append(f"not: {taken.left} other {'file' if taken.left == 1 else 'files'}, of kinds that are not read")
    if len(taken.links) > MOST_LINKS:
        rows.append(f"not: links after the first {MOST_LINKS}")
    return rows


def _counts(taken: Taken) -> list[str]:
    parts = [f"its text ({len(taken.text):,} characters)"] if taken.text else []
    parts += [number(len(taken.files), "file")] if taken.files else []
    return parts + ([number(len(taken.links[:MOST_LINKS]), "link")] if taken.links else [])


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(fit_line(name, 80) for name in names[:_SHOWN])
    return shown + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
