"""What a German reader is shown holds no English sentence of the bot's own; quotations stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from bot.answer.check.checked import Checked
from bot.discord.claims.render import plain_text
from bot.discord.guild.settings import GuildSettings
from bot.discord.preview.kinds import named
from bot.discord.questions.help import help_text
from bot.values import Searched
from bot.words.collect import collected, forms, read
from bot.words.words import speaking
from tests.discord_server.rules import walk

LEAST = 9
"""Characters of a piece of a sentence that is looked for: shorter ones are words of other languages as well."""


@cache
def english() -> tuple[str, ...]:
    """The words of our sentences between their places, as far as no German sentence has them as well."""
    german = "\n".join(one for message in read("de") for one in forms(message.string))
    pieces = {
        piece.strip(" .:,*`-#\n")
        for message in collected()
        for one in forms(message.id)
        for piece in re.split(r"{.*?}|\n|`[^`]*`", one)
    }
    return tuple(one for one in pieces if len(one) >= LEAST and one not in german)


def ours(text: str) -> list[str]:
    """The pieces of our English sentences in a text, outside links and quotations."""
    said = re.sub(r"\]\([^)]*\)|^> .*$|“[^”]*”|„[^“]*“", "", text, flags=re.MULTILINE)
    return [one for one in english() if one in said and re.search(rf"(?<!\w){re.escape(one)}(?!\w)", said)]


def texts(components: Any) -> Iterator[str]:
    for part in walk(components):
        for one in (part, *(part.get("options") or [])):
            yield from (str(one[key]) for key in ("content", "label", "placeholder") if one.get(key))


def test_english_is_noticed() -> None:
    assert ours(help_text(GuildSettings(), hears_all=True))


@pytest.mark.parametrize("kind", sorted(named()))
async def test_every_kind_of_message_is_german(kind: str) -> None:
    with speaking("de"):
        shown = "\n".join(texts(named()[kind]().view.to_components()))
    known = ["unchanged"] if kind == "log" else []  # the log keeps results for readers of every language
    assert ours(shown) == known


@pytest.mark.parametrize("hears_all", [True, False])
def test_help_is_german(hears_all: bool) -> None:
    with speaking("de"):
        text = help_text(GuildSettings(ask_channels=(1,)), hears_all=hears_all)
    assert ours(text) == []
    assert "So fragen Sie" in text


def test_a_check_is_german() -> None:
    with speaking("de"):
        assert ours(plain_text(Checked((), (), 0, Searched("default", 13, None, None), "none"))) == []
