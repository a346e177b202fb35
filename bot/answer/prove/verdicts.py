"""What becomes of a model's statements: published where facts agree and a judge is believed, else quoted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answer.prove.facts import unborne
from bot.answer.prove.hearing import Claim, Heard
from bot.answer.prove.premise import premises
from bot.answer.prove.verbatim import verbatim
from bot.answer.quote.find import Encode
from bot.answer.write.offer import addressed
from bot.reading.quotation_marks import unquoted
from bot.values import Draft, Judged, Offered, Verdict
from index.units import SAME, Scale

NEAR = 0.55  # cosine from which a sentence may be what a statement without a key, or with a wrong one, was made from

# What a correction repeats is what was wrong.
CORRECTED = re.compile(r"\bearlier version of this (?:article|story|report)\b|^Correction\b", re.I)

Ask = Callable[[Sequence[Claim], Sequence[Offered]], Heard | None]


@dataclass(frozen=True, slots=True)
class _Case:
    """A draft on its way: what it cites, what it may be borne by, and its verdict where nobody need be asked."""

    text: str
    cited: tuple[Offered, ...]
    bearing: tuple[Offered, ...] = ()
    verdict: Verdict | None = None
    reason: str = ""

    def judged(self, verdict: Verdict, *reasons: str) -> Judged:
        shown = self.bearing if verdict in ("supported", "re-pointed") else self.cited
        if not shown:
            verdict = "dropped"
        return Judged(self.text, tuple(one.key for one in shown), verdict, "; ".join(filter(None, reasons)))

    def final(self, heard: Heard | None, *, borne: bool) -> Judged:
        if self.verdict is not None:
            return self.judged(self.verdict, self.reason)
        if borne:
            return self.judged("supported" if self.bearing == self.cited else "re-pointed", self.reason)
        why = "no judge" if heard is None else "not borne" if heard.believed else "the judge is not believed"
        return self.judged("quoted", self.reason, why)


def judged(
    drafts: Sequence[Draft],
    offered: Sequence[Offered],
    encode: Encode,
    ask: Ask,
    scale: Scale = SAME,
) -> tuple[Judged, ...]:
    """Return what becomes of each draft, in order.

    `ask` is called once, for all statements whose facts agree and that are not their sentence's own words; not at all
    where there are none. It returns None where there is no judge.
    """
    cases = [_case(draft, offered, encode, scale) for draft in drafts]
    unsure = [place for place, case in enumerate(cases) if case.verdict is None]
    claims = [Claim(cases[place].text, premises(cases[place].bearing)) for place in unsure]
    heard = ask(claims, offered) if claims else None
    borne = dict(zip(unsure, heard.borne if heard else (), strict=False))
    return tuple(case.final(heard, borne=borne.get(place, False)) for place, case in enumerate(cases))


def _case(draft: Draft, offered: Sequence[Offered], encode: Encode, scale: Scale) -> _Case:
    by_key = {one.key: one for one in offered}
    cited = tuple(by_key[key] for key in draft.keys if key in by_key)
    if not _states(draft.text):
        return _Case(draft.text, cited, verdict="quoted", reason="no statement")
    case = _tried(draft.text, cited, cited)
    if case.verdict != "quoted":
        return case
    nearest = _nearest(draft.text, [one for one in offered if one not in cited], encode, scale)
    other = _tried(draft.text, cited, nearest)
    return case if other.verdict == "quoted" else other


def _tried(text: str, cited: tuple[Offered, ...], bearing: tuple[Offered, ...]) -> _Case:
    """Return a text's case against sentences that may bear it."""
    if not bearing:
        return _Case(text, cited, verdict="quoted", reason="no key")
    if any(CORRECTED.search(one.text) for one in bearing):
        return _Case(text, cited, verdict="quoted", reason="a correction")
    text, grounds = unquoted(text, [one.text for one in bearing]), premises(bearing)
    if verbatim(text, grounds):
        return _Case(text, cited, bearing, "supported" if bearing == cited else "re-pointed")
    lacks = unborne(text, grounds)
    return _Case(text, cited, bearing, "quoted" if lacks else None, "; ".join(lacks))


def _nearest(text: str, others: Sequence[Offered], encode: Encode, scale: Scale) -> tuple[Offered, ...]:
    if not others:
        return ()
    vectors = encode([text, *(one.text for one in others)])
    near = scale.of(vectors[1:] @ vectors[0])
    return (others[int(near.argmax())],) if near.max() >= NEAR else ()


def _states(text: str) -> bool:
    """Tell whether a text says something: no question, no instruction to a machine, no bare name."""
    void = text.rstrip("”\"'’) ").endswith("?") or addressed(text)
    return not void and bool(re.search(r"\b[^\W\d_A-Z]{2,}", text))
