"""What outlives a run, and how runs begin and end."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.bot.discord.conftest import GLACIER
from tests.bot.discord.process import ONLINE_SECONDS, serving, started
from tests.discord_server.faults import CUT
from tests.discord_server.payloads import CHANNEL, MANAGER, OTHER_CHANNEL, OTHER_GUILD, READER
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import COMPATIBLE, Dialect, Message
from tests.model_server.personalities import sentences
from tests.model_server.server import KEY, ModelServer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
QUESTION = "When did the harbour bridge open?"


TIDE = "The tide gauge at Sandbar reached 4.10 metres on Friday, the highest level since 1998."


def tides(count: int) -> bytes:
    """Return a file of so many articles."""
    texts = (
        json.dumps({"title": f"Tide {n}", "text": f"The tide at pier {n} rose {n} cm. " * 9}) for n in range(count)
    )
    return "\n".join(texts).encode()


async def test_old_passages_and_buttons_work_after_a_restart(home: Path, articles: Path) -> None:
    async with DiscordServer() as discord:
        async with serving(discord, home, articles):
            asked = await discord.ask(QUESTION)
            await discord.until(lambda: asked.original and asked.original.select)
        async with serving(discord, home, articles) as second:
            assert asked.message.select is not None
            opened = await discord.choose(asked.message, asked.message.select["options"][0]["value"])
            await discord.until(lambda: opened.original)
            assert "**The harbour bridge opened to traffic on Monday" in opened.message.text
            voted = await discord.press(asked.message, "👍 Helpful")
            await discord.until(lambda: voted.original)
            assert "your vote is counted" in voted.message.text
            pressed = await discord.press(asked.message, "👎 Not right")
            await discord.until(lambda: pressed.modal)
            sent = await discord.submit(pressed, {"reason": "source"})
            await discord.until(lambda: sent.original)
            assert "your vote is changed" in sent.message.text
            assert sum(one.method == "PUT" for one in discord.requests) == 1
            assert await second.stop(signal.SIGINT) == 0
        assert discord.violations == []


def last(discord: DiscordServer, room: str = CHANNEL) -> Any:
    """Return what the bot said last; where a server knows no deferral, an answer after 3 s is a message of its own."""
    return next(reversed(discord.said(room)), None)


@pytest.mark.parametrize(
    "dialect",
    [
        COMPATIBLE,
        Dialect(charset=True, gateway_bot=False, compression="zlib-payload", empty_callbacks=True, components_v2=False),
    ],
)
async def test_discord_compatible_servers_are_served(home: Path, articles: Path, dialect: Dialect) -> None:
    async with DiscordServer(dialect) as discord:
        async with serving(discord, home, articles):
            await discord.ask(QUESTION)
            await discord.until(lambda: last(discord) and "**1** ·" in last(discord).text)
            before = len(discord.said())
            await discord.say(QUESTION)
            await discord.until(lambda: len(discord.said()) > before and "**1** ·" in last(discord).text)
            assert "> The harbour bridge opened to traffic on Monday" in last(discord).text
            await discord.menu("Index this message", discord.posted(TIDE, READER, OTHER_CHANNEL), MANAGER)
            await discord.until(lambda: last(discord, OTHER_CHANNEL) and last(discord, OTHER_CHANNEL).buttons)
            offered = last(discord, OTHER_CHANNEL)
            assert offered.buttons == ["Index", "Cancel"]
            await discord.press(offered, "Index", MANAGER)
            await discord.until(lambda: "**Done.**" in last(discord, OTHER_CHANNEL).text)
            assert last(discord, OTHER_CHANNEL).buttons == []
        assert discord.violations == []


async def test_questions_and_work_of_an_earlier_run_are_over_and_say_so(home: Path) -> None:
    async with DiscordServer() as discord:
        async with serving(discord, home):
            used = await discord.menu("Index this message", discord.posted(TIDE, READER, OTHER_CHANNEL), MANAGER)
            await discord.until(lambda: used.original and used.original.buttons)
            adding = await discord.add({"tides.jsonl": tides(200)}, MANAGER, OTHER_CHANNEL)
            await discord.until(lambda: adding.original and adding.original.buttons == ["Cancel"])
            stale = Message(dict(adding.message.json), ephemeral=False)
        async with serving(discord, home):
            asked = await discord.press(used.message, "Index", MANAGER)
            await discord.until(lambda: asked.original)
            assert asked.message.text.startswith("This question is over: it was answered, or Footnote was restarted")
            cancelled = await discord.press(stale, "Cancel", MANAGER)
            await discord.until(lambda: cancelled.original)
            assert cancelled.message.text.startswith(
                "This has ended already. If the message still shows work, Footnote"
            )
        assert discord.violations == []


async def test_a_conversation_goes_on_after_a_restart_and_a_vanished_command_is_back(
    home: Path, articles: Path
) -> None:
    async with DiscordServer() as discord:
        async with serving(discord, home, articles):
            asked = await discord.ask(QUESTION)
            await discord.until(lambda: asked.original and asked.original.select)
        gone = discord.commands.pop()
        async with serving(discord, home, articles):
            assert gone["name"] in [one["name"] for one in discord.commands]
            before = len(discord.said())
            await discord.say("and who cut the ribbon there?", to=asked.message)
            await discord.until(lambda: len(discord.said()) > before and discord.said()[-1].select)
            assert (
                "Understood as: Who cut the ribbon there? (When did the harbour bridge open?)"
                in discord.said()[-1].text
            )
        assert discord.violations == []


async def test_a_refused_token_is_one_clear_sentence(home: Path) -> None:
    async with DiscordServer() as discord:
        async with started(discord.api_url, home, token="not.the.token") as process:
            assert await process.ended() == 1
        assert "Discord does not accept DISCORD_TOKEN." in process.log
        assert "Traceback" not in process.log
        assert "not.the.token" not in process.log


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/api/v10", "{address}/nothing"])
async def test_a_wrong_address_is_one_clear_sentence(home: Path, url: str) -> None:
    async with DiscordServer() as discord:
        async with started(url.format(address=discord.address), home) as process:
            assert await process.ended() == 1
        assert "Check" in process.log
        assert "DISCORD_API_URL" in process.log
        assert "Traceback" not in process.log


def timetables(folder: Path) -> Path:
    """Make a folder of articles, each of which answers a question at length."""
    folder.mkdir()
    for year in range(2001, 2009):
        piers = ", ".join(
            f"the pier of {name}{year % 100}" for name in ("Ash", "Berl", "Cald", "Dorn", "Elm", "Fenn") * 4
        )
        text = f"In {year} the Marrow ferry called at {piers} and Quay. Tickets were sold on board."
        (folder / f"{year}.txt").write_text(f"Timetable of the Marrow ferry, {year}\n\n{text}\n", encoding="utf-8")
    return folder


def everything(system: str, user: str) -> str:
    """Repeat every timetable that is offered."""
    return "\n".join(f"- {text} [{key}]" for key, text in sentences(user).items() if "ferry called at" in text)


async def test_a_long_answer_goes_on_in_a_thread_also_when_the_process_is_killed_before(
    home: Path, tmp_path: Path
) -> None:
    articles = timetables(tmp_path / "timetables")
    with ModelServer(everything) as model:
        chat = {"CHAT_MODEL": "openai:test", "CHAT_BASE_URL": model.base_url, "CHAT_API_KEY": KEY}
        async with DiscordServer() as discord:
            async with started(discord.api_url, home, articles, **chat) as first:
                await discord.online(ONLINE_SECONDS)
                discord.faults.add(r"POST /channels/\d+/messages/\d+/threads", CUT, times=100)
                asked = await discord.ask("At which piers did the Marrow ferry call?")
                await discord.until(lambda: asked.original and "continued below" in asked.original.text)
                await discord.until(lambda: discord.faults.met)
                await first.stop(signal.SIGKILL)
            thread = asked.message.json["id"]
            assert discord.said(thread) == []
            discord.faults.end()
            async with serving(discord, home, articles, **chat):
                await discord.until(lambda: discord.said(thread))
            assert [one.text.splitlines()[0] for one in discord.said(thread)] == ["-# Continued: 2 of 2"]
            assert len(discord.said()) == 1
            assert discord.violations == []


async def test_a_stop_while_it_indexes_is_said_and_leaves_nothing_half_done(home: Path) -> None:
    async with DiscordServer() as discord:
        async with serving(discord, home) as process:
            adding = await discord.add({"tides.jsonl": tides(400)}, MANAGER, OTHER_CHANNEL)
            await discord.until(lambda: adding.original and "Reading file 1 of 1" in adding.original.text)
            assert await process.stop() == 0
        assert adding.message.text.startswith("**Stopped**")
        assert discord.violations == []


async def test_the_terminal_hands_its_work_to_the_running_bot(home: Path, tmp_path: Path) -> None:
    (tmp_path / "glacier.txt").write_bytes(GLACIER)
    async with DiscordServer() as discord, serving(discord, home):
        command = ("index", "add", str(tmp_path / "glacier.txt"), "--library", f"guild-{OTHER_GUILD}")
        added = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *command, "--home", str(home)),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert await asyncio.wait_for(added.wait(), ONLINE_SECONDS) == 0
        asked = await discord.ask("By how much did the glacier retreat?", room=OTHER_CHANNEL)
        await discord.until(lambda: asked.original and "90 metres" in asked.original.text)
