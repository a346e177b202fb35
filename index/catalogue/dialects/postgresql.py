"""PostgreSQL 15 or newer: a server that several machines share, and a pool of connections."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, inspect, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from index.catalogue.migrations.migrate import stamp
from index.errors import HomeUnusable
from index.tables import CORRECTION_UNSHOWN, METADATA

CONNECT_SECONDS = 10
BUSY = "30s"  # that a writer waits for the one before it
# A machine that is gone, or a process that stands still, gives back what it holds; PostgreSQL's own two hours are long.
SESSION = {
    "tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3",
    "idle_in_transaction_session_timeout": "600s",
}  # fmt: skip
OLDEST = 150000  # `server_version_num` of PostgreSQL 15
# Writers go one after the other, as SQLite has it: whoever waits sees, when its turn has come, all that was committed.
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('footnote ' || current_schema() || ' written ' || %(name)s, 0))"
TAKE = "SELECT pg_try_advisory_lock(hashtextextended('footnote ' || current_schema() || ' ' || %(name)s, 0))"


class Postgresql:
    """A catalogue in a schema of a PostgreSQL database, the first of the search path."""

    snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    kept = False
    path = None

    def __init__(self, address: str) -> None:
        self._url = _read(address)
        self.name = f"The database {self._url.database or 'of the user'} on {self._url.host or 'this machine'}"

    def engine(self) -> Engine:
        try:
            return create_engine(
                self._url,
                isolation_level="AUTOCOMMIT",
                pool_pre_ping=True,
                hide_parameters=True,
                pool_size=5,
                max_overflow=25,
                connect_args={
                    "connect_timeout": CONNECT_SECONDS,
                    "application_name": "footnote",
                    "client_encoding": "utf8",  # a database in SQL_ASCII would return bytes before it is refused
                    "options": " ".join([str(self._url.query.get("options", "")), *_options()]),
                },
            )
        except (ImportError, NoSuchModuleError) as error:
            raise HomeUnusable(
                "CATALOGUE_URL names PostgreSQL, but its driver is not installed: pip install 'footnote[postgresql]'."
            ) from error

    def begin(self, connection: Connection, apart: str) -> None:
        """Begin a transaction that no other writer disturbs, or none `apart` from others of the same name."""
        connection.exec_driver_sql(f"BEGIN; SET LOCAL lock_timeout = '{BUSY}'")
        connection.exec_driver_sql(LOCK, {"name": _key(apart)})

    def version(self, _: Connection) -> None:
        """Nothing tells whether a server's catalogue has changed."""

    @contextmanager
    def alone(self, engine: Engine, names: Sequence[str], wait: Callable[[], None]) -> Iterator[None]:
        """Hold named locks, which the server releases when the connection is gone, however this process ends."""
        with engine.connect() as connection:
            try:
                for name in names:
                    while not connection.exec_driver_sql(TAKE, {"name": _key(name)}).scalar():
                        wait()
                yield
            finally:
                connection.invalidate()  # closed for good: one that went back to the pool would keep the lock

    def make(self, connection: Connection) -> None:
        """Create the tables in an empty schema."""
        version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())
        if version < OLDEST:
            raise HomeUnusable(f"{self.name} is PostgreSQL {version // 10000}; Footnote needs 15 or newer.")
        if connection.exec_driver_sql("SHOW server_encoding").scalar_one() != "UTF8":
            raise HomeUnusable(f"{self.name} does not keep text as UTF-8. Make one that does: CREATE DATABASE … UTF8.")
        if not inspect(connection).has_table("alembic_version"):
            CORRECTION_UNSHOWN.dialect_kwargs["postgresql_where"] = CORRECTION_UNSHOWN.dialect_kwargs["sqlite_where"]
            METADATA.create_all(connection)
            stamp(connection)

    def unusable(self, error: BaseException) -> HomeUnusable | None:
        """Return the user's sentence for an error of psycopg, None for a programming mistake. None names a password."""
        state: Any = getattr(error, "sqlstate", None) or ""
        for begins, sentence in _SENTENCES.items():
            if state.startswith(begins):
                return HomeUnusable(f"{self.name} {sentence}")
        if isinstance(error, PoolTimeout):
            return HomeUnusable(f"{self.name} {_SENTENCES['53300']}")
        if state or type(error).__name__ not in {"OperationalError", "InterfaceError"}:
            return None
        said = str(error)
        for words, sentence in _SAID.items():
            if words in said:
                return HomeUnusable(f"{self.name} {sentence}")
        return HomeUnusable(f"{self.name} cannot be reached. Does it run, and is CATALOGUE_URL right?")


def _options() -> list[str]:
    return [f"-c{name}={value}" for name, value in SESSION.items()]


def _key(name: str) -> str:
    """Return a lock's name in characters that every text of PostgreSQL may have, "" for none."""
    return name and hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _read(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in {"postgresql", "postgres"}:  # what it says may be a password
        raise HomeUnusable("CATALOGUE_URL is no address such as postgresql://user:password@host/database.") from None
    return url.set(drivername="postgresql+psycopg")


_SENTENCES = {
    "28": "refuses this user or password. Check CATALOGUE_URL.",
    "3D000": "does not exist. Create it, or name another one in CATALOGUE_URL.",
    "3F000": "has no schema to write to. Create it, or name another one in CATALOGUE_URL.",
    "42501": "does not permit this user to write. Grant it its own schema.",
    "25006": "is read-only. Name the server that accepts writes in CATALOGUE_URL.",
    "53100": "is full: its disk has no room. Make room, then try again.",
    "53300": "has no connection left. Raise max_connections, or run fewer processes.",
    "53": "is short of memory or other resources. Try again.",
    "57P": "is shutting down or starting. Try again.",
    "08": "cannot be reached. Does it run, and is CATALOGUE_URL right?",
    "55P03": "is held by another program for too long. Try again.",
    "XX001": "is damaged. Restore it from a backup.",
}
"""Beginning of an SQLSTATE → what is wrong."""
_SAID = {
    "authentication failed": _SENTENCES["28"],
    "no password supplied": _SENTENCES["28"],
    'role "': _SENTENCES["28"],
    "does not exist": _SENTENCES["3D000"],
    "too many clients": _SENTENCES["53300"],
}
"""While connecting psycopg says no SQLSTATE: what the server's sentence holds → what is wrong."""
