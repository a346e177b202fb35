"""What robots.txt allows (RFC 9309), asked once a day of each host."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from cachetools import LRUCache
from protego import Protego
from yarl import URL

from index.errors import FetchFailed
from index.web.pace import HOSTS, Manners
from index.web.transport import Answer

SIZE = 512_000  # bytes that are read of a robots.txt (RFC 9309, 2.5: at least 500 kibibytes)
Ask = Callable[[URL], Awaitable[Answer]]


@dataclass(slots=True)
class _Site:
    rules: Protego | None = None
    failing: FetchFailed | None = None
    until: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Robots:
    """Knows each host's rules for `product`, the name in the user agent; `ask` fetches a robots.txt."""

    def __init__(self, ask: Ask, product: str, manners: Manners) -> None:
        self._ask, self._product, self._manners = ask, product, manners
        self._sites: LRUCache[str, _Site] = LRUCache(HOSTS)

    async def check(self, address: URL) -> float:
        """Return the delay that the host wishes, in seconds. Raises FetchFailed where the address is disallowed."""
        site = await self._site(address.with_path("/robots.txt"))
        if site.rules is None:
            raise _unreadable(site, address)
        if not site.rules.can_fetch(str(address), self._product):
            reason = "its robots.txt asks programs to leave this page alone."
            raise FetchFailed(str(address), reason, refused=True)
        return _delay(site.rules, self._product)

    async def _site(self, address: URL) -> _Site:
        site = self._sites.get(str(address))
        if site is None:
            site = self._sites[str(address)] = _Site()
        async with site.lock:
            if time.monotonic() >= site.until:
                await self._renew(site, address)
        return site

    async def _renew(self, site: _Site, address: URL) -> None:
        """Fetch the rules; while they cannot be, the last known ones hold (RFC 9309, 2.4), or nothing is fetched."""
        try:
            answer = await self._ask(address)
            site.rules, site.failing = Protego.parse(answer.body.decode("utf-8-sig", "replace")), None
            site.until = time.monotonic() + self._manners.robots_kept
        except FetchFailed as error:
            absent = 400 <= error.status < 500 and not error.transient
            site.rules, site.failing = (Protego.parse(""), None) if absent else (site.rules, error)
            kept = self._manners.robots_kept if absent else self._manners.robots_failing_kept
            site.until = time.monotonic() + kept


def _unreadable(site: _Site, address: URL) -> FetchFailed:
    """Return why nothing is fetched from a host whose rules are not known, and when they are asked for again."""
    error = site.failing or FetchFailed(str(address), "it was not read.", transient=True)
    reason = f"its robots.txt cannot be read: {error.reason}" if error.status else error.reason
    later = error.later or max(0.0, site.until - time.monotonic())
    fault = error.said_of(str(address), reason)
    fault.later = later if error.transient else None
    return fault


def _delay(rules: Protego, product: str) -> float:
    """Return the seconds between requests that the rules ask for, as Crawl-delay or as Request-rate."""
    rate = rules.request_rate(product)
    return max(
        float(rules.crawl_delay(product) or 0.0), rate.seconds / rate.requests if rate and rate.requests else 0.0
    )
