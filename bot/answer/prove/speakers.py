"""Who says it: whom a statement has say something must be one whom its source has say something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.prove import dates
from bot.answer.prove.premise import Premise
from index.text.language import terms
from index.values import Article

_SAYS = r"said|says?|told|tells?|report(?:ed|s)?|wr(?:ote|ites?|itten)"
_VERB = (
    rf"(?:{_SAYS}|add(?:ed|s)|stat(?:ed|es)|announc(?:ed|es)|confirm(?:ed|s)|warn(?:ed|s)|explain(?:ed|s)|"
    r"claim(?:ed|s)?|argu(?:ed|es)|insist(?:ed|s)?|not(?:ed|es)|caution(?:ed|s)|call(?:ed|s)|describ(?:ed|es)|"
    r"show(?:ed|s)|found|finds|admit(?:ted|s)|accus(?:ed?|es)|predict(?:ed|s)|estimat(?:ed|es)|"
    r"believ(?:ed|es?)|quot(?:ed|es)|cit(?:ed|es)|expects|promis(?:ed|es)|acknowledg(?:ed|es)|"
    r"suggest(?:ed|s)?|testif(?:ied|ies)|conced(?:ed|es)|repli(?:ed|es))"
)
_ACTIVE = rf"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bis )(?<!\bbe )\b{_VERB}\b"
_TELLING = re.compile(
    rf"{_ACTIVE}"
    r"|\b(?P<to>according to|told by|in the words of)\b",
    re.I,
)
_PLAIN = re.compile(rf"\b(?:{_SAYS}|according to)\b", re.I)  # what a statement may put down to the article itself
_MARK = re.compile(r"[,;:“”\"–—()]|[.!?](?=\s|$)")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|may|might|must|can|could|did|does|do|that|but|and)\b", re.I
)
_ASIDE = re.compile(r"^\s*(?:who|whom|whose|which|where|when)\b|^\s*\d+\s*$", re.I)
_NAME_LAST = re.compile(r"^\s*(?:[^\W\d][\w’'.-]* ){0,5}[^\W\d_a-z][\w’'-]*\s*$")
_PRONOUN = re.compile(r"\s*(?:but |and )?(?:(?:he|she|they|it|we|i)(?: \w+)?|who|which)\s*", re.I)
_REPORTING = frozenset(terms("article report reporter newspaper source story news", "en"))


def missing(statement: str, premise: Premise) -> Iterator[str]:
    """Yield, in words for the record, whom a statement has say something, and when, where its premise does not."""
    article = premise.article
    mine = [[_stems(one, article) for one in either] for either in _speakers(statement)]
    if _PLAIN.search(statement):
        own = _REPORTING | _stems(f"{article.publisher} {article.byline}", article)
        mine = [either for either in mine if not any(who and who <= own for who in either)]
    theirs = [one for either in _speakers(premise.text) for one in either]
    known = [_stems(one, article) for one in theirs]
    if any(_PRONOUN.fullmatch(one) for one in theirs):
        known.append(_stems(f"{premise.text} {' '.join(premise.before)}", article))
    if not all(any(who & one for one in known for who in either) for either in mine if any(either)):
        yield "who said it"
    if mine and _dated_otherwise(statement, premise.text):
        yield "when it was said"


def _stems(text: str, article: Article) -> frozenset[str]:
    return frozenset(terms(text, article.language))


def _speakers(text: str) -> list[list[str]]:
    """Return, for each verb of telling, the words before or behind it that may name who tells."""
    found = []
    for match in _TELLING.finditer(text):
        before, after = text[: match.start()], _parts(text[match.end() :])[:2]
        inverted = re.search(r"[,”\"’]\s*$", before) and after and not _FINITE.search(after[0])
        behind = [" ".join(after)] if match["to"] or inverted else []
        found.append(behind if match["to"] else [_subject(before), *behind])
    return found


def _parts(text: str) -> list[str]:
    return [part for part in _MARK.split(text) if part.strip()]


def _subject(before: str) -> str:
    """Return the part of a text that stands before its verb, with the name that this part describes."""
    parts = [part for part in reversed(_parts(before)) if not _ASIDE.match(part)]
    named = [part for part in parts[1:2] if _NAME_LAST.match(part)]
    return " ".join([*named, *parts[:1]])


def _dated_otherwise(statement: str, text: str) -> bool:
    """Tell whether a day on which a statement has something said is in the source the day of something else."""
    mine, theirs = _days_of_telling(statement), _days_of_telling(text)
    return bool(mine and theirs) and not any(day.within(one) or one.within(day) for day in mine for one in theirs)


def _days_of_telling(text: str) -> list[dates.Day]:
    rests = [re.split(r"\bthat\b", _MARK.split(text[match.end() :])[0])[0] for match in _TELLING.finditer(text)]
    return [day for rest in rests for day in dates.days(rest)]
