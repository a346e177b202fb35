"""A server that was left keeps its data for 30 days; then everything of it goes, and nothing of anybody else."""

from __future__ import annotations

from datetime import timedelta

from bot.discord.community.housekeeping import clean
from bot.discord.community.leaving import HOME, come, compare, due, erase, leave, leaves_at
from bot.discord.guild.settings import GuildSettings, chosen, known_servers
from index.library import Library
from tests.bot.discord.chosen import choose
from tests.bot.discord.community.conftest import MARA, NOW, ONE, REMI, TWO, asked, kept

APPLICATION = 77
DUE = NOW + timedelta(days=30)


def used(library: Library) -> None:
    """Two servers with libraries, settings and answers; the second one's channel reads the operator's own library."""
    choose(library, ONE, GuildSettings(private=True, bound={"5": "press", "6": "guild-1-desk"}, digests={"5": {}}))
    choose(library, TWO, GuildSettings(bound={"7": "press"}))
    for name in ("guild-1", "guild-1-desk", "guild-2", "guild-12", "press", "default"):
        library.note_audit(name, "mara", "add", name)
        library.registry.add(name, "feed", f"https://{name}.example/feed", every=600)
    asked(library, "a1", MARA, ONE, name="guild-1")
    asked(library, "a2", MARA, ONE)
    asked(library, "b1", REMI, TWO)
    for channel in ("5", "7"):
        library.record("default", "discord-digest", channel, {"handled": "", "since": ""})
    for guild in (ONE, TWO):
        for kind in (".discord-check", ".discord-worded"):
            library.record(f"guild-{guild}", kind, f"k{guild}", {"by": MARA, "guild": guild})


def test_what_a_server_left_is_due_after_thirty_days_unless_it_comes_back(library: Library) -> None:
    used(library)
    assert leave(library, ONE, NOW) == leaves_at(library, ONE) == DUE
    assert due(library, DUE - timedelta(seconds=1)) == []
    assert due(library, DUE) == [ONE]
    assert come(library, ONE, APPLICATION)
    assert due(library, DUE) == []
    assert leave(library, 999, NOW) is None  # nothing is kept of it


def test_all_of_a_server_is_deleted_and_nothing_else(library: Library) -> None:
    used(library)
    erase(library, ONE)
    assert known_servers(library) == [TWO, 12]
    assert chosen(library, ONE) == GuildSettings()
    for name in ("guild-1", "guild-1-desk"):
        assert library.audits(name) == []
        assert library.sources(name) == []
    for name in ("guild-2", "guild-12", "press", "default"):
        assert [one.subject for one in library.audits(name)] == [name]
        assert len(library.sources(name)) == 1
    assert kept(library, "answer") == {"b1"}
    assert kept(library, ".discord-question") == set(), "an earlier version kept them"
    assert kept(library, "discord-digest") == {"7"}
    for kind in (".discord-check", ".discord-worded"):
        assert not kept(library, kind, "guild-1")
        assert kept(library, kind, "guild-2") == {"k2"}


def test_servers_that_were_left_while_nothing_ran_are_noticed_by_the_same_bot_alone(library: Library) -> None:
    used(library)
    compare(library, [ONE, TWO], APPLICATION, NOW)
    compare(library, [5], APPLICATION + 1, NOW)
    assert due(library, DUE) == []
    compare(library, [TWO], APPLICATION, NOW)
    assert due(library, DUE) == [ONE]
    compare(library, [TWO], APPLICATION, NOW + timedelta(days=9))
    assert leaves_at(library, ONE) == DUE  # later starts put nothing off
    compare(library, [ONE, TWO], APPLICATION, NOW)
    assert due(library, DUE) == []
    assert kept(library, HOME) == {"1", "2", "5"}


def test_the_hourly_round_deletes_what_is_due(library: Library) -> None:
    used(library)
    leave(library, ONE, NOW - timedelta(days=4000))
    leave(library, TWO, NOW + timedelta(days=400_000))
    clean(library)
    assert known_servers(library) == [TWO, 12]
