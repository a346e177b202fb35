"""Long work with a Cancel button under its progress message, which waits for its turn."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Literal

import discord
from discord import ui

from bot.discord.guild.settings import chosen
from bot.discord.interaction.backend import Backend, Run, backend_of
from bot.discord.interaction.faults import wall
from bot.discord.interaction.permissions import permitted
from bot.discord.interaction.progress import shown_steps
from bot.discord.interaction.reply import InteractionReply, say
from bot.words.words import _, marked
from index.errors import Cancelled
from index.values import Progress, Report

SECONDS_BETWEEN_EDITS = 2.0
QUEUED = marked("Other work on the libraries is running; this is next.")
NOT_YOURS = marked("Only the member who started this, and those who may use /index, can stop it.")
OVER = marked(
    "This has ended already. If the message still shows work, Footnote was restarted meanwhile: nothing is half done, "
    "and it can be started again."
)
Ending = Literal["finished", "cancelled", "stopped"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far a run came; `stopped` is by a shutdown."""

    progress: Progress
    ending: Ending = "finished"


class CancelButton(ui.DynamicItem[ui.Button[Any]], template=r"cancel:(?P<run>[\w-]{1,32})"):
    """Stops the run whose key is in its custom id."""

    def __init__(self, key: str) -> None:
        super().__init__(ui.Button(label=_("Cancel"), custom_id=f"cancel:{key}"))
        self._key = key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> CancelButton:
        """Return the button of a message that some earlier process may have sent."""
        return cls(match["run"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Stop the run, or say why not."""
        backend = backend_of(interaction)
        reply = InteractionReply(interaction, private=True)
        async with wall("cancel button", lambda text: say(reply, text), interaction):
            run = backend.runs.get(self._key)
            chose = await backend.note(chosen, backend.library, interaction.guild_id)
            allowed = permitted(interaction, backend.settings.index_role, chose)
            if run is None or not (allowed or run.by == interaction.user.id):
                await say(reply, _(OVER if run is None else NOT_YOURS))
                return
            run.cancel()
            with suppress(discord.HTTPException):  # some servers know no deferral; the steps show that it stops
                await interaction.response.defer()


@contextmanager
def running(backend: Backend, reply: InteractionReply, by: int) -> Iterator[Run]:
    """Offer to cancel what happens inside, under every step that the reply shows."""
    run = Run(by)
    backend.runs[run.key] = run
    reply.buttons = lambda: (CancelButton(run.key),)
    try:
        with backend.under_way():
            yield run
    finally:
        del backend.runs[run.key]
        reply.buttons = tuple


async def carry_out(
    backend: Backend,
    run: Run,
    reply: InteractionReply,
    function: Callable[[Report], Progress],
    describe: Callable[[Progress], str],
    *,
    turn: asyncio.Lock | None = None,
    queued: str = QUEUED,
) -> Outcome:
    """Run a blocking function of a progress callback when its turn has come, and show how far it is."""
    turn = turn or backend.indexing
    async with shown_steps(reply, SECONDS_BETWEEN_EDITS) as show:
        run.show = show
        if turn.locked():
            show(_(queued))
        async with _turn(turn, run) as came:
            if not came:
                return Outcome(Progress(), "cancelled")
            return await backend.call(_watched, backend, run, function, describe)


@asynccontextmanager
async def _turn(lock: asyncio.Lock, run: Run) -> AsyncIterator[bool]:
    """Wait for the lock, or until the run is cancelled; tell whether the lock is held."""
    mine, cancelled = asyncio.create_task(lock.acquire()), asyncio.create_task(run.cancelled.wait())
    try:
        await asyncio.wait({mine, cancelled}, return_when=asyncio.FIRST_COMPLETED)
        yield mine.done()
    finally:
        cancelled.cancel()
        if not mine.cancel():
            lock.release()


def _watched(
    backend: Backend, run: Run, function: Callable[[Report], Progress], describe: Callable[[Progress], str]
) -> Outcome:
    latest = Progress()

    def watch(progress: Progress) -> None:
        nonlocal latest
        latest = progress
        if backend.stopping.is_set():
            raise Cancelled("Footnote is shutting down.")
        if run.cancelled.is_set():
            raise Cancelled("It was cancelled.")
        run.show(describe(progress))

    try:
        return Outcome(function(watch))
    except Cancelled:
        return Outcome(latest, "cancelled" if run.cancelled.is_set() else "stopped")
