"""Messages that were indexed and are deleted in Discord: what they brought leaves the library."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.discord.guild.libraries import DEFAULT, libraries_of
from index.errors import IndexFault

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

BY = "Discord"
log = logging.getLogger(__name__)


async def forget(backend: Backend, guild_id: int | None, channel_id: int, message_ids: Iterable[int]) -> None:
    """Take out what these messages brought. The pages that they link to are sources of their own and stay."""
    if guild_id is not None:
        links = {f"https://discord.com/channels/{guild_id}/{channel_id}/{message_id}" for message_id in message_ids}
        with backend.under_way():
            await backend.call(_forget, backend, guild_id, links)


def _forget(backend: Backend, guild_id: int, links: set[str]) -> None:
    for name in (*libraries_of(backend.library, guild_id), DEFAULT):
        for source in backend.library.sources(name):
            if source.kind == "message" and source.address in links:
                try:
                    backend.library.remove_source(name, source.id, articles=True, by=BY)
                except IndexFault as error:
                    log.warning("A deleted message stays in library %s: %s", name, error)
