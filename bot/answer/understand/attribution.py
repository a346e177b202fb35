"""Whose articles a question asks for: a publisher, by its name or a short one, and a person who wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from index.clean.mastheads import is_masthead_word

REPORTS = "(?:reports?|articles?|stor(?:y|ies)|coverage|reporting|pieces?)"
_SAYS = "(?:says?|said|reports?|reported|writes?|wrote|claims?|claimed|notes?|noted|states?|stated)"
_WRITES = "(?:writ(?:es?|ten)|wrote|report(?:s|ed)?|cover(?:s|ed)?|publish(?:es|ed)?)"
_PERSONS = re.compile(r"\s*(?:[,;&]|\b(?:and|und|et|y|for)\b)\s*")


def publisher_named(question: str, publishers: Sequence[str]) -> tuple[str, str]:
    """Return the question without its attribution, and the one publisher that it is attributed to, else ""."""
    publishers = [name for name in publishers if _bare(name)]
    whole = _attributed(question, {name: _attribution(name) for name in publishers if _in(_bare(name), question)})
    if whole is None:
        short = {word: name for word, name in short_names(tuple(publishers)).items() if word in question}
        whole = _attributed(question, {word: _short_attribution(word) for word in short})
        whole = whole and (*whole[:2], short[whole[2]])
    if whole is None or _shared(whole[1], publishers):
        return question, ""
    return whole[0] + whole[1], whole[2]


def byline_named(
    question: str, bylines: Sequence[str], speaks: Callable[[str], bool] = lambda name: True
) -> tuple[str, str]:
    """Return the question without its writer, and the one person among the `bylines` who wrote what it asks for.

    A surname alone is enough where one person here has it. What somebody *says* who `speaks` in articles is asked for
    in all of them.
    """
    asked = question.casefold()
    named = {spoken: name for folded, spoken, name in _persons(tuple(bylines)) if folded in asked}
    found = _attributed(question, {spoken: _writing(spoken) for spoken in named})
    if found is None:
        found = _attributed(question, {one: _saying(one) for one in named})
        found = None if found and speaks(named[found[2]]) else found
    return (question, "") if found is None else (found[0] + found[1], named[found[2]])


@lru_cache(maxsize=16)
def short_names(publishers: tuple[str, ...]) -> Mapping[str, str]:
    """Return the publisher of each word that names it after "the": of the newspapers' names, those of one name only.

    "the Gazette", "the Meridian" for The Meridian Review; a council or a company is not shortened: "the Council" is
    spoken of.
    """
    spoken = Counter(word for name in publishers for word in dict.fromkeys(_bare(name).split()))
    papers = [name for name in publishers if any(map(is_masthead_word, name.split())) and " " in _bare(name)]
    return {word: name for name in papers for word in _bare(name).split() if spoken[word] == 1 and word[:1].isupper()}


def persons(byline: str) -> list[str]:
    """Return the names in a byline: "Ana Wren and Piet Solberg, harbour editor" names two."""
    return [name for name in _PERSONS.split(" ".join(byline.split())) if name[:1].isupper()]


@lru_cache(maxsize=16)
def _persons(bylines: tuple[str, ...]) -> Sequence[tuple[str, str, str]]:
    """Return each name and surname in the bylines, folded and as it is, with the person that it is of.

    A question is held against all of them: 20,000 names took 15 ms while each was folded anew.
    """
    whole = {name for byline in bylines for name in persons(byline) if " " in name}
    surnames = Counter(name.split()[-1] for name in whole)
    spoken = {name: name for name in whole} | {
        name.split()[-1]: name for name in whole if surnames[name.split()[-1]] == 1 and len(name.split()[-1]) > 1
    }
    return [(one.casefold(), one, name) for one, name in spoken.items()]


def _in(name: str, question: str) -> bool:
    return name.casefold() in question.casefold()


def _attributed(question: str, patterns: Mapping[str, re.Pattern[str]]) -> tuple[str, str, str] | None:
    """Return what stands before an attribution, what stands after it, and whom it names; None where not one is."""
    found: dict[str, re.Match[str]] = {}
    for name in sorted(patterns, key=len, reverse=True):
        match = patterns[name].search(question)
        if match and not any(match.start() < other.end() and other.start() < match.end() for other in found.values()):
            found[name] = match
    if len(found) != 1:
        return None
    [(name, match)] = found.items()
    kept = " ".join(word for key, word in match.groupdict().items() if key.startswith("keep") and word)
    return f"{question[: match.start()]} {kept} ", question[match.end() :], name


def _bare(publisher: str) -> str:
    return re.sub(r"^the\s+", "", " ".join(publisher.split()), flags=re.I)


def _shared(after: str, publishers: Sequence[str]) -> bool:
    """Whether the attribution goes on to a second publisher: "reported by Reuters and the Guardian"."""
    names = "|".join(re.escape(_bare(name)) for name in publishers)
    return bool(re.match(rf"\s*(?:,|and|or|und|et|y|o)\s+(?:the\s+)?(?:{names})\b", after, re.I))


def _attribution(publisher: str) -> re.Pattern[str]:
    """Matches phrases that name a publisher as the source, never those that ask about it.

    "in X", "from X" and "by X" count only beside a word for an article or at an end of the question, and with X
    written as it writes itself: a paper may be called The Sun.
    """
    words = r"\s+".join(re.escape(word) for word in _bare(publisher).split())
    name = rf"(?:the\s+)?{words}(?!\w)"
    exact = rf"(?:[Tt]he\s+)?(?-i:{words})(?!\w)"
    own = rf"{name}(?:['’]s?)?\s+{REPORTS}\b"
    return re.compile(
        rf"\b(?:according\s+to|as\s+(?:reported|told)\s+by|(?:reported|published|written)\s+(?:by|in))\s+(?:{own}|{name}(?!['’]))"
        rf"|\b(?:does|did|do|has|have)\s+{name}\s+(?:{_SAYS}|publish(?:ed)?|to\s+say)\b(?:\s+that\b)?"
        rf"|(?P<keep>\b{REPORTS}\s+)?\b(?:from|by|in)\s+{own}"
        rf"|(?P<keep_report>\b{REPORTS}|\bnews)\s+(?:from|by|in|of)\s+{name}(?!['’])"
        rf"|^\s*(?:only\s+)?(?:in|from|at)\s+{exact}\s*[,:]"
        rf"|^\s*(?:only\s+)?{exact}(?:\s+only)?\s*:"
        rf"|\bin\s+{exact}(?=\s*[?.!]*\s*$)"
        rf"|\b{name},?\s+(?:has\s+)?(?:reported|reports|says|said|writes|wrote|claims|claimed)(?:\s+that)?\b"
        rf"|\b(?P<keep_the>the)\s+{words}(?:['’]s?)?(?=\s+{REPORTS}\b)",
        re.I,
    )


def _short_attribution(word: str) -> re.Pattern[str]:
    """Matches the phrases of `_attribution` in which a short name stands after "the", written as in the whole one."""
    name = rf"the\s+(?-i:{re.escape(word)})(?![\w'’-])(?!\s+(?-i:[A-Z]))"
    heads = rf"|\b(?P<keep_the>the)\s+(?-i:{re.escape(word)})(?:['’]s?)?(?=\s+{REPORTS}\b)"
    return re.compile(
        rf"\b(?:according\s+to|(?:reported|published|written)\s+(?:by|in))\s+{name}"
        rf"|\b(?:does|did|do|has|have)\s+{name}\s+(?:{_SAYS}|publish(?:ed)?|to\s+say)\b(?!\s+{_SAYS})(?:\s+that\b)?"
        rf"|(?P<keep>\b{REPORTS}|\bnews)\s+(?:from|by|in|of)\s+{name}"
        rf"|^\s*(?:only\s+)?(?:(?:in|from|at)\s+)?{name}(?:\s+only)?\s*[,:]"
        rf"|\b(?:in|(?:only|just)(?:\s+(?:in|from))?)\s+{name}(?=\s*[?.!]*\s*$|\s+(?:since|before|after|last|this|in|about)\b)"
        rf"|\b{name},?\s+(?:has\s+)?(?:reported|reports|says|said|writes|wrote|claims|claimed)(?:\s+that)?\b"
        + (heads if is_masthead_word(word) else ""),
        re.I,
    )


def _saying(person: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in person.split())
    return re.compile(rf"\b(?:does|did|do|has|have)\s+{words}\s+{_SAYS}\b(?:\s+that\b)?", re.I)


def _writing(person: str) -> re.Pattern[str]:
    """Matches phrases that name a person as the writer of what is asked for; a surname as it is written."""
    words = r"\s+".join(re.escape(word) for word in person.split())
    name = rf"(?<!\w)(?:{words}|(?:mr|mrs|ms|dr)\.?\s+{words})(?!\w)"
    if " " not in person:
        name = rf"(?-i:{name})"
    return re.compile(
        rf"\b(?:does|did|do|has|have)\s+{name}\s+{_WRITES}\b(?:\s+that\b)?"
        rf"|(?P<keep>\b{REPORTS}|\binterviews?)\s+(?:(?:written|published)\s+)?(?:by|from|of)\s+{name}(?!['’])"
        rf"|\b(?:written|reported|published|authored)\s+by\s+{name}(?!['’])"
        rf"|\b(?:only|just)\s+(?:by\s+)?{name}(?=\s*[?.!]*\s*$)"
        rf"|{name}['’]s?\s+(?=(?:\w+\s+)?{REPORTS}\b)",
        re.I,
    )
