"""`footnote index source …` over real HTTP, as a person types it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.bot.cli.conftest import FERRY, Footnote
from tests.index.conftest import story
from tests.web_server.news import News
from tests.web_server.server import Reply, WebServer


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch) -> Iterator[News]:
    with WebServer() as server:
        monkeypatch.setenv("FETCH_ALLOW_HOSTS", server.address)
        monkeypatch.setenv("FETCH_DELAY", "0")
        yield News(server)


@pytest.fixture
def here(footnote: Footnote, own_home: Path) -> Footnote:
    """Run a command line on an empty library of the test's own."""
    return partial(footnote, home=own_home)


def test_a_feed_is_looked_at_followed_asked_refreshed_paused_and_left(here: Footnote, news: News) -> None:
    news.publish(1, FERRY.rpartition("---\n")[2].strip())
    news.publish(2, story(2))
    looked = here("index", "source", "add", news.feed, "--dry-run")
    assert "is a feed, “The Quay Gazette”." in looked.err
    assert "lists 2 articles, 2 of them" in looked.err
    assert here("index", "source", "list").err.startswith("The library “default” follows no source.")
    assert "2 found: 2 new." in here("index", "source", "add", news.feed, "--every", "30m").err
    answer = here("ask", "How many people were on board the ferry Marigold?", "--json").json
    assert "214 people" in answer["text"]
    assert answer["citations"][0]["url"] == news.address(1)
    listed = here("index", "source", "list")
    assert "\tThe Quay Gazette\tfeed\tevery 30m\t" in listed.out
    assert "2 found, 2 new" in listed.out
    news.publish(3, story(3))
    assert "Nothing is due." in here("index", "refresh").err
    assert "3 found: 1 new, 2 unchanged." in here("index", "refresh", "--all").err
    asked = here("index", "source", "refresh", news.feed).err
    assert "3 found: 3 unchanged. Looked again at 3 of the last days." in asked
    assert here("index", "source", "pause", news.feed).code == 0
    paused = here("index", "source", "list").out
    assert "\tfeed\tpaused\t" in paused
    assert "next" not in paused
    assert "Every source is paused." in here("index", "refresh", "--all").err
    removed = here("index", "source", "remove", "1", "--with-articles", "--json").json
    assert removed == {"removed": news.feed, "articles_removed": 3}
    assert here("index", "list", "--json").json["articles"] == []
    actions = [entry["action"] for entry in here("index", "log", "--json").json["log"]]
    assert actions == ["source remove", "source pause", "source add"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://10.0.0.7/feed.xml", "private"),
        ("file:///etc/passwd", "http"),
        ("https://user:secret@news.example/feed", "user name or password"),
        ("no/such/folder", "neither a file or folder here nor a web address"),
        ("~nobody-here/feed", "neither a file or folder here nor a web address"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_one_sentence(here: Footnote, address: str, said: str) -> None:
    ran = here("index", "source", "add", address)
    assert ran.code in (1, 3)
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert "secret" not in ran.err
    assert here("index", "source", "list", "--json").json["sources"] == []


def test_a_wrong_schedule_and_an_unknown_source_say_what_to_write(here: Footnote) -> None:
    assert "15m, 2h or 1d" in here("index", "source", "add", ".", "--every", "often").err
    assert "`footnote index source list`" in here("index", "source", "refresh", "https://news.example/feed").err


def test_a_source_that_fails_is_named_and_the_others_are_refreshed(here: Footnote, news: News) -> None:
    news.publish(1, story(1))
    for address in (news.feed, news.sitemap):
        assert here("index", "source", "add", address).code == 0
    news.server.routes["/feed.xml"] = Reply(403)
    ran = here("index", "refresh", "--all", "--json")
    assert ran.code == 1
    first, second = ran.json["refreshed"]
    assert "error" in first
    assert second["unchanged"] == 1
    assert "✗" in here("index", "source", "list").out


def test_a_paywalled_article_says_so_beside_its_source(here: Footnote, news: News) -> None:
    address = news.publish(1, FERRY.rpartition("---\n")[2].strip())
    hint = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script></head>'
    body = "<html><head><title>Ferry</title>" + hint + "<body><article><h1>Ferry</h1>"
    body += "".join(f"<p>{part}</p>" for part in FERRY.rpartition("---\n")[2].strip().split("\n\n"))
    news.server.page("/story/1", body + "</article></body></html>")
    assert here("index", "source", "add", address).code == 0
    assert "behind a paywall" in here("ask", "How many people were on board the ferry Marigold?").out
