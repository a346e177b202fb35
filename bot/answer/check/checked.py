"""The nouns of a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.values import Citation, Searched

Mark = Literal["supported", "contradicted", "not covered"]
Ground = Literal["verbatim", "judge", "figures", "agreeing", "unnamed", "nearest", "nothing"]
Judging = Literal["none", "believed", "failed"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that says something which articles could bear; `before` are those that it may lean on, in order."""

    text: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What a claim says `here` and a stored sentence instead `there`: a figure, a date or a name."""

    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a claim, and the quotations that decide; `otherwise` are other reports that say another figure.

    Its `ground` is, of `supported`, that it stands there word for word (`verbatim`) or that facts agree and a judge
    finds it borne (`judge`); of `contradicted`, a differing figure, date or name (`figures`) or the judge; of `not
    covered`, that one sentence has all its figures, dates and names and its words (`agreeing`), that its words stand
    there but it names nobody and nothing (`unnamed`), what comes nearest (`nearest`), or `nothing`.
    `attribution` says whose words are quoted where the claim does not say so.
    """

    claim: str
    mark: Mark
    ground: Ground
    citations: tuple[Citation, ...] = ()
    differs: Difference | None = None
    otherwise: tuple[Citation, ...] = ()
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A message held against a library. `skipped` are sentences that claim nothing; `left` counts unchecked claims.

    `judging` says whether a judge was heard; where not, words, figures, dates and names were compared and nothing else.
    """

    findings: tuple[Finding, ...]
    skipped: tuple[str, ...]
    left: int
    searched: Searched
    judging: Judging
    judge: str = ""
    seconds: float = 0.0

    def count(self, mark: Mark) -> int:
        return sum(one.mark == mark for one in self.findings)
