"""A refresh that somebody asks for looks again at the articles of the last days, whatever their feed says of them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from sqlalchemy import update

from index.follow.origins import Source
from index.follow.recheck import LOOKS
from index.library import Library
from index.tables import articles
from index.values import Progress, Quotation
from tests.index.conftest import story
from tests.index.invariants import check
from tests.web_server.news import News
from tests.web_server.server import Reply, Request

CLOSED = "The lock at Ester closes for eleven weeks from the first of March, the canal office said on Thursday."
CORRECTED = CLOSED.replace("eleven weeks", "four weeks")


def quiet(news: News, text: str, number: int = 1) -> None:
    """Change an article without a word of it in the feed."""
    feed = news.server.routes["/feed.xml"]
    news.publish(number, text, listed=False)
    news.server.routes["/feed.xml"] = feed


def followed(library: Library, news: News) -> Source:
    source = library.add_source("default", news.feed)
    library.refresh("default", source.id)
    return source


def asked_for(library: Library, source: Source) -> Progress:
    return library.refresh("default", source.id, again=True)


def quoted(library: Library, sentence: str) -> None:
    """Record an answer that quotes a sentence of the library's one article."""
    (row,) = library.articles("default")
    article = library.article("default", row.id)
    start = article.text.index(sentence)
    digest = hashlib.sha256(sentence.encode()).hexdigest()
    quotation = Quotation(start, start + len(sentence), 1, row.id, article.revision, digest)
    library.record("default", "answer", "one", {}, [quotation])


def test_a_corrected_page_behind_a_silent_feed_corrects_what_was_quoted(library: Library, news: News) -> None:
    news.publish(1, f"{CLOSED}\n\n{story(1)}")
    source = followed(library, news)
    quoted(library, CLOSED)
    quiet(news, f"{CORRECTED}\n\n{story(1)}")
    assert library.refresh("default", source.id).changed == 0  # the clock's refreshes ask for nothing twice
    done = asked_for(library, source)
    assert (done.changed, done.looked) == (1, 1)
    assert library.sweep("default") == 1
    (correction,) = library.quoted.of("default", "one")
    assert (correction.kind, correction.quote, correction.now) == ("changed", CLOSED, CORRECTED)
    check(library)


def test_what_did_not_change_is_asked_for_conditionally_and_sent_by_nobody(library: Library, news: News) -> None:
    for number in range(3):
        news.publish(number, story(number))
    source = followed(library, news)
    done = asked_for(library, source)
    assert (done.found, done.unchanged, done.looked, done.failed) == (3, 3, 3, 0)
    for number in range(3):
        first, again = news.server.asked(f"/story/{number}")
        assert "if-none-match" not in first.headers
        assert again.headers["if-none-match"]


def test_only_the_last_days_are_looked_at_and_only_so_many(
    library: Library, news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        news.publish(number, story(number))
    source = followed(library, news)
    with library.catalogue.database.write() as connection:
        old = (datetime.now(UTC) - timedelta(days=5)).isoformat()
        two = articles.c.title.in_(["Story 0", "Story 1"])
        connection.execute(update(articles).where(two).values(indexed_at=old))
    assert asked_for(library, source).looked == 2
    assert len(news.server.asked("/story/0")) == 1
    assert LOOKS <= 200
    monkeypatch.setattr("index.follow.recheck.LOOKS", 1)
    assert asked_for(library, source).looked == 1


@pytest.mark.parametrize("place", ["listing", "article"])
def test_a_date_that_lies_ahead_is_not_sent_back(library: Library, news: News, place: str) -> None:
    news.publish(1, f"{CLOSED}\n\n{story(1)}")
    path = "/feed.xml" if place == "listing" else "/story/1"
    ahead = format_datetime(datetime.now(UTC) + timedelta(days=5000), usegmt=True)

    def never_newer(request: Request) -> Reply:
        if "if-modified-since" in request.headers:
            return Reply(304)
        route = current[path]
        reply = route if isinstance(route, Reply) else route(request)
        assert isinstance(reply, Reply)
        kept = {name: value for name, value in reply.headers.items() if name != "ETag"}
        return Reply(reply.status, reply.body, {**kept, "Last-Modified": ahead})

    current = dict(news.server.routes)
    news.server.routes[path] = never_newer
    source = followed(library, news)
    news.publish(2, story(2), listed=place == "listing")
    news.publish(1, f"{CORRECTED}\n\n{story(1)}", listed=False)
    current = dict(news.server.routes)
    news.server.routes[path] = never_newer
    done = asked_for(library, source)
    assert (done.new, done.changed) == (int(place == "listing"), 1)
