"""What /index source says fits into a message, reads well, and shows hostile names as names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.sources import texts
from bot.discord.text.escaping import size
from index.follow.origins import Counts, Outlook, Source
from tests.bot.discord import strategies
from tests.bot.discord.strategies import harmless


@given(st.lists(strategies.sources(), max_size=10), st.integers(1, 2))
def test_a_list_of_sources_fits_and_does_nothing(sources: list[Source], page: int) -> None:
    assert harmless(texts.source_list_text(sources, "guild-1", page))
    for one in sources[:1]:
        assert 1 <= size(texts.source_choice(one)) <= 100
        assert "@everyone" not in texts.source_choice(one)
        for text in (
            texts.added_text(one),
            texts.refreshed_text(one),
            texts.removal_question(one, 3),
            texts.source_removed_text(one, None),
            texts.source_removed_text(one, 1),
            texts.paused_text(one),
        ):
            assert harmless(text, 1000)


@given(strategies.outlooks, st.none() | strategies.sources())
def test_a_preview_fits_and_does_nothing(outlook: Outlook, known: Source | None) -> None:
    assert harmless(texts.preview_text(outlook, 900, known) or "-")
    assert all(1 <= size(texts.feed_label(feed)) <= 80 for feed in outlook.feeds)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "on demand"), (60, "every minute"), (900, "every 15 minutes"), (3_600, "hourly"), (21_600, "every 6 hours"),
     (86_400, "daily"), (604_800, "every 7 days"), (75, "every 75 seconds")],
)  # fmt: skip
def test_schedules_are_words(seconds: int, words: str) -> None:
    assert texts.every_text(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "a few seconds"), (30, "less than a minute"), (61, "about 1 minute"), (1_000, "about 17 minutes"),
     (9_000, "about 2 hours")],
)  # fmt: skip
def test_durations_are_rough(seconds: float, words: str) -> None:
    assert texts.duration_text(seconds) == words


def test_a_preview_says_what_would_come() -> None:
    feed = Outlook("feed", "https://a.example/feed", "The Gazette", 20, 18, 18.0, 25.0, newest=("Storm", "<@1> Calm"))
    assert texts.preview_text(feed, 900, None) == (
        "This is the feed “[The Gazette](https://a.example/feed)” with 20 articles, 18 of them new.\n"
        "**The newest:**\n- Storm\n- \\<@\u200b1\\> Calm\n"
        "It takes less than a minute until they can be asked about.\n"
        "-# It would be refreshed every 15 minutes."
    )
    page = Outlook("page", "https://a.example/", "Front", note="This is an index page.", feeds=("https://a.example/f",))
    assert texts.preview_text(page, 86_400, None) == (
        "The page “[Front](https://a.example/)” holds no article itself.\n"
        "It advertises a feed: choose it below to follow what it lists."
    )


def test_a_list_shows_what_is_wrong() -> None:
    at = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    source = Source(
        id=1,
        library="guild-1",
        kind="feed",
        address="https://a.example/feed",
        title="The Gazette",
        every=3_600,
        paused=False,
        added_by="mara (4)",
        added_at=at,
        due_at=at,
        tried_at=at,
        succeeded_at=None,
        error="the host answers 503.",
        alarmed=False,
        counts=Counts(),
    )
    assert texts.source_list_text([source], "this server's library", 1) == (
        "**1 source** of this server's library\n"
        "- “[The Gazette](https://a.example/feed)” · feed · hourly · next <t:1777885200:R>\n"
        "  -# never reached\n"
        "  ⚠ failed <t:1777885200:R>: the host answers 503."
    )
