"""A judge is heard: statements and controls in one call, shuffled; one that misses a control is not believed."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.prove.controls import Control
from bot.answer.prove.judges import BORNE, Judge
from bot.answer.prove.premise import Premise

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement, and the sentences that are said to bear it."""

    statement: str
    premises: tuple[Premise, ...]

    @property
    def premise(self) -> str:
        return "\n".join(one.passage for one in self.premises)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a judge finds of each claim, none borne where it is not `believed`; `missed` are kinds of controls."""

    borne: tuple[bool, ...]
    believed: bool
    missed: tuple[str, ...] = ()


def hear(judge: Judge, claims: Sequence[Claim], controls: Sequence[Control], rng: random.Random) -> Heard | None:
    """Ask a judge for all claims and controls at once, in random order; not at all without a true and a false control.

    Raises BotFault as the judge does.
    """
    if len({one.true for one in controls}) < 2:
        log.info("No controls could be made: %s is not asked.", judge.name)
        return None
    cases = [(one.premise, one.statement) for one in claims]
    cases += [(one.premise.passage, one.statement) for one in controls]
    order = rng.sample(range(len(cases)), len(cases))
    found = judge.probabilities([cases[place][0] for place in order], [cases[place][1] for place in order])
    borne = dict(zip(order, (value >= BORNE for value in found), strict=True))
    missed = [one.kind for place, one in enumerate(controls, len(claims)) if borne[place] != one.true]
    if missed:
        log.warning("%s missed controls (%s) and is not believed in this call.", judge.name, ", ".join(missed))
        return Heard((False,) * len(claims), believed=False, missed=tuple(missed))
    return Heard(tuple(borne[place] for place in range(len(claims))), believed=True)
