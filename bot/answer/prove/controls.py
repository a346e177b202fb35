"""Statements whose truth is known without a model: what a judge must tell apart before it is believed.

All are made from sentences that were offered. A sentence bears itself and its first clause. It bears neither itself
with another number or another name, nor its denial, nor a sentence on another matter. Of 120 controls of all kinds over
the sample articles and 22 others, read one by one, none was unsound.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.answer.prove.premise import Premise, premises
from bot.values import Offered
from index.text.language import terms

LONGEST, SHORTEST = 320, 40  # characters; shorter sentences say too little, longer ones are lists
OTHER_MATTER = 0.1  # most of its terms that a sentence on another matter shares with all that is offered of the first
_NUMBER = re.compile(r"(?<![\w.,:/-])(?P<number>[1-9]\d{0,2}(?:,\d{3})*)(?![\w:/-]|[.,]\d)")
# Beside these another number may be borne as well: more than 40 are more than 30.
_BOUNDED = re.compile(
    r"(?:than|to|least|most|over|under|about|around|nearly|almost|some|als|rund|fast|que|de)\s*$", re.I
)
_NAME = re.compile(r"(?<!^)(?<![.!?:“\"„«(] )\b(?P<name>[A-Z][a-zà-ÿ]{2,} [A-Z][a-zà-ÿ]{2,})\b(?! [A-Z])")
_SUBJECT = r"(?:the|he|she|it|they|there)"
_CLAUSE = re.compile(rf"^(?P<head>[^,;“”\"„«(]{{30,}}?)(?:;|,? but(?= {_SUBJECT}\b)|, and(?= {_SUBJECT} \w+))")
_OPENER = re.compile(
    r"^(?:If|When|While|Although|Though|Unless|Because|Since|As|After|Before|Once|Until|Asked|In|On|At|By|For|With|To)\b"
)
_VERB = re.compile(r"\b(?P<verb>was|were|is|are|has|have|had|will)\b(?! (?:not|no|never|n[o']|hardly|only|to)\b)")
_DENIED = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|without|cannot|few|little|hardly|only|if|whether)\b|n['’]t\b",
    re.I,
)
_STRANGERS = ("Imogen Varga", "Tobias Okwuosa", "Linnea Castellan", "Rafael Dunmore")


@dataclass(frozen=True, slots=True)
class Control:
    """A statement with its premise, and whether the premise bears it; `kind` is for the log."""

    premise: Premise
    statement: str
    true: bool
    kind: str


def controls(offered: Sequence[Offered], rng: random.Random) -> tuple[Control, ...]:
    """Return a control of each kind that can be made, of sentences in random order."""
    usable = [one for one in rng.sample(list(offered), len(offered)) if _usable(one)]
    everything = " ".join(text for one in offered for text in (one.text, one.article.title))
    pools = (
        _made(usable, "itself", True, lambda one: one.text),
        _made(usable, "another number", False, lambda one: _other_number(one.text, everything, rng)),
        _made(usable, "another name", False, lambda one: _other_name(one.text, everything, rng)),
        _made(usable, "denial", False, lambda one: _denial(one)),
        _made(usable, "its first clause", True, lambda one: _clause(one.text)),
        _elsewhere(usable, offered),
    )
    return tuple(one for pool in pools for one in islice(pool, 1))


def _usable(one: Offered) -> bool:
    return one.kind == "prose" and SHORTEST <= len(one.text) <= LONGEST and one.text.rstrip()[-1:] in '.”"»'


def _made(usable: Sequence[Offered], kind: str, true: bool, make: Callable[[Offered], str]) -> Iterator[Control]:
    for one in usable:
        statement = make(one)
        if statement:
            yield Control(premises([one])[0], statement, true, kind)


def _other_number(text: str, everything: str, rng: random.Random) -> str:
    """Return a sentence with one number changed to one that stands nowhere in what is offered."""
    for match in _NUMBER.finditer(text):
        if _BOUNDED.search(text[: match.start()]) or _BOUNDED.search(text[match.end() :].split(",")[0][:6]):
            continue
        value = int(match["number"].replace(",", ""))
        free = [value + step * max(1, value // 10) for step in range(2, 9)]
        free = [one for one in free if not re.search(rf"(?<!\d){one}(?!\d)|{one:,}", everything)]
        if free:
            chosen = rng.choice(free)
            other = f"{chosen:,}" if "," in match["number"] else str(chosen)
            return text[: match.start()] + other + text[match.end() :]
    return ""


def _other_name(text: str, everything: str, rng: random.Random) -> str:
    """Return a sentence with one name, wherever it stands there, changed to one that nobody offered."""
    match = _NAME.search(text)
    strangers = [one for one in _STRANGERS if not set(one.split()) & set(everything.split())]
    if match is None or not strangers:
        return ""
    return text.replace(match["name"], rng.choice(strangers))


def _denial(one: Offered) -> str:
    """Return a sentence with its only verb of being or having denied, in English."""
    text = one.text
    found = list(_VERB.finditer(text))
    if one.article.language != "en" or len(found) != 1 or _DENIED.search(text) or re.search(r"[“”\"]", text):
        return ""
    return f"{text[: found[0].end()]} not{text[found[0].end() :]}"


def _clause(text: str) -> str:
    """Return the first of two clauses that both have a subject, where it leans on nothing; "" where there is none."""
    match = _CLAUSE.match(text)
    if match is None or _OPENER.match(text) or not _VERB.search(match["head"]):
        return ""
    return match["head"].rstrip(" .") + "."


def _elsewhere(usable: Sequence[Offered], offered: Sequence[Offered]) -> Iterator[Control]:
    """Yield a sentence as a claim on an article that shares hardly a term with it."""
    for one in usable:
        language = one.article.language
        for other in usable:
            if other.article.id == one.article.id or other.article.language != language:
                continue
            whole = " ".join(x.text for x in offered if x.article.id == one.article.id) + one.article.title
            mine = set(terms(other.text, language))
            if mine and len(mine & set(terms(whole, language))) <= OTHER_MATTER * len(mine):
                yield Control(premises([one])[0], other.text, False, "another matter")
