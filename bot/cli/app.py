"""The tree of commands, and the one place where errors and interruptions leave the process."""

from __future__ import annotations

import logging
import sys
import uuid
from collections.abc import Callable
from functools import cache
from typing import Annotated

import typer
from typer.main import get_command

from bot.cli import (
    ask,
    chat,
    check,
    corrections,
    desk,
    digest,
    doctor,
    forget,
    index,
    output,
    portable,
    preview,
    run,
    server,
    work,
)
from bot.cli.scope import Root, speaks_json
from bot.errors import BotFault
from index.errors import IndexFault

INTERRUPTED = 130  # 128 + SIGINT, the shells' convention
STOPPED = "Stopped. What was indexed is kept; run the command again to go on."

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Footnote answers questions from a library of articles and proves every sentence.",
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"footnote {version('footnote')}")
        raise typer.Exit


@app.callback()
def _footnote(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None: ...


app.command()(run.run)
app.command()(work.work)
app.command()(chat.chat)
app.command()(ask.ask)
app.command()(check.check)
app.command()(corrections.corrections)
app.command()(digest.digest)
app.command()(desk.gaps)
app.command()(desk.stats)
app.command()(doctor.doctor)
app.command()(forget.forget)
app.command()(preview.preview)
app.command()(portable.export)
app.command("import")(portable.import_)
app.command()(portable.backup)
app.command()(portable.restore)
app.add_typer(index.app, name="index")
app.add_typer(server.app, name="server")


def execute(root: Root, arguments: list[str] | None = None) -> int:
    """Run one command line and return its exit code: 0 done, 1 failed, 2 wrong use, 3 not found.

    A reader who leaves early, as `head` does, has what they wanted: done.
    """
    try:
        code = _executed(root, arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _away()
        return 0
    except OSError as error:
        _away()
        output.say(f"Standard output cannot be written ({error.strerror}).")
        return 1
    return code


@cache
def _tree() -> Callable[..., object]:
    """Return the commands as they run, made once for all that a process runs: reading every signature takes 10 ms."""
    return get_command(app)


def _executed(root: Root, arguments: list[str] | None) -> int:
    try:
        _tree()(args=arguments, obj=root, prog_name="footnote")
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):  # typer and rich leave so, as with a failure
            raise left.__context__ from None
        if left.code == INTERRUPTED:  # typer leaves so on Ctrl-C, without a word
            _tell(STOPPED)
        return left.code if isinstance(left.code, int) else 1
    except (BotFault, IndexFault) as error:
        _tell(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _tell(STOPPED)
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the outermost wall: a person gets a sentence and an id, the log the rest
        sys.stdout.flush()  # raises where this is what went wrong
        return _unexpected(error)
    return 0


def _away() -> None:
    """Point stdout away: nobody reads it, and the interpreter flushes it once more."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unexpected(error: Exception) -> int:
    key = uuid.uuid4().hex[:8]
    logging.getLogger("footnote").error("error %s", key, exc_info=error)
    _tell(
        f"Something went wrong inside Footnote (error {key}, {type(error).__name__}). "
        "footnote.log in the data folder has the details; `footnote doctor` may tell what to do."
    )
    return 1


def _tell(sentence: str) -> None:
    """Tell the person, and the program that reads JSON; a person who sees both is told once."""
    if speaks_json():
        output.emit({"error": sentence})
    if not (speaks_json() and output.in_terminal()):
        output.say(sentence)
