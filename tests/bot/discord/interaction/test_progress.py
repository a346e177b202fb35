"""Steps are shown by few edits: the newest one, at intervals, none after the end."""

from __future__ import annotations

import asyncio
import threading
import time
from itertools import count, pairwise

from bot.discord.interaction.further import Rest
from bot.discord.interaction.progress import shown_steps
from bot.discord.interaction.reply import View


class Recorded:
    """A reply that remembers what it showed, and when."""

    message_id: int | None = None

    def __init__(self) -> None:
        self.shown: list[tuple[float, str]] = []
        self.first = asyncio.Event()

    async def begin(self) -> None: ...

    async def finish(self, view: View, text: str) -> None: ...

    async def follow(self, rest: Rest) -> None: ...

    async def step(self, text: str) -> None:
        self.shown.append((time.monotonic(), text))
        self.first.set()


async def test_a_flood_of_steps_becomes_a_few_edits() -> None:
    reply = Recorded()
    async with shown_steps(reply, seconds=0.1) as on_step:

        def backend() -> None:
            for number in count():
                if len(reply.shown) == 3:
                    return
                on_step(f"step {number}")
                time.sleep(0.001)

        await asyncio.to_thread(backend)
    times = [at for at, _ in reply.shown]
    assert reply.shown[0][1].startswith("step ")
    assert 3 <= len(times) <= 4  # the last may be on its way when the flood ends
    assert all(later - earlier >= 0.099 for earlier, later in pairwise(times))


async def test_nothing_is_shown_after_the_end() -> None:
    reply = Recorded()
    async with shown_steps(reply, seconds=5) as on_step:
        on_step("first")
        await reply.first.wait()
        thread = threading.Thread(target=on_step, args=("second",))
        thread.start()
        thread.join()
    on_step("too late")
    await asyncio.sleep(0)
    assert [text for _, text in reply.shown] == ["first"]
