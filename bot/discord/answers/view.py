"""The message of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.discord.answers.menu import PassageMenu
from bot.discord.answers.render import Sheet, plain
from bot.discord.text.escaping import fit_line, unmentioned
from bot.values import Answer

THREAD_NAME = 100
"""Characters of a thread's name (Discord developer documentation, Start Thread from Message)."""
ANSWERED, UNSURE, NOT_FOUND = 0x2E7D32, 0xF9A825, 0x9E9E9E
"""Colours of an answer's edge; what they say stands in words beside them."""


class AnswerView(ui.LayoutView):
    """Question, what changed since, answer with its sources, what was searched, the passage menu, and more `rows`."""

    def __init__(self, sheet: Sheet, answer: Answer, rows: Sequence[ui.ActionRow[Any]] = ()) -> None:
        super().__init__(timeout=None)
        body: list[ui.Item[Any]] = [ui.TextDisplay(sheet.question)]
        if sheet.notices:
            body += [ui.TextDisplay(sheet.notices), ui.Separator()]
        body += [ui.TextDisplay(sheet.answer)]
        for text, line in ((sheet.related, True), (sheet.footer, False)):
            if text:
                body += [ui.Separator(visible=line), ui.TextDisplay(text)]
        self.add_item(ui.Container(*body, accent_colour=_colour(sheet, answer)))
        if sheet.choices:
            self.add_item(ui.ActionRow(PassageMenu(answer.id, sheet.choices)))
        for row in rows:
            self.add_item(row)


def further(answer: Answer, sheets: Sequence[Sheet]) -> list[tuple[ui.LayoutView, str]]:
    """Return further messages of an answer, each with what stands in for it as text."""
    return [(AnswerView(sheet, answer), plain(sheet)) for sheet in sheets]


def thread_title(answer: Answer) -> str:
    """Return the name of the thread that further messages of an answer stand in."""
    return fit_line(answer.question, THREAD_NAME, unmentioned) or "…"


def _colour(sheet: Sheet, answer: Answer) -> int:
    if not answer.found:
        return NOT_FOUND
    unsure = answer.evidence is not None and answer.evidence.strength != "strong"
    return UNSURE if sheet.notices or unsure else ANSWERED
