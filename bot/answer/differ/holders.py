"""The person or organisation that a sentence names for a role or a deed that only one can have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from bot.answer.differ.dating import another_time
from bot.answer.differ.subject import Asked, Line, about, clause, plain, stems, unsettled
from bot.answer.prove.support import days
from bot.answer.prove.support.names import CALENDAR, names
from bot.answer.prove.support.synonyms import same
from index.text.language import normalised, terms
from index.values import Span

_ROLE = re.compile(
    r"\bwho(?:\s+(?:is|was)|['’]s)\s+the\s+([a-z][a-z -]*?)(?:\s+(?:of|at|in|for|on|when|during)\b|\W*$)", re.I
)
_DEED = re.compile(r"^\W*who\s+(?:is\s+|was\s+|will\s+|has\s+|had\s+)?([a-z]+)\b", re.I)
# Deeds of one doer; those of whom there may be many ("who warned", "who was hurt") are not compared.
_ALONE = frozenset(same(terms(
    "led headed chaired directed won designed invented discovered composed painted wrote edited captained steered "
    "commanded owns mediated succeeded replaced conducted skippered sculpted",
    "en",
)))  # fmt: skip
_WORD = r"[^\W\d_a-zà-öø-ÿ](?:[\w’'-]*\w)?\.?"
NAME = rf"{_WORD}(?: (?:(?:de|da|van|von|den|der|del|di|al|bin|of|&) ){{0,2}}{_WORD}){{0,3}}"
_LEFT = re.compile(
    rf"\b(?P<name>{NAME})(?:, (?:\d\d|(?:an?|the|its|his|her|their) [^,]{{1,60}}),)?(?:,? who)?"
    r"(?: (?:has|had|have|will|later|also|then|formally|officially|finally))*\s+$"
)
_RIGHT = re.compile(rf"^\s+by (?:[a-z]+ ){{0,4}}?(?P<name>{NAME})")
_OF = re.compile(r"^ of [^,.;:]{1,60}?(?=$|[,.;:]| (?:is|was|said)\b)")
_HOLDER = re.compile(rf"^(?:, (?:named )?| (?:is|was) )(?:the )?(?P<name>{NAME})(?=[,.]| who\b|$)|^ (?P<title>{NAME})")
_HELD = re.compile(rf"\b(?P<name>{NAME})(?:, (?:\d\d, )?(?:the|its|her|his) | (?:is|was|became) the )$")
_CLOSED = re.compile(r"^(?:$|[,.;”\"])")
# One of several, or named for another reason: "in Port Callis, the mayor …", "A and B led".
_ATTACHED = re.compile(
    r"\b(?:in|at|by|to|from|of|with|for|near|on|and|or|than|after|before|about)\s+(?:the\s+)?$|,\s*$", re.I
)
_ANY = re.compile(
    r"^\W*\w+ (?:an?|another|one|some|two)\b|^\W*(?:An?|Another|One|Some)\b"
)  # a report, not the one asked for
_JOINED = re.compile(r"^(?:,? (?:and|or|of)\b|, [^\W\d_a-z][\w’'-]+ [^\W\d_a-z])")
_NOT_NOW = re.compile(
    r"\b(?:former|ex|deputy|acting|vice|assistant|new|next|then|late|outgoing|incoming|future|first|second|one|interim|"
    r"designate|co|a|an|another|every|candidate)[\s-]+$",
    re.I,
)
_BEFORE_NAMES = """
    captain mayor dr doctor professor prof mr mrs ms miss sir lady lord judge president minister chancellor inspector
    chief engineer king queen prince princess councillor senator general colonel major admiral bishop father sister
    herr frau the a an
"""
TITLES = frozenset(_BEFORE_NAMES.split())
BODY = re.compile(
    r"\b(?:board|council|company|ltd|limited|inc|plc|gmbh|ag|group|party|union|university|institute|ministry|agency|"
    r"authority|police|commission|committee|court|bank|office|department|ferries|energy|water|rail\w*|air\w*|lines|"
    r"association|society|club|team|united|city|town|government|parliament|service|academy|museum|school|college|trust|"
    r"foundation|federation|league|works|press|news|post|times|wire|courier)\b|&",
    re.I,
)
_MONTHS = 120  # days between reports after which a role may have passed to another


@dataclass(frozen=True, slots=True)
class Holder:
    """A name as a source tells it; `full` is its fullest form in the article, `body` tells that it is no person."""

    line: Line
    span: Span
    cited: Span
    full: str
    body: bool
    role: bool


def read(question: Asked, line: Line) -> Holder | None:
    """Return whom a sentence names for the role or the deed asked for; None where that is nobody or several."""
    role, deed = _ROLE.search(question.text), _DEED.match(question.text)
    verb = same(terms(deed[1], line.language)) if deed else []
    if (not role and not set(verb) & _ALONE) or unsettled(line.text) or not about(question, line):
        return None
    found = list(_of_role(question, role[1], line) if role else _of_deed(question, verb[0], line))
    told = [_holder(question, line, name, start, role=bool(role)) for name, start in found]
    first = told[0] if told else None
    same_one = first is not None and all(one is not None and alike(first.full, one.full) for one in told)
    return first if same_one else None


def conflict(one: Holder, other: Holder) -> bool:
    """Tell whether two names are of different persons, or of different organisations."""
    first, second = one.line.article.published, other.line.article.published
    if one.role and first and second and abs((first - second).days) > _MONTHS:
        return False
    if one.body != other.body or another_time(one.line, other.line):
        return False
    if not one.body and min(len(parts(one.full)), len(parts(other.full))) < 2:
        return False  # a single word may be a nickname or a firm
    return not alike(one.full, other.full)


def _of_deed(question: Asked, verb: str, line: Line) -> Iterator[tuple[str, int]]:
    """Yield each name that stands as the doer of a verb, where its clause says no more than what is asked."""
    text = line.text
    for match in re.finditer(r"\b[a-z]+\b", text):
        if same(terms(match[0], line.language)) != [verb]:
            continue
        left, right = _LEFT.search(text[: match.start()]), _RIGHT.match(text[match.end() :])
        if right:
            start, end = match.end() + right.start("name"), match.end() + right.end("name")
            told = clause(text, match.start(), match.end())[: -len(text[match.end() :]) or None]
            told = text[: match.start()] if told.strip() == match[0] else told
        elif left:
            start, end = left.start("name"), left.end("name")
            told = clause(text[match.start() :], 0, 1)
            if _ATTACHED.search(text[:start]):
                continue
        else:
            continue
        if not (_JOINED.match(text[end:]) or _ANY.search(told)) and plain(question, days.blanked(told), line.language):
            yield text[start:end], start


def _of_role(question: Asked, role: str, line: Line) -> Iterator[tuple[str, int]]:
    """Yield each name that stands beside a role, of what the question says where the sentence says of what."""
    text, wanted = line.text, same(terms(role, line.language))
    words = list(re.finditer(r"[^\W\d_]+", text))
    for place in range(len(words) - len(wanted) + 1):
        run = words[place : place + len(wanted)]
        if not wanted or [stem for word in run for stem in same(terms(word[0], line.language))] != wanted:
            continue
        before, after = text[: run[0].start()], text[run[-1].end() :]
        of = _OF.match(after)
        if _NOT_NOW.search(before) or (of and not plain(question, of[0], line.language)):
            continue
        rest = after[of.end() :] if of else after
        held, holder = _HELD.search(before), _HOLDER.match(rest)
        if held and _CLOSED.match(rest) and not _ATTACHED.search(before[: held.start()]):
            yield held["name"], held.start("name")
        elif holder and not (of and holder["title"]):
            which = "name" if holder["name"] else "title"
            start = len(text) - len(rest) + holder.start(which)
            if not _JOINED.match(text[start + len(holder[which]) :]):
                yield holder[which], start


def _holder(question: Asked, line: Line, name: str, start: int, *, role: bool) -> Holder | None:
    """Return a name without its titles; None where it is one of the question's or only opens the sentence."""
    while (word := name.split(" ")[0]).lower().strip(".") in TITLES | CALENDAR or not terms(word, line.language):
        if " " not in name:
            return None
        start, name = start + len(word) + 1, name.partition(" ")[2]
    name = re.sub(r"['’]s?$|\.$", "", name)
    if not name or stems(name, line.language) <= question.names | stems(line.article.publisher, line.language):
        return None
    if " " not in name and start == 0 and name not in names(line.article.text):
        return None
    full = fullest(name, line.article.text)
    body = line.text[:start].lower().endswith("the ") or bool(BODY.search(full))
    begin = line.span.start + start
    return Holder(line, Span(begin, begin + len(name)), line.span, full, body, role)


def fullest(name: str, text: str) -> str:
    """Return the form of a single name that has its first name before it, where the article has one."""
    if " " in name:
        return name
    for match in re.finditer(rf"(?<![\w-])({_WORD}) {re.escape(name)}\b", text):
        if match[1].lower().strip(".") not in TITLES | CALENDAR and match[1] in names(text[: match.end()] + " x"):
            return match[0]
    return name


def alike(one: str, other: str) -> bool:
    """Tell whether two names share a word, or one that is spelled nearly so, or one is the initials of the other."""
    mine, theirs = parts(one), parts(other)
    if "".join(word[0] for word in mine) in theirs or "".join(word[0] for word in theirs) in mine:
        return True
    return any(Levenshtein.distance(a, b) <= min(len(a), len(b)) // 4 for a in mine for b in theirs)


def parts(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", normalised(name)) if word not in TITLES]
