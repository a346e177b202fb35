"""What becomes of a model's statements: borne by a stored sentence, shown as a quotation instead, or dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.answer.prove.quotation_marks import unquoted
from bot.answer.prove.support import limits, order
from bot.answer.prove.support.clauses import clauses
from bot.answer.prove.support.facts import missing
from bot.answer.prove.support.likeness import Encode, lacking
from bot.answer.prove.support.source import Source, plain, source, together
from bot.answer.prove.support.synonyms import same
from bot.answer.write.offer import addressed
from bot.values import Draft, Judged, Offered
from index.text.language import terms

if TYPE_CHECKING:
    from bot.answer.prove.support.entail import Entailment

# Calibrated on the tuning half of tests/quality/support_pairs.json.
COSINE = 0.2
# A text that repeats this share of its source's terms is at no less than cosine .42 from it, measured on 850 runs of
# words from 260 sentences: it need not be embedded.
REPEATED = 0.6
NEAR = 0.55  # cosine from which a sentence is worth quoting in place of a statement that it does not bear
CANDIDATES = 6  # further sentences that are tried for a statement whose own do not bear it

# What a correction repeats is what was wrong.
_CORRECTED = re.compile(r"\bearlier version of this (?:article|story|report)\b|^Correction\b", re.I)


class Judge:
    """Checks drafts against the sentences that a model was offered."""

    def __init__(self, encode: Encode, entails: Entailment | None = None) -> None:
        self._encode, self._entails = encode, entails

    def judge(self, drafts: Sequence[Draft], offered: Sequence[Offered]) -> tuple[Judged, ...]:
        """Return what becomes of each draft, in order; of those that only choose sentences, nothing."""
        drafts = [draft for draft in drafts if draft.text]
        usable = [one for one in offered if _states(one.text)]
        if not drafts or not usable:
            return tuple(Judged(draft.text, (), "fabricated", "no sentence could bear it") for draft in drafts)
        return tuple(self._one(draft, usable) for draft in drafts)

    def _one(self, draft: Draft, offered: Sequence[Offered]) -> Judged:
        if not _states(draft.text):
            return Judged(draft.text, (), "fabricated", "states nothing")
        near = _Near(draft.text, offered, self._encode)
        cited = [one for one in offered if one.key in draft.keys]
        text = unquoted(draft.text, [one.text for one in offered])
        reasons: list[str] = []
        bearing = self._bearing(text, cited, near, reasons)
        if bearing:
            return Judged(unquoted(text, [one.text for one in bearing]), _keys(bearing), "supported", "")
        others = sorted((one for one in offered if one not in cited), key=lambda one: -near[one.key])[:CANDIDATES]
        bearing = [one for one in others if near[one.key] >= NEAR and not self._lacks(text, [one], near, [])][:1]
        if bearing:
            return Judged(
                unquoted(text, [one.text for one in bearing]), _keys(bearing), "re-pointed", "; ".join(reasons)
            )
        return self._unborne(text, cited, others, near, reasons)

    def _unborne(
        self, text: str, cited: Sequence[Offered], others: Sequence[Offered], near: _Near, reasons: list[str]
    ) -> Judged:
        reason = "; ".join(dict.fromkeys(reasons)) or "no key"
        if len(cited) > 1 and not together(cited) and not _doubts(text, cited):
            return Judged(text, _keys(cited), "stitched", reason)
        best = max((*cited, *others[:1]), key=lambda one: (near[one.key], one in cited), default=None)
        if best is not None and near[best.key] >= NEAR:
            return Judged(text, (best.key,), "weak", reason)
        return Judged(text, (), "fabricated", reason)

    def _bearing(self, text: str, candidates: Sequence[Offered], near: _Near, reasons: list[str]) -> list[Offered]:
        """Return the sentences that bear a text: one alone, some that stand together, or one for each clause."""
        alone = [one for one in candidates if not self._lacks(text, [one], near, reasons)]
        if alone:
            return alone[:2]
        close = [one for one in candidates if near[one.key] > 0.3]
        for group in _groups(close):
            if not self._lacks(text, group, near, reasons):
                return group
        found: list[Offered] = []
        parts = clauses(text)
        for part in parts:
            bearer = next((one for one in candidates if not self._lacks(part, [one], near, [], part=True)), None)
            if bearer is None:
                return []
            found.append(bearer)
        return list(dict.fromkeys(found)) if parts else []

    def _lacks(
        self, text: str, group: Sequence[Offered], near: _Near, reasons: list[str], *, part: bool = False
    ) -> bool:
        """Tell whether sentences of one article lack something that a text says; why goes to `reasons`."""
        bearer, text = source(group), plain(text)
        lacks = [*missing(text, bearer), *(f"word {word}" for word in lacking(text, bearer))]
        if not lacks:
            lacks += [*order.missing(text, bearer), *limits.missing(text, bearer)]
        if not lacks and not part and not _repeats(text, bearer) and max(near[one.key] for one in group) < COSINE:
            lacks.append("meaning")
        if not lacks and self._entails is not None and not self._entails.holds(bearer.text, text):
            lacks.append("entailment")
        reasons += lacks
        return bool(lacks)


class _Near:
    """Similarity of a text to each offered sentence, by key; embedded when first asked for: few statements need it."""

    def __init__(self, text: str, offered: Sequence[Offered], encode: Encode) -> None:
        self._text, self._offered, self._encode = text, offered, encode
        self._known: dict[str, float] = {}

    def __getitem__(self, key: str) -> float:
        if not self._known:
            vectors = self._encode([self._text, *(one.text for one in self._offered)])
            self._known = dict(
                zip((one.key for one in self._offered), map(float, vectors[1:] @ vectors[0]), strict=True)
            )
        return self._known[key]


def _repeats(text: str, bearer: Source) -> bool:
    mine = same(terms(text, bearer.article.language))
    return len(bearer.stems.intersection(mine)) >= REPEATED * len(bearer.stems)


def _doubts(text: str, cited: Sequence[Offered]) -> list[str]:
    """Return what sentences of different places lack even when taken as one."""
    return [fact for fact in missing(text, source(cited)) if fact.startswith(("number", "name", "date"))]


def _groups(candidates: Sequence[Offered]) -> list[list[Offered]]:
    """Pairs and triples that stand together in one article, all but the first leaning on what stands before."""
    ordered = sorted(candidates, key=lambda one: (one.article.id, one.span.start))
    found = []
    for size in (2, 3):
        for place in range(len(ordered) - size + 1):
            group = ordered[place : place + size]
            if together(group) and all(source([one]).leans for one in group[1:]):
                found.append(group)
    return found


def _keys(offered: Sequence[Offered]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.key for one in offered))


def _states(text: str) -> bool:
    """Tell whether a text says something: no question, no instruction to a machine, no bare name."""
    stripped = text.rstrip("”\"'’) ")
    void = stripped.endswith("?") or _CORRECTED.search(text) or addressed(text)
    return not void and bool(re.search(r"\b[a-zà-öø-ÿа-я]{2,}", text))
