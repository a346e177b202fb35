"""How the command line speaks: results on stdout, everything else on stderr, and no control character of anyone's."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from index.values import Progress, Report

_LABELS = {
    "waiting": "Waiting for another process that indexes into this data folder",
    "reading": "Reading",
    "fetching": "Fetching",
    "embedding": "Indexing",
    "finished": "Done",
}
_TRAILING = re.compile(r"[ ]+$", re.M)
MOST_KINDS = 8
"""Of files that were passed over, named one by one."""
MOST_FAILURES = 50
"""Of one run, told one a line; a file of records may hold thousands."""


def safe(text: str) -> str:
    """Return the text without what could act on a terminal: control, escape and direction-override characters."""
    return "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"} or c in "\u200c\u200d"
    )


def stderr() -> Console:
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def stdout() -> Console:
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    return console if console.is_terminal else Console(file=cast("IO[str]", _Ragged()), highlight=False, markup=False)


class _Ragged:
    """Standard output without the blanks to which rich fills its lines: a file or a program reads it."""

    def write(self, text: str) -> int:
        return sys.stdout.write(_TRAILING.sub("", text))

    def flush(self) -> None:
        sys.stdout.flush()


def say(text: str) -> None:
    """Tell the person one line, on stderr."""
    sys.stderr.write(safe(text) + "\n")
    sys.stderr.flush()


def emit(value: dict[str, Any]) -> None:
    """Print one JSON object on one line of stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def finish(progress: Progress, *, as_json: bool, source: str = "", whole: bool = False) -> None:
    """Tell what an ingest, or the refresh of a source, did.

    Exits with 1 when nothing of it succeeded, and where the `whole` was asked for, when anything failed.
    """
    from bot.cli import json_values

    if as_json:
        emit({**({"source": source} if source else {}), **json_values.progress(progress)})
    else:
        say(f"{source}: {summary(progress)}" if source else summary(progress))
    if progress.failures and (whole or not (progress.new or progress.changed or progress.unchanged)):
        raise typer.Exit(1)


@contextmanager
def progress_bar() -> Iterator[Report]:
    """Show an ingest as a bar on stderr (nothing but its failures where stderr is no terminal)."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = stderr()
    columns = (TextColumn("{task.description:<9}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    told = 0
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Preparing the model, once for a minute at most", total=None)

        def show(progress: Progress) -> None:
            nonlocal told
            bar.update(task, description=_LABELS[progress.stage], completed=progress.done, total=progress.total or None)
            for failure in progress.failures[told:MOST_FAILURES]:
                bar.console.print(safe(f"✗ {failure.source}: {failure.reason}"))
            if told <= MOST_FAILURES < progress.failed:
                bar.console.print("✗ … and more; --json names them all.")
            told = progress.failed

        yield show


def summary(progress: Progress) -> str:
    """Return an ingest in one line."""
    told = counts(progress)
    back = " `footnote index add` brings back what was removed by hand." if progress.withheld else ""
    done = f"{progress.found} found: {told}.{_looked(progress)}{back}" if told else "Nothing found."
    return f"{done}{passed_over(progress)}"


def passed_over(progress: Progress) -> str:
    """Return one sentence, with a blank before it, on the files of a folder that are of no kind that is read."""
    kinds = progress.passed_over
    if not kinds:
        return ""
    named = [f"{kind} ({count})" if count > 1 else kind for kind, count in kinds[:MOST_KINDS]]
    rest = [f"{len(kinds) - MOST_KINDS} more kinds"] if len(kinds) > MOST_KINDS else []
    total = sum(count for _, count in kinds)
    return f" {total:,} {'file was' if total == 1 else 'files were'} passed over: {', '.join([*named, *rest])}."


def _looked(progress: Progress) -> str:
    return f" Looked again at {progress.looked} of the last days." if progress.looked else ""


def counts(progress: Progress) -> str:
    """Return what an ingest did, `2 new, 1 failed`; empty where there was nothing to do."""
    named = {
        "new": progress.new,
        "changed": progress.changed,
        "unchanged": progress.unchanged,
        "removed": progress.removed,
        "left out": progress.withheld,
        "folded into another address of the same article": progress.folded,
        "failed": progress.failed,
    }
    return ", ".join(f"{count} {name}" for name, count in named.items() if count)
