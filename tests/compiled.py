"""Statements compiled once in a process: each catalogue has an engine of its own that would compile all anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event


class Compiled(dict[tuple[Any, ...], Any]):
    """What SQLAlchemy compiled, by statement and kind of dialect instead of by engine."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(_kind(key), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__(_kind(key), compiled)


def compile_once() -> None:
    """Have all engines of this process share what is compiled."""
    known = Compiled()

    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=known)

    event.listen(Engine, "engine_connect", share)


def _kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *statement = key
    return (type(dialect), dialect.statement_compiler, *statement)
