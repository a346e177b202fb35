"""A stored sentence with what stands nearest to it: all that a statement about it may take facts from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.answer.prove.support import days
from bot.answer.prove.support.days import Day
from bot.answer.prove.support.names import names
from bot.answer.prove.support.numbers import Number, numbers
from bot.answer.prove.support.synonyms import same
from bot.values import Offered
from index.text.language import normalised, terms
from index.values import Article

_LEANING = re.compile(
    r"^(?:\w+ )?(?:It|Its|He|His|She|Her|They|Their|This|That|These|Those|There|Er|Sie|Es|Il|Elle|Él|Ella)\b"
    r"|[”\",] (?:he|she|they|it) \w+ed\b|[”\",] (?:he|she|they|it) (?:said|told|says|wrote)\b|^\W*(?:No\w*|None)\b"
    r"|^(?:After|When|In|On|At|If|Before|As|For|Since|During|Until)\b[^,.“”\"]*?,? (?:it|he|she|they)\b"
)


def _counted(match: re.Match[str]) -> str:
    return f"{match[0].replace('-', ' ')}s"


_PERSON = re.compile(r"\b(?:he|she|his|her)\b", re.I)
_REACH = 3  # sentences from one to the next of those that stand together
_WHERE = re.compile(r"\b(?:in|at|of|on|from|near) (?:[^\Wa-z]\w*\s?)+")
_PERCENT = re.compile(r"\bper cent\b|%", re.I)

_MAY = re.compile(r"(?<=[\w,] )May\b")

_PHRASES = tuple(
    (re.compile(pattern, re.I if pattern[0] != "^" else 0), word)
    for pattern, word in (
        (r"\b(?:voted?|turn(?:s|ed)?) down\b", "rejected"),
        (r"\b(?:ran (?:on)?to|crash(?:ed|es) into|collid(?:ed|es) with)\b", "struck"),
        (r"\bconced(?:ed|es) defeat\b", "conceded"),
        (r"\breduc(?:ed|es) (?:her |his |its |the )?speed\b", "slowed"),
        (r"\b(?:an )?estimated (?=\d)", "about "),
        (r"^[A-Z][A-Z .,'-]+ \([^)]*\) [–—-] ", ""),
        (r"\b(?:gives|gave|given|give) up\b", "abandons"),
        (r"\bto stop (\w+)ing\b", r"not to \1"),
        (r"\bcall(?:s|ed)? off\b", "cancelled"),
        (r"\b(?:held|hold) up\b", "delayed"),
        (r"\bstep(?:s|ped)? down\b", "resigned"),
        (r"\bpoint(?:s|ed)? out\b", "noted"),
        (r"\b(?:act|serv)(?:s|es|ed) as\b", "was"),
        (r"\bevery day\b", "daily"),
        (r"\bago\b", "earlier"),
        (r"\bcross(?:ed|es|ing)? ((?:\w+ ){1,4})on foot\b", r"walked over \1"),
        (r"\bcalled (the \w+) (an? \w+)", r"said \1 was \2"),
        (r"\bma(?:kes?|de) (?=[\w-]+ recommendations)", "contains "),
        (r"\bpages long\b", "pages"),
        (r"\bunknown\b", "not known"),
        (r"\bcall(?:s|ed|ing)? for\b", "demanded"),
        (r"\bt(?:ook|aken|akes|ake) (?:it |them )?apart\b", "dismantled"),
        (r"\bset up\b", "established"),
        (r"\b(?:was|were|been) told to\b", "were ordered to"),
        (r"\b(?:went|gone|go) back\b", "returned"),
        (r"\b(?:has|have|had) been back in\b", "returned to"),
        (r"\b(?:is|are|was|were|be) able to\b", "could"),
        (r"\bin (?:all|total)\b|\baltogether\b", "together"),
        (r"\bunaffected\b", "not affected"),
        (r"\bat once\b", "immediately"),
        (r"\bno one\b", "nobody"),
        (r"\bCEO\b", "chief executive"),
        (r"\b(\d+)-(?:page|metre|meter|kilometre|day|week|month|year|hour|minute)\b(?!-old)", _counted),
        (r"\b(north|south)[ -](east|west)", r"\1\2"),
    )
)


def _unnamed(text: str) -> bool:
    """Tell whether he or she stands in a sentence that has named nobody before, places aside."""
    outside = re.sub(r"“[^”]*”|\"[^\"]*\"", "", text)
    match = _PERSON.search(outside)
    return match is not None and not names(_WHERE.sub(" ", outside[: match.start()]))


@dataclass(frozen=True)
class Source:
    """One stored sentence, or several that stand together; `around` is the text before and after it and its credits."""

    text: str
    around: str
    article: Article

    @cached_property
    def leans(self) -> bool:
        """Whether a pronoun sends the reader to the sentences around."""
        return bool(_LEANING.search(self.text)) or _unnamed(self.text)

    @cached_property
    def numbers(self) -> list[Number]:
        return numbers(days.blanked(self.text))

    @cached_property
    def nearby_numbers(self) -> list[Number]:
        return numbers(days.blanked(self.around))

    @cached_property
    def days(self) -> list[Day]:
        """The dates of the text, or, where it tells none, of what stands around it."""
        told = days.days(self.text) or days.days(self.around)
        return days.meant(told, self.article.published)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(same(terms(self.text, self.article.language)))

    @cached_property
    def nearby_stems(self) -> frozenset[str]:
        """The terms that may stand in for a pronoun; none where the text needs nothing beside it."""
        return (
            frozenset(same(terms(f"{self.around}\n{self.article.title}", self.article.language)))
            if self.leans
            else frozenset()
        )

    @cached_property
    def title_stems(self) -> frozenset[str]:
        return frozenset(same(terms(self.article.title, self.article.language)))

    @cached_property
    def folded(self) -> str:
        """The characters in which a name may stand: credits always, the sentences around only where the text leans."""
        article = self.article
        beside = f"{self.around}\n{article.title}" if self.leans else ""
        return normalised("\n".join([self.text, beside, article.publisher, article.byline]))


def source(offered: Sequence[Offered]) -> Source:
    """Return sentences of one article as one source."""
    article = offered[0].article
    texts = [one.text for one in offered]
    return Source(plain(" ".join(texts)), plain("\n".join(_neighbours(article, offered))), article)


def plain(text: str) -> str:
    """Return a text with one spelling of percent, a May that is no may, and one word for verbs of two."""
    text = _MAY.sub("Mai", text)
    text = _PERCENT.sub(lambda match: " percent" if match[0] == "%" else "percent", text)
    for pattern, word in _PHRASES:
        text = pattern.sub(word, text)
    return text


def together(offered: Sequence[Offered]) -> bool:
    """Tell whether sentences stand in one article, each near the next."""
    if len({one.article.id for one in offered}) != 1:
        return False
    places = sorted(_place(one.article, one.span.start) for one in offered)
    return all(later - earlier <= _REACH for earlier, later in pairwise(places))


def _neighbours(article: Article, offered: Sequence[Offered]) -> list[str]:
    places = {_place(article, one.span.start) for one in offered}
    near = sorted({place + step for place in places for step in (-1, 1)} - places)
    return [article.sentences[place].of(article.text) for place in near if 0 <= place < len(article.sentences)]


def _place(article: Article, start: int) -> int:
    return max(0, bisect_left(article.sentences, start + 1, key=lambda sentence: sentence.start) - 1)
