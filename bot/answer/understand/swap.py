"""A question with one of its parts replaced: "no, the one in Kerman"."""

from __future__ import annotations

import re

from bot.answer.understand.persons import people
from bot.answer.understand.topic import ANCHORED, NAMES

_THE_ONE = re.compile(
    r"^(?:the|that|those|this|der|die|das|le|la|el) (?:one|ones|other one)?\s*(?=in |at |on |of |from |"
    r"by |near |with |(?:who|that|which|whose) )",
    re.I,
)
_CLAUSE = re.compile(r"(?:who|that|which|whose)\s", re.I)
_RESTRICTED = re.compile(r"(?<=\w) (?:who|that|which|whose) (?!(?:is|are|was|were) )[^,?]+$", re.I)
_KIND = re.compile(r"(?:the|that|this) (?P<which>[a-z][\w-]*(?: [a-z][\w-]*)?) (?P<noun>[a-z][\w-]*)$")
_PREPOSITIONS = r"(?:in|at|on|of|from|by|near|with)\b"


def swapped(before: str, what: str) -> str:
    """Put a noun phrase in place of the last name of a question's topic, or of its place or time."""
    if anchored := ANCHORED.match(before):
        topic = swapped(anchored["anchor"], what).rstrip("?")
        topic = topic if anchored["anchor"][0].isupper() else topic[0].lower() + topic[1:]
        return f"As for {topic}, {anchored['asked']}"
    phrase = _THE_ONE.sub("", what)
    if _CLAUSE.match(phrase):
        return _told_apart(before, phrase)
    if kind := _of_kind(phrase, before):
        return kind
    if lead := re.match(_PREPOSITIONS, phrase, re.I):
        return _elsewhere(before, phrase, lead[0])
    return _renamed(before, phrase)


def replaced(before: str, out: str, into: str) -> str:
    """Put words in place of others, or at the end of a question that lacks those."""
    found = re.search(re.escape(out.strip()), before, re.I)
    if found:
        return f"{before[: found.start()]}{into.strip()}{before[found.end() :]}"
    return sentence(f"{before.rstrip('?.! ')} {into.strip()}")


def sentence(text: str) -> str:
    """Return words as a question."""
    text = " ".join(text.split())
    return f"{text[:1].upper()}{text[1:].rstrip('?.! ')}?"


def _told_apart(before: str, clause: str) -> str:
    """Return the question of the one whom a clause tells apart: "who resigned"."""
    named = next(iter(people(before)), "")
    if named and not re.search(r"\bthe [a-z]", before):
        return replaced(before, named, f"the one {clause}")
    return sentence(f"{_RESTRICTED.sub('', before.rstrip('?.! '))} {clause}")


def _of_kind(phrase: str, before: str) -> str:
    """Return the question of another of the same kind: `the former chairman` or `the former one` for `the chairman`."""
    kind = _KIND.match(phrase)
    if kind is None:
        return ""
    noun = r"[a-z][\w-]*" if kind["noun"] == "one" else re.escape(kind["noun"])
    found = re.search(rf"\bthe (?:[a-z][\w-]* )??(?P<noun>{noun})(?=[?.!]*$| (?:of|in|at|on|for|from|by)\b)", before)
    if found is None:
        return ""
    return f"{before[: found.start()]}the {kind['which']} {found['noun']}{before[found.end() :]}"


def _elsewhere(before: str, phrase: str, lead: str) -> str:
    """Put "in Kerman" in place of the phrase that begins with the same word, or else of the last name."""
    same = re.search(rf"\b{lead}\s+(?:the\s+)?[^?.!]+?(?=\s+{_PREPOSITIONS}|[?.!]*$)", before, re.I)
    if same:
        return replaced(before, same[0], phrase)
    kept, names = before, list(NAMES.finditer(before))
    if names:
        kept = " ".join(f"{before[: names[-1].start()]} {before[names[-1].end() :]}".split())
    return sentence(f"{kept.rstrip('?.! ')} {phrase}")


def _renamed(before: str, phrase: str) -> str:
    """Put a phrase in place of the last name, whose article stays, or at the end of a question without names."""
    names = list(NAMES.finditer(before))
    if not names:
        return sentence(f"{before.rstrip('?.! ')} – {phrase}")
    kept, rest = before[: names[-1].start()], before[names[-1].end() :]
    if kept.rstrip().endswith(" the"):
        phrase = re.sub(r"^(?:the|a|an)\s+", "", phrase, flags=re.I)
    return f"{kept}{phrase}{rest}"
