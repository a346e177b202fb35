"""What servers do besides answering: late, without end, in halves, packed a thousandfold, wrongly, in circles."""

from __future__ import annotations

import gzip
import itertools
import time
import zlib
from collections.abc import Callable, Iterator

import brotli
from backports import zstd

from tests.web_server.server import HTML, Reply, Request, Route

Raw = Callable[[Request], Iterator[bytes]]
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda body: bytes(brotli.compress(body, quality=5)),
    "zstd": zstd.compress,
}


def head(status: str = "200 OK", **headers: str | int) -> bytes:
    """Return a status line and header lines; underscores in names stand for hyphens."""
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def raw(*chunks: bytes) -> Raw:
    """Send these bytes and hang up."""
    return lambda request: iter(chunks)


def slow(reply: Reply, seconds: float) -> Route:
    """Answer correctly, but late."""

    def answer(request: Request) -> Reply:
        time.sleep(seconds)
        return reply

    return answer


def drip(body: bytes, pause: float) -> Raw:
    """Send a correct answer byte by byte, with a pause after each."""

    def chunks(request: Request) -> Iterator[bytes]:
        yield head(Content_Type=HTML, Content_Length=len(body))
        for place in range(len(body)):
            yield body[place : place + 1]
            time.sleep(pause)

    return chunks


def endless(chunk: bytes = b"<p>and on it goes</p>" * 500) -> Raw:
    """Send a body that never ends."""
    return lambda request: itertools.chain([head(Content_Type=HTML)], itertools.repeat(chunk))


def endless_head() -> Raw:
    """Send header lines that never end."""
    lines = (f"X-{number}: {'y' * 100}\r\n".encode() for number in itertools.count())
    return lambda request: itertools.chain([b"HTTP/1.1 200 OK\r\n"], lines)


def truncated(body: bytes, missing: int = 10) -> Raw:
    """Announce more than is sent."""
    return raw(head(Content_Type=HTML, Content_Length=len(body) + missing), body)


def truncated_chunks(body: bytes) -> Raw:
    """Send a chunked body without its end."""
    return raw(head(Content_Type=HTML, Transfer_Encoding="chunked"), b"%x\r\n%b\r\n" % (len(body), body))


def overlong(body: bytes, hidden: bytes) -> Raw:
    """Send more than is announced; the rest looks like an answer to another question."""
    return raw(head(Content_Type=HTML, Content_Length=len(body)) + body + hidden)


def packed(body: bytes, coding: str, kind: str = HTML) -> Reply:
    """Answer correctly in a content coding."""
    return Reply(200, PACKERS[coding](body), {"Content-Type": kind, "Content-Encoding": coding})


def bomb(coding: str, megabytes: int = 64) -> Route:
    """Answer with few bytes that unpack into very many; they are packed when somebody asks."""
    return lambda request: packed(b"\0" * (megabytes * 1_000_000), coding)


def in_charset(text: str, real: str, declared: str = "") -> Reply:
    """Answer with text in one charset and the name of another, or of none."""
    return Reply(
        200, text.encode(real), {"Content-Type": f"text/html; charset={declared}" if declared else "text/html"}
    )


def redirect(target: str, status: int = 302) -> Reply:
    return Reply(status, headers={"Location": target})


def busy(retry_after: str | int = "", status: int = 429) -> Reply:
    """Ask to come back later: after seconds, or at an HTTP date."""
    return Reply(status, headers={"Retry-After": str(retry_after)} if retry_after != "" else {})


def in_turn(*replies: Route) -> Route:
    """Give one reply after the other, the last for ever: 500 then 200, a page that changes."""
    left = iter(replies[:-1])

    def answer(request: Request) -> Reply | Iterator[bytes]:
        reply = next(left, replies[-1])
        return reply if isinstance(reply, Reply) else reply(request)

    return answer
