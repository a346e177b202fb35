"""One question counted, whatever comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.monitoring.parts import measured

if TYPE_CHECKING:
    from bot.monitoring.metrics import Metrics
    from bot.values import Answer


@contextmanager
def counted(metrics: Metrics | None) -> Iterator[Callable[[Answer], None]]:
    """Yield what takes the answer to the question inside; a fault is counted as one. Nothing without `metrics`."""
    if metrics is None:
        yield lambda answer: None
        return
    try:
        with measured() as parts:
            yield lambda answer: metrics.answered(answer, parts)
    except Exception:
        metrics.failed()
        raise
