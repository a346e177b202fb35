"""What words and figures leave open, a judge settles: whether sentences bear a claim, and whether they refute it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.answer.check.checked import Finding, Judging
from bot.answer.check.evidence import Evidence, identified
from bot.answer.check.refuting import refuted
from bot.answer.check.weighing import NEAR, Case, attribution, cited
from bot.answer.prove import hearing
from bot.answer.prove.bench import Bench
from bot.answer.prove.names import missing as strange_names
from bot.answer.prove.premise import premises
from bot.answer.write.usage import Usage
from bot.values import Offered
from bot.words.words import _

TRIED = 2  # sets of sentences that a judge is shown for one claim


def judged(cases: Sequence[Case], bench: Bench, usage: Usage, on_step: Callable[[str], None]) -> Judging:
    """Have the judge settle what words and figures leave open; say whether it was heard."""
    judge = bench.judging(usage)
    if judge is None:
        return "none"
    open_ = [case for case in cases if case.finding is None]
    offered = list({one.key: one for case in cases for one in case.evidence.ranked}.values())
    asked = [(case, bearing) for case in open_ for bearing in case.bearing[:TRIED]]
    if asked:
        on_step(_("Asking the judge…"))
        heard = bench.asking(usage)([_heard_as(case.evidence, bearing) for case, bearing in asked], offered)
        if heard is None or not heard.believed:
            return "failed"
        for (case, bearing), borne in zip(asked, heard.borne, strict=True):
            case.settle(_supported(case.evidence, bearing) if borne else None)
    unsettled = [case for case in open_ if case.finding is None]
    doubted = [(case, (one,)) for case in unsettled for one in case.evidence.ranked[:TRIED] if _named_there(case, one)]
    found = refuted(judge, [_heard_as(case.evidence, bearing) for case, bearing in doubted], offered)
    for (case, bearing), against in zip(doubted, found, strict=True):
        claim = case.evidence.claim.text
        case.settle(Finding(claim, "contradicted", "judge", cited(bearing)) if against else None)
    return "believed"


def _named_there(case: Case, one: Offered) -> bool:
    """Tell whether a sentence speaks of what a claim names: of another it refutes nothing."""
    statement = case.evidence.statement(one.article)
    near = case.evidence.nearness >= NEAR and identified(statement, one.article)
    return near and bool(statement) and not any(strange_names(statement, premises([one])[0]))


def _heard_as(evidence: Evidence, bearing: Sequence[Offered]) -> hearing.Claim:
    return hearing.Claim(evidence.statement(bearing[0].article), premises(bearing))


def _supported(evidence: Evidence, bearing: Sequence[Offered]) -> Finding:
    statement = evidence.statement(bearing[0].article)
    return Finding(
        evidence.claim.text, "supported", "judge", cited(bearing), attribution=attribution(statement, bearing)
    )
