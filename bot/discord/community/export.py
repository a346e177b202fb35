"""/footnote export: what a server added and chose, as files for those who manage it."""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord.guild.libraries import Audience, libraries_of, own_library, readable
from bot.discord.guild.settings import chosen
from bot.discord.interaction.access import alone
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.permissions import permit_manager
from bot.discord.interaction.reply import Attached, InteractionReply
from bot.words.words import _, marked

if TYPE_CHECKING:
    from index.library import Library

MB = 1_000_000


@app_commands.command(name="export", description=marked("Download this server's articles, log and settings as files"))
async def export_command(interaction: discord.Interaction[Any]) -> None:
    """/footnote export."""
    guild_id, backend = permit_manager(interaction), backend_of(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    await reply.begin()
    with backend.under_way():
        limit = interaction.filesize_limit
        names, files, size = await backend.call(exported, backend.library, guild_id, alone(interaction), limit)
        await reply.say(said(names, size, limit), files)


def exported(library: Library, guild_id: int, reader: Audience, limit: int) -> tuple[list[str], list[Attached], int]:
    """Return the libraries that a server keeps and their reader may read, them and what it chose as files, their bytes.

    Libraries that would reach the limit of Discord stay here, and on disk. Blocks.
    Without vectors: whoever imports the file embeds its articles anew. Without answers: what members asked, some of
    them in private, is not for those who manage the server.
    """
    own, private = own_library(guild_id), set(chosen(library, guild_id).private_libraries.values())
    kept = [one for one in libraries_of(library, guild_id) if one == own or one.startswith(f"{own}-")]
    may = [one for one in kept if one not in private or one in readable(library, reader)]
    names = [one for one in may if one in library.libraries()]
    settings = json.dumps(asdict(chosen(library, guild_id)), ensure_ascii=False, indent=2).encode()
    files, size = [Attached("settings.json", settings)], len(settings)
    if names:
        with TemporaryFile() as target:
            with gzip.GzipFile(fileobj=target, mode="wb", mtime=0, filename="") as compressed:
                library.export(names, compressed, vectors=False, answers=False)  # type: ignore[arg-type]  # writes as one
            size += target.tell()
            if size < limit:
                target.seek(0)
                files.append(Attached("library.jsonl.gz", target.read()))
    return names, files, size


def said(names: list[str], size: int, limit: int) -> str:
    """Return what is said of files of so many bytes where Discord takes fewer than `limit`."""
    if not names:
        return _("This server has no library of its own yet; here is what it chose.")
    if size < limit:
        return _("Here is what this server added and chose. `footnote import` reads the library.")
    text = _(
        "The library has {size:,.0f} MB, and Discord takes {limit:,.0f} MB here. "
        "Whoever runs this bot exports it in the terminal: {commands}"
    )
    commands = ", ".join(f"`footnote export {one}.jsonl.gz --library {one}`" for one in names)
    return text.format(size=size / MB, limit=limit / MB, commands=commands)
