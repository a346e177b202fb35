"""Who says it: whom a statement has say something must be one whom its premise has say that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.answer.prove.premise import Premise
from index.text.language import terms

# Verbs that can only tell, in the forms that tell; "report" and the like are nouns too and tell only with "that".
_SAYS = (
    r"said|says?|told|tells?|claim(?:s|ed)|warn(?:s|ed)|insist(?:s|ed)|argu(?:es|ed)|explain(?:s|ed)|admit(?:s|ted)|"
    r"announc(?:es|ed)|confirm(?:s|ed)|caution(?:s|ed)|predict(?:s|ed)|estimat(?:es|ed)|acknowledg(?:es|ed)|"
    r"testif(?:ies|ied)|conced(?:es|ed)|den(?:ies|ied)|accus(?:es|ed)|promis(?:es|ed)|"
    r"sagte|sagt|erklärte?|beklagte?|betonte?"
)
_SAYS_THAT = r"wrote|writes|report(?:s|ed)|add(?:s|ed)|not(?:es|ed)|found|finds|show(?:s|ed)|stat(?:es|ed)|believes?|believed|suggest(?:s|ed)"
_TELLING = re.compile(
    rf"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bis )(?<!\bare )(?<!\bbe )\b(?:{_SAYS}|(?:{_SAYS_THAT})(?= that\b| (?:on|in|last|this) [^ ,.]+[.,]?$|[.,:]|$))\b"
    r"|\b(?P<to>according to|told by|in the words of|laut|nach angaben)\b",
    re.I,
)
_MARK = re.compile(r"[,;:“”\"–—()]|[.!?](?=\s|$)")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|may|might|must|can|could|did|does|do|that|but|and)\b", re.I)
_ASIDE = re.compile(r"^\s*(?:who|whom|whose|which|where|when)\b|^\s*\d+\s*$", re.I)
_NAME_LAST = re.compile(r"^\s*(?:[^\W\d][\w’'.-]* ){0,5}[^\W\d_a-z][\w’'-]*\s*$")
_PRONOUN = re.compile(r"\b(?:he|she|they|it|we|i|who|which|er|sie)(?: (?:also|later|had|has|then))?\s*$", re.I)
_TOLD = 3  # terms behind a verb that can be what is told: fewer follow "her biographer says"
_REPORTING = frozenset(terms("article report reporter newspaper source story news study", "en"))


@dataclass(frozen=True, slots=True)
class Telling:
    """Words that may name who tells, the nearest first, and the terms of what is told."""

    speakers: tuple[str, ...]
    told: frozenset[str]


def missing(statement: str, premise: Premise) -> Iterator[str]:
    """Yield "who said it" where a statement has somebody say what its premise has another say, or nobody."""
    article, language = premise.article, premise.article.language
    own = _REPORTING | frozenset(terms(f"{article.publisher} {article.byline}", language))
    theirs = _tellings(premise.text, language) or _tellings(" ".join(premise.before), language)
    for mine in _tellings(statement, language):
        who = [frozenset(terms(one, language)) for one in mine.speakers]
        if any(one and one <= own for one in who) or not any(who):
            continue
        nearest = max((len(one.told & mine.told) for one in theirs), default=0)
        same = [one for one in theirs if len(one.told & mine.told) >= nearest]
        if not any(_names(who, one, premise) for one in same):
            yield "who said it"


def _names(who: list[frozenset[str]], telling: Telling, premise: Premise) -> bool:
    language = premise.article.language
    if any(_PRONOUN.search(one) for one in telling.speakers[:1]):
        around = frozenset(terms(f"{premise.text} {' '.join(premise.before)}", language))
        return any(one & around for one in who)
    known = frozenset(term for one in telling.speakers for term in terms(one, language))
    return any(one & known for one in who)


def _tellings(text: str, language: str) -> list[Telling]:
    """Return each verb of telling with the words before or behind it that may name who tells, and what is told."""
    found = []
    for match in _TELLING.finditer(text):
        before, after = text[: match.start()], _parts(text[match.end() :])[:2]
        inverted = re.search(r"[,”\"’]\s*$", before) and after and not _FINITE.search(after[0])
        behind = [" ".join(after)] if match["to"] or inverted else []
        who = tuple(behind if match["to"] else [_subject(before), *behind])
        told = frozenset(terms(text[match.end() :], language))
        if behind or len(told) < _TOLD:
            told = frozenset(terms(re.split(r"[.!?]\s", before)[-1], language))
        found.append(Telling(who, told))
    return found


def _parts(text: str) -> list[str]:
    return [part for part in _MARK.split(text) if part.strip()]


def _subject(before: str) -> str:
    """Return the part of a text that stands before its verb, with the name that this part describes."""
    parts = [part for part in reversed(_parts(before)) if not _ASIDE.match(part)]
    named = [part for part in parts[1:2] if _NAME_LAST.match(part)]
    return " ".join([*named, *parts[:1]])
