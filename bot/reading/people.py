"""The persons whom a text names, told from places, bodies and ships."""

from __future__ import annotations

import re

from bot.reading.names import CALENDAR
from index.text.language import terms

_TITLES = """
    mr sir lord king prince father brother herr baron mrs ms miss lady queen princess sister frau madame baroness dr
    doctor professor prof captain mayor president minister chancellor chairman chairwoman inspector chief engineer
    judge justice councillor senator governor general colonel major admiral bishop commissioner
"""
_WORD = r"[^\W\d_a-zà-öø-ÿ](?:[\w’'-]*\w)?"
_RUN = re.compile(rf"(?<![\w’'-]){_WORD}\.?(?:(?: (?:de|da|van|von|den|der|del|di|al|bin))* {_WORD}\.?)*")
# Capitalised words that are no person: what stands in them, at their head, or before them.
_THING = re.compile(
    r"\b(?:hall|bridge|dam|city|street|road|lane|park|river|island|harbour|port|station|airport|valley|point|house|"
    r"church|square|beach|bay|lake|sea|ocean|mount|mountain|reef|lighthouse|inquiry|report|act|war|prize|cup|award|"
    r"states|kingdom|republic|union|board|council|company|ltd|limited|inc|plc|gmbh|group|party|university|institute|"
    r"ministry|agency|authority|police|commission|committee|court|bank|office|department|ferries|energy|water|rail\w*|"
    r"air\w*|lines|association|society|club|team|government|parliament|service|academy|museum|school|college|trust|"
    r"foundation|federation|league|works|press|news|post|times|wire|courier|sandbar|st|saint|sankt|san|santa|fort|new|"
    r"los|las|cape|north|south|east|west|northern|southern|eastern|western|great|upper|lower)\b",
    re.I,
)
# A name in quotation marks of its own is that of a work or a ship.
_OPENED = frozenset('"“„«')
_CLOSED = re.compile(r"[,.]?[\"”“»]")
_PLACED = re.compile(
    r"\b(?:in|at|near|into|across|outside|the|ferry|ship|vessel|boat|yacht|tanker|town|city|village|island|river)\s+$",
    re.I,
)


def people(text: str) -> list[str]:
    """Return the names of the persons in a text, in order, without their titles; a later surname alone is no other."""
    found: list[str] = []
    for match in _RUN.finditer(text):
        titles, words = _untitled(re.sub(r"['’]s?$", "", match[0]).split(" "))
        name = " ".join(words).rstrip(".")
        before = text[: match.start()]
        if before[-1:] in _OPENED and _CLOSED.match(text, match.end()):
            continue
        if len(words) + len(titles) < 2 or not words or _THING.search(name) or (_PLACED.search(before) and not titles):
            continue
        if any((word.isupper() and len(word) > 2) or word.lower() in CALENDAR for word in words):
            continue
        if not any(set(words) <= set(known.split(" ")) for known in found):
            found.append(name)
    return found


def _untitled(words: list[str]) -> tuple[list[str], list[str]]:
    """Split words into titles and a name; what only opens a sentence is neither."""
    titles: list[str] = []
    while words:
        bare = words[0].lower().strip(".")
        if bare in _TITLES.split():
            titles.append(bare)
        elif terms(bare, "en") and bare not in CALENDAR:
            break
        words = words[1:]
    return titles, words
