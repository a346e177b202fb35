"""The real `footnote run` as a process that speaks to the Discord on loopback."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.discord_server.server import TOKEN, DiscordServer

ONLINE_SECONDS = 150  # the first start on a new machine reads gigabytes of libraries from a cold disk
STOP_SECONDS = 150  # of a worker that gets what others leave of a core


def one_run(seconds: int = 600) -> list[pytest.MarkDecorator]:
    """Return the marks of tests that share one run of the bot, which keeps the rules of Discord."""
    return [
        pytest.mark.slow,
        pytest.mark.asyncio(loop_scope="module"),
        pytest.mark.timeout(seconds),
        pytest.mark.usefixtures("bot", "keeps_the_rules"),
    ]


class Process:
    """One run; `log` is what it wrote to standard error."""

    def __init__(self, started: asyncio.subprocess.Process) -> None:
        self._started = started
        self._reading = asyncio.create_task(self._read())
        self.log = ""
        self._logged = asyncio.Event()

    async def _read(self) -> None:
        assert self._started.stderr is not None
        while data := await self._started.stderr.read(1 << 16):
            self.log += data.decode(errors="replace")
            self._logged.set()

    async def logs(self, text: str, seconds: float = ONLINE_SECONDS) -> None:
        """Wait until the log holds a text."""
        async with asyncio.timeout(seconds):
            while text not in self.log:
                self._logged.clear()
                await self._logged.wait()

    async def ended(self, seconds: float = ONLINE_SECONDS) -> int:
        """Wait for the exit code."""
        code = await asyncio.wait_for(self._started.wait(), seconds)
        await self._reading
        return code

    async def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal; return the exit code."""
        if self._started.returncode is None:
            self._started.send_signal(by)
        return await self.ended(STOP_SECONDS)

    @property
    def id(self) -> int:
        return self._started.pid

    @property
    def running(self) -> bool:
        return self._started.returncode is None


async def start(
    server_url: str,
    home: Path,
    articles: Path | None = None,
    token: str = TOKEN,
    *,
    module: str = "bot",
    arguments: Sequence[str] = ("run",),
    **more: str,
) -> Process:
    """Start `footnote run` with nothing of this machine's settings; `more` are settings by their names.

    `module` is run in place of `bot` where something is to be looked at from inside.
    """
    place = home.parent
    settings = {
        "DISCORD_TOKEN": token,
        "DISCORD_API_URL": server_url,
        "FOOTNOTE_HOME": str(home),
        "ARTICLES_DIR": str(articles or place / "no-articles"),
        "HF_HUB_OFFLINE": "1",
        "QUESTIONS_PER_PERSON": "0",  # a few people ask everything that is tested
        "QUESTIONS_PER_SERVER": "0",
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "DEBUG" if os.environ.get("FOOTNOTE_TEST_DEBUG") else "INFO",
    }
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", module, *arguments),
        cwd=place,
        env=kept | settings | more,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    return Process(started)


@asynccontextmanager
async def started(*given: Any, **named: Any) -> AsyncIterator[Process]:
    """Start `footnote run` as `start` does; whatever comes of it, it has ended at the end."""
    process = await start(*given, **named)
    try:
        yield process
    finally:
        if process.running:
            await process.stop(signal.SIGKILL)


@asynccontextmanager
async def serving(
    server: DiscordServer, home: Path, articles: Path | None = None, *, module: str = "bot", **more: str
) -> AsyncIterator[Process]:
    """Run the bot until it is online, and stop it in order at the end."""
    async with started(server.api_url, home, articles, module=module, **more) as process:
        online = asyncio.create_task(server.online(ONLINE_SECONDS))
        ended = asyncio.create_task(process.ended())
        try:
            await asyncio.wait({online, ended}, return_when=asyncio.FIRST_COMPLETED)
            assert process.running, process.log
            await online
            yield process
            assert await process.stop() == 0, process.log
        finally:
            for task in (online, ended):
                task.cancel()
