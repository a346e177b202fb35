"""The hard facts of a statement that its premises do not bear: addresses, numbers, dates, names, speakers, denial, doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answer.prove import clauses, counts, dates, names, polarity, speakers
from bot.answer.prove.addresses import addresses
from bot.answer.prove.premise import Premise
from bot.answer.prove.verbatim import verbatim

def missing(statement: str, premises: Sequence[Premise]) -> tuple[str, ...]:
    """Return, in words for the record, each hard fact that the premises and their contexts do not bear.

    A fact is borne where one premise bears it. A web address is never borne: it is shown inside quotations only, where
    nobody but the article wrote it.
    """
    if verbatim(statement, premises):
        return ()
    found = [f"address {address}" for address in addresses(statement)]
    lacks = [list(_of_one(statement, premise)) for premise in premises]
    borne_nowhere = [fact for fact in lacks[0] if all(fact in other for other in lacks[1:])] if lacks else ["premise"]
    return tuple(dict.fromkeys([*found, *borne_nowhere]))


def _of_one(statement: str, premise: Premise) -> Iterator[str]:
    yield from dates.missing(statement, premise)
    yield from counts.missing(statement, premise)
    yield from names.missing(statement, premise)
    yield from speakers.missing(statement, premise)
    yield from polarity.missing(statement, premise)
    yield from clauses.missing(statement, premise)
