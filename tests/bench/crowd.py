"""Many people ask at once: how soon they see that something happens, and whether any answer is lost or comes twice."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import time
from collections import Counter
from pathlib import Path

import psutil

from index.library import Library
from tests.bench.floors import Floor, settings, write_records
from tests.bench.questions import QUESTIONS
from tests.bench.watched import longest
from tests.bot.discord.process import Process, serving, start
from tests.discord_server.payloads import CHANNEL, THREAD
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Message

CROWD, MENTIONS, PASSAGES = 60, 12, 10_000
WARM, MORE, TOGETHER = 200, 1_000, 10
KILLED_AFTER = 20
SECONDS = 300
_NUMBER = re.compile(r"question (\d+)")


def everything(folder: Path) -> list[Floor]:
    """Ask a running bot with 10,000 passages; one library serves all three measures.

    BENCH_LIBRARY names a data folder to copy where that library was made before.
    """
    made = os.environ.get("BENCH_LIBRARY")
    if made:
        shutil.copytree(made, folder / "home", symlinks=True)
    else:
        _build(folder)
    return [*asyncio.run(_at_once(folder)), asyncio.run(_killed(folder)), asyncio.run(_steady(folder))]


def _build(folder: Path) -> None:
    records = write_records(folder / "articles.jsonl", PASSAGES, 1)
    with Library.open(settings(folder)) as library:
        library.add("default", [records])


async def _at_once(folder: Path) -> list[Floor]:
    blocks = folder / "blocks"
    async with (
        DiscordServer() as server,
        serving(server, folder / "home", module="tests.bench.watched", BENCH_BLOCKS=str(blocks)),
    ):
        await _warm(server)
        began = time.monotonic()
        asked = list(await asyncio.gather(*(server.ask(_question(n)) for n in range(CROWD))))
        await server.until(lambda: not _wrong(server, range(CROWD)), SECONDS)
        took, block = time.monotonic() - began, longest(blocks, began)
        signs = sorted((one.acknowledged_at or 0) - one.sent_at for one in asked)
        wrong = _wrong(server, range(CROWD))
    detail = f"{CROWD} /ask at {PASSAGES} passages, median {signs[CROWD // 2]:.2f} s, all answered after {took:.1f} s"
    return [
        Floor("first sign of a question, the latest", signs[-1], 0.5, "s", detail),
        Floor("questions without exactly one answer", len(wrong), 0, "of 60", str(wrong)),
        Floor("longest block of the bot's loop", 1000 * block, 100, "ms", "while it answered the 60"),
    ]


async def _killed(folder: Path) -> Floor:
    """Kill the process when a third is answered; the next one finishes what was asked."""
    total = CROWD + MENTIONS
    async with DiscordServer() as server:
        first = await start(server.api_url, folder / "home")
        await server.online()
        await _warm(server)
        await asyncio.gather(*(server.ask(_question(n)) for n in range(CROWD)))
        for number in range(CROWD, total):
            await server.say(_question(number), room=CHANNEL if number % 2 else THREAD)
        await server.until(lambda: len(_wrong(server, range(total))) <= total - KILLED_AFTER, SECONDS)
        await first.stop(signal.SIGKILL)
        before = total - len(_wrong(server, range(total)))
        async with serving(server, folder / "home"):
            began = time.monotonic()
            await server.until(lambda: not _wrong(server, range(total)), SECONDS)
            took = time.monotonic() - began
        wrong = _wrong(server, range(total))
    detail = (
        f"{CROWD} /ask and {MENTIONS} mentions, {before} answered before SIGKILL, the rest {took:.1f} s after the start"
    )
    return Floor("questions without exactly one answer after a crash", len(wrong), 0, f"of {total}", detail)


async def _steady(folder: Path) -> Floor:
    async with DiscordServer() as server, serving(server, folder / "home") as process:
        await _ask_many(server, range(WARM))
        start_rss = _rss(process)
        await _ask_many(server, range(WARM, WARM + MORE))
        end_rss = _rss(process)
    change = 100 * abs(end_rss - start_rss) / start_rss
    detail = f"{start_rss:.0f} MB after the first {WARM}, {end_rss:.0f} MB after {MORE} more"
    return Floor("change of memory over 1,000 questions", change, 5, "%", detail)


async def _ask_many(server: DiscordServer, numbers: range) -> None:
    """Ask a few at a time. An answer that came too late for its interaction is in the channel."""
    for first in numbers[::TOGETHER]:
        together = range(first, first + TOGETHER)
        for number in together:
            await server.ask(_question(number))
        await server.until(lambda together=together: not _wrong(server, together), SECONDS)  # type: ignore[misc]


async def _warm(server: DiscordServer) -> None:
    """Wait for one answer: the embedding model is loaded by the first question."""
    await server.ask("What did the council decide about the harbour?")
    await server.until(lambda: any(_answers(one) for one in server.said()), SECONDS)


def _question(number: int) -> str:
    return f"{QUESTIONS[number % len(QUESTIONS)]} question {number}"


def _wrong(server: DiscordServer, numbers: range) -> dict[int, int]:
    """Return the questions that are not answered by exactly one message, with how many answer them."""
    shown: Counter[int] = Counter()
    for room in (CHANNEL, THREAD):
        for message in server.said(room):
            found = _NUMBER.search(message.text)
            if found and _answers(message):
                shown[int(found[1])] += 1
    return {number: shown[number] for number in numbers if shown[number] != 1}


def _answers(message: Message) -> bool:
    """Tell an answer, also that the articles do not say, from its progress."""
    return bool(message.select or message.buttons)


def _rss(process: Process) -> float:
    rss: int = psutil.Process(process.id).memory_info().rss
    return rss / 1_000_000
