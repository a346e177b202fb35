"""What a fetcher needs to talk to the servers here: leave to, and no manners that make a test wait."""

from __future__ import annotations

from index.settings import IndexSettings
from index.web.pace import Manners
from tests.web_server.server import WebServer

QUICK = Manners(delay=0.0, backoff=0.001, patience=5.0, robots_failing_kept=0.0)


def allowing(*servers: WebServer | str) -> IndexSettings:
    """Return settings with which these servers, or host:port pairs, may be fetched from."""
    pairs = [server if isinstance(server, str) else server.address for server in servers]
    return IndexSettings(fetch_allow_hosts=",".join(pairs))
