"""Mails as files: newsletters and press releases with their sender, date and subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from index.errors import UnreadableSource
from index.sources.archives import SEPARATOR
from index.sources.charset import decode_declared
from index.sources.documents.markup import parsed, said, unlaid
from index.sources.fields import address
from index.sources.forwarded import bare_subject, forwarded
from index.sources.text import bounded, one_line, tidy
from index.values import Failure, Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Read = Callable[[str, bytes, str], Iterator[Page | Failure]]
"""Reads one attachment: its name, its bytes, its source."""

HEADERS = re.compile(rb"(?:[!-9;-~]{1,60}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){3,}\r?\n")
_SENT = re.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_FROM = re.compile(rb"^From[ \t]*:", re.IGNORECASE | re.MULTILINE)
_MOST = 50  # attachments that are looked at
_NUMBERED = re.compile(r"\d|^list\b", re.IGNORECASE)
_BLOCKS = "p|.//div|.//h1|.//h2|.//h3|.//h4|.//ul|.//ol|.//br|.//img|.//table"
# What the email package of the standard library lets through on damaged headers and bodies, seen by fuzzing.
DAMAGE = (AttributeError, LookupError, RecursionError, TypeError, ValueError, AssertionError)


def is_mail(data: bytes) -> bool:
    """Tell whether bytes begin with the headers of a mail that was sent (RFC 5322), not with lines that look alike."""
    head = HEADERS.match(data[: 1 << 16].removeprefix(b"\xef\xbb\xbf").lstrip())
    return bool(head and _FROM.search(head[0]) and _SENT.search(head[0]))


def read_mail(data: bytes, source: str, origin: str, kinds: Collection[str], read: Read) -> Iterator[Page | Failure]:
    """Yield a mail, its HTML before its plain text, and the attached files of the `kinds` that are articles."""
    try:
        mail = message_from_bytes(data.lstrip(), policy=policy.default)
        if not _header(mail, "From"):
            raise UnreadableSource(source, "no mail is in this file, whatever its name says.")
        page = _page(mail, source, origin)
        attached = list(_attached(mail, kinds))
    except DAMAGE as error:
        raise UnreadableSource(source, "the mail is damaged or cut short and cannot be read.") from error
    if page is None and not attached:
        raise UnreadableSource(source, "the mail holds no text; encrypted mails must be saved decrypted.")
    if page is not None:
        yield page
    for name, content in attached:
        yield from read(name, content, f"{source}{SEPARATOR}{name}")


def _page(mail: EmailMessage, source: str, origin: str) -> Page | None:
    told = next(filter(None, (_told(mail, kind, source) for kind in ("html", "plain"))), None)
    if told is None:
        return None
    blocks, captions, markup = told
    byline, publisher = _sender(mail)
    title, sent = bare_subject(_header(mail, "Subject")), _sent(mail)
    if within := forwarded(blocks):
        blocks, byline, publisher = within.blocks, within.sender, ""
        title, sent = bare_subject(within.subject) or title, within.sent
    return Page(
        source=source,
        text=bounded("\n\n".join(blocks), source),
        title=title,
        byline=byline,
        publisher=publisher,
        url=address(_header(mail, "Archived-At").strip("<>")),
        origin=origin,
        language=_header(mail, "Content-Language")[:10].lower(),
        published=sent,
        captions=tuple(captions),
        marked=markup,
    )


def _told(mail: EmailMessage, kind: str, source: str) -> tuple[list[str], list[str], bool] | None:
    """Return the blocks and captions of a mail's HTML or plain text and whether it marks headings; None for none."""
    body = mail.get_body((kind,))
    text = _text(body) if isinstance(body, EmailMessage) else ""
    if kind == "plain":
        return (re.split(r"\n\s*\n", tidy(text).strip()), [], False) if text.strip() else None
    try:
        blocks, captions = _said(text, source) if text.strip() else ([], [])
    except UnreadableSource:
        return None
    return (blocks, captions, True) if blocks else None


def _text(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    return decode_declared(data, str(part.get_content_charset() or ""))


def _said(markup: str, source: str) -> tuple[list[str], list[str]]:
    tree = parsed(markup, source)
    for table in list(tree.iter("table")):
        if _lays_out(table):
            unlaid(table)
    return said(tree, framed=True)


def _lays_out(table: HtmlElement) -> bool:
    """Tell a table that only lays out a mail from one of figures: its cells hold blocks."""
    if table.get("role") in ("presentation", "none") or table.xpath(".//table"):
        return True
    cells = table.xpath(".//td")
    return not table.xpath(".//th") and any(cell.xpath(f".//{_BLOCKS}") for cell in cells)


def _sender(mail: EmailMessage) -> tuple[str, str]:
    """Return who wrote a mail and who publishes it: a list by its own name, else by the name of its sender."""
    name = one_line(parseaddr(_header(mail, "From"))[0])
    listed = one_line(_header(mail, "List-Id").partition("<")[0].strip(' "'))
    if listed and not _NUMBERED.search(listed):
        return ("" if name == listed else name), listed
    if _header(mail, "List-Unsubscribe") or _header(mail, "List-Id"):
        return "", name
    return name, ""


def _sent(mail: EmailMessage) -> date | None:
    """Return the day on which a mail was sent, in its sender's own time zone."""
    with suppress(*DAMAGE, OverflowError):
        return parsedate_to_datetime(_header(mail, "Date")).date()
    return None


def _header(mail: EmailMessage, name: str) -> str:
    with suppress(*DAMAGE):
        return one_line(str(mail.get(name) or ""))
    return ""


def _attached(mail: EmailMessage, kinds: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the names and bytes of attached files of some kinds; pictures, calendars and others are passed over."""
    taken: set[str] = set()
    for part in list(mail.walk())[:_MOST]:
        name = one_line(str(part.get_filename() or "")).replace("\\", "/").rpartition("/")[2][-100:]
        if part.is_multipart() or PurePosixPath(name).suffix.lower() not in kinds or name in taken:
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and not is_mail(content):
            taken.add(name)
            yield name, content
