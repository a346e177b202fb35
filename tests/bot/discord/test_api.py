"""Gateway frames of Discord-compatible servers: a zlib stream, single zlib documents, plain JSON. Cut requests."""

from __future__ import annotations

import zlib

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.api import Inflator, _endure

FRAMES = ['{"op":10}', '{"op":0,"d":{"content":"' + "bridge " * 500 + '"}}', '{"op":11}', "{}"]


@given(st.integers(1, 50))
def test_a_stream_in_pieces_of_any_size(piece: int) -> None:
    deflate, inflator = zlib.compressobj(), Inflator()
    for frame in FRAMES:
        data = deflate.compress(frame.encode()) + deflate.flush(zlib.Z_SYNC_FLUSH)
        *early, last = [data[at : at + piece] for at in range(0, len(data), piece)]
        texts = [text for part in (*early, last) if (text := inflator.decompress(part)) is not None]
        assert "".join(texts) == frame


def test_documents_of_their_own_and_plain_frames() -> None:
    inflator = Inflator()
    assert [inflator.decompress(zlib.compress(frame.encode())) for frame in FRAMES] == FRAMES
    assert [inflator.decompress(frame.encode()) for frame in FRAMES] == FRAMES


@pytest.mark.parametrize(("method", "arrived"), [("PATCH", 2), ("PUT", 2), ("POST", 1)])
async def test_a_request_cut_off_is_repeated_only_where_that_does_no_harm(
    monkeypatch: pytest.MonkeyPatch, method: str, arrived: int
) -> None:
    monkeypatch.setattr("bot.discord.api._PAUSE", 0.05)
    bodies: list[str] = []

    async def cut(request: web.Request) -> web.Response:
        bodies.append(await request.text())
        if len(bodies) == 1 and request.transport is not None:
            request.transport.abort()
        return web.Response()

    app = web.Application()
    app.router.add_route("*", "/", cut)
    async with TestServer(app) as server, aiohttp.ClientSession(middlewares=(_endure,)) as session:
        try:
            async with session.request(method, server.make_url("/"), data=b"an answer") as response:
                assert response.status == 200
        except aiohttp.ServerDisconnectedError:
            assert method == "POST"
    assert bodies == ["an answer"] * arrived
