"""What `footnote doctor` looks at on Discord's side, by REST alone, and what the running bot recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from bot.discord.connection.health import KEY, KIND, RIVAL
from bot.discord.guild.libraries import DEFAULT
from bot.doctor import Finding

if TYPE_CHECKING:
    from bot.settings import BotSettings
    from index.library import Library

PORTAL = "https://discord.com/developers/applications"
READS_MESSAGES = (1 << 18) | (1 << 19)
"""GATEWAY_MESSAGE_CONTENT and GATEWAY_MESSAGE_CONTENT_LIMITED of an application's flags."""
STALE = 120
"""Seconds without a sign of a running bot, which writes every 20."""
_TIMEOUT = 10


def account(settings: BotSettings) -> Iterator[Finding]:
    """Yield whether Discord accepts the token, has the commands, and grants the intents that are asked for."""
    token = settings.discord_token.get_secret_value()
    if not token:
        advice = f"Get one at {PORTAL} > Bot; until then `footnote chat` works."
        yield Finding("Discord token", "note", "DISCORD_TOKEN is not set.", advice)
        return
    status, _ = _get(settings, "/users/@me")
    yield _accepted(settings.discord_api_url, status)
    if status != 200:
        return
    about = next((found for path in _ABOUT if isinstance(found := _get(settings, path)[1], dict)), {})
    yield from _commands(settings, str(about.get("id", "")))
    yield from _intents(about.get("flags"), wanted=settings.message_content)


_ABOUT = ("/applications/@me", "/oauth2/applications/@me")  # the second is the older, which other servers know


def _accepted(url: str, status: int | None) -> Finding:
    if status is None:
        return Finding("Discord token", "bad", f"{url} does not answer.", "Check the network and DISCORD_API_URL.")
    if status in {401, 403}:
        advice = f"Reset it at {PORTAL} > Bot and put the new one into .env."
        return Finding("Discord token", "bad", "Discord refuses this token.", advice)
    if status != 200:
        return Finding("Discord token", "bad", f"{url} answers {status}.", "Try again later, or check DISCORD_API_URL.")
    return Finding("Discord token", "ok", "accepted.")


def _commands(settings: BotSettings, application: str) -> Iterator[Finding]:
    from bot.discord.commands import commands
    from bot.discord.connection.registration import missing, place

    guild = settings.discord_commands_guild
    status, found = _get(settings, place(application, guild))
    if guild and status in {403, 404}:
        message = f"this bot is not in the server {guild}, in which alone its commands are to be registered."
        yield Finding("Discord commands", "bad", message, "Invite it there, or change DISCORD_COMMANDS_GUILD.")
        return
    if not application or status != 200 or not isinstance(found, list):
        yield Finding("Discord commands", "note", f"the registered commands cannot be read (HTTP {status}).")
        return
    wanted = [(getattr(one, "type", None), one.name) for one in commands()]
    lacking = missing([(kind.value if kind else 1, name) for kind, name in wanted], found)
    there = f" in the server {guild} alone" if guild else ""
    if lacking:
        advice = "`footnote run` registers them at its start."
        yield Finding("Discord commands", "bad", f"Discord does not have {', '.join(lacking)}{there}.", advice)
    else:
        yield Finding("Discord commands", "ok", f"all {len(wanted)} are registered{there}.")


def _intents(flags: object, *, wanted: bool) -> Iterator[Finding]:
    granted = isinstance(flags, int) and bool(flags & READS_MESSAGES)
    if wanted and not granted:
        advice = f"Switch on Message Content Intent at {PORTAL} > Bot, or set MESSAGE_CONTENT=false."
        message = "MESSAGE_CONTENT is on, and Discord does not let this bot read every message: it will not start."
        yield Finding("Discord intents", "bad", message, advice)
    elif wanted:
        yield Finding("Discord intents", "ok", "the content of messages may be read.")
    else:
        message = "none that needs leave: questions are heard by command, mention and direct message."
        yield Finding("Discord intents", "ok", message, "MESSAGE_CONTENT=true also serves channels without mention.")


def _get(settings: BotSettings, path: str) -> tuple[int | None, Any]:
    """Return the status and the JSON of a reply, None where there is none."""
    import requests

    headers = {"Authorization": f"Bot {settings.discord_token.get_secret_value()}"}
    try:
        reply = requests.get(f"{settings.discord_api_url.rstrip('/')}{path}", headers=headers, timeout=_TIMEOUT)
    except requests.RequestException:
        return None, None
    try:
        return reply.status_code, reply.json()
    except ValueError:
        return reply.status_code, None


def connection(library: Library) -> Iterator[Finding]:
    """Yield how the bot's connection fares, or how it last fared, process by process; nothing where it never ran."""
    for _, kept in sorted(library.records(DEFAULT, KIND, KEY), key=itemgetter(0)):
        yield from _connection(kept)


def _connection(kept: dict[str, Any]) -> Iterator[Finding]:
    seen = _time(kept, "seen")
    if seen is None:
        return
    if (datetime.now(UTC) - seen).total_seconds() > STALE:
        yield Finding("Discord connection", "note", f"the bot does not run; it last ran at {_shown(seen)}.")
    elif lost := _time(kept, "lost"):
        advice = "It connects again by itself; if not, check the network and https://discordstatus.com."
        yield Finding("Discord connection", "bad", f"lost since {_shown(lost)}.", advice)
    else:
        yield Finding("Discord connection", "ok", _fared(kept))
    if skipped := kept.get("skipped"):
        told = ", ".join(f"{count} × {kind}" for kind, count in sorted(skipped.items()))
        yield Finding("Discord events", "note", f"some could not be read and were skipped: {told}.", "See the log.")
    if kept.get("elsewhere", 0) >= RIVAL:
        message = f"{kept['elsewhere']} commands were answered by another process before this one came to them."
        advice = "Stop the other one, or take the Interactions Endpoint URL out of the developer portal."
        yield Finding("Discord token", "bad", message, advice)


def _fared(kept: dict[str, Any]) -> str:
    began = _time(kept, "began")
    since = f"online; the bot runs since {_shown(began)}" if began else "online"
    if heard := _time(kept, "heard"):
        since += f" and heard from Discord at {_shown(heard)}"
    if not kept.get("outages"):
        return f"{since}, without an interruption."
    return f"{since}, connected again {kept['outages']} times, last after {kept.get('last_outage')} UTC."


def _time(kept: dict[str, Any] | None, name: str) -> datetime | None:
    try:
        return datetime.fromisoformat((kept or {})[name])
    except (KeyError, TypeError, ValueError):
        return None


def _shown(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
