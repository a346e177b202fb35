"""When, where or why it happened what a question asks about, as a question that stands alone; by rules for English."""

from __future__ import annotations

import calendar
import re

from bot.answer.understand.topic import ANCHORED, LEANING, definite, eventful, verb_of

OCCASION = re.compile(
    r"^(when|where|why|how|since when|by how many \w+|by whom|for how long)(?: exactly)?"
    r"(?: (?:was|were|did|is) (?:that|this)(?: happen)?| did it happen)?\W*$",
    re.I,
)

_DID = r"did|does|do|has|have|had|will|would|can|could"
_COUNT = re.compile(
    rf"^how many (?P<thing>[a-z][\w-]*(?: [a-z][\w-]*){{0,2}}?) (?P<aux>{_DID}|was|were) (?P<rest>.+)$", re.I
)
_WHAT = re.compile(rf"^(?P<asks>what|whom?|how much) (?P<aux>{_DID}) (?P<rest>.+)$", re.I)
_STANDS_FOR = {"what": "that", "who": "somebody", "whom": "somebody", "how much": "that much"}
_CIRCUMSTANCE = re.compile(r"^(?:where|why|how|when)\s+((?:was|were|did|does|is|are|has|have|had|will)\s+.+)$", re.I)
_DEED = re.compile(r"^(?:(?P<who>who)|how many people)\s+(?!(?:is|are)\b)(?P<did>.+)$", re.I)
_DONE = re.compile(
    r"^(?:(?:has|had|have)\s+)?(?P<did>[a-z]+)\s+(?P<particle>(?:out|up|down|off|over|away|back)\s+)?(?P<thing>.+)$"
)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|did|does|do|will|would|can|could|to|that)\b", re.I)
_TAIL = re.compile(r"\s(?:in|on|at|from|by|with|during|after|before|since|until|to|for|about|against|near|and)\s", re.I)
_TIME = re.compile(rf"\d|(?:{'|'.join([*calendar.month_name[1:], *calendar.day_name])})\b")
_MANY = re.compile(r"(?<!\S)(?:[a-z-]+(?<![suia])s|people|men|women|children|police)$")
# Past forms, with the participle where that is another word.
_IRREGULAR = """
    won led hit held built sold bought paid lost met made found told sent left struck read set put cut shut shot caught
    taught brought fought lent got heard kept laid lit spent fed ground wrote/written stole/stolen took/taken
    gave/given saw/seen broke/broken spoke/spoken chose/chosen knew/known drove/driven sank/sunk ran/run began/begun
    drew/drawn threw/thrown grew/grown flew/flown hid/hidden shook/shaken rode/ridden sang/sung rang/rung wore/worn
    overthrew/overthrown oversaw/overseen undertook/undertaken withdrew/withdrawn forgave/forgiven beat/beaten
"""
_PARTICIPLE = {past: done or past for past, _, done in (word.partition("/") for word in _IRREGULAR.split())}


def occasion(word: str, before: str) -> str:
    """Return what asks for a circumstance (`when`, `why`) of what a question asks about; "" where nothing is told.

    `Who signed the memo?` becomes `When was the memo signed`, `How many hives did she lose?` `Why did she lose hives`.
    """
    anchored = ANCHORED.match(before)
    asked = (anchored["asked"] if anchored else before).rstrip("?.! ")
    lead = f"As for {anchored['anchor']}, {word.lower()}" if anchored else word
    told = _counted(asked) or _answered(asked) or _circumstance(asked) or _done(asked)
    return f"{lead} {told}" if told else ""


def _counted(asked: str) -> str:
    """`did Yrsa Holm lose hives` of `How many hives did Yrsa Holm lose`."""
    match = _COUNT.match(asked)
    if match is None or re.match(r"there\b", match["rest"], re.I):
        return ""
    of_another = match["aux"].lower() in ("did", "does", "do") or definite(match["rest"].split(" ")[0])
    if of_another or re.match(r"(?:the|an?|his|her|its|their|he|she|it|they)\b", match["rest"], re.I):
        placed = _placed(match["rest"], match["thing"])
        return f"{match['aux']} {placed}" if placed else ""
    return f"{match['aux']} {match['thing']} {match['rest']}"


def _answered(asked: str) -> str:
    """`did Beatrix Olund announce that` of `What did Beatrix Olund announce`."""
    match = _WHAT.match(asked)
    placed = _placed(match["rest"], _STANDS_FOR[match["asks"].lower()]) if match else ""
    return f"{match['aux']} {placed}" if match and placed else ""


def _placed(clause: str, thing: str) -> str:
    """Return a clause with its object behind its verb, which is the last word before a preposition where it is rare."""
    found, tail = verb_of(clause), _TAIL.search(clause)
    end = found.end() if found and found.start() else tail.start() if tail else len(clause)
    return f"{clause[:end]} {thing}{clause[end:]}" if " " in clause[:end].strip() else ""


def _circumstance(asked: str) -> str:
    match = _CIRCUMSTANCE.match(asked)
    return match[1] if match else ""


def _done(asked: str) -> str:
    """`was the memo signed` of `Who signed the memo`; else `was it that somebody …`."""
    deed = _DEED.match(asked)
    if deed is None:
        return ""
    return (_passive(deed["did"]) if deed["who"] else "") or (
        f"was it that {'somebody' if deed['who'] else 'people'} {deed['did']}"
    )


def _passive(did: str) -> str:
    """Return a deed as done to its object; "" where it has none, or one that cannot be told from a clause."""
    match = _DONE.match(did)
    if match is None or _AUXILIARY.search(match["thing"]) or LEANING.match(match["thing"]):
        return ""
    past = match["did"]
    participle = past if past.endswith("ed") else _PARTICIPLE.get(past, "")
    thing, tail = _object(match["thing"])
    if not participle or not definite(thing):
        return ""
    many = _MANY.search(re.split(r"\sof\s", thing)[0]) or " and " in thing
    return " ".join(f"{'were' if many else 'was'} {thing} {participle} {match['particle'] or ''} {tail}".split())


def _object(text: str) -> tuple[str, str]:
    """Split the object of a verb from what follows it: `the memo` and `in March`."""
    for match in _TAIL.finditer(text):
        before, after, joint = text[: match.start()], text[match.end() :], match[0].strip().lower()
        listed = joint == "and" and definite(after)
        placed = joint in ("on", "in", "at", "against") and eventful(before) and not _TIME.match(after)
        if not listed and not placed:
            return before, f"{joint} {after}"
    return text, ""
