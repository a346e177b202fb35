"""A PostgreSQL server on a loopback port, in a folder that is gone afterwards; each place is a schema of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import quote

import psycopg
import pytest

from tests.guard import Guard
from tests.ports import free_port

DEBIAN = Path("/usr/lib/postgresql")
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "unix_socket_directories=",
    "shared_buffers=16MB",
)
SLOWLY = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
"""Of the fixture `place`: for tests that take long with a server."""
_EMPTY = """
DO $$ DECLARE statement text; BEGIN
  FOR statement IN
    SELECT format('DELETE FROM %I.%I', schemaname, tablename) FROM pg_tables
      WHERE schemaname = '{schema}' AND tablename <> 'alembic_version'
    UNION ALL
    SELECT format('SELECT setval(''%I.%I'', 1, false)', schemaname, sequencename) FROM pg_sequences
      WHERE schemaname = '{schema}'
  LOOP EXECUTE statement; END LOOP;
END $$
"""
_AFTER_US = 'kill -QUIT $(head -n 1 "$1/data/postmaster.pid"); rm -rf "$1"'
_numbers = count(1)


class Server:
    """A running server; it trusts whoever comes from this machine."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder
        self._given: list[str] = []
        self._left: list[str] = []
        self._user = _unprivileged(folder)
        _run("initdb", "-D", folder / "data", "-U", "footnote", "--auth=trust", "--no-sync", "-E", "UTF8", **self._user)
        self._control("start")

    def place(self) -> str:
        """Return the address of a schema that is empty, or that another test left: what it wrote there is gone."""
        schema = self._left.pop() if self._left else self._new()
        self._do(_EMPTY.format(schema=schema))
        self._given.append(schema)
        return self._at(schema)

    def empty(self) -> str:
        """Return the address of a new, empty schema that no other test gets."""
        return self._at(self._new())

    def take_back(self) -> None:
        """Let others have what was given: making the tables of a catalogue takes 75 ms of processor time."""
        self._left += self._given
        self._given.clear()

    def _new(self) -> str:
        schema = f"test_{next(_numbers)}"
        self._do(f"CREATE SCHEMA {schema}")
        return schema

    def _at(self, schema: str) -> str:
        return f"{self._address}?options=-csearch_path%3D{schema}"

    def _do(self, statement: str) -> None:
        with psycopg.connect(self._address, autocommit=True, options="-clock_timeout=10s") as connection:
            connection.execute(statement.encode())

    def strict(self, password: str) -> str:
        """Return the address of a database that asks for a password, which is "secret"."""
        rules = self.folder / "data" / "pg_hba.conf"
        if "strict" not in rules.read_text(encoding="utf-8"):
            with psycopg.connect(self._address, autocommit=True) as connection:
                connection.execute("CREATE ROLE strict LOGIN PASSWORD 'secret'")
                connection.execute("CREATE DATABASE strict OWNER strict")
                asked = "host strict strict 127.0.0.1/32 scram-sha-256\n"
                rules.write_text(asked + rules.read_text(encoding="utf-8"), encoding="utf-8")
                connection.execute("SELECT pg_reload_conf()")
        return f"postgresql://strict:{quote(password)}@127.0.0.1:{self.port}/strict"

    def kill(self) -> None:
        """End it without a word; `start` recovers what was committed."""
        number = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(number, signal.SIGKILL)
        while os.path.exists(f"/proc/{number}"):
            time.sleep(0.02)

    def start(self) -> None:
        self._control("start")

    def encoded(self, encoding: LiteralString) -> str:
        """Return the address of a database that does not hold every character as itself."""
        name = encoding.lower()
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0 LOCALE 'C'".encode())
        return f"postgresql://footnote@127.0.0.1:{self.port}/{name}"

    def restart(self) -> None:
        self._control("stop")
        self._control("start")

    def stop(self) -> None:
        self._control("stop")

    @property
    def _address(self) -> str:
        return f"postgresql://footnote@127.0.0.1:{self.port}/postgres"

    def _control(self, action: str) -> None:
        options = " ".join(f"-c {one}" for one in (f"port={self.port}", "listen_addresses=127.0.0.1", *FAST))
        begin = ("-o", options, "-l", self.folder / "log") if action == "start" else ("-m", "fast")
        _run("pg_ctl", action, "-w", "-s", "-D", self.folder / "data", *begin, **self._user)


@contextmanager
def server() -> Iterator[Server]:
    """Start a server; skip the test where there is none to start."""
    if not _program("initdb"):
        pytest.skip("PostgreSQL's own programs are not here; Debian's package `postgresql` brings them")
    folder = Path(tempfile.mkdtemp(prefix="footnote-postgres-"))
    guard = Guard(_AFTER_US, str(folder))
    try:
        running = Server(folder)
        try:
            yield running
        finally:
            running.stop()
    finally:
        guard.dismiss()
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str:
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]), reverse=True)
    return shutil.which(name) or next(map(str, versions), "")


def _unprivileged(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid():
        return {}
    shutil.chown(folder, "nobody")
    return {"user": "nobody", "extra_groups": ()}


def _run(program: str, *arguments: str | Path, **options: Any) -> None:
    command: Sequence[str] = [_program(program), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, **options)
    assert done.returncode == 0, done.stderr
