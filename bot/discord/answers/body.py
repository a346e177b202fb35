"""What an answer says and quotes: each quotation above the line of its source, a model's words before them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answer import wording
from bot.discord.answers.footer import short_missing
from bot.discord.text.credits import source_line
from bot.discord.text.escaping import escape, fit, fit_line, line, plain, quoted, size
from bot.values import Answer, Citation, Disagreement, Part, Side, Statement
from bot.words.words import _

WHOLE = 10**6  # characters, more than anything has
_MARKS, _SIDES = 6, 5
_VALUE, _PUBLISHER, _LEAST, _ASKED = 60, 40, 40, 120


def lead(answer: Answer) -> str:
    """Return the line above an answer: only the closest, sources that differ, else how well it is borne.

    Where a message asks several, those of its questions that nothing answers.
    """
    if answer.parts:
        return "\n".join(_head(one) for one in answer.parts if not one.citations)
    if answer.outcome == "weak" and answer.form != "which":
        said, why = wording.weak(short_missing(answer.missing))
        return f"**{said}** {why}".rstrip()
    short = replace(answer, disagreements=tuple(map(_shortened, answer.disagreements)))
    differ, newest = wording.differ(short)
    if differ:
        return f"**{differ}** {newest}".rstrip()
    if heading := wording.heading(answer):
        return f"**{heading}**"
    borne = wording.evidence(answer.evidence)
    return f"-# *{borne[:1].upper()}{borne[1:]}*" if borne else ""


def told(answer: Answer, statements: Sequence[Statement], budget: int = WHOLE) -> str:
    """Return some statements of an answer with all that they cite; cut, and marked so, only where that is too long."""
    parts = _parts(answer, statements)
    whole = "\n\n".join(part(WHOLE) for part in parts)
    if size(whole) <= budget:
        return whole
    share = budget // max(len(parts), 1) - 2
    return "\n\n".join(filter(None, (part(share) for part in parts)))


def cited(answer: Answer, statements: Sequence[Statement]) -> list[Citation]:
    """Return the citations of some statements of an answer, each once, as they are shown."""
    known = {one.number: one for one in answer.citations}
    numbers = dict.fromkeys(number for one in statements for number in dict.fromkeys(one.citations))
    return [known[number] for number in numbers if number in known]


def _parts(answer: Answer, statements: Sequence[Statement]) -> list[Callable[[int], str]]:
    """Return what is shown, each as the text that fits a budget, below its question where there are several."""
    if not answer.parts:
        return _stated(answer, statements)
    shown: list[Callable[[int], str]] = []
    for part in answer.parts:
        if own := [one for one in statements if one.asks == part.asks]:
            shown += [_heading(part), *_stated(answer, own)]
    return shown


def _heading(part: Part) -> Callable[[int], str]:
    return lambda budget: fit(_head(part), max(budget, _LEAST), str)


def _head(part: Part) -> str:
    """Return a question of several with the numbers of what is quoted for it, and what became of it."""
    marks = "".join(f" [{number}]" for number in part.citations[:_MARKS])
    said = wording.part(replace(part, missing=short_missing(part.missing)))
    return f"**{fit_line(part.asks, _ASKED)}**{marks}\n{said}".rstrip()


def _stated(answer: Answer, statements: Sequence[Statement]) -> list[Callable[[int], str]]:
    newest = wording.latest(answer)
    written = [one for one in statements if one.kind != "quotation"]
    listed = {number for one in written if wording.rows(one) for number in one.citations}
    known = {number for one in written if one.kind == "catalogue" for number in one.citations}
    own = {number: one for one in statements if one.kind == "quotation" for number in one.citations[:1]}
    said = {one.text.strip() for one in written}

    def statement(one: Statement) -> Callable[[int], str]:
        numbers = list(dict.fromkeys(one.citations))[:_MARKS]
        marks = "" if wording.heads(one) else "".join(f" [{number}]" for number in numbers)
        return lambda budget: _with(one, one.text.strip(), lambda part: escape(part) + marks, "", budget)

    def quotation(one: Citation) -> Callable[[int], str]:
        def source(budget: int) -> str:
            return _source(one, budget // 2, newest=one.number == newest, byline=one.number in known)

        if one.number in listed:
            return lambda budget: _source(replace(one, link=one.url), budget, newest=False, byline=True)
        if one.quote.strip() in said:  # a model's words that are the article's own stand there already
            return source
        return lambda budget: _with(own.get(one.number), one.quote.strip(), quoted, f"\n{source(budget)}", budget)

    return [*map(statement, written), *map(quotation, cited(answer, statements))]


def _with(one: Statement | None, text: str, shown: Callable[[str], str], source: str, budget: int) -> str:
    below = source + (_below(one, (budget - size(source)) // 2) if one else "")
    return (fit(text, budget - size(below), shown) or shown("…")) + below


def _source(citation: Citation, budget: int, *, newest: bool, byline: bool = False) -> str:
    """Return the small line of a source with less of it where there is no room."""
    latest = f" · {_(wording.LATEST)}" if newest else ""
    for linked in (True, False):
        whole = f"-# **{citation.number}** · {source_line(citation, linked=linked, byline=byline)}{latest}"
        if size(whole) <= budget:
            return whole
    head = f"-# **{citation.number}** · "
    return head + fit_line(citation.title or citation.publisher, max(budget - size(head), _LEAST))


def _below(statement: Statement, budget: int) -> str:
    """Whose words these are, their machine translation, and what was proven where the statement is translated."""
    parts = (
        ("-# — ", statement.attribution),
        (_("Machine translation:") + " ", statement.translation),
        ("-# " + _("Translated from:") + " ", statement.original),
    )
    there = [(label, text) for label, text in parts if text]
    lines = [(label, fit_line(text, budget // len(there) - len(label) - 1)) for label, text in there]
    return "".join(f"\n{label}{text}" for label, text in lines if text)


def _shortened(one: Disagreement) -> Disagreement:
    return replace(one, sides=tuple(map(_short_side, one.sides[:_SIDES])))


def _short_side(side: Side) -> Side:
    return replace(side, value=escape(_cut(side.value, _VALUE)), publisher=escape(_cut(side.publisher, _PUBLISHER)))


def _cut(text: str, budget: int) -> str:
    return fit(line(text), budget, plain, "…")
