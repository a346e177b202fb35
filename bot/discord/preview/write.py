"""Pages and pictures of messages, written into a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.discord.preview.page import Sample, Theme, page
from bot.discord.preview.pictures import browser, picture


async def write(
    kinds: Mapping[str, Callable[[], Sample]],
    folder: Path,
    *,
    png: bool,
    themes: Sequence[Theme],
    widths: Sequence[int],
) -> list[Path]:
    """Write one file for each kind and return them. A view of discord.py is made where a loop runs.

    Raises NoPicture, NoFolder.
    """
    chromium = browser() if png else ""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, sample in kinds.items():
        html = page(name, sample(), themes, widths)
        file = folder / f"{name}.{'png' if png else 'html'}"
        file.write_bytes(picture(html, max(widths), chromium) if png else html.encode())
        written.append(file)
    return written
