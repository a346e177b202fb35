"""Attached files: their bytes are copied at once, because the addresses expire."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import PurePath

import aiohttp
import discord

from bot.words.words import _
from index.values import Failure

UNNAMED = frozenset({"message.txt", "unknown.txt"})
"""What Discord itself calls long texts that are pasted: no name that tells one article from another."""


async def fetch(
    attachments: Sequence[discord.Attachment], limit_mb: int
) -> tuple[list[tuple[str, bytes]], list[Failure]]:
    """Return (name, bytes) of what could be fetched, each name once, and a failure for each of the others."""
    names = names_of(attachments)
    read = await asyncio.gather(*(_read(file, name, limit_mb) for file, name in zip(attachments, names, strict=True)))
    failures = [one for one in read if isinstance(one, Failure)]
    return [(name, one) for name, one in zip(names, read, strict=True) if isinstance(one, bytes)], failures


async def _read(attachment: discord.Attachment, name: str, limit_mb: int) -> bytes | Failure:
    if attachment.size > limit_mb * 1_000_000:
        return Failure(
            name,
            _("{size:.0f} MB; files up to {limit} MB are read.").format(size=attachment.size / 1e6, limit=limit_mb),
        )
    try:
        return await attachment.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError):
        return Failure(name, _("Discord did not hand over the file. Attach it again."))


def names_of(attachments: Sequence[discord.Attachment]) -> list[str]:
    """Return the name of each, made unique; one that tells nothing gets the attachment's id."""
    names: list[str] = []
    for attachment in attachments:
        path = PurePath(attachment.filename.replace("/", "_"))
        name = f"{path.stem}-{attachment.id}{path.suffix}" if path.name in UNNAMED else path.name
        names.append(f"{path.stem}-{attachment.id}{path.suffix}" if name in names else name)
    return names
