"""Whose words a sentence is: the speaker as the article names them, and whether that is said at second hand."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import takewhile

from bot.reading.people import people
from index.text.language import normalised
from index.values import Article, Span

_SAID = (
    r"(?:said|says|told|tells|added|adds|stated|noted|announced|confirmed|insisted|argued|claimed|recalled|replied|wrote|"
    r"sagte|erklärte|beklagt|betonte)"
)
_PART = r"[^“”\".;:!?,]{2,60}?"  # of a name with its description, up to a comma
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_ENDS = (
    rf"(?=[.;“\"]|, (?:who|whose|which|when|as|and|but|after|before|\d)"
    rf"|\s+(?:that|on {_DAY}|{_DAY}|in (?:a|an|the)|at|with|who|when|about)\b|$)"
)
# “…,” said NAME, DESCRIPTION · “…,” NAME said · …, NAME said. · …, NAME said, … · NAME, DESCRIPTION, said …
_AFTER = re.compile(rf"[”\"«,],?\s+{_SAID}\s+(?P<who>{_PART}(?:, {_PART})?){_ENDS}")
_INSIDE = re.compile(rf"[”\"«],?\s+(?P<who>{_PART})\s+{_SAID}\b")
_TAIL = re.compile(rf",\s+(?P<who>(?:[^“”\".;:!?,]{{2,50}}’s {_PART}, )?{_PART}),?\s+{_SAID}[.”]?\s*$")
_MIDDLE = re.compile(rf",\s+(?P<who>{_PART})\s+{_SAID},\s")
_BEFORE = re.compile(rf"^(?P<who>[A-Z]{_PART}(?:, {_PART},)?)\s+(?:has |had |also |later )?{_SAID}\b")
_LATER = re.compile(rf"^(?P<who>[A-Z][\w’'-]+ [A-Z][\w’'-]+(?:, {_PART},)?) .*\b(?:and|but) {_SAID}\b")
_NOBODY = re.compile(
    r"\b(?:were|was|is|are|been|be|not|and|as|which|if|it)$|^(?:If|When|After|In|Asked|That|This)\b|^(?:there|it)$",
    re.I,
)
_ACCORDING = re.compile(r"[Aa]ccording to (?P<who>[^,.;“”]{2,60})")
_CITED = re.compile(
    rf"(?P<via>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)(?: on {_DAY})? (?:cited|quoted) "
    rf"(?P<who>[^,.;]{{2,60}}?) who {_SAID}"
)
_PRONOUN = re.compile(r"^(?:he|she|they|it|er|sie)$", re.I)
_ANONYMOUS = re.compile(
    r"\b(?:sources?|officials?|anonymous|asked not to be named|spokes\w+|insiders?|witness\w*)\b", re.I
)
_QUOTED = re.compile(r"[“”\"„«»]")
_REACH = 3  # sentences that a pronoun or a bare quotation looks back for its speaker


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody's words. `speaker` is copied from the article; `via` reported them first, "" where the article did."""

    speaker: str
    via: str = ""


def speech(article: Article, span: Span) -> Speech | None:
    """Return whose words a span of an article holds, None where the article itself speaks or nobody is named.

    A pronoun or a bare quotation is the last speaker's, unless somebody else was named since.
    """
    place = bisect_left(article.sentences, span.start, key=lambda sentence: sentence.start)
    inside = [one.of(article.text) for one in article.sentences[place:] if one.end <= span.end] or [
        span.of(article.text)
    ]
    told = [one for one in map(_told, inside) if one is not None]
    for found in told:
        if not _PRONOUN.match(found.speaker):
            return found
    if not told and not _bare_quotation(inside[0]):
        return None
    if told and any(people(one) for one in takewhile(lambda one: _told(one) is None, inside)):
        return None
    for before in reversed(article.sentences[max(0, place - _REACH) : place]):
        earlier = _told(before.of(article.text))
        if earlier is None and people(before.of(article.text)):
            return None
        person = not told or re.search(r"[A-Z]", earlier.speaker if earlier else "")
        if earlier is not None and person and not _PRONOUN.match(earlier.speaker):
            return earlier
    return None


def phrase(spoken: Speech, article: Article) -> str:
    """Say whose words they are and where they stand: `White House spokesman John Kirby, quoted by The Post`."""
    where = article.publisher or f"“{article.title}”"
    if spoken.via and normalised(spoken.via) != normalised(article.publisher):
        return f"{spoken.speaker}, cited by {spoken.via}, reported by {where}"
    return f"{spoken.speaker}, quoted by {where}"


def names_speaker(text: str, spoken: Speech) -> bool:
    """Tell whether a text names the speaker: by surname, or by the last word of who is not named."""
    words = re.findall(r"[^\W\d_][\w’'-]*", re.sub(r"^The ", "", spoken.speaker))
    capital = [word for word in words if word[0].isupper()] or words[-1:]
    return any(re.search(rf"\b{re.escape(normalised(word))}", normalised(text)) for word in capital[-2:])


def _told(text: str) -> Speech | None:
    cited = _CITED.search(text)
    if cited:
        return Speech(_tidy(cited["who"]), cited["via"])
    for pattern in (_AFTER, _INSIDE, _TAIL, _MIDDLE, _BEFORE, _LATER, _ACCORDING):
        match = pattern.search(text)
        if match and (pattern is _ACCORDING or _somebody(match["who"])):
            return Speech(_tidy(match["who"]))
    return None


def _somebody(who: str) -> bool:
    """Tell a speaker from a clause: a name, a pronoun, or a short description of a person."""
    words = who.split()
    if not words or _NOBODY.search(who.strip()):
        return False
    named = any(word[0].isupper() for word in words[1:]) or words[0][0].isupper()
    return len(words) <= 12 and (bool(_PRONOUN.match(who)) or named or bool(_ANONYMOUS.search(who)))


def _tidy(who: str) -> str:
    bare = re.split(r",? (?:who|whose) (?!asked)", " ".join(who.split()))[0]
    return re.sub(
        r"^the (?=(?-i:[A-Z]))|^(?:its|his|her|their|ihr|sein|seine) |^(?:But|And|Then|So) ", "", bare, flags=re.I
    ).strip(" ,")


def _bare_quotation(text: str) -> bool:
    return bool(_QUOTED.match(text.strip())) and bool(_QUOTED.match(text.strip()[-1]))
