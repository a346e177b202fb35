"""A web of loopback servers: pages and feeds that the test sets, requests it can read, and everything servers do wrong.

    with WebServer() as web:
        web.page("/a", "<html>…", etag='"1"')            # 200, and 304 to whoever has it
        web.serve("/feed.xml", feed, "application/rss+xml; charset=utf-8")
        web.routes["/b"] = in_turn(Reply(500), Reply(200, b"…"))
        web.routes["/c"] = endless()                      # see personalities.py
        web.robots("User-agent: *\\nDisallow: /private")   # 404 unless set
        async with Fetcher(allowing(web), manners=QUICK) as fetcher:   # or with BlockingFetcher(Fetcher(…))
            await fetcher.fetch(web.url("/a"))
        assert [request.path for request in web.requests] == ["/robots.txt", "/a"]

A route is a Reply, or a function of the Request that returns a Reply or an iterator of raw bytes: those are sent as
they are, status line and all, then the connection is closed. Routes may be changed while the server runs. Every server
is a host of its own to the fetcher; `Names` gives hosts names without a name server.
"""

from tests.web_server.clients import QUICK, allowing
from tests.web_server.names import Names
from tests.web_server.server import Canary, Reply, Request, Route, WebServer

__all__ = ["QUICK", "Canary", "Names", "Reply", "Request", "Route", "WebServer", "allowing"]
