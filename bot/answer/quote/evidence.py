"""How a question and a text are read as words: what is asked for, which of its words are there.

Nothing here decides anything; `measure.py` turns these readings into numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.answer.quote.kinds import AnswerType, answer_type
from index.text.language import located_terms, terms

_FRAMING = """
    time first used type name kind called year term known important form take taken set mean made make happen created
    start result part found end place work main located begin required refer order common change according word way want
    number need include example described caused another allow able provide said state thing people person group
    different give many second three two one become led later show consider believe think role reason purpose
    percentage amount usually somebody anybody anyone exactly precisely verbatim quote article
"""  # stems frequent in questions on any topic of the tuning half or in follow-ups; they frame a question, no topic
# Words that questions and reports use for one another, in English; one is read as the other only where it is absent.
_ALIKE = """
    killed murdered slain died dead deaths
    injured wounded hurt
"""
# Who is asked for by one of these is often told by another: "Who runs it?", "its chief executive".
_ROLES = """
    runs heads leads chairs manages charge boss head director chief president chairman chairwoman leader manager
"""
# Asks only when or where: a text that says "the attack of 3 May" need not say that it happened.
_HAPPENING = re.compile(r"\b(?:happen(?:s|ed)?|occur(?:s|red)?|(?:take|takes|took|taken) place)\b", re.I)
# What names a thing only with a word of its own ("Kestrel Bridge"), or goes by other names too (the U.S., Netherlands).
_GENERIC = """
    bridge river lake sea bay mountain hill valley forest island street road square park garden tower castle palace
    church cathedral abbey monastery mosque temple hospital clinic school college university institute academy library
    museum gallery theatre opera hotel hall house station airport harbour port dock mine mill factory plant works dam
    tunnel ferry ship company group bank party council committee ministry department police court army union club team
    league cup festival prize award championship marathon race city town village county district province north south
    east west new old saint mayor president minister captain king queen professor doctor
    america american britain british england english europe european holland dutch soviet western internet
"""
_IS_NAME = re.compile(r"(?=.*[^\W\d_A-ZÀ-ÖØ-Þ]).|.{5,}")  # "Oslo" and "LISBON", not "GI" or "WWII"
FRAMING_WEIGHT = 0.4  # set by hand on the tuning half
_TYPO_WEIGHT = 0.7


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as read: what it asks for, its stems with their weight, neighbouring stems, and names in it.

    `named` are names that are surely some, as stem and word: neither the first word, an abbreviation nor "Bridge".
    """

    text: str
    kind: AnswerType
    weights: dict[str, float]
    pairs: frozenset[tuple[str, str]]
    names: frozenset[str]
    rarest: float
    named: tuple[tuple[str, str], ...] = ()

    @property
    def total(self) -> float:
        return sum(self.weights.values()) or 1.0

    @property
    def topic(self) -> list[str]:
        """The stems that name what the question is about."""
        return [stem for stem in self.weights if stem not in framing()]


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text as terms in order."""

    stems: tuple[str, ...]
    present: frozenset[str]


@lru_cache
def framing() -> frozenset[str]:
    """Return the stems that frame English questions."""
    return frozenset(terms(_FRAMING, "en"))


def _is_name(word: str, stem: str) -> bool:
    return word[0].isupper() and bool(_IS_NAME.match(word)) and stem not in _generic()


@lru_cache
def _generic() -> frozenset[str]:
    return frozenset(terms(_GENERIC, "en"))


def alike(stem: str) -> Sequence[str]:
    """Return the stems that questions and reports use for one."""
    return _alike().get(stem, ())


@lru_cache
def roles() -> frozenset[str]:
    """Return the stems by which English says who leads something."""
    return frozenset(terms(_ROLES, "en"))


@lru_cache
def _alike() -> dict[str, list[str]]:
    groups = [terms(line, "en") for line in _ALIKE.strip().splitlines()]
    return {stem: [other for other in group if other != stem] for group in groups for stem in group}


def read_question(text: str, language: str, rarity: dict[str, float], vocabulary: Collection[str]) -> Asked:
    """Return a question as `language` reads it, each stem weighed by `rarity` (absent: the rarest).

    A stem that no candidate holds is taken for one of `vocabulary` that means the same or is a slip of the usage away.
    The word that opens an English question is no name: of 400 on SQuAD 339 instead of 337 are right first by it, 274
    instead of 272 of them firmly.
    """
    styled = text != text.upper() and text != text.lower()
    rarest = max(rarity.values(), default=1.0)
    stems: list[str] = []
    weights: dict[str, float] = {}
    names: set[str] = set()
    named: list[tuple[str, str]] = []
    kind = answer_type(text)
    bare = _HAPPENING.sub(" ", text) if kind in ("time", "place") else text
    for stem, word in located_terms(bare, language) or located_terms(text, language):
        meant = stem if stem in vocabulary else meant_stem(stem, vocabulary)
        factor = (FRAMING_WEIGHT if stem in framing() else 1.0) * (1.0 if meant == stem else _TYPO_WEIGHT)
        weights[meant] = rarity.get(stem, rarest) * factor
        stems.append(meant)
        opens = language.startswith("en") and word[0].isupper() and text.lstrip(" “\"'").startswith(word)
        if styled and stem not in framing() and not opens and (word[0].isupper() or word[0].isdigit()):
            names.add(meant)
            if _is_name(word, stem):
                named.append((stem, word.lower()))
    return Asked(
        text=text,
        kind=kind,
        weights=weights,
        pairs=frozenset(pairwise(stems)),
        names=frozenset(names),
        rarest=rarest,
        named=tuple(named),
    )


def meant_stem(stem: str, vocabulary: Collection[str]) -> str:
    """Return a word that means the same, or of the same first letter and one edit away, or the stem itself."""
    known = [word for word in alike(stem) if word in vocabulary]
    if known:
        return known[0]
    if len(stem) < 5 or not stem.isalpha():
        return stem
    near = [
        word for word in vocabulary if word[0] == stem[0] and abs(len(word) - len(stem)) < 2 and one_edit(word, stem)
    ]
    return min(near, default=stem)


def one_edit(a: str, b: str) -> bool:
    """Tell whether one insertion, deletion, substitution or swap of neighbours separates two words."""
    if len(a) > len(b):
        a, b = b, a
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[start:] == b[start + 1 :]
    swapped = a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
    return a[start + 1 :] == b[start + 1 :] or swapped


@lru_cache(maxsize=16384)
def words(text: str, language: str) -> Words:
    """Return a text as terms."""
    stems = tuple(terms(text, language))
    return Words(stems, frozenset(stems))


def share(asked: Asked, present: Collection[str]) -> float:
    """Return the weighted share of the question's stems that are present."""
    return sum(weight for stem, weight in asked.weights.items() if stem in present) / asked.total


def names_share(asked: Asked, present: Collection[str]) -> float:
    """Return the weighted share of the question's names and numbers that are present; 1 where it has none."""
    total = sum(asked.weights[name] for name in asked.names)
    return sum(asked.weights[name] for name in asked.names if name in present) / total if total else 1.0


def pairs_share(asked: Asked, stems: Sequence[str]) -> float:
    """Return the share of the question's neighbouring stems that stand at most two terms apart in the text."""
    if not asked.pairs:
        return 0.0
    close = {frozenset((a, b)) for gap in (1, 2) for a, b in zip(stems, stems[gap:], strict=False)}
    return sum(frozenset(pair) in close for pair in asked.pairs) / len(asked.pairs)
