"""The commands in Discord's menus, described in the languages that the bot speaks.

Names stay English: sentences, help and manuals name commands by what is typed, for readers of every language at once.
"""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Of

from bot.words.words import _, speaking

_SHOWN = (Of.command_description, Of.group_description, Of.parameter_description, Of.choice_name)


class Descriptions(app_commands.Translator):
    """Translates descriptions and the names of choices."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContext[Any, Any],
    ) -> str | None:
        """Return the text in the language of a locale, None where it stays as it is."""
        if context.location not in _SHOWN:
            return None
        with speaking(locale.value):
            text = _(string.message)
        return text if text != string.message else None
