"""What docs/performance.md tells of the figures: all that stands there between two marks."""

from __future__ import annotations

import re
from typing import Any

PEERS = {"footnote": "Footnote", "langchain": "LangChain", "llamaindex": "LlamaIndex", "haystack": "Haystack"}
# What is told of a figure, its unit, and what it is multiplied with.
ROWS = {
    "index": ("Index the articles", "s", 1),
    "again": ("Index again, nothing changed", "ms", 1000),
    "changed": ("Index again, one article changed", "ms", 1000),
    "question": ("A warm question", "ms", 1000),
    "first": ("First answer of a fresh process", "s", 1),
    "memory": ("Memory while indexing", "MB", 1),
    "first_memory": ("Memory of a process that asks", "MB", 1),
    "disk": ("Disk", "MB", 1),
}
GROWTH = {
    "owner_question": ("A question in the bot, ms", 1000),
    "question": ("in a process that only asks, ms", 1000),
    "embedding": ("embedding it, ms", 1000),
    "first": ("its first answer after its start, s", 1),
    "memory": ("its memory over its start, MB", 1),
    "disk": ("Disk, MB", 1),
}


def filled(page: str, found: dict[str, Any]) -> str:
    """Return the page with what is told of the figures between its marks."""
    told = {"peers": _peers(found["peers"]), "passages": _passages(found["peers"]), "growth": _growth(found["growth"])}
    for name, text in told.items():
        pattern = rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)"
        page, count = re.subn(pattern, lambda match, text=text: f"{match[1]}{text}{match[2]}", page, flags=re.DOTALL)  # type: ignore[misc]
        assert count == 1, name
    return page


def read_as(name: str, value: float) -> str:
    """Return a figure with its unit."""
    _, unit, scale = ROWS[name]
    return f"{number(value)} s" if unit == "ms" and value >= 1 else f"{number(scale * value)} {unit}"


def number(value: float) -> str:
    """Return two digits of a figure, and all before the point."""
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2g}"


def growing(found: dict[str, dict[str, float]], name: str) -> list[int]:
    """Return the numbers of passages at which a figure was taken."""
    return [size for size in sorted(map(int, found)) if name in found[str(size)]]


def _peers(found: dict[str, Any]) -> str:
    of = found["of"]
    heads = [f"{title} {of[name]['version']}" for name, title in PEERS.items()]
    rows = [
        [title, *(f"{read_as(name, of[peer][name])}{_times(of, peer, name)}" for peer in PEERS)]
        for name, (title, _, _) in ROWS.items()
    ]
    return _table([f"{found['articles']} articles", *heads], rows)


def _times(of: dict[str, Any], peer: str, name: str) -> str:
    return "" if peer == "footnote" else f" ({number(of[peer][name] / of['footnote'][name])} ×)"


def _passages(found: dict[str, Any]) -> str:
    of = [found["of"][peer] for peer in PEERS]
    rows = [
        ["Passages", *(f"{one['passages']:.0f}" for one in of)],
        ["Share of the text that the model reads", *(f"{one['read']:.0%}" for one in of)],
        ["Indexing / embedding the same passages alone", *(f"{one['index'] / one['bare']:.2f} ×" for one in of)],
        ["Passages after one sentence was added", *(f"{one['after_change']:.0f}" for one in of)],
    ]
    return _table(["", *PEERS.values()], rows)


def _growth(found: dict[str, dict[str, float]]) -> str:
    heads = ["Passages", *(title for title, _ in GROWTH.values())]
    rows = [
        [f"{size:,}", *(_at(found[str(size)], name, scale) for name, (_, scale) in GROWTH.items())]
        for size in sorted(map(int, found))
    ]
    return _table(heads, rows)


def _at(figures: dict[str, float], name: str, scale: int) -> str:
    return number(scale * figures[name]) if name in figures else "–"


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---", *["--:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
