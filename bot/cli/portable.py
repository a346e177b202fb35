"""`footnote export`, `import`, `backup` and `restore`: libraries as files."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from bot.cli import output
from bot.cli.progress import progress_bar, summary
from bot.cli.scope import FilesLibraryOption, Scope, scoped
from bot.errors import WrongUse
from bot.words.words import counted
from index.errors import CopyRefused, HomeUnusable

if TYPE_CHECKING:
    from index.catalogue.backup import Copied
    from index.library import Library
    from index.portable.restore import How
    from index.values import Progress

STREAM = Path("-")
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]


@scoped
def export(
    scope: Scope,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help='File to write, compressed if named .gz or .zst; "-" is stdout.')
    ],
    every: Annotated[bool, typer.Option("--all", help="Every library of the data folder.")] = False,
    no_vectors: Annotated[bool, typer.Option("--no-vectors", help="Smaller; the import then embeds anew.")] = False,
    force: Force = False,
) -> None:
    """Write a library to a file of JSON Lines: articles, revisions, vectors, answers, sources."""
    if file == STREAM and scope.json:
        raise WrongUse("--json and “-” both want standard output. Name a file.")
    with scope.existing() as library, progress_bar() as show:
        names = library.libraries() if every else [scope.library]
        articles = sum(library.status(name).articles for name in names)
        answers = sum(len(library.records(name, "answer")) for name in names)
        with _written(file, force=force) as target:
            counts = library.export(names, target, vectors=not no_vectors, progress=show)
    if scope.json:
        output.emit({"file": str(file), "libraries": names, "counts": counts})
    else:
        told = ", ".join(
            [
                counted("{number:,} article", "{number:,} articles", articles),
                counted("{number:,} recorded answer", "{number:,} recorded answers", answers),
            ]
        )
        output.say(f"{', '.join(names)}: {told}.")


@partial(scoped, library=FilesLibraryOption)
def import_(
    scope: Scope,
    file: Annotated[Path, typer.Argument(metavar="FILE", help='File that `footnote export` wrote; "-" is stdin.')],
    merge: Annotated[bool, typer.Option("--merge", help="Add what the library of this name lacks.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the library of this name.")
    ] = False,
    trust: Annotated[
        bool, typer.Option("--trust", help="Your own file: what it holds may act, its sources and its records.")
    ] = False,
) -> None:
    """Make a library of an exported file; --library gives it another name. All of it comes in, or nothing."""
    how = _how(merge=merge, replace=replace)
    name = scope.library if scope.chosen else ""
    with scope.open() as library, progress_bar() as show, _read(file, scope) as path:
        before = _paused(library)
        progress = library.import_file(path, name, how, trusted=trust, progress=show)
        paused = len(_paused(library) - before)
    _tell_import(scope, progress, paused)


def _how(*, merge: bool, replace: bool) -> How:
    if merge and replace:
        raise WrongUse("--merge and --replace exclude each other.")
    return "merge" if merge else "replace" if replace else "new"


def _tell_import(scope: Scope, progress: Progress, paused: int) -> None:
    from bot.cli import json_values

    if scope.json:
        output.emit(json_values.progress(progress) | {"paused_sources": paused})
        return
    output.say(summary(progress))
    if paused:
        output.say(
            f"{paused} of its sources came paused: `footnote index source list` shows them, `resume` starts one."
        )


def _paused(library: Library) -> set[int]:
    return {one.id for name in library.libraries() for one in library.sources(name) if one.paused}


@scoped
def backup(
    scope: Scope,
    destination: Annotated[Path, typer.Argument(metavar="DEST", help="File to write, or a folder to write one into.")],
    force: Force = False,
) -> None:
    """Copy the whole data folder's catalogue to a file, also while the bot runs."""
    from index.catalogue.backup import backup as write

    with scope.existing() as library:
        _tell(scope, write(library.catalogue.database, destination, force=force))


@scoped
def restore(
    scope: Scope, file: Annotated[Path, typer.Argument(metavar="FILE", help="File that `footnote backup` wrote.")]
) -> None:
    """Put a backup into an empty data folder."""
    from index.catalogue.backup import restore as read

    _tell(scope, read(file, scope.settings().footnote_home))


def _tell(scope: Scope, copied: Copied) -> None:
    if scope.json:
        found = {"libraries": copied.libraries, "articles": copied.articles}
        output.emit({"file": str(copied.path), "bytes": copied.size, **found})
        return
    libraries = counted("{number:,} library", "{number:,} libraries", copied.libraries)
    articles = counted("{number:,} article", "{number:,} articles", copied.articles)
    output.say(f"{copied.path}: {libraries}, {articles}, {copied.size / 1e6:.1f} MB.")


@contextmanager
def _written(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """Open a file that appears whole or not at all; its name says how it is compressed."""
    if path == STREAM:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    from index.catalogue.backup import may_write

    may_write(path, force=force)
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("wb") as file, _compressed(file, path.suffix) as target:
            yield target
        partial.replace(path)
    except OSError as error:
        raise CopyRefused(f"{path} cannot be written ({error.strerror}).") from error
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _compressed(file: BinaryIO, suffix: str) -> Iterator[BinaryIO]:
    if suffix == ".gz":
        import gzip

        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, mtime=0, filename="") as target:
            yield target  # type: ignore[misc]  # it writes as one
    elif suffix == ".zst":
        import zstandard

        with zstandard.ZstdCompressor().stream_writer(file, closefd=False) as stream:
            yield stream
    else:
        yield file


@contextmanager
def _read(path: Path, scope: Scope) -> Iterator[Path]:
    """Return a file's path; what comes through a pipe is kept meanwhile, since it is read twice."""
    if path != STREAM:
        yield path
        return
    spool = scope.settings().footnote_home / "spool"
    with ExitStack() as stack:
        try:
            spool.mkdir(exist_ok=True)
            kept = stack.enter_context(tempfile.NamedTemporaryFile(dir=spool, prefix="stdin-"))
            shutil.copyfileobj(sys.stdin.buffer, kept)
            kept.flush()
        except OSError as error:
            raise HomeUnusable(f"{spool} cannot be written ({error.strerror}). Make room, or name a file.") from error
        yield Path(kept.name)
