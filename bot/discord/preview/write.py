"""Pages and pictures of messages, written into a folder."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bot.discord.preview.page import Sample, Theme, page
from bot.discord.preview.pictures import browser, picture

Kinds = Mapping[str, Callable[[], Sample]]


def write(kinds: Kinds, folder: Path, *, png: float, themes: Sequence[Theme], widths: Sequence[int]) -> Iterator[Path]:
    """Write one file for each kind and yield it: a page, or a picture of `png` dots a pixel. Raises NoPicture."""
    chromium = browser() if png else ""
    folder.mkdir(parents=True, exist_ok=True)
    for name, html in asyncio.run(_pages(kinds, themes, widths)).items():
        file = folder / f"{name}.{'png' if png else 'html'}"
        file.write_bytes(picture(html, max(widths), chromium, png) if png else html.encode())
        yield file


async def _pages(kinds: Kinds, themes: Sequence[Theme], widths: Sequence[int]) -> dict[str, str]:
    """Draw every message; a view of discord.py is made where a loop runs."""
    return {name: page(name, sample(), themes, widths) for name, sample in kinds.items()}
