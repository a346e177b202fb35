"""What Prometheus reads of a bot, and what its health says, at a real port."""

from __future__ import annotations

import json
import socket
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.answer.answer import Answerer
from bot.discord.connection.health import Health
from bot.discord.looking import gateway
from bot.errors import PortTaken
from bot.monitoring.counting import counted
from bot.monitoring.metrics import Metrics
from bot.monitoring.server import Look, monitored, monitored_apart
from index.library import Library
from index.settings import IndexSettings
from tests.ports import free_port
from tests.remembering import SharingLibrary

BRIDGE = """Harbour bridge opens after two-year delay

By Ann Lee

The harbour bridge opened to traffic on Monday, two years later than planned.
"""


async def _get(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.text()


def _values(text: str) -> dict[tuple[str, str], float]:
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {(one.name, next(iter(one.labels.values()), "")): one.value for one in samples}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Library]:
    """A library of one article."""
    home = tmp_path_factory.mktemp("home")
    (home / "models").symlink_to(models)
    article = home / "bridge.txt"
    article.write_text(BRIDGE, encoding="utf-8")
    with SharingLibrary.open(IndexSettings(footnote_home=home)) as library:
        library.add("default", [article])
        yield library


@pytest.fixture
def metrics(harbour: Library) -> Metrics:
    return Metrics(harbour, Health(), lambda: 3)


async def test_a_scrape_shows_questions_with_their_parts_and_what_the_library_holds(
    harbour: Library, metrics: Metrics
) -> None:
    answerer = Answerer(harbour)
    for question in ("When did the harbour bridge open?", "Who discovered penicillin?"):
        with counted(metrics) as count:
            count(answerer.ask(question))
    with pytest.raises(RuntimeError), counted(metrics):
        raise RuntimeError
    port = free_port()
    async with monitored("127.0.0.1", port, metrics, {}):
        status, text = await _get(f"http://127.0.0.1:{port}/metrics")
    found = _values(text)
    assert status == 200
    assert found["footnote_answers_total", "answered"] == 1
    assert found["footnote_answers_total", "not_found"] == 1
    assert found["footnote_answer_failures_total", ""] == 1
    assert found["footnote_answer_seconds_count", ""] == 2
    assert found["footnote_answer_part_seconds_sum", "quote"] > 0
    assert found["footnote_articles", "default"] == len(harbour.articles("default"))
    assert found["footnote_gateway_connected", ""] == 0
    assert found["footnote_under_way", ""] == 3


def _fails() -> str:
    raise OSError("the disk is gone")


@pytest.mark.parametrize(
    ("looks", "status", "wrong"),
    [
        ({"catalogue": lambda: ""}, 200, {}),
        ({"catalogue": lambda: "", "discord": lambda: "no connection"}, 503, {"discord": "no connection"}),
        ({"catalogue": _fails}, 503, {"catalogue": "the disk is gone"}),
    ],
)
async def test_health_says_what_is_wrong(
    metrics: Metrics, looks: dict[str, Look], status: int, wrong: dict[str, str]
) -> None:
    port = free_port()
    async with monitored("127.0.0.1", port, metrics, looks):
        answered, text = await _get(f"http://127.0.0.1:{port}/healthz")
    assert (answered, json.loads(text)) == (status, {"well": not wrong, "wrong": wrong})


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


async def test_a_port_that_is_taken_is_one_sentence(metrics: Metrics, taken: int) -> None:
    with pytest.raises(PortTaken, match=f"METRICS_PORT: 127.0.0.1:{taken} cannot be used"):
        async with monitored("127.0.0.1", taken, metrics, {}):
            raise AssertionError


def test_a_short_outage_is_no_fault() -> None:
    health = Health()
    assert gateway(health) == "not connected yet"
    health.rose(0)
    assert gateway(health) == ""
    health.fell(0)
    assert gateway(health) == ""
    assert health.lost is not None
    health.lost -= timedelta(seconds=90)
    assert gateway(health).startswith("no connection for 9")


def test_health_is_told_while_another_thread_works(metrics: Metrics) -> None:
    port = free_port()
    with (
        monitored_apart("127.0.0.1", port, metrics, {"catalogue": lambda: ""}),
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as response,
    ):
        assert json.load(response)["well"]


def test_a_port_that_is_taken_is_said_by_a_thread_too(metrics: Metrics, taken: int) -> None:
    with (
        pytest.raises(PortTaken, match=f"METRICS_PORT: 127.0.0.1:{taken}"),
        monitored_apart("127.0.0.1", taken, metrics, {}),
    ):
        pass
