"""Terms: what the lexical index and every comparison of words see."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.language import terms
from tests.conftest import shared_data


def test_words_meet_in_their_stem() -> None:
    assert set(terms("The bridges were opening", "en")) == set(terms("an opened BRIDGE", "en"))
    assert terms("What did she say?", "en") == terms("She said", "en") == ["say"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [("find", "found"), ("come", "came"), ("show", "shown"), ("bus", "buses"), ("criterion", "criteria")],
)
def test_an_irregular_form_is_the_word_that_it_is_of(asked: str, said: str) -> None:
    assert terms(asked, "en") == terms(said, "en")


def test_a_founder_is_no_finder() -> None:
    assert terms("founded", "en") != terms("found", "en")


def test_readers_may_leave_accents_out() -> None:
    assert terms("Citroën in Málaga", "en") == terms("citroen in malaga", "en")
    assert terms("Ёлка", "ru") == terms("елка", "ru")


def test_an_acronym_is_no_stop_word() -> None:
    assert terms("What did the WHO tell the U.S.?", "en") == ["who", "usa"]
    assert terms("the US", "en") == terms("U.S.", "en")
    assert terms("WHO TOLD US", "en") == []


def test_numbers_stay_whole() -> None:
    assert terms("1,234 of 3.5 percent", "en")[:2] == ["1234", "3p5"]


def test_languages_without_spaces_give_pairs() -> None:
    assert terms("東京都", "ja") == ["東京", "京都"]


def test_stop_words_follow_the_language() -> None:
    assert terms("Wie viele Häuser hat der Ort?", "de") == ["haus", "ort"]
    assert terms("die Brücke", "xx") == ["die", "brucke"]


@given(st.text(), st.sampled_from(["en", "de", "ja", "ar", "th", "", "zz"]))
def test_any_text_gives_plain_words(text: str, language: str) -> None:
    for term in terms(text, language):
        assert term
        assert '"' not in term
        assert not any(char.isspace() for char in term)


def test_hostile_strings_are_harmless() -> None:
    for text in json.loads((shared_data() / "hostile" / "blns.json").read_text("utf-8")):
        terms(text, "en")
