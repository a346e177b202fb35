"""A question in the spelling of the library: slips of the keyboard, capitals, the question mark.

A word that no passage has is taken for a term of the library that is one edit away (rapidfuzz's OSA distance), as
`evidence.meant_stem` takes it for a word of the passages read; so the search and the embedding model read it right too.
A word that is one token to the embedding model is a word of the language and no slip. Of 66 golden questions 66 keep
their first quotation in capitals, in small letters or without a question mark; without this 63, 64 and 64. Of the 48
that are answerable 45 keep it with one slip, 40 where a stem is not sought in a word that lacks a letter. Of 2,026
questions on other matters 21 are changed, 16 of them wrongly.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from bot.answer.quote.kinds import answer_type
from bot.answer.understand.acronyms import expanded
from index.text.language import located_terms, normalised
from index.values import Filters

if TYPE_CHECKING:
    from index.library import Library

SHORTEST = 4
_NEAREST = 12  # terms that are looked up for a slip
_PASSAGES = 8  # in which it is seen how a word is written
_MONTH = re.compile(rf"(?<=\b(?:in|of) )(?:{'|'.join(calendar.month_name[1:])})\b", re.I)
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]\w"  # what opens a sentence with a capital is a name beside another one
_ENDED = re.compile(r"[?.!:…]\W*$")
_CONTRACTED = (  # of 2,571 questions that people put in words of their own 135 have one without its apostrophe
    (re.compile(r"\b(what|who|when|where|why|how|that|there)s\b", re.I), r"\1's"),
    (re.compile(r"\b(did|does|do|is|are|was|were|has|have|had|could|would|should|ca|wo)nt\b", re.I), r"\1n't"),
)
_OPENS = re.compile(
    r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|why|how|what|which|who)(?:n't)?\b", re.I
)


def spelled(question: str, library: Library, name: str, known: Collection[str] = ()) -> str:
    """Return a question as the library called `name` would write it; words of `known` texts are no slips."""
    language = library.language(name)
    plain = question in (question.lower(), question.upper())
    text = question.lower() if plain and question == question.upper() else question
    for pattern, written in _CONTRACTED if language == "en" else ():
        text = pattern.sub(written, text)
    own = {term for one in known for term, _ in located_terms(one, language)}
    found = [(term, word) for term, word in located_terms(text, language) if term not in own]
    frequency = library.catalogue.document_frequency(name, [term for term, _ in found])
    for term, word in found:
        form = ""
        if term not in frequency:
            form = _meant(term, word, library, name, language)
            named = word[0].isupper() and not plain and not text.startswith(word)
            form = "" if named and not form[:1].isupper() else form
        elif plain:
            form = _written(term, library, name, language)
        text = re.sub(rf"\b{re.escape(word)}\b", form, text, count=1) if form else text
    text = _MONTH.sub(lambda match: match[0].title(), text) if plain else text
    if _OPENS.match(text) or answer_type(text) != "open":
        text = f"{text[:1].upper()}{text[1:]}"
        text = text if _ENDED.search(text) else f"{text}?"
    return expanded(text, library, name)


def changed(question: str, text: str) -> bool:
    """Tell whether a spelling has other letters than the question, their case aside."""
    return _letters(question) != _letters(text)


def _letters(text: str) -> str:
    return text.casefold().rstrip("?").replace("'", "")


def _meant(term: str, word: str, library: Library, name: str, language: str) -> str:
    """Return the word that a slip is meant for, as the library writes it; "" where none is near.

    With the ending that is asked, if that makes a word of the language: "meidated" where the library has "mediator".
    """
    if len(word) < SHORTEST or not word.isalpha() or _is_word(word, library):
        return ""
    from rapidfuzz.distance import OSA

    low, bare = word.lower(), normalised(word)
    near = library.catalogue.terms_with(name, term[0], SHORTEST - 1, len(word) + 1)
    close = [one for one in near if any(OSA.distance(one, bare[: len(one) + more]) <= 1 for more in (-1, 0, 1))]
    for one in sorted(close, key=lambda stem: (-near[stem], stem))[:_NEAREST]:
        form = _written(one, library, name, language, like=low)
        if OSA.distance(form.lower(), low) == 1:
            return form
        ended = f"{one}{bare.removeprefix(term)}"
        if bare.startswith(term) and OSA.distance(one, term) == 1 and _is_word(ended, library):
            return ended
    return ""


def _is_word(word: str, library: Library) -> bool:
    one, least = library.model.count_tokens([word.lower(), "a"])
    return one <= least


def _written(term: str, library: Library, name: str, language: str, like: str = "") -> str:
    """Return how the library writes a term within sentences: small if it ever is; "" where that is not seen.

    Of several forms the one nearest to what it is `like`.
    """
    best = [key for key, _ in library.catalogue.lexical(name, [term], _PASSAGES, Filters())]
    forms: Counter[str] = Counter()
    for passage, article in library.catalogue.hits(name, best).values():
        words = {word for stem, word in located_terms(passage.text, article.language) if stem == term}
        for word in words:
            forms[word] += _within(word, passage.text, library)
    if like and forms:
        from rapidfuzz.distance import OSA

        return min(forms, key=lambda one: (OSA.distance(one.lower(), like.lower()), -forms[one]))
    within = [word for word, count in forms.most_common() if count]
    return "" if not within or any(word == word.lower() for word in within) else within[0]


def _within(word: str, text: str, library: Library) -> int:
    """Return how often a word stands where none has a capital for its place, or is a name's first: "Hanne Osk has"."""
    if word.isupper() and len(word) > 1:
        return len(re.findall(rf"\b{word}\b", text))
    inside = len(re.findall(rf"(?<=[^.?!:“”\"\n(] ){re.escape(word)}\b", text))
    if inside or _is_word(word, library):
        return inside
    return len(re.findall(rf"\b{re.escape(word)}(?= {_CAPITAL})", text))
