"""Content codings undone piece by piece, so that a few bytes cannot become many before somebody counts them."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PIECE = 65_536  # bytes; brotli goes a little beyond
MEMBERS = 100  # a coding may join streams; tiny ones by the thousand cost time without end
ZSTD_WINDOW: dict[int, int] = {
    zstd.DecompressionParameter.window_log_max: 23
}  # 8 MB, the most that HTTP allows (RFC 9659)


class Damaged(ValueError):
    """The bytes are not what their coding promises; the message ends a sentence that begins with the address."""


class CutOff(Damaged):
    """The end is missing; another attempt may bring it."""


class Stream(Protocol):
    """One stream of a coding."""

    def take(self, data: bytes) -> bytes:
        """Return about PIECE bytes of what the data and what is left of earlier data unpack to; b"" for no more."""

    def ended(self) -> bool:
        """Tell whether the stream has come to its end."""

    def rest(self) -> bytes:
        """Return what came after the end."""


class Unpacker:
    """Undoes one content coding; "" and identity leave everything as it is."""

    def __init__(self, coding: str) -> None:
        """Raises Damaged for a coding that is not known."""
        name = coding.strip().lower().removeprefix("x-")
        if name not in STREAMS:
            raise Damaged("its answer is packed in a way that was not asked for.")
        self._new = STREAMS[name]
        self._stream: Stream | None = None
        self._members = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what these bytes unpack to, in pieces. Raises Damaged."""
        if self._new is None:
            yield data
            return
        while data:
            stream = self._current(data)
            yield from _pieces(stream, data)
            data = stream.rest() if stream.ended() else b""

    def finish(self) -> None:
        """Raises CutOff where the stream has not come to its end."""
        if self._stream is not None and not self._stream.ended():
            raise CutOff("its answer breaks off.")

    def _current(self, data: bytes) -> Stream:
        if self._stream is None or self._stream.ended():
            self._members += 1
            if self._members > MEMBERS or self._new is None:
                raise Damaged("its answer is packed in too many parts.")
            self._stream = self._new(data)
        return self._stream


def _pieces(stream: Stream, data: bytes) -> Iterator[bytes]:
    try:
        while piece := stream.take(data):
            yield piece
            if stream.ended():
                return
            data = b""
    except (zlib.error, brotli.error, zstd.ZstdError) as error:
        raise Damaged("its answer is damaged: it cannot be unpacked.") from error


class _Zlib:
    def __init__(self, wbits: int) -> None:
        self._stream = zlib.decompressobj(wbits)

    def take(self, data: bytes) -> bytes:
        return self._stream.decompress(self._stream.unconsumed_tail + data, PIECE)

    def ended(self) -> bool:
        return self._stream.eof

    def rest(self) -> bytes:
        return self._stream.unused_data


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def take(self, data: bytes) -> bytes:
        return bytes(self._stream.process(data, output_buffer_limit=PIECE))

    def ended(self) -> bool:
        return bool(self._stream.is_finished())

    def rest(self) -> bytes:
        return b""  # bytes after the end are an error in brotli


class _Zstd:
    def __init__(self) -> None:
        self._stream = zstd.ZstdDecompressor(options=ZSTD_WINDOW)

    def take(self, data: bytes) -> bytes:
        return self._stream.decompress(data, PIECE)

    def ended(self) -> bool:
        return self._stream.eof

    def rest(self) -> bytes:
        return self._stream.unused_data


def _deflate(first: bytes) -> Stream:
    """Read deflate as RFC 9110 has it, in a zlib wrapper, or bare as some servers send it."""
    return _Zlib(zlib.MAX_WBITS if first[0] & 0xF == zlib.DEFLATED else -zlib.MAX_WBITS)


STREAMS: dict[str, Callable[[bytes], Stream] | None] = {
    "": None,
    "identity": None,
    "gzip": lambda first: _Zlib(16 + zlib.MAX_WBITS),
    "deflate": _deflate,
    "br": lambda first: _Brotli(),
    "zstd": lambda first: _Zstd(),
}
