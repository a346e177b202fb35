"""Text from elsewhere as a prompt shows it: on one line, unable to end its fence or to look like a key."""

from __future__ import annotations

import html


def escaped(text: str) -> str:
    """Return a text on one line that closes no fence and opens no key."""
    return html.escape(" ".join(text.split()), quote=True).replace("[", "&#91;").replace("]", "&#93;")


def unescaped(text: str) -> str:
    """Return what a model copied from escaped text, as it was."""
    return html.unescape(text)
