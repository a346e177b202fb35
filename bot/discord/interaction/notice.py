"""The simplest message: a sentence, or a few, with files and buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from discord import ui

View = ui.LayoutView


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a message; `alternative` is what those read who do not see the picture in it."""

    name: str
    data: bytes
    alternative: str = ""


class Notice(ui.LayoutView):
    """One sentence, or a few, the names of attached files, and a row of buttons."""

    def __init__(self, text: str, buttons: Sequence[ui.Item[Any]] = (), files: Sequence[Attached] = ()) -> None:
        super().__init__(timeout=None)
        self.buttons = buttons
        self.add_item(ui.TextDisplay(text))
        for file in files:
            self.add_item(ui.File(f"attachment://{file.name}"))
        if buttons:
            self.add_item(ui.ActionRow(*buttons))
