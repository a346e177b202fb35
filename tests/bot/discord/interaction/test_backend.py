"""The threads that answer are there before anybody asks."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from bot.answer.answer import Answerer
from bot.discord.interaction.backend import Backend
from bot.settings import BotSettings
from index.settings import IndexSettings
from tests.remembering import RememberingLibrary


async def test_the_loop_starts_no_thread_while_a_crowd_asks(tmp_path: Path) -> None:
    with RememberingLibrary.open(IndexSettings(footnote_home=tmp_path / "home")) as library:
        backend = Backend(library, Answerer(library), BotSettings())
        before = set(threading.enumerate())
        ways = (backend.call, backend.accept, backend.complete, backend.note)
        await asyncio.gather(*(way(threading.get_ident) for way in ways for _ in range(60)))
        assert set(threading.enumerate()) == before
        await backend.close()
