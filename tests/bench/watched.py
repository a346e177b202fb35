"""The bot with a watch over its event loop: when it stood still goes to the file BENCH_BLOCKS, a line each."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

EVERY = 0.005
WORTH_TELLING = 0.02


class Watching(asyncio.DefaultEventLoopPolicy):
    """Makes loops that beat."""

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        loop = super().new_event_loop()
        loop.call_soon(self._beat, loop, time.monotonic())
        return loop

    def _beat(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        now = time.monotonic()
        if now - due > WORTH_TELLING:
            with Path(os.environ["BENCH_BLOCKS"]).open("a") as file:
                file.write(f"{now} {now - due}\n")
        loop.call_later(EVERY, self._beat, loop, now + EVERY)


def longest(file: Path, since: float) -> float:
    """Return the longest block, in seconds, that ended after a moment of `time.monotonic`."""
    lines = [line.split() for line in file.read_text().splitlines()] if file.exists() else []
    return max((float(late) for at, late in lines if float(at) >= since), default=0.0)


if __name__ == "__main__":
    from bot.__main__ import main

    asyncio.set_event_loop_policy(Watching())
    main()
