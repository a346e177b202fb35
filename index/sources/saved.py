"""Pages that a browser saved with their pictures in one file: MHTML (RFC 2557). Nothing in it is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from index.errors import UnreadableSource
from index.sources.charset import decode_declared
from index.sources.fields import address
from index.sources.html import read_html
from index.sources.mail import DAMAGE, HEADERS
from index.values import Failure, Page

_TYPES = ("text/html", "application/xhtml+xml")
_SAVED = re.compile(
    rb"^(?:Snapshot-Content-Location|From)[ \t]*:[ \t]*\"?(?:<?Saved by |\S+://)", re.IGNORECASE | re.MULTILINE
)
_BROKEN = "the saved page is damaged or cut short, or holds no web page."


def is_saved_page(data: bytes) -> bool:
    """Tell whether bytes begin as a browser saves a page, not as a mail does that somebody sent."""
    head = HEADERS.match(data[: 1 << 16].lstrip())
    return bool(head and _SAVED.search(head[0]))


def read_saved(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield the article on a saved page; frames, pictures and styles stay behind."""
    try:
        message = message_from_bytes(data.lstrip(), policy=policy.default)
        page, url = _page(message)
    except DAMAGE as error:
        raise UnreadableSource(source, _BROKEN) from error
    if not page.strip():
        raise UnreadableSource(source, _BROKEN)
    yield from read_html(page.encode(errors="replace"), source, origin, address(url))


def _page(message: EmailMessage) -> tuple[str, str]:
    """Return the text of the page that was saved and its address, "" for none."""
    pages = [part for part in message.walk() if part.get_content_type() in _TYPES]
    saved, start = str(message.get("Snapshot-Content-Location") or "").strip(), message.get_param("start")
    named = (part for part in pages if saved and _location(part) == saved)
    begun = (part for part in pages if start and str(part.get("Content-ID") or "").strip() == start)
    part = next(named, None) or next(begun, None) or next(iter(pages), None)
    content = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(content, bytes):
        return "", ""
    return decode_declared(content, str(part.get_content_charset() or "")), _location(part) or saved


def _location(part: EmailMessage) -> str:
    return str(part.get("Content-Location") or "").strip()
