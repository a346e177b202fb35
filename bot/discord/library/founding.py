"""The first change of a server's library: it must not silently change what answers, so the bot asks.

A server that chose nothing is answered from the shared library while its own holds no article.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import discord

from bot.discord.guild.changes import change
from bot.discord.guild.libraries import DEFAULT, Filled, own_library
from bot.discord.guild.settings import Source
from bot.discord.interaction.access import Changing, actor, refuse_shared
from bot.discord.interaction.confirmation import Option, ask
from bot.discord.interaction.language import aloud
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.interaction.runs import carry_out, running
from bot.words.words import _, counted, marked
from index.values import Progress, Report

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

COPY, EMPTY, SHARED = "copy", "empty", "shared"


async def settle(
    changing: Changing, interaction: discord.Interaction[Any], *, private: bool
) -> tuple[Changing, InteractionReply] | None:
    """Let the member choose, the first time, which library answers; return what is changed now, and the reply.

    None where nothing is to be changed: that was said already. Raises NotAllowed where they keep to the shared library
    and it is closed.
    """
    backend = changing.backend
    private = private or changing.filled.private
    if not private:
        await aloud(interaction)
    interaction.extras["reply"] = InteractionReply(interaction, private=private)
    if not (shared := await backend.call(_undecided, backend, changing)):
        return changing, interaction.extras["reply"]
    text, options = question_text(shared), _options()
    answer = await ask(backend, interaction, text, options, lapsed=_(LAPSED), private=private)
    if answer is None:
        return None
    option, reply = answer
    if option == COPY and not await copy(changing, interaction, reply):
        return None
    source: Source = "shared" if option == SHARED else "own"
    keep = partial(change, backend.library, changing.guild_id, actor(interaction.user), library=source)
    await backend.call(keep)
    filled = Filled(DEFAULT if source == "shared" else own_library(changing.guild_id))
    refuse_shared(backend, filled)
    return replace(changing, filled=filled), reply


async def copy(changing: Changing, interaction: discord.Interaction[Any], reply: InteractionReply) -> bool:
    """Fill a server's own library with the articles of the shared one, showing how far that is; tell whether all came.

    Until then the shared one answers, and a copy that ended early goes on where it was when it is asked for again.
    """
    backend = changing.backend
    with running(backend, reply, interaction.user.id) as run:
        await reply.open(_("Copying the shared library…"))
        job = partial(_copy, backend, own_library(changing.guild_id))
        outcome = await carry_out(backend, run, reply, job, copying_text)
    if outcome.ending != "finished":
        await say(reply, _("Stopped: the shared library goes on answering. Do the same again to go on with the copy."))
    return outcome.ending == "finished"


def question_text(shared: int) -> str:
    """Say what the choice is; `shared` is how many articles answer today."""
    today = counted(
        "Questions here are answered from the **shared library**, which holds {number:,} article.",
        "Questions here are answered from the **shared library**, which holds {number:,} articles.",
        shared,
    )
    rest = _(
        "What you add belongs into a library of this server's own, and a server is answered from one library. "
        "Which one shall answer from now on?\n"
        "- **Start with a copy**: an own library that begins with the articles of the shared one as they are now\n"
        "- **Start empty**: an own library that knows only what is added here\n"
        "- **Keep the shared one**: nothing changes\n"
        "-# `/footnote setup` changes this later."
    )
    return f"{today} {rest}"


LAPSED = marked("Nobody pressed a button, so nothing was changed. Use the command again.")


def copying_text(progress: Progress) -> str:
    """Return how far a copy is."""
    if not progress.total:
        return _("Copying the shared library…")
    done = min(progress.done + 1, progress.total)
    return _("Copying article {done:,} of {total:,}…").format(done=done, total=progress.total)


def _options() -> tuple[Option, ...]:
    return (
        Option(COPY, _("Start with a copy"), discord.ButtonStyle.primary),
        Option(EMPTY, _("Start empty")),
        Option(SHARED, _("Keep the shared one")),
    )


def _undecided(backend: Backend, changing: Changing) -> int:
    """Return how many shared articles answer today where a change would silently end that, else 0. Blocks."""
    library, own = backend.library, own_library(changing.guild_id)
    if changing.chosen.library or changing.filled.library != own or library.status(own).articles:
        return 0
    return library.status(DEFAULT).articles


def _copy(backend: Backend, own: str, report: Report) -> Progress:
    return backend.library.copy(DEFAULT, own, report)
