"""Who says it: whom a statement has say something must be one whom its premise has say that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer.prove.premise import Premise
from index.text.language import terms

# Verbs that can only tell, in the forms that tell; "report" and the like are nouns too and tell only with "that".
_SAYS = (
    r"said|says?|told|tells?|claim(?:s|ed)|warn(?:s|ed)|insist(?:s|ed)|argu(?:es|ed)|explain(?:s|ed)|admit(?:s|ted)|"
    r"announc(?:es|ed)|confirm(?:s|ed)|caution(?:s|ed)|predict(?:s|ed)|acknowledg(?:es|ed)|testif(?:ies|ied)|"
    r"conced(?:es|ed)|den(?:ies|ied)|promis(?:es|ed)|sagte|sagt|erklärte?|beklagte?|betonte?"
)
_SAYS_THAT = (
    r"wrote|writes|report(?:s|ed)|add(?:s|ed)|not(?:es|ed)|found|finds|show(?:s|ed)|stat(?:es|ed)|believes?|"
    r"suggest(?:s|ed)"
)
_ALSO = (  # what a writer may put as "said"
    r"points? out|pointed out|call(?:s|ed)|describ(?:es|ed)|demand(?:s|ed)|doubts?|doubted|blam(?:es|ed)|"
    r"defend(?:s|ed)|urg(?:es|ed)|prais(?:es|ed)|criticis(?:es|ed)|asked|expects?|estimat(?:es|ed)|accus(?:es|ed)|quot(?:es|ed)|"
    r"puts|lists|thinks?|suspects?|recall(?:s|ed)|repli(?:es|ed)|agre(?:es|ed)|advis(?:es|ed)|cit(?:es|ed|ing)|adding|saying"
)
_NOT_PASSIVE = r"\b(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bis )(?<!\bare )(?<!\bbe )"
_TO = r"|\b(?P<to>according to|told by|in the words of|laut|nach angaben)\b"
_TELLING = re.compile(
    rf"{_NOT_PASSIVE}(?:{_SAYS}|(?:{_SAYS_THAT})(?= that\b| (?:on|in|last|this) [^ ,.]+[.,]?$|[.,:]|$))\b{_TO}", re.I
)
_VOICED = re.compile(rf"{_NOT_PASSIVE}(?:{_SAYS}|{_SAYS_THAT}|{_ALSO})\b{_TO}", re.I)
_SHARED = re.compile(r"\b(?:and|but|or)(?: also| later| then)?\s*$", re.I)
_MARK = re.compile(r",(?!\d)|[;:“”\"–—()]|[.!?](?=\s|$)")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|may|might|must|can|could|did|does|do|that|but|and)\b", re.I
)
_ASIDE = re.compile(r",\s*(?:who|whom|whose|which|where|when)\b.*?,\s*$|,\s*\d+,\s*$", re.I)
_OF = re.compile(r"\b(?:of|from|at|in|for|on|who|with|von|der|des)\b", re.I)
_NAME_LAST = re.compile(r"^\s*(?:[^\W\d][\w’'.-]* ){0,5}[^\W\d_a-z][\w’'-]*\s*$")
_PRONOUN = re.compile(r"\b(?:he|she|they|it|we|i|who|which|er|sie)(?: (?:also|later|had|has|then))?\s*$", re.I)
_SAYING = frozenset(terms("say tell according", "en"))
_COMPARED = re.compile(r"\b(?:than|as)(?: \w+){1,4}\s*$", re.I)  # "more than the company admits" tells nothing
_REPORTING = frozenset(terms("article report reporter newspaper source story news study", "en"))


@dataclass(frozen=True, slots=True)
class Telling:
    """Words that may name who tells, the nearest first, and the terms of what is told."""

    speakers: tuple[str, ...]
    told: frozenset[str]


def missing(statement: str, premise: Premise) -> Iterator[str]:
    """Yield "who said it" where a statement has somebody say what its premise has another say, or nobody."""
    article, language = premise.article, premise.article.language
    if not (told := _tellings(_TELLING, statement, language)):
        return
    own = _REPORTING | frozenset(terms(f"{article.publisher} {article.byline}", language))
    theirs = _tellings(_VOICED, premise.text, language) or _tellings(_VOICED, " ".join(premise.before), language)
    for mine in told:
        heads = _heads(mine.speakers, language)
        alike = [one for one in theirs if one.told & mine.told or not mine.told]
        if heads and not heads & own and not any(heads & _named(one, premise) for one in alike):
            yield "who said it"


def _heads(speakers: Sequence[str], language: str) -> frozenset[str]:
    """Return the last term of each of the words that name who tells; none of a pronoun."""
    if any(_PRONOUN.search(one) for one in speakers):
        return frozenset()
    return frozenset(head for one in speakers for head in terms(_OF.split(one)[0], language)[-1:])


def _named(telling: Telling, premise: Premise) -> frozenset[str]:
    """Return the terms that name who tells, or all that a pronoun may mean."""
    pronoun = any(_PRONOUN.search(one) for one in telling.speakers)
    texts = (premise.text, *premise.before) if pronoun else telling.speakers
    return frozenset(term for one in texts for term in terms(one, premise.article.language))


def _tellings(pattern: re.Pattern[str], text: str, language: str) -> list[Telling]:
    """Return each verb of telling with the words before or behind it that may name who tells, and what is told."""
    found: list[Telling] = []
    for match in pattern.finditer(text):
        before, after = re.split(r"[.!?;]\s", text[: match.start()])[-1], re.split(r"[.!?;]\s", text[match.end() :])[0]
        parts = _parts(after)
        inverted = re.search(r"[,”\"’]\s*$", before) and parts and not _FINITE.search(parts[0])
        who = parts[:1] if match["to"] else [*_subject(before), *(parts[:2] if inverted else [])]
        told = frozenset(terms(f"{match[0]} {after}", language)) - _SAYING
        if (
            match["to"]
            or inverted
            or re.search(rf"[,”\"’]\s*{re.escape(who[0].strip()) if who else ''}[\s,]*$", before)
        ):
            told |= frozenset(terms(before, language))
        shared = _SHARED.search(before) if found and not match["to"] else None
        if not _COMPARED.search(before):
            found.append(Telling(found[-1].speakers if shared else tuple(who), told))
    return found


def _parts(text: str) -> list[str]:
    return [part for part in _MARK.split(text) if part.strip()]


def _subject(before: str) -> list[str]:
    """Return the part of a text that stands before its verb, and the name that this part describes."""
    parts = _parts(_ASIDE.sub(" ", before))[::-1]
    return [*parts[:1], *(part for part in parts[1:2] if _NAME_LAST.match(part))]
