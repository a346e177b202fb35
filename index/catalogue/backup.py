"""A copy of the catalogue, made while others write, and put into an empty data folder.

`VACUUM INTO` copies in one read transaction. SQLite's backup API would start anew whenever another process writes
between its steps, or hold the same one transaction when it copies in one step; VACUUM reads every row besides, so that
a damaged table shows, and leaves out what was deleted. It takes about 1 s per 100 MB. What is derived stays.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from index.catalogue.database import Database
from index.catalogue.dialects.sqlite import Sqlite
from index.catalogue.owner import Ownership
from index.catalogue.schema import SCHEMA
from index.errors import CopyRefused, HomeBusy, HomeUnusable, NotIndexed
from index.tables import libraries

NAME = "catalogue.sqlite"
MAGIC = b"SQLite format 3\x00"
OPERATIONS = 2000  # of SQLite between two looks at whether somebody pressed Ctrl-C, some 10 ms
_FORGET = "PRAGMA secure_delete = ON; DELETE FROM jobs; DELETE FROM spooled"
"""Work that another process waits for, and the files that it brought."""
_TARGET = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


@dataclass(frozen=True, slots=True)
class Copied:
    """A sound copy: its file, its size in bytes, and the libraries and live articles in it."""

    path: Path
    size: int
    libraries: int
    articles: int


def backup(database: Database, target: Path, *, force: bool = False) -> Copied:
    """Copy the catalogue to a file, or into a folder under a name with the time; it appears whole or not at all.

    Raises CopyRefused, NotIndexed where there is nothing to copy, HomeUnusable where the catalogue is damaged.
    """
    if not isinstance(database.dialect, Sqlite):
        raise CopyRefused("The catalogue is in PostgreSQL, which has its own backups: use pg_dump and pg_restore.")
    with database.read() as connection:
        if not connection.execute(select(libraries.c.id).where(libraries.c.indexed_at != "").limit(1)).first():
            raise NotIndexed(f"{database.path.parent} holds no library; there is nothing to back up.")
    if target.is_dir():
        target = target / f"footnote-{datetime.now().astimezone():%Y%m%d-%H%M%S}.sqlite"
    if target.exists() and target.samefile(database.path):
        raise CopyRefused(f"{target} is the catalogue itself. Name another file.")
    may_write(target, force=force)
    partial = target.with_name(f"{target.name}.partial")
    with _writing(target, partial):
        _vacuum(database, target, partial)
        with closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            copy.executescript(_FORGET)
        found = examined(partial, HomeUnusable, f"The catalogue {database.path}")
        _settle(partial, target)
    return Copied(target, target.stat().st_size, *found)


def may_write(target: Path, *, force: bool) -> None:
    """Raise CopyRefused where something is at a place that a file is to have; `force` gives up a file alone."""
    if target.exists() and not target.is_file():  # a device would be put out of its place
        raise CopyRefused(f"{target} is there already and no file. Name another one.")
    if target.exists() and not force:
        raise CopyRefused(f"{target} is there already. --force writes over it.")


def restore(file: Path, home: Path) -> Copied:
    """Put a backup into a data folder that holds no catalogue. Raises CopyRefused, HomeBusy."""
    _recognise(file)
    home.mkdir(parents=True, exist_ok=True)
    ownership = Ownership(home)
    if not ownership.acquire():
        raise HomeBusy(f"Footnote runs on {home}. Stop it first, or name another folder with --home.")
    try:
        if there := sorted(path.name for path in home.glob(f"{NAME}*")):
            raise CopyRefused(
                f"{home} is in use: it holds {there[0]}. Name an empty folder with --home, or move it away."
            )
        target, partial = home / NAME, home / "restore.partial"
        with _writing(target, partial):
            shutil.copyfile(file, partial)
            found = examined(partial, CopyRefused, f"The backup {file}")
            for derived in ("chroma", "vectors", "lexical"):
                shutil.rmtree(home / derived, ignore_errors=True)  # of no catalogue that is here
            _settle(partial, target)
    finally:
        ownership.release()
    return Copied(target, target.stat().st_size, *found)


def examined(path: Path, fault: type[CopyRefused | HomeUnusable], name: str) -> tuple[int, int]:
    """Return how many libraries and live articles a copy holds; `fault` where it is damaged or no catalogue."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            reason = next(_faults(connection), "")
            if not reason:
                libraries = connection.execute("SELECT count(*) FROM libraries WHERE indexed_at <> ''").fetchone()[0]
                return libraries, connection.execute("SELECT count(*) FROM articles WHERE live").fetchone()[0]
    except sqlite3.DatabaseError as error:
        reason = f"is damaged ({error})"
    raise fault(f"{name} {reason}. Restore an earlier backup, or index again.")


def _faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with a catalogue, each as the rest of a sentence."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'trigger', 'view')"))
    if not version or "passages" not in kinds or set(kinds.values()) != {"table"}:
        yield "is no catalogue of Footnote"
        return
    if version > len(SCHEMA):
        yield f"was made by a newer Footnote (schema {version}, this one knows {len(SCHEMA)}); update Footnote"
        return
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        yield f"is damaged ({found})"
        return
    for number, name in connection.execute("SELECT id, name FROM libraries WHERE indexed_at <> ''").fetchall():
        if not _agrees(connection, number):
            yield f"is damaged (articles, passages and terms of the library {name} do not agree)"


def _agrees(connection: sqlite3.Connection, number: int) -> bool:
    """Tell whether a library's articles, revisions, passages and terms are as many as each other says."""
    live = "SELECT coalesce(sum(passages), 0) FROM articles WHERE library = ? AND live"
    lost = (
        "SELECT count(*) FROM articles a LEFT JOIN revisions r ON r.library = a.library AND r.article = a.id "
        "AND r.revision = a.revision WHERE a.library = ? AND r.article IS NULL"
    )
    stored = "SELECT count(*) FROM passages WHERE library = ?"
    told = "SELECT count(*) FROM passages p JOIN terms t ON t.passage = p.rowid WHERE p.library = ?"
    promised, passages, terms, orphans = (
        connection.execute(sql, (number,)).fetchone()[0] for sql in (live, stored, told, lost)
    )
    return bool(promised == passages == terms and not orphans)


def _recognise(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            start = opened.read(len(MAGIC))
    except OSError as error:
        raise CopyRefused(f"{file} cannot be read ({error.strerror}).") from error
    if start != MAGIC:
        raise CopyRefused(f"{file} is no backup of Footnote. `footnote import` reads what `footnote export` wrote.")
    if file.with_name(f"{file.name}-wal").exists():
        raise CopyRefused(
            f"{file} lies beside {file.name}-wal: it is a catalogue in use, or a plain copy of one, and not all of it. "
            "Use what `footnote backup` wrote."
        )


def _vacuum(database: Database, target: Path, partial: Path) -> None:
    with database.read() as connection:
        file: Any = connection.connection.driver_connection
        file.set_progress_handler(lambda: 0, OPERATIONS)
        try:
            file.execute("VACUUM INTO ?", (str(partial),))
        except sqlite3.DatabaseError as error:
            code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
            if code == sqlite3.SQLITE_INTERRUPT:
                raise KeyboardInterrupt from error
            if code in _TARGET:
                raise CopyRefused(f"{target} cannot be written ({error}). Is there room, and a folder?") from error
            raise
        finally:
            file.set_progress_handler(None, 0)


@contextmanager
def _writing(target: Path, partial: Path) -> Iterator[None]:
    """Write a file under a passing name, which is gone afterwards; errors of the disk become CopyRefused."""
    try:
        partial.unlink(missing_ok=True)
        yield
    except OSError as error:
        raise CopyRefused(f"{target} cannot be written ({error.strerror}).") from error
    finally:
        for rest in ("", "-journal", "-wal", "-shm"):
            partial.with_name(partial.name + rest).unlink(missing_ok=True)


def _settle(partial: Path, target: Path) -> None:
    """Give a complete file its name, after its bytes are on the disk."""
    _sync(partial)
    partial.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
