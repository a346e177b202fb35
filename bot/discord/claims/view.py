"""The message of a check."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.answer.check.checked import Checked
from bot.discord.claims.render import CheckSheet

COLOUR = 0x546E7A
"""One for every check: the marks are words."""


class CheckView(ui.LayoutView):
    """The count, each claim with its mark and what decides, and what was compared; then a row of buttons."""

    def __init__(self, sheet: CheckSheet, buttons: tuple[ui.Item[Any], ...] = ()) -> None:
        super().__init__(timeout=None)
        body: list[ui.Item[Any]] = [ui.TextDisplay(sheet.lead)]
        for finding in sheet.findings:
            body += [ui.Separator(), ui.TextDisplay(finding)]
        if sheet.footer:
            body += [ui.Separator(visible=False), ui.TextDisplay(sheet.footer)]
        self.add_item(ui.Container(*body, accent_colour=COLOUR))
        if buttons:
            self.add_item(ui.ActionRow(*buttons))


def view(checked: Checked, sheet: CheckSheet, buttons: tuple[ui.Item[Any], ...] = ()) -> CheckView:
    """Return the message of a check; one that found nothing to check offers no buttons."""
    return CheckView(sheet, buttons if checked.findings else ())
