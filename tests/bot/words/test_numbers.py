"""Numbers in the bot's sentences are written as the reader's language writes them."""

from __future__ import annotations

import pytest

from bot.words.words import _, counted, speaking


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "12,345 articles"),
        ("de", "12.345 Artikel"),
        ("fr", "12\u202f345 articles"),
        ("es-419", "12.345 artículos"),
    ],
)
def test_thousands(locale: str, said: str) -> None:
    with speaking(locale):
        assert counted("{number:,} article", "{number:,} articles", 12345) == said


def test_shares_and_fractions() -> None:
    with speaking("de"):
        assert _("{share:.0%} answered").format(share=0.85) == "85\u00a0% beantwortet"
        text = _("Half of them within {median:.1f} s, nine in ten within {slow:.1f} s")
        assert (
            text.format(median=0.9, slow=12.84) == "Die Hälfte innerhalb von 0,9 s, neun von zehn innerhalb von 12,8 s"
        )


def test_a_sentence_that_is_also_the_singular_of_another_is_translated() -> None:
    with speaking("fr"):
        assert _("daily") == "tous les jours" == counted("daily", "every {number} days", 1)
        assert counted("daily", "every {number} days", 3) == "tous les 3 jours"
