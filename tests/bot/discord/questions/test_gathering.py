"""Quick messages of one person become one question; who is answered meanwhile waits no more."""

from __future__ import annotations

import asyncio

from bot.discord.questions.gathering import Gathering

PAUSE = 0.02


async def test_quick_messages_are_handed_on_together_and_those_of_others_apart() -> None:
    handed = asyncio.Queue[list[str]]()
    gathering = Gathering[str](PAUSE, handed.put)
    gathering.add((1, 7), "When did")
    gathering.add((1, 8), "Who?")
    gathering.add((1, 7), "the bridge open?")
    got = [await asyncio.wait_for(handed.get(), 5) for _ in range(2)]
    assert sorted(got) == [["When did", "the bridge open?"], ["Who?"]]
    gathering.add((1, 7), "And the toll?")
    assert await asyncio.wait_for(handed.get(), 5) == ["And the toll?"]


async def test_a_message_that_came_before_the_pause_ended_belongs_to_it_however_long_deciding_takes() -> None:
    handed = asyncio.Queue[list[str]]()
    gathering = Gathering[str](PAUSE, handed.put)
    gathering.add((1, 7), "When did")
    gathering.add((2, 7), "Who cut the ribbon?")
    async with gathering.deciding:
        await asyncio.sleep(2 * PAUSE)
        gathering.add((1, 7), "the bridge open?")
        gathering.drop((2, 7))
    assert await asyncio.wait_for(handed.get(), 5) == ["When did", "the bridge open?"]
    assert handed.empty()


async def test_what_somebody_else_has_answered_is_dropped() -> None:
    handed = asyncio.Queue[list[str]]()
    gathering = Gathering[str](PAUSE, handed.put)
    gathering.add((1, 7), "When did the bridge open?")
    gathering.add((2, 7), "Elsewhere?")
    gathering.drop((1, 7))
    gathering.drop((1, 9))
    assert await asyncio.wait_for(handed.get(), 5) == ["Elsewhere?"]
    assert handed.empty()
