"""The body of an answer: its statements, what stands below each, and what other reports say. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer import wording
from bot.answer.prove.compose import proofs
from bot.discord.text.escaping import escape, fit, fit_line, line, plain, quoted, size
from bot.values import Answer, Citation, Disagreement, Side, Statement

_LEAST = 160  # characters of one statement; where more would get fewer each, the last ones are counted instead
_MARKS, _SIDES, _PROOF = 6, 5, 320
_VALUE, _PUBLISHER = 60, 40


def body(answer: Answer, budget: int) -> str:
    """Return statements and other reports in at most `budget` characters; both only cut where the whole is too long."""
    others = _others(answer, budget // 3)
    said = _statements(answer, budget - size(others) - 2)
    return f"{said}\n\n{others}" if others else said


def _statements(answer: Answer, budget: int) -> str:
    statements, cited = answer.statements, answer.citations
    whole = "\n\n".join(_statement(one, proofs(one, cited), budget) for one in statements)
    if whole and size(whole) <= budget:
        return whole
    shown = statements[: max(budget // _LEAST, 1)]
    rest = len(statements) - len(shown)
    more = f"\n\n-# and {rest} more, whose passages are in the menu" if rest else ""
    share = (budget - size(more)) // max(len(shown), 1) - 2
    return ("\n\n".join(filter(None, (_statement(one, proofs(one, cited), share) for one in shown))) or "…") + more


def _statement(statement: Statement, bearing: Sequence[Citation], budget: int) -> str:
    """A quotation stands behind a bar; a model's words do not, and the words that bear them stand behind one below."""
    marks = "".join(f" [{number}]" for number in statement.citations[:_MARKS])
    below = _bearing(bearing[:_MARKS], budget // 3) + _below(statement, budget * 2 // 5)
    shown = quoted if statement.kind == "quotation" else escape
    text = fit(statement.text.strip(), budget - size(below), lambda part: shown(part) + marks)
    return text and text + below


def _bearing(citations: Sequence[Citation], budget: int) -> str:
    share = min(_PROOF, budget // max(len(citations), 1) - 1)
    shown = (fit(line(one.quote), share, lambda part: quoted(f"“{part}”")) for one in citations)
    return "".join(f"\n{one}" for one in shown if one)


def _below(statement: Statement, budget: int) -> str:
    """Whose words these are, their machine translation, and what was proven where the statement is translated."""
    parts = (
        ("-# — ", statement.attribution),
        ("Machine translation: ", statement.translation),
        ("-# Translated from: ", statement.original),
    )
    there = [(label, text) for label, text in parts if text]
    lines = [(label, fit_line(text, budget // len(there) - len(label) - 1)) for label, text in there]
    return "".join(f"\n{label}{text}" for label, text in lines if text)


def _others(answer: Answer, budget: int) -> str:
    """What other reports say; each disagreement with every side or not at all: one side alone would read as settled."""
    kept: list[str] = []
    for one in answer.disagreements:
        text = escape(wording.other_reports(_shortened(one), answer.statements))
        if text and sum(size(row) + 1 for row in kept) + size(text) + 2 <= budget:
            kept.append(f"⚖ {text}")
    return "\n".join(kept)


def _shortened(one: Disagreement) -> Disagreement:
    return replace(one, sides=tuple(map(_short_side, one.sides[:_SIDES])))


def _short_side(side: Side) -> Side:
    return replace(side, value=_cut(side.value, _VALUE), publisher=_cut(side.publisher, _PUBLISHER))


def _cut(text: str, budget: int) -> str:
    return fit(line(text), budget, plain, "…")
