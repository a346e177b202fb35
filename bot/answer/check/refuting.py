"""Whether stored sentences refute a claim: a judge that tells made ones from others is believed."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.answer.differ.later import CONTRADICTED
from bot.answer.prove.controls import Control, controls
from bot.answer.prove.hearing import Claim, hear
from bot.answer.prove.judges import Judge, Refuter
from bot.errors import JudgeGone, ModelFault
from bot.values import Offered

DENIED = "It is not true that: {statement}"
# A sentence with another number is refuted by itself, and so is its denial; another name may be true as well.
_REFUTED = {"itself": False, "its first clause": False, "another matter": False, "another number": True, "denial": True}
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Refuting:
    """A judge as one of refutations: by its own class of contradictions, else by whether a premise bears the denial."""

    judge: Judge

    @property
    def name(self) -> str:
        return self.judge.name

    def probabilities(self, premises: Sequence[str], statements: Sequence[str]) -> Sequence[float]:
        """Return 1 for each statement that its premise refutes, else less than 0.5. Raises BotFault."""
        if isinstance(self.judge, Refuter):
            return [float(one >= CONTRADICTED) for one in self.judge.contradictions(premises, statements)]
        return self.judge.probabilities(premises, [DENIED.format(statement=one) for one in statements])


def refuted(judge: Judge, claims: Sequence[Claim], offered: Sequence[Offered]) -> tuple[bool, ...]:
    """Return which claims their premises refute; none where the judge cannot be had or misses a control."""
    rng = random.SystemRandom()
    with suppress(ModelFault, JudgeGone):
        if claims and (heard := hear(Refuting(judge), claims, _controls(offered, rng), rng)):
            return heard.borne
    return (False,) * len(claims)


def _controls(offered: Sequence[Offered], rng: random.Random) -> tuple[Control, ...]:
    made = controls(offered, rng)
    return tuple(replace(one, true=_REFUTED[one.kind]) for one in made if one.kind in _REFUTED)
