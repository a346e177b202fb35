"""What in a text could lead a reader elsewhere: web and mail addresses, handles, mentions."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"[a-z][\w+.-]*://\S+|www\.\S+|[\w.+-]+@[\w-]+\.\w+|@\w{3,}|<[@#/][^>]*>"
    r"|\b[\w-]+\.(?:com|org|net|io|xyz|info|de|uk|ru|co|app|dev|gov|edu|gg)\b\S*",
    re.I,
)
_MARK = re.compile(r"://|www\.|@|<[#/]|[\w-]\.\w", re.I)  # none of them is without one, and few texts have any


def addresses(text: str) -> list[str]:
    """Return every address and mention in a text, in order."""
    return _ADDRESS.findall(text) if _MARK.search(text) else []
