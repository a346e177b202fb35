"""What a server chose outlives the process and other versions of its record."""

from __future__ import annotations

from bot.discord.guild.settings import KIND, GuildSettings, chosen
from index.library import Library
from tests.bot.discord.chosen import choose


def test_what_a_server_chose_is_found_again_and_is_its_own(library: Library) -> None:
    wanted = GuildSettings(ask_in=(5, 6), private=True, language="fr", bound={"5": "desk"}, per_person=3)
    choose(library, 7, wanted)
    assert chosen(library, 7) == wanted
    assert chosen(library, 8) == chosen(library, None) == GuildSettings()


def test_a_record_of_another_version_is_read_as_far_as_it_is_known(library: Library) -> None:
    library.record("default", KIND, "9", {"private": True, "colour": "green"})
    assert chosen(library, 9) == GuildSettings(private=True)


def test_a_record_that_cannot_be_read_is_as_if_nothing_were_chosen(library: Library) -> None:
    library.record("default", KIND, "9", {"private": ["?"], "language": 4})
    assert chosen(library, 9) == GuildSettings()
