"""Which rows of buttons stand under an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import ui

from bot.answer import wording
from bot.answer.record.personal import Asking, recalled
from bot.discord.feedback.changes import ChangeButton, changes
from bot.discord.feedback.missing import DeskButton, TellButton
from bot.discord.feedback.votes import VoteButton
from bot.values import UNRESTRICTED, Answer, Restriction

if TYPE_CHECKING:
    from index.library import Library

Rows = list[ui.ActionRow[Any]]


def rows(answer: Answer, by: int = 0, restriction: Restriction = UNRESTRICTED) -> Rows:
    """Return the rows under the message of an answer that was asked `by` a person, with what they chose beside it.

    No rows where there was nothing to search: such an answer is not recorded.
    """
    if not answer.searched.articles:
        return []
    otherwise = [ChangeButton(change, answer.id, by) for change in changes(answer, restriction)]
    return [ui.ActionRow(*row) for row in (otherwise, _below(answer)) if row]


def rows_of(library: Library, answer: Answer) -> Rows:
    """Return the rows of a recorded answer, whoever asked it. Blocks."""
    asking = recalled(library, answer.searched.library, Asking, answer.id)
    return rows(answer, (asking.by or 0), asking.question.restriction) if asking else rows(answer)


def _below(answer: Answer) -> list[ui.Item[Any]]:
    if answer.text == wording.NOTHING_FURTHER or answer.form == "which":
        return []
    votes: list[ui.Item[Any]] = (
        [VoteButton(answer.id, good=True), VoteButton(answer.id, good=False)] if answer.found else []
    )
    return votes if answer.outcome == "answered" else [*votes, DeskButton(answer.id), TellButton(answer.id)]
