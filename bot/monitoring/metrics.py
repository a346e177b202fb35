"""What a running bot counts for Prometheus, and what it looks up when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from prometheus_client.core import Metric

    from bot.values import Answer
    from index.library import Library

SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40)
"""Bounds of the histograms; a chat model may take 50 s (CHAT_SECONDS)."""


class Gateway(Protocol):
    """What is known of the connection to Discord."""

    @property
    def connected(self) -> bool: ...
    @property
    def outages(self) -> int: ...


class Metrics:
    """The counters of one process and the gauges over its library; `gateway` is its connection, if it has one."""

    def __init__(self, library: Library, gateway: Gateway | None, under_way: Callable[[], int]) -> None:
        self._registry = CollectorRegistry()
        self._answers = self._counter("answers", "Questions that were answered, by what came of them", "outcome")
        self._failures = self._counter("answer_failures", "Questions that ended in a fault")
        self._tokens = self._counter("model_tokens", "Tokens that answers cost at the language model", "model")
        self._seconds = self._histogram("answer_seconds", "Time from a question to its answer, before it is shown")
        self._parts = self._histogram("answer_part_seconds", "Time that a part of an answer takes", "part")
        self._registry.register(_Gauges(library, gateway, under_way))
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)

    def answered(self, answer: Answer, parts: dict[str, float]) -> None:
        """Count an answer; `parts` are the seconds of its parts."""
        self._answers.labels(answer.outcome).inc()
        self._seconds.observe(answer.seconds)
        for name, seconds in parts.items():
            self._parts.labels(name).observe(seconds)
        if answer.tokens:
            self._tokens.labels(answer.model).inc(answer.tokens)

    def failed(self) -> None:
        """Count a question that ended in a fault."""
        self._failures.inc()

    def text(self) -> bytes:
        """Return everything in Prometheus's text format. Blocks: the library is read."""
        return generate_latest(self._registry)

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"footnote_{name}", what, labels, registry=self._registry)

    def _histogram(self, name: str, what: str, *labels: str) -> Histogram:
        return Histogram(f"footnote_{name}", what, labels, registry=self._registry, buckets=SECONDS)


class _Gauges(Collector):
    """What stands in the catalogue and how the connection is, read at each scrape."""

    def __init__(self, library: Library, gateway: Gateway | None, under_way: Callable[[], int]) -> None:
        self._library, self._gateway, self._under_way = library, gateway, under_way

    def describe(self) -> Iterable[Metric]:
        """Nothing is read before the first scrape."""
        return ()

    def collect(self) -> Iterator[Metric]:
        if self._gateway is not None:
            yield _gauge("gateway_connected", "Whether Discord's gateway is connected", int(self._gateway.connected))
            yield _gauge("gateway_outages", "Connections lost since the start", self._gateway.outages)
        yield _gauge("under_way", "Questions, forms and indexing under way", self._under_way())
        jobs = GaugeMetricFamily("footnote_jobs", "Work handed over by other processes", labels=["state"])
        for state, count in self._library.jobs().items():
            jobs.add_metric([state], count)
        yield jobs
        yield from self._libraries()

    def _libraries(self) -> Iterator[Metric]:
        articles = GaugeMetricFamily("footnote_articles", "Articles that answer questions", labels=["library"])
        sources = GaugeMetricFamily("footnote_sources", "Sources that are followed", labels=["library"])
        late = GaugeMetricFamily(
            "footnote_sources_late", "Sources overdue by three times their schedule", labels=["library"]
        )
        moment = datetime.now(UTC)
        for name in self._library.libraries():
            followed = self._library.registry.all(name)
            articles.add_metric([name], self._library.status(name).articles)
            sources.add_metric([name], len(followed))
            late.add_metric([name], sum(source.overdue(moment) for source in followed))
        yield from (articles, sources, late)


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(f"footnote_{name}", what, value=value)
