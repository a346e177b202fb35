"""Who does what to whom: whether a statement gives the parts to others than its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.prove.support import days
from bot.answer.prove.support.names import names
from bot.answer.prove.support.numbers import numbers
from bot.answer.prove.support.source import Source
from bot.answer.prove.support.synonyms import same
from index.text.language import located_terms, normalised, terms

_SPEAKING = re.compile(
    r"\b(?:said|says?|told|tells?|add(?:s|ed)|stat(?:ed|es)|report(?:s|ed)|wrote|writes|"
    r"according to|explain\w*|announc\w*|"
    r"argu\w*|insist\w*|confirm\w*|warn\w*|claim\w*|not(?:es|ed)|call(?:ed|s)|quoted|cited|"
    r"describ\w+|sagte|erklärte)\b",
    re.I,
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\b(?:\s\w+){0,2}?\s\w+(?:ed|en|wn|ne|ld|de|ght|led|hit|cut|put|um|ung)\b"
    r".{0,80}?\bby\b",
    re.I,
)
_AGENT = re.compile(r"\bby ((?:[^\W\d]+['’]?s? ?){1,4})")
# "people in the valley had": a place between a doer and its verb is not who does it.
_PLACES = re.compile(
    r"\b(?:in|at|of|on|from|near|for|with)\b[^,.;]*?"
    r"(?=\b(?:that|who|which|had|has|have|was|were|is|are|will|would|may|might|must|can|did|does|[a-z]+ed)\b|[,.;]|$)"
)
# Without an object a verb is no one's deed to another: it opened at noon, a lens made in Paris.
_ALONE = r"(?:[.,;]|$| (?:to|at|on|in|from|for|after|before|with|by)\b)"
_PAST = re.compile(
    r"(?:up|with|be)held|over\w+ew|over(?:came|took)|under(?:took|went)|fore\w+w|spent|sent|lent|bent|(?:re)?built|put|cut|set|hit|shut|became|came"
)
_VERB = re.compile(r"ed$")


def missing(statement: str, source: Source) -> Iterator[str]:
    """Yield each part that a statement gives to another than its source does."""
    if _by_another(statement, source):
        yield "by whom"
    if _swapped(statement, source) or _turned(statement, source):
        yield "who did it to whom"


def _by_another(statement: str, source: Source) -> bool:
    """Tell whether a statement names an agent ("by …") where its source names another."""
    language = source.article.language
    mine = [set(same(terms(match[1], language))) for match in _AGENT.finditer(days.blanked(statement))]
    theirs = [set(same(terms(match[1], language))) for match in _AGENT.finditer(days.blanked(source.text))]
    return any(theirs) and any(agent and not any(agent & other for other in theirs) for agent in mine)


def _turned(statement: str, source: Source) -> bool:
    """Tell whether who does something in a statement does not in the source.

    The doer stands before its verb, or after it where only one of the two is in the passive voice. A name must stand on
    the right side; another word must only not stand on the wrong one alone.
    """
    language = source.article.language
    mine, theirs = _sequence(_PLACES.sub(" ", days.blanked(statement)), language), _sequence(source.text, language)
    called = set(same(terms(" ".join(names(statement)), language)))
    for place, (stem, word) in enumerate(mine):
        at = next((other for other, (term, _) in enumerate(theirs) if term == stem), None)
        if at is None or not (does(statement, word) and does(source.text, theirs[at][1])):
            continue
        doers = {term for term, other in mine[max(0, place - 2) : place] if not _SPEAKING.fullmatch(other)}
        before, after = {term for term, _ in theirs[:at]}, {term for term, _ in theirs[at + 1 :]}
        if _inverted(statement, word, source, theirs[at][1]):
            before, after = after, before
        if doers and not doers & (before | source.nearby_stems) and (doers & after or doers & called):
            return True
    return False


def _inverted(statement: str, word: str, source: Source, other: str) -> bool:
    """Tell whether the doer of a statement stands behind the verb in the source: by voice, or after direct speech."""
    if re.search(rf"[”\"’'],? {re.escape(other)}\b|, {re.escape(other)} [^\Wa-z]", source.text):
        return True
    mine, theirs = _passive(statement, word), _passive(source.text, other)
    active, verb = (source.text, other) if mine else (statement, word)
    return mine != theirs and not re.search(rf"\b{re.escape(verb)}\b{_ALONE}", active)


def _sequence(text: str, language: str) -> list[tuple[str, str]]:
    return [(same([stem])[0], word) for stem, word in located_terms(text, language) if not word[0].isdigit()]


def _passive(text: str, word: str) -> bool:
    return not word.endswith("ing") and bool(
        re.search(rf"\b(?:is|are|was|were|been|being|be|^)\W*(?:\w+ly )?(?:not )?{re.escape(word)}\b", text, re.I)
    )


def does(text: str, word: str) -> bool:
    """Tell whether a word is used as a verb, as far as its form and the word before it show."""
    if numbers(word):  # "to eight"
        return False
    if word.endswith("ing"):
        return bool(re.search(rf"\b(?:is|are|was|were|be|been|am)\s(?:\w+ly )?{re.escape(word)}\b", text))
    stem = terms(word, "en")[:1]
    irregular = bool(stem) and not normalised(word).startswith(stem[0][:-1])
    return (
        irregular
        or bool(_PAST.fullmatch(word))
        or bool(_VERB.search(word))
        or bool(re.search(rf"\b(?:will|would|may|must|to|did|does|can)\s+{re.escape(word)}\b", text))
    )


def _swapped(statement: str, source: Source) -> bool:
    """Tell whether two names change places between a statement and its source, though its voice does not."""
    if _SPEAKING.search(statement) or _SPEAKING.search(source.text):
        return False
    low, here = normalised(source.text), normalised(statement)
    both = [name for name in dict.fromkeys(map(normalised, names(statement))) if name in low and name in here]
    if len(both) < 2:
        return False
    first, last = both[0], both[-1]
    turned = (here.index(first) < here.index(last)) != (low.index(first) < low.index(last))
    return turned and bool(_PASSIVE.search(statement)) == bool(_PASSIVE.search(source.text))
