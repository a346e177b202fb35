"""`footnote server`: what each Discord server chose, also changeable without Discord."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import output
from bot.cli.scope import Scope, scoped
from bot.errors import WrongUse
from bot.words.words import counted

if TYPE_CHECKING:
    from index.library import Library

BY = "terminal"
app = typer.Typer(no_args_is_help=True, help="What each Discord server chose: where it answers, from which library.")
Server = Annotated[int, typer.Argument(metavar="ID", min=1, help="The server's id, as Discord's developer mode shows.")]


@app.command("list")
@scoped
def list_(scope: Scope) -> None:
    """List the servers that chose something or keep a library."""
    with scope.existing() as library:
        rows = [_row(library, guild) for guild in _known(library)]
    if scope.json:
        output.emit({"servers": rows})
    elif not rows:
        output.say("No server has chosen anything yet: `/footnote setup` in Discord, or `footnote server set`.")
    else:
        for row in rows:
            articles = counted("{number:,} article", "{number:,} articles", row["articles"])
            leaves = f"left, deleted on {row['deleted']}" if row["deleted"] else ""
            facts = (row["id"], articles, f"library={row['library'] or '-'}", leaves)
            if output.in_terminal():
                output.stdout().print("  ".join(map(str, filter(None, facts))), soft_wrap=True)
            else:
                output.record(*facts)


@app.command()
@scoped
def show(scope: Scope, server: Server) -> None:
    """Show what a server chose."""
    from bot.discord.guild.changes import typed
    from bot.discord.guild.settings import chosen

    with scope.existing() as library:
        settings = chosen(library, server)
    if scope.json:
        output.emit({"id": server, **asdict(settings)})
        return
    console = output.stdout()
    for name, value in asdict(settings).items():
        console.print(output.safe(f"{name}={typed(value)}"), soft_wrap=True)


@app.command("set")
@scoped
def set_(
    scope: Scope,
    server: Server,
    values: Annotated[list[str], typer.Argument(metavar="NAME=VALUE…", help="As `footnote server show` prints them.")],
) -> None:
    """Change what a server chose; a bot that runs goes by it from the next question on."""
    from bot.discord.guild.changes import change, parsed

    given = [one.partition("=") for one in values]
    if wrong := [name for name, equals, _ in given if not equals]:
        raise WrongUse(f"“{wrong[0]}” is no NAME=VALUE.")
    chosen = {name: parsed(server, name, text) for name, _, text in given}
    with scope.open() as library:
        change(library, server, BY, **chosen)
    if scope.json:
        output.emit({"id": server, "changed": sorted(chosen)})
    else:
        output.say(f"Changed for server {server}: {', '.join(sorted(chosen))}.")


def _known(library: Library) -> list[int]:
    from bot.discord.guild.settings import known_servers

    return known_servers(library)


def _row(library: Library, guild: int) -> dict[str, Any]:
    from bot.discord.community.leaving import leaves_at
    from bot.discord.guild.libraries import own_library
    from bot.discord.guild.settings import chosen

    own, leaves = library.status(own_library(guild)), leaves_at(library, guild)
    deleted = leaves.date().isoformat() if leaves else None
    return {"id": guild, "articles": own.articles, "library": chosen(library, guild).library, "deleted": deleted}
