"""Reports that differ otherwise than by a figure: later ones that take back, and what a judge takes to contradict.

Of 16 reports that take something back 13 are shown, of 16 that only tempt none (`differ_later.json`; the shares below
were set on it); of 440 questions on other articles none is answered by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from bot.answer.differ.figures import CLAUSE
from bot.answer.differ.sentences import Report, Sentence, same_matter
from bot.answer.quote.kinds import answer_type

TAKEN_BACK = re.compile(
    r"\b(?:cancel\w*|call(?:s|ed|ing)? off|postpon\w+|withdr[ae]w\w*|retract\w*|correct(?:s|ed|ing)|revis(?:es|ed|ing)|"
    r"revok\w+|overturn\w*|scrapp\w+|abandon\w*)\b",
    re.I,
)
_ASKED, _KNOWN = 0.5, 0.6  # shares
CONTRADICTED = 0.9  # least probability, in both directions

Stories = Mapping[str, Sequence[Sentence]]


class Contradicts(Protocol):
    """A judge of contradiction."""

    def contradictions(self, premises: Sequence[str], statements: Sequence[str]) -> Sequence[float]:
        """Return for each pair how probable (0 to 1) it is that the statement contradicts the premise."""


def later(one: Sentence, other: Sentence) -> bool:
    """Tell whether the article of the second was published on a later day."""
    first, second = one.article.published, other.article.published
    return bool(first and second and first < second)


def takes_back(question: str, own: Sentence, stories: Stories) -> Iterator[tuple[str, Report]]:
    """Yield from each later story the last sentence that takes back what is asked: no number and no reason.

    Its clause holds half of the question's words, and few that neither question nor answer has.
    """
    words, known = own.terms(question), own.terms(f"{question} {own.text}")
    if answer_type(question) == "number" or re.match(r"\W*why\b", question, re.I) or TAKEN_BACK.search(own.text):
        return
    for story, lines in stories.items():
        for one in reversed(lines):
            clause = next((part for part in CLAUSE.split(one.text) if TAKEN_BACK.search(part)), "")
            told = one.terms(TAKEN_BACK.sub(" ", clause))
            fits = len(words & told) >= _ASKED * len(words) and len(known & told) >= _KNOWN * len(told) > 0
            if fits and later(own, one) and same_matter(question, own, one, whenever=True):
                yield story, Report(one, one.span)
                break


def contradicting(question: str, own: Sentence, stories: Stories, judge: Contradicts) -> Iterator[tuple[str, Report]]:
    """Yield the top sentence of each story where it contradicts the answer's; the judge is asked once, if at all."""
    words, tops = own.terms(question), dict[str, Sentence]()
    for story, lines in stories.items():
        near = [one for one in lines if one.terms(one.text) & words and same_matter(question, own, one)]
        tops |= {story: max(near, key=lambda one: len(one.terms(one.text) & words))} if near else {}
    texts, answers = [one.text for one in tops.values()], [own.text] * len(tops)
    found = judge.contradictions([*answers, *texts], [*texts, *answers]) if tops else ()
    for place, (story, one) in enumerate(tops.items()):
        if min(found[place], found[place + len(tops)]) >= CONTRADICTED:
            yield story, Report(one, one.span)
