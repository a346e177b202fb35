"""Whether a sentence tells of something else than another does: of others, another time, another stage, a plan."""

from __future__ import annotations

import re

from bot.answer.differ.dating import another_time, dates
from bot.answer.differ.deeds import another_harm, deeds
from bot.answer.differ.periods import compatible, period
from bot.answer.differ.scope import scopes
from bot.answer.differ.subject import Asked, Line, denied, stems
from bot.answer.differ.told import Told
from bot.answer.prove.support import days
from bot.answer.prove.support.synonyms import same
from index.text.language import terms

_KIN = re.compile(
    r"\b(?:his|her|their) (?:\w+ )?(?:husband|wife|sister|brother|son|daughter|father|mother|partner|twin)\b"
)
_OF_OTHER = re.compile(r"\b(?P<role>[a-z]+) of (?:the )?(?:[a-z]+ ){0,2}(?P<name>[^\W\d_a-z][\w’'-]+)")
_BESIDE = 24  # characters of the words beside a name
_ROLE = re.compile(
    r"\b(?:prosecut\w+|lawyer|counsel|solicitor|barrister|judge|justice|mayor|minister|premier|president|director|coach|"
    r"captain|skipper|pilot|conductor|soloist|architect|engineer|author|editor|actor|actress|singer|owner|tenant|"
    r"chief|chair\w*|head|spokes\w+|secretary|treasurer|surgeon|referee|goalkeeper|winner|runner-up)\b",
    re.I,
)
_PEOPLE = frozenset(same(terms("people persons", "en")))
_SOME_PEOPLE = re.compile(
    r"^\s*(?:\w+ )?(?:firefighters?|police|officers|rescuers|soldiers|children|women|men|girls|boys|nurses|doctors|"
    r"drivers|staff|employees|crew|tourists|foreigners|students|pupils|players)\b",
    re.I,
)
_PUBLISHED = re.compile(
    r"\b(?:announc\w*|made public|publi(?:sh\w*|cly)|presented|unveil\w*|reveal\w*|learn\w*|report(?:ed)? on)\b", re.I
)


def elsewhere(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether a sentence denies, tells of another time or of others, or of when something was made known."""
    more = narrowed(question, one, other)
    text = other.clause
    return bool(
        denied(other.line.text)
        or another_harm(question.text, text)
        or (_PUBLISHED.search(text) and not _PUBLISHED.search(f"{question.text} {one.clause}"))
        or (one.kind == "time" and more["stage"])
        or (one.kind != "time" and (more["past"] or more["aim"] or another_time(one.line, other.line)))
        or (one.kind != "time" and _otherwise(question.text, other.line))
        or (one.kind == "person" and (more["rank"] or more["first"] or _another_role(question, one, other)))
        or _outdated(question, one, other)
        or _others(question, one, other)
        or _some(question, one, other)
        or _of_another(question, one, other)
    )


def narrowed(question: Asked, one: Told, other: Told) -> dict[str, frozenset[str]]:
    """Return the words by which a clause tells of a part, a rate or a plan, where neither question nor answer do."""
    asked, answered, told = scopes(question.text), scopes(one.clause), scopes(other.clause)
    found = {name: words - answered[name] - asked[name] for name, words in told.items()}
    whole, answer = scopes(other.line.text)["first"], scopes(one.line.text)["first"]
    return found | {"first": whole - answer - asked["first"]}


def _others(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether a clause is of women where the question is of men, or the like."""
    wanted = scopes(question.text)["sex"] or scopes(one.clause)["sex"]
    told = scopes(other.clause)["sex"]
    return bool(wanted and told and not wanted & told)


def _outdated(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether an answer says how it ended, and the other source was published before."""
    ended = scopes(f"{question.text} {one.line.text}")["final"] and not scopes(other.line.text)["final"]
    days = (one.line.article.published, other.line.article.published)
    return bool(ended and days[0] and days[1] and days[1] < days[0])


def _another_role(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether a name stands beside a role that neither question nor answer speaks of: "prosecutor Elijah Kip"."""
    text = other.line.text
    beside = [*_ROLE.findall(text[: other.start][-_BESIDE:]), *_ROLE.findall(text[other.end :][:_BESIDE])]
    about = f"{question.text} {one.line.text}"
    return bool(beside) and not any(
        deeds(role) & deeds(about) or stems(role, "en") & stems(about, "en") for role in beside
    )


def _some(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether a number counts some kind of people where people are asked for."""
    match = _SOME_PEOPLE.match(other.noun)
    known = stems(f"{question.text} {one.line.text}", "en")
    return bool(match and known & _PEOPLE and not stems(match[0], "en") & known)


def _of_another(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether a sentence is of somebody's kin, or names the holder of a role in something else."""
    line = other.line
    before = line.before.of(line.article.text) if line.before else ""
    if re.match(r"(?:He|She)\b", line.text) and _KIN.search(before):
        return True
    if one.kind != "person":
        return False
    known = question.names | stems(one.line.text, "en")
    away = any(
        stems(match["role"], "en") & set(question.core) and not stems(match["name"], "en") <= known
        for match in _OF_OTHER.finditer(line.text)
    )
    return away or bool(re.match(r"(?:Her|His)\b", line.text))


def _otherwise(question: str, line: Line) -> bool:
    """Tell whether a sentence dates what it tells to no day that a question names."""
    asked = [period(day) for day in days.meant(days.days(question), line.article.published)]
    told = [period(day) for one in dates(line) for day in one.meanings]
    return bool(asked and told) and not any(compatible(a, b) for a in asked for b in told)
