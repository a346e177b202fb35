"""Sources that tell different things of what is asked, each in its own words: found by likelihood, not by rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.answer.differ.alike import Bearing, likelihood
from bot.answer.differ.deeds import another_harm, deeds
from bot.answer.differ.reading import kinds, meant, told
from bot.answer.differ.subject import Asked, Line, around, asked, stems
from bot.answer.differ.told import Kind, Told
from bot.answer.prove.support.names import names

# How likely two sources must be to tell of the same thing. Of the cases that `alike` was fitted on, half of which only
# tempt, 80 are rightly shown and 37 wrongly, where all their articles stand in one library; of 60 others 24 and 7.
LIKELY = 0.4
UNDATED = 0.6  # where neither is dated, so that nothing tells whether both speak of one time
_AGREES = 0.1  # how much less likely a value that agrees may be than one that differs, and still be what a source tells
_LANGUAGES = ("en", "")  # the words that deeds and scopes go by

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Scored:
    """What the answerer without a model made of the sentences: log odds by article and start, and how to embed one."""

    odds: Mapping[tuple[str, int], float]
    encode: Encode

    def of(self, line: Line) -> float | None:
        return self.odds.get((line.article.id, line.span.start))

    def alike(self, one: Line, other: Line) -> float:
        vectors = self.encode([one.text, other.text])
        return float(vectors[0] @ vectors[1])


def rivals(question: str, answer: Iterable[Line], others: Mapping[str, Sequence[Line]], scored: Scored) -> list[Told]:
    """Return the value in the answer and then what other sources tell instead; nothing where none does.

    `answer` are the sentences of the answer, `others` those of each other story.
    """
    reading = asked(question, "en")
    found = _answered(reading, sorted(_readable(answer, scored), key=lambda line: -fitting(reading, line)))
    if not found:
        return []
    each = (_rival(reading, found, list(_readable(lines, scored)), scored) for lines in others.values())
    told_instead = [rival for rival in each if rival is not None]
    return [found[0], *told_instead] if told_instead else []


def fitting(question: Asked, line: Line) -> int:
    """Return how much of what a question asks a sentence holds: its words, and any deed of it."""
    words = len(set(question.core) & stems(line.text, line.language))
    return words + 2 * bool(deeds(question.text) & deeds(line.text))


def _readable(lines: Iterable[Line], scored: Scored) -> Iterator[Line]:
    return (line for line in lines if line.language in _LANGUAGES and scored.of(line) is not None)


def _answered(question: Asked, answer: Sequence[Line]) -> list[Told]:
    """Return the values in the first sentence of the answer that has any of the kind and unit asked for."""
    for kind in kinds(question.text):
        for line in answer:
            found = [one for one in told(question.text, line, kind) if not another_harm(question.text, one.clause)]
            if found := meant(question.text, found) if kind == "number" else found:
                return _plain(found)
    return []


def _plain(found: list[Told]) -> list[Told]:
    """Return the values of an answer, none where it tells two of one kind: "418 million, and now 563 million"."""
    return [] if any(one.excludes(other) for one in found for other in found) else found


def _rival(question: Asked, answered: Sequence[Told], lines: Sequence[Line], scored: Scored) -> Told | None:
    """Return what one story most likely tells of what is asked, None where that agrees or is unlikely."""
    agrees, likeliest, best = 0.0, 0.0, None
    for one, other in _pairs(question.text, answered, lines, answered[0].kind):
        likely = _likely(question, one, other, lines, scored)
        if any(each.agrees(other) for each in answered):
            agrees = max(agrees, likely)
        elif likely > likeliest and not _by_rule(question, other.line):
            likeliest, best = likely, other
    dated = best and (best.line.article.published or answered[0].line.article.published)
    return best if likeliest >= (LIKELY if dated else UNDATED) and likeliest - _AGREES > agrees else None


def _pairs(question: str, answered: Sequence[Told], lines: Sequence[Line], kind: Kind) -> Iterator[tuple[Told, Told]]:
    """Yield each value that another story tells beside that of the answer with which it compares."""
    for other in (one for line in lines for one in told(question, line, kind)):
        one = next((one for one in answered if one.unit == other.unit), None)
        if one is not None and (one.excludes(other) or one.agrees(other)):
            yield one, other


def _by_rule(question: Asked, line: Line) -> bool:
    """Tell whether a sentence holds all words of a question that names something, so that rules have judged it."""
    return bool(question.names) and {*question.names, *question.core} <= stems(line.text, line.language)


def _likely(question: Asked, one: Told, other: Told, lines: Sequence[Line], scored: Scored) -> float:
    """Return how likely two values are of the same; 0 where their sources name nothing in common."""
    if not _akin(question, one, other):
        return 0.0
    mine, theirs = scored.of(one.line) or 0.0, scored.of(other.line) or 0.0
    top = theirs >= max(scored.of(line) or 0.0 for line in lines)
    return likelihood(question, one, other, Bearing(mine - theirs, top, scored.alike(one.line, other.line)))


def _akin(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether another source names half of what a question does; or else what the answer's does, and no more."""
    line = other.line
    named = question.names & (stems(around(line), line.language) | stems(line.text, line.language))
    if question.names and 2 * len(named) >= len(question.names):
        return True
    mine, theirs = ({*names(around(told.line))} - {told.line.article.publisher} for told in (one, other))
    return bool(mine & theirs) and (not question.names or not _foreign(question, one, other))


def _foreign(question: Asked, one: Told, other: Told) -> bool:
    """Tell whether a sentence names, beside its value, what neither the question nor the answer's article does."""
    line, mine = other.line, one.line.article
    known = question.names | stems(f"{mine.title} {mine.text} {line.article.publisher}", line.language)
    rest = f"{line.text[: other.start]} … {line.text[other.end :]}"
    return any(not stems(name, line.language) <= known for name in names(rest))
