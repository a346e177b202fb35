"""/footnote setup: one panel for those who manage the server, with a menu or a button for each choice.

All that a press needs is in its custom id, so that a panel outlives the process that sent it; every press asks anew
whether the member may.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands, ui

from bot.discord.community.choices import BIND, COPY, HEADS, OPEN, Choice, bound_rows, choices, titled
from bot.discord.community.pressing import State, labelled, press, state
from bot.discord.guild.libraries import Filled, own_library
from bot.discord.guild.settings import NOTHING_CHOSEN
from bot.discord.interaction.access import Changing, actor
from bot.discord.interaction.backend import Backend, backend_of
from bot.discord.interaction.faults import wall
from bot.discord.interaction.language import language_of
from bot.discord.interaction.permissions import permit_manager
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.library.founding import copy
from bot.words.words import _, marked, speak

MOST = 25
"""Values of a select menu (Discord developer documentation, Select)."""
_WRITTEN = [discord.ChannelType.text, discord.ChannelType.forum]
_CHANNELS = [*_WRITTEN, discord.ChannelType.news, discord.ChannelType.voice]
_DEFAULT, _KINDS = discord.SelectDefaultValue, discord.SelectDefaultValueType
_PLACES = ("bound", "private_libraries")


class _Item:
    """A menu or button that hands on its name, the last part of its custom id, and what was chosen."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Any:
        """Return the item of a panel that some earlier process may have sent."""
        return cls(match["name"])  # type: ignore[call-arg]

    async def callback(self: Any, interaction: discord.Interaction[Any]) -> None:
        """Do what was pressed, and show the panel as it is then."""
        values = [getattr(one, "id", one) for one in getattr(self.item, "values", ())]
        await pressed(interaction, self.custom_id.split(":", 2)[2], values)


class SetupChannels(_Item, ui.DynamicItem[ui.ChannelSelect[Any]], template=r"setup:channels:(?P<name>\w{1,32})"):
    """Chooses channels."""

    def __init__(self, name: str, ids: Sequence[int] = ()) -> None:
        kinds = _WRITTEN if name == "ask_channels" else _CHANNELS
        shown = [_DEFAULT(id=key, type=_KINDS.channel) for key in ids[:MOST]]
        about = _about("channels", name)
        super().__init__(ui.ChannelSelect(channel_types=kinds, default_values=shown, **about))


class SetupRoles(_Item, ui.DynamicItem[ui.RoleSelect[Any]], template=r"setup:roles:(?P<name>\w{1,32})"):
    """Chooses roles."""

    def __init__(self, name: str, ids: Sequence[int] = ()) -> None:
        shown = [_DEFAULT(id=key, type=_KINDS.role) for key in ids[:MOST]]
        super().__init__(ui.RoleSelect(default_values=shown, **_about("roles", name)))


class SetupChoice(_Item, ui.DynamicItem[ui.Select[Any]], template=r"setup:choice:(?P<name>[\w:]{1,64})"):
    """Chooses one of a few values."""

    def __init__(self, name: str, offered: Sequence[Choice] = ()) -> None:
        options = [discord.SelectOption(label=one.label, value=one.value, default=one.chosen) for one in offered[:MOST]]
        super().__init__(ui.Select(custom_id=f"setup:choice:{name}", placeholder=titled(name), options=options))


class SetupButton(_Item, ui.DynamicItem[ui.Button[Any]], template=r"setup:press:(?P<name>\w{1,32})"):
    """Turns something round, or opens another page of the panel."""

    def __init__(self, name: str, label: str = "…") -> None:
        super().__init__(ui.Button(custom_id=f"setup:press:{name}", label=label))


ITEMS = (SetupChannels, SetupRoles, SetupChoice, SetupButton)
"""The menus and buttons of panels."""


def _about(kind: str, name: str) -> dict[str, Any]:
    """One place is chosen for a library of its own, any number for a list."""
    least, most = (1, 1) if name in _PLACES else (0, MOST)
    return {
        "custom_id": f"setup:{kind}:{name}",
        "placeholder": titled(name),
        "min_values": least,
        "max_values": most,
    }


class Panel(ui.LayoutView):
    """What a server chose. `known` are the ids of its channels and roles: others are gone and cannot be shown."""

    def __init__(self, shown: State, known: frozenset[int]) -> None:
        super().__init__(timeout=None)
        chose = shown.settings
        self.add_item(ui.TextDisplay(_(HEADS["panel"])))
        for name in ("ask_in", "ask_channels", "index_roles"):
            ids = [one for one in getattr(chose, name) if one in known]
            self.add_item(ui.TextDisplay(_(HEADS[name])))
            self.add_item(ui.ActionRow(SetupRoles(name, ids) if name == "index_roles" else SetupChannels(name, ids)))
        self.add_item(ui.TextDisplay(_(HEADS["rest"])))
        for name in ("language", "per_person", "per_guild", "keep_days"):
            self.add_item(ui.ActionRow(SetupChoice(name, choices(name, getattr(chose, name)))))
        private = _("Answers are private: make them public") if chose.private else _("Answers are public: hide them")
        model = _("Stop using the language model") if chose.model else _("Use the language model again")
        buttons = (SetupButton("private", private), SetupButton("model", model), SetupButton(OPEN, _("Libraries…")))
        self.add_item(ui.ActionRow(*buttons))


class LibrariesPanel(ui.LayoutView):
    """Which library answers: in the server, in single channels, and to single roles."""

    def __init__(self, shown: State) -> None:
        super().__init__(timeout=None)
        rows = bound_rows(shown.settings, shown.guild_id)
        self.add_item(ui.TextDisplay("\n".join([_(HEADS["libraries"]), *rows])))
        self.add_item(ui.ActionRow(SetupChoice("library", shown.offered)))
        self.add_item(ui.TextDisplay(_(HEADS["bind"])))
        self.add_item(ui.ActionRow(SetupChannels("bound")))
        self.add_item(ui.ActionRow(SetupRoles("private_libraries")))
        self.add_item(ui.ActionRow(SetupButton("back", _("Back"))))


class BindPanel(ui.LayoutView):
    """Which library a channel or a role gets; `field` is the setting, `key` the id."""

    def __init__(self, shown: State, field: str, key: int, label: str) -> None:
        super().__init__(timeout=None)
        place = f"<#{key}>" if field == "bound" else f"<@&{key}>"
        self.add_item(ui.TextDisplay(_("**The library of {place}**").format(place=place)))
        offered = shown.bindable(field, str(key), label)
        self.add_item(ui.ActionRow(SetupChoice(f"{BIND}:{field}:{key}", offered)))
        self.add_item(ui.ActionRow(SetupButton(OPEN, _("Back"))))


@app_commands.command(name="setup", description=marked("Choose where and how Footnote works on this server"))
async def setup_command(interaction: discord.Interaction[Any]) -> None:
    """/footnote setup."""
    guild_id, backend = permit_manager(interaction), backend_of(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    await reply.begin()
    shown = await backend.call(state, backend.library, guild_id)
    await reply.finish(Panel(shown, _known(interaction)), _(HEADS["panel"]))


async def pressed(interaction: discord.Interaction[Any], name: str, values: Sequence[Any]) -> None:
    """Change what was pressed where the member still may, and show the page that follows."""
    private = InteractionReply(interaction, private=True)
    async with wall("setup", lambda text: say(private, text), interaction):
        guild_id, backend = permit_manager(interaction), backend_of(interaction)
        reply = InteractionReply(interaction, private=True, in_place=True)
        if name == "library" and values[0] == COPY:
            changing = Changing(backend, guild_id, Filled(own_library(guild_id)), NOTHING_CHOSEN)
            if not await copy(changing, interaction, reply):
                return
        if name not in (OPEN, "back", *_PLACES):
            label = _label(interaction, name)
            await backend.note(press, backend.library, guild_id, actor(interaction.user), name, values, label)
            speak(await language_of(interaction))
        view = await _page(backend, interaction, guild_id, name, values)
        await reply.finish(view, _(HEADS["panel"]))


async def _page(
    backend: Backend, interaction: discord.Interaction[Any], guild_id: int, name: str, values: Sequence[Any]
) -> ui.LayoutView:
    """Return the page that is shown after a press."""
    shown = await backend.note(state, backend.library, guild_id)
    if name in _PLACES:
        key = int(values[0])
        return BindPanel(shown, name, key, _label(interaction, f"{BIND}:{name}:{key}"))
    if name in (OPEN, "library") or name.startswith(BIND):
        return LibrariesPanel(shown)
    return Panel(shown, _known(interaction))


def _label(interaction: discord.Interaction[Any], name: str) -> str:
    """Return what a new library is called after the channel or role that the name of a menu holds."""
    key, guild = name.rpartition(":")[2], interaction.guild
    if guild is None or not key.isdecimal():
        return ""
    place = guild.get_channel_or_thread(int(key)) or guild.get_role(int(key))
    return labelled(place.name if place else "")


def _known(interaction: discord.Interaction[Any]) -> frozenset[int]:
    guild = interaction.guild
    return frozenset(one.id for one in (*guild.channels, *guild.roles)) if guild else frozenset()
