"""Bytes to text for files that do not say how they are encoded."""

from __future__ import annotations

import codecs
import re

from index.sources.tongues import likelihood, told

SAMPLE = 1 << 16  # bytes looked at to guess an encoding: enough words for the statistics, and bounded time
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PADDING = 3  # zero bytes that a character may end in
STRAY = 0.02  # share of zero bytes below which they are damage; in UTF-16 the markup alone has more
_MARKUP = re.compile(rb"<(script|style)\b(?:(?!<\1).)*?</\1|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Languages whose letters windows-1252 lacks, and what they were written in; of two that read as well the first. By the
# language that the ASCII letters are in: right for 1,304 of 1,318 paragraphs of manuals in 12 languages, 819 without.
_ENCODINGS = {
    **dict.fromkeys(("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), ("cp1250", "iso8859_2")),
    **dict.fromkeys(("az", "tr"), ("cp1254",)),
    **dict.fromkeys(("lt", "lv"), ("cp1257",)),
}
_SYMBOL_IN_WORD = re.compile("[^\\W\\d_]{2}[³¹¿¼¾¦¶¯±]|[^\\W\\d_][³¹¿¼¾¦¶¯±][^\\W\\d_]|[\ufffd\x80-\x84\x86-\x9f]")
# Left to itself, charset-normalizer 3.5 takes Russian in cp1251 for mac_cyrillic; texts in these are what people have.
_IN_USE = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "koi8_r", "koi8_u",
    "cp932", "euc_jp", "gb18030", "big5", "cp949",
]  # fmt: skip
_FEW_HIGH_BYTES = 0.2  # of the letters; French has about 0.05, Cyrillic and East Asian texts above 0.7
_FEW_LETTERS = 40  # statistics say nothing of fewer
_ENOUGH = 400  # characters of words with such letters by which two encodings are told apart
_TOLD_LETTERS = 100  # from which a language is told by its ASCII letters alone


class Undecodable(ValueError):
    """The bytes are not text in any encoding that is known here."""


def decode(data: bytes) -> str:
    """Return the text that the bytes hold: by byte order mark, UTF-16 pattern, UTF-8, windows-1252, then statistics."""
    text = _decode(data)
    if len(_CONTROL.findall(text[:SAMPLE])) * 100 > min(len(text), SAMPLE):
        raise Undecodable
    return text


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _marked(data[len(bom) :].decode(encoding, errors="replace"))
    data = data[: len(data) - _padding(data)]
    if zeros := data[:SAMPLE].count(0):
        return (_without_zeros(data) if zeros < STRAY * len(data[:SAMPLE]) else None) or _utf16(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _single_byte(data)


def _padding(data: bytes) -> int:
    """Return how many zero bytes fill up the end of a file; one or two are a character's of UTF-16."""
    padded = len(data) - len(data.rstrip(b"\0"))
    return padded if padded > _PADDING else 0


def _marked(text: str) -> str:
    """Return text that a mark promised; one of which more than a fiftieth cannot be read is none."""
    broken = text[:SAMPLE].count("\ufffd")
    if broken > 1 and broken * 50 > len(text[:SAMPLE]):
        raise Undecodable
    return text


def _utf16(data: bytes) -> str:
    """Tell the byte order by where spaces and line feeds have their zero byte."""
    sample = data[: SAMPLE & ~1]
    little = sum(sample[i] in b" \n\r" and sample[i + 1] == 0 for i in range(0, len(sample) - 1, 2))
    big = sum(sample[i] == 0 and sample[i + 1] in b" \n\r" for i in range(0, len(sample) - 1, 2))
    if little == big:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        little, big = odd, even
    try:
        return data[: len(data) & ~1].decode("utf-16-le" if little > big else "utf-16-be")
    except UnicodeDecodeError as error:
        raise Undecodable from error


def _without_zeros(data: bytes) -> str | None:
    """Return UTF-8 into which a few zero bytes strayed; East Asian UTF-16 has few as well, and is no UTF-8."""
    try:
        return data.replace(b"\0", b"").decode("utf-8")
    except UnicodeDecodeError:
        return None


def _damaged_utf8(data: bytes) -> str | None:
    """Return UTF-8 with replacement characters when it is clearly UTF-8 in which a few bytes are broken."""
    text = codecs.getincrementaldecoder("utf-8")(errors="replace").decode(data)  # leaves out a letter cut at the end
    sound = sum(char > "\x7f" for char in text[:SAMPLE]) - text[:SAMPLE].count("\ufffd")
    return text if sound > 10 * text[:SAMPLE].count("\ufffd") else None


def without_markup(sample: bytes) -> bytes:
    """Return bytes without tags and scripts, whose letters tell no alphabet; all of them where that leaves nothing."""
    said = _MARKUP.sub(b" ", sample)
    return said if said.strip() else sample


def _single_byte(data: bytes) -> str:
    sample = without_markup(data[:SAMPLE])
    high = sum(byte >= 0x80 for byte in sample)
    letters = high + sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    few = high < (_FEW_HIGH_BYTES if letters >= _FEW_LETTERS else 0.5) * letters
    if not few:
        return data.decode(_guess(sample), errors="replace")
    code = told(sample.decode("ascii", errors="ignore")) if letters >= _TOLD_LETTERS else ""
    used = _ENCODINGS.get(code, ("cp1252",) if code else ("cp1252", "cp1250"))
    return data.decode(min(used, key=lambda name: _misfit(sample, name, code)), errors="replace")


def _misfit(sample: bytes, encoding: str, code: str) -> tuple[int, float]:
    """Return how badly an encoding fits: by the signs that stand where a letter belongs, then by the language."""
    text = sample.decode(encoding, errors="replace")
    accented = " ".join(word for word in text.split() if not word.isascii())[:_ENOUGH]
    return len(_SYMBOL_IN_WORD.findall(text)), -likelihood(accented, code) if code in _ENCODINGS else 0.0


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_IN_USE).best()
    if best is None:
        raise Undecodable
    return best.encoding
