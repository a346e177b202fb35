"""What every command shares: --library, --home and --json, and how each becomes an open library."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.answer.answer import Answerer
    from bot.settings import BotSettings
    from index.library import Library
    from index.settings import IndexSettings

LibraryOption = Annotated[str, typer.Option("--library", metavar="NAME", help="Library to work on.")]
HomeOption = Annotated[
    Path | None, typer.Option("--home", metavar="DIR", help="Data folder, instead of FOOTNOTE_HOME.", file_okay=False)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON on standard output and nothing else there.")]


@dataclass(frozen=True)
class Root:
    """The composition root as the commands see it: settings are read once, when a command first asks."""

    index_settings: Callable[[Path | None], IndexSettings]
    bot_settings: Callable[[], BotSettings]
    open_library: Callable[[IndexSettings], Library]
    open_answerer: Callable[[Library], Answerer]


@dataclass(frozen=True)
class Scope:
    """One command's surroundings. `json` is whether a program reads standard output, `chosen` whether the library was
    named on the command line."""

    root: Root
    library: str
    home: Path | None
    json: bool
    chosen: bool = False

    def settings(self) -> IndexSettings:
        return self.root.index_settings(self.home)

    def open(self) -> Library:
        return self.root.open_library(self.settings())


_SHARED = (
    inspect.Parameter("library", inspect.Parameter.KEYWORD_ONLY, annotation=LibraryOption, default="default"),
    inspect.Parameter("home", inspect.Parameter.KEYWORD_ONLY, annotation=HomeOption, default=None),
    inspect.Parameter("as_json", inspect.Parameter.KEYWORD_ONLY, annotation=JsonOption, default=False),
)


def scoped(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the shared options; it receives them as its first argument, a `Scope`."""
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)

    @functools.wraps(function)
    def command(context: typer.Context, **values: Any) -> None:
        library, home, as_json = (values.pop(name.name) for name in _SHARED)
        remember_json(as_json)
        source = context.get_parameter_source("library")
        chosen = source is not None and source.name == "COMMANDLINE"
        function(Scope(context.obj, library, home, as_json, chosen), **values)

    parameters = [context, *(own_.replace(kind=inspect.Parameter.KEYWORD_ONLY) for own_ in own), *_SHARED]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


_as_json = False


def remember_json(as_json: bool) -> None:
    """Note how the running command speaks, for the one place where errors leave the process."""
    global _as_json
    _as_json = as_json


def speaks_json() -> bool:
    return _as_json
