"""Quotation marks in a model's words: they survive only around characters that stand in a stored sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|„([^„“”]*)[“”]|«([^«»]*)»|‘([^‘’]{3,})’(?!\w)|(?<!\w)'([^']{3,})'(?!\w)")
_MARKS = re.compile(r"[“”\"„«»]")


def unquoted(text: str, sources: Sequence[str]) -> str:
    """Return a text whose quotation marks enclose only what one of the sources holds character for character.

    A full stop or comma inside the marks may be the writer's own.
    """
    kept: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text):
        inner = next(part for part in match.groups() if part is not None)
        bare = inner.strip().rstrip(".,")
        if bare and any(bare in source for source in sources):
            kept.append(match.span())
    edges = {place for start, end in kept for place in (start, end - 1)}
    dropped = _MARKS.sub(lambda mark: mark[0] if mark.start() in edges else "", text)
    return re.sub(r"\s{2,}", " ", dropped).strip()
