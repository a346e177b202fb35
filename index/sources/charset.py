"""Bytes to text where somebody declared a charset: an HTTP header, an XML declaration, a meta element."""

from __future__ import annotations

import re

from index.sources.decode import SAMPLE, STRAY, decode, without_markup

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SPOILT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LATIN = re.compile(r"windows-125[0247]|iso-8859-(?:[234]|1[03456])|macintosh")
_LETTERS = 0.2  # share of non-ASCII letters that no text in a Latin alphabet reaches: French has about 0.05
_NO_TEXT = ("utf-8", "replacement", "x-user-defined")


def decode_declared(data: bytes, *declared: str) -> str:
    """Return the text of bytes whose charset was declared, the most trusted declaration first. Raises Undecodable.

    A byte order mark and well-formed UTF-8 say more than any declaration. A declared charset in which the bytes make
    no text is passed over; when none is left, the charset is told from the bytes.
    """
    if data.startswith(_MARKS):
        return decode(data)
    if data[:SAMPLE].count(0) < STRAY * len(data[:SAMPLE]):
        data = data.replace(b"\0", b"")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    for label in declared:
        text = _as_declared(data, label)
        if text is not None:
            return text
    return decode(data)


def _as_declared(data: bytes, label: str) -> str | None:
    from webencodings import lookup

    encoding = lookup(label.strip("\"' \t;")[:40])
    if encoding is None or encoding.name in _NO_TEXT:
        return None
    if encoding.name.startswith("utf-16") != (b"\0" in data[:SAMPLE]):
        return None
    try:
        text, _ = encoding.codec_info.decode(data)
    except UnicodeError:
        return None
    spoilt = _SPOILT.search(text[:SAMPLE]) or (_LATIN.fullmatch(encoding.name) and _is_no_latin(data))
    return None if spoilt else str(text)


def _is_no_latin(data: bytes) -> bool:
    """Tell other alphabets under a Latin label by how many of the letters outside of markup are not ASCII."""
    sample = without_markup(data[:SAMPLE])
    high = sum(byte >= 0x80 for byte in sample)
    letters = high + sum(65 <= byte & 0xDF <= 90 for byte in sample if byte < 0x80)
    return letters >= 40 and high > _LETTERS * letters
