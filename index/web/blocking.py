"""The fetcher for code that blocks: one private event loop in a thread, however many threads ask."""

from __future__ import annotations

import atexit
import threading
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack
from functools import partial
from types import TracebackType

from anyio.from_thread import start_blocking_portal

from index.errors import Cancelled
from index.web.fetch import ACCEPT, Fetcher, Response


class BlockingFetcher:
    """A Fetcher to be called from worker threads, never from an event loop; use it with `with`."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher, self._stack = fetcher, ExitStack()
        self._running, self._closed = set[Future[Response]](), False
        self._changing = threading.Lock()  # a fetch that begins while others are stopped is stopped too
        self.allowed = fetcher.allowed

    def __enter__(self) -> BlockingFetcher:
        with ExitStack() as stack:
            self._portal = stack.enter_context(start_blocking_portal())
            stack.enter_context(self._portal.wrap_async_context_manager(self._fetcher))
            self._stack = stack.pop_all()
        self._closed = False
        # A portal that is still open when the interpreter ends would wait for a thread that no longer runs.
        atexit.register(self.close)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop every fetch and the loop's thread."""
        atexit.unregister(self.close)
        with self._changing:
            self._closed, running = True, list(self._running)
        for future in running:
            future.cancel()
        self._stack.close()

    def fetch(self, url: str, *, etag: str = "", modified: str = "", accept: str = ACCEPT) -> Response:
        """Return what Fetcher.fetch returns. Raises BadAddress, FetchFailed; Cancelled at shutdown."""
        try:
            return self.submit(url, etag=etag, modified=modified, accept=accept).result()
        except CancelledError:
            raise Cancelled(f"{url}: fetching was stopped.") from None

    def submit(self, url: str, *, etag: str = "", modified: str = "", accept: str = ACCEPT) -> Future[Response]:
        """Begin a fetch, so that those from several hosts go on together. Cancelling the future stops it.

        Raises Cancelled after `close`.
        """
        fetch = partial(self._fetcher.fetch, url, etag=etag, modified=modified, accept=accept)
        with self._changing:
            if self._closed:
                raise Cancelled(f"{url}: fetching was stopped.")
            future = self._portal.start_task_soon(fetch)
            self._running.add(future)
        future.add_done_callback(self._running.discard)
        return future
