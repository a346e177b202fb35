"""docs/performance.md says what was measured, and its pictures load quickly."""

from __future__ import annotations

import re

from tests.bench import figures
from tests.bench.page import filled

MOST = 80_000  # bytes of a picture


def test_the_page_tells_the_figures_that_were_measured() -> None:
    page = figures.PAGE.read_text(encoding="utf-8")
    assert filled(page, figures.read()) == page


def test_every_picture_of_the_page_is_there_and_small() -> None:
    shown = re.findall(r"!\[[^]]+\]\((pictures/[^)]+)\)", figures.PAGE.read_text(encoding="utf-8"))
    assert len(shown) >= 2
    assert [name for name in shown if not 0 < (figures.PAGE.parent / name).stat().st_size < MOST] == []
