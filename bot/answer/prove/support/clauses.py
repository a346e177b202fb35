"""The parts of a sentence that could each stand alone."""

from __future__ import annotations

import re

_JOINT = re.compile(
    r"\s*[;–—]\s+|,\s+(?:while|but|whereas|and|although|though|which|who|whose|because|so that|until|where|when|as)\s+|"
    r"\s+(?:while|but|whereas|although|until)\s+|:\s+|,\s+(?:aber|während|doch|und)\s+",
    re.I,
)
_LEAST = 12


def clauses(text: str) -> list[str]:
    """Return the clauses of a sentence; a single one, or fragments too short to say anything, give none."""
    parts = [part.strip(" ,.") for part in _JOINT.split(text)]
    return parts if len(parts) > 1 and all(len(part) >= _LEAST for part in parts) else []
