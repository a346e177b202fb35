"""What a conversation remembers, and what a follow-up means without the turns before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answer.record import recall
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
    r"according to)\s+)?(?:the\s+)?(?P<what>.+?)\W*$",
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
_THE_ONE = re.compile(
    r"^(?:the|that|those|this|der|die|das|le|la|el) (?:one|ones|other one)?\s*(?=in |at |on |of |from |"
    r"by |near |with )",
    re.I,
)
_OPENER = re.compile(r"^(?:and|but|so|then|also|und|aber|et|mais|y|pero)\s+", re.I)
_ABOUT = re.compile(r"^(?:and |but )?(?:what|how) about\s+(?P<what>.+?)\W*$", re.I)
_TIMED = re.compile(r"(?:since|before|after|until|in|during|between)\b", re.I)
_LIMIT = re.compile(
    r"\s(?:(?P<by>according to [^()]+?)|(?:since|before|after|until|during|in|between) "
    r"(?:\d|last|this|the (?:last|past)|(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|"
    r"December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday))\b[^()]*?)$",
    re.I,
)
_PRONOUN = re.compile(
    r"\b(?:he|she|they|him|them|his|her|hers|their|theirs|it|its|this|these|those|that(?! [a-z]+ (?:was|"
    r"were|is|are|had|has))|there|then|er|ihn|ihm|"
    r"il|elle|ils|elles|ella|ellos)\b",
    re.I,
)
_BARE = re.compile(
    r"^(?:why|how|when|where|who|what|which|(?:by|in|for|at|to|from|with|of) (?:how|which|what|"
    r"whom)(?: \w+){0,2}|how (?:many|much|long|far|old|big)|since when|by whom|warum|wann|wo|wer|wie|"
    r"pourquoi|quand|qui)(?: (?:exactly|not|so|else|then|and why))?\W*$",
    re.I,
)
_NAMES = re.compile(r"(?<![.!?]\s)(?<!^)\b[^\W\d_a-zà-ÿ][\w'’-]+(?:\s+(?:of |the |de |von )?[^\W\d_a-zà-ÿ][\w'’-]+)*")
_QUESTION_WORDS = re.compile(
    r"^(?:(?:and|but|so)\s+)?(?:who|whom|whose|what|which|when|where|why|how(?: many| much| long| far| old)?)\b\s*"
    r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could)?\s*",
    re.I,
)

# "Who stole the lens": the verb between who and what is no part of what is talked about.
_DEED = re.compile(r"^[a-z]+\s+(?=(?:the|a|an|his|her|its|their|[A-Z]))")


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
    base, limits = _limits(before)
    meant = _corrected(text, base) or _scoped(text, base, limits) or _carried(text, base)
    if meant is None:
        return Understood(text)
    return Understood(meant, changed=meant != text, articles=articles)


def _limits(before: str) -> tuple[str, tuple[str, str]]:
    """Split a question into what it asks and its limits to a publisher and to a time, "" each where it has none."""
    bare = before.rstrip("?.! ")
    found = {"by": "", "when": ""}
    while match := _LIMIT.search(bare):
        kind = "by" if match["by"] else "when"
        found[kind] = match[0].strip()
        bare = bare[: match.start()]
    return _sentence(bare), (found["by"], found["when"])


def _more(last: Answer, before: str, articles: tuple[str, ...]) -> Understood:
    """After an answer, more of the same; after none, what the nearest passages are about."""
    if last.outcome == "answered" or not last.related:
        return Understood(before, changed=True, more=True, articles=articles)
    return Understood(f"What does “{last.related[0].title}” say?", changed=True, articles=articles[:1])


def _corrected(text: str, before: str) -> str | None:
    """Return the question before with its conflicting part replaced."""
    match = _CORRECTION.match(text)
    if match is None:
        return None
    if match["out"] and match["in"]:
        return _replaced(before, match["out"], match["in"])
    what = match["what"] or match["meant"] or ""
    if not what:
        return None
    if _is_question(what):
        return _carried(what, before) or _sentence(what)
    return _swapped(before, what)


def _swapped(before: str, what: str) -> str:
    """Put a noun phrase in place of the last name of a question, or of its place or time."""
    phrase = _THE_ONE.sub("", what)
    lead = re.match(r"(?:in|at|on|of|from|by|near|with)\b", phrase, re.I)
    names = list(_NAMES.finditer(before))
    if lead:
        same = re.search(
            rf"\b{lead[0]}\s+(?:the\s+)?[^?.!]+?(?=\s+(?:in|at|on|of|from|by|near|with)\b|[?.!]*$)", before, re.I
        )
        if same:
            return _replaced(before, same[0], phrase)
        kept = before
        if names:
            kept = " ".join(f"{before[: names[-1].start()]} {before[names[-1].end() :]}".split())
        return _sentence(f"{kept.rstrip('?.! ')} {phrase}")
    if names:
        name = names[-1]
        bare = (
            re.sub(r"^(?:the|a|an)\s+", "", phrase, flags=re.I)
            if before[: name.start()].rstrip().endswith(" the")
            else phrase
        )
        return f"{before[: name.start()]}{bare}{before[name.end() :]}"
    return _sentence(f"{before.rstrip('?.! ')} – {phrase}")


def _replaced(before: str, out: str, into: str) -> str:
    found = re.search(re.escape(out.strip()), before, re.I)
    if found:
        return f"{before[: found.start()]}{into.strip()}{before[found.end() :]}"
    return _sentence(f"{before.rstrip('?.! ')} {into.strip()}")


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
    return _sentence(" ".join(part for part in (base.rstrip("?.! "), publisher, time) if part))


def _carried(text: str, before: str) -> str | None:
    """Return a question that leans on the one before, with what that one was about; None where it stands alone."""
    about = _ABOUT.match(text)
    topic = _topic(before)
    if about and not topic:
        return None
    if about:
        return _about(about["what"], before)
    opened = _OPENER.sub("", text)
    pronoun, name = _PRONOUN.search(opened), _NAMES.search(opened)
    if pronoun and name and name.start() < pronoun.start():
        pronoun = None  # it stands for what the question itself names
    leans = opened != text or bool(_BARE.match(opened)) or pronoun is not None
    short = len(opened.split()) <= 3 and name is None
    if not (leans or short) or not topic:
        return None
    if name is not None and pronoun is None:
        return _sentence(opened) if len(opened.split()) > 5 else _sentence(f"{opened.rstrip('?.! ')} ({topic})")
    return _sentence(f"{opened.rstrip('?.! ')} ({topic})")


def _about(what: str, before: str) -> str:
    """Return the question before, asked of something else."""
    names = list(_NAMES.finditer(before))
    if names and (what[:1].isupper() or re.match(r"the [A-Z]", what)):
        return _swapped(before, what)
    return _sentence(f"What about {what} ({_topic(before)})")


def _topic(before: str) -> str:
    """Return a question without the words that only ask."""
    bare = before.rstrip("?.! ")
    inner = re.search(r"\(([^()]+)\)$", bare)
    head = _named(bare[: inner.start()] if inner else bare)
    if inner is None:
        return head
    new = "" if _PRONOUN.search(head) or len(head.split()) < 2 else head
    return ", ".join(part for part in (new, inner[1].split(", ")[-1]) if part)


def _named(bare: str) -> str:
    """Return what a question names: itself without the words that ask and, after who or what, without its verb."""
    bare = bare.strip()
    topic = _QUESTION_WORDS.sub("", bare)
    return (_DEED.sub("", topic) if re.match(r"(?:who|what|which)\b", bare, re.I) else topic).strip()


def _is_question(text: str) -> bool:
    return bool(_QUESTION_WORDS.match(text)) or text.endswith("?")


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return f"{text[:1].upper()}{text[1:].rstrip('?.! ')}?"
