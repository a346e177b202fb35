"""Text from articles, users and models as Discord shows it: visible as written, unable to act.

Discord reads `\\` before any ASCII punctuation as "show this character". A mention is also kept from being one by a
zero-width space, so that no reader of the raw message finds it either.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

CUT = " […]"
CUT_BEFORE = "… "
_MARKUP = re.compile(r"[\\*_~`|<>\[\]]")
_ADDRESS = re.compile(r":(?=//|[\w~+-]+:)")
_MENTION = re.compile(r"@(?=everyone|here|[!&]?\d)", re.IGNORECASE)
_LINE_START = re.compile(r"^([ \t]*)([#+-])", re.MULTILINE)
_ORDER = re.compile(r"^([ \t]*\d{1,9})([.)])(?=[ \t])", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*(?=\s|$)|[。！？]|\n")
_SPACE = re.compile(r"\s+")
# Control characters but the line break, direction marks and overrides, surrogates.
_EFFECTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def size(text: str) -> int:
    """Return the length in UTF-16 units: never less than what Discord counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Drop what has no glyph but an effect: control characters, direction overrides, lone surrogates."""
    return _EFFECTS.sub("", text)


def line(text: str) -> str:
    """Return the text on one line, unescaped: for places where Discord renders no markup."""
    return clean(_SPACE.sub(" ", text)).strip()


def escape(text: str) -> str:
    """Return markdown that shows `text` and does nothing else."""
    text = _MARKUP.sub(r"\\\g<0>", unmentioned(text))
    text = _ADDRESS.sub(r"\\:", text)
    text = _ORDER.sub(r"\1\\\2", text)
    return _LINE_START.sub(r"\1\\\2", text)


def unmentioned(text: str) -> str:
    """Return the text with its mentions broken: for places where Discord renders no markup."""
    return _MENTION.sub("@\u200b", clean(text))


def quoted(text: str, shown: Callable[[str], str] = escape) -> str:
    """Return the text as a block quotation, each line made safe by `shown`."""
    return "\n".join(f"> {shown(part)}" for part in text.split("\n"))


def bold(text: str) -> str:
    """Return the text in bold, line by line, because emphasis ends where a line does."""
    lines = [(part, part.strip()) for part in escape(text).split("\n")]
    return "\n".join(part.replace(inner, f"**{inner}**", 1) if inner else part for part, inner in lines)


def fit(text: str, budget: int, shown: Callable[[str], str] = escape, mark: str = CUT) -> str:
    """Return `shown(text)` in at most `budget` characters, cut after a sentence, else a word, and marked as cut.

    A sentence end in the first third is too early to cut at: a word then loses less.
    """
    text = clean(text)
    if size(whole := shown(text)) <= budget:
        return whole
    text = text[: max(budget, 0)]
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    words = [found.start() for found in _SPACE.finditer(text)]
    for cuts, least in ((ends, budget // 3), (words, budget // 3), (range(1, len(text) + 1), 0)):
        kept = _longest(text, cuts, lambda part: size(shown(part) + mark) <= budget)
        if kept and size(kept) >= least:
            return shown(kept) + mark
    return ""


def fit_end(text: str, budget: int) -> str:
    """Return the end of the escaped text in at most `budget` characters, from a sentence's start, else a word's."""
    text = clean(text).rstrip()
    if size(whole := escape(text)) <= budget:
        return whole
    text = text[-max(budget, 1) :]
    for found in (_SENTENCE_END, _SPACE):
        starts = [end.end() for end in found.finditer(text)]
        first = bisect_left(starts, True, key=lambda cut: size(CUT_BEFORE + escape(text[cut:].lstrip())) <= budget)
        if first < len(starts) and (kept := text[starts[first] :].lstrip()):
            return CUT_BEFORE + escape(kept)
    return ""


def fit_line(text: str, budget: int, shown: Callable[[str], str] = escape) -> str:
    """Return one line of at most `budget` characters, cut at a word."""
    return fit(line(text), budget, shown, "…")


def plain(text: str) -> str:
    return text


def _longest(text: str, cuts: list[int] | range, fits: Callable[[str], bool]) -> str:
    """The longest beginning of `text` that ends at one of the rising `cuts` and fits."""
    found = bisect_right(cuts, False, key=lambda cut: not fits(text[:cut].rstrip()))
    return text[: cuts[found - 1]].rstrip() if found else ""
