"""How fast sources are followed."""

from __future__ import annotations

import time
from pathlib import Path

from index.follow.registry import Item
from index.library import Library
from tests.bench.floors import Floor, settings
from tests.web_server.news import News
from tests.web_server.server import WebServer

ENTRIES = 5_000


def nothing_new(folder: Path) -> Floor:
    """Refresh a feed of 5,000 entries, all of them known, whose bytes have changed; the download is not counted."""
    with WebServer() as server:
        news = News(server, listed=list(range(ENTRIES)))
        news.list("<p>A summary of some length that a publisher writes for every article.</p>" * 3)
        update = {"fetch_allow_hosts": server.address, "fetch_delay": 0.0}
        with Library.open(settings(folder).model_copy(update=update)) as library:
            source = library.registry.add("default", "feed", news.feed, every=900)
            _know_everything(library, news)
            library.fetcher.fetch(news.feed)
            began = time.perf_counter()
            library.fetcher.fetch(news.feed)
            download = time.perf_counter() - began
            began = time.perf_counter()
            done = library.refresh("default", source.id)
            seconds = time.perf_counter() - began - download
    detail = f"{done.unchanged} unchanged, download {download:.2f} s"
    return Floor("refresh of a feed of 5,000 entries, nothing new", seconds, 2.0, "s", detail)


def _know_everything(library: Library, news: News) -> None:
    source = library.sources("default")[0]
    library.registry.put_items(
        source, [Item(news.address(n), news.address(n), stamp=news.when(n).isoformat()) for n in news.listed]
    )
