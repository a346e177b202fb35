"""Whoever asks is spoken to in their language, and everybody in that of their server."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.discord.guild.settings import GuildSettings
from bot.reading.days import readings
from index.library import Library
from tests.bot.discord.chosen import choose
from tests.bot.discord.inside import inside
from tests.discord_server.payloads import CHANNEL, DM, GUILD, READER
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Interaction

ANYTHING = {"name": "article", "type": 3, "value": "Anything"}


async def told(server: DiscordServer, asked: Interaction) -> str:
    await server.until(lambda: asked.original is not None and asked.original.text)
    return asked.message.text


async def test_private_replies_refusals_and_help_speak_the_members_language(
    server: DiscordServer, library: Library
) -> None:
    server.locales[READER.id] = "de"
    readings("yesterday", datetime.now(UTC).date())  # as when days were offered to who types one: the first takes long
    async with inside(server, library):
        refused = await told(server, await server.index("remove", [ANYTHING]))
        assert refused == (
            "Nur Mitglieder, die diesen Server verwalten dürfen oder die Rolle „Librarian“ haben, können das ändern."
        )
        asked = await told(server, await server.ask("Who won?", since="the day before never"))
        assert asked.startswith("„the day before never“ lässt sich nicht als Datum lesen.")
        server.locales[READER.id] = "fr"
        help_ = await server.command("help")
        text = await told(server, help_)
        assert "**Comment poser une question**" in text
        assert "**Sans mention**" in text


async def test_what_everybody_reads_is_in_the_language_that_the_server_chose(
    server: DiscordServer, library: Library
) -> None:
    server.locales[READER.id] = "fr"
    choose(library, int(GUILD), GuildSettings(language="es"))
    async with inside(server, library):
        await server.say("thanks!", READER, CHANNEL)
        await server.until(lambda: server.said(CHANNEL))
        assert server.said(CHANNEL)[-1].text == "De nada. Responda a una respuesta mía para seguir preguntando."
        await server.say("thanks!", READER, DM, mention=False)
        await server.until(lambda: server.said(DM))
        assert server.said(DM)[-1].text.startswith("You are welcome.")


async def test_commands_are_registered_in_every_language(server: DiscordServer, library: Library) -> None:
    async with inside(server, library):
        ask = next(one for one in server.commands if one["name"] == "ask")
        assert ask["description_localizations"]["de"].startswith("Die Artikel befragen")
        assert not ask.get("name_localizations")
