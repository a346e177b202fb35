"""The servers: one that serves what a test sets, and a canary that counts who connects."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it arrived; `path` holds the query too, names in `headers` are lower case, `at` is monotonic."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass(frozen=True, slots=True)
class Reply:
    """A correct answer. Content-Length is set where `headers` do not say otherwise."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Route = Reply | Callable[[Request], Reply | Iterator[bytes]]
HTML = "text/html; charset=utf-8"


class WebServer:
    """Serves `routes` on loopback, in threads; a context manager. `at_once` is the most requests in progress."""

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = {}
        self.requests: list[Request] = []
        self.stopped, self._arrived = threading.Event(), threading.Condition()
        self.at_once = self._now = 0
        self._lock = threading.Lock()
        self._host, self._tls = host, tls

    def __enter__(self) -> WebServer:
        self._http = _Server((self._host, 0), type("Handler", (_Handler,), {"owner": self}))
        if self._tls:
            self._http.socket = self._tls.wrap_socket(self._http.socket, server_side=True)
        threading.Thread(target=self._http.serve_forever, args=(0.005,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self._http.shutdown()
        self._http.server_close()

    @property
    def port(self) -> int:
        return self._http.server_port

    @property
    def address(self) -> str:
        """The server's host:port, as FETCH_ALLOW_HOSTS takes it."""
        return f"[{self._host}]:{self.port}" if ":" in self._host else f"{self._host}:{self.port}"

    def url(self, path: str = "/", host: str = "") -> str:
        return f"http{'s' if self._tls else ''}://{f'{host}:{self.port}' if host else self.address}{path}"

    def serve(self, path: str, body: bytes | str, kind: str = HTML, *, etag: str = "", modified: str = "") -> str:
        """Serve a body with its validators, 304 to a request that carries them; return its address."""
        data = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": kind, **{k: v for k, v in (("ETag", etag), ("Last-Modified", modified)) if v}}

        def reply(request: Request) -> Reply:
            known = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
            fresh = known[0] == etag if known[0] else bool(modified) and known[1] == modified
            return Reply(304, headers=headers) if fresh else Reply(200, data, headers)

        self.routes[path] = reply
        return self.url(path)

    def page(self, path: str, html: str, *, etag: str = "", modified: str = "") -> str:
        return self.serve(path, html, etag=etag, modified=modified)

    def robots(self, text: str) -> None:
        self.routes["/robots.txt"] = Reply(200, text.encode(), {"Content-Type": "text/plain"})

    def asked(self, path: str) -> list[Request]:
        """Return the requests for a path, in the order of their arrival."""
        return [request for request in self.requests if request.path == path]

    def wait_for(self, path: str, seconds: float = 30.0) -> bool:
        """Block until a path was asked for; tell whether it was."""
        with self._arrived:
            return self._arrived.wait_for(lambda: bool(self.asked(path)), seconds)

    def answer(self, request: Request) -> Reply | Iterator[bytes]:
        with self._arrived:
            self.requests.append(request)
            self._arrived.notify_all()
        route = self.routes.get(request.path) or self.routes.get(request.path.partition("?")[0]) or Reply(404)
        return route if isinstance(route, Reply) else route(request)

    def busy(self, change: int) -> None:
        with self._lock:
            self._now += change
            self.at_once = max(self.at_once, self._now)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, handler)

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    owner: WebServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.owner.busy(1)
        try:
            reply = self.owner.answer(Request(self.path, headers, time.monotonic()))
        finally:
            self.owner.busy(-1)
        try:
            self._send(reply)
        except ConnectionError:
            self.close_connection = True

    def _send(self, reply: Reply | Iterator[bytes]) -> None:
        if not isinstance(reply, Reply):
            self.close_connection = True
            for chunk in reply:
                if self.owner.stopped.is_set():
                    return
                self.wfile.write(chunk)
            return
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)


class Canary:
    """A socket that nobody may reach: `touched` counts the connections that were made to it."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.touched = 0
        self._socket = socket.create_server(
            (host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=64
        )
        self.host, self.port = host, int(self._socket.getsockname()[1])

    def __enter__(self) -> Canary:
        threading.Thread(target=self._count, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.touched += 1
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret")
            connection.close()
