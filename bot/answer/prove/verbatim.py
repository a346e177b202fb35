"""Statements that repeat stored words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from bot.answer.prove.addresses import addresses
from bot.answer.prove.clauses import clauses
from bot.answer.prove.premise import Premise

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
    """Yield the texts of consecutive cited sentences and the clauses of single ones."""
    text, spans = premise.article.text, premise.spans
    for at, first in enumerate(spans):
        yield from (clause.of(text) for clause in clauses(text, first, premise.article.language))
        for last in spans[at:]:
            yield " ".join(one.of(text) for one in spans[at : spans.index(last) + 1])


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_MARKS)
    plain = " ".join(plain.split()).strip(" .;,!\"'")
    return plain[:1].lower() + plain[1:]
