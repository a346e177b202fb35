"""Who asks to be forgotten is, and nobody else; a server that keeps answers for some days keeps no older ones."""

from __future__ import annotations

from datetime import timedelta

from bot.discord.community.housekeeping import clean
from bot.discord.community.leaving import now
from bot.discord.community.persons import Forgotten, forget_person, on_record, prune
from bot.discord.guild.settings import GuildSettings
from index.library import Library
from tests.bot.discord.chosen import choose
from tests.bot.discord.community.conftest import MARA, NOW, ONE, REMI, TWO, asked, kept


def left(library: Library) -> None:
    asked(library, "a1", MARA, ONE)
    asked(library, "a2", MARA, None, name="guild-1")
    asked(library, "b1", REMI, ONE)
    library.record("default", "vote", f"b1:{MARA}", {"answer": "b1", "by": MARA, "at": NOW.isoformat(), "good": False})
    library.record("default", "vote", f"a1:{REMI}", {"answer": "a1", "by": REMI, "at": NOW.isoformat(), "good": True})
    library.record("guild-1", "subscription", f"{MARA}:x", {"answer": "b1", "by": MARA, "at": NOW.isoformat()})
    library.record("default", ".discord-outbox", "n1", {"by": MARA, "answer": "", "at": NOW.timestamp()})


def test_a_person_is_forgotten_everywhere_and_nobody_else_is(library: Library) -> None:
    left(library)
    assert on_record(library, MARA) == Forgotten(answers=2, others=2)
    assert forget_person(library, MARA) == Forgotten(answers=2, others=2)
    assert on_record(library, MARA) == Forgotten()
    assert kept(library, "answer") == kept(library, "asked") == {"b1"}
    assert kept(library, "vote") == {f"a1:{REMI}"}
    assert kept(library, "discord-message") == {"mb1"}
    assert kept(library, ".discord-question") == set(), "an earlier version kept them"
    for kind in ("answer", "asked", "subscription", "discord-message"):
        assert kept(library, kind, "guild-1") == set()
    assert kept(library, ".discord-outbox") == set()
    assert on_record(library, REMI) == Forgotten(answers=1, others=1)


def test_what_is_older_than_the_server_keeps_goes_and_other_servers_keep_theirs(library: Library) -> None:
    asked(library, "old", MARA, ONE, days=40)
    asked(library, "new", MARA, ONE, days=20)
    asked(library, "others", MARA, TWO, days=40)
    asked(library, "own", MARA, ONE, days=40, name="guild-1")
    library.record("guild-1", "answer", "nobodys", {"id": "nobodys"})
    library.record("guild-1", "discord-message", "m9", {"answer": "nobodys", "at": "2020-01-01T00:00:00+00:00"})
    assert prune(library, ONE, NOW - timedelta(days=30)).answers == 3
    assert kept(library, "answer") == {"new", "others"}
    assert kept(library, "answer", "guild-1") == set()
    assert kept(library, ".discord-question") == set(), "an earlier version kept them"


def test_nothing_is_pruned_where_nobody_chose_it(library: Library) -> None:
    asked(library, "old", MARA, ONE, days=4000)
    choose(library, ONE, GuildSettings(private=True))
    clean(library)
    assert kept(library, "answer") == {"old"}
    choose(library, ONE, GuildSettings(keep_days=(now() - NOW).days + 100))
    clean(library)
    assert kept(library, "answer") == set()


def test_a_server_whose_records_cannot_be_shortened_holds_up_no_other(library: Library) -> None:
    choose(library, ONE, GuildSettings(keep_days=10**7))  # there is no such day
    choose(library, TWO, GuildSettings(keep_days=30))
    asked(library, "old", MARA, TWO, days=4000)
    clean(library)
    assert kept(library, "answer") == set()


def test_records_that_nobody_can_read_stop_nothing(library: Library) -> None:
    left(library)
    library.record("default", "asked", "odd", {"by": MARA, "at": "?", "answer": 7, "guild": "?"})
    library.record("default", "asked", "odder", {})
    assert prune(library, ONE, NOW - timedelta(days=1)) == Forgotten()
    assert forget_person(library, MARA).answers == 2
    assert kept(library, "asked") == {"b1", "odder"}


def test_a_check_is_kept_for_a_day_and_belongs_to_its_reader_and_to_the_author(library: Library) -> None:
    for key, by, author, days in (("old", REMI, 7, 2), ("read", MARA, 7, 0), ("written", 7, MARA, 0), ("not", 7, 8, 0)):
        at = now() - timedelta(days=days)
        library.record("guild-1", ".discord-check", key, {"by": by, "author": author, "at": at.isoformat()})
    clean(library)
    assert kept(library, ".discord-check", "guild-1") == {"read", "written", "not"}
    forget_person(library, MARA)
    assert kept(library, ".discord-check", "guild-1") == {"not"}
