"""The bot's life: log in, serve until SIGTERM or SIGINT, leave in order."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.discord import api
from bot.discord.client import Footnote
from bot.discord.interaction.backend import Backend
from bot.errors import ServerUnreachable, TokenRefused

if TYPE_CHECKING:
    from bot.answer.answer import Answerer
    from bot.settings import BotSettings
    from index.library import Library

log = logging.getLogger(__name__)
PORTAL = "https://discord.com/developers/applications"
REFUSED = f"Discord does not accept DISCORD_TOKEN. Reset it at {PORTAL} (your application > Bot) and put it into .env."
AUTHENTICATION_FAILED = 4004


async def run(library: Library, answerer: Answerer, settings: BotSettings) -> None:
    """Serve Discord until told to stop. Raises TokenRefused, ServerUnreachable."""
    compatible = api.adapt(settings.discord_api_url)
    backend = Backend(library, answerer, settings)
    stop = _stop_on_signals()
    jobs = asyncio.create_task(backend.run_jobs())
    try:
        async with Footnote(backend, compatible=compatible) as client:
            serving = asyncio.create_task(_serve(client, settings))
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            await backend.finish()
            if not serving.done():
                log.info("Stopping")
                await client.close()
            await serving
    finally:
        backend.stopping.set()
        await backend.close()
        await jobs


def _stop_on_signals() -> asyncio.Event:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows: Ctrl+C arrives as KeyboardInterrupt
            loop.add_signal_handler(name, stop.set)
    return stop


async def _serve(client: Footnote, settings: BotSettings) -> None:
    await _log_in(client, settings)
    await client.prepare()
    try:
        await client.connect()
    except discord.ConnectionClosed as error:
        if error.code == AUTHENTICATION_FAILED:
            raise TokenRefused(REFUSED) from error
        raise ServerUnreachable(f"The gateway of {settings.discord_api_url} closed with code {error.code}.") from error


async def _log_in(client: Footnote, settings: BotSettings) -> None:
    url = settings.discord_api_url
    try:
        await client.login(settings.discord_token.get_secret_value())
    except discord.LoginFailure as error:
        raise TokenRefused(REFUSED) from error
    except discord.HTTPException as error:
        raise ServerUnreachable(f"{url} answered {error.status} to the login. Check DISCORD_API_URL.") from error
    except (OSError, aiohttp.ClientError, TimeoutError) as error:
        raise ServerUnreachable(f"{url} cannot be reached ({error}). Check the network and DISCORD_API_URL.") from error
    except (TypeError, KeyError, ValueError) as error:
        raise ServerUnreachable(f"{url} does not answer as Discord does. Check DISCORD_API_URL.") from error
