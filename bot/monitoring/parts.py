"""How long the parts of an answer take, noted for whoever asked to hear it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from time import perf_counter
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_noted: ContextVar[dict[str, float] | None] = ContextVar("noted", default=None)


@contextmanager
def measured() -> Iterator[dict[str, float]]:
    """Yield the seconds that each part takes inside, summed by its name; they are complete at the end."""
    noted: dict[str, float] = {}
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def part(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator that notes what a function takes as a part of an answer; parts do not nest."""

    def decorated(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def timed(*args: P.args, **named: P.kwargs) -> T:
            noted = _noted.get()
            if noted is None:
                return function(*args, **named)
            began = perf_counter()
            try:
                return function(*args, **named)
            finally:
                noted[name] = noted.get(name, 0.0) + perf_counter() - began

        return timed

    return decorated
