"""The facts of a statement that its source does not bear: numbers, dates, names, addresses, negation, tone, roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.support import days, tone
from bot.answer.support.clauses import clauses
from bot.answer.support.numbers import Number, numbers
from bot.answer.support.source import Source
from index.language import normalised, terms

_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.\w+|@\w{3,}|\b[\w-]+\.(?:com|org|net|io|xyz|info|de|uk|ru|co|app|dev|gov|edu)\b\S*",
    re.I,
)
_NAME = re.compile(r"(?<![\w'’])[^\W\d_a-zà-öø-ÿ][\w’'-]*(?:\.(?=\w))?[\w’'-]*")
_REPORTED = re.compile(
    r"\b(?:report\w*|wr(?:ote|itten|ites)|publish\w+|article|stor(?:y|ies)|according to|news|cover\w*)\b", re.I
)
_SPEAKING = re.compile(
    r"\b(?:said|says?|told|tells?|add(?:s|ed)|stat(?:ed|es)|report(?:s|ed)|wrote|writes|according to|explain\w*|announc\w*|argu\w*|insist\w*|"
    r"confirm\w*|warn\w*|claim\w*|not(?:es|ed)|call(?:ed|s)|quoted|cited|describ\w+|sagte|erklärte)\b", re.I,
)  # fmt: skip
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\b(?:\s\w+){0,2}?\s\w+(?:ed|en|wn|ne|ld|de|ght|led|hit|cut|put|um|ung)\b.{0,80}?\bby\b",
    re.I,
)
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday i a the an he she it they we you his her its their our this that these those".split()
)
_REACH = 4
AGE = re.compile(r"-year-old\b|\byears? old\b|\baged\b|\bat the age of\b", re.I)
_AGENT = re.compile(r"\bby ((?:[^\W\d]+['’]?s? ?){1,4})")
_PLURAL = re.compile(r"(?!(?:was|is|has|its|this|his|thus|plus|across)$)[a-z-]{3,}s")
_ANYBODY = frozenset(terms("people person persons others", "en"))


def missing(statement: str, source: Source) -> Iterator[str]:
    """Yield, in words for the record, each fact of a statement that its source does not bear."""
    yield from (f"address {match[0]}" for match in _ADDRESS.finditer(statement) if match[0] not in source.text)
    yield from _dates(statement, source)
    yield from _numbers(days.blanked(statement), source)
    yield from (f"name {name}" for name in names(statement) if not _named(name, source))
    yield from _tone(statement, source)
    if _swapped(statement, source):
        yield "who did it to whom"


def names(text: str) -> list[str]:
    """Return the capitalised words of a text except those that only open a sentence, and calendar words."""
    found = []
    for match in _NAME.finditer(text):
        opens = not text[: match.start()].strip(" “\"‘'(") or text[: match.start()].rstrip(" “\"‘'(")[-1:] in ".!?:"
        word = re.sub(r"['’]s?$", "", match[0]).strip(".")
        if word and word.lower() not in _CALENDAR and not (opens and not _inner_capital(word)):
            found.append(word)
    return found


def _inner_capital(word: str) -> bool:
    return len(word) > 1 and word.upper() == word


def _named(name: str, source: Source) -> bool:
    folded = normalised(name)
    if re.search(rf"(?<!\w){re.escape(folded)}", source.folded):
        return True
    parts = [part for part in re.split(r"[-–]", folded) if part]
    if len(parts) > 1 and all(re.search(rf"(?<!\w){re.escape(part)}", source.folded) for part in parts):
        return True
    return bool(set(terms(name, source.article.language)) & (source.stems | source.nearby_stems))


def _dates(statement: str, source: Source) -> Iterator[str]:
    published = source.article.published
    known = list(source.days)
    if published and _REPORTED.search(statement):
        known.append(days.of(published))
    for told in days.days(statement):
        if not any(told.within(day) for day in known) and not _plain_number(told, statement, source):
            yield f"date {statement[told.start : told.end]}"


def _plain_number(told: days.Day, statement: str, source: Source) -> bool:
    """A four-digit number that is no year in the source either: 2,114 votes, 1,900 households."""
    value = statement[told.start : told.end]
    return value.isdigit() and any(str(number.value) == value for number in source.numbers)


def _numbers(statement: str, source: Source) -> Iterator[str]:
    plain = AGE.sub(" ", statement)
    for number in numbers(plain):
        alike = [one for one in source.numbers if one.value == number.value]
        near = any(one.value == number.value for one in source.nearby_numbers)
        if _small_word(number) and not alike:
            continue
        if not alike and (not near or _rival(plain, number, source)):
            yield f"number {number.text}"
        elif alike and not any(_same_bound(plain, number, source, one) for one in alike):
            yield f"bound of {number.text}"
        elif alike and not any(_counts_same(plain, number, source, one) for one in alike):
            yield f"what {number.text} counts"


def _small_word(number: Number) -> bool:
    """One and first are as often articles and order as counts."""
    return number.value == 1 and not number.text.isdigit()


def _same_bound(statement: str, number: Number, source: Source, other: Number) -> bool:
    return tone.bound(statement[: number.start]) == tone.bound(source.text[: other.start])


def _counts_same(statement: str, number: Number, source: Source, other: Number) -> bool:
    """Tell whether a number counts the same thing on both sides.

    What stands after it in the statement, or else before it, must stand there in the source, or in the source nowhere
    beside another number.
    """
    language = source.article.language
    text = days.blanked(source.text)
    mine, theirs = _counted(statement, number), _counted(text, other)
    if mine and theirs and not set(terms(mine, language)) & {*terms(theirs, language), *_after(text, other, language)[:_REACH]}:
        return False
    after, follows = _after(statement, number, language)[:2], _after(text, other, language)
    things = after or _before(statement, number, language)[-1:]
    precedes = _before(text, other, language)[-2:]
    if not things or set(things) & {*(follows[:_REACH] if after else ()), *precedes}:
        return True
    known = [thing for thing in things if thing in source.stems]
    if not known:
        return bool(set(things) & _ANYBODY) or not (after and follows)
    rivals = [one for one in source.numbers if one.value != number.value]
    beside = {
        term
        for one in rivals
        for term in (_after(text, one, language)[:2] if after else _before(text, one, language)[-1:])
    }
    return not beside & set(known)


def _counted(text: str, number: Number) -> str:
    """Return the plural noun that a number stands before, at most two words away; "" where there is none."""
    words = re.split(r"[;:.!?,]", text[number.end : number.end + 50], maxsplit=1)[0].split()[:3]
    return next((word for word in words if word == "people" or _PLURAL.fullmatch(word)), "")


def _rival(statement: str, number: Number, source: Source) -> bool:
    """Tell whether the sentence itself counts the same thing with another number than its neighbours do."""
    language = source.article.language
    thing = set(_after(statement, number, language)[:1])
    return any(thing & set(_after(source.text, one, language)[:2]) for one in source.numbers)


def _after(text: str, number: Number, language: str) -> list[str]:
    """Return the terms after a number, up to the next one or the end of the clause."""
    rest = re.split(r"[;:.!?]|,\s|\d", text[number.end : number.end + 60], maxsplit=1)[0]
    return [term for term in terms(rest.replace("%", " percent "), language) if not term[0].isdigit()]


def _before(text: str, number: Number, language: str) -> list[str]:
    start = max(0, number.start - 50)
    return terms(re.split(r"[;:.!?]|,\s", text[start : number.start])[-1], language)


def _tone(statement: str, source: Source) -> Iterator[str]:
    language = source.article.language
    mine = set(terms(statement, language))
    clause = _nearest_clause(mine, source)
    if _denial_differs(statement, source, mine):
        yield "negation"
    pending = (tone.doubted(clause, language) | tone.awaited(clause, language)) & mine
    if pending and not tone.hedged(statement):
        yield "doubt"
    if tone.hedged(statement) and not tone.hedged(source.text):
        yield "certainty"
    yield from (f"exaggeration {word}" for word in tone.exaggerations(statement, source.text))
    if _strong_of_another(statement, source):
        yield "exaggeration"
    if tone.opposed(statement, source.text):
        yield "direction"
    if _by_another(statement, source):
        yield "by whom"


def _denial_differs(statement: str, source: Source, mine: set[str]) -> bool:
    language = source.article.language
    theirs, denied = tone.denied(source.text, language), tone.denied(statement, language)
    if denied and not denied & theirs:
        return True
    return bool((theirs - denied) & mine) and not denied & theirs


def _strong_of_another(statement: str, source: Source) -> bool:
    """Tell whether a strong word that belongs to one number in the source is given to another."""
    mine = {number.value for number in numbers(days.blanked(statement))}
    for match in tone.STRONG.finditer(statement):
        place = source.text.lower().find(match[0].lower())
        owner = [number.value for number in source.numbers if number.start < place][-1:]
        rivals = {number.value for number in source.numbers} & mine
        if place >= 0 and owner and rivals and owner[0] not in mine and match[0].lower().endswith("ly"):
            return True
    return False


def _by_another(statement: str, source: Source) -> bool:
    """Tell whether a statement names an agent ("by …") where its source names another."""
    language = source.article.language
    agents = [set(terms(match[1], language)) for match in _AGENT.finditer(days.blanked(statement))]
    return bool(_AGENT.search(source.text)) and any(agent and not agent & source.stems for agent in agents)


def _nearest_clause(mine: set[str], source: Source) -> str:
    """Return the part of the source whose terms are most like a statement's."""
    language = source.article.language

    def likeness(part: str) -> float:
        theirs = set(terms(part, language))
        return 2 * len(mine & theirs) / (len(theirs) + len(mine) or 1)

    return max([source.text, *clauses(source.text)], key=lambda part: (likeness(part), len(part)))


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
