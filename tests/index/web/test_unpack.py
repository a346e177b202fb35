from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.web.unpack import MEMBERS, PIECE, CutOff, Damaged, Unpacker
from tests.web_server.personalities import PACKERS

CODINGS = st.sampled_from(sorted(PACKERS))


def _unpacked(coding: str, chunks: list[bytes]) -> bytes:
    unpacker = Unpacker(coding)
    body = b"".join(piece for chunk in chunks for piece in unpacker.feed(chunk))
    unpacker.finish()
    return body


def _cut(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


@given(st.binary(max_size=3000), CODINGS, st.integers(1, 4000), st.integers(1, 100))
def test_every_coding_is_undone_however_it_is_cut(body: bytes, coding: str, size: int, times: int) -> None:
    packed = PACKERS[coding](body * times)
    assert _unpacked(coding, _cut(packed, size)) == body * times


@given(st.binary(min_size=1, max_size=2000), CODINGS, st.data())
def test_a_stream_without_its_end_is_noticed(body: bytes, coding: str, data: st.DataObject) -> None:
    packed = PACKERS[coding](body)
    end = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(CutOff):
        _unpacked(coding, [packed[:end]])


@given(st.binary(max_size=300), CODINGS, st.integers(1, 50))
def test_garbage_is_unpacked_or_said_to_be_damaged(body: bytes, coding: str, size: int) -> None:
    try:
        _unpacked(coding, _cut(body, size))
    except Damaged as error:
        assert str(error).startswith("its answer")  # noqa: PT017 - some garbage is a valid stream


@pytest.mark.parametrize("coding", PACKERS)
def test_what_few_bytes_become_comes_in_pieces(coding: str) -> None:
    unpacker = Unpacker(coding)
    pieces = [len(piece) for piece in unpacker.feed(PACKERS[coding](bytes(5_000_000)))]
    unpacker.finish()
    assert sum(pieces) == 5_000_000
    assert max(pieces) < 4 * PIECE


def test_deflate_is_also_read_without_its_wrapper() -> None:
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    assert _unpacked("deflate", [bare.compress(b"wind " * 50) + bare.flush()]) == b"wind " * 50


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_joined_streams_are_one_body(coding: str) -> None:
    packed = PACKERS[coding](b"wind") + PACKERS[coding](b"park")
    assert _unpacked(coding, [packed]) == b"windpark"
    assert _unpacked(coding, _cut(packed, 1)) == b"windpark"


def test_streams_joined_by_the_thousand_are_refused() -> None:
    with pytest.raises(Damaged, match="too many parts"):
        _unpacked("gzip", [gzip.compress(b"") * (MEMBERS + 1)])


@pytest.mark.parametrize("coding", ["compress", "gzip, br", "gzip,gzip", "../etc", "x"])
def test_a_coding_that_was_not_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(Damaged, match="not asked for"):
        Unpacker(coding)


@pytest.mark.parametrize("coding", ["", "identity", "Identity ", "GZIP", "x-gzip"])
def test_names_of_codings_are_read_as_servers_write_them(coding: str) -> None:
    body = gzip.compress(b"wind") if "gzip" in coding.lower() else b"wind"
    assert _unpacked(coding, [body]) == b"wind"
