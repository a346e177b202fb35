"""Which answer a question follows, by what the library remembers of messages and places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.discord.answers.conversation import MESSAGE, PAUSE, PLACE, Place, followed, note
from index.library import Library
from index.settings import IndexSettings
from tests.bot.discord.answers.test_render_written import ANSWER
from tests.remembering import RememberingLibrary

THREAD = Place(1, channel_id=50, lasting=True)
DIRECT = Place(None, channel_id=60)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with RememberingLibrary.open(IndexSettings(footnote_home=tmp_path)) as opened:
        yield opened


def test_a_reply_follows_its_message_even_where_the_place_went_on(library: Library) -> None:
    note(library, THREAD, replace(ANSWER, id="first"), 7)
    note(library, THREAD, replace(ANSWER, id="second"), 8)
    assert followed(library, "default", replace(THREAD, replies_to=7)) == "first"
    assert followed(library, "default", THREAD) == "second"


def test_a_reply_to_somebody_elses_message_in_a_channel_follows_nothing(library: Library) -> None:
    note(library, Place(1), ANSWER, 7)
    assert followed(library, "default", Place(1, replies_to=99)) == ""


def test_a_thread_opened_on_an_answer_follows_it(library: Library) -> None:
    note(library, Place(1), replace(ANSWER, id="first"), 50)
    assert followed(library, "default", THREAD) == "first"


@pytest.mark.parametrize(("place", "expected"), [(THREAD, "old"), (DIRECT, "")])
def test_a_pause_ends_a_direct_conversation_but_no_thread(library: Library, place: Place, expected: str) -> None:
    at = (datetime.now(UTC) - PAUSE - timedelta(minutes=1)).isoformat()
    library.record("default", PLACE, str(place.channel_id), {"answer": "old", "at": at})
    assert followed(library, "default", place) == expected


def test_no_library_sees_conversations_about_another(library: Library) -> None:
    note(library, THREAD, ANSWER, 7)
    assert followed(library, "guild-1", replace(THREAD, replies_to=7)) == ""


@pytest.mark.parametrize(
    "value",
    [{}, {"answer": "a"}, {"answer": "a", "at": "soon"}, {"answer": "a", "at": 7}, {"answer": ["a"]}, {"at": None}],
)
def test_a_record_that_was_imported_broken_breaks_nothing(library: Library, value: dict[str, object]) -> None:
    for place in (THREAD, DIRECT):
        library.record("default", PLACE, str(place.channel_id), value)
        library.record("default", MESSAGE, "7", value)
        assert followed(library, "default", place) in ("", "a")
        assert followed(library, "default", replace(place, replies_to=7)) in ("", "a")
    library.record("default", PLACE, "60", {"answer": "a", "at": "2099-01-01T00:00:00"})
    assert followed(library, "default", DIRECT) == ""
