from __future__ import annotations

import asyncio
import threading
import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import replace
from math import inf, nan

import pytest

from index.web.fetch import Fetcher
from index.web.pace import Manners, NotNow, Pace
from tests.web_server import QUICK, Reply, Request, WebServer, allowing
from tests.web_server import personalities as as_


async def test_requests_to_a_host_start_a_delay_apart_and_few_at_once() -> None:
    pace = Pace(replace(QUICK, delay=0.02, at_once=2))
    starts, running = defaultdict[str, list[float]](list), defaultdict[str, list[int]](list)
    now = defaultdict[str, int](int)

    async def visit(host: str) -> None:
        async with pace.turn(host):
            starts[host].append(time.monotonic())
            now[host] += 1
            running[host].append(now[host])
            await asyncio.sleep(0.05)
            now[host] -= 1

    began = time.monotonic()
    await asyncio.gather(*(visit(host) for host in "abcd" for _ in range(10)))
    for host in "abcd":
        assert all(start - began >= number * 0.02 for number, start in enumerate(starts[host]))
        assert max(running[host]) == 2
    assert max(starts["a"]) > min(starts["d"])  # they went side by side


async def test_a_host_that_is_slow_holds_up_no_other() -> None:
    pace, done = Pace(QUICK), list[str]()
    released = asyncio.Event()

    async def visit(host: str) -> None:
        async with pace.turn(host):
            if host == "slow":
                await released.wait()
            done.append(host)

    slow = [asyncio.create_task(visit("slow")) for _ in range(20)]
    await asyncio.gather(*(visit("quick") for _ in range(20)))
    assert done == ["quick"] * 20
    released.set()
    await asyncio.gather(*slow)


async def test_there_is_a_limit_over_all_hosts() -> None:
    pace, now, most = Pace(replace(QUICK, at_once_in_all=3)), 0, 0

    async def visit(host: int) -> None:
        nonlocal now, most
        async with pace.turn(str(host)):
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.01)
            now -= 1

    await asyncio.gather(*(visit(host) for host in range(12)))
    assert most == 3


async def test_the_delay_holds_after_a_wait_for_the_limit_over_all_hosts() -> None:
    pace, starts = Pace(replace(QUICK, at_once_in_all=2, delay=0.05)), list[float]()

    async def visit() -> None:
        async with pace.turn("a"):
            starts.append(time.monotonic())

    async with pace.turn("b"), pace.turn("c"):
        visits = [asyncio.create_task(visit()) for _ in range(2)]
        await asyncio.sleep(0.1)
        released = time.monotonic()
    await asyncio.gather(*visits)
    assert starts[1] - released >= 0.05


async def test_a_pause_holds_for_those_who_wait_already() -> None:
    pace = Pace(replace(QUICK, delay=0.01, patience=1.0))
    async with pace.turn("a"):
        waiting = [asyncio.create_task(_enter(pace)) for _ in range(3)]
        pace.pause("a", 60)
    assert [isinstance(error, NotNow) for error in await asyncio.gather(*waiting, return_exceptions=True)] == [True] * 3
    async with pace.turn("b"):
        pass


async def _enter(pace: Pace) -> None:
    async with pace.turn("a"):
        pass


async def test_whoever_stops_waiting_blocks_nobody() -> None:
    pace = Pace(replace(QUICK, delay=0.01, at_once=1))
    waiting = [asyncio.create_task(_enter(pace)) for _ in range(5)]
    await asyncio.sleep(0)
    for task in waiting[:4]:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await _enter(pace)


@pytest.mark.parametrize(("wished", "kept"), [(0, 1), (5, 5), (86_400, 30), (-1, 1), (inf, 30), (nan, 1)])
def test_a_site_may_slow_us_down_but_not_to_a_halt(wished: float, kept: float) -> None:
    assert Pace(Manners()).delay(wished) == kept


async def test_two_hundred_pages_over_four_hosts() -> None:
    """One host answers only when the other three are done: had any of them to wait for it, nothing would ever end."""
    released = threading.Event()

    def held(request: Request) -> Reply:
        assert released.wait(60)
        return Reply(200, b"<p>Wind")

    with ExitStack() as stack:
        webs = [stack.enter_context(WebServer()) for _ in range(4)]
        urls = [[web.url(f"/{number}") for number in range(50)] for web in webs]
        for number in range(50):
            webs[0].routes[f"/{number}"] = held
            for web in webs[1:]:
                web.routes[f"/{number}"] = as_.slow(Reply(200, b"<p>Wind"), 0.005)
        began = time.monotonic()
        async with Fetcher(allowing(*webs), manners=replace(QUICK, delay=0.01)) as fetcher:
            waiting = [asyncio.create_task(fetcher.fetch(url)) for url in urls[0]]
            pages = await asyncio.gather(*(fetcher.fetch(url) for of_one in urls[1:] for url in of_one))
            assert len(webs[0].requests) <= 1 + QUICK.at_once
            released.set()
            pages += await asyncio.gather(*waiting)
        assert [page.body for page in pages] == [b"<p>Wind"] * 200
        for web in webs:
            assert web.at_once <= QUICK.at_once
            assert len(web.requests) == 51
            arrivals = sorted(request.at - began for request in web.requests)
            assert all(arrival >= number * 0.01 for number, arrival in enumerate(arrivals))
