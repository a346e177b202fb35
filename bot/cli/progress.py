"""How far long work has come, on stderr: a bar in a terminal, a line every few seconds elsewhere; what it did."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bot.cli.output import emit, in_terminal, line, say, stderr

if TYPE_CHECKING:
    from index.values import Progress, Report

EVERY = 5.0
"""Seconds between two lines where no terminal shows a bar: a log stays short, and whoever waits sees it go on."""
_PREPARING = "Preparing the model, once for a minute at most"
_LABELS = {
    "waiting": "Waiting for another process that indexes into this data folder",
    "reading": "Reading",
    "fetching": "Fetching",
    "embedding": "Indexing",
    "finished": "Done",
}
MOST_KINDS = 8
"""Of files that were passed over, named one by one."""
MOST_FAILURES = 50
"""Of one run, told one a line; a file of records may hold thousands."""


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
    """Show an ingest and its failures on stderr."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = stderr()
    columns = (TextColumn("{task.description:<9}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    told, now = 0, _PREPARING
    with (
        Bar(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar,
        telling(lambda: now),
    ):
        task = bar.add_task(_PREPARING, total=None)

        def show(progress: Progress) -> None:
            nonlocal told, now
            label = _LABELS[progress.stage]
            now = f"{label}: {progress.done:,} of {progress.total:,}" if progress.total else label
            bar.update(task, description=label, completed=progress.done, total=progress.total or None)
            for failure in progress.failures[told:MOST_FAILURES]:
                bar.console.print(line(f"✗ {failure.source}: {failure.reason}"))
            if told <= MOST_FAILURES < progress.failed:
                bar.console.print("✗ … and more; --json names them all.")
            told = progress.failed

        yield show


@contextmanager
def counting(total: int | None) -> Iterator[Callable[[], None]]:
    """Tell on stderr how many questions are answered, of a `total` where it is known; call what is yielded after each.

    In a terminal that shows the answers nothing is told.
    """
    done = 0

    def text() -> str:
        return f"Answered: {done:,} of {total:,}" if total else f"Answered: {done:,}"

    def answered() -> None:
        nonlocal done
        done += 1
        if sys.stderr.isatty() and not in_terminal():
            sys.stderr.write(f"\r\x1b[2K{text()}" if done != total else "\r\x1b[2K")
            sys.stderr.flush()

    with telling(text):
        yield answered


@contextmanager
def telling(text: Callable[[], str]) -> Iterator[None]:
    """Say a line on stderr every few seconds where that is no terminal."""
    if sys.stderr.isatty():
        yield
        return
    ended = threading.Event()

    def tell() -> None:
        while not ended.wait(EVERY):
            say(text())

    ticking = threading.Thread(target=tell, name="progress", daemon=True)
    ticking.start()
    try:
        yield
    finally:
        ended.set()
        ticking.join()


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
