"""What is said to small talk."""

from __future__ import annotations

from dataclasses import replace

from bot.discord.guild.settings import GuildSettings
from bot.discord.questions.help import help_text
from bot.discord.questions.talk import said
from tests.bot.discord.answers.test_render_written import ANSWER


def test_what_an_answer_rests_on_is_said_with_its_sources() -> None:
    told = said("sure", ANSWER)
    assert told.startswith("It is what the articles say: each quotation is copied letter by letter")
    assert all(f"**{one.number}** · " in told for one in ANSWER.citations)
    many = replace(ANSWER, citations=tuple(replace(ANSWER.citations[0], number=n) for n in range(1, 9)))
    assert "\nand 3 more\nSources differ on it" in said("sure", many)


def test_what_was_not_found_is_not_called_certain() -> None:
    nothing = replace(ANSWER, outcome="not_found", citations=(), searched=replace(ANSWER.searched, articles=1200))
    assert said("sure", nothing).startswith("I searched 1,200 articles and found no sentence that answers it.")
    assert said("sure", None).startswith("I quote:")


def test_help_says_what_is_heard_without_a_mention() -> None:
    choice = GuildSettings(ask_channels=(7, 8))
    assert "Message Content Intent" in help_text(choice, hears_all=False)
    assert "<#7>" not in help_text(choice, hears_all=False)
    assert "Every message is a question in <#7>, <#8>." in help_text(choice, hears_all=True)
    assert len(help_text(replace(choice, ask_channels=tuple(range(10**18, 10**18 + 99))), hears_all=True)) < 2000
