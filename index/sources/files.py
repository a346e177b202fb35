"""Article files: which there are below a folder, and what each of them holds."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePath

from index.errors import UnreadableSource
from index.sources.archives import HIDDEN, read_zip
from index.sources.decode import Undecodable, decode
from index.sources.documents.docx import read_docx
from index.sources.documents.epub import read_epub
from index.sources.documents.odt import read_odt
from index.sources.documents.rtf import read_rtf
from index.sources.fields import Fields, read_fields
from index.sources.front_matter import front_matter
from index.sources.html import read_html
from index.sources.kinds import kind_of
from index.sources.mail import read_mail
from index.sources.markdown import read_markdown
from index.sources.pdf import read_pdf
from index.sources.records import read_json, read_jsonl
from index.sources.saved import read_saved
from index.sources.text import bounded, tidy
from index.values import Failure, Page

Reader = Callable[[bytes, str, str], Iterator[Page | Failure]]


def _read_text(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield a text as it is; front matter is taken off it only where it says something that is understood."""
    text = decode(data)
    metadata, body = front_matter(tidy(text))
    fields = read_fields(metadata)
    understood = fields != Fields() and body.strip()
    yield fields.page(body, source, origin) if understood else Page(source=source, text=text, origin=origin)


_READERS: dict[str, Reader] = {
    ".txt": _read_text,
    ".text": _read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".docx": read_docx,
    ".odt": read_odt,
    ".epub": read_epub,
    ".rtf": read_rtf,
    ".mht": read_saved,
    ".mhtml": read_saved,
}
_ARCHIVE, _MAIL = ".zip", ".eml"
SUPPORTED = frozenset({*_READERS, _ARCHIVE, _MAIL})
NO_SUFFIX = "no suffix"
_MADE_BY_SYSTEMS = {"thumbs.db", "desktop.ini"}
_OF_A_DATA_FOLDER = ({"catalogue.sqlite"}, {"lexical", "lock"})  # on PostgreSQL the first is not there


def discover(folder: Path, passed_over: Counter[str] | None = None) -> Iterator[Path]:
    """Yield the supported files below a folder in path order, each once; hidden ones and data folders are skipped.

    A folder that cannot be listed is itself yielded, so that reading it tells why. `passed_over` is given the suffixes
    of the files of other kinds.
    """
    yield from sorted(_walk(folder, Counter() if passed_over is None else passed_over))


def read(path: Path, *, limit_mb: int) -> Iterator[Page | Failure]:
    """Yield the articles of a file; whatever is wrong with it becomes a failure, never an exception."""
    name = address(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            os.listdir(path)
        if not stat.S_ISREG(status.st_mode):
            yield Failure(name, "this is not a file.")
            return
        if status.st_size > limit_mb * 1_000_000:
            yield Failure(name, _too_large(status.st_size, limit_mb))
            return
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        yield Failure(name, _unreachable(error))
        return
    yield from read_bytes(path.name, data, limit_mb=limit_mb, source=name)


def read_bytes(name: str, data: bytes, *, limit_mb: int, source: str, origin: str = "") -> Iterator[Page | Failure]:
    """Yield the articles in a file's bytes, of which an archive holds many.

    `name` tells by its suffix whether the file is read; as what, its bytes tell before its name.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUPPORTED:
        yield Failure(source, f"{suffix or 'a file without a suffix'} is not a kind that is read; {_kinds()} are.")
    elif len(data) > limit_mb * 1_000_000:
        yield Failure(source, _too_large(len(data), limit_mb))
    elif not data.strip():
        yield Failure(source, "the file is empty.")
    else:
        yield from _checked(partial(_read, suffix, limit_mb), data, source, origin)


def _read(suffix: str, limit_mb: int, data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield the articles in a file of a kind that is read; each file in an archive or a mail as if it came alone."""

    def read_one(name: str, content: bytes, place: str) -> Iterator[Page | Failure]:
        return read_bytes(name, content, limit_mb=limit_mb, source=place, origin=origin)

    try:
        kind = kind_of(suffix, data)
    except UnreadableSource as error:
        raise UnreadableSource(source, error.reason) from error
    if kind == _ARCHIVE:
        yield from read_zip(data, source, {*_READERS, _MAIL}, limit_mb * 1_000_000, read_one)
    elif kind == _MAIL:
        yield from read_mail(data, source, origin, _READERS, read_one)
    else:
        yield from _READERS[kind](data, source, origin)


def _checked(reader: Reader, data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    try:
        for found in reader(data, source, origin):
            yield _checked_page(found) if isinstance(found, Page) else found
    except UnreadableSource as error:
        yield Failure(error.source, error.reason)
    except Undecodable:
        yield Failure(source, "the file is binary or in an encoding that is not known; save it as UTF-8.")


def _checked_page(page: Page) -> Page | Failure:
    try:
        bounded(page.text, page.source)
    except UnreadableSource as error:
        return Failure(error.source, error.reason)
    return page


def _walk(folder: Path, passed_over: Counter[str]) -> Iterator[Path]:
    seen: set[tuple[int, int]] = set()
    linked: list[Path] = []
    plain: set[Path] = set()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            status = here.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            entries = list(os.scandir(here))
        except OSError:
            yield here
            continue
        if _is_data_folder(entries):
            continue
        for entry in entries:
            if entry.name.startswith(HIDDEN) or entry.name.lower() in _MADE_BY_SYSTEMS:
                continue
            path = here / entry.name
            if _is_folder(entry):
                waiting.append(path)
            elif path.suffix.lower() in SUPPORTED:
                (linked.append if entry.is_symlink() else plain.add)(path)
            else:
                passed_over[path.suffix.lower() or NO_SUFFIX] += 1
    yield from plain
    yield from _links_elsewhere(linked, plain)


def _is_data_folder(entries: Sequence[os.DirEntry[str]]) -> bool:
    names = {entry.name for entry in entries}
    return any(marks <= names for marks in _OF_A_DATA_FOLDER)


def _links_elsewhere(linked: list[Path], plain: set[Path]) -> Iterator[Path]:
    """Yield links whose file was not found under its own name."""
    seen = {os.path.realpath(path) for path in plain} if linked else set()
    for path in sorted(linked):
        target = os.path.realpath(path)
        if target not in seen:
            seen.add(target)
            yield path


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def address(path: Path) -> str:
    """Return a file's own absolute path; bytes in its name that are no text become question marks."""
    return Path(os.path.realpath(path)).as_posix().encode(errors="replace").decode()


def _too_large(size: int, limit_mb: int) -> str:
    return f"the file has {size / 1_000_000:.1f} MB; MAX_FILE_MB allows {limit_mb}."


def _unreachable(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no file or folder of this name."
    if isinstance(error, PermissionError):
        return "Footnote is not allowed to read it; change its permissions."
    return f"it cannot be read: {getattr(error, 'strerror', None) or error}."


def _kinds() -> str:
    return ", ".join(sorted(SUPPORTED))
