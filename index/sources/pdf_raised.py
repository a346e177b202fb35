"""Raised text in the lines of a PDF page: powers keep their meaning, marks of footnotes go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.sources.pdf_lines import Line
from index.sources.raised import stands_for
from index.sources.text import one_line

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # which stand for no character, so no text holds them
_RAISED = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_SHAPE = re.compile(r"\s*(?:[\[(]?[\d*†‡§¶+−–,-]{1,5}[\])]?|[a-z]{1,2})\s*")
_SMALLER, _HIGHER = 0.85, 0.15  # of the size of the line's letters


class Rise:
    """How far the text that was shown last is raised by the operator that says so (PDF 1.7, 9.3.7)."""

    def __init__(self) -> None:
        self._set, self._kept = 0.0, list[float]()
        self.shown = 0.0

    def see(self, operator: bytes, operands: Sequence[object], _cm: object, _tm: object) -> None:
        """Look at an operator before it is carried out."""
        if operator == b"Ts" and operands and isinstance(operands[0], int | float):
            self._set = float(operands[0])
        elif operator == b"q":
            self._kept.append(self._set)
        elif operator == b"Q" and self._kept:
            self._set = self._kept.pop()
        elif operator in (b"Tj", b"TJ", b"'", b'"'):
            self.shown = self._set


def marked(piece: str, rise: float, size: float, lift: float, line: float) -> str:
    """Return a piece of text with marks around it where it is raised, `lift` above a line of another `size`."""
    higher = rise > 0 or (size <= _SMALLER * line and lift >= _HIGHER * line)
    return f"{_OPEN}{piece}{_CLOSE}" if higher and rise >= 0 and _SHAPE.fullmatch(piece) else piece


def settled(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with what their raised texts stand for."""
    shown = {one_line(found[1]) for line in lines for found in _RAISED.finditer(line.text)}
    if not shown:
        return list(lines)
    cells = [tuple(replace(cell, text=_settled(cell.text, shown)) for cell in line.cells) for line in lines]
    told = [replace(line, text=_settled(line.text, shown), cells=own) for line, own in zip(lines, cells, strict=True)]
    return [line for line in told if line.text]


def _settled(text: str, shown: set[str]) -> str:
    while found := _RAISED.search(text):
        before, behind = text[: found.start()], _RAISED.sub("", text[found.end() :])
        said = stands_for(found[1].strip(), before[-20:], behind, shown)
        spaced = found[1] if said is None else found[1].replace(found[1].strip(), said)
        text = before + spaced + text[found.end() :]
    return one_line(text)
