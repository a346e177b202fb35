"""Names in a text, and which of them a premise does not bear. U.S., US and United States name the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.answer.prove.premise import Premise
from bot.reading.names import CALENDAR, in_capitals, names
from index.text.language import normalised, terms, unified

_RUN = re.compile(r"[^\W\d_a-zà-öø-ÿ][\w'-]*(?:(?: (?:of|the|and|for|de|du|der|des|und|&))* [^\W\d_a-zà-öø-ÿ][\w'-]*)+")
_PAIR = re.compile(r"(?<=[^.!?] )([^\W\d_a-zà-öø-ÿ][\w'-]*) (?=([^\W\d_a-zà-öø-ÿ][\w'-]*))")
_SHORT = re.compile(r"\b[^\W\d_a-zà-öø-ÿ]{2,6}\b")
_NOUNS = ("de", "lb")
_PEOPLES = {"american": "usa", "british": "uk", "briton": "uk"}
_ENDING = 3  # letters by which a name and what is derived from it may differ: Austria, Austrian


def missing(statement: str, premise: Premise) -> Iterator[str]:
    """Yield each name of a statement that stands neither in the cited sentences nor in their context.

    A first name stands there too where the article elsewhere has it with a surname that does. Of German, whose nouns
    are all written so, only names of several words and acronyms are compared.
    """
    known, stems, acronyms = _told(premise.text, premise.context, premise.article.language)
    plain = _RUN.sub(lambda run: " " if _initials(run[0]) in acronyms else run[0], spelled(statement))
    for name in compared(plain, premise.article.language):
        if not (
            _borne(name, known)
            or stems.issuperset(terms(name, premise.article.language)[:1] or [""])
            or _fuller(name, statement, premise)
        ):
            yield f"name {name}"


@lru_cache(maxsize=256)
def _told(text: str, context: str, language: str) -> tuple[frozenset[str], ...]:
    """Return the words, the terms and the acronyms of cited sentences and their context."""
    acronyms = frozenset(word.lower() for word in _SHORT.findall(spelled(f"{text}\n{context}")))
    return words(text) | words(context), frozenset(terms(f"{text} {context}", language)), acronyms


def compared(text: str, language: str) -> list[str]:
    """Return the names of a text; of German only those of several words and acronyms."""
    found = names(text)
    if language[:2] not in _NOUNS:
        return found
    runs = {word for match in _PAIR.finditer(text) for word in match.groups()}
    return [name for name in found if name in runs or in_capitals(name)]


def _fuller(name: str, statement: str, premise: Premise) -> bool:
    """Tell whether a name stands in a statement directly before another that it precedes in the article."""
    follows = re.search(rf"\b{re.escape(name)} ([^\W\d_a-z][\w'’-]+)", statement)
    return bool(follows and _borne(follows[1], words(premise.text)) and follows[0] in premise.article.text)


@lru_cache(maxsize=256)
def words(text: str) -> frozenset[str]:
    """Return the words of a text, folded, with the initials of its names and its acronyms spelled alike."""
    plain = spelled(text)
    found = {*re.findall(r"[\w'-]+", normalised(plain)), *re.findall(r"\w+", normalised(plain))}
    found |= {_PEOPLES[word] for word in found if word in _PEOPLES} | {
        one for one, of in _PEOPLES.items() if of in found
    }
    return frozenset(found | {_initials(match[0]) for match in _RUN.finditer(plain)})


def spelled(text: str) -> str:
    """Return a text with one spelling of what a country is called: U.S., US and United States are USA."""
    text = re.sub(r"\b(?:the )?United States(?: of America)?\b", "USA", unified(text))
    text = re.sub(r"\bUS\b(?!\$)", "USA", text)
    return re.sub(r"\b(?:the )?United Kingdom\b|\bGreat Britain\b|\bBritain\b", "UK", text)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


def _borne(name: str, known: frozenset[str]) -> bool:
    folded = normalised(name)
    if folded in known:
        return True
    parts = [part for part in re.split(r"[-–']", folded) if part]
    if len(parts) > 1 and all(part in known for part in parts if part not in CALENDAR and part != "to"):
        return True
    if name.isupper() and len(name) < 4:
        return False
    return any(_derived(folded, one) for one in known)


def _derived(name: str, word: str) -> bool:
    """Tell whether one of two words is the other with another ending: Austria, Austrian; Rovers, Rovers'."""
    short, long = sorted((name, word), key=len)
    return len(short) > 4 and len(long) - len(short) <= _ENDING and long.startswith(short)
