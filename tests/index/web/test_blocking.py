from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor

import pytest

from index.errors import BadAddress, Cancelled, FetchFailed
from index.web.blocking import BlockingFetcher
from index.web.fetch import Fetcher
from tests.conftest import ROOT
from tests.web_server import QUICK, WebServer, allowing
from tests.web_server import personalities as as_


def test_many_threads_fetch_through_one_loop(web: WebServer) -> None:
    urls = [web.page(f"/{number}", f"<p>{number}") for number in range(20)]
    with BlockingFetcher(Fetcher(allowing(web), manners=QUICK)) as fetcher, ThreadPoolExecutor(8) as threads:
        assert [page.body for page in threads.map(fetcher.fetch, urls)] == [f"<p>{n}".encode() for n in range(20)]
    assert len(web.asked("/robots.txt")) == 1
    assert web.at_once <= QUICK.at_once


def test_fetches_go_on_together_and_end_one_by_one(web: WebServer) -> None:
    with BlockingFetcher(Fetcher(allowing(web), manners=QUICK)) as fetcher:
        futures = [fetcher.submit(web.page(path, path), etag="x") for path in ("/a", "/b")]
        assert [future.result().body for future in futures] == [b"/a", b"/b"]
        with pytest.raises(FetchFailed, match="no such page"):
            fetcher.fetch(web.url("/c"))
        with pytest.raises(BadAddress):
            fetcher.fetch("file:///etc/passwd")
        page = fetcher.fetch(web.page("/d", "d", etag='"1"'))
        assert fetcher.fetch(web.url("/d"), etag=page.etag).status == 304


def test_a_fetch_is_stopped_by_cancelling_it(web: WebServer) -> None:
    web.routes["/"] = as_.drip(b"x" * 10_000, 0.05)
    with BlockingFetcher(Fetcher(allowing(web), manners=QUICK)) as fetcher:
        future = fetcher.submit(web.url())
        assert web.wait_for("/")
        future.cancel()
        with pytest.raises(CancelledError):
            future.result()
        assert fetcher.fetch(web.page("/after", "<p>Wind")).body == b"<p>Wind"


def test_shutting_down_ends_what_is_waiting(web: WebServer) -> None:
    web.routes["/"] = as_.drip(b"x" * 10_000, 0.05)
    faults = list[BaseException]()

    def wait(fetcher: BlockingFetcher) -> None:
        try:
            fetcher.fetch(web.url())
        except Cancelled as error:
            faults.append(error)

    with BlockingFetcher(Fetcher(allowing(web), manners=QUICK)) as fetcher:
        thread = threading.Thread(target=wait, args=(fetcher,))
        thread.start()
        assert web.wait_for("/")
    thread.join(timeout=30)
    assert "stopped" in str(faults[0])
    with pytest.raises(Cancelled, match="stopped"):
        fetcher.fetch(web.url())


def test_a_fetcher_can_be_opened_again(web: WebServer) -> None:
    web.page("/", "<p>Wind")
    fetcher = BlockingFetcher(Fetcher(allowing(web), manners=QUICK))
    for _ in range(2):
        with fetcher:
            assert fetcher.fetch(web.url()).status == 200


def test_a_program_that_forgets_to_close_ends_nevertheless() -> None:
    code = (
        "from index.settings import IndexSettings; from index.web.fetch import Fetcher\n"
        "from index.web.blocking import BlockingFetcher; BlockingFetcher(Fetcher(IndexSettings())).__enter__()"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


def test_a_wrong_setting_is_told_before_anything_is_fetched() -> None:
    with pytest.raises(BadAddress, match="FETCH_ALLOW_HOSTS: wiki"):
        Fetcher(allowing("wiki"))
