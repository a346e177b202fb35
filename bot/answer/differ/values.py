"""Other values of what a question asks a number for: same unit, same counted noun, no plan, reports of one time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answer.differ.figures import TIMES, excludes, figures, years
from bot.answer.differ.later import TAKEN_BACK, Stories, later
from bot.answer.differ.sentences import Report, Sentence, same_matter
from bot.answer.quote.kinds import NUMBER, answer_type
from index.text.language import terms
from index.values import Span

# Reports that differ are seldom far apart: of the notices on the fitted pairs this leaves out 6 wrong ones, none right.
_RATIO = 2
_MANY = re.compile(r"\bhow many\s+(.*)", re.I)
# A plan, a wish, a rumour, another time: on the fitted pairs 2 wrong notices less, and 1 right one.
_OTHERWISE = re.compile(
    r"\b(?:demand\w*|hop(?:e|es|ed|ing)|ask\w*|wants?|rumou?r\w*|can|could|would|(?-i:may)|might|if|not|never|meant|"
    r"den(?:y|ies|ied)|at first|initially|originally|had spoken|(?:was|were) to|last (?:year|month|week|season))\b",
    re.I,
)
# Those killed and those hurt are counted apart.
_FATES = (re.compile(r"\b(?:killed|died?|dead|deaths)\b", re.I), re.compile(r"\b(?:injured|wounded|hurt)\b", re.I))


def answered(question: str, sentences: Sequence[Sentence]) -> Report | None:
    """Return the first value that an answer's sentences give for what is asked; None where no number is asked."""
    asked = answer_type(question) == "number"
    return next((report for one in sentences if asked for report in _reports(question, one)), None)


def other_values(question: str, mine: Report, stories: Stories) -> Iterator[tuple[str, Report]]:
    """Yield from each story the value that it gives instead of the answer's; from its own where it corrects itself."""
    for story, lines in stories.items() if mine.figure else ():
        if mine.sentence in lines:
            lines = [one for one in lines[lines.index(mine.sentence) + 1 :] if TAKEN_BACK.search(one.text)]
        found = [report for one in lines if (report := _comparable(question, mine, one))]
        if found and all(_alike(mine, one, excluded=True) for one in found):
            yield story, found[0]


def restated(question: str, mine: Report, stories: Stories) -> Iterator[tuple[str, Report]]:
    """Yield from each later story the figure that it names beside the answer's: "2,850, not 2,300 as first stated"."""
    figure, own = mine.figure, mine.sentence
    names, asked = own.names(own.context), own.terms(question)
    if figure is None:
        return
    for story, lines in stories.items():
        for one in lines:
            found = [Report(one, one.span, other) for other in figures(one.text, one.article.language or "en")]
            said = any(report.figure and report.figure.value == figure.value for report in found)
            others = [report for report in found if _alike(mine, report, excluded=True)]
            on_it = 2 * len(asked & one.terms(one.text)) >= len(asked) and names & one.names(one.context)
            if said and others and on_it and later(own, one):
                yield story, others[0]
                break


def _comparable(question: str, mine: Report, one: Sentence) -> Report | None:
    """Return the figure of a sentence that compares with the answer's: one that agrees, or the corrected one."""
    found = [report for report in _reports(question, one) if _alike(mine, report)]
    own, published = mine.sentence, (one.article.published, mine.sentence.article.published)
    dated = years(f"{one.text} {own.text}") - years(question) - {day.year for day in published if day}
    if not found or dated or not same_matter(question, own, one):
        return None
    if back := TAKEN_BACK.search(one.text):
        return ([report for report in found if report.figure and report.figure.start > back.start()] or found)[-1]
    return next((report for report in found if not _alike(mine, report, excluded=True)), found[0])


def _alike(mine: Report, report: Report, *, excluded: bool = False) -> bool:
    """Tell whether two figures have one unit, count one noun if they count any, and are not far apart."""
    one, other = mine.figure, report.figure
    if not one or not other or one.unit != other.unit or (excluded and not excludes(one, other)):
        return False
    near = max(one.value, other.value) <= _RATIO * min(one.value, other.value)
    return near and bool(one.unit or not other.after or one.after[:1] == other.after[:1])


def _reports(question: str, one: Sentence) -> Iterator[Report]:
    """Yield the figures of a sentence that may be what a question asks for."""
    text, language, many = one.text, one.article.language or "en", _MANY.search(question)
    nouns = frozenset(terms(many[1], language)[:1] if many else ())
    if not NUMBER.search(text.lower()) or (_OTHERWISE.search(text) and not TAKEN_BACK.search(text)):
        return
    said = _announced(question, nouns, one) if many else None
    for figure in figures(text, language):
        measures = bool(figure.unit) and (figure.unit not in TIMES or "how long" in question.lower())
        fits = bool(nouns & {*figure.after[:2], *terms(figure.unit, language)}) if many else measures
        quote = one.span if fits else said if not figure.unit and not figure.after else None
        if quote and all(fate.search(quote.of(one.article.text)) for fate in _FATES if fate.search(question)):
            yield Report(one, quote, figure)


def _announced(question: str, nouns: frozenset[str], one: Sentence) -> Span | None:
    """Return a sentence with the one before in its paragraph that says what is counted: "… how many were hurt."."""
    for span in one.article.sentences:
        found = one.terms(span.of(one.article.text)) & one.terms(question)
        if one.paragraph.start <= span.start < one.span.start and nouns < found:
            return Span(span.start, one.span.end)
    return None
