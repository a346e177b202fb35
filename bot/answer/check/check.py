"""A check's story: take a message apart, find what comes nearest to each claim, prove or refute it, or say neither."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from bot.answer.check.checked import Checked, Finding
from bot.answer.check.claims import split
from bot.answer.check.evidence import gather
from bot.answer.check.judging import judged
from bot.answer.check.weighing import Case, weighed
from bot.answer.prove.bench import Bench
from bot.answer.prove.prove import stand
from bot.answer.quote.find import remembering
from bot.answer.understand.scope import scope
from bot.answer.write.usage import Usage
from bot.reading.languages import language_of
from bot.words.words import _
from index.library import Library
from index.values import Filters

MOST_CLAIMS = 10
SECONDS = 30.0  # after which no further claim is begun; the judge has a time of its own

Step = Callable[[str], None]


def check(
    text: str,
    *,
    library: Library,
    name: str,
    bench: Bench,
    on_step: Step = lambda step: None,
    seconds: float = SECONDS,
) -> Checked:
    """Hold the claims of a message against the library called `name`, at most MOST_CLAIMS and as time allows.

    What cannot be proven is not covered: without a judge a claim is supported word for word only, and contradicted
    only by a figure, date or name.
    """
    began = perf_counter()
    searched = scope(library, library.status(name), Filters(), newest_first=False)
    claims, skipped = split(text, language_of(text, library.language(name)))
    usage, encode = Usage(bench.chat, name), remembering(library.encode)
    cases: list[Case] = []
    for number, claim in enumerate(claims[:MOST_CLAIMS] if searched.articles else (), 1):
        if perf_counter() - began > seconds:
            break
        on_step(_("Looking for claim {number} of {total} in the articles…").format(number=number, total=len(claims)))
        with library.asking():
            cases.append(weighed(gather(library, name, claim, encode)))
    judging = judged(cases, bench, usage, on_step)
    findings = tuple(_standing(case.closed(), library, name) for case in cases)
    judge = bench.judging(usage)
    spent = round(perf_counter() - began, 3)
    return Checked(
        findings, skipped, len(claims) - len(cases), searched, judging, judge.name if judge else "", seconds=spent
    )


def _standing(finding: Finding, library: Library, name: str) -> Finding:
    """Return a finding whose quotations the store holds; one that lost them decides nothing."""
    kept = stand(finding.citations, library=library, name=name)
    if kept != finding.citations:
        return Finding(finding.claim, "not covered", "nothing")
    return replace(finding, otherwise=stand(finding.otherwise, library=library, name=name))
