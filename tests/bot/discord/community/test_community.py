"""What those who run a server see: the first change of its library, the setup panel; one run of the bot."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.bot.discord.conftest import GLACIER
from tests.bot.discord.process import Process, one_run, serving
from tests.discord_server import payloads
from tests.discord_server.payloads import (
    CHANNEL,
    DM,
    GUILD,
    LIBRARIAN,
    LIBRARIAN_ROLE,
    MANAGER,
    OTHER_CHANNEL,
    PRIVATE,
    READER,
    THREAD,
    Person,
)
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Interaction, Message

pytestmark = one_run()
BRIDGE = "When did the harbour bridge open?"
RETREAT = "By how much did the glacier retreat?"
FERRY = b"Ferry Marigold runs aground\n\nThe ferry Marigold ran aground off Tern Point on Tuesday, the crew said.\n"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(discord: DiscordServer, own_home: Path, articles: Path) -> AsyncIterator[Process]:
    async with serving(discord, own_home, articles) as process:
        yield process


async def answer(discord: DiscordServer, question: str, room: str = CHANNEL) -> str:
    asked = await discord.ask(question, room=room)
    await discord.until(lambda: asked.original and "searched" in asked.original.text)
    return asked.message.text


async def done(discord: DiscordServer, used: Interaction) -> Message:
    await discord.until(lambda: used.original and used.original.text)
    return used.message


async def panel(discord: DiscordServer, person: Person = MANAGER, room: str = CHANNEL) -> Message:
    return await done(discord, await discord.footnote("setup", person=person, room=room))


async def pick(discord: DiscordServer, shown: Message, custom_id: str, *values: str, person: Person = MANAGER) -> None:
    used = await discord.pick(shown, custom_id, values, person)
    await discord.until(lambda: used.acknowledged)


async def press(discord: DiscordServer, shown: Message, label: str, person: Person = MANAGER) -> Interaction:
    used = await discord.press(shown, label, person)
    await discord.until(lambda: used.acknowledged)
    return used


def default(shown: Message, custom_id: str) -> list[str]:
    """Return what a menu of the panel shows as chosen."""
    menu = next(part for part in shown.parts if part.get("custom_id") == custom_id)
    if menu["type"] == 3:
        return [one["value"] for one in menu["options"] if one.get("default")]
    return [str(one["id"]) for one in menu.get("default_values") or []]


async def test_the_first_article_does_not_silently_change_what_answers(discord: DiscordServer) -> None:
    adding = await discord.add({"glacier.txt": GLACIER}, LIBRARIAN)
    asked = await done(discord, adding)
    assert "answered from the **shared library**, which holds 2 articles." in asked.text
    assert asked.buttons == ["Start with a copy", "Start empty", "Keep the shared one"]
    assert "on Monday" in await answer(discord, BRIDGE)
    await press(discord, asked, "Start with a copy", LIBRARIAN)
    await discord.until(lambda: asked.text.startswith("**Done.**"))
    assert any("Copying" in str(state) for state in asked.history)
    assert "on Monday" in await answer(discord, BRIDGE)
    assert "90 metres" in await answer(discord, RETREAT)
    elsewhere = await answer(discord, RETREAT, OTHER_CHANNEL)
    assert "90 metres" not in elsewhere
    assert " · this server's library" in await answer(discord, BRIDGE)
    assert "the shared library" not in elsewhere  # no other can be read there
    again = await done(discord, await discord.add({"ferry.txt": FERRY}, LIBRARIAN))
    await discord.until(lambda: again.text.startswith("**Done.**"))
    log = await done(discord, await discord.index("log"))
    assert log.ephemeral
    assert "**lina** set “library” · own" in log.text


async def test_a_server_can_keep_to_the_shared_library(discord: DiscordServer) -> None:
    asked = await done(discord, await discord.add({"glacier.txt": GLACIER}, MANAGER, OTHER_CHANNEL))
    await press(discord, asked, "Keep the shared one")
    refused = "This server is answered from the shared library, which only those who run this bot can change."
    await discord.until(lambda: asked.text.startswith(refused))
    again = await done(discord, await discord.add({"glacier.txt": GLACIER}, MANAGER, OTHER_CHANNEL))
    assert again.ephemeral
    assert again.text.startswith(refused)
    assert "on Monday" in await answer(discord, BRIDGE, OTHER_CHANNEL)


async def test_the_panel_is_for_those_who_manage_the_server(discord: DiscordServer) -> None:
    refused = await panel(discord, LIBRARIAN)
    assert refused.ephemeral
    assert refused.text == "Only members who may manage this server can do this."
    shown = await panel(discord)
    assert shown.ephemeral
    pressed = await press(discord, shown, "Answers are public: hide them", READER)
    await discord.until(lambda: pressed.original)
    assert pressed.message.text == "Only members who may manage this server can do this."
    assert "Answers are public: hide them" in shown.buttons


async def test_what_is_chosen_on_the_panel_is_shown_kept_and_noted(discord: DiscordServer) -> None:
    shown = await panel(discord)
    await pick(discord, shown, "setup:channels:ask_in", CHANNEL, PRIVATE)
    await pick(discord, shown, "setup:roles:index_roles", LIBRARIAN_ROLE)
    await pick(discord, shown, "setup:choice:language", "fr")
    await pick(discord, shown, "setup:choice:per_person", "10")
    await pick(discord, shown, "setup:choice:keep_days", "90")
    await press(discord, shown, "Réponses publiques\xa0: les masquer")
    await discord.until(lambda: "Réponses privées\xa0: les rendre publiques" in shown.buttons)
    for state in (shown, await panel(discord)):
        assert default(state, "setup:channels:ask_in") == [CHANNEL, PRIVATE]
        assert default(state, "setup:roles:index_roles") == [LIBRARIAN_ROLE]
        assert default(state, "setup:choice:language") == ["fr"]
        assert default(state, "setup:choice:per_person") == ["10"]
        assert default(state, "setup:choice:keep_days") == ["90"]
    log = (await done(discord, await discord.index("log"))).text
    assert "**mara** a réglé «\xa0private\xa0» · yes" in log
    assert f"**mara** a réglé «\xa0index\\_roles\xa0» · {LIBRARIAN_ROLE}" in log
    await pick(discord, shown, "setup:channels:ask_in")
    await pick(discord, shown, "setup:choice:language", "-")
    await press(discord, shown, "Answers are private: make them public")
    await discord.until(lambda: "Answers are public: hide them" in shown.buttons)
    assert default(shown, "setup:channels:ask_in") == []


async def test_a_channel_gets_a_library_of_its_own(discord: DiscordServer) -> None:
    shown = await panel(discord)
    await press(discord, shown, "Libraries…")
    assert default(shown, "setup:choice:library") == ["own"]
    await pick(discord, shown, "setup:channels:bound", PRIVATE)
    assert "**The library of " in shown.text
    await pick(discord, shown, f"setup:choice:bind:bound:{PRIVATE}", "+")
    assert f"- <#{PRIVATE}>: room-5" in shown.text
    adding = await done(discord, await discord.add({"ferry.txt": FERRY.replace(b"Tern", b"Gull")}, LIBRARIAN, PRIVATE))
    await discord.until(lambda: adding.text.startswith("**Done.**"))
    where = "Where did the ferry Marigold run aground?"
    assert "Gull Point" in await answer(discord, where, PRIVATE)
    for room in (CHANNEL, THREAD):
        assert "Gull Point" not in await answer(discord, where, room)


async def test_a_private_library_is_filled_and_searched_by_its_role_in_private(discord: DiscordServer) -> None:
    shown = await panel(discord)
    await press(discord, shown, "Libraries…")
    await pick(discord, shown, "setup:roles:private_libraries", LIBRARIAN_ROLE)
    (name,) = [
        one["value"]
        for part in shown.parts
        if part.get("custom_id", "").startswith("setup:choice:bind")
        for one in part["options"]
        if one["label"] == "room-5"
    ]
    await pick(discord, shown, f"setup:choice:bind:private_libraries:{LIBRARIAN_ROLE}", name)
    assert f"- <@&{LIBRARIAN_ROLE}>: room-5 (private)" in shown.text
    where = "Where did the ferry Marigold run aground?"
    assert "Gull Point" not in await answer(discord, where, PRIVATE)
    words = [{"name": "words", "type": 3, "value": where}]
    for person, sees in ((LIBRARIAN, True), (READER, False)):
        found = await done(discord, await discord.index("search", words, person, PRIVATE))
        assert found.ephemeral
        assert ("Gull Point" in found.text) is sees
    adding = await done(discord, await discord.add({"more.txt": GLACIER}, LIBRARIAN, PRIVATE))
    assert adding.ephemeral
    await discord.until(lambda: adding.text.startswith("**Done.**"))
    refused = await done(discord, await discord.add({"more.txt": GLACIER}, MANAGER, PRIVATE))
    assert refused.text == "The library of this channel is private to a role that you do not have."


async def test_a_person_is_forgotten_after_a_confirmation_in_private(discord: DiscordServer) -> None:
    told = await discord.ask(BRIDGE)
    await discord.until(lambda: told.original and told.original.select)
    asked = await done(discord, await discord.footnote("forget-me"))
    assert asked.ephemeral
    assert re.search(r"- [1-9]\d* questions with their answers\n- 0 votes, requests and wishes\n", asked.text)
    assert asked.text.startswith("**Delete what Footnote keeps of you?**")
    pressed = await discord.press(asked, "Delete it", MANAGER)
    await discord.until(lambda: pressed.original)
    assert pressed.message.text == "This question was put to somebody else."
    await press(discord, asked, "Delete it", READER)
    await discord.until(lambda: asked.text.startswith("**Deleted.**"))
    opened = await done(discord, await discord.choose(told.message, "c0"))
    assert opened.text == "This answer is no longer on record. Ask the question again."
    again = await done(discord, await discord.footnote("forget-me"))
    assert "- 0 questions with their answers\n" in again.text


async def test_a_server_is_exported_to_those_who_manage_it(discord: DiscordServer) -> None:
    refused = await done(discord, await discord.footnote("export", person=LIBRARIAN))
    assert refused.text == "Only members who may manage this server can do this."
    sent = await done(discord, await discord.footnote("export", person=MANAGER))
    assert sent.ephemeral
    assert [one["filename"] for one in sent.json["attachments"]] == ["settings.json", "library.jsonl.gz"]


async def test_who_removes_the_bot_is_told_when_the_data_goes(discord: DiscordServer, bot: Process) -> None:
    await discord.leave(GUILD, outage=True)
    await discord.gateway.dispatch("GUILD_CREATE", payloads.guild(GUILD))
    await discord.gateway.dispatch("GUILD_UPDATE", payloads.guild(GUILD) | {"owner_id": READER.id})
    before = len(discord.said(DM))
    await discord.leave(GUILD)
    await discord.until(lambda: len(discord.said(DM)) > before)
    assert discord.said(DM)[-1].text.startswith("Footnote has left **server-1**. What the server added and chose is")
    assert discord.written_to[-1] == READER.id
    await discord.join(GUILD)
    while f"Server {GUILD} is back: its data stays" not in bot.log:
        await done(discord, await discord.footnote("corrections"))
    assert bot.log.count("is left: its data is deleted") == 1
