"""The reader's language is spoken, and English where nothing is translated."""

from __future__ import annotations

import pytest

from bot.words.words import _, counted, language, nearest, speaking


@pytest.mark.parametrize(
    ("locale", "spoken"), [("de", "de"), ("fr", "fr"), ("es-419", "es"), ("en-GB", "en"), ("pt-BR", "en"), ("", "en")]
)
def test_the_nearest_language_is_spoken(locale: str, spoken: str) -> None:
    assert nearest(locale) == spoken
    with speaking(locale):
        assert language() == spoken
    assert language() == "en"


def test_what_nobody_translated_is_said_in_english() -> None:
    with speaking("de"):
        assert _("A sentence that stands in no catalogue.") == "A sentence that stands in no catalogue."
        assert counted("{number} moth", "{number} moths", 2) == "2 moths"
