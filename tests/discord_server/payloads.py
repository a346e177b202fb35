"""The objects that Discord sends: users, servers, channels, messages and interactions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

APP = BOT = "100000000000000001"
GUILD, OTHER_GUILD = "200000000000000001", "200000000004194306"  # of two shards, one has the first, one the other
CHANNEL, OTHER_CHANNEL, THREAD, DM, PRIVATE, FORUM = (f"30000000000000000{n}" for n in range(1, 7))
LIBRARIAN_ROLE = "500000000000000001"
MANAGE_GUILD = 1 << 5
VIEW_CHANNEL, SEND_MESSAGES, OPEN_THREADS, SEND_IN_THREADS = 1 << 10, 1 << 11, 1 << 35, 1 << 38
ORDINARY = VIEW_CHANNEL | SEND_MESSAGES | OPEN_THREADS | SEND_IN_THREADS | (1 << 31)
GUILD_OF = {CHANNEL: GUILD, THREAD: GUILD, OTHER_CHANNEL: OTHER_GUILD, DM: None, PRIVATE: GUILD, FORUM: GUILD}
THREADS: dict[str, tuple[str, str, str]] = {}
"""Threads that were opened: id → channel, name and owner."""


@dataclass(frozen=True)
class Person:
    """Somebody who talks to the bot."""

    id: str
    name: str
    permissions: int = ORDINARY
    roles: tuple[str, ...] = ()


MANAGER = Person("400000000000000001", "mara", ORDINARY | MANAGE_GUILD)
READER = Person("400000000000000002", "remi")
LIBRARIAN = Person("400000000000000003", "lina", roles=(LIBRARIAN_ROLE,))


def user(person: Person) -> Json:
    return {"id": person.id, "username": person.name, "discriminator": "0", "avatar": None, "global_name": None}


def bot_user() -> Json:
    return {"id": BOT, "username": "Footnote", "discriminator": "0", "avatar": None, "bot": True}


def member(person: Person) -> Json:
    joined = {"joined_at": "2020-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
    return {"user": user(person), "roles": list(person.roles), "permissions": str(person.permissions), **joined}


def bot_member() -> Json:
    """The bot as every server that it is in tells of it."""
    joined = {"joined_at": "2020-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
    return {"user": bot_user(), "roles": [], **joined}


def _role(identity: str, name: str, permissions: int, position: int) -> Json:
    look = {"color": 0, "hoist": False, "managed": False, "mentionable": False}
    return {"id": identity, "name": name, "permissions": str(permissions), "position": position, **look}


def open_thread(identity: str, room: str, name: str, owner: str) -> None:
    """Have a thread in a room, from now on."""
    GUILD_OF[identity] = GUILD_OF[room]
    THREADS[identity] = room, name, owner


def channel(identity: str) -> Json:
    if identity == DM:
        return {"id": DM, "type": 1, "recipients": [user(READER)], "last_message_id": None}
    named: Json = {"id": identity, "name": f"room-{identity[-1]}", "position": 0, "permission_overwrites": []}
    if identity == THREAD or identity in THREADS:
        parent, name, owner = THREADS.get(identity, (CHANNEL, named["name"], READER.id))
        facts = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": "2026-01-01T00:00:00+00:00"}
        thread = {"owner_id": owner, "message_count": 1, "member_count": 1, "thread_metadata": facts}
        return named | {"type": 11, "name": name, "parent_id": parent, "guild_id": GUILD_OF[parent], **thread}
    if identity == FORUM:
        return named | {"type": 15, "parent_id": None, "available_tags": [], "flags": 0}
    if identity == PRIVATE:
        hidden: Json = {"id": GUILD, "type": 0, "allow": "0", "deny": str(VIEW_CHANNEL)}
        named["permission_overwrites"] = [hidden, {"id": BOT, "type": 1, "allow": str(VIEW_CHANNEL), "deny": "0"}]
    return named | {"type": 0, "parent_id": None}


def guild(identity: str) -> Json:
    own = [channel(room) for room, home in GUILD_OF.items() if home == identity and room not in (THREAD, *THREADS)]
    roles = [_role(identity, "@everyone", ORDINARY, 0), _role(LIBRARIAN_ROLE, "Librarian", 0, 1)]
    empty: Json = {
        name: []
        for name in [
            "emojis",
            "features",
            "voice_states",
            "presences",
            "stage_instances",
            "guild_scheduled_events",
            "stickers",
            "soundboard_sounds",
        ]
    }
    numbers: Json = dict.fromkeys(
        ("verification_level", "default_message_notifications", "explicit_content_filter", "mfa_level"), 0
    )
    more: Json = {"premium_tier": 0, "nsfw_level": 0, "system_channel_flags": 0, "preferred_locale": "en-US"}
    threads = [channel(THREAD)] if identity == GUILD else []
    who: Json = {"id": identity, "name": f"server-{identity[-1]}", "owner_id": MANAGER.id, "unavailable": False}
    return (
        who
        | {
            "member_count": 4,
            "members": [bot_member()],
            "roles": roles,
            "channels": own,
            "threads": threads,
            "afk_timeout": 60,
        }
        | (empty | numbers | more)
    )


def message(identity: str, room: str, body: Json, author: Json, **more: Any) -> Json:
    stamp = "2026-01-01T00:00:00+00:00"
    plain: Json = {"type": 0, "tts": False, "pinned": False, "mention_everyone": False, "mention_roles": []}
    lists: Json = {"mentions": [], "attachments": body.get("attachments") or [], "embeds": body.get("embeds") or []}
    said: Json = {"content": body.get("content") or "", "components": body.get("components") or []}
    when: Json = {"timestamp": stamp, "edited_timestamp": None, "flags": body.get("flags") or 0}
    return {"id": identity, "channel_id": room, "author": author} | plain | lists | said | when | more


def interaction(identity: str, kind: int, data: Json, *, person: Person, room: str, limit: int) -> Json:
    home = GUILD_OF[room]
    place: Json = {"channel": channel(room), "channel_id": room, "context": 0 if home else 1}
    if home:
        place |= {"guild_id": home, "guild_locale": "en-US", "member": member(person)}
        place |= {"guild": {"id": home, "locale": "en-US", "features": []}}
    else:
        place |= {"user": user(person)}
    about: Json = {"id": identity, "application_id": APP, "type": kind, "token": f"token-{identity}", "version": 1}
    rights: Json = {"locale": "en-US", "app_permissions": str(ORDINARY), "entitlements": []}
    owners: Json = {"authorizing_integration_owners": {"0": home or "0"}, "attachment_size_limit": limit}
    return about | place | rights | owners | {"data": data}
