"""Numbers in a text, however they are written: 43, forty-three, 1,204, 6.5 percent, a third, eight million."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "null": 0, "ein": 1, "eine": 1, "einen": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "millions": 10**6, "billion": 10**9, "trillion": 10**12,
    "hundert": 100, "tausend": 1000, "millionen": 10**6, "mio": 10**6, "mrd": 10**9, "milliarden": 10**9, "m": 10**6,
    "bn": 10**9, "k": 1000, "dozen": 12, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
_FRACTIONS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_PARTS = {
    "half": Decimal(1) / 2, "third": Decimal(1) / 3, "quarter": Decimal(1) / 4, "dozen": Decimal(12),
    "twice": Decimal(2), "double": Decimal(2), "triple": Decimal(3), "once": Decimal(1), "halved": Decimal(1) / 2,
    "doubled": Decimal(2), "tripled": Decimal(3), "twofold": Decimal(2), "threefold": Decimal(3),
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "fifteenth": 15,
}  # fmt: skip
_BEGIN = frozenset({*_UNITS, *_TENS, *_ORDINALS, *_PARTS})
_TOKEN = re.compile(r"\d[\d.,:\u202f\u00a0]*\d|\d|[^\W\d_]+", re.U)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, the words that follow it (what is counted), and where it stands."""

    value: Decimal
    start: int
    end: int
    text: str
    ordinal: bool = False


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text in order; a number word followed by a scale is one number."""
    return list(_read(list(_TOKEN.finditer(text.lower())), text))


def _read(tokens: list[re.Match[str]], text: str) -> Iterator[Number]:
    place = 0
    while place < len(tokens):
        word = tokens[place][0]
        value, taken = _at(tokens, place) if word in _BEGIN or word[0].isdecimal() else (None, 1)
        if value is None:
            place += 1
            continue
        start, end = tokens[place].start(), tokens[place + taken - 1].end()
        word = tokens[place + taken - 1][0]
        yield Number(value, start, end, text[start:end], ordinal=word in _ORDINALS)
        place += taken


def _at(tokens: list[re.Match[str]], place: int) -> tuple[Decimal | None, int]:
    """Return the number that begins at a token and how many tokens it takes."""
    total, current, taken = Decimal(0), Decimal(-1), 0
    match _words(tokens, place):
        case ["half", "a", scale] if scale in _SCALES:
            return _SCALES[scale] * _FRACTIONS["half"], 3
    for at in range(place, len(tokens)):
        word = tokens[at][0]
        if taken and not _adjoins(tokens[at - 1], tokens[at]):
            break
        match _words(tokens, at):
            case ["and", "a", part] if taken and part in _FRACTIONS:
                return total + current + _FRACTIONS[part], taken + 3
        if word in _SCALES and current >= 0:
            total, current = _scaled(total, current, _SCALES[word])
        elif not (word == "and" and current >= 100 and _small(tokens, at + 1)):
            added = _added(word, current)
            if added is None:
                break
            current = added
        taken += 1
    return (total + current, taken) if taken else (_alone(tokens[place][0]), 1)


def _scaled(total: Decimal, current: Decimal, scale: int) -> tuple[Decimal, Decimal]:
    return (total, current * 100) if scale == 100 else (total + current * scale, Decimal(0))


def _added(word: str, current: Decimal) -> Decimal | None:
    """Return a number with one more word of it, None where the word does not go on; -1 is no number yet."""
    begins = current < 0
    if word[0].isdecimal():  # superscripts are digits that make no number
        return digits(word) if begins else None
    if word in _TENS and (begins or (current >= 100 and current % 100 == 0)):
        return max(current, Decimal(0)) + _TENS[word]
    if word in _UNITS and (begins or _open(current)):
        return max(current, Decimal(0)) + _UNITS[word]
    return None


def _alone(word: str) -> Decimal | None:
    return Decimal(_ORDINALS[word]) if word in _ORDINALS else _PARTS.get(word)


def _open(current: Decimal) -> bool:
    """Tell whether a unit may follow: after tens (forty-three) and hundreds (two hundred four)."""
    return current > 0 and (current % 100 == 0 or (current % 100 >= 20 and current % 10 == 0))


def digits(word: str) -> Decimal:
    """Return what digits with separators mean: 1,204 and 1.204 are thousands, 6.5 and 6,5 have a fraction."""
    word = re.sub(r"[\u202f\u00a0]", "", word)
    if ":" in word:
        hours, _, minutes = word.partition(":")
        return Decimal(re.sub(r"\D", "", hours) or 0) + Decimal(re.sub(r"\D", "", minutes) or 0) / 100
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", word):
        return Decimal(word.replace(",", ""))
    if re.fullmatch(r"\d{1,2}(?:,\d{2})+,\d{3}", word):  # lakhs and crores: 2,40,000
        return Decimal(word.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", word):
        return Decimal(word.replace(".", "").replace(",", "."))
    parts = re.split(r"[.,]", word)
    return Decimal(parts[0] + ("." + "".join(parts[1:]) if len(parts) > 1 else ""))


def _words(tokens: list[re.Match[str]], place: int) -> list[str]:
    return [token[0] for token in tokens[place : place + 3]]


def _adjoins(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.string[one.end() : other.start()] in (" ", "-", "\u00a0", "\u202f", "")


def _small(tokens: list[re.Match[str]], place: int) -> bool:
    return place < len(tokens) and (tokens[place][0] in _UNITS or tokens[place][0] in _TENS)
