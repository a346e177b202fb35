"""What a server chose counts where it acts; each of these fails where a setting is stored and not read."""

from __future__ import annotations

from typing import Any

from bot.answer.answer import Answerer
from bot.answer.check.checked import Checked
from bot.discord.answers.accepting import elsewhere, taken
from bot.discord.guild.libraries import Audience
from bot.discord.guild.settings import GuildSettings
from bot.discord.interaction.backend import Backend
from bot.settings import BotSettings
from bot.values import Answer
from index.library import Library
from tests.bot.discord.answers.waiting import BRIDGE, answers, shown
from tests.bot.discord.chosen import choose
from tests.bot.discord.inside import inside
from tests.discord_server.gateway import MESSAGE_CONTENT
from tests.discord_server.payloads import CHANNEL, DM, GUILD, LIBRARIAN, LIBRARIAN_ROLE, MANAGER, THREAD
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Interaction

CHECK = "Check against the articles"
HERE = int(GUILD)


class Noting(Answerer):
    """Notes whether it was told to use a model."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.models: list[object] = []

    def ask(self, text: str, **more: Any) -> Answer:
        self.models.append(more["writes"])
        return super().ask(text, **more)

    def check(self, text: str, **more: Any) -> Checked:
        self.models.append(more["judges"])
        return super().check(text, **more)


async def told(server: DiscordServer, used: Interaction) -> str:
    await server.until(lambda: used.original and not used.original.text.startswith(("Looking", "Searching", "Reading")))
    return used.message.text


def test_a_channel_of_questions_is_one_where_it_may_answer(library: Library) -> None:
    choose(library, HERE, GuildSettings(ask_in=(1,), ask_channels=(2,)))
    for channels in ((1,), (2,), (5, 2), (5, 1)):
        assert elsewhere(library, Audience(HERE, channels)) == ""
    assert elsewhere(library, Audience(HERE, (5,))) == "I do not answer in this channel. Ask me in <#1>."
    choose(library, HERE, GuildSettings(ask_channels=(2,)))
    assert elsewhere(library, Audience(HERE, (5,))) == elsewhere(library, Audience(None, (5,))) == ""


async def test_it_says_nothing_at_all_where_it_may_not_answer(server: DiscordServer, library: Library) -> None:
    choose(library, HERE, GuildSettings(ask_in=(77,)))
    async with inside(server, library):
        await server.say("")
        await server.until(lambda: server.said(DM))
        await server.say("thanks!")
        checked = await server.menu(CHECK, server.posted("The bridge opened on Monday.", MANAGER))
        assert (await told(server, checked)).startswith("I do not answer in this channel.")
        assert checked.message.ephemeral
        assert all(one.ephemeral for one in server.said())
    assert server.said(DM)[0].text == "I do not answer in this channel. Ask me in <#77>."
    assert len(server.said(DM)) == 1


async def test_questions_and_checks_are_counted_as_a_server_chose(server: DiscordServer, library: Library) -> None:
    backend = Backend(library, Answerer(library), BotSettings(_env_file=None))  # type: ignore[call-arg]
    here = Audience(HERE, (5,))
    choose(library, HERE, GuildSettings(per_person=1))
    assert taken(backend, 1, here) == ""
    assert taken(backend, 1, here).startswith("You have asked as many questions as one person may")
    choose(library, HERE, GuildSettings(per_guild=2))
    assert taken(backend, 2, here) == taken(backend, 3, here) == ""
    assert taken(backend, 4, here).startswith("This server has asked as many questions")
    await backend.close()
    choose(library, HERE, GuildSettings(per_person=2))
    async with inside(server, library):
        await shown(server, await server.ask(BRIDGE))
        posted = server.posted("The bridge opened on Monday.", MANAGER)
        assert "claim" in await told(server, await server.menu(CHECK, posted))
        refused = await server.menu(CHECK, posted)
        assert (await told(server, refused)).startswith("You have asked as many questions as one person may")
        assert refused.acknowledged == 4
        assert "claim" in await told(server, await server.menu(CHECK, posted, LIBRARIAN))


async def test_answers_are_private_and_without_a_model_where_that_was_chosen(
    server: DiscordServer, library: Library
) -> None:
    noting = Noting(library)
    async with inside(server, library, noting):
        for private, model in ((False, True), (True, False)):
            choose(library, HERE, GuildSettings(private=private, model=model))
            asked = await server.ask(BRIDGE)
            assert (await shown(server, asked)).ephemeral is private
            checked = await server.menu(CHECK, server.posted("The harbour bridge opened on Monday.", MANAGER))
            assert "claim" in await told(server, checked)
            assert ("Show in channel" in checked.message.buttons) is not private
    assert noting.models == [True, True, False, False]


async def test_roles_that_a_server_chose_may_change_its_library(server: DiscordServer, library: Library) -> None:
    told_by_roles = {(): "Only members who may manage", (int(LIBRARIAN_ROLE),): "This server is answered"}
    async with inside(server, library, index_role=""):
        for roles, refusal in told_by_roles.items():
            choose(library, HERE, GuildSettings(index_roles=roles, library="shared"))
            used = await server.index("remove", [{"name": "article", "type": 3, "value": "x"}], LIBRARIAN)
            assert (await told(server, used)).startswith(refusal)


async def test_every_message_of_a_chosen_channel_is_a_question(server: DiscordServer, library: Library) -> None:
    server.gateway.allowed |= MESSAGE_CONTENT
    async with inside(server, library, message_content=True, quiet_seconds=0.05):
        choose(library, HERE, GuildSettings())
        await server.say(BRIDGE, mention=False)
        await server.say(BRIDGE, room=THREAD)
        await server.until(lambda: answers(server, THREAD))
        assert not answers(server)
        choose(library, HERE, GuildSettings(ask_channels=(int(CHANNEL),), ask_in=(77,)))
        await server.say(BRIDGE, mention=False)
        await server.until(lambda: answers(server))
