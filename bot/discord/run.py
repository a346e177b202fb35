"""The bot's life: log in, serve until SIGTERM or SIGINT, leave in order."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.discord import api
from bot.discord.client import Footnote
from bot.discord.connection.alone import alone, alone_among_machines
from bot.discord.connection.health import Health
from bot.discord.connection.sockets import Backoff
from bot.discord.interaction.backend import Backend
from bot.discord.looking import looked_at
from bot.errors import BotFault, GatewayRefused, ServerUnreachable, TokenRefused
from bot.signals import stop_on_signals

if TYPE_CHECKING:
    from bot.answer.answer import Answerer
    from bot.settings import BotSettings
    from index.library import Library

log = logging.getLogger(__name__)
PORTAL = "https://discord.com/developers/applications"
REFUSED = f"Discord does not accept DISCORD_TOKEN. Reset it at {PORTAL} (your application > Bot) and put it into .env."
NO_INTENT = (
    "Discord does not let this bot read every message. Switch on Message Content Intent at "
    f"{PORTAL} (your application > Bot > Privileged Gateway Intents), or set MESSAGE_CONTENT=false."
)
AUTHENTICATION_FAILED = 4004
TURNED_AWAY = {
    4010: "the shards that it was told of",
    4011: "so few shards: start it again, it asks Discord how many there must be",
    4012: "this version of the gateway: update discord.py",
    4013: "these intents: update Footnote",
}
"""Close codes after which another attempt ends the same way (discord-api-docs, Gateway Close Event Codes)."""


async def run(library: Library, answerer: Answerer, settings: BotSettings) -> None:
    """Serve Discord until told to stop.

    Raises TokenInUse, PortTaken, TokenRefused, GatewayRefused, ServerUnreachable.
    """
    token, home = settings.discord_token.get_secret_value(), library.settings.footnote_home
    here = alone(token, settings.discord_api_url, home, settings.shards)
    with here, alone_among_machines(library, token, settings.shards):
        backend, health = Backend(library, answerer, settings), Health()
        jobs = asyncio.create_task(backend.run_jobs())
        try:
            async with looked_at(backend, health):
                await _until_stopped(backend, health)
        finally:
            backend.stopping.set()
            await backend.close()
            await jobs


async def _until_stopped(backend: Backend, health: Health) -> None:
    stop = stop_on_signals()
    online, stopping = asyncio.create_task(_stay_online(backend, health)), asyncio.create_task(stop.wait())
    await asyncio.wait({online, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    await backend.finish()
    if not online.done():
        log.info("Stopping")
        online.cancel()
    with suppress(asyncio.CancelledError):
        await online


async def _stay_online(backend: Backend, health: Health) -> None:
    """Connect, and begin anew with a fresh client whenever one ends. What no attempt can mend is raised.

    discord.py connects again by itself; this is for what ends its client all the same.
    """
    compatible, waits = api.adapt(backend.settings.discord_api_url), Backoff()
    prepared = False
    while True:
        try:
            async with Footnote(backend, health, compatible=compatible) as client:
                await _log_in(client, backend.settings)
                await client.prepare()
                prepared = True
                await _connect(client)
        except ServerUnreachable as error:
            if not prepared:
                raise
            log.warning("%s", error)
        except BotFault:
            raise
        except Exception:  # the wall of the whole connection
            log.exception("The connection to Discord ended; it begins anew")
        await asyncio.sleep(waits.delay())


async def _connect(client: Footnote) -> None:
    try:
        await client.connect()
    except discord.PrivilegedIntentsRequired as error:
        raise GatewayRefused(NO_INTENT) from error
    except discord.ConnectionClosed as error:
        if error.code == AUTHENTICATION_FAILED:
            raise TokenRefused(REFUSED) from error
        if error.code in TURNED_AWAY:
            raise GatewayRefused(f"Discord's gateway refuses {TURNED_AWAY[error.code]} ({error.code}).") from error
        raise ServerUnreachable(f"The gateway closed with code {error.code}.") from error
    except (discord.GatewayNotFound, discord.HTTPException, OSError, aiohttp.ClientError) as error:
        raise ServerUnreachable(f"The gateway cannot be reached ({error}).") from error


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
