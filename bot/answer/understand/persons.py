"""Whom he or she of a follow-up stands for: the one person whom the turns before it named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.reading.names import CALENDAR
from bot.values import Answer
from index.text.language import terms

PRONOUN = re.compile(r"\b(?:he|him|his|she|her)\b", re.I)

_OWN = re.compile(r"\b(?:he|she|his|her(?= [a-z]))\b", re.I)
_MAN = frozenset(("he", "him", "his"))
_SENTENCE = re.compile(r"(?<=[.!?”])\s+")
_TITLES = """
    mr sir lord king prince father brother herr baron
    mrs ms miss lady queen princess sister frau madame baroness
    dr doctor professor prof captain mayor president minister chancellor chairman chairwoman inspector chief engineer
    judge justice councillor senator governor general colonel major admiral bishop commissioner
"""
_MEN, _WOMEN = (frozenset(line.split()) for line in _TITLES.strip().splitlines()[:2])
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
_WHO = re.compile(
    r"^(?i:as for .+?, )?(?i:who(?:m|se)?)\b(?:\s+(?:is|was|has|had|will|did))?\s+(?:the\s+)?"
    r"(?P<deed>(?!(?:is|was|has|had|will|did)\b)[a-z]+)\b"
)
_WHOSE_DEED = re.compile(r"^(?i:as for .+?, )?(?i:who)\b.* (?:who|that) (?:(?:is|was|has|had) )?(?P<deed>[a-z]+)")
_OBJECT = re.compile(
    r"her(?=\W*$|\s+(?:in|on|at|of|from|by|to|for|with|after|before|about|as|and|or|that|during)\b)", re.I
)


def person(turns: Sequence[Answer], pronoun: str) -> str:
    """Return the one person for whom a pronoun can stand after these turns; "" where there is none, or several.

    A turn's persons are those of its question and, where it asked who, those whom its quotation names for it. Earlier
    turns count as far back as each leans on the one before; other persons of the last quotation where nobody else is.
    """
    for turn in reversed(turns):
        if found := _asked_of(turn):
            return _only(found, pronoun)
        if not turn.understood:
            break
    quote = turns[-1].citations[0].quote if turns and turns[-1].citations else ""
    return _only(_told(quote), pronoun)


def standing(text: str, name: str) -> str:
    """Return a question with a person's name in place of the first pronoun for one."""
    match = PRONOUN.search(text)
    if match is None:
        return text
    own = match[0].lower() == "his" or (match[0].lower() == "her" and not _OBJECT.match(text, match.start()))
    return f"{text[: match.start()]}{name}{'’s' if own else ''}{text[match.end() :]}"


def people(text: str) -> dict[str, str]:
    """Return the persons whom a text names, in order, each with the titles before the name."""
    found: dict[str, str] = {}
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
            found[name] = " ".join(titles)
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


def _asked_of(turn: Answer) -> dict[str, str]:
    """Return the persons of a turn's question, and those who are its answer."""
    question = turn.understood or turn.question
    found = people(question)
    if asks := _WHOSE_DEED.search(question) or _WHO.match(question):
        told = (_answering(one.quote, asks["deed"], alone=not found) for one in turn.citations)
        found = {**next(filter(None, told), {}), **found}
    for one in turn.citations[:1]:
        found = {name: f"{titles} {_told(one.quote).get(name, '')}" for name, titles in found.items()}
    return found


def _answering(quote: str, deed: str, *, alone: bool) -> dict[str, str]:
    """Return the persons of a quotation; of several the one who stands beside the deed or the role asked for.

    Its pronouns tell of them where the question names nobody else, `alone`.
    """
    found = _told(quote) if alone else people(quote)
    stem = re.escape(deed[: max(3, len(deed) - 2)])
    beside = {name: titles for name, titles in found.items() if any(_beside(name, stem, quote))}
    return beside if len(beside) == 1 else found


def _beside(name: str, stem: str, quote: str) -> Iterator[bool]:
    mine = re.escape(name)
    yield bool(
        re.search(rf"{mine}(?:, [^,]{{1,60}},)?(?: who)?,? (?:(?:is|was|the|has|had|later|then) )*{stem}", quote)
    )
    yield bool(re.search(rf"\b{stem}\w*,?(?: \w+)?(?: (?:by|is|was))?(?: [a-z]+){{0,3}},? {mine}", quote))


def _told(quote: str) -> dict[str, str]:
    """Return the persons of a quotation, each with `mr` or `mrs` where a pronoun tells which."""
    found = people(quote)
    sentences = _SENTENCE.split(quote)
    opened = [(before, match[0]) for before, after in pairwise(sentences) if (match := PRONOUN.match(after))]
    alone = [(quote, match[0]) for match in _OWN.finditer(quote)] if len(found) == 1 else []
    for before, pronoun in [*alone, *opened]:
        if len(named := people(before)) == 1 and (name := next(iter(named))) in found:
            found[name] += " mr" if pronoun.lower() in _MAN else " mrs"
    return found


def _only(found: dict[str, str], pronoun: str) -> str:
    """Return the only person whom a pronoun fits."""
    same, other = (_MEN, _WOMEN) if pronoun.lower() in _MAN else (_WOMEN, _MEN)
    kinds = {name: set(titles.split()) for name, titles in found.items()}
    fits = [name for name, kind in kinds.items() if kind & same or not kind & other]
    return fits[0] if len(fits) == 1 else ""
