"""What kind of file some bytes are, whatever its name says."""

from __future__ import annotations

import json
import re

from index.errors import UnreadableSource
from index.sources.documents.package import PROTECTED, package_kind
from index.sources.mail import is_mail
from index.sources.saved import is_saved_page

MARKED = frozenset({".md", ".markdown"})  # which may hold HTML
TEXTS = frozenset({".txt", ".text", *MARKED})
_FRAGMENT = re.compile(rb"<(?:p|div|article|section|h[1-6])(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_SKIPPED = re.compile(rb"\s+|<!--.*?-->|<\?[^>]*>|<!(?!doctype\s+html)[^>-][^>]*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rb"<(!doctype\s+html|[a-z]+(?::[a-z]+)?)\b", re.IGNORECASE)
_PAGES = ("!doctype", "html", "head", "body")
_OLD_OFFICE = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of the compound files that Word 97 wrote, and that hold encrypted ones
)
_RECORDS = re.compile(rb"\s*(?:\[\s*)?\{\s*\"")
_OLD = "this is a file of an old Office program; save it as .docx."


def kind_of(suffix: str, data: bytes) -> str:
    """Return the suffix of the kind that a file is: what its bytes show, else what its name says.

    Raises UnreadableSource with the reason where they show a kind that is not read.
    """
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:5].lower() == b"{\\rtf":
        return ".rtf"
    if start.startswith(b"%PDF-"):
        return ".pdf"
    if start.startswith(b"PK\x03\x04"):
        return package_kind(data) or suffix
    if start.startswith(_OLD_OFFICE):
        raise UnreadableSource("", PROTECTED if "EncryptedPackage".encode("utf-16-le") in data else _OLD)
    if is_markup(data):
        return ".html"
    return _of_text(suffix, data, start)


def is_markup(body: bytes) -> bool:
    """Tell whether bytes begin as an HTML page does."""
    return first_tag(body) in _PAGES


def first_tag(body: bytes) -> str:
    """Return the name of the first element of a document, comments and declarations before it passed over."""
    start = body[:4096].removeprefix(b"\xef\xbb\xbf")
    at = 0
    while skipped := _SKIPPED.match(start, at):
        at = skipped.end()
    found = _TAG.match(start, at)
    return found[1].split()[0].decode().lower() if found else ""


def _of_text(suffix: str, data: bytes, start: bytes) -> str:
    """Tell the kinds that are text themselves, which nobody would take for an article."""
    if is_saved_page(data):
        return ".mhtml"
    if is_mail(data):
        return ".eml"
    if suffix not in TEXTS:
        return suffix
    if start.startswith((b"<?xml", b"<rss", b"<feed")):
        raise UnreadableSource("", "this is XML, not an article; save the article as a web page or as text.")
    if start.startswith(b"%!PS"):
        raise UnreadableSource("", "this is PostScript, not text; save the article as PDF.")
    if suffix not in MARKED and _FRAGMENT.match(start):
        return ".html"
    return _of_records(data) or suffix if _RECORDS.match(start) else suffix


def _of_records(data: bytes) -> str:
    """Tell JSON and JSON Lines by their objects; one alone above a text is its front matter."""
    lines = [line for line in data.split(b"\n", 20)[:20] if line.strip()][:2]
    for kind, texts in ((".json", [data]), (".jsonl", lines)):
        try:
            found = [json.loads(text) for text in texts]
        except (ValueError, RecursionError):
            continue
        records = found[0] if isinstance(found[0], list) else found
        return kind if records and all(isinstance(record, dict) for record in records) else ""
    return ""
