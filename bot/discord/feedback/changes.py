"""Any date, Newest first, Only ‹publisher›, ‹story›: the same question with one thing chosen otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from string import ascii_lowercase, digits
from typing import Any

import discord
from discord import ui

from bot.discord.interaction.backend import backend_of
from bot.discord.text.escaping import fit_line, unmentioned
from bot.values import UNRESTRICTED, Answer, Citation, Restriction
from bot.words.words import _

MOST_PUBLISHERS, MOST_STORIES = 2, 3
_LABEL = 38  # characters of a button that a phone shows
_TITLE = 80  # characters of a button's label (Discord developer documentation, Button); stories may begin alike


@dataclass(frozen=True, slots=True)
class Change:
    """What a button chooses: "any" date, "new" first, "only3" the publisher of the fourth citation, "first" nothing.

    And "story3" the article of the fourth citation.
    """

    key: str
    label: str


def changes(answer: Answer, restriction: Restriction = UNRESTRICTED) -> list[Change]:
    """Return what would change an answer; `restriction` is what was chosen for it already."""
    dated = bool(answer.searched.since or answer.searched.until)
    answered, chosen = answer.found, restriction != UNRESTRICTED
    found = [Change("any", _("Any date"))] if dated and (answered or chosen) else []
    if answer.form == "which":
        found += [Change(f"story{place}", _title(one)) for place, one in enumerate(answer.citations[:MOST_STORIES])]
    elif answered:
        found += [Change("new", _("Newest first"))] if _older_leads(answer) else []
        found += _publishers(answer)
    return [*found, Change("first", _("As first asked"))] if chosen else found


def changed(answer: Answer, restriction: Restriction, key: str) -> Restriction:
    """Return a restriction with one thing chosen otherwise; a key that names no citation changes nothing."""
    if key == "any":
        return replace(restriction, since=None, until=None, any_date=True)
    if key == "new":
        return replace(restriction, newest_first=True)
    if key == "first":
        return UNRESTRICTED
    what, number = key.rstrip(digits), int(key.lstrip(ascii_lowercase))
    if number >= len(answer.citations):
        return restriction
    cited = answer.citations[number]
    if what == "story":
        return replace(restriction, article_id=cited.article_id)
    return replace(restriction, publisher=cited.publisher)


def _older_leads(answer: Answer) -> bool:
    """Whether the newest of several cited articles is not the first."""
    first, *others = answer.citations
    days = [one.published for one in others if one.published and one.article_id != first.article_id]
    return not answer.searched.newest_first and any(first.published is None or day > first.published for day in days)


def _title(one: Citation) -> str:
    return fit_line(one.title or one.publisher or one.quote, _TITLE, unmentioned) or "…"


def _publishers(answer: Answer) -> list[Change]:
    names = dict.fromkeys(one.publisher for one in answer.citations if one.publisher.strip())
    cited = [one.publisher for one in answer.citations]
    only = _("Only {publisher}")
    shown = [(cited.index(name), name) for name in names][:MOST_PUBLISHERS]
    room = _LABEL - len(only.format(publisher=""))
    label = [(number, fit_line(name, room, unmentioned) or "…") for number, name in shown]
    return [Change(f"only{number}", only.format(publisher=name)) for number, name in label] if len(names) > 1 else []


class ChangeButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"again:(?P<change>any|new|first|(?:only|story)\d{1,2}):(?P<answer>[\w-]{1,64}):(?P<by>\d{1,20})",
):
    """Asks an answer's question again. Who asked it is in the custom id: their own answer is edited in its place."""

    def __init__(self, change: Change, answer_id: str, by: int) -> None:
        super().__init__(ui.Button(label=change.label, custom_id=f"again:{change.key}:{answer_id}:{by}"))
        self._change, self._answer_id, self._by = change.key, answer_id, by

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> ChangeButton:
        """Return the button of a message that some earlier process may have sent."""
        return cls(Change(match["change"], "…"), match["answer"], int(match["by"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask again; how a question is answered stands above this room."""
        await backend_of(interaction).again(interaction, self._answer_id, self._change, interaction.user.id == self._by)
