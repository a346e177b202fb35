"""Denial and doubt: what a statement turns from yes to no, or from maybe to surely, against its premise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.prove.premise import Premise
from index.text.language import terms

_REACH = 4  # words behind a denial that it denies
_END = re.compile(r"[;:\"”]|,\s(?!(?:and )?to\b)")  # "promised to publish, to connect and to keep" is all promise


def _any_of(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{text})\b", re.I)


DENIAL = _any_of(
    r"not|no|nobody|no one|none|never|nothing|neither|nor|without|cannot|\w+n['’]t|"
    r"nicht|kein\w*|nie|niemand|ohne|pas|jamais|aucune?|sin|nunca|nadie"
)
_REFUSAL = _any_of(
    r"refus\w+|declin\w+ to|fail\w* to|unable to|stop(?:s|ped)?|halt(?:s|ed)?|ceas\w+|g[ai]ves? up|abandon\w*|forb\w+|"
    r"bann?\w*|den(?:y|ie[sd]|ying)|reject\w*|cancel\w*|exempt|lack\w*|un\w+ed|impossible|less|few\w*|only|kept out"
)
DOUBT = _any_of(
    r"may|might|could|possibl\w+|perhaps|probabl\w+|likely|expect\w*|suspect\w*|suspicion|alleg\w+|reportedly|"
    r"unsure|not sure|hop(?:e[sd]?|ing)|"
    r"believ\w+|claim\w*|estimat\w+|appear\w*|seem\w*|apparently|purported\w*|potential\w*|if|whether|thought|"
    r"könnte\w*|dürfte\w*|vermutlich|angeblich|soll\w*|pourrait|serait|podría"
)
_PLAN = _any_of(
    r"will|would|shall|is to|are to|was to|were to|plans? to|planned|planning|intend\w*|propos\w+|going to|"
    r"aim\w*|want\w*|demand\w*|"
    r"ask\w* (?:for|that|to)|urg\w+|promis\w+|pledg\w+|wird|werden|soll\w*|due to|set to|"
    r"schedul\w+|hop\w+|expect\w*|offered|should|must|could|may|can"
)


def missing(statement: str, premise: Premise) -> Iterator[str]:
    """Yield "negation" where only one of both denies what both speak of, "doubt" or "certainty" where only one doubts."""
    language = premise.article.language
    mine = {term for term in terms(statement, language) if not term[0].isdigit()}
    if _denied_otherwise(statement, mine, premise):
        yield "negation"
    near = _nearest(mine, premise.text, language)
    doubted, planned = _behind(DOUBT, near, language) & mine, _behind(_PLAN, near, language) & mine
    hedged = DOUBT.search(statement) or _PLAN.search(statement)
    if ((doubted | planned) and not hedged) or (doubted and re.search(r"\bwill\b", statement) and not DOUBT.search(statement)):
        yield "doubt"
    if DOUBT.search(statement) and not DOUBT.search(f"{premise.text} {' '.join(premise.before)}"):
        yield "certainty"


def _denied_otherwise(statement: str, mine: set[str], premise: Premise) -> bool:
    language = premise.article.language
    theirs, denied = _denied(premise.text, language), _denied(statement, language)
    around = f"{premise.text} {' '.join(premise.before)}"
    if DENIAL.search(statement) and not (DENIAL.search(around) or _REFUSAL.search(around)):
        return True
    return bool((theirs - denied) & mine) and not (DENIAL.search(statement) or _REFUSAL.search(statement))


def _denied(text: str, language: str) -> set[str]:
    """Return the terms among the words behind a denial."""
    found: set[str] = set()
    for match in DENIAL.finditer(text):
        after = re.split(r"[,;:.]", text[match.end() :], maxsplit=1)[0].split()[:_REACH]
        found |= {term for term in terms(" ".join(after), language) if not term[0].isdigit()}
    return found


def _behind(pattern: re.Pattern[str], text: str, language: str) -> set[str]:
    """Return the terms behind a word in its clause."""
    return {
        term
        for match in pattern.finditer(text)
        for term in terms(_END.split(text[match.end() :], maxsplit=1)[0], language)
        if not term[0].isdigit()
    }


_PART = re.compile(r"(?<=[.!?])[”\"’]?\s|\s*[;–—:]\s+|,\s+(?:while|but|whereas|and|although|though|who|whose|which|because)\s+")


def _nearest(mine: set[str], text: str, language: str) -> str:
    """Return the part of a text whose terms are most like a statement's."""

    def likeness(part: str) -> float:
        theirs = set(terms(part, language))
        return 2 * len(mine & theirs) / (len(theirs) + len(mine) or 1)

    return max([text, *_PART.split(text)], key=lambda part: (likeness(part), len(part)))
