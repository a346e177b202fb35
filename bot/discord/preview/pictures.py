"""A page as a picture, taken by Chromium where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.errors import NoPicture

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
NONE = (
    "A picture needs Chromium, which is not installed here; without --png the pages are written, which any browser "
    "shows."
)
_QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]
_TALLEST, _SECONDS = 8000, 60
_GROUND = (0x80, 0x80, 0x80)
"""The colour of a page around its messages (discord.css)."""
_COLOURS = 48


def browser() -> str:
    """Return the path of Chromium. Raises NoPicture."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise NoPicture(NONE)


def picture(html: str, width: int, chromium: str, scale: float = 1) -> bytes:
    """Return the messages of a page as a small PNG, `scale` dots for each of its pixels.

    Raises NoPicture where Chromium takes none.
    """
    with TemporaryDirectory() as folder:
        page, shot = Path(folder, "page.html"), Path(folder, "page.png")
        page.write_text(html, encoding="utf-8")
        where = (
            f"--user-data-dir={folder}/profile",
            f"--window-size={width},{int(_TALLEST / scale)}",
            f"--screenshot={shot}",
        )
        try:
            ran = subprocess.run(  # noqa: S603 - Chromium, with a page of our own making
                [chromium, *_QUIET, f"--force-device-scale-factor={scale}", *where, page.as_uri()],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise NoPicture(f"Chromium took no picture within {_SECONDS} seconds.") from error
        if not shot.is_file():
            last = ran.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise NoPicture(f"Chromium took no picture: {' '.join(last) or ran.returncode}")
        return _cropped(shot.read_bytes())


def _cropped(data: bytes) -> bytes:
    """Return the picture without the ground around the messages, in its most frequent colours.

    Pillow's own ways to choose colours lose the few of a link or let a button melt into the ground.
    """
    from PIL import Image, ImageChops

    whole = Image.open(BytesIO(data)).convert("RGB")
    shown = whole.crop(ImageChops.difference(whole, Image.new("RGB", whole.size, _GROUND)).getbbox())
    frequent: list[Any] = sorted(shown.getcolors(shown.width * shown.height) or [], reverse=True)[:_COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in frequent for part in colour])
    out = BytesIO()
    shown.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
