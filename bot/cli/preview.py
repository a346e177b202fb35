"""`footnote preview`: the messages of the bot as Discord shows them, without Discord."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli import output
from bot.errors import WrongUse

Look = Literal["dark", "light", "both"]


def preview(
    kinds: Annotated[
        list[str] | None, typer.Argument(metavar="KIND", show_default=False, help="Which messages; all of them.")
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", file_okay=False, help="Where the pages are written.")
    ] = Path("preview"),
    png: Annotated[bool, typer.Option("--png", help="Write pictures instead of pages; needs Chromium.")] = False,
    scale: Annotated[float, typer.Option("--scale", min=1, max=3, help="Dots of a picture for each pixel.")] = 1,
    theme: Annotated[Look, typer.Option("--theme", help="In which of Discord's themes.")] = "both",
    width: Annotated[
        list[int] | None,
        typer.Option("--width", min=320, max=2000, show_default=False, help="Pixels; 1000 and 400 unless given."),
    ] = None,
) -> None:
    """Write every kind of message as a page (or picture) in Discord's look, to see a change without Discord."""
    from bot.discord.preview.kinds import named
    from bot.discord.preview.page import THEMES, WIDTHS
    from bot.discord.preview.write import write

    known = named()
    if unknown := [kind for kind in kinds or [] if kind not in known]:
        raise WrongUse(f"There is no message “{unknown[0]}”. There are: {', '.join(known)}.")
    chosen = {kind: known[kind] for kind in kinds or known}
    themes = THEMES if theme == "both" else (theme,)
    for file in write(chosen, out, png=scale if png else 0, themes=themes, widths=width or WIDTHS):
        output.say(str(file))
