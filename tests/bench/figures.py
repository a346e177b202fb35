"""What the benchmarks measured, in one small file that docs/performance.md and its pictures are held against."""

from __future__ import annotations

import json
from typing import Any

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "performance.md"
FIGURES = PAGE.with_suffix(".json")
DIGITS = 4  # that are kept of a figure


def read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return found


def write(name: str, value: Any) -> None:
    """Replace one part of the file."""
    found = read() if FIGURES.exists() else {}
    text = json.dumps(found | {name: _rounded(value)}, indent=1, sort_keys=True)
    FIGURES.write_text(text + "\n", encoding="utf-8")


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value
