"""Denial, doubt and plans: what a statement turns from yes to no, from maybe to surely, or from planned to done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.answer.prove.premise import Premise
from index.text.language import located_terms, terms

_REACH = 4  # words behind a denial that it denies
_SHARE = 0.2  # of a statement's terms, more must be doubted before it is: 29 false and 1 true statement, else 32 and 4
_SAYING = frozenset(terms("say tell", "en"))


def _any_of(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{text})\b", re.I)


_DENIAL = _any_of(
    r"not|no(?! (?:more|less|fewer|later) than)|nobody|no one|none|never|nothing|neither|nor|without|cannot|\w+n['’]t|"
    r"nicht|kein\w*|nie|niemand|ohne|pas|jamais|aucune?|sin|nunca|nadie"
)
# Words that say no without a denial: where one stands, it is left to the judge whether the other text means the same.
_CONTRARY = _any_of(
    r"refus\w+|declin\w+|fail\w*|unable|stop\w*|halt\w*|ceas\w+|g[ai]ves? up|abandon\w*|forb\w+|bann?\w*|"
    r"den(?:y|ie[sd])\w*|"
    r"reject\w*|cancel\w*|exempt\w*|lack\w*|lost|loses?|absen\w+|impossible|un(?:known|clear|harmed|hurt|damaged|affected)|"
    r"out of|rather than|instead|only|just|first|last|free of|avoid\w*|prevent\w*|before|doubt\w*|more than"
)
_DOUBT = _any_of(
    r"(?-i:may)|might|could|possibl\w+|perhaps|probabl\w+|likely|expect\w*|suspect\w*|suspicion|alleg\w+|reportedly|unsure|"
    r"not sure|hop(?:e[sd]?|ing)|believ\w+|appear\w*|seem\w*|apparently|purported\w*|potential\w*|whether|thought|"
    r"unclear|uncertain|"
    r"könnte\w*|dürfte\w*|vermutlich|angeblich|soll\w*|pourrait|serait|podría"
)
_HEDGE = _any_of(r"claim\w*|think\w*|view|opinion|guess\w*|can|if|should|would|consider\w*|reckon\w*|due")
_CONDITION = _any_of(
    r"if|unless|provided|as long as|in case|subject to|pending|should (?:it|they|he|she)|wenn|falls|sofern"
)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|should|must|may|might|could|can|to(?= be\b)|(?:is|are|was|were|be|plan\w*|intend\w*|"
    r"propos\w+|want\w*|promis\w+|pledg\w+|hop\w+|expect\w*|due|set|offer\w*|"
    r"(?:ask|urg|order|tell|told)\w*(?: [^\W\d]+){0,3}|agree\w*|vot\w+|refus\w+) to)"
    r"(?: (?:not|now|also|then|soon|only|never|be|have|been))* (?P<verb>[^\W\d_]{2,})",
    re.I,
)
_DONE = _any_of(r"(?:has|have|had|was|were|did)(?: (?:not|now|also|already|been|since))*")
_END = re.compile(
    r"[;:.,”\"]|\b(?:but|while|until|because|although|though|in which|where|who|whose|which|whereas|während|aber)\b",
    re.I,
)


def missing(statement: str, premise: Premise) -> Iterator[str]:
    """Yield "negation", "condition", "doubt" or "plan" where a statement says surely what its premise does not."""
    language, around = premise.article.language, f"{premise.text} {' '.join(premise.before)}"
    mine = {term for term in terms(statement, language) if not term[0].isdigit()}
    doubted = _DOUBT.search(statement)
    if _denied_otherwise(statement, mine, premise.text, around, language):
        yield "negation"
    if not (doubted or _CONDITION.search(statement)) and _conditional(premise.text, language) & mine:
        yield "condition"
    unsure = set() if doubted else _behind(_DOUBT.finditer(premise.text), premise.text, language)
    if unsure and len(unsure & mine) > _SHARE * len(mine) and not _HEDGE.search(statement):
        yield "doubt"
    if not doubted and _done(statement, premise.text, language):
        yield "plan"


def _denied_otherwise(statement: str, mine: set[str], text: str, around: str, language: str) -> bool:
    if _DENIAL.search(statement):
        affirmed = _denied(statement, language, reach=2).intersection(terms(text, language))
        if affirmed and not affirmed & (_denied(around, language) | _denied(around, language, _CONTRARY)):
            return True
        return not (_DENIAL.search(around) or _CONTRARY.search(around))
    return bool(_denied(text, language) & mine) and not _CONTRARY.search(statement)


def _denied(text: str, language: str, denial: re.Pattern[str] = _DENIAL, reach: int = _REACH) -> set[str]:
    """Return the terms among the words behind a denial."""
    after = [re.split(r"[,;:.]", text[match.end() :], maxsplit=1)[0].split()[:reach] for match in denial.finditer(text)]
    found = {term for words in after for term in terms(" ".join(words), language) if not term[0].isdigit()}
    return found - _SAYING


def _done(statement: str, text: str, language: str) -> bool:
    """Tell whether a statement tells as done what its premise only plans: the same verb, in the past."""
    planned = {stem: match["verb"] for match in _PLANNED.finditer(text) for stem in terms(match["verb"], language)}
    if not planned or _PLANNED.search(statement):
        return False
    elsewhere = set(terms(_PLANNED.sub(" ", text), language))
    told = [
        (word, planned[stem]) for stem, word in located_terms(statement, language) if stem in planned.keys() - elsewhere
    ]
    return any(_past(word, verb) or _DONE.search(statement) for word, verb in told)


def _past(word: str, verb: str) -> bool:
    """Tell whether a form of a verb is neither the bare one nor a present one."""
    return word.lower() != verb.lower() and not word.endswith(("s", "ing"))


def _behind(matches: Iterable[re.Match[str]], text: str, language: str) -> set[str]:
    """Return the terms between a word and the end of its clause."""
    after = [_END.split(text[match.end() :].lstrip(' ”"'), maxsplit=1)[0] for match in matches]
    return {term for rest in after for term in terms(rest, language) if not term[0].isdigit()}


def _conditional(text: str, language: str) -> set[str]:
    """Return the terms of a condition, and those of what depends on it: the clause before, or behind one that opens."""
    matches = list(_CONDITION.finditer(text))
    found = _behind(matches, text, language)
    for match in matches:
        before = re.split(r"[;:.]\s|,\s|\bthat\b", text[: match.start()].rstrip(", "))[-1]
        rest = text[match.end() :].partition(", ")[2] if not before.strip() else ""
        found |= set(terms(before or rest, language))
    return found
