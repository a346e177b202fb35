"""One request and its answer, within limits of time, size and unpacking. aiohttp's errors become ours here."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import aiohttp
from aiohttp.abc import AbstractResolver
from multidict import CIMultiDictProxy
from yarl import URL

from index.errors import FetchFailed
from index.web.address import place
from index.web.guard import Private, allowed_connector, public_connector
from index.web.unpack import CutOff, Damaged, Unpacker

RATIO, SMALL = 200, 1_000_000  # prose packs 3 to 10 times, repetitive sitemaps 50; bytes that may pack as they like
LONGEST_WAIT = 7 * 86_400.0  # seconds that a Retry-After can ask for
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
SENTENCES = {
    401: "wants a password.",
    403: "refuses to hand this out.",
    404: "has no such page (404).",
    408: "took too long.",
    410: "has taken this page down for good (410).",
    429: "asks for fewer requests (429).",
    451: "may not show this page, for legal reasons (451).",
    503: "is out of service for now (503).",
}
HEADERS = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@dataclass(frozen=True, slots=True)
class Limits:
    """Most that one answer may take: bytes as sent and unpacked, seconds in all, to connect, and of silence."""

    size: int
    seconds: float = 60.0
    connect: float = 10.0
    silence: float = 20.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address answered; the body is read of a 200 alone."""

    address: URL
    status: int
    headers: CIMultiDictProxy[str]
    media_type: str
    charset: str
    body: bytes

    @property
    def later(self) -> float | None:
        """Return the seconds of Retry-After, given as such or as an HTTP date (RFC 9110, 10.2.3)."""
        return _seconds(self.headers.get("Retry-After", "").strip())


class Transport:
    """Sends requests: to `allowed` host:port pairs wherever they are, otherwise to the public internet alone."""

    def __init__(
        self,
        agent: str,
        limits: Limits,
        allowed: frozenset[str],
        *,
        resolver: AbstractResolver | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._limits, self._allowed, self._trust = limits, allowed, trust
        headers = {**HEADERS, "User-Agent": agent}
        self._public = self._session(public_connector(resolver), headers)
        self._private = self._session(allowed_connector(resolver), headers)

    async def close(self) -> None:
        await self._public.close()
        await self._private.close()

    async def ask(self, address: URL, headers: Mapping[str, str], *, most: int = 0, cut: bool = False) -> Answer:
        """Return the answer of one address, redirects and all. Raises FetchFailed.

        `most` bytes instead of the limit; with `cut` the first of them rather than a fault when there are more.
        """
        session = self._private if place(address) in self._allowed else self._public
        try:
            async with asyncio.timeout(self._limits.seconds):
                async with session.get(
                    address, headers=headers, allow_redirects=False, ssl=self._trust or True
                ) as response:
                    body = await self._body(response, most or self._limits.size, cut) if response.status == 200 else b""
                    charset = (response.charset or "").lower()
                    return Answer(address, response.status, response.headers, response.content_type, charset, body)
        except Damaged as error:
            cut_off = isinstance(error, CutOff)
            raise FetchFailed(str(address), str(error), status=200, transient=cut_off) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:  # TimeoutError is an OSError
            raise self._fault(address, error) from error

    def _session(self, connector: aiohttp.TCPConnector, headers: Mapping[str, str]) -> aiohttp.ClientSession:
        limits = self._limits
        return aiohttp.ClientSession(
            connector=connector,
            headers=headers,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=limits.connect, sock_read=limits.silence),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            max_line_size=16_384,
            max_field_size=32_768,
        )

    async def _body(self, response: aiohttp.ClientResponse, most: int, cut: bool) -> bytes:
        if not cut and (response.content_length or 0) > most:
            raise self._too_large(response.url, most)
        unpacker, body, received = Unpacker(response.headers.get("Content-Encoding", "")), bytearray(), 0
        async for chunk in response.content.iter_any():
            received += len(chunk)
            for piece in unpacker.feed(chunk):
                body += piece
                if len(body) > SMALL and len(body) > RATIO * received:
                    raise FetchFailed(str(response.url), "its answer unpacks to more than any page would.", status=200)
                if len(body) > most and cut:
                    return bytes(body[:most])
                if len(body) > most or received > most:
                    raise self._too_large(response.url, most)
        unpacker.finish()
        return bytes(body)

    def _too_large(self, address: URL, most: int) -> FetchFailed:
        return FetchFailed(str(address), f"it is larger than {most / 1_000_000:g} MB (MAX_FILE_MB).", status=200)

    def _fault(self, address: URL, error: Exception) -> FetchFailed:
        """Return an error of aiohttp, asyncio, ssl or the resolver as the sentence that its user sees."""
        if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, Private):
            reason = (
                f"{address.host} is in a private network, from which nothing is fetched; "
                f"an operator can allow {place(address)} in FETCH_ALLOW_HOSTS."
            )
            return FetchFailed(str(address), reason, refused=True)
        return FetchFailed(str(address), _reason(error), transient=_passes(error))


def refusal(answer: Answer) -> FetchFailed | None:
    """Return what an answer's status says against it, None for those that bring something or lead on."""
    status = answer.status
    if status in (200, 304) or status in (301, 302, 303, 307, 308):
        return None
    reason = "the host " + SENTENCES.get(status, f"answered with status {status}.")
    refused, transient = status in (401, 403, 407, 451), status in BUSY
    later = answer.later if transient else None
    return FetchFailed(str(answer.address), reason, status=status, refused=refused, transient=transient, later=later)


def _reason(error: Exception) -> str:
    match error:
        case aiohttp.ClientConnectorDNSError():
            return "there is no host of this name." if _unknown(error.os_error) else "its name could not be looked up."
        case aiohttp.ConnectionTimeoutError():
            return "the host cannot be reached: it does not answer."
        case TimeoutError():
            return "the host took too long."
        case aiohttp.ClientConnectorCertificateError():
            return f"the host's certificate is not valid ({_certificate(error)})."
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return "no secure connection to the host can be made."
        case aiohttp.ClientConnectorError():
            return f"the host cannot be reached ({_told(error.os_error)})."
        case aiohttp.ClientPayloadError():
            return "its answer breaks off."
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError() | ConnectionError():
            return "the host broke the connection off."
        case aiohttp.ClientResponseError():
            return "the host's answer is not proper HTTP."
    return f"it could not be fetched ({type(error).__name__})."


def _passes(error: Exception) -> bool:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return not _unknown(error.os_error)
    lasting = (aiohttp.ClientSSLError, aiohttp.ClientResponseError, ssl.SSLError, ValueError)
    return not isinstance(error, lasting)


def _unknown(error: OSError) -> bool:
    return error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))


def _told(error: OSError) -> str:
    return os.strerror(error.errno).lower() if error.errno else "no connection"


def _certificate(error: aiohttp.ClientConnectorCertificateError) -> str:
    cause = error.certificate_error
    return getattr(cause, "verify_message", "") or "it does not fit"


def _seconds(text: str) -> float | None:
    if text.isdecimal():
        return min(float(text[:12]), LONGEST_WAIT)
    try:
        left = parsedate_to_datetime(text).timestamp() - time.time()
    except (ValueError, OverflowError):
        return None
    return min(max(left, 0.0), LONGEST_WAIT)
