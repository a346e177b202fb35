"""What every command shares: --library, --home and --json, and how each becomes an open library."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol

import typer

if TYPE_CHECKING:
    from bot.answer.answer import Answerer
    from bot.settings import BotSettings
    from index.library import Library
    from index.settings import IndexSettings


class Terminated(KeyboardInterrupt):
    """SIGTERM was received; a person's Ctrl-C may stop less than the whole process."""


DEFAULT = "default"
LONGEST_NAME = 100  # characters of a library's name


def _name(text: str) -> str:
    """Return a library's name; one that cannot be seen or typed back is no name."""
    if not text.strip() or len(text) > LONGEST_NAME or not text.isprintable():
        raise typer.BadParameter(f"A library's name is 1 to {LONGEST_NAME} characters that can be seen.")
    return text


LibraryOption = Annotated[str, typer.Option("--library", metavar="NAME", parser=_name, help="Library to work on.")]
FilesLibraryOption = Annotated[
    str,
    typer.Option(
        "--library",
        metavar="NAME",
        parser=_name,
        show_default=False,
        help="Name of the library here; the file's own unless given.",
    ),
]
HomeOption = Annotated[
    Path | None, typer.Option("--home", metavar="DIR", help="Data folder, instead of FOOTNOTE_HOME.", file_okay=False)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON on standard output and nothing else there.")]

Links = Literal["short", "full"]
LinksOption = Annotated[
    Links, typer.Option("--links", help="Show the article's address, or the full link that opens at the quotation.")
]


class OpenLibrary(Protocol):
    """Opens a data folder as `Library.open` does."""

    def __call__(self, settings: IndexSettings, *, wait: float = 0, owns: bool = True) -> Library: ...


@dataclass(frozen=True)
class Root:
    """The composition root as the commands see it: settings are read once, when a command first asks."""

    index_settings: Callable[[Path | None], IndexSettings]
    bot_settings: Callable[[], BotSettings]
    open_library: OpenLibrary
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

    def open(self, *, wait: float = 0, owns: bool = True) -> Library:
        """Open the data folder, made where there is none, to work on it where nobody else does, or not at all."""
        return self.root.open_library(self.settings(), wait=wait, owns=owns)

    def existing(self) -> Library:
        """Open a data folder that is there: whoever only reads makes none of a misspelt name. Raises NotIndexed."""
        return self.root.open_library(self.present())

    def present(self) -> IndexSettings:
        """Return the settings of a data folder that is there. Raises NotIndexed."""
        from index.errors import NotIndexed

        settings = self.settings()
        try:
            settings.footnote_home.stat()
        except FileNotFoundError as error:
            if settings.catalogue_url.get_secret_value():
                return settings
            raise NotIndexed(
                f"There is no data folder {settings.footnote_home}. `footnote index sync DIR` makes one; --home or "
                "FOOTNOTE_HOME names another."
            ) from error
        except OSError:
            pass  # it is told by whoever opens the folder
        return settings

    @contextmanager
    def reading(self) -> Iterator[Library]:
        """Open a library that should be there; what writes into one makes it instead.

        Raises NotIndexed where nothing was ever done with the library that was named. `default` is always there.
        """
        with self.existing() as library:
            self._check(library)
            yield library

    def _check(self, library: Library) -> None:
        from index.errors import NotIndexed

        name = self.library
        used = library.status(name).indexed_at or library.sources(name) or library.audits(name, 1)
        if name != DEFAULT and not used:
            raise NotIndexed(f"There is no library “{name}”. `footnote index status` names all.")


_SHARED = (
    inspect.Parameter("library", inspect.Parameter.KEYWORD_ONLY, annotation=LibraryOption, default=DEFAULT),
    inspect.Parameter("home", inspect.Parameter.KEYWORD_ONLY, annotation=HomeOption, default=None),
    inspect.Parameter("as_json", inspect.Parameter.KEYWORD_ONLY, annotation=JsonOption, default=False),
)


def scoped(function: Callable[..., None], library: Any = LibraryOption) -> Callable[..., None]:
    """Give a command the shared options; it receives them as its first argument, a `Scope`."""
    shared = (_SHARED[0].replace(annotation=library), *_SHARED[1:])
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)

    @functools.wraps(function)
    def command(context: typer.Context, **values: Any) -> None:
        library, home, as_json = (values.pop(name.name) for name in _SHARED)
        remember_json(as_json)
        source = context.get_parameter_source("library")
        chosen = source is not None and source.name == "COMMANDLINE"
        function(Scope(context.obj, library, home, as_json, chosen), **values)

    parameters = [context, *(own_.replace(kind=inspect.Parameter.KEYWORD_ONLY) for own_ in own), *shared]
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
