"""The sentences that an answer says in its own words, in the language that is spoken.

Dates stand in them as a surface writes them: `day` makes a text of one; without it they are spelled out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from bot.answer.understand.filters import span
from bot.reading.numbers import numbers
from bot.values import Answer, Disagreement, Evidence, Missing, Part, Searched, Statement
from bot.words.words import _, counted, language, marked

Day = Callable[[date], str]
_QUOTED = 3  # articles of a list that are shown with their first sentences: more fill a screen

PAYWALL = marked("behind a paywall")
CAPTION = marked("photo caption")
HEADLINE = marked("headline")
NOT_SAID = marked("The articles do not say.")
NOTHING_FURTHER = marked("There is nothing further on that question in the articles.")
LATEST = marked("latest")


def text(statements: Sequence[Statement]) -> str:
    """Return the statements, one a line, each followed by the numbers that prove it."""
    return "\n".join(" ".join([claim.text, *(f"[{number}]" for number in claim.citations)]) for claim in statements)


def spelled(value: date) -> str:
    """Return a date in words: `4 March 2025`."""
    from babel.dates import format_date

    return str(format_date(value, "long", locale=_locale()))


def evidence(one: Evidence | None) -> str:
    """Say how well an answer is borne: `2 independent sources, 3 copies`; else nothing."""
    if one is None or one.strength == "weak":
        return ""
    if one.strength == "differing":
        return _("sources differ")
    sources = counted("one source", "{number:,} independent sources", one.sources)
    copies = counted("{number:,} copy", "{number:,} copies", one.copies) if one.copies else ""
    return ", ".join(filter(None, (sources, copies)))


def heads(statement: Statement) -> bool:
    """Tell whether a statement stands above a list of the articles that it is of, which needs no marks."""
    return statement.kind == "catalogue" and len(set(statement.citations)) > 1


def rows(statement: Statement) -> bool:
    """Tell whether a statement is a list, whose articles are shown without their first sentences."""
    return statement.kind == "catalogue" and len(set(statement.citations)) > _QUOTED


def weak(lacking: Missing) -> tuple[str, str]:
    """Say that what is quoted is only the closest, and what is known to be lacking there."""
    return _("Closest, perhaps not an answer."), missing(lacking)


def heading(answer: Answer) -> str:
    """Say above an extract whose sentences stand there; ask above stories which is meant; else nothing."""
    if answer.form == "which":
        return _("Which one do you mean?")
    if answer.form != "extract":
        return ""
    if len({one.article_id for one in answer.citations}) > 1:
        return _("What the articles say, in their own sentences:")
    return _("What the article says, in its own sentences:")


def headed(answer: Answer) -> str:
    """Return the text of an answer below what is said above it."""
    return f"{heading(answer)}\n{answer.text}"


def which_article() -> str:
    """Ask which article is meant."""
    return _("Say what the article is about that you mean.")


def questions_left(most: int) -> str:
    """Say that a message asks more questions than are answered."""
    sentence = _("Only the first {most} questions of a message are answered. Ask the others in another one.")
    return sentence.format(most=most)


def part(one: Part) -> str:
    """Say what became of one of several questions, and why; nothing where it is answered."""
    if one.outcome == "answered":
        return ""
    said = weak(one.missing) if one.outcome == "weak" else (_(NOT_SAID), missing(one.missing))
    return " ".join(filter(None, said))


def differ(answer: Answer) -> tuple[str, str]:
    """Say with which values sources differ, and what the latest says; nothing where a model's sentence tells them all.

    "Sources differ: 37, 43 or 44." and "The latest says 44."
    """
    for one in answer.disagreements:
        if not _told(one, answer.statements):
            values = sorted(dict.fromkeys(_value(side.value) for side in one.sides if side.value), key=_figure)
            newest = next((_value(s.value) for s in one.sides if s.citation == latest(answer)), "")
            several = len(values) > 1
            said = _("Sources differ: {values}.").format(values=_either(values)) if several else _("Sources differ.")
            return said, _("The latest says {value}.").format(value=newest) if newest and several else ""
    return "", ""


def latest(answer: Answer) -> int | None:
    """Return the number of the citation that is newer than all others that differ from it, if one is."""
    for one in answer.disagreements:
        days = sorted((side.published for side in one.sides if side.published), reverse=True)
        newest = [side.citation for side in one.sides if days and side.published == days[0]]
        if len(set(newest)) == 1 and len(set(days)) > 1:
            return newest[0]
    return None


def none_answers(searched: Searched, day: Day | None = None) -> str:
    """Say which articles were searched for nothing."""
    days = span(searched.first, searched.last, day)
    if not days:
        one = _("The one article searched does not answer this.")
        return counted(one, "None of the {number:,} articles searched answers this.", searched.articles)
    return counted(
        "The one article searched, published {{days}}, does not answer this.",
        "None of the {number:,} articles searched, published {{days}}, answers this.",
        searched.articles,
    ).format(days=days)


def missing(one: Missing) -> str:
    """Say what kept a question from being answered; nothing where that cannot be said."""
    said = []
    if one.publisher:
        said.append(_("There is no publisher called {name} here; all were searched.").format(name=one.publisher))
    if one.topic:
        said.append(_("No article seems to be by or about “{topic}”.").format(topic=one.topic))
    if one.speaker:
        said.append(_("No article quotes {name} on this.").format(name=one.speaker))
    if one.names:
        said.append(_("No article names {names}.").format(names=_either(one.names)))
    if one.words:
        words = _either([f"“{word}”" for word in one.words])
        said.append(
            counted("No article has the word {{words}}.", "No article has the words {{words}}.", len(one.words)).format(
                words=words
            )
        )
    if one.unsaid:
        said.append(_("The passage does not say {words}.").format(words=_either([f"“{word}”" for word in one.unsaid])))
    return " ".join(said)


def not_said(searched: Searched, lacking: Missing) -> str:
    """Say that the articles do not answer, which ones were searched, and why none did."""
    return " ".join(part for part in (_(NOT_SAID), none_answers(searched), missing(lacking)) if part)


def no_articles(library: str) -> str:
    """Say that there is nothing to search, and how to change that."""
    option = "" if library == "default" else f" --library {library}"
    return _(
        "There are no articles to search yet. "
        "Add some with /index add in Discord, or with `footnote index add PATH{option}` in a terminal."
    ).format(option=option)


def restricted(searched: Searched, day: Day | None = None) -> str:
    """Say what was searched alone: `Reuters · 1–31 March 2024 · newest first`; nothing where all was."""
    order = _("newest first") if searched.newest_first else ""
    return " · ".join(
        filter(None, (searched.byline, searched.publisher, span(searched.since, searched.until, day), order))
    )


def given_up(searched: Searched, day: Day | None = None) -> str:
    """Say which restriction of the question was given up, and whether it left no article or no answer."""
    strict = searched.dropped
    if not strict:
        return searched.note
    days, some = span(strict.since, strict.until, day), bool(searched.dropped_articles)
    if strict.byline:
        why = _("No article by {name} answers this.") if some else _("No article by {name} published then is here.")
        instead = _("All articles were searched.") if not searched.byline else _("All dates were searched.")
        return f"{why.format(name=strict.byline)} {instead}"
    if strict.publisher and days:
        why = (
            _("No article from {publisher} published {days} answers this.")
            if some
            else _("No article from {publisher} published {days} is here.")
        )
    elif strict.publisher:
        why = _("No article from {publisher} answers this.") if some else _("No article from {publisher} is here.")
    else:
        why = _("No article published {days} answers this.") if some else _("No article published {days} is here.")
    if searched.publisher or not strict.publisher:
        instead = _("All dates were searched.")
    else:
        instead = _("All articles were searched.") if days else _("All publishers were searched.")
    return f"{why.format(publisher=strict.publisher, days=days)} {instead}"


def failing(searched: Searched) -> str:
    """Say how many of a library's sources cannot be reached: `1 of 3 sources is failing`; else nothing."""
    if not searched.failing:
        return ""
    of = counted("{number:,} source", "{number:,} sources", searched.sources)
    return counted("{number:,} of {{of}} is failing", "{number:,} of {{of}} are failing", len(searched.failing)).format(
        of=of
    )


def _told(one: Disagreement, statements: Sequence[Statement]) -> bool:
    """Tell whether a sentence of a model cites every side."""
    sides = {side.citation for side in one.sides}
    return any(claim.kind == "written" and sides <= set(claim.citations) for claim in statements)


def _value(text: str) -> str:
    """Return a number in digits, anything else as it is."""
    found = numbers(text)
    if len(found) == 1 and found[0].text.strip() == text.strip() and found[0].value == int(found[0].value):
        return f"{int(found[0].value):,}"
    return " ".join(text.split())


def _figure(value: str) -> Decimal:
    """Return what a value is sorted by: its first number."""
    return next((one.value for one in numbers(value)), Decimal(0))


def _either(values: Sequence[str]) -> str:
    from babel.lists import format_list

    return str(format_list(list(values), style="or", locale=_locale()))


def _locale() -> str:
    """Return where the language that is spoken writes dates and lists as we do: 4 March 2025; 37, 43 or 44."""
    return "en_GB" if language() == "en" else language()
