"""Statements that repeat stored words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from bot.answer.prove.clauses import clauses
from bot.answer.prove.premise import Premise
from bot.reading.addresses import addresses
from index.values import Span

_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-"})


def verbatim(statement: str, premises: Sequence[Premise]) -> bool:
    """Tell whether a statement is cited text, word for word: whole sentences, or a clause that can stand alone.

    Blanks, the shape of quotation marks and dashes, the case of the first letter and the final stop may differ. A text
    with a web address is not: it is shown inside quotations only.
    """
    mine = _folded(statement)
    if not mine or addresses(statement):
        return False
    return any(mine == _folded(run) for premise in premises for run in _runs(premise))


def _runs(premise: Premise) -> Iterator[str]:
    """Yield the clauses of each cited sentence, and the text from it to each that follows without a gap."""
    text, spans = premise.article.text, premise.spans
    for at, first in enumerate(spans):
        yield from (clause.of(text) for clause in clauses(text, first, premise.article.language))
        run = first
        yield run.of(text)
        for last in spans[at + 1 :]:
            if text[run.end : last.start].strip():
                break
            run = Span(first.start, last.end)
            yield run.of(text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_MARKS)
    plain = " ".join(plain.split()).strip(" .;,!\"'")
    return plain[:1].lower() + plain[1:]
