"""Small words that turn a sentence: negation, doubt, the future, exaggeration, direction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.prove.support.synonyms import same
from index.text.language import terms

_REACH = 4
# A clause ends where no further infinitive is listed: "promised to publish, to connect and to keep" is all promise.
_END = re.compile(r"[;:\"”]|,\s(?!(?:and )?to\b)")


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{text})\b", re.I)


_NOT = _words(
    r"not|no|nobody|no one|none|never|nothing|neither|nor|without|cannot|\w+n['’]t|refus\w+ to|"
    r"declin\w+ to|fail(?:s|ed|ing)? to|unable to|stop(?:s|ped)?|halt(?:s|ed)?|ceas\w+|g[ai]ves? up|"
    r"abandon\w*|forb\w+|bann?\w*|"
    r"nicht|kein\w*|nie|niemand|ohne|pas|jamais|aucune?|sin|nunca|nadie"
)
_DOUBT = _words(
    r"may|might|could|possibl\w+|perhaps|probabl\w+|likely|expect\w*|suspect\w*|suspicion|alleg\w+|reportedly|"
    r"unsure|not sure|hop(?:e[sd]?|ing)|"
    r"believ\w+|claim\w*|estimat\w+|appear\w*|seem\w*|apparently|purported\w*|potential\w*|if|whether|thought|"
    r"könnte\w*|dürfte\w*|vermutlich|angeblich|soll\w*|pourrait|serait|podría"
)
_ABLE = _words(r"can")
_PRESENT = re.compile(r"\b(?:will|can) ([a-z]{3,})\b")
_FUTURE = _words(
    r"will|would|shall|is to|are to|was to|were to|plans? to|planned|planning|intend\w*|propos\w+|going to|"
    r"aim\w*|want\w*|demand\w*|"
    r"ask\w* (?:for|that|to)|urg\w+|promis\w+|pledg\w+|wird|werden|soll\w*|due to|set to|"
    r"schedul\w+|hop\w+|expect\w*|offered|should|must|could|may"
)
STRONG = _words(
    r"all|any|every|each|everyone|everybody|always|entire(?:ly)?|complete(?:ly)?|total(?:ly)?|only|most|worst|best|"
    r"largest|biggest|greatest|highest|lowest|first|last|deadliest|huge|massive|enormous|devastating|catastrophic|"
    r"disastrous|dramatic\w*|unprecedented|extreme\w*|severe\w*|serious\w*|numerous|countless|dozens|hundreds|"
    r"thousands|millions|definitely|certainly|undoubtedly|proven?|guarantee\w*|immediately|solely|never|"
    r"nobody|none|record|historic|major|shocking|secret\w*|repeatedly|constantly|many|widely|"
    r"permanent\w*|unanimous\w*|"
    r"overwhelming\w*|both|ever|exclusively|badly|fatal\w*"
)
_SAME_STRONG = (
    ("all", "every", "everyone", "everybody", "entire", "entirely", "each", "complete", "completely", "whole"),
    ("nobody", "none", "no", "no one", "neither", "not"),
    ("never", "not"),
    ("both", "two"),
    ("only", "alone", "solely", "just", "exclusively"),
    ("largest", "biggest", "greatest", "larger", "bigger"),
    ("first", "1st", "eerste"),
    ("many", "several", "dozens", "hundreds", "thousands", "hundred", "thousand"),
    ("serious", "seriously", "severe", "severely", "badly"),
    ("most", "majority"),
    ("highest", "most", "record"),
)
_OPPOSED = r"""
    rise\w*|rose|risen|increas\w+|grow\w*|grew|climb\w*|more|higher|gain\w*|up
    / fall\w*|fell|drop\w*|decreas\w+|declin\w+|shrank|less|fewer|lower\w*|lost|down|reduc\w+|cut
    win\w*|won|victor\w+|defeated|beat / los[et]\w*|lost|conced\w+|was defeated
    accept\w*|approv\w+|adopt\w+|agree\w*|support\w*|back(?:ed|s)|favou?r\w*
    / reject\w*|refus\w+|oppos\w+|voted down|declin\w+|disagree\w*|against
    open\w* / clos\w+|shut\w*
    before|prior|earlier / after|later|following
    until|till / from
    start\w*|began|begin\w*|begun|launch\w*|opened / end\w*|stop\w*|finish\w*|ceas\w+
    above|over|exceed\w* / below|under|less
    north\w* / south\w*
    east(?:ern|ward)? / west(?:ern|ward)?
    cheaper|less / dearer|costlier|more
    arriv\w+|came|come|entered|return\w* / left|leav\w+|depart\w+
    safe|undamaged|unharmed|working / damaged|unsafe|broken|out of order|unfit
    all|entire\w*|whole / half|some|part|third|quarter
    positive / negative
    guilty|convicted / innocent|acquitted|cleared
    confirm\w*|admit\w*|acknowledg\w+ / den(?:y|ied|ies)\w*|disput\w+
    (?:in|to|into) (?:service|use) / out of (?:service|use)
    larger|bigger|longer|older|taller|faster|deeper / smaller|shorter|newer|younger|slower|shallower
    alive|surviv\w+ / dead|die[ds]?|killed|deaths?
    bought|buys?|purchas\w+ / s[eo]ld|sells?|selling
    early|ahead / late|delay\w*|behind
    at home / away|abroad
    public\w* / private\w*|secret\w*
    cause\w* / prevent\w*|avoid\w*
    minimum|at least / maximum|at most|up to
    hired|appoint\w+ / resign\w*|dismiss\w*|fired|sacked
    temporar\w+ / permanent\w*
    succe\w+ / fail\w*
    buil[dt]\w* / demolish\w*|destroy\w*
    borrow\w* / lent|lend\w*
    (?:switch|turn)\w* on / (?:switch|turn)\w* off
"""
_PAIRS = tuple(
    (_words(one.strip()), _words(other.strip()))
    for one, other in (row.split(" / ") for row in re.sub(r"\n\s+/", " /", _OPPOSED).strip().splitlines())
)
_MORE = _words(
    r"more than(?! the)|over(?! the)|at least|above|exceed\w*|minimum|not less than|"
    r"no fewer than|upwards of|mehr als|mindestens"
)
_LESS = _words(
    r"less than|under|fewer than|below|up to|at most|no more than|maximum|nearly|almost|weniger als|höchstens|fast"
)
_PREPOSITIONS = ("over", "above", "under", "below", "around", "about", "some")
_ABOUT = _words(r"about|around|roughly|approximately|some|estimated|an estimated|circa|rund|etwa|ungefähr|environ")


def denied(text: str, language: str) -> set[str]:
    """Return the terms that a text denies: those among the four words after a negation, numbers aside."""
    found: set[str] = set()
    for match in _NOT.finditer(text):
        after = re.split(r"[,;:.]", text[match.end() :], maxsplit=1)[0].split()[:_REACH]
        found |= {term for term in same(terms(" ".join(after), language)) if not term[0].isdigit()}
    return found


def doubted(text: str, language: str) -> set[str]:
    """Return the terms that come after a word of doubt in their clause."""
    return _following(_DOUBT, text, language)


def awaited(text: str, language: str) -> set[str]:
    """Return the terms that come after a word that puts them into the future, a plan or a wish."""
    return _following(_FUTURE, text, language)


def _following(pattern: re.Pattern[str], text: str, language: str) -> set[str]:
    return {
        term
        for match in pattern.finditer(text)
        for term in same(terms(_END.split(text[match.end() :], maxsplit=1)[0], language))
        if not term[0].isdigit()
    }


def doubts(text: str) -> bool:
    """Tell whether a text doubts."""
    return bool(_DOUBT.search(text))


def hedged(text: str) -> bool:
    """Tell whether a text doubts, plans, expects or asks."""
    return bool(_DOUBT.search(text) or _FUTURE.search(text) or _ABLE.search(text))


def told(text: str, source: str) -> str:
    """Return a text without the will and can of deeds that the source tells in the present: takes office."""
    return _PRESENT.sub(lambda match: match[1] if re.search(rf"\b{match[1]}(?:e?s)?\b", source) else match[0], text)


def exaggerations(text: str, source: str) -> Iterator[str]:
    """Yield words of a text that go as far as nothing in the source does."""
    low = source.lower()
    for match in STRONG.finditer(text):
        word = match[0].lower()
        alike = {other for group in _SAME_STRONG if word in group for other in group} | {word, word[:6]}
        if not any(re.search(rf"\b{re.escape(other)}", low) for other in alike):
            yield word


def opposed(text: str, source: str) -> bool:
    """Tell whether a text says the reverse of something in the source, by words that come in pairs."""
    return any(
        (one.search(text) and not other.search(text) and other.search(source) and not one.search(source))
        or (other.search(text) and not one.search(text) and one.search(source) and not other.search(source))
        for one, other in _PAIRS
    )


def bound(before: str) -> str:
    """Return how the words before a number bound it: "more", "less", "about" or nothing."""
    near = before[-24:]
    for name, pattern in (("more", _MORE), ("less", _LESS), ("about", _ABOUT)):
        found = list(pattern.finditer(near))
        if found and _reaches(found[-1][0], near[found[-1].end() :]):
            return name
    return ""


def _reaches(word: str, between: str) -> bool:
    """Tell whether a bound belongs to the number after it: a preposition only where it stands directly before it."""
    words = [one for one in between.split() if one.lower() not in ("the", "a", "an", "of")]
    return not re.search(r"[\d;.]", between) and len(words) <= (0 if word.lower() in _PREPOSITIONS else 2)
