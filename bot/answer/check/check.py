"""A check's story: take a message apart, find what comes nearest to each claim, prove or refute it, or say neither."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TYPE_CHECKING

from bot.answer.check.checked import Checked, Claim, Difference, Finding, Judging
from bot.answer.check.claims import split
from bot.answer.check.differing import difference
from bot.answer.check.evidence import DEPTH, Evidence, gather, share, told
from bot.answer.check.refuting import refuted
from bot.answer.prove import hearing
from bot.answer.prove.bench import Bench
from bot.answer.prove.cite import cite
from bot.answer.prove.facts import missing
from bot.answer.prove.names import missing as strange_names
from bot.answer.prove.premise import premises
from bot.answer.prove.prove import stand
from bot.answer.prove.speech import names_speaker, phrase, speech
from bot.answer.prove.verbatim import verbatim
from bot.answer.quote.find import Encode, remembering
from bot.answer.understand.scope import scope
from bot.answer.write.usage import Usage
from bot.reading.languages import language_of
from bot.values import Citation, Offered
from bot.words.words import _
from index.library import Library
from index.values import Filters

if TYPE_CHECKING:
    from bot.model.chat import Chat

MOST_CLAIMS = 10
SECONDS = 30.0  # after which no further claim is begun; the judge has a time of its own
TRIED = 2  # sets of sentences that a judge is shown for one claim
NEAR = 0.45  # cosine from which a sentence is shown as the nearest
AGREEING = 0.6  # share of a claim's terms that a sentence has which agrees with it
OTHERWISE = 0.5  # share of its terms that a sentence has which may say the claim's own figure elsewhere

Step = Callable[[str], None]


@dataclass(slots=True)
class _Case:
    """A claim on its way: the sentences without objection of facts, and what differs from it by one thing."""

    evidence: Evidence
    finding: Finding | None = None
    bearing: list[tuple[Offered, ...]] = field(default_factory=list)
    differing: list[tuple[Offered, Difference]] = field(default_factory=list)

    def claims(self) -> list[hearing.Claim]:
        return [_heard_as(self.evidence, one) for one in self.bearing[:TRIED]]

    def settle(self, finding: Finding | None) -> None:
        self.finding = self.finding or finding


def check(
    text: str,
    *,
    library: Library,
    name: str,
    bench: Bench,
    chat: Chat | None = None,
    on_step: Step = lambda step: None,
    seconds: float = SECONDS,
) -> Checked:
    """Hold the claims of a message against the library called `name`, at most MOST_CLAIMS and as time allows.

    What cannot be proven is not covered: without a judge a claim is supported word for word only, and contradicted
    only by a figure, date or name.
    """
    began = perf_counter()
    searched = scope(library, library.status(name), Filters(), newest_first=False, note="")
    claims, skipped = split(text, language_of(text, library.language(name)))
    usage, encode = Usage(chat, name), remembering(library.encode)
    cases: list[_Case] = []
    for number, claim in enumerate(claims[:MOST_CLAIMS] if searched.articles else (), 1):
        if perf_counter() - began > seconds:
            break
        on_step(_("Looking for claim {number} of {total} in the articles…").format(number=number, total=len(claims)))
        with library.asking():
            cases.append(_weighed(library, name, claim, encode))
    judging = _judged(cases, bench, usage, on_step)
    findings = tuple(_standing(case.finding or _uncovered(case), library, name) for case in cases)
    judge = bench.judging(usage)
    spent = round(perf_counter() - began, 3)
    return Checked(
        findings, skipped, len(claims) - len(cases), searched, judging, judge.name if judge else "", seconds=spent
    )


def _weighed(library: Library, name: str, claim: Claim, encode: Encode) -> _Case:
    """Return a claim's case as far as words and facts decide it."""
    case = _Case(gather(library, name, claim, encode))
    case.settle(_verbatim(case.evidence))
    for bearing in case.evidence.grounds():
        statement = case.evidence.statement(bearing[0].article)
        if statement and not missing(statement, premises(bearing)):
            case.bearing.append(bearing)
    case.differing = _differing(case.evidence)
    if case.differing and not _agreed(case):
        one, what = case.differing[0]
        named = bool(case.evidence.statement(one.article))
        mark, ground = ("contradicted", "figures") if named else ("not covered", "unnamed")
        case.settle(Finding(claim.text, mark, ground, _cited([one]), what))
    if case.finding and case.finding.mark == "supported":
        case.finding = replace(case.finding, otherwise=_cited([one for one, _what in case.differing[:1]]))
    return case


def _verbatim(evidence: Evidence) -> Finding | None:
    """Return the finding of a claim that stands in an article word for word, said by nobody whom it leaves out."""
    claim = evidence.claim.text
    for one in evidence.ranked:
        if not verbatim(claim, premises([one])):
            continue
        if not (statement := evidence.statement(one.article)):
            return Finding(claim, "not covered", "unnamed", _cited([one]))
        bearing = evidence.bearing(one)
        if verbatim(statement, premises(bearing)) and not _attribution(statement, bearing):
            return Finding(claim, "supported", "verbatim", _cited(bearing))
    return None


def _differing(evidence: Evidence) -> list[tuple[Offered, Difference]]:
    """Return the sentences that differ from a claim by one thing; where it names nobody, of the nearest article."""
    found = []
    for one in evidence.ranked[:DEPTH]:
        bearing = evidence.bearing(one)
        statement = evidence.statement(one.article) or evidence.claim.text
        (premise,) = premises(bearing)
        if what := difference(statement, premise):
            found.append((one, what))
    return found


def _agreed(case: _Case) -> bool:
    """Tell whether any sentence on the claim's matter may say its figure, date or name."""
    claim, here = case.evidence.claim.text, case.differing[0][1].here
    parts = (here, *here.split())
    for one in case.evidence.ranked:
        lacks = missing(claim, premises([one])) if told(claim, one) >= OTHERWISE else ("another matter",)
        if not any(lack.partition(" ")[2] in parts for lack in lacks) and "another matter" not in lacks:
            return True
    return False


def _judged(cases: Sequence[_Case], bench: Bench, usage: Usage, on_step: Step) -> Judging:
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
    doubted = [(case, (case.evidence.ranked[0],)) for case in open_ if case.finding is None and _named_there(case)]
    found = refuted(judge, [_heard_as(case.evidence, bearing) for case, bearing in doubted], offered)
    for (case, bearing), against in zip(doubted, found, strict=True):
        claim = case.evidence.claim.text
        case.settle(Finding(claim, "contradicted", "judge", _cited(bearing)) if against else None)
    return "believed"


def _named_there(case: _Case) -> bool:
    """Tell whether the nearest sentence speaks of what a claim names: of another it refutes nothing."""
    if not case.evidence.ranked or case.evidence.nearness < NEAR:
        return False
    best = case.evidence.ranked[0]
    statement = case.evidence.statement(best.article)
    return bool(statement) and not any(strange_names(statement, premises([best])[0]))


def _heard_as(evidence: Evidence, bearing: Sequence[Offered]) -> hearing.Claim:
    return hearing.Claim(evidence.statement(bearing[0].article), premises(bearing))


def _supported(evidence: Evidence, bearing: Sequence[Offered]) -> Finding:
    statement = evidence.statement(bearing[0].article)
    return Finding(
        evidence.claim.text, "supported", "judge", _cited(bearing), attribution=_attribution(statement, bearing)
    )


def _attribution(statement: str, bearing: Sequence[Offered]) -> str:
    """Say whose words the sentences are, where a statement does not say so itself."""
    spoken = [(one.article, speech(one.article, one.span)) for one in bearing]
    told = [phrase(one, article) for article, one in spoken if one and not names_speaker(statement, one)]
    return "; ".join(dict.fromkeys(told))


def _uncovered(case: _Case) -> Finding:
    evidence = case.evidence
    claim = evidence.claim.text
    for bearing in case.bearing:
        if max(share(claim, one) for one in bearing) >= AGREEING:
            return Finding(claim, "not covered", "agreeing", _cited(bearing))
    if evidence.nearness >= NEAR:
        return Finding(claim, "not covered", "nearest", _cited(evidence.ranked[:1]))
    return Finding(claim, "not covered", "nothing")


def _cited(bearing: Sequence[Offered]) -> tuple[Citation, ...]:
    return tuple(cite(one.article, one.span, number) for number, one in enumerate(bearing, 1))


def _standing(finding: Finding, library: Library, name: str) -> Finding:
    """Return a finding whose quotations the store holds; one that lost them decides nothing."""
    kept = stand(finding.citations, library=library, name=name)
    if kept != finding.citations:
        return Finding(finding.claim, "not covered", "nothing")
    return replace(finding, otherwise=stand(finding.otherwise, library=library, name=name))
