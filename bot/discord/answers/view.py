"""The message of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.discord.answers.menu import PassageMenu
from bot.discord.answers.render import Sheet
from bot.values import Answer

ANSWERED, CORRECTED, NOT_FOUND = 0x2E7D32, 0xF9A825, 0x9E9E9E


class AnswerView(ui.LayoutView):
    """Question, what changed since, answer, one line per source, what was searched, passage menu and buttons."""

    def __init__(self, sheet: Sheet, answer: Answer, rows: Sequence[ui.ActionRow[Any]] = ()) -> None:
        super().__init__(timeout=None)
        colour = ANSWERED if answer.outcome == "answered" else NOT_FOUND
        body: list[ui.Item[Any]] = [ui.TextDisplay(sheet.question)]
        if sheet.notices:
            body += [ui.TextDisplay(sheet.notices), ui.Separator()]
        body += [ui.TextDisplay(sheet.answer)]
        if sheet.sources:
            body += [ui.Separator(), ui.TextDisplay(sheet.sources)]
        body += [ui.Separator(visible=False), ui.TextDisplay(sheet.footer)]
        self.add_item(ui.Container(*body, accent_colour=CORRECTED if sheet.notices else colour))
        if sheet.choices:
            self.add_item(ui.ActionRow(PassageMenu(answer.id, sheet.choices)))
        for row in rows:
            self.add_item(row)
