"""Texts are made fit to be cut, whatever characters they hold."""

from __future__ import annotations

from itertools import chain

import pytest

from index.sources.text import ends_sentence, tidy, unfit


def test_no_character_that_cannot_be_seen_comes_through() -> None:
    characters = map(chr, chain(range(0x3000), range(0xD800, 0xE000), range(0xFE00, 0x10000)))
    assert [hex(ord(one)) for one in characters if unfit(tidy(f"a{one}b"))] == []


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("la\u200dmp", "lamp"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("cafe\u0301", "café"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("one\ftwo\u2029three", "one\n\ntwo\n\nthree"),
        ("half \ud83d of one", "half \ufffd of one"),
    ],
)
def test_a_text_is_composed_and_has_one_kind_of_line_end(text: str, fit: str) -> None:
    assert tidy(text) == fit


@pytest.mark.parametrize("text", ["It ended.", "結束了。", "समाप्त हुआ।", "ပြီးပြီ။", "จบแล้ว", "انتهى؟", "“Gone.”"])
def test_a_sentence_ends_in_every_script(text: str) -> None:
    assert ends_sentence(text)
