"""Small words that turn a sentence: negation, doubt, the future, exaggeration, direction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.language import terms

_REACH = 3


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{text})\b", re.I)


_NOT = _words(
    r"not|no|nobody|no one|none|never|nothing|neither|nor|without|cannot|\w+n['’]t|refus\w+ to|declin\w+ to|fail(?:s|ed|ing)? to|unable to|"
    r"nicht|kein\w*|nie|niemand|ohne|pas|jamais|aucune?|sin|nunca|nadie"
)
_DOUBT = _words(
    r"may|might|could|possibl\w+|perhaps|probabl\w+|likely|expect\w*|suspect\w*|suspicion|alleg\w+|reportedly|"
    r"believ\w+|claim\w*|estimat\w+|appear\w*|seem\w*|apparently|purported\w*|potential\w*|if|whether|thought|"
    r"könnte\w*|dürfte\w*|vermutlich|angeblich|soll\w*|pourrait|serait|podría"
)
_FUTURE = _words(
    r"will|would|shall|is to|are to|was to|were to|plan\w*|intend\w*|propos\w+|going to|aim\w*|want\w*|demand\w*|"
    r"ask\w* (?:for|that|to)|urg\w+|promis\w+|pledg\w+|wird|werden|soll\w*|due to|set to|schedul\w+|hop\w+|expect\w*|offered|should|must|could|may"
)
STRONG = _words(
    r"all|every|everyone|everybody|always|entire(?:ly)?|complete(?:ly)?|total(?:ly)?|only|most|worst|best|"
    r"largest|biggest|greatest|highest|lowest|first|last|deadliest|huge|massive|enormous|devastating|catastrophic|"
    r"disastrous|dramatic\w*|unprecedented|extreme\w*|severe\w*|serious\w*|numerous|countless|dozens|hundreds|"
    r"thousands|millions|definitely|certainly|undoubtedly|proven?|guarantee\w*|immediately|solely|never|"
    r"nobody|none|record|historic|major|shocking|secret\w*|repeatedly|constantly|many|widely|permanent\w*|unanimous\w*|"
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
_OPPOSED = (
    (r"rise\w*|rose|risen|increas\w+|grow\w*|grew|climb\w*|more|higher|gain\w*|up", r"fall\w*|fell|drop\w*|decreas\w+|declin\w+|shrank|less|fewer|lower\w*|lost|down|reduc\w+|cut"),
    (r"win\w*|won|victor\w+|defeated|beat", r"los[et]\w*|lost|conced\w+|was defeated"),
    (r"accept\w*|approv\w+|adopt\w+|agree\w*|support\w*|back(?:ed|s)|favou?r\w*", r"reject\w*|refus\w+|oppos\w+|voted down|declin\w+|disagree\w*|against"),
    (r"open\w*", r"clos\w+|shut\w*"),
    (r"before|prior|earlier", r"after|later|following"),
    (r"start\w*|began|begin\w*|begun|launch\w*|opened", r"end\w*|stop\w*|finish\w*|ceas\w+"),
    (r"above|over|exceed\w*", r"below|under|less"),
    (r"north\w*", r"south\w*"), (r"east(?:ern|ward)?", r"west(?:ern|ward)?"),
    (r"cheaper|less", r"dearer|costlier|more"),
    (r"arriv\w+|came|come|entered|return\w*", r"left|leav\w+|depart\w+"),
    (r"safe|undamaged|unharmed|working", r"damaged|unsafe|broken|out of order|unfit"),
    (r"all|entire\w*|whole", r"half|some|part|third|quarter"), (r"positive", r"negative"), (r"guilty|convicted", r"innocent|acquitted|cleared"),
    (r"confirm\w*|admit\w*|acknowledg\w+", r"den(?:y|ied|ies)\w*|disput\w+"),
    (r"larger|bigger|longer|older|taller|faster|deeper", r"smaller|shorter|newer|younger|slower|shallower"),
    (r"alive|surviv\w+", r"dead|die[ds]?|killed|deaths?"), (r"bought|buys?|purchas\w+", r"s[eo]ld|sells?|selling"),
    (r"early|ahead", r"late|delay\w*|behind"), (r"public\w*", r"private\w*|secret\w*"),
    (r"cause\w*", r"prevent\w*|avoid\w*"), (r"minimum|at least", r"maximum|at most|up to"),
    (r"hired|appoint\w+", r"resign\w*|dismiss\w*|fired|sacked"), (r"temporar\w+", r"permanent\w*"),
    (r"succe\w+", r"fail\w*"), (r"buil[dt]\w*", r"demolish\w*|destroy\w*"), (r"borrow\w*", r"lent|lend\w*"),
)  # fmt: skip
_PAIRS = tuple((_words(one), _words(other)) for one, other in _OPPOSED)
_MORE = _words(
    r"more than(?! the)|over(?! the)|at least|above|exceed\w*|minimum|not less than|no fewer than|upwards of|mehr als|mindestens"
)
_LESS = _words(
    r"less than|under|fewer than|below|up to|at most|no more than|maximum|nearly|almost|weniger als|höchstens|fast"
)
_ABOUT = _words(r"about|around|roughly|approximately|some|estimated|an estimated|circa|rund|etwa|ungefähr|environ")


def denied(text: str, language: str) -> set[str]:
    """Return the terms that a text denies: those among the three words after a negation, numbers aside."""
    found: set[str] = set()
    for match in _NOT.finditer(text):
        after = re.split(r"[,;:.]", text[match.end() :], maxsplit=1)[0].split()[:_REACH]
        found |= {term for term in terms(" ".join(after), language) if not term[0].isdigit()}
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
        for term in terms(re.split(r"[,;:]", text[match.end() :], maxsplit=1)[0], language)
        if not term[0].isdigit()
    }


def hedged(text: str) -> bool:
    """Tell whether a text doubts, plans, expects or asks."""
    return bool(_DOUBT.search(text) or _FUTURE.search(text))


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
        if found and not re.search(r"[\d;.]", near[found[-1].end() :]):
            return name
    return ""
