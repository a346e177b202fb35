"""What a question is about, as a noun phrase that another question can name; by rules for English."""

from __future__ import annotations

import re

NAMES = re.compile(r"(?<![.!?]\s)(?<!^)\b[^\W\d_a-zà-ÿ][\w'’-]+(?:\s+(?:of |the |de |von )?[^\W\d_a-zà-ÿ][\w'’-]+)*")
QUESTION_WORDS = re.compile(
    r"^(?:(?:and|but|so)\s+)?(?:who|whom|whose|what|which|when|where|why|how(?: many| much| long| far| old)?)\b\s*"
    r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could)?\s*",
    re.I,
)
# "As for the ferry accident, who led the inquiry?": what a conversation is about, and what is asked of it.
ANCHORED = re.compile(
    r"^As for (?P<anchor>.+?), (?P<asked>(?:by |in |at |to |from |with |for |of |since )?\w.*)$", re.S
)

_AUXILIARY = r"is|are|was|were|did|does|do|has|have|had|will|would|can|could|be|been"
# Base forms and participles that questions ask with; regular participles are told by their ending.
_VERBS = """
    happen occur begin start end open close cost weigh say tell find found know knew come came go went fail die win won
    lead led hit hurt sink sank run ran take took make made build built hold held sell sold buy bought steal stole
    stolen write wrote written speak spoke pay paid lose lost meet met get got give gave given see saw seen leave left
    send sent fall fell grow rise warn propose cross work last look live sail born break broke broken struck think
    want need mean serve return arrive become became be been add carry cut put set read show choose chose chosen
    contain start stop kill detain lie play notice discover tell told arrest claim join sign urge mediate resign feed
    announce decide deny reject accuse confirm reveal publish believe expect recommend describe
"""
_VERB = re.compile(rf"\b(?:{'|'.join(_VERBS.split())}|\w{{2,}}ed)\b")
_DETERMINER = re.compile(r"(?:\b(?:the|a|an|his|her|its|their|every|each|this|that)|['’]s?)$", re.I)
_ANYBODY = ("people", "persons", "things", "times", "")
_PREPOSITION = re.compile(
    r"\b(?:in|on|at|of|into|about|from|by|with|for|to|during|after|before|over|under|near|when|while|against)\s+", re.I
)
LEANING = re.compile(r"\b(?:he|she|they|him|them|it|this|these|those|that|there|his|her|its|their)\b", re.I)
_EVENT = re.compile(
    r"\b(?:\w*(?:attack|bombing|shooting|killing|meeting|opening|landing|hearing)s?|massacre|accident|crash|fire|explosion|"
    r"flood|storm|earthquake|election|vote|strike|war|battle|trial|inquiry|evacuation|match|game|wedding|funeral|birth|"
    r"death|murder|robbery|theft|riot|protest|concert|festival|conference|summit|outage|launch|visit)s?\b",
    re.I,
)
_WHETHER = re.compile(
    rf"^(?:(?:and|but|so)\s+)?(?:{_AUXILIARY}|did|does|do|should|may|might)\s+(?:there\s+(?:been\s+|be\s+)?)?", re.I
)
_EXISTING = re.compile(r"^(?:\w+\s+)?(?:is|are|was|were|has|have|had|will)\s+there\s+(?:been\s+|be\s+)?an?\s+", re.I)
_CLAUSE = re.compile(r",|\s(?:that|which|who|where|when|during|after|before|since|until|because|if)\s", re.I)
_SECOND = re.compile(r",?\s+(?:and|or|but)\s+(?:who|what|when|where|why|how|which)\b.*$", re.I)


def anchor(question: str) -> str:
    """Return what a conversation is about after a question; empty where that cannot be told."""
    anchored = ANCHORED.match(question)
    return anchored["anchor"] if anchored else named(question)


def eventful(phrase: str) -> bool:
    """Tell whether a noun phrase names something that happens, so that it can be asked when it was."""
    return bool(_EVENT.search(phrase))


def inner(question: str) -> str:
    """Return the thing that a question names beside what its conversation is about; empty where it names none."""
    anchored = ANCHORED.match(question)
    found = named(anchored["asked"]) if anchored else ""
    return "" if LEANING.search(found) or not definite(found) else found


def named(question: str) -> str:
    """Return the noun phrase that a question asks about: `the ferry` of `Who was hurt on the ferry?`."""
    bare = _SECOND.sub("", question.rstrip("?.! "))
    if exists := _EXISTING.match(bare):
        return f"the {_CLAUSE.split(bare[exists.end() :])[0]}"
    head = _WHETHER.sub("", QUESTION_WORDS.sub("", bare)).strip()
    phrases = [_bare(phrase) for phrase in _phrases(head)]
    found = next(filter(definite, phrases), "")
    if found or LEANING.search(head):
        return found
    if names := [match[0] for match in NAMES.finditer(f"- {head}")]:
        return _listed(names)
    return next((one for one in phrases if one not in _ANYBODY and not verb_of(one) and len(one.split()) < 7), "")


def _phrases(head: str) -> list[str]:
    """Return what may be the noun phrase asked about, the likeliest first."""
    left, right = _split(head)
    found = []
    for side in (right, left):
        verb = verb_of(side)
        before, after = (side[: verb.start()], side[verb.end() :]) if verb else (side, "")
        last = re.search(r".*(\b(?:the|a|an)\s.+)$", side)
        objects = [_subject(after[match.end() :]) for match in _PREPOSITION.finditer(after)]
        found += [before, after, *objects, last[1] if last else ""]
    return found


def _subject(clause: str) -> str:
    verb = verb_of(clause)
    return clause[: verb.start()] if verb else clause


def _split(head: str) -> tuple[str, str]:
    """Return what stands before and after an auxiliary verb inside; all after it where there is none."""
    split = re.search(rf"\s(?:{_AUXILIARY})\s", head)
    return (head[: split.start()], head[split.end() :]) if split else ("", head)


def _bare(phrase: str) -> str:
    """Return a phrase without an adverb behind it."""
    return re.sub(r"\s+(?:first|ever|last|really|still|now|again|exactly|so)$", "", phrase.strip())


def verb_of(text: str) -> re.Match[str] | None:
    """Return the first verb that stands not right after a determiner: `the stolen lens` has none."""
    return next(
        (match for match in _VERB.finditer(text) if not _DETERMINER.search(text[: match.start()].rstrip())), None
    )


def definite(phrase: str) -> bool:
    """Tell whether words are a noun phrase that names one thing."""
    return bool(re.match(r"(?:the|a|an)\s+\w|[^\W\d_a-zà-ÿ][\w'’-]+", phrase)) and not verb_of(phrase)


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
