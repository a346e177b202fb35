"""Every sentence of the code is in every catalogue, translated, with the same places to fill and the same marks."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from string import Formatter

import pytest

from bot.words import collect
from bot.words.collect import collected, forms, text
from bot.words.words import CATALOGUES, LANGUAGES

TRANSLATED = LANGUAGES[1:]
MARKS = re.compile(r"\*+|`[^`]*`|^-# |^- |\n|https?://\w[^\s)]*", re.MULTILINE)

read = cache(collect.read)


def ids(catalogue: object) -> set[tuple[str, ...]]:
    return {forms(message.id) for message in catalogue if message.id}  # type: ignore[attr-defined]


def fields(sentence: str) -> Counter[tuple[str | None, str | None]]:
    """The places to fill, those within doubled braces included: they are filled later."""
    parsed = Formatter().parse(re.sub(r"{{(\w+)}}", r"{\1}", sentence))
    return Counter((name, spec) for _text, name, spec, _conversion in parsed if name is not None)


@pytest.fixture(scope="module")
def code() -> set[tuple[str, ...]]:
    return ids(collected())


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_what_the_code_says_and_nothing_else(code: set[tuple[str, ...]], language: str) -> None:
    kept = ids(read(language))
    assert not code - kept, "run `make words` and translate what is new"
    assert not kept - code, "run `make words`: these are not said any more"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_with_its_places_and_marks(language: str) -> None:
    for message in read(language):
        if not message.id:
            continue
        originals, translations = forms(message.id), forms(message.string)
        assert len(originals) == len(translations), message.id
        for original, translation in zip(originals, translations, strict=True):
            assert translation.strip(), f"untranslated: {original}"
            assert fields(original) == fields(translation), translation
            assert Counter(MARKS.findall(original)) == Counter(MARKS.findall(translation)), translation


@pytest.mark.parametrize(("language", "quotes"), [("de", "„“"), ("fr", "«»"), ("es", "«»")])
def test_quotation_marks_are_those_of_the_language(language: str, quotes: str) -> None:
    for message in read(language):
        for original, translation in zip(forms(message.id), forms(message.string), strict=True) if message.id else ():
            marks = [one for one in translation if one in '“”„«»"']
            assert set(marks) <= set(quotes), translation
            assert len(marks) == sum(one in "“”" for one in original), translation
            assert "'" not in translation, translation


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_is_kept_as_it_is_written(language: str) -> None:
    assert (CATALOGUES / f"{language}.po").read_text("utf-8") == text(read(language))
