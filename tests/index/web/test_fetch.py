from __future__ import annotations

import asyncio
import ssl
import time
from dataclasses import replace
from email.utils import formatdate
from importlib.metadata import version
from itertools import repeat

import pytest
import trustme

from index.errors import BadAddress, FetchFailed
from index.web.fetch import Fetcher
from index.web.transport import Limits
from tests.web_server import QUICK, Names, Reply, Route, WebServer, allowing
from tests.web_server import personalities as as_

SMALL = Limits(size=3_000_000)
HASTY = Limits(size=3_000_000, seconds=0.6, silence=0.3)
ONCE = replace(QUICK, attempts=1)


def _fetcher(web: WebServer, limits: Limits = SMALL) -> Fetcher:
    return Fetcher(allowing(web), manners=ONCE, limits=limits)


async def _fault(web: WebServer, path: str = "/") -> FetchFailed:
    async with _fetcher(web) as fetcher:
        with pytest.raises(FetchFailed) as caught:
            await fetcher.fetch(web.url(path))
    assert str(caught.value).startswith(web.url(path) + ": ")
    return caught.value


async def test_a_page_comes_with_what_is_needed_to_read_and_refetch_it(web: WebServer) -> None:
    web.serve(
        "/a", "<p>Wind", 'Text/HTML; charset="ISO-8859-1"', etag='W/"7"', modified="Tue, 04 Mar 2025 10:00:00 GMT"
    )
    async with _fetcher(web) as fetcher:
        page = await fetcher.fetch(web.url("/a"))
    assert (page.status, page.body, page.media_type, page.charset) == (200, b"<p>Wind", "text/html", "iso-8859-1")
    assert (page.etag, page.last_modified) == ('W/"7"', "Tue, 04 Mar 2025 10:00:00 GMT")
    assert (page.url, page.permanent) == (web.url("/a"), False)


async def test_a_page_that_has_not_changed_is_not_sent_again(web: WebServer) -> None:
    web.page("/tag", "<p>Wind", etag='"7"')
    web.page("/date", "<p>Wind", modified="Tue, 04 Mar 2025 10:00:00 GMT")
    async with _fetcher(web) as fetcher:
        for path in ("/tag", "/date"):
            page = await fetcher.fetch(web.url(path))
            again = await fetcher.fetch(web.url(path), etag=page.etag, modified=page.last_modified)
            assert (again.status, again.body) == (304, b"")
        web.page("/tag", "<p>Storm", etag='"8"')
        assert (await fetcher.fetch(web.url("/tag"), etag='"7"')).body == b"<p>Storm"


async def test_nothing_changed_is_no_answer_to_somebody_who_has_nothing(web: WebServer) -> None:
    web.routes["/"] = Reply(304)
    assert (await _fault(web)).status == 304


async def test_sites_see_who_asks_and_how_to_reach_them(web: WebServer) -> None:
    settings = allowing(web).model_copy(update={"fetch_contact": "https://library.example/bot\r\nX: y"})
    web.page("/", "<p>Wind")
    async with Fetcher(settings, manners=QUICK) as fetcher:
        await fetcher.fetch(web.url(), accept="application/rss+xml")
    agents = {request.headers["user-agent"] for request in web.requests}
    assert agents == {f"Footnote/{version('footnote')} (+https://library.example/botX: y)"}
    assert web.asked("/")[0].headers["accept"] == "application/rss+xml"
    assert not {"cookie", "authorization", "referer", "x"} & set(web.asked("/")[0].headers)


@pytest.mark.parametrize("coding", as_.PACKERS)
async def test_packed_pages_are_unpacked(coding: str, web: WebServer) -> None:
    web.routes["/"] = as_.packed(b"<p>Wind" * 9000, coding)
    async with _fetcher(web) as fetcher:
        assert (await fetcher.fetch(web.url())).body == b"<p>Wind" * 9000


async def test_redirects_are_followed_and_told_apart(web: WebServer) -> None:
    web.page("/new", "<p>Wind")
    web.routes |= {"/moved": as_.redirect("/new", 301), "/moved-twice": as_.redirect("moved", 308)}
    web.routes |= {"/for-now": as_.redirect("/new#top", 302), "/mixed": as_.redirect("/for-now", 301)}
    async with _fetcher(web) as fetcher:
        for path, permanent in (("/moved", True), ("/moved-twice", True), ("/for-now", False), ("/mixed", False)):
            page = await fetcher.fetch(web.url(path))
            assert (page.url, page.permanent) == (web.url("/new"), permanent)


async def test_redirects_end(web: WebServer) -> None:
    web.routes |= {"/a": as_.redirect("/b"), "/b": as_.redirect("/a"), "/self": as_.redirect("/self")}
    web.routes |= {f"/{number}": as_.redirect(f"/{number + 1}", 301) for number in range(9)}
    web.routes |= {"/nowhere": Reply(302), "/garbage": as_.redirect("http://[", 302)}
    web.page("/9", "<p>Wind")
    assert "in a circle" in (await _fault(web, "/a")).reason
    assert "in a circle" in (await _fault(web, "/self")).reason
    assert "more than 5 times" in (await _fault(web, "/0")).reason
    assert "to nowhere" in (await _fault(web, "/nowhere")).reason
    assert "no web address" in (await _fault(web, "/garbage")).reason
    assert len(web.requests) < 30
    async with _fetcher(web) as fetcher:
        assert (await fetcher.fetch(web.url("/4"))).body == b"<p>Wind"


async def test_a_fault_behind_a_redirect_is_told_of_the_address_asked_for(web: WebServer) -> None:
    web.routes |= {"/old": as_.redirect("/taken-down", 301), "/taken-down": Reply(410)}
    fault = await _fault(web, "/old")
    assert fault.gone
    assert f"leads to {web.url('/taken-down')}" in fault.reason


STATUSES = {
    400: {},
    401: {"refused": True},
    403: {"refused": True},
    404: {"missing": True},
    407: {"refused": True},
    408: {"transient": True},
    410: {"gone": True},
    418: {},
    429: {"transient": True},
    451: {"refused": True},
    500: {"transient": True},
    502: {"transient": True},
    503: {"transient": True},
    504: {"transient": True},
    204: {},
    206: {},
    300: {},
    600: {},
}


@pytest.mark.parametrize("status", STATUSES)
async def test_what_a_status_means_is_told(status: int, web: WebServer) -> None:
    web.routes["/"] = Reply(status, b"" if status == 204 else b"<p>An error page, whose text is no article.")
    fault = await _fault(web)
    told = {name: getattr(fault, name) for name in ("refused", "missing", "gone", "transient")}
    assert (fault.status, told) == (status, {**dict.fromkeys(told, False), **STATUSES[status]})
    assert fault.reason.startswith("the host ")


SLOW: dict[str, Route] = {
    "late": as_.slow(Reply(200, b"late"), 0.5),
    "byte by byte": as_.drip(b"x" * 1000, 0.05),
    "continue, continue": lambda request: repeat(b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@pytest.mark.parametrize("manner", SLOW)
async def test_a_slow_answer_is_not_waited_for(manner: str, web: WebServer) -> None:
    web.routes["/"] = SLOW[manner]
    async with _fetcher(web, HASTY) as fetcher:
        with pytest.raises(FetchFailed, match="took too long") as caught:
            await fetcher.fetch(web.url())
    assert caught.value.transient


BROKEN: dict[str, tuple[Route, str]] = {
    "endless": (as_.endless(), "larger than 3 MB"),
    "endless head": (as_.endless_head(), "not proper HTTP"),
    "long status line": (lambda request: repeat(b"HTTP/1.1 200 " + b"x" * 9999), "not proper HTTP"),
    "announced too large": (as_.raw(as_.head(Content_Length=3_000_001)), "larger than 3 MB"),
    "truncated": (as_.truncated(b"<p>Half of"), "breaks off"),
    "truncated chunks": (as_.truncated_chunks(b"<p>Half of"), "breaks off"),
    "truncated gzip": (as_.raw(as_.head(Content_Encoding="gzip"), as_.PACKERS["gzip"](b"x" * 999)[:-4]), "breaks off"),
    "bad chunks": (as_.raw(as_.head(Transfer_Encoding="chunked") + b"zz\r\nwind\r\n0\r\n\r\n"), "not proper HTTP"),
    "negative length": (as_.raw(as_.head(Content_Length=-5), b"wind"), "not proper HTTP"),
    "two lengths": (
        as_.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 9\r\n\r\nwind"),
        "not proper HTTP",
    ),
    "length and chunks": (
        as_.raw(as_.head(Content_Length=4, Transfer_Encoding="chunked"), b"4\r\nwind\r\n0\r\n\r\n"),
        "not proper HTTP",
    ),
    "no HTTP": (as_.raw(b"SSH-2.0-OpenSSH_9.9\r\n"), "not proper HTTP"),
    "HTTP/0.9": (as_.raw(b"<html><p>Wind"), "not proper HTTP"),
    "hangs up": (as_.raw(), "broke the connection off"),
    "unknown coding": (Reply(200, b"x", {"Content-Encoding": "compress"}), "not asked for"),
    "two codings": (Reply(200, b"x", {"Content-Encoding": "gzip, gzip"}), "not asked for"),
    "no gzip": (Reply(200, b"wind", {"Content-Encoding": "gzip"}), "damaged"),
    "gzip bomb": (as_.bomb("gzip", 20), "larger than 3 MB|more than any page"),
    "deflate bomb": (as_.bomb("deflate", 20), "larger than 3 MB|more than any page"),
    "br bomb": (as_.bomb("br", 20), "more than any page"),
    "zstd bomb": (as_.bomb("zstd", 20), "more than any page"),
}


@pytest.mark.parametrize("trouble", BROKEN)
async def test_a_broken_answer_is_a_fault_and_no_page(trouble: str, web: WebServer) -> None:
    web.routes["/"], reason = BROKEN[trouble]
    async with _fetcher(web) as fetcher:
        with pytest.raises(FetchFailed, match=reason):
            await fetcher.fetch(web.url())
        web.page("/after", "<p>Wind")  # and the fetcher lives on
        assert (await fetcher.fetch(web.url("/after"))).body == b"<p>Wind"


async def test_a_body_of_exactly_the_limit_is_taken(web: WebServer) -> None:
    async with _fetcher(web, Limits(size=1000)) as fetcher:
        for path, reply in (("/plain", Reply(200, b"x" * 1000)), ("/packed", as_.packed(b"x" * 1000, "gzip"))):
            web.routes[path] = reply
            assert len((await fetcher.fetch(web.url(path))).body) == 1000
        for path, reply in (("/plain", Reply(200, b"x" * 1001)), ("/packed", as_.packed(b"x" * 1001, "gzip"))):
            web.routes[path] = reply
            with pytest.raises(FetchFailed, match="larger"):
                await fetcher.fetch(web.url(path))


async def test_a_shorter_length_than_the_body_cuts_it_there(web: WebServer) -> None:
    web.routes["/"] = as_.overlong(b"<p>Wind", b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad")
    async with _fetcher(web) as fetcher:
        for _ in range(3):
            assert (await fetcher.fetch(web.url())).body == b"<p>Wind"


@pytest.mark.parametrize("charset", ["windows-1252", "x" * 2000, "\xff\xfe"])
async def test_the_charset_of_the_header_is_passed_on_where_it_can_be_one(charset: str, web: WebServer) -> None:
    web.routes["/"] = as_.in_charset("Straße", "cp1252", charset)
    async with _fetcher(web) as fetcher:
        page = await fetcher.fetch(web.url())
    assert page.body == "Straße".encode("cp1252")
    assert page.charset == (charset if charset == "windows-1252" else "")


async def test_trouble_that_passes_is_tried_again(web: WebServer) -> None:
    page = Reply(200, b"<p>Wind")
    web.routes |= {"/500": as_.in_turn(Reply(500), Reply(503), page), "/cut": as_.in_turn(as_.truncated(b"<p>"), page)}
    web.routes |= {"/gone": as_.in_turn(Reply(410), page), "/down": Reply(500)}
    async with Fetcher(allowing(web), manners=QUICK, limits=SMALL) as fetcher:
        assert (await fetcher.fetch(web.url("/500"))).body == b"<p>Wind"
        assert (await fetcher.fetch(web.url("/cut"))).body == b"<p>Wind"
        for path in ("/gone", "/down"):
            with pytest.raises(FetchFailed):
                await fetcher.fetch(web.url(path))
    assert [len(web.asked(path)) for path in ("/500", "/cut", "/gone", "/down")] == [3, 2, 1, QUICK.attempts]


async def test_a_host_that_names_a_short_wait_is_asked_after_it(web: WebServer) -> None:
    web.routes["/"] = as_.in_turn(as_.busy(1), Reply(200, b"<p>Wind"))
    async with Fetcher(allowing(web), manners=QUICK) as fetcher:
        assert (await fetcher.fetch(web.url())).body == b"<p>Wind"
    first, second = web.asked("/")
    assert second.at - first.at >= 0.99


@pytest.mark.parametrize("form", ["seconds", "date"])
async def test_a_host_that_names_a_long_wait_is_left_alone_by_every_fetch(form: str, web: WebServer) -> None:
    wait = 600 if form == "seconds" else formatdate(time.time() + 600, usegmt=True)
    web.routes |= {"/busy": as_.busy(wait, 503), "/other": Reply(200, b"<p>Wind")}
    async with Fetcher(allowing(web), manners=QUICK) as fetcher:
        for path in ("/busy", "/other", "/busy"):
            with pytest.raises(FetchFailed) as caught:
                await fetcher.fetch(web.url(path))
            assert caught.value.transient
            assert 590 < (caught.value.later or 0) <= 600
    assert [request.path for request in web.requests] == ["/robots.txt", "/busy"]


@pytest.mark.parametrize("value", ["soon", "-5", "1e9", "9" * 400, "Mon, 99 Foo 2025", "", "²"])
async def test_a_wait_that_is_none_or_absurd_does_no_harm(value: str, web: WebServer) -> None:
    web.routes["/"] = as_.busy(value)
    fault = await _fault(web)
    assert fault.later is None or 0 <= fault.later <= 7 * 86_400


async def test_what_is_wrong_with_a_host_is_told() -> None:
    with WebServer() as stopped:
        address, allowed = stopped.url(), stopped.address
    async with Fetcher(allowing(allowed), manners=ONCE, resolver=Names({})) as fetcher:
        for url, reason in ((address, "connection refused"), ("http://nobody.example/", "no host of this name")):
            with pytest.raises(FetchFailed, match=reason):
                await fetcher.fetch(url)


async def test_a_private_host_is_refused_with_the_way_to_allow_it(web: WebServer) -> None:
    async with Fetcher(allowing(), manners=ONCE, resolver=Names({"wiki.example": ["10.0.0.7"]})) as fetcher:
        with pytest.raises(FetchFailed, match=r"private network.*allow wiki.example:80 in FETCH_ALLOW_HOSTS") as caught:
            await fetcher.fetch("http://wiki.example/a")
        assert caught.value.refused
        with pytest.raises(BadAddress, match="FETCH_ALLOW_HOSTS"):
            await fetcher.fetch("http://wiki.example:8080/a")


async def test_secure_pages_are_read_only_from_who_can_prove_the_name() -> None:
    authority, names = trustme.CA(), Names({"news.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]})
    served, trust = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert("news.example").configure_cert(served)
    authority.configure_trust(trust)
    with WebServer(tls=served) as web:
        web.page("/", "<p>Wind")
        settings = allowing(*(f"{host}:{web.port}" for host in names.table), web)
        async with Fetcher(settings, manners=ONCE, resolver=names, trust=trust) as fetcher:
            assert (await fetcher.fetch(web.url(host="news.example"))).body == b"<p>Wind"
            for host in ("other.example", ""):
                with pytest.raises(FetchFailed, match="certificate is not valid"):
                    await fetcher.fetch(web.url(host=host))
        async with Fetcher(settings, manners=ONCE, resolver=names) as fetcher:
            with pytest.raises(FetchFailed, match="certificate is not valid"):
                await fetcher.fetch(web.url(host="news.example"))


async def test_both_standard_ports_are_one_host_to_the_pace() -> None:
    """Port 80 and 443 lead to servers of the test here: what they are asked, together, keeps the delay."""
    with WebServer() as plain:
        plain.routes["/a"] = as_.redirect("http://news.example:443/b")
        plain.page("/b", "<p>Wind")
        names, began = Names({"news.example": ["127.0.0.1"]}, ports={4: plain.port}), time.monotonic()
        settings = allowing("news.example:80", "news.example:443")
        async with Fetcher(settings, manners=replace(QUICK, delay=0.1), resolver=names) as fetcher:
            await fetcher.fetch("http://news.example/a")
    assert [request.path for request in plain.requests] == ["/robots.txt", "/a", "/robots.txt", "/b"]
    assert plain.requests[-1].at - began >= 3 * 0.1


async def test_a_fetch_can_be_cancelled(web: WebServer) -> None:
    web.routes["/"] = as_.drip(b"x" * 1000, 0.05)
    async with _fetcher(web) as fetcher:
        task = asyncio.create_task(fetcher.fetch(web.url()))
        await asyncio.to_thread(web.wait_for, "/")
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        web.page("/after", "<p>Wind")
        assert (await fetcher.fetch(web.url("/after"))).body == b"<p>Wind"
