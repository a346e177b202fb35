"""Every string that breaks software, as question, title and label, through the real process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.discord.process import Process, one_run, serving
from tests.conftest import shared_data
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Interaction

pytestmark = one_run(900)
AT_ONCE = 20
PAINTED = "Lighthouse number {} was painted in spring, the harbour office said."


def naughty() -> list[str]:
    return list(json.loads((shared_data() / "hostile" / "blns.json").read_text("utf-8")))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(
    discord: DiscordServer, own_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Process]:
    folder = tmp_path_factory.mktemp("naughty")
    records = [
        {"id": number, "title": text, "publisher": text, "author": text, "text": PAINTED.format(number)}
        for number, text in enumerate(naughty())
    ]
    (folder / "all.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    async with serving(discord, own_home, folder) as process:
        yield process


async def _all_answered(discord: DiscordServer, questions: list[str]) -> None:
    for start in range(0, len(questions), AT_ONCE):
        await _some_answered(discord, questions[start : start + AT_ONCE])


async def _some_answered(discord: DiscordServer, questions: list[str]) -> None:
    asked = await asyncio.gather(*map(discord.ask, questions))
    await discord.until(lambda: all(map(_answered, asked)), 120)
    assert not any("went wrong" in one.message.text for one in asked)


def _answered(asked: Interaction) -> bool:
    """Tell an answer, or a refusal of what asks nothing, from a step."""
    return asked.original is not None and (len(asked.original.parts) > 1 or "…" not in asked.original.text)


async def test_each_is_asked_and_answered(discord: DiscordServer) -> None:
    await _all_answered(discord, [text for text in naughty() if text.strip()])


async def test_each_is_shown_as_title_and_label(discord: DiscordServer, bot: Process) -> None:
    await _all_answered(discord, [f"When was lighthouse number {number} painted?" for number in range(0, 515, 5)])
    assert "Traceback" not in bot.log
