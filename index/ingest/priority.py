"""Questions go first: indexing waits between two steps while somebody asks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

MOST = 0.5  # seconds that one step of indexing waits; a stream of questions must not starve it


class Turns:
    """Counts the questions under way."""

    def __init__(self) -> None:
        self._asking = 0
        self._free = threading.Condition()

    @contextmanager
    def asking(self, within: Callable[[], AbstractContextManager[Any]] = nullcontext) -> Iterator[None]:
        """Have indexing wait until this question is answered `within` something that is opened for it."""
        with self._free:
            self._asking += 1
        try:
            with within():
                yield
        finally:
            with self._free:
                self._asking -= 1
                self._free.notify_all()

    def give_way(self) -> None:
        """Wait until nobody asks, at most MOST seconds."""
        with self._free:
            self._free.wait_for(lambda: not self._asking, MOST)
