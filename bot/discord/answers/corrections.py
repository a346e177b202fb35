"""Corrections reach the readers: libraries are watched, and answers whose sources changed are edited in their place."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.answer.record.record import recall
from bot.discord.answers.render import plain_text, render
from bot.discord.answers.view import AnswerView
from bot.discord.connection.watching import Watch
from bot.discord.feedback.rows import Rows, rows_of
from bot.discord.interaction.language import language_in
from bot.discord.interaction.writing import edited
from bot.words.words import speaking

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend
    from bot.values import Answer
    from index.values import Correction

log = logging.getLogger(__name__)
POLL = 1.0
# An answer that is being written while an article changes is recorded after the sweep that the change brings.
AFTERMATH = 60.0
SECONDS_BETWEEN_EDITS = 1.0
REST = 60.0  # after a failure of Discord or of the network, doubled with each try of the same answer
TRIES = 5
EDITED_TOO_OFTEN = 30046  # of a message older than an hour (Discord developer documentation, JSON error codes)
# An answer without a message is still on its way; one of the terminal never gets any. Interactions live this long.
UNPOSTED = timedelta(minutes=15)
_PLACE = re.compile(r"/(?P<guild>@me|\d+)/(?P<channel>\d+)/(?P<message>\d+)$")


class Corrections(Watch):
    """The watch over what answers quoted. What is not shown yet is in the catalogue: a restart goes on with it."""

    what = "Corrections"

    def __init__(self, client: discord.Client, backend: Backend) -> None:
        super().__init__(POLL, REST, client.wait_until_ready)
        self._client, self._backend = client, backend
        self._swept: dict[str, int] = {}
        self._until: dict[str, float] = {}
        self._tries: Counter[str] = Counter()
        self._no_edit_until = 0.0

    async def look(self) -> None:
        """Compare what answers quoted with what changed, and show what became of it."""
        await self._sweep()
        if time.monotonic() >= self._no_edit_until:
            await self._show_all()

    async def _sweep(self) -> None:
        """Look at the libraries that changed since they were last looked at, and for a moment after."""
        changes, now = await self._backend.call(self._backend.library.quoted.changes), time.monotonic()
        for name, count in changes.items():
            if self._swept.get(name) != count:
                self._until[name] = now + AFTERMATH
            if now <= self._until[name]:
                noticed = await self._backend.call(self._backend.library.sweep, name, self._backend.stopping)
                self._swept[name] = count
                if noticed:
                    log.info("%d quotations from %s changed in their sources", noticed, name)

    async def _show_all(self) -> None:
        for name, answer_id, newest in await self._backend.call(self._backend.library.quoted.unshown):
            if self._backend.stopping.is_set() or time.monotonic() < self._no_edit_until:
                return
            with self._backend.under_way():
                await self._show(name, answer_id, newest)

    async def _show(self, name: str, answer_id: str, newest: int) -> None:
        """Show the corrections of one answer in its message, once."""
        answer, corrections, below = await self._backend.call(_read, self._backend, name, answer_id)
        place = _PLACE.search(corrections[0].place) if corrections else None
        if not self._backend.shards.serve(_server(place)) or (answer and not place and _fresh(corrections)):
            return
        edited = bool(answer and place)
        if answer and place and not await self._settled(place, answer, corrections, below):
            return
        await self._backend.call(self._backend.library.quoted.mark_shown, name, answer_id, newest)
        if edited:
            await asyncio.sleep(SECONDS_BETWEEN_EDITS)

    async def _settled(
        self, place: re.Match[str], answer: Answer, corrections: Sequence[Correction], below: Rows
    ) -> bool:
        """Edit the answer's message; False where that is worth another try. Every way to fail counts as one."""
        self._tries[answer.id] += 1
        if self._tries[answer.id] <= TRIES:
            try:
                with speaking(await language_in(self._backend, _guild(self._client, place))):
                    await _edit(self._client, place, answer, corrections, below)
            except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
                if not _lasting(error):
                    self._no_edit_until = time.monotonic() + REST * 2 ** (self._tries[answer.id] - 1)
                    log.warning("Corrections rest until Discord takes edits again: %s", error)
                    return False
                log.info("The answer %s stays as it is: %s", answer.id, error)
        del self._tries[answer.id]
        return True


def _lasting(error: Exception) -> bool:
    """Tell whether a message is gone or closed to the bot; of anything else waiting may help."""
    if not isinstance(error, discord.HTTPException):
        return False
    return 400 <= error.status < 500 and error.status != 429 and error.code != EDITED_TOO_OFTEN


def _guild(client: discord.Client, place: re.Match[str]) -> discord.Guild | None:
    server = _server(place)
    return client.get_guild(server) if server is not None else None


def _server(place: re.Match[str] | None) -> int | None:
    return int(place["guild"]) if place and place["guild"].isdecimal() else None


async def _edit(
    client: discord.Client, place: re.Match[str], answer: Answer, corrections: Sequence[Correction], below: Rows
) -> None:
    """Edit through the channel: an interaction's token is long gone."""
    channel = client.get_partial_messageable(int(place["channel"]))
    message = channel.get_partial_message(int(place["message"]))
    view = AnswerView(render(answer, corrections=corrections), answer, below)
    await edited(partial(message.edit, content=None), view, plain_text(answer, corrections))


def _read(backend: Backend, name: str, answer_id: str) -> tuple[Answer | None, list[Correction], Rows]:
    answer = recall(backend.library, name, answer_id)
    below = rows_of(backend.library, answer) if answer else []
    return answer, backend.library.quoted.of(name, answer_id), below


def _fresh(corrections: Sequence[Correction]) -> bool:
    return any(datetime.fromisoformat(one.noticed_at) > datetime.now(UTC) - UNPOSTED for one in corrections)
