"""Everything that people can touch: commands, the menus and buttons of sent messages, and what runs beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.discord.answers.again import again
from bot.discord.answers.corrected import corrections_command
from bot.discord.answers.corrections import Corrections
from bot.discord.answers.menu import PassageMenu
from bot.discord.answers.passage import ArticleButton, CardButton
from bot.discord.answers.resuming import Resuming
from bot.discord.claims.command import ShowButton, check_message
from bot.discord.community import panel
from bot.discord.community.export import export_command
from bot.discord.community.forgetting import forget_me_command
from bot.discord.community.housekeeping import Housekeeping
from bot.discord.community.panel import setup_command
from bot.discord.desk.covered import Covered
from bot.discord.desk.gaps import gaps_command
from bot.discord.desk.stats import stats_command
from bot.discord.desk.status import status_command
from bot.discord.digest.command import digest_command
from bot.discord.digest.sending import Digests
from bot.discord.feedback.changes import ChangeButton
from bot.discord.feedback.missing import DeskButton, TellButton
from bot.discord.feedback.votes import VoteButton
from bot.discord.interaction.confirmation import OptionButton
from bot.discord.interaction.runs import CancelButton
from bot.discord.library.commands import IndexCommands
from bot.discord.messages.command import index_message
from bot.discord.questions.about import ask_about
from bot.discord.questions.ask import ask_command
from bot.discord.questions.edited import AskAgain
from bot.discord.questions.help import help_command
from bot.discord.sources.commands import SourceCommands
from bot.discord.sources.freshness import Freshness
from bot.words.words import marked

if TYPE_CHECKING:
    import discord

    from bot.discord.connection.watching import Watch
    from bot.discord.interaction.backend import Backend

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
ITEMS = (
    PassageMenu,
    CardButton,
    ArticleButton,
    CancelButton,
    OptionButton,
    ChangeButton,
    VoteButton,
    DeskButton,
    TellButton,
    ShowButton,
    AskAgain,
    *panel.ITEMS,
)
"""Menus and buttons that messages of earlier processes may hold."""
FOOTNOTE: tuple[app_commands.Command[Any, ..., Any], ...] = (
    corrections_command,
    digest_command,
    status_command,
    gaps_command,
    stats_command,
    setup_command,
    forget_me_command,
    export_command,
)
"""The subcommands of /footnote."""


def commands() -> list[Command]:
    """Return every command, made anew."""
    index = IndexCommands()
    index.add_command(SourceCommands())
    return [ask_command, help_command, index, ask_about, index_message, check_message, _footnote()]


def background(client: discord.Client, backend: Backend) -> tuple[Watch, ...]:
    """Return what runs while the client does."""
    backend.again = again
    return (
        Resuming(client, backend),
        Corrections(client, backend),
        Freshness(client, backend),
        Covered(client, backend),
        Digests(client, backend),
        Housekeeping(client, backend),
    )


@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
class _FootnoteCommands(app_commands.Group, name="footnote", description=marked("This bot and its answers")):
    """The group of /footnote commands; the rooms bring them."""


def _footnote() -> app_commands.Group:
    group = _FootnoteCommands()
    for command in FOOTNOTE:
        group.add_command(command)
    return group
