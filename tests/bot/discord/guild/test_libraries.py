"""Which library a place fills and reads."""

from __future__ import annotations

from bot.discord.guild.libraries import Audience, own_library, readable
from index.library import Library


def test_a_place_reads_its_own_library_and_the_default_one_only(library: Library) -> None:
    assert own_library(7) == "guild-7"
    assert own_library(None) == "default"
    assert readable(library, Audience(7)) == ("guild-7", "default")
    assert readable(library, Audience(None)) == ("default",)
