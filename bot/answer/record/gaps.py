"""What people asked and the articles did not say: one gap for each meaning, as a list and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING

from bot.answer.record.personal import Asking, Question, Request, kept
from bot.values import UNRESTRICTED, Answer

if TYPE_CHECKING:
    from index.library import Library

MOST = 500  # of the newest unanswered questions: encoding them takes about two seconds on two cores
# The least cosine between any two questions of a gap. Measured on 51 questions of 17 meanings in three wordings each
# (tests/bot/answer/record/test_gaps.py): 0.75 joins 94 % of the pairs of one meaning, and 96 % of the pairs that it
# joins are of one; at 0.7 and 0.8 one of the two falls below 85 %.
ALIKE = 0.75
_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that nothing answered; `requested` by a person, for the desk. `library` is where it was asked."""

    question: Question
    at: datetime
    by: int | None
    library: str
    guild: int | None = None
    room: int | None = None
    requested: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions of one meaning, newest first."""

    missed: tuple[Missed, ...]

    @property
    def newest(self) -> Missed:
        return self.missed[0]

    @property
    def wordings(self) -> list[str]:
        """The questions, each wording once."""
        return list(dict.fromkeys(one.question.meant for one in self.missed))

    @property
    def requests(self) -> int:
        return sum(one.requested for one in self.missed)

    @property
    def people(self) -> int:
        """How many persons asked; the terminal counts as one."""
        return len({one.by for one in self.missed})


def missed(library: Library, names: Iterable[str]) -> list[Missed]:
    """Return what was not answered from these libraries, newest first. Blocks.

    What was asked privately, or within something that its asker chose, is a gap only where it was put to the desk.
    """
    found = []
    for name in names:
        requests = kept(library, name, Request)
        twice = {(one.answer, one.by) for one in requests}
        asked = [one for one in kept(library, name, Asking) if _open(one)]
        found += [_missed(name, one) for one in asked if (one.answer, one.by) not in twice]
        found += [_missed(name, one, requested=True) for one in requests]
    return sorted(found, key=lambda one: one.at, reverse=True)


def grouped(found: Sequence[Missed], library: Library) -> list[Gap]:
    """Return the gaps of the newest `MOST` questions, those that most people asked first.

    Complete linkage: every two questions of a gap are alike, so that no chain of them leads elsewhere. Blocks.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    found = found[:MOST]
    texts = list(dict.fromkeys(one.question.meant for one in found))
    if len(texts) < 2:
        return [Gap(tuple(found))] if found else []
    tree = linkage(library.encode(texts), method="complete", metric="cosine")
    number = dict(
        zip(texts, fcluster(tree, 1 - library.model.scale.back(ALIKE), criterion="distance").tolist(), strict=True)
    )
    gaps: dict[int, list[Missed]] = {}
    for one in found:
        gaps.setdefault(number[one.question.meant], []).append(one)
    made = [Gap(tuple(each)) for each in gaps.values()]
    return sorted(made, key=lambda gap: (gap.people, gap.requests, gap.newest.at), reverse=True)


def answered_now(ask: Callable[..., Answer], gap: Gap) -> Answer | None:
    """Ask a gap's newest question again with `Answerer.ask`, without a model and unrecorded. Blocks.

    Returns None where nothing answers it yet. Raises BadQuestion where an import brought what cannot be asked.
    """
    newest = gap.newest
    question = newest.question
    answer = ask(
        question.text,
        library=newest.library,
        follows=question.follows,
        restriction=question.restriction,
        writes=False,
        recorded=False,
    )
    return answer if answer.outcome == "answered" else None


def csv_text(gaps: Iterable[Gap], now: Callable[[Gap], str]) -> str:
    """Return the gaps as CSV for spreadsheets, one row each; `now` says whether one is answered now, "" unknown.

    What a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV Injection).
    """
    text = StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(("question", "asked", "people", "for_the_desk", "first", "last", "answered_now", "other_wordings"))
    for gap in gaps:
        first, *others = gap.wordings
        times = (gap.missed[-1].at.isoformat(timespec="seconds"), gap.newest.at.isoformat(timespec="seconds"))
        counts = (len(gap.missed), gap.people, gap.requests)
        row = (first, *counts, *times, now(gap), "\n".join(others))
        writer.writerow([inert(str(cell)) for cell in row])
    return "\ufeff" + text.getvalue()  # without the mark Excel reads UTF-8 as something else


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet reads as a formula."""
    return f"'{cell}" if cell.lstrip(" \u00a0\ufeff\u200b").startswith(_ACTS) else cell


def _open(one: Asking) -> bool:
    return one.outcome == "not_found" and not one.private and one.question.restriction == UNRESTRICTED


def _missed(name: str, one: Asking | Request, *, requested: bool = False) -> Missed:
    return Missed(one.question, one.at, one.by, name, one.guild, one.room, requested)
