"""Gateway frames of Discord-compatible servers: a zlib stream, single zlib documents, plain JSON."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.api import Inflator

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
