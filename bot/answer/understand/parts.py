"""The questions of a message: each by itself, and apart from what a person tells before asking.

Of 6,275 questions of SQuAD, of the golden ones and of conversations 2 are taken for several, rightly both, and 1 loses
its beginning. Without `_SELF` 69 more do: "In the case Geven v Land, how many hours …?"
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.text.language import terms
from index.text.segment import segment

MOST = 5  # questions of one message that are answered
_TOLD = 6  # words before a question word that are no part of its question any more
_THANKS = 3  # words that tell nothing: "Thanks, great!"
_AUX = (
    r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|may|might|must|isn['’]t|aren['’]t|"
    r"wasn['’]t|weren['’]t|didn['’]t|doesn['’]t|don['’]t|hasn['’]t|won['’]t)"
)
_WH = r"(?:who(?:m|se)?|what|which|when|where|why|how)(?:['’]s)?"
_HOW = r"how (?:many|much|long|old|far|tall|large|big|high|deep|wide|fast|heavy|often|late|soon)\b"
_ASKING = rf"(?:{_HOW}|{_WH} {_AUX}\b|(?:what|which|whose) \w+ {_AUX}\b|(?:who|what|how|where|when|why)['’]s\b)"
_OPENS = re.compile(rf"(?:{_WH}|{_AUX})\b", re.I)
_GREETS = re.compile(r"(?:(?:\d[.)]|ok(?:ay)?|well|anyway|plus|hey|hi|hello|please|now)(?!\w)[\s,:–—-]*)+", re.I)
_LINKS = re.compile(r"(?:(?:and|but|so|also|then)\b[\s,]*)*", re.I)
_NEXT = re.compile(rf"(?:\s*[,;]\s*(?:and |also |plus )*|\s+(?:and|plus|&) (?:also )?)(?={_ASKING})", re.I)
_WITHIN = re.compile(rf"\b{_ASKING}|(?<=[,:;–—] ){_WH}\b", re.I)
# "When steam cools, what is left?" opens with a clause and asks once.
_ASKS = re.compile(rf"(?:{_ASKING}|(?:who|what|which|whose|{_AUX})\b)", re.I)
_WORD = rf"(?:{_WH}|{_AUX}|anyway|so|and|but)"
_END = re.compile(rf"(?<=[?!])\s+|(?<=[a-z]{{3}}\.)\s+(?={_WORD}\b)")  # what follows may be written small
_SELF = re.compile(r"\b(?:i|me|my|mine|we|us|our)\b", re.I)  # who tells of themselves does not ask there
_FRAME = re.compile(
    r"(?:(?:can|could|would|will) (?:you|anyone|anybody|someone|somebody) (?:please )?(?:tell|say|explain)(?: to)?"
    r"(?: me| us)?|do(?:es)? (?:you|anyone|anybody|someone|somebody) (?:here )?(?:happen to )?(?:know|remember)|"
    r"(?:please )?tell (?:me|us)|i (?:just )?(?:want(?:ed)?|need|would like|['’]d like) to (?:know|ask)|"
    r"i(?:['’]m| am| was|['’]ve been)? (?:just )?wonder(?:ing|ed)?|any(?:one|body)? (?:idea|know))[\s,:]+"
    rf"(?:please )?(?={_WH}\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Message:
    """The questions of a message in order, and what stands before and between them, "" for nothing."""

    questions: tuple[str, ...]
    context: str = ""


def parts(text: str) -> Message:
    """Return the questions of a message of one line; the message as it is where none is told from the rest."""
    questions: list[str] = []
    context: list[str] = []
    for sentence in (one for span in segment(text, "en") for one in _END.split(span.of(text))):
        told, asked = _split(sentence)
        context += told.split()
        questions += asked
    told = " ".join(context) if len(context) > _THANKS else ""
    return Message(tuple(questions), told) if questions else Message((text,))


def one_line(text: str) -> str:
    """Return a text on one line, in which a line that asks, or stands above one that does, ends there."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    for at, line in enumerate(lines[:-1]):
        if _opens(lines[at + 1]) and line[-1].isalnum():
            lines[at] += "?" if _opens(line) else "."
    return " ".join(lines)


def tail(question: str) -> str:
    """Return what a question asks last, "" where that is all: "Who the officer was who was in charge?"."""
    asked = [match.start() for match in _WITHIN.finditer(question)]
    return question[asked[-1] :] if asked and asked[-1] else ""


def _opens(line: str) -> bool:
    return bool(_OPENS.match(line[match.end() :] if (match := _GREETS.match(line)) else line))


def _split(sentence: str) -> tuple[str, list[str]]:
    """Split a sentence into what it tells and what it asks."""
    greeted = _GREETS.match(sentence)
    sentence = sentence[greeted.end() :] if greeted and greeted.end() < len(sentence) else sentence
    bare = _LINKS.sub("", sentence, count=1)
    if framed := _FRAME.match(bare):
        return "", _several(bare[framed.end() :])
    if not _OPENS.match(bare):
        asked = [match.start() for match in _WITHIN.finditer(sentence) if _tells(sentence[: match.start()])]
        if not asked:
            return ("", [sentence]) if sentence.endswith("?") else (sentence, [])
        return sentence[: asked[-1]].strip(" ,;–—-"), [sentence[asked[-1] :]]
    return "", _several(sentence)


def _tells(before: str) -> bool:
    """Tell whether words before a question word are a person's story."""
    return len(before.split()) > _TOLD and bool(_SELF.search(before))


def _several(sentence: str) -> list[str]:
    """Return the questions that a sentence joins, where each asks for something."""
    found, start = [], 0
    for match in _NEXT.finditer(sentence):
        asks = sentence[start : match.start()]
        if _ASKS.match(asks) and terms(asks, "en") and terms(sentence[match.end() :], "en"):
            found.append(asks)
            start = match.end()
    return [*(f"{one.rstrip('?.! ')}?" for one in found), sentence[start:]]
