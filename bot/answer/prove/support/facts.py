"""The facts of a statement that its source does not bear: addresses, numbers, dates, names, negation, tone, roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.prove.addresses import addresses
from bot.answer.prove.support import counts, days, roles, tone
from bot.answer.prove.support.clauses import clauses
from bot.answer.prove.support.names import AGE, names, reports
from bot.answer.prove.support.numbers import numbers
from bot.answer.prove.support.source import Source
from bot.answer.prove.support.synonyms import same
from index.text.language import normalised, terms

_STOP = re.compile(r"(?<=[.!?])[”\"’]? (?=[“\"‘]?[^\Wa-z])")


def missing(statement: str, source: Source) -> Iterator[str]:
    """Yield, in words for the record, each fact of a statement that its source does not bear.

    A web address is never borne: it is shown inside quotations only, where nobody but the article wrote it.
    """
    statement = AGE.sub(" ", statement)
    yield from (f"address {address}" for address in addresses(statement))
    yield from _dates(statement, source)
    yield from counts.missing(days.blanked(statement), source)
    yield from (f"name {name}" for name in names(statement) if not _named(name, source))
    yield from _tone(statement, source)
    yield from roles.missing(statement, source)


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
    if published and reports(statement):
        known.append(days.of(published))
    for told in days.days(statement):
        if not any(told.within(day) for day in known) and not _plain_number(told, statement, source):
            yield f"date {statement[told.start : told.end]}"


def _plain_number(told: days.Day, statement: str, source: Source) -> bool:
    """A four-digit number that is no year in the source either: 2,114 votes, 1,900 households."""
    value = statement[told.start : told.end]
    return value.isdigit() and any(str(number.value) == value for number in source.numbers)


def _tone(statement: str, source: Source) -> Iterator[str]:
    language = source.article.language
    mine = set(same(terms(statement, language)))
    clause = _nearest_clause(mine, source)
    if _denial_differs(statement, source, mine):
        yield "negation"
    pending = (tone.doubted(clause, language) | tone.awaited(clause, language)) & mine
    if (pending and not tone.hedged(statement)) or (tone.doubted(clause, language) & mine and _sure(statement)):
        yield "doubt"
    if tone.hedged(tone.told(statement, source.text)) and not tone.hedged(source.text):
        yield "certainty"
    yield from (f"exaggeration {word}" for word in tone.exaggerations(statement, source.text))
    if _strong_of_another(statement, source):
        yield "exaggeration"
    if tone.opposed(statement, source.text):
        yield "direction"


def _sure(statement: str) -> bool:
    """Tell whether a statement says that something will be so, without a doubt."""
    return bool(re.search(r"\bwill\b", statement)) and not tone.doubts(statement)


def _denial_differs(statement: str, source: Source, mine: set[str]) -> bool:
    language = source.article.language
    theirs, denied = tone.denied(source.text, language), tone.denied(statement, language)
    if denied and not denied & theirs:
        return True
    return bool((theirs - denied) & mine)


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


def _nearest_clause(mine: set[str], source: Source) -> str:
    """Return the part of the source whose terms are most like a statement's."""
    language = source.article.language

    def likeness(part: str) -> float:
        theirs = set(same(terms(part, language)))
        return 2 * len(mine & theirs) / (len(theirs) + len(mine) or 1)

    parts = [part for one in _STOP.split(source.text) for part in (one, *clauses(one))]
    return max(parts, key=lambda part: (likeness(part), len(part)))
