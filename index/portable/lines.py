"""The lines of an export: `{"kind":{…},"sum":"…"}`, each with a sum that also covers the line before.

The sum is BLAKE2b of 8 bytes, in hexadecimal, over the sum of the line before and the bytes of this line up to
`,"sum":`. A header's sum stands alone and the line after it starts anew, so that two exports of the same library
differ in their headers only. The sums find damage; they are no signature.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from index.errors import ExportRefused

HEADER, END = "footnote", "end"
LONGEST = 1 << 26  # bytes of one line; the longest article takes a fifth of it
RULE = 'BLAKE2b-64 of the sum before (none for the header and the line after it) and the line up to ,"sum":'
_START = re.compile(rb'\{"([a-z]{1,20})":')
_SUM = re.compile(rb',"sum":"([0-9a-f]{16})"\}\n\Z')
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_ZSTD_WINDOW = 1 << 27  # what its command line accepts too; a larger one takes that much memory


@dataclass(frozen=True, slots=True)
class Line:
    """One intact line: `value` is JSON that nobody has read yet."""

    number: int
    kind: str
    value: bytes
    sum: str


class Writer:
    """Writes lines and counts those of each kind since the last header."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._before = file, b""
        self.counts: Counter[str] = Counter()

    def header(self, value: dict[str, Any]) -> None:
        self._before = b""
        self.line(HEADER, dumps(value))
        self._before = b""
        self.counts.clear()

    def line(self, kind: str, value: str) -> None:
        """Write one line; `value` is JSON without a line feed."""
        body = f'{{"{kind}":{value}'.encode()
        self._before = _sum(self._before, body)
        self._file.write(b'%b,"sum":"%b"}\n' % (body, self._before))
        self.counts[kind] += 1

    def end(self) -> Counter[str]:
        """Write the last line of a library; return how many lines of each kind it has, this one included."""
        self.line(END, dumps({"counts": dict(self.counts)}))
        return self.counts


def read(path: Path) -> Iterator[Line]:
    """Yield the lines of an export, compressed or not; ExportRefused at the first that is not as it was written."""
    import zstandard

    before, number = b"", 0
    try:
        with _opened(path) as file:
            while raw := file.readline(LONGEST + 1):
                number += 1
                line = _line(path, number, raw, before)
                before = b"" if line.kind == HEADER else line.sum.encode()
                yield line
    except (EOFError, OSError, zlib.error, zstandard.ZstdError) as error:
        raise ExportRefused(
            f"{path.name} is cut off or damaged after line {number} ({error}). Copy or export it again."
        ) from error
    if not number:
        raise ExportRefused(f"{path.name} is empty.")


def dumps(value: Any) -> str:
    """Return JSON on one line. Raises ValueError for numbers that are none."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _sum(before: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(before + body, digest_size=8).hexdigest().encode()


def _line(path: Path, number: int, raw: bytes, before: bytes) -> Line:
    start = _START.match(raw)
    if number == 1 and (start is None or start[1] != HEADER.encode()):
        raise ExportRefused(f"{path.name} is not an export of Footnote: its first line is no header.")
    if len(raw) > LONGEST:
        raise ExportRefused(f"{path.name}, line {number}: longer than any article, over {LONGEST >> 20} MB.")
    if not raw.endswith(b"\n"):
        raise ExportRefused(f"{path.name} is cut off in line {number}. Copy or export it again.")
    end = _SUM.search(raw, max(0, len(raw) - 40))
    if start is None or end is None:
        raise ExportRefused(f"{path.name}, line {number}: this is no line of an export.")
    if start[1] == HEADER.encode():
        before = b""
    if _sum(before, raw[: end.start()]) != end[1]:
        raise ExportRefused(
            f"{path.name}, line {number}: altered, or a line before it is missing. Copy or export the file again."
        )
    return Line(number, start[1].decode(), raw[start.end() : end.start()], end[1].decode())


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise ExportRefused(f"{path} cannot be read ({error.strerror}).") from error
    with file:
        start = file.peek(4)[:4]
        if start.startswith(_GZIP):
            with gzip.open(file) as plain:
                yield plain  # type: ignore[misc]  # it reads as one
        elif start == _ZSTD:
            import zstandard

            reader = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
            with reader.stream_reader(file, read_across_frames=True) as stream:
                yield io.BufferedReader(stream, 1 << 17)
        else:
            yield file
