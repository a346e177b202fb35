"""What can be chosen for a server, and how it is called. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.discord.guild.libraries import DEFAULT, called
from bot.discord.guild.settings import GuildSettings
from bot.discord.text.escaping import fit_line, unmentioned
from bot.words.words import _, counted, marked

OPEN, BIND = "libraries", "bind"
NONE, NEW, COPY = "-", "+", "copy"
_LANGUAGES = {"": marked("The reader's own language"), "en": "English", "de": "Deutsch", "fr": "Français",
              "es": "Español"}  # fmt: skip
_USUAL: dict[str, tuple[int | None, ...]] = {
    "per_person": (None, 5, 10, 20, 60),
    "per_guild": (None, 60, 200, 600, 2000),
    "keep_days": (0, 30, 90, 365),
}
_LABEL = 100

HEADS = {
    "panel": marked("**Footnote on this server**\n-# What you choose counts at once, and `/index log` shows who did."),
    "ask_in": marked("**Where it may answer**\n-# Nothing chosen: everywhere"),
    "ask_channels": marked("**Where every message is a question**\n-# Channels and forums; nothing chosen: nowhere"),
    "index_roles": marked("**Who may change the library**, beside those who manage the server"),
    "rest": marked("**Language, limits, and how long answers are kept**"),
    "libraries": marked("**Libraries**\n-# A private library answers members of its role alone, in private."),
    "bind": marked("**Give a channel or a role a library of its own**"),
}
_TITLES = {
    "ask_in": marked("Channels where it may answer"),
    "ask_channels": marked("Channels where every message is a question"),
    "index_roles": marked("Roles that may change the library"),
    "bound": marked("A channel…"),
    "private_libraries": marked("A role: its library is private…"),
    "library": marked("The library that answers"),
    "language": marked("Language of the bot's own words"),
    "per_person": marked("Questions of one person in an hour"),
    "per_guild": marked("Questions of the server in an hour"),
    "keep_days": marked("How long answers are kept"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a menu."""

    label: str
    value: str
    chosen: bool = False


def titled(name: str) -> str:
    """Return what a menu is called while nothing is chosen."""
    return _(_TITLES.get(name, "…"))


def choices(name: str, value: str | int | None) -> list[Choice]:
    """Return the values of a menu; one that was typed in the terminal is among them."""
    if name == "language":
        return [Choice(_(label), key or NONE, key == value) for key, label in _LANGUAGES.items()]
    usual = _USUAL[name]
    values = [*usual, *([] if value in usual else [value])]
    return [Choice(_number(name, one), NONE if one is None else str(one), one == value) for one in values]


def chosen_value(name: str, value: str) -> str | int | None:
    """Return what a value of a menu stands for. Raises ValueError for one that no menu offers."""
    if name == "language":
        if value != NONE and value not in _LANGUAGES:
            raise ValueError(value)
        return "" if value == NONE else value
    number = None if value == NONE and name != "keep_days" else int(value)
    if number is not None and number < 0:
        raise ValueError(value)
    return number


def answering(read: str, *, copy: bool) -> list[Choice]:
    """Return which libraries can answer in a server where `read` does; `copy`: its own can begin as one."""
    found = [
        Choice(_("The shared library answers"), "shared", read == DEFAULT),
        Choice(_("This server's own library answers"), "own", read != DEFAULT),
    ]
    return [*found, *([Choice(_("Its own, beginning with a copy of the shared one"), COPY)] if copy else [])]


def bindable(names: Sequence[str], guild_id: int, now: str, new: str) -> list[Choice]:
    """Return which library a channel or a role can get; `now` is the one that it has, `new` how a new one is called."""
    found = [Choice(_("None of its own"), NONE, not now)]
    found += [Choice(_label(called(one, guild_id)), one, one == now) for one in names if len(one) <= _LABEL]
    return [*found, Choice(_label(_("A new one, “{name}”").format(name=new)), NEW)]


def bound_rows(settings: GuildSettings, guild_id: int) -> list[str]:
    """Return a line for each channel and role that has a library."""
    rows = [f"- <#{key}>: {_label(called(name, guild_id))}" for key, name in settings.bound.items()]
    private = _("private")
    for key, name in settings.private_libraries.items():
        rows.append(f"- <@&{key}>: {_label(called(name, guild_id))} ({private})")
    return rows[:20]


def _label(text: str) -> str:
    return fit_line(text, _LABEL, unmentioned) or "…"


def _number(name: str, value: int | str | None) -> str:
    if value is None:
        one = _("Questions per person: as whoever runs this bot has set it")
        return one if name == "per_person" else _("Questions in all: as whoever runs this bot has set it")
    if name == "keep_days":
        return counted("Kept for {number} day", "Kept for {number} days", int(value)) if value else _("Kept for ever")
    if name == "per_person":
        return counted("{number:,} question an hour per person", "{number:,} questions an hour per person", int(value))
    return counted("{number:,} question an hour in all", "{number:,} questions an hour in all", int(value))
