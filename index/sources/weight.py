"""What makes the bytes of a page many and is not read: embedded pictures, scripts, styles. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.errors import UnreadableSource

MAX_BYTES = 3_000_000  # of markup without embedded pictures; trafilatura needs up to 3 s for each megabyte
_DATA_URI = re.compile(rb"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=\s%]+")
_CODE = re.compile(rb"<!--|<(script|style)\b([^>]{0,1000})>", re.IGNORECASE)


def markup_of(data: bytes, source: str) -> bytes:
    """Return a page's bytes without embedded pictures; those of a heavy one also without its scripts and styles.

    News sites ship 4 MB of them with a story. Raises UnreadableSource where what remains is too much to be read.
    """
    data = _DATA_URI.sub(b"", data)
    if len(data) > MAX_BYTES:
        data = b"".join(_without_code(data))
    if len(data) > MAX_BYTES:
        raise UnreadableSource(
            source, f"the page has more than {MAX_BYTES // 1_000_000} MB of markup; save only the article."
        )
    return data


def _without_code(data: bytes) -> Iterator[bytes]:
    """Yield a page without what stands in its scripts and styles; linked data stays."""
    lower, kept, at = data.lower(), 0, 0
    while found := _CODE.search(data, at):
        end = lower.find(b"</" + found[1].lower() if found[1] else b"-->", found.end())
        if end < 0:
            break
        if found[1] and b"ld+json" not in found[2].lower():
            yield data[kept : found.end()]
            kept = end
        at = end
    yield data[kept:]
