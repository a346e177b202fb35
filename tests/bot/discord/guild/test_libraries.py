"""Which library a place fills and reads, and what those who read there are called it by."""

from __future__ import annotations

import pytest

from bot.discord.guild.libraries import (
    Audience,
    Filled,
    called,
    filling,
    libraries_of,
    may_bind,
    named_library,
    own_library,
    readable,
    reading,
)
from bot.discord.guild.settings import GuildSettings
from bot.errors import NotAllowed
from index.library import Library
from tests.bot.discord.chosen import choose

CHANNEL, THREAD, ROLE = 5, 6, 9
DESK, SPORT = named_library(7, "desk"), named_library(7, "sport")


def test_a_place_reads_its_own_library_and_the_shared_one_only(library: Library) -> None:
    assert own_library(7) == "guild-7"
    assert own_library(None) == "default"
    assert readable(library, Audience(7)) == ("guild-7", "default")
    assert readable(library, Audience(None)) == ("default",)


@pytest.mark.parametrize(("chosen", "read"), [("", "default"), ("shared", "default"), ("own", "guild-7")])
def test_questions_search_what_the_server_chose(library: Library, chosen: str, read: str) -> None:
    choose(library, 7, GuildSettings(library=chosen))  # type: ignore[arg-type]
    assert reading(library, Audience(7)) == read
    assert filling(library, Audience(7)) == Filled("default" if chosen == "shared" else "guild-7")


def test_a_channels_library_answers_in_the_channel_and_its_threads_alone(library: Library) -> None:
    choose(library, 7, GuildSettings(bound={str(CHANNEL): SPORT}))
    for audience in (Audience(7, (CHANNEL,)), Audience(7, (THREAD, CHANNEL))):
        assert reading(library, audience) == SPORT
        assert filling(library, audience) == Filled(SPORT)
    for audience in (Audience(7, (THREAD,)), Audience(8, (CHANNEL,)), Audience(None, (CHANNEL,))):
        assert SPORT not in readable(library, audience)


def test_a_private_library_answers_its_role_alone_and_in_private(library: Library) -> None:
    choose(library, 7, GuildSettings(bound={str(CHANNEL): DESK}, private_libraries={str(ROLE): DESK}))
    member = Audience(7, (CHANNEL,), (7, ROLE))
    assert reading(library, member) == reading(library, Audience(7, (), (ROLE,))) == DESK
    assert filling(library, member) == Filled(DESK, private=True)
    for audience in (Audience(7, (CHANNEL,)), Audience(7, (CHANNEL,), (7,)), Audience(8, (CHANNEL,), (ROLE,))):
        assert DESK not in readable(library, audience)
    with pytest.raises(NotAllowed):
        filling(library, Audience(7, (CHANNEL,), (7,)))


def test_the_library_of_another_server_cannot_be_bound(library: Library) -> None:
    bindings = {str(CHANNEL): "guild-70", "1": "guild-70-desk"}
    choose(library, 7, GuildSettings(bound=bindings, private_libraries={str(ROLE): "guild-70"}))
    assert readable(library, Audience(7, (CHANNEL, 1), (ROLE,))) == ("guild-7", "default")
    assert libraries_of(library, 7) == ("guild-7",)
    assert [may_bind(7, one) for one in ("guild-7", DESK, "press", "default", "guild-8")] == [True] * 4 + [False]


def test_people_never_read_the_number_of_a_server() -> None:
    names = [called(one, 7) for one in ("guild-7", "default", DESK, "press")]
    assert names == ["this server's library", "the shared library", "desk", "press"]
