"""Zip archives of article files. Names in them are labels only: nothing is ever written to disk."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from index.errors import UnreadableSource
from index.sources.text import one_line
from index.values import Failure, Page

Read = Callable[[str, bytes, str], Iterator[Page | Failure]]
"""Reads one file of an archive: its name, its bytes, its source."""

HIDDEN = (".", "~$")  # how the names of hidden files and of Word's locks begin
SEPARATOR = "!/"  # between an archive's source and the path of a file in it
MAX_FILES = 10_000
MAX_UNPACKED = 500_000_000  # bytes of all files together; they are held one at a time
MAX_RATIO = 200  # unpacked to packed; text comes to 3 to 10, logs and tables to 50
_RATIO_FROM = 1_000_000  # bytes below which any ratio is harmless
_HARMLESS = 50_000_000  # bytes that any archive may unpack to
_CHUNK = 1 << 18
_LONGEST = 240  # characters of a name
_DAMAGED = "the file is damaged in the archive, or packed in an unknown way."
_ENTRY = b"PK\x01\x02"
_ARCHIVES = {".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".zst"}
# What zipfile lets through on damaged archives, seen by fuzzing.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, NotImplementedError, RuntimeError,
    OverflowError, TypeError, AttributeError,
)  # fmt: skip


@dataclass(slots=True)
class Budget:
    """How many bytes an archive may still unpack to."""

    bytes: int


def read_zip(data: bytes, source: str, kinds: Collection[str], limit: int, read: Read) -> Iterator[Page | Failure]:
    """Yield the articles of the files in an archive; what is wrong with one file costs no other.

    `kinds` are the suffixes that are read: other files, folders and hidden files are passed over, as in a folder. No
    file may unpack to more than `limit` bytes. Raises UnreadableSource where the archive itself is refused.
    """
    archive = opened(data, source)
    taken: set[str] = set()
    left = Budget(unpackable(len(data)))
    for info in archive.infolist():
        path = _label(info)
        if info.filename.endswith("/") or _hidden(path) or _suffix(path) not in {*kinds, *_ARCHIVES}:
            continue
        path = _unique(path, taken)
        place = f"{source}{SEPARATOR}{path}"
        try:
            if _suffix(path) in _ARCHIVES:
                raise UnreadableSource(
                    place, "an archive inside an archive is not opened; unpack it and add its files."
                )
            data = content(archive, info, place, limit, left)
        except UnreadableSource as error:
            yield Failure(place, error.reason)
        else:
            yield from read(path, data, place)
        if left.bytes < 0:
            raise UnreadableSource(source, "the archive unpacks to more than it can honestly hold; the rest stays out.")
    if not taken:
        raise UnreadableSource(source, f"it holds no file of a kind that is read; {', '.join(sorted(kinds))} are.")


def unpackable(size: int) -> int:
    """Return how many bytes an archive of this size may unpack to."""
    return min(MAX_UNPACKED, max(_HARMLESS, MAX_RATIO * size))


def opened(data: bytes, source: str) -> ZipFile:
    """Return an archive whose files can be counted. Raises UnreadableSource."""
    if data.count(_ENTRY) > 2 * MAX_FILES:  # before zipfile makes an object of each
        raise UnreadableSource(source, f"the archive holds more than {MAX_FILES:,} files.")
    try:
        archive = ZipFile(BytesIO(data))
    except _DAMAGE as error:
        raise UnreadableSource(source, "the archive is damaged, cut short or no zip file.") from error
    if len(archive.infolist()) > MAX_FILES:
        raise UnreadableSource(source, f"the archive holds more than {MAX_FILES:,} files.")
    return archive


def content(archive: ZipFile, info: ZipInfo, place: str, limit: int, left: Budget, *, damaged: str = _DAMAGED) -> bytes:
    """Return the bytes of a file in an archive, never more than `limit`. Raises UnreadableSource."""
    if info.flag_bits & 0x1:
        raise UnreadableSource(place, "the file is encrypted; make the archive without a password.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableSource(place, "this is a link to another file, not a file.")
    try:
        return b"".join(_chunks(archive, info, place, limit, left))
    except _DAMAGE as error:
        raise UnreadableSource(place, damaged) from error


def _chunks(archive: ZipFile, info: ZipInfo, place: str, limit: int, left: Budget) -> Iterator[bytes]:
    """Yield a file, counted while it is unpacked: sizes that an archive states prove nothing."""
    size = 0
    with archive.open(info) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            left.bytes -= len(chunk)
            if size > limit:
                raise UnreadableSource(place, f"the file unpacks to more than {limit / 1_000_000:.0f} MB.")
            if size > max(_RATIO_FROM, MAX_RATIO * info.compress_size) or left.bytes < 0:
                raise UnreadableSource(place, "the file is packed so tightly that it can only be a trap.")
            yield chunk


def _label(info: ZipInfo) -> str:
    """Return a file's path in the archive without anything that could mean a place outside of it."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:  # stored as bytes, which zipfile takes for DOS letters
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    name = re.sub(r"^[A-Za-z]:", "", one_line(name.replace("\\", "/")))
    parts = [part for part in (part.strip() for part in name.split("/")) if part not in ("", ".", "..")]
    return "/".join(parts)[-_LONGEST:]


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _hidden(path: str) -> bool:
    parts = path.split("/")
    return not path or parts[0] == "__MACOSX" or any(part.startswith(HIDDEN) for part in parts)


def _unique(path: str, taken: set[str]) -> str:
    """Return a path that no earlier file of the archive has: the second of two with one name gets a number."""
    stem, dot, suffix = path.rpartition(".")
    found, number = path, 1
    while found in taken:
        number += 1
        found = f"{stem} ({number}){dot}{suffix}"
    taken.add(found)
    return found
