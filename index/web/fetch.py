"""Pages and feeds fetched from the web: politely, safely, and only when they have changed."""

from __future__ import annotations

import ssl
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from importlib.metadata import version
from types import TracebackType

from aiohttp.abc import AbstractResolver
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_base, wait_exponential_jitter
from yarl import URL

from index.errors import BadAddress, FetchFailed
from index.settings import IndexSettings
from index.web.address import PORTS, allowed_hosts, checked, joined, place
from index.web.pace import Manners, NotNow, Pace
from index.web.robots import SIZE, Robots
from index.web.transport import Answer, Limits, Transport, refusal

PRODUCT = "Footnote"
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"
PERMANENT = (301, 308)


@dataclass(frozen=True, slots=True)
class Response:
    """What came from an address. With status 304 nothing has changed and the body is empty.

    `url` is where redirects led; `permanent` tells that all of them were, so that the new address replaces the old one.
    `etag` and `last_modified` go into the next fetch; `charset` is what the header says, often "".
    """

    url: str
    status: int
    media_type: str
    charset: str
    body: bytes
    etag: str
    last_modified: str
    permanent: bool


class Fetcher:
    """Fetches for one event loop; use it with `async with`. Code that blocks uses index.web.blocking instead."""

    def __init__(
        self,
        settings: IndexSettings,
        *,
        manners: Manners | None = None,
        limits: Limits | None = None,
        resolver: AbstractResolver | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        """Raises BadAddress where FETCH_ALLOW_HOSTS is not what it should be."""
        self.allowed = allowed_hosts(settings.fetch_allow_hosts)
        self._agent = agent(settings.fetch_contact)
        self._manners = manners or Manners(delay=settings.fetch_delay)
        self._limits = limits or Limits(size=settings.max_file_mb * 1_000_000)
        self._open = partial(Transport, self._agent, self._limits, self.allowed, resolver=resolver, trust=trust)

    async def __aenter__(self) -> Fetcher:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def open(self) -> None:
        self._transport = self._open()
        self._pace = Pace(self._manners)
        self._robots = Robots(self._ask_robots, PRODUCT, self._manners)

    async def close(self) -> None:
        await self._transport.close()

    async def fetch(self, url: str, *, etag: str = "", modified: str = "", accept: str = ACCEPT) -> Response:
        """Return what an address holds, or that it holds what `etag` and `modified` stand for (304).

        Waits its turn at the host, follows redirects, tries again when that may help. Raises BadAddress, FetchFailed.
        """
        first = checked(url, self.allowed)
        headers = {"Accept": accept, "If-None-Match": etag, "If-Modified-Since": _past(modified)}
        headers = {name: value for name, value in headers.items() if _plain(value)}
        answer, hops = await self._follow(first, partial(self._ask_page, headers=headers))
        if answer.status == 304 and len(headers) == 1:
            raise FetchFailed(url, "the host says that nothing has changed, to a request that did not ask.", status=304)
        return _response(answer, hops)

    async def _follow(self, address: URL, ask: Callable[[URL], Awaitable[Answer]]) -> tuple[Answer, list[int]]:
        """Return the first answer that leads no further, and the statuses of those before it."""
        first, seen, hops = address, {address}, list[int]()
        while True:
            try:
                answer = await ask(address)
                if answer.status in (200, 304):
                    return answer, hops
                address = self._target(answer)
                if address in seen or len(hops) >= self._limits.redirects:
                    reason = "in a circle." if address in seen else f"more than {self._limits.redirects} times."
                    raise FetchFailed(str(first), f"it redirects {reason}", status=answer.status)
            except (FetchFailed, BadAddress) as error:
                raise _led(first, error) from error
            seen.add(address)
            hops.append(answer.status)

    def _target(self, answer: Answer) -> URL:
        """Return where a redirect leads. Raises BadAddress, FetchFailed."""
        location = answer.headers.get("Location", "")
        if not location:
            raise FetchFailed(str(answer.address), "it redirects to nowhere.", status=answer.status)
        return joined(answer.address, location, self.allowed)

    async def _ask_page(self, address: URL, headers: Mapping[str, str]) -> Answer:
        delay = await self._robots.check(address)
        return await self._ask(address, headers, delay)

    async def _ask_robots(self, address: URL) -> Answer:
        ask = partial(self._ask, headers={"Accept": "text/plain,*/*;q=0.5"}, delay=0.0, most=SIZE, cut=True)
        answer, _ = await self._follow(address, ask)
        return answer

    async def _ask(
        self, address: URL, headers: Mapping[str, str], delay: float, *, most: int = 0, cut: bool = False
    ) -> Answer:
        """Ask one address in its host's pace, again where that may help. Raises FetchFailed."""
        manners = self._manners
        retrying = AsyncRetrying(
            retry=retry_if_exception(lambda error: isinstance(error, FetchFailed) and error.transient),
            stop=stop_after_attempt(manners.attempts) | stop_before_delay(manners.patience),
            wait=_AsAsked(manners.backoff),
            reraise=True,
        )
        return await retrying(self._ask_once, address, headers, delay, most, cut)

    async def _ask_once(self, address: URL, headers: Mapping[str, str], delay: float, most: int, cut: bool) -> Answer:
        host = _host(address)
        try:
            async with self._pace.turn(host, delay):
                answer = await self._transport.ask(address, headers, most=most, cut=cut)
        except NotNow as error:
            reason = "the host asked to be left alone for a while."
            raise FetchFailed(str(address), reason, transient=True, later=error.seconds) from error
        if fault := refusal(answer):
            if fault.later:
                self._pace.pause(host, fault.later)
            raise fault
        return answer


class _AsAsked(wait_base):
    """Wait as long as the host says, else exponentially longer with a random part."""

    def __init__(self, first: float) -> None:
        self._growing = wait_exponential_jitter(first, jitter=first / 2)

    def __call__(self, retry_state: RetryCallState) -> float:
        error = retry_state.outcome.exception() if retry_state.outcome else None
        asked = error.later if isinstance(error, FetchFailed) else None
        return asked or self._growing(retry_state)


def agent(contact: str) -> str:
    """Return the user agent: the program, its version, and where its operator is reached."""
    shown = "".join(character for character in contact if character.isascii() and character.isprintable()).strip()
    return f"{PRODUCT}/{version('footnote')}" + (f" (+{shown})" if shown else "")


def _host(address: URL) -> str:
    """Return whom a request burdens: the host, whichever standard port it goes to."""
    return address.raw_host or "" if address.port in PORTS.values() else place(address)


def _plain(value: str) -> str:
    """Return a header's value if it can be stored and sent back, else ""."""
    return value if len(value) < 1000 and value.isascii() and value.isprintable() else ""


def _past(modified: str) -> str:
    """Return a Last-Modified unless it lies ahead: nothing would ever be newer than that (RFC 9110, 13.1.3)."""
    try:
        ahead = parsedate_to_datetime(modified).timestamp() > time.time()
    except (ValueError, OverflowError):
        return modified
    return "" if ahead else modified


def _led(first: URL, error: FetchFailed | BadAddress) -> FetchFailed:
    """Return a fault as that of the address which was asked for."""
    if isinstance(error, BadAddress):
        return FetchFailed(str(first), f"it redirects to {error.source}: {error.reason}", refused=True)
    return error if error.source == str(first) else error.on_the_way(str(first))


def _response(answer: Answer, hops: list[int]) -> Response:
    headers = answer.headers
    return Response(
        url=str(answer.address),
        status=answer.status,
        media_type=_plain(answer.media_type),
        charset=_plain(answer.charset),
        body=answer.body,
        etag=_plain(headers.get("ETag", "")),
        last_modified=_past(_plain(headers.get("Last-Modified", ""))),
        permanent=bool(hops) and all(status in PERMANENT for status in hops),
    )
