"""/footnote forget-me: what is on record of a person is deleted, after they were shown how much that is."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord.community.persons import Forgotten, forget_person, on_record
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.confirmation import Option, ask
from bot.discord.interaction.reply import InteractionReply, say
from bot.words.words import _, counted, marked

FORGET, CANCEL = "forget", "cancel"
LAPSED = marked("Nobody pressed a button, so nothing was deleted.")


@app_commands.command(
    name="forget-me", description=marked("Delete what is on record of you: questions, answers and votes")
)
async def forget_me_command(interaction: discord.Interaction[Any]) -> None:
    """/footnote forget-me."""
    backend, by = backend_of(interaction), interaction.user.id
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    await reply.begin()
    text = question_text(await backend.call(on_record, backend.library, by))
    options = (Option(FORGET, _("Delete it"), discord.ButtonStyle.danger), Option(CANCEL, _("Cancel")))
    answer = await ask(backend, interaction, text, options, lapsed=_(LAPSED), private=True)
    if answer is None:
        return
    option, reply = answer
    if option != FORGET:
        await say(reply, _("Nothing was deleted."))
        return
    await reply.begin()
    with backend.under_way():
        await say(reply, forgotten_text(await backend.call(forget_person, backend.library, by)))


def question_text(kept: Forgotten) -> str:
    """Return what is asked before anything is deleted."""
    rows = [
        _("**Delete what Footnote keeps of you?** In all servers and in direct messages:"),
        f"- {_answers(kept.answers)}",
        f"- {_others(kept.others)}",
        _(
            "-# Messages that stand in Discord stay there, and so does the log of who changed a library. "
            "Menus and buttons under your answers then say that the answer is no longer on record."
        ),
    ]
    return "\n".join(rows)


def forgotten_text(gone: Forgotten) -> str:
    """Return what is said when it was deleted."""
    return "\n".join([_("**Deleted.**"), f"- {_answers(gone.answers)}", f"- {_others(gone.others)}"])


def _answers(number: int) -> str:
    return counted("{number:,} question with its answer", "{number:,} questions with their answers", number)


def _others(number: int) -> str:
    return counted("{number:,} vote, request or wish", "{number:,} votes, requests and wishes", number)
