"""What people see who ask and index: one run of the bot."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import aiohttp
import pytest
import pytest_asyncio

from tests.bot.discord.conftest import GLACIER, HOSTILE
from tests.bot.discord.process import Process, serving
from tests.discord_server.payloads import (
    CHANNEL,
    DM,
    LIBRARIAN,
    MANAGER,
    OTHER_CHANNEL,
    OTHER_GUILD,
    READER,
    THREAD,
    Person,
)
from tests.discord_server.rest import INVALID_TOKEN, UNKNOWN_WEBHOOK
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Interaction, Message
from tests.ports import free_port

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(180),
    pytest.mark.usefixtures("bot", "keeps_the_rules"),
]
METRICS = free_port()
WRONG = "went wrong"
BRIDGE = "When did the harbour bridge open?"
OPENED = "> The harbour bridge opened to traffic on Monday, two years later than planned."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(discord: DiscordServer, home: Path, articles: Path) -> AsyncIterator[Process]:
    async with serving(discord, home, articles, METRICS_PORT=str(METRICS), LOG_FORMAT="json") as process:
        yield process


async def test_operators_see_that_it_is_well_and_what_it_did(discord: DiscordServer) -> None:
    await answered(discord, await discord.ask(BRIDGE))
    async with aiohttp.ClientSession(f"http://127.0.0.1:{METRICS}") as session:
        async with session.get("/healthz") as health:
            assert await health.json() == {"well": True, "wrong": {}}
        async with session.get("/metrics") as metrics:
            text = await metrics.text()
    assert re.search(r'^footnote_answers_total\{outcome="answered"\} [1-9]', text, re.MULTILINE)
    assert "footnote_gateway_connected 1.0" in text


async def test_all_that_it_says_from_its_start_is_one_object_a_line(bot: Process) -> None:
    said = [json.loads(line)["message"] for line in bot.log.splitlines()]
    assert any(text.endswith("2 new") or "2 new" in text for text in said)


async def answered(discord: DiscordServer, asked: Interaction) -> Message:
    done = ("articles searched", "article searched", "The articles do not say", WRONG)
    await discord.until(lambda: asked.original and any(text in asked.original.text for text in done))
    assert WRONG not in asked.message.text
    return asked.message


async def test_a_question_is_answered_with_its_source(discord: DiscordServer) -> None:
    asked = await discord.ask(BRIDGE)
    message = await answered(discord, asked)
    question, answer, footer = (part["content"] for part in message.parts if part["type"] == 10)
    assert question == f"**{BRIDGE}**"
    evidence, quote, source = answer.split("\n")
    assert evidence == "-# *One source*"
    assert quote.startswith(OPENED)
    assert source.startswith(
        "-# **1** · [Harbour bridge opens after two-year delay](https://courier.example/2025/bridge#:~:"
    )
    assert source.endswith(") · The Sandbar Courier · <t:1740996000:D>")
    assert footer == "-# 2 articles searched, <t:1740996000:D> – <t:1744365600:D>"
    assert not message.ephemeral


async def test_it_defers_at_once_and_shows_its_steps(discord: DiscordServer) -> None:
    asked = await discord.ask(BRIDGE)
    message = await answered(discord, asked)
    assert asked.acknowledged == 5
    assert asked.acknowledged_at is not None
    assert asked.acknowledged_at - asked.sent_at < 1
    steps = [state["components"][0].get("content", "") for state in message.history[:-1]]
    assert steps
    assert steps[0].startswith("Searching 2 articles")


@pytest.mark.parametrize("room", [CHANNEL, THREAD, DM])
async def test_a_mention_and_a_direct_message_are_answered(discord: DiscordServer, room: str) -> None:
    before = len(discord.said(room))
    question = await discord.say("Who is the chief engineer?", room=room, mention=room != DM)
    await discord.until(lambda: len(discord.said(room)) > before and discord.said(room)[-1].select)
    (message,) = discord.said(room)[before:]
    assert "said Tobias Wenk, the chief engineer." in message.text
    assert str(message.json["message_reference"]["message_id"]) == question["id"]


async def test_what_is_not_addressed_to_it_is_ignored(discord: DiscordServer) -> None:
    before = len(discord.said(OTHER_CHANNEL))
    await discord.say(BRIDGE, room=OTHER_CHANNEL, mention=False)
    await discord.say("", room=OTHER_CHANNEL)
    await discord.until(lambda: len(discord.said(OTHER_CHANNEL)) > before)
    (message,) = discord.said(OTHER_CHANNEL)[before:]
    assert message.text.startswith("Mention me with a question")


async def test_a_reply_without_a_ping_is_not_heard_without_the_intent_and_help_says_so(discord: DiscordServer) -> None:
    await answered(discord, helped := await discord.ask(BRIDGE, room=THREAD))
    before = len([one for one in discord.said(THREAD) if not one.ephemeral])
    await discord.say("and the toll?", room=THREAD, mention=False, to=helped.message)
    told = await discord.command("help", room=THREAD)
    await discord.until(lambda: told.original and "Without a mention" in told.original.text)
    assert "Discord does not show me a message that does not mention me." in told.message.text
    assert len([one for one in discord.said(THREAD) if not one.ephemeral]) == before


async def test_what_the_articles_do_not_say_is_said(discord: DiscordServer) -> None:
    asked = await discord.ask("Which team won the chess championship in Lisbon?")
    message = await answered(discord, asked)
    assert "**The articles do not say.** None of the 2 articles searched" in message.text
    assert "No article names Lisbon." in message.text
    assert "Related" not in message.text


async def test_a_passage_card_shows_the_quote_in_its_place_to_one_reader(discord: DiscordServer) -> None:
    message = await answered(discord, await discord.ask(BRIDGE))
    assert message.select is not None
    assert message.select["placeholder"] == "Read a passage in its place…"
    opened = await discord.choose(message, message.select["options"][0]["value"])
    await discord.until(lambda: opened.original)
    card = opened.message
    assert card.ephemeral
    assert "**The harbour bridge opened to traffic on Monday, two years later than planned.**" in card.text
    assert "Mayor Jo Reed cut the ribbon at noon." in card.text
    assert card.text.startswith("**Harbour bridge opens after two-year delay**\n-# The Sandbar Courier · Ann Lee ·")
    assert "-# Paragraph 2 of 4" in card.text
    assert card.links[0].startswith("https://courier.example/2025/bridge#:~:text=")
    await discord.press(card, "Whole article")
    await discord.until(lambda: "Back to the passage" in card.buttons)
    assert card.text.count("**The harbour bridge opened to traffic on Monday, two years later than planned.**") == 1
    assert card.text.endswith("The toll for cars is three crowns. Cyclists and pedestrians cross free of charge.")
    await discord.press(card, "Back to the passage")
    await discord.until(lambda: "Whole article" in card.buttons)
    assert "-# Paragraph 2 of 4" in card.text


@pytest.mark.parametrize("command", ["add", "remove", "source list"])
async def test_others_are_refused_privately(discord: DiscordServer, command: str) -> None:
    options = [{"name": "article", "type": 3, "value": "x"}] if command == "remove" else []
    if command == "add":
        refused = await discord.add({"a.txt": GLACIER}, READER, OTHER_CHANNEL)
    else:
        refused = await discord.index(command, options, READER, OTHER_CHANNEL)
    await discord.until(lambda: refused.original)
    assert refused.message.ephemeral
    assert refused.message.text == (
        "Only members who may manage this server or hold the role “Librarian” can change this."
    )
    completed = await discord.complete("remove", "article", "", READER, OTHER_CHANNEL)
    await discord.until(lambda: completed.choices is not None)
    assert completed.choices == []


async def test_nobody_indexes_in_direct_messages(discord: DiscordServer) -> None:
    refused = await discord.index("status", person=MANAGER, room=DM)
    await discord.until(lambda: refused.original)
    assert refused.message.text == ("Articles belong to servers, not to direct messages. Use this command in a server.")


ENDED = re.compile(r"\*\*Done\.|did not come in")


async def added(discord: DiscordServer, files: dict[str, bytes], person: Person, room: str) -> Message:
    adding = await discord.add(files, person, room)
    await discord.until(lambda: adding.original and ENDED.search(adding.original.text))
    return adding.message


async def test_an_attachment_is_indexed_asked_about_and_corrected(discord: DiscordServer) -> None:
    files = {"glacier.txt": GLACIER, "empty.txt": b"", "flood.txt": HOSTILE}
    message = await added(discord, files, LIBRARIAN, OTHER_CHANNEL)
    assert not message.ephemeral
    assert "**Glacier above Norvik retreats by 90 metres**" in message.text
    assert message.text.startswith(
        "**1 file did not come in:**\n- empty.txt: the file is empty.\n**The others came in.**"
    )
    assert message.text.endswith("\n-# 2 new · 1 failed")
    assert len(message.history) >= 2

    asked = await answered(discord, await discord.ask("By how much did the glacier retreat?", room=OTHER_CHANNEL))
    assert "> The glacier above Norvik retreated by 90 metres last summer" in asked.text
    assert asked.select is not None
    card = await discord.choose(asked, asked.select["options"][0]["value"])
    await discord.until(lambda: card.original)
    place = f"https://discord.com/channels/{OTHER_GUILD}/{OTHER_CHANNEL}/{message.json['id']}"
    assert card.message.links == [place]

    again = await added(discord, {"glacier.txt": GLACIER}, MANAGER, OTHER_CHANNEL)
    assert "**Done.** Nothing is new: 1 article was here already.\n-# 1 unchanged" in again.text

    corrected = GLACIER.replace(b"90 metres", b"95 metres")
    changed = await added(discord, {"glacier.txt": corrected}, MANAGER, OTHER_CHANNEL)
    assert changed.text.endswith("\n-# 1 changed")
    asked_again = await answered(discord, await discord.ask("By how much did the glacier retreat?", room=OTHER_CHANNEL))
    assert "> The glacier above Norvik retreated by 95 metres" in asked_again.text
    old = await discord.choose(asked, "c0")
    await discord.until(lambda: old.original)
    assert "retreated by 90 metres" in old.message.text
    assert "The article has changed since; this is the text as it was quoted." in old.message.text


async def test_an_archive_is_indexed_and_its_many_errors_are_a_file(discord: DiscordServer) -> None:
    archive = BytesIO()
    with ZipFile(archive, "w") as files:
        files.writestr(
            "desk/tram.txt",
            "Tram line 7 closes\n\nTram line 7 in Tolland closes in June, its drivers said on Friday.\n",
        )
        for number in range(12):
            files.writestr(f"desk/empty-{number}.txt", "")
    message = await added(discord, {"desk.zip": archive.getvalue(), "scan.xyz": b"x"}, MANAGER, OTHER_CHANNEL)
    assert message.text.startswith(
        "**13 files did not come in:**\n- **12 files**: the file is empty.\n  -# desk.zip › "
    )
    assert "\n- scan.xyz: no kind of file that is read.\n" in message.text
    assert (
        "\nerrors.txt lists them all.\n**The others came in.** Ask about:\n- **Tram line 7 closes**\n-# 1 new"
        in message.text
    )
    errors = discord.attached(message)["errors.txt"].splitlines()
    assert len(errors) == 13
    assert errors[-1].startswith("scan.xyz: .xyz is not a kind that is read")


async def test_a_removed_article_leaves_answers_but_not_old_cards(discord: DiscordServer) -> None:
    await added(discord, {"glacier.txt": GLACIER}, MANAGER, OTHER_CHANNEL)
    asked = await answered(discord, await discord.ask("By how much did the glacier retreat?", room=OTHER_CHANNEL))
    completed = await discord.complete("remove", "article", "glac", MANAGER, OTHER_CHANNEL)
    await discord.until(lambda: completed.choices)
    assert completed.choices is not None
    assert completed.choices[0]["name"].startswith("Glacier above Norvik")
    value = {"name": "article", "type": 3, "value": completed.choices[0]["value"]}
    removed = await discord.index("remove", [value], MANAGER, OTHER_CHANNEL)
    await discord.until(lambda: removed.original)
    assert removed.message.text.startswith("Removed Glacier above Norvik retreats by 90 metres.")
    gone = await answered(discord, await discord.ask("By how much did the glacier retreat?", room=OTHER_CHANNEL))
    assert "**The articles do not say.**" in gone.text
    old = await discord.choose(asked, "c0")
    await discord.until(lambda: old.original)
    assert "retreated by 90 metres" in old.message.text
    assert "The article has since been removed from the library." in old.message.text


async def test_a_server_reads_its_own_library_and_no_other(discord: DiscordServer) -> None:
    await added(discord, {"flood.txt": HOSTILE}, MANAGER, OTHER_CHANNEL)
    here = await answered(discord, await discord.ask("What did the Norvik flood destroy?", room=OTHER_CHANNEL))
    assert "seventeen boathouses" in here.text
    elsewhere = await answered(discord, await discord.ask("What did the Norvik flood destroy?"))
    assert "boathouses" not in elsewhere.text
    listed = await discord.index("list")
    await discord.until(lambda: listed.original)
    assert listed.message.ephemeral
    assert "boathouses" not in listed.message.text
    assert "Old bakery becomes a library" in listed.message.text
    status = await discord.index("status")
    await discord.until(lambda: status.original)
    assert "the shared library" in status.message.text


async def test_everybody_searches_passages_privately(discord: DiscordServer) -> None:
    used = await discord.index("search", [{"name": "words", "type": 3, "value": "toll for cars"}])
    await discord.until(lambda: used.original)
    assert used.message.ephemeral
    assert used.message.text.startswith("**Nearest to “toll for cars”**\n> ")
    assert "-# 1 · [Harbour bridge opens after two-year delay](https://courier.example" in used.message.text


async def test_nothing_in_an_article_acts(discord: DiscordServer) -> None:
    await added(discord, {"flood.txt": HOSTILE}, MANAGER, OTHER_CHANNEL)
    asked = await discord.ask("What did the Norvik flood destroy? @everyone", room=OTHER_CHANNEL)
    message = await answered(discord, asked)
    assert "seventeen boathouses" in message.text
    for harm in ("@everyone", "<@4", "](http://evil"):
        assert harm not in message.text


async def test_an_unusable_question_gets_a_sentence(discord: DiscordServer) -> None:
    asked = await discord.ask("?!")
    await discord.until(lambda: asked.original and asked.original.text)
    assert asked.message.text.count("\n") == 0


async def test_a_rate_limited_answer_arrives(discord: DiscordServer) -> None:
    refused = discord.limits.refused
    discord.limits.refuse(r"PATCH /webhooks/.*@original", times=2)
    assert OPENED in (await answered(discord, await discord.ask(BRIDGE))).text
    discord.limits.refuse(r"POST /channels", times=1, is_global=True)
    before = len(discord.said(CHANNEL))
    await discord.say(BRIDGE)
    await discord.until(lambda: len(discord.said(CHANNEL)) > before and discord.said(CHANNEL)[-1].select)
    assert discord.limits.refused == refused + 3
    discord.limits.exceeded = 0


@pytest.mark.parametrize("error", [UNKNOWN_WEBHOOK, INVALID_TOKEN])
async def test_an_expired_interaction_is_answered_in_the_channel(
    discord: DiscordServer, error: tuple[str, int, int]
) -> None:
    before = len(discord.said(CHANNEL))
    asked = await discord.ask(BRIDGE)
    discord.expire(asked, error)
    await discord.until(lambda: any(one.select for one in discord.said(CHANNEL)[before:]))
    assert OPENED in discord.said(CHANNEL)[-1].text


async def test_a_dozen_questions_at_once_are_all_answered(discord: DiscordServer) -> None:
    began = time.monotonic()
    asked = await asyncio.gather(*(discord.ask(f"{BRIDGE} ({n})") for n in range(12)))
    await discord.until(lambda: all(one.original and one.original.select for one in asked), 60)
    assert all(OPENED in one.message.text for one in asked)
    assert all(one.acknowledged_at is not None and one.acknowledged_at - began < 3 for one in asked)


async def test_a_dropped_connection_is_resumed_and_nothing_is_missed(discord: DiscordServer) -> None:
    resumed, identified = discord.gateway.resumed, discord.gateway.identified
    discord.gateway.drop()
    asked = await discord.ask(BRIDGE)
    assert OPENED in (await answered(discord, asked)).text
    assert (discord.gateway.resumed, discord.gateway.identified) == (resumed + 1, identified)


async def test_a_request_to_reconnect_is_followed(discord: DiscordServer) -> None:
    resumed = discord.gateway.resumed
    await discord.gateway.ask_to_reconnect()
    await discord.until(lambda: discord.gateway.resumed > resumed)
    assert OPENED in (await answered(discord, await discord.ask(BRIDGE))).text


@pytest.mark.slow  # discord.py waits five seconds before it identifies again
async def test_an_invalid_session_is_identified_anew(discord: DiscordServer) -> None:
    identified = discord.gateway.identified
    await discord.gateway.invalidate(resumable=False)
    await discord.until(lambda: discord.gateway.identified > identified and discord.gateway.socket)
    assert OPENED in (await answered(discord, await discord.ask(BRIDGE))).text


async def test_it_asks_for_the_fewest_intents_and_registers_its_commands_once(discord: DiscordServer) -> None:
    assert discord.gateway.intents == (1 << 0) | (1 << 9) | (1 << 12)
    menus = ["Ask about this", "Index this message", "Check against the articles"]
    assert [one["name"] for one in discord.commands] == ["ask", "help", "index", "footnote", *menus]
    assert sum(one.method == "PUT" for one in discord.requests) == 1
    await discord.until(lambda: discord.gateway.heartbeats > 2 + discord.gateway.identified + discord.gateway.resumed)
