"""A claim's case as far as words and facts decide it: word for word, or one figure, date or name otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.answer.check.checked import Difference, Finding, Ground, Mark
from bot.answer.check.differing import difference, may_say
from bot.answer.check.evidence import DEPTH, Evidence, identified, told
from bot.answer.prove.cite import cite
from bot.answer.prove.facts import missing
from bot.answer.prove.premise import premises
from bot.answer.prove.speech import names_speaker, phrase, speech
from bot.answer.prove.verbatim import verbatim
from bot.values import Citation, Offered

# Cosine from which a sentence is shown as the nearest: of 127 claims those on matters of no article have .30 at most,
# all others .41 at least.
NEAR = 0.4
AGREEING = 0.6  # share of what a claim tells that a sentence has which agrees with it
OTHERWISE = 0.5  # share of it that a sentence has which may say the claim's own date or name elsewhere
_CONTRADICTED: tuple[Mark, Ground] = ("contradicted", "figures")
_MAYBE_OTHER: tuple[Mark, Ground] = ("not covered", "unnamed")


@dataclass(slots=True)
class Case:
    """A claim on its way: the sentences to which no fact objects, and those that differ from it by one thing.

    `firm`: those surely speak of what the claim speaks of.
    """

    evidence: Evidence
    finding: Finding | None = None
    bearing: list[tuple[Offered, ...]] = field(default_factory=list)
    differing: list[tuple[Offered, Difference]] = field(default_factory=list)
    firm: bool = False

    def settle(self, finding: Finding | None) -> None:
        """Take a finding where there is none yet."""
        self.finding = self.finding or finding

    def closed(self) -> Finding:
        """Return the finding; where nothing settled the claim, what comes nearest, and where something bears it, what
        another report says instead."""
        found = self.finding or _uncovered(self)
        if found.mark != "supported" or not self.firm:
            return found
        return replace(found, otherwise=cited([one for one, _what in self.differing[:1]]))


def weighed(evidence: Evidence) -> Case:
    """Weigh the sentences that were found for a claim."""
    case, claim = Case(evidence), evidence.claim.text
    case.settle(_verbatim(evidence))
    for bearing in evidence.grounds():
        statement = evidence.statement(bearing[0].article)
        if statement and not missing(statement, premises(bearing)):
            case.bearing.append(bearing)
    case.differing, case.firm = _differing(evidence)
    if case.differing and not _agreed(case):
        one, what = case.differing[0]
        mark, ground = _CONTRADICTED if case.firm else _MAYBE_OTHER
        case.settle(Finding(claim, mark, ground, cited([one]), what))
    return case


def _verbatim(evidence: Evidence) -> Finding | None:
    """Return the finding of a claim that stands in an article word for word, said by nobody whom it leaves out."""
    claim = evidence.claim.text
    for one in evidence.ranked:
        if not verbatim(claim, premises([one])):
            continue
        if not (statement := evidence.statement(one.article)):
            return Finding(claim, "not covered", "unnamed", cited([one]))
        bearing = evidence.bearing(one)
        if verbatim(statement, premises(bearing)) and not attribution(statement, bearing):
            return Finding(claim, "supported", "verbatim", cited(bearing))
    return None


def _differing(evidence: Evidence) -> tuple[list[tuple[Offered, Difference]], bool]:
    """Return the sentences that differ from a claim by one thing, and whether they surely speak of what it does."""
    found, loose = [], []
    for one in evidence.ranked[:DEPTH]:
        statement, (premise,) = evidence.statement(one.article), premises(evidence.bearing(one))
        if statement and identified(statement, one.article) and (what := difference(statement, premise)):
            found.append((one, what))
        elif what := difference(evidence.claim.text, premises([one])[0]):
            loose.append((one, what))
    return found or loose[:1], bool(found)


def _agreed(case: Case) -> bool:
    """Tell whether any sentence on the claim's matter may say its figure, date or name, or several may together."""
    claim, here = case.evidence.claim.text, case.differing[0][1].here
    together = any(told(claim, one) >= OTHERWISE for bearing in case.bearing for one in bearing)
    return together or any(_may_say(here, claim, one) for one in case.evidence.ranked)


def _may_say(here: str, claim: str, one: Offered) -> bool:
    if may_say(here, claim, one.text, one.article.language):
        return True
    lacks = missing(claim, premises([one])) if told(claim, one) >= OTHERWISE else (f"matter {here}",)
    return not any(lack.partition(" ")[2].strip(".,") in (here, *here.split()) for lack in lacks)


def _uncovered(case: Case) -> Finding:
    evidence = case.evidence
    claim = evidence.claim.text
    for bearing in case.bearing:
        if max(told(claim, one) for one in bearing) >= AGREEING:
            return Finding(claim, "not covered", "agreeing", cited(bearing))
    if evidence.nearness >= NEAR:
        return Finding(claim, "not covered", "nearest", cited(evidence.ranked[:1]))
    return Finding(claim, "not covered", "nothing")


def cited(bearing: Sequence[Offered]) -> tuple[Citation, ...]:
    """Return the citations of sentences, numbered from 1."""
    return tuple(cite(one.article, one.span, number) for number, one in enumerate(bearing, 1))


def attribution(statement: str, bearing: Sequence[Offered]) -> str:
    """Say whose words the sentences are, where a statement does not say so itself."""
    spoken = [(one.article, speech(one.article, one.span)) for one in bearing]
    told = [phrase(one, article) for article, one in spoken if one and not names_speaker(statement, one)]
    return "; ".join(dict.fromkeys(told))
