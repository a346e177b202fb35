from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

from index.errors import FetchFailed
from index.web.fetch import Fetcher
from tests.web_server import QUICK, Names, Reply, Route, WebServer, allowing
from tests.web_server import personalities as as_

ONCE = replace(QUICK, attempts=1)


async def _refusal(fetcher: Fetcher, url: str) -> FetchFailed:
    with pytest.raises(FetchFailed, match=r"robots\.txt") as caught:
        await fetcher.fetch(url)
    assert caught.value.source == url
    return caught.value


async def _is_let_in(web: WebServer, path: str = "/page") -> bool:
    """Fetch with a fetcher that has not asked before; tell whether the page was fetched, rather than refused."""
    web.page("/page", "<p>Wind")
    async with Fetcher(allowing(web), manners=ONCE) as fetcher:
        try:
            return (await fetcher.fetch(web.url(path))).status == 200
        except FetchFailed:
            return False
        finally:
            assert len(web.asked("/robots.txt")) == 1


RULES = {
    "User-agent: *\nDisallow: /": False,
    "User-agent: *\nDisallow: /pag": False,
    "User-agent: *\nDisallow: /p*e$": False,
    "User-agent: *\nDisallow:": True,
    "User-agent: *\nDisallow: /other": True,
    "User-agent: *\nDisallow: /\nAllow: /page": True,
    "User-agent: footnote\nDisallow: /": False,
    "User-agent: Footnote\nAllow: /\n\nUser-agent: *\nDisallow: /": True,
    "User-agent: Otherbot\nDisallow: /": True,
    "\ufeffUser-agent: *\r\nDisallow: /": False,
    "User-agent: *\rDisallow: /": False,
    "": True,
    "<!doctype html><title>Not found</title>": True,
    "User-agent: *\nDisallow: /page\n" + "Allow: /x\n" * 100_000: False,
    "User-agent: *\nDisallow: /" + "*a" * 50_000: True,
    "User-agent: *\nDisallow: /%\x00\xff": True,
}


@pytest.mark.parametrize("rules", RULES, ids=range(len(RULES)))
async def test_what_a_site_asks_is_done(rules: str, web: WebServer) -> None:
    web.robots(rules)
    assert await _is_let_in(web) == RULES[rules]
    assert bool(web.asked("/page")) == RULES[rules]


async def test_the_refusal_says_so(web: WebServer) -> None:
    web.robots("User-agent: *\nDisallow: /private")
    async with Fetcher(allowing(web), manners=ONCE) as fetcher:
        assert (await _refusal(fetcher, web.url("/private/a"))).refused


ANSWERS: dict[str, tuple[Route, bool]] = {
    "404": (Reply(404), True),
    "403": (Reply(403), True),
    "401": (Reply(401), True),
    "410": (Reply(410), True),
    "500": (Reply(500), False),
    "503": (as_.busy(600, 503), False),
    "429": (as_.busy(600), False),
    "hangs up": (as_.raw(), False),
    "truncated": (as_.truncated(b"User-agent: *\n"), False),
    "moved": (as_.redirect("/rules", 301), False),
    "in a circle": (as_.redirect("/robots.txt"), False),
    "endless": (as_.endless(b"# and on it goes\n" * 100), True),
    "bomb": (as_.bomb("gzip", 10), True),
}


@pytest.mark.parametrize("answer", ANSWERS)
async def test_rules_that_are_absent_allow_and_rules_that_cannot_be_read_forbid(answer: str, web: WebServer) -> None:
    web.routes["/rules"] = Reply(200, b"User-agent: *\nDisallow: /page")
    web.routes["/robots.txt"], allowed = ANSWERS[answer]
    web.page("/page", "<p>Wind")
    async with Fetcher(allowing(web), manners=ONCE) as fetcher:
        if allowed:
            await fetcher.fetch(web.url("/page"))
        else:
            with pytest.raises(FetchFailed):
                await fetcher.fetch(web.url("/page"))
    assert bool(web.asked("/page")) == allowed


async def test_a_site_whose_rules_cannot_be_read_now_is_asked_later(web: WebServer) -> None:
    web.routes["/robots.txt"] = Reply(500)
    web.page("/page", "<p>Wind")
    async with Fetcher(allowing(web), manners=replace(ONCE, robots_failing_kept=300.0)) as fetcher:
        for _ in range(3):
            fault = await _refusal(fetcher, web.url("/page"))
            assert fault.transient
            assert not fault.refused
            assert 290 < (fault.later or 0) <= 300
    assert len(web.requests) == 1


async def test_rules_are_asked_for_once_whoever_waits_for_them(web: WebServer) -> None:
    web.routes["/robots.txt"] = as_.slow(Reply(200, b"User-agent: *\nDisallow: /3"), 0.05)
    paths = [f"/{number}" for number in range(8)]
    for path in paths:
        web.page(path, "<p>Wind")
    async with Fetcher(allowing(web), manners=QUICK) as fetcher:
        results = await asyncio.gather(*(fetcher.fetch(web.url(path)) for path in paths), return_exceptions=True)
    assert [isinstance(result, FetchFailed) for result in results] == [path == "/3" for path in paths]
    assert len(web.asked("/robots.txt")) == 1


async def test_old_rules_hold_while_new_ones_cannot_be_read(web: WebServer) -> None:
    rules = Reply(200, b"User-agent: *\nDisallow: /private")
    web.routes["/robots.txt"] = as_.in_turn(rules, Reply(500))
    web.page("/page", "<p>Wind")
    async with Fetcher(allowing(web), manners=replace(ONCE, robots_kept=0.0)) as fetcher:
        for _ in range(3):
            assert (await fetcher.fetch(web.url("/page"))).status == 200
            await _refusal(fetcher, web.url("/private"))
        web.routes["/robots.txt"] = Reply(404)
        with pytest.raises(FetchFailed) as caught:
            await fetcher.fetch(web.url("/private"))
        assert caught.value.missing
    assert len(web.asked("/robots.txt")) == 7


async def test_a_redirect_to_another_host_obeys_that_hosts_rules(web: WebServer) -> None:
    with WebServer() as other:
        other.robots("User-agent: *\nDisallow: /")
        other.page("/page", "<p>Wind")
        web.routes["/away"] = as_.redirect(other.url("/page"))
        async with Fetcher(allowing(web, other), manners=ONCE) as fetcher:
            fault = await _refusal(fetcher, web.url("/away"))
        assert fault.refused
        assert other.asked("/page") == []


async def test_each_host_and_port_has_rules_of_its_own(web: WebServer) -> None:
    names = Names({"a.example": ["127.0.0.1"], "b.example": ["127.0.0.1"]})
    web.page("/page", "<p>Wind")
    settings = allowing(f"a.example:{web.port}", f"b.example:{web.port}")
    async with Fetcher(settings, manners=ONCE, resolver=names) as fetcher:
        for host in ("a.example", "b.example", "a.example"):
            await fetcher.fetch(web.url("/page", host=host))
    assert len(web.asked("/robots.txt")) == 2


@pytest.mark.parametrize("rule", ["Crawl-delay: 0.3", "Request-rate: 10/3s"])
async def test_the_delay_that_a_site_asks_for_is_kept(rule: str, web: WebServer) -> None:
    web.robots(f"User-agent: *\n{rule}")
    for path in ("/1", "/2", "/3"):
        web.page(path, "<p>Wind")
    began = time.monotonic()
    async with Fetcher(allowing(web), manners=QUICK) as fetcher:
        await asyncio.gather(*(fetcher.fetch(web.url(path)) for path in ("/1", "/2", "/3")))
    assert max(request.at for request in web.requests) - began > 2 * 0.3
