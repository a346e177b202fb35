"""What did not come into a library, in people's words: each reason once, with how many files it kept out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.discord.text.escaping import fit_line, line, size
from bot.discord.text.lists import fitting
from bot.words.words import _, counted
from index.sources.archives import SEPARATOR
from index.sources.files import SUPPORTED
from index.values import Failure

_REASONS, _NAMES = 10, 3
_KINDS = ", ".join(sorted(SUPPORTED))
_OTHER_KIND = f" is not a kind that is read; {_KINDS} are."
_NO_KIND = f"; {_KINDS} are."


@dataclass(frozen=True, slots=True)
class Failed:
    """Rows of a message; `whole` where they name everything that failed."""

    rows: tuple[str, ...]
    whole: bool


def head_text(failures: Sequence[Failure], *, some_came: bool) -> str:
    """Return what stands above the failures."""
    if not some_came:
        return _("**Nothing came in.**")
    number, kind = len(failures), _kind([one.source for one in failures])
    if kind == "page":
        return counted("**{number:,} page did not come in:**", "**{number:,} pages did not come in:**", number)
    if kind == "record":
        return counted("**{number:,} record did not come in:**", "**{number:,} records did not come in:**", number)
    return counted("**{number:,} file did not come in:**", "**{number:,} files did not come in:**", number)


def failed(failures: Sequence[Failure], room: int) -> Failed:
    """Return the failures by their reasons, in at most `room` characters; which kinds of files are read stands last."""
    groups: dict[str, list[str]] = {}
    for one in failures:
        groups.setdefault(_reason(one), []).append(one.source)
    kinds = [_("-# Files of these kinds are read: {kinds}.").format(kinds=_KINDS)]
    last = kinds if any(one.reason.endswith(_NO_KIND) for one in failures) else []
    rows = [_row(reason, sources) for reason, sources in groups.items()]
    shown = fitting(rows[:_REASONS], room - sum(size(row) + 1 for row in last))
    whole = len(shown) == len(rows) and all(len(sources) <= _NAMES for sources in groups.values())
    return Failed((*shown, *last), whole)


def errors_text(failures: Sequence[Failure]) -> str:
    """Return the text of a file that lists all failures; a million characters are enough to see what is wrong."""
    rows = (f"{line(file_name(one.source))}: {line(one.reason)}" for one in failures)
    return "\n".join(rows)[:1_000_000] + "\n"


def file_name(source: str) -> str:
    """Return the name under which a member knows a source: a web address whole, a file by its name."""
    if "://" in source:
        return source
    outer, inside, inner = source.partition(SEPARATOR)
    name = outer.rpartition("/")[2] or outer
    return f"{name} › {inner}" if inside else name


def _reason(failure: Failure) -> str:
    """Return the reason without what differs from file to file, or is said once for all of them."""
    if failure.reason.endswith(_OTHER_KIND):
        return _("no kind of file that is read.")
    if failure.reason.endswith(_NO_KIND):
        return f"{failure.reason.removesuffix(_NO_KIND)}."
    return failure.reason


def _row(reason: str, sources: Sequence[str]) -> str:
    said = fit_line(reason, 300)
    if len(sources) == 1:
        return f"- {_name(sources[0])}: {said}"
    names = ", ".join(map(_name, sources[:_NAMES]))
    if len(sources) > _NAMES:
        names = _("{names} and {number:,} more").format(names=names, number=len(sources) - _NAMES)
    return f"- **{_count(sources)}**: {said}\n  -# {names}"


def _name(source: str) -> str:
    return fit_line(file_name(source), 120)


def _count(sources: Sequence[str]) -> str:
    kind = _kind(sources)
    if kind == "page":
        return counted("{number:,} page", "{number:,} pages", len(sources))
    if kind == "record":
        return counted("{number:,} record", "{number:,} records", len(sources))
    return counted("{number:,} file", "{number:,} files", len(sources))


def _kind(sources: Sequence[str]) -> str:
    """Return what all of these are: pages of the web, records of files, else files."""
    if all("://" in one for one in sources):
        return "page"
    return "record" if all("#" in one for one in sources) else "file"
