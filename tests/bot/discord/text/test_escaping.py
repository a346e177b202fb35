"""Hostile text is shown, never obeyed; cuts fall after sentences and always fit."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.text import escaping
from tests.bot.discord.strategies import HOSTILE, hostile

ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")


def unescaped(shown: str) -> str:
    """Return what Discord displays for text that has no markup left."""
    return ESCAPED.sub(lambda found: found[0][1], shown).replace("\u200b", "")


def test_no_character_without_a_glyph_but_with_an_effect_stays() -> None:
    every = "".join(map(chr, range(0x10000)))
    effects = {c for c in every if unicodedata.category(c) in ("Cc", "Cs")}
    directions = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert set(every) - set(escaping.clean(every)) == (effects | directions) - {"\n"}


@given(hostile)
def test_nothing_in_escaped_text_acts(text: str) -> None:
    shown = escaping.escape(text)
    bare = ESCAPED.sub("x", shown)
    assert not re.search(r"[*_~`|<>\[\]]|://", bare)
    assert not re.search(r"^[ \t]*([#+-]|\d+[.)][ \t])", bare, re.MULTILINE)
    assert not re.search(r"@(everyone|here|[!&]?\d)", shown, re.IGNORECASE)


@given(hostile)
def test_escaped_text_is_displayed_as_it_was_written(text: str) -> None:
    assert unescaped(escaping.escape(text)) == escaping.clean(text).replace("\u200b", "")


def test_ordinary_prose_stays_as_it_is() -> None:
    prose = "“It’s done,” Ms. Reed said at 10:30 – cost: $4.5 million (up 3%). #1 in 2025 & e-mail a@b.example."
    assert escaping.escape(prose) == prose


@given(hostile, st.integers(0, 400))
def test_a_cut_text_fits_and_is_a_beginning_of_the_text(text: str, budget: int) -> None:
    shown = escaping.fit(text, budget)
    assert escaping.size(shown) <= budget
    assert escaping.clean(text).replace("\u200b", "").startswith(unescaped(shown.removesuffix(escaping.CUT)))


@given(hostile, st.integers(0, 400))
def test_a_cut_end_fits_and_is_an_end_of_the_text(text: str, budget: int) -> None:
    shown = escaping.fit_end(text, budget)
    assert escaping.size(shown) <= budget
    assert escaping.clean(text).rstrip().replace("\u200b", "").endswith(unescaped(shown.removeprefix("… ")))


def test_prose_is_cut_after_a_sentence() -> None:
    assert escaping.fit("The dam held. The town did not flood. Repairs start in May.", 50) == (
        "The dam held. The town did not flood. […]"
    )


def test_one_long_sentence_is_cut_after_a_word() -> None:
    assert escaping.fit("The dam held although nobody had expected it", 30) == "The dam held although […]"


@pytest.mark.parametrize("text", HOSTILE)
def test_bold_text_stays_bold_to_its_end(text: str) -> None:
    for line in escaping.bold(text).split("\n"):
        assert not line.strip() or re.fullmatch(r"\s*\*\*\S(.*\S)?\*\*\s*", line)
