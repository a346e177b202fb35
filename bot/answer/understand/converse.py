"""What a conversation remembers, and what a follow-up means without the turns before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answer.record.record import recall
from bot.answer.understand.bearing import belonging, other
from bot.answer.understand.occasion import OCCASION, occasion
from bot.answer.understand.persons import PRONOUN, person, standing
from bot.answer.understand.pronouns import pointed, pronoun
from bot.answer.understand.swap import replaced, sentence, swapped
from bot.answer.understand.topic import NAMES, QUESTION_WORDS, anchor, eventful, inner
from bot.values import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.library import Library

MOST_TURNS = 10
MOST_CHARACTERS = 6000  # about 1,500 tokens

_MORE = re.compile(
    r"^(?:yes|yeah|yep|ok(?:ay)?|sure|please|go on|continue|more|tell me more|what else|anything else|ja|"
    r"oui|sí)(?:,? please)?\W*$",
    re.I,
)
_ONLY = re.compile(
    r"^(?:and |but |now )?(?:only|just|solely|nur|seulement|solo)\s+(?:(?:from|by|in|"
    r"according to)\s+)?(?P<what>.+?)\W*$",
    re.I,
)
_SCOPE = re.compile(
    r"^(?:and |but )?(?:(?:what|how) about )?(?P<what>(?:since|before|after|until|in|during|between|"
    r"according to|from)\s+.+?)\W*$",
    re.I,
)
_CORRECTION = re.compile(
    r"^(?:no|nope|not that(?: one)?|sorry|actually|nein|non)\b[\s,.;:–—-]*(?:i meant?|not .{1,60}? but|"
    r"rather)?\s*(?P<what>.*?)\W*$"
    r"|^(?:i meant?|rather)\s+(?P<meant>.+?)\W*$|^not (?P<out>.{1,60}?),? but (?P<in>.+?)\W*$",
    re.I,
)
_OPENER = re.compile(r"^(?:and|but|so|then|also|und|aber|et|mais|y|pero)\s+", re.I)
_ABOUT = re.compile(r"^(?:and |but )?(?:what|how) about\s+(?P<what>.+?)\W*$", re.I)
_ASKED_OF = re.compile(r"(?:[a-z]+|according to) (?:what|which|whose|whom|who|how|when|where)\b", re.I)
_TIMED = re.compile(r"(?:since|before|after|until|in|during|between)\b", re.I)
_LIMIT = re.compile(
    r"\s(?:(?P<by>according to [^()]+?)|(?:since|before|after|until|during|in|between) "
    r"(?:\d|last|this|the (?:last|past)|(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|"
    r"December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday))\b[^()]*?)$",
    re.I,
)
_BARE = re.compile(
    r"^(?:why|how|when|where|who|what|which|(?:by|in|for|at|to|from|with|of) (?:how|which|what|"
    r"whom)(?: \w+){0,2}|how (?:many|much|long|far|old|big)|since when|by whom|warum|wann|wo|wer|wie|"
    r"pourquoi|quand|qui)(?: (?:exactly|not|so|else|then|and why))?\W*$",
    re.I,
)
_WHETHER = re.compile(r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could)\b", re.I)
# Questions in another language keep their own words, with what they are about in brackets.
_FOREIGN = re.compile(
    r"^(?:und|aber|et|mais|y|pero|wer|wie|wann|wo|warum|qui|quand|où|pourquoi|quién|cuándo|was(?= (?:hat|haben|ist|"
    r"sind|war(?:en)?|wird|wurde|kann|soll|sagt|sagte|kostet|geschah|passierte)\b))\b",
    re.I,
)
_THINGS_OWN = re.compile(r"\bits\b", re.I)
_LONGEST_NAME = 8  # words of what is named in place of a pronoun; a longer one would drown the question


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone. `articles` were cited last; `more` asks for passages that were not shown yet."""

    question: str
    changed: bool = False
    more: bool = False
    articles: tuple[str, ...] = ()


def history(library: Library, name: str, answer_id: str) -> tuple[Answer, ...]:
    """Return the answers that lead to the one with an id, oldest first, as far back as MOST_* allow."""
    turns: list[Answer] = []
    size = 0
    while answer_id and len(turns) < MOST_TURNS:
        answer = recall(library, name, answer_id)
        size += len(answer.question) + len(answer.text) if answer else 0
        if answer is None or (turns and size > MOST_CHARACTERS) or any(one.id == answer.id for one in turns):
            break
        turns.append(answer)
        answer_id = answer.follows
    return tuple(reversed(turns))


def understand(text: str, turns: Sequence[Answer]) -> Understood:
    """Return what a question means after these turns, by rules; one that stands alone is returned as it is."""
    if not turns:
        return Understood(text)
    last = turns[-1]
    before = last.understood or last.question
    articles = tuple(dict.fromkeys(one.article_id for one in (last.citations or last.related)))[:2]
    if _MORE.match(text):
        return _more(last, before, articles)
    asked, limits = _limits(_asked(turns))
    base, _ = _limits(before)
    meant = _corrected(text, asked, limits[0], turns) or _scoped(text, asked, limits) or _carried(text, base, turns)
    if meant is None:
        return Understood(text)
    return Understood(meant, changed=meant != text, articles=articles)


def _asked(turns: Sequence[Answer]) -> str:
    """Return the last question that was put in words: "more" may have opened an article that answers another."""
    last = next((one for one in reversed(turns) if not _MORE.match(one.question)), turns[-1])
    return last.understood or last.question


def _limits(before: str) -> tuple[str, tuple[str, str]]:
    """Split a question into what it asks and its limits to a publisher and to a time, "" each where it has none."""
    bare = before.rstrip("?.! ")
    found = {"by": "", "when": ""}
    while match := _LIMIT.search(bare):
        kind = "by" if match["by"] else "when"
        found[kind] = match[0].strip()
        bare = bare[: match.start()]
    return sentence(bare), (found["by"], found["when"])


def _more(last: Answer, before: str, articles: tuple[str, ...]) -> Understood:
    """After an answer, more of the same; after none, what the nearest passages are about."""
    if last.outcome == "answered" or not last.related:
        return Understood(before, changed=True, more=True, articles=articles)
    return Understood(f"What does “{last.related[0].title}” say?", changed=True, articles=articles[:1])


def _corrected(text: str, before: str, publisher: str, turns: Sequence[Answer]) -> str | None:
    """Return the question before with its conflicting part replaced; its limit to a publisher stays."""
    match = _CORRECTION.match(text)
    if match is None:
        return None
    if match["out"] and match["in"]:
        return replaced(before, match["out"], match["in"])
    what = match["what"] or match["meant"] or ""
    if not what:
        return None
    if _is_question(what):
        return _carried(what, before, turns) or sentence(what)
    return sentence(f"{swapped(before, what).rstrip('?.! ')} {publisher}")


def _scoped(text: str, base: str, limits: tuple[str, str]) -> str | None:
    """Return the question before within a publisher or a time: "only Reuters", "since Monday"; a new one replaces."""
    only, scope = _ONLY.match(text), _SCOPE.match(text)
    what = only["what"] if only else scope["what"] if scope and len(text.split()) <= 6 else ""
    if not what or _is_question(what):
        return None
    publisher, time = limits
    if _TIMED.match(what):
        time = what
    elif only or re.match(r"(?:according to|from)\b", what, re.I):
        publisher = f"according to {re.sub(r'^(?:according to|from) ', '', what, flags=re.I)}"
    else:
        return None
    return sentence(" ".join(part for part in (base.rstrip("?.! "), publisher, time) if part))


def _carried(text: str, before: str, turns: Sequence[Answer]) -> str | None:
    """Return a question that leans on the one before, with what that one was about; None where it stands alone."""
    about = _ABOUT.match(text)
    topic = anchor(before)
    if about and topic:
        return _about(about["what"], before)
    bare = _OPENER.sub("", text)
    opened = other(bare, before)
    meant = _of_person(opened, before, turns)
    if (what := OCCASION.match(opened)) and (told := occasion(what[1], before)):
        return sentence(told)
    if meant or not topic:
        return meant or (sentence(opened) if opened != bare else None)
    if not _leans(text, opened):
        return belonging(text, before) or None
    if NAMES.search(opened) and not pronoun(opened) and len(opened.split()) > 5:
        return sentence(opened)
    if _FOREIGN.match(text):
        return sentence(f"{opened.rstrip('?.! ')} ({topic})")
    return _naming(opened, topic, inner(before))


def _leans(text: str, opened: str) -> bool:
    short = len(opened.split()) <= 3 and NAMES.search(opened) is None
    return opened != text or bool(_BARE.match(opened)) or pronoun(opened) is not None or short


def _of_person(opened: str, before: str, turns: Sequence[Answer]) -> str:
    """Return a question with the person named for whom its he or she stands; "" where that cannot be told."""
    leaning = pronoun(opened)
    if leaning is None or not PRONOUN.fullmatch(leaning[0]) or len(opened.split()) < 2:
        return ""
    name, topic = person(turns, leaning[0]), inner(before) or anchor(before)
    if not name:
        return ""
    meant = standing(opened, name)
    return sentence(meant if name in topic else pointed(meant, topic or "it"))


def _naming(text: str, topic: str, thing: str) -> str:
    """Return a question with the thing talked about in place of its pronoun, or with its topic named first."""
    if _THINGS_OWN.search(text) and len(topic.split()) <= _LONGEST_NAME:
        return sentence(_THINGS_OWN.sub(lambda _: f"{topic}’s", text, count=1))
    name = thing or topic
    known = len(name.split()) <= _LONGEST_NAME and (eventful(name) or not OCCASION.match(text))
    named = pointed(text, name) if known else text
    if named != text and name == topic:
        return sentence(named)
    return sentence(f"As for {topic}, {_inside(named)}")


def _inside(text: str) -> str:
    """Return a question as it is written inside a sentence; a bare thing becomes one."""
    if re.match(r"(?:the|a|an|his|her|its|their)\b", text, re.I):
        return f"what about {text[0].lower()}{text[1:]}"
    asks = QUESTION_WORDS.match(text) or _BARE.match(text) or _WHETHER.match(text)
    return text[:1].lower() + text[1:] if asks else text


def _about(what: str, before: str) -> str | None:
    """Return the question before, asked of something else; None where that is a matter of its own."""
    if what[:1].isupper() or re.match(r"the [A-Z]", what):
        return swapped(before, what) if NAMES.search(before) else None
    return sentence(f"As for {anchor(before)}, what about {what}")


def _is_question(text: str) -> bool:
    return bool(QUESTION_WORDS.match(text) or _ASKED_OF.match(text)) or text.endswith("?")
