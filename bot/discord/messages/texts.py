"""What is said when a message is to be indexed. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord.messages.contents import MOST_LINKS, Taken
from bot.discord.text.escaping import fit_line
from bot.words.words import _, counted, language, marked

_SHOWN = 5
LAPSED = marked("Nobody pressed a button, so nothing was indexed. Choose *Apps → Index this message* again.")
DECLINED = marked("Nothing was indexed.")


def question_text(taken: Taken, doubts: Sequence[str]) -> str:
    """Return what is asked before somebody else's words are indexed, or words from a closed channel."""
    if taken.byline and taken.text:
        after = _(
            "Everyone on this server could then be shown quotations from it, with {author}'s name and a link to the "
            "message."
        ).format(author=fit_line(taken.byline, 60))
    else:
        after = _("Everyone on this server could then be shown quotations from it, with a link to the message.")
    rows = [_("**Index this message?**"), *doubts, _("This would be taken:"), *(f"- {one}" for one in _parts(taken))]
    return "\n".join([*rows, after])


def opening_text(taken: Taken) -> str:
    """Return what is said while a message is being read."""
    from babel.lists import format_list

    return _("Reading {parts}…").format(parts=format_list(_counts(taken), locale=language()))


def _parts(taken: Taken) -> list[str]:
    text, *_rest = [*_counts(taken), ""]
    rows = [_("{text}, as “{title}”").format(text=text, title=fit_line(taken.title, 120))] if taken.text else []
    if taken.files:
        count = counted("{number} file", "{number} files", len(taken.files))
        rows.append(f"{count}: {_listed([one.filename for one in taken.files])}")
    if taken.links:
        pages = counted("the page behind {number} link", "the pages behind {number} links", len(taken.links))
        rows.append(f"{pages}: {_listed(taken.links)}")
    if taken.left:
        rows.append(
            counted(
                "not: {number} other file, of a kind that is not read",
                "not: {number} other files, of kinds that are not read",
                taken.left,
            )
        )
    if len(taken.links) > MOST_LINKS:
        rows.append(_("not: links after the first {number}").format(number=MOST_LINKS))
    return rows


def _counts(taken: Taken) -> list[str]:
    """What is taken: its text, its files, its links."""
    text, links = len(taken.text), len(taken.links[:MOST_LINKS])
    parts = [counted("its text ({number:,} character)", "its text ({number:,} characters)", text)] if text else []
    parts += [counted("{number} file", "{number} files", len(taken.files))] if taken.files else []
    return parts + ([counted("{number} link", "{number} links", links)] if links else [])


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(fit_line(name, 80) for name in names[:_SHOWN])
    if len(names) <= _SHOWN:
        return shown
    return _("{names} and {number:,} more").format(names=shown, number=len(names) - _SHOWN)
