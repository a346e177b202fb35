"""A refresh is killed at random points while the newspaper changes; nothing is lost, doubled or half-visible."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.follow.origins import Source
from index.follow.registry import HOLD
from index.library import Library
from index.settings import IndexSettings
from tests.conftest import ROOT
from tests.index.conftest import child_environment, story
from tests.index.invariants import check
from tests.web_server.news import News
from tests.web_server.server import WebServer

CHILD = Path(__file__).with_name("refresh_child.py")


def _killed(settings: IndexSettings, news: News, after: float) -> tuple[set[str], bool]:
    """Start the child, kill it `after` seconds later; return the ids that it reported, and whether it ended."""
    command = [sys.executable, str(CHILD), str(settings.footnote_home), settings.embedding_model, news.feed]
    child = subprocess.Popen(
        [*command, news.server.address], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=child_environment(settings)
    )
    assert child.stdout
    assert child.stdout.readline().strip() == "start"
    timer = threading.Timer(after, child.send_signal, [signal.SIGKILL])
    timer.start()
    lines = [line.strip() for line in child.stdout]
    timer.cancel()
    child.wait()
    return set(lines) - {"end"}, "end" in lines


def _rounds(settings: IndexSettings, rounds: int, articles: int, longest: float) -> int:
    """Kill so many refreshes; return how many were hit in mid-work."""
    chance, texts, hit = random.Random(20260504), dict[int, str](), 0
    with WebServer() as server:
        news = News(server)
        allowed = settings.model_copy(update={"fetch_allow_hosts": server.address, "fetch_delay": 0.0})
        for turn in range(rounds):
            _edit(news, texts, articles, turn, chance)
            reported, ended = _killed(settings, news, chance.uniform(0.05, longest))
            hit += not ended
            with Library.open(allowed, wait=5) as library:
                held = {row.id: row for row in library.articles("default")}
                assert reported <= set(held)
                assert len({row.url for row in held.values()}) == len(held)
                check(library)
                (source,) = library.sources("default")
                again = datetime.now(UTC) + timedelta(seconds=HOLD if library.catalogue.database.shared else 0)
                assert _finished(source) or (source.due_at and source.due_at <= again)
                assert _finished(source) or not ended
        with Library.open(allowed, wait=5) as library:
            done = library.refresh("default", library.sources("default")[0].id)
            assert not done.failures
            found = {row.url: library.article("default", row.id).text for row in library.articles("default")}
            assert set(found) == {news.address(number) for number in texts}
            assert all(text in found[news.address(number)] for number, text in texts.items())
            assert library.refresh("default", library.sources("default")[0].id).unchanged == len(texts)
            check(library)
    return hit


def _finished(source: Source) -> bool:
    """Tell whether the latest refresh that began has succeeded.

    That the child reported no end does not tell: it may be killed before it begins, and just before it reports.
    """
    return bool(source.succeeded_at and source.tried_at and source.succeeded_at >= source.tried_at)


def _edit(news: News, texts: dict[int, str], articles: int, turn: int, chance: random.Random) -> None:
    """Publish everything at first, then change a few articles a round."""
    for number in range(articles) if not texts else chance.sample(range(articles), max(2, articles // 20)):
        texts[number] = story(1000 * turn + number, 4)
        news.updated[number] = datetime(2026, 5, 5, turn // 60, turn % 60, number % 60, tzinfo=UTC)
        news.publish(number, texts[number])


@pytest.mark.slow
def test_a_killed_refresh_loses_and_doubles_nothing(settings: IndexSettings) -> None:
    _rounds(settings, rounds=2, articles=40, longest=1.5)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_fifty_killed_refreshes_of_three_hundred_articles(settings: IndexSettings) -> None:
    assert _rounds(settings, rounds=50, articles=300, longest=4.0) > 25
