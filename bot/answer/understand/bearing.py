"""Questions that say their own words and yet belong to the talk: of the thing it is about, and of an event in it."""

from __future__ import annotations

import re

from bot.answer.understand.topic import ANCHORED, NAMES, anchor, eventful, inner

# Who and what an event has; a question for them that names nothing else is about the event that the talk is about.
_INVOLVED = (
    r"killed|injur(?:ed|ies)|hurt|wounded|died|dead|deaths?|rescued|evacuated|arrested|detained|charged|missing|shot|"
    r"survived?|survivors?|victims?|casualt(?:y|ies)|fatalities|attackers?|assailants?|gunm[ae]n|shooters?|bombers?|"
    r"suspects?|perpetrators?|culprits?|hostages?|witnesses|responsib(?:le|ility)|damage[ds]?|destroyed|motive|weapons?|"
    r"happened|warnings?"
)
_ABOUT_IT = re.compile(rf"\b(?:{_INVOLVED})\b", re.I)
_HARM = re.compile(r"\b(?:attack|bomb|kill|injur|wound|explod|crash|hurt|died?\b|struck|sank|shot|burn|flood)\w*", re.I)
_OF_ALL = re.compile(
    r"\b(?:every|each|per|usual\w*|general\w*|normal\w*|ever|worldwide|annually|years?|century|if|an?|\w*\d\w*)\b",
    re.I,
)
_PHRASE = re.compile(
    r"\b(?:(?:in|on|at|by|from|with|of|during|near|under|for|to|after|before|into)\s+(?:(?:the|that|this)\s+)?|"
    r"(?:the|that|this|his|her|their)\s+)(?P<noun>[\w’'-]+)",
    re.I,
)
_EVENTS = re.compile(r"(?:event|incident|tragedy|disaster|total|all)$", re.I)
_HAPPENED = re.compile(r"^what (?P<what>(?:happened|took place|occurred) .+)$", re.I)
_OWN = r"\s(?:of|in|on|at|near|that|which|who|where|when|for|from|by|with|into|during)\s"
_LONGEST = 8  # words of a thing that is named in the middle of a question

_EXISTS = re.compile(
    r"^(?:(?:how (?:many|much)|which|what)\s+(?P<thing>\S.*?)\s+(?:is|are|was|were)\s+there\b|"
    r"(?:(?:when|where|why|how|since when)\s+)?(?:is|are|was|were|has|have|had|will)\s+there\s+(?:been\s+|be\s+)?"
    r"(?:(?:an?|any|no|some|enough)\s+)?(?P<other>\S.*))",
    re.I,
)
_COUNTED = re.compile(r"^how many (?:other )?(?P<thing>[a-z][\w-]*)\b", re.I)
_OTHERS = re.compile(r"(?:(?<=\bany )|(?<=\bsome )|(?<=\bmany )|(?<=\bthere ))(?:others|more)(?=\W*$)", re.I)
_NO_THING = re.compile(
    r"\b(?:others?|another|more|else|further|additional|same|such|people|persons?|things?|any(?:one|body|thing)|"
    r"some(?:one|body|thing)|ones?|many|much|so|any)\b",
    re.I,
)


def exists(text: str) -> bool:
    """Tell whether `there` of a question only says that something is, and the question names what: `a second memo`."""
    match = _EXISTS.match(text.rstrip("?.! "))
    thing = (match["thing"] or match["other"] or "") if match else ""
    return bool(thing) and (not _NO_THING.search(thing) or bool(NAMES.search(f"- {thing}")))


def other(text: str, before: str) -> str:
    """Return a question for others with what they are: `any other attackers`, where those were counted before."""
    anchored = ANCHORED.match(before)
    counted = _COUNTED.match(anchored["asked"] if anchored else before)
    return _OTHERS.sub(f"other {counted['thing']}", text) if counted else text


def belonging(text: str, before: str) -> str:
    """Return a question with the thing named that the one before was about; "" where it names its own, or none."""
    if NAMES.search(text):
        return ""
    return _echoed(text, before) or _involved(text, before)


def _echoed(text: str, before: str) -> str:
    """`When did the Crocus City Hall attack begin?` for `the attack`, where the talk is about that one."""
    topic, part = anchor(before), inner(before)
    if part and re.search(rf"\b{re.escape(part)}\b", text, re.I):
        return f"As for {topic}, {text[0].lower()}{text[1:]}"
    if not topic.startswith("the ") or len(topic.split()) > _LONGEST:
        return ""
    for head in _heads(topic):
        match = re.search(rf"\bthe {re.escape(head)}\b(?!{_OWN})", text, re.I)
        if match and len(topic.split()) > 2:
            return f"{text[: match.start()]}{topic}{text[match.end() :]}"
    return ""


def _heads(topic: str) -> list[str]:
    """Return the nouns that name a thing alone: `ferry` of `the ferry Saint Brannoc`."""
    words = re.split(_OWN, topic)[0].split()[1:]
    plain = [word for word in words if word[0].islower()]
    return list(dict.fromkeys([*words[-1:], *plain[-1:]]))


def _involved(text: str, before: str) -> str:
    """`As for the Moscow attack, how many people were killed?`, where the talk is about that event."""
    event = _event(before)
    if not event or not _ABOUT_IT.search(text) or _OF_ALL.search(text) or eventful(text):
        return ""
    others = [match["noun"] for match in _PHRASE.finditer(text)]
    if not all(_ABOUT_IT.fullmatch(noun) or _EVENTS.match(noun) for noun in others):
        return ""
    return f"As for {event}, {text[0].lower()}{text[1:]}"


def _event(before: str) -> str:
    """Return the event that a question is about: what it names, or what happened to that."""
    topic = anchor(before)
    if eventful(topic) or topic.lower().startswith("what "):
        return topic
    anchored = ANCHORED.match(before)
    asked = (anchored["asked"] if anchored else before).rstrip("?.! ")
    if match := _HAPPENED.match(asked):
        return f"what {match['what']}"
    return topic if _HARM.search(asked) else ""
