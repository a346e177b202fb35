"""A passage in its place, and from there to the others of its answer and through the whole article.

What a button needs is in its custom id, so that it outlives the process that sent it. Each press asks anew what the
member may read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.answer.prove.cite import context
from bot.answer.record.corrections import latest
from bot.answer.record.record import recall
from bot.discord.answers.card import CHANGED, REMOVED, card, link_of
from bot.discord.answers.whole import page_of, page_text, pages
from bot.discord.guild.libraries import Audience, audience_of, readable
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.faults import wall
from bot.discord.interaction.reply import InteractionReply, Notice
from bot.discord.interaction.writing import modern_or_plain
from bot.errors import AnswerGone
from bot.values import Answer, Citation
from bot.words.words import _, marked
from index.errors import NotIndexed
from index.values import Correction, Span

if TYPE_CHECKING:
    from index.library import Library

PASSAGE = 0x1565C0
GONE = marked("This answer is no longer on record. Ask the question again.")
NO_ARTICLE = marked("This article is no longer in the library.")
_KEY = r"(?P<answer>[\w-]{1,64}):(?P<which>[cr]\d{1,3})"
Button = ui.Button[Any]
Shown = tuple[ui.LayoutView, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """A citation of an answer: `which` is "c0" for its first proof, "r0" for its first related passage."""

    library: str
    answer: Answer
    which: str
    citation: Citation

    def neighbour(self, step: int) -> str:
        """Return the key of another passage of the answer, "" where there is none."""
        number = int(self.which[1:]) + step
        return f"{self.which[0]}{number}" if 0 <= number < len(_citations(self.answer, self.which)) else ""


class CardView(ui.LayoutView):
    """Texts in a frame; below, buttons to other passages and the one that opens the article where it was published."""

    def __init__(self, texts: Sequence[str], link: str, buttons: Sequence[ui.Item[Any]] = ()) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Container(*(ui.TextDisplay[Any](text) for text in texts), accent_colour=PASSAGE))
        out = [ui.Button[Any](label=_("Open at passage"), url=link)] if link else []
        if every := [*buttons, *out]:
            self.add_item(ui.ActionRow(*every))


class CardButton(ui.DynamicItem[Button], template=rf"card:{_KEY}"):
    """Leads to a passage of an answer."""

    def __init__(self, answer_id: str, which: str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"card:{answer_id}:{which}"))
        self._show = partial(card_of, answer_id=answer_id, which=which)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> CardButton:
        """Return the button of a message that some earlier process may have sent."""
        return cls(match["answer"], match["which"], "…")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the passage in place of what is there."""
        await _turn(interaction, self._show)


class ArticleButton(ui.DynamicItem[Button], template=rf"whole:{_KEY}:(?P<page>\d{{1,4}})"):
    """Leads to a page of the article that is cited; 0 is the one with the quotation."""

    def __init__(self, answer_id: str, which: str, page: int, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"whole:{answer_id}:{which}:{page}"))
        self._show = partial(article_page, answer_id=answer_id, which=which, page=page)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> ArticleButton:
        """Return the button of a message that some earlier process may have sent."""
        return cls(match["answer"], match["which"], int(match["page"]), "…")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page in place of what is there."""
        await _turn(interaction, self._show)


def card_of(library: Library, audience: Audience, answer_id: str, which: str, *, turns: bool = True) -> Shown:
    """The card of one citation. Blocks. Raises AnswerGone.

    Where others read along it `turns` not: who presses may read more than they do.
    """
    found = _find(library, audience, answer_id, which)
    before, _quote, after = context(library, found.library, found.citation)
    correction = _corrected(library, found) if which.startswith("c") else None
    shown = card(found.citation, before, after, _note(library, found), correction)
    ways = _ways(found, whole=bool(before or after) and not shown.gone) if turns else []
    view = CardView(shown.texts, shown.link, ways)
    return view, "\n".join((*shown.texts, shown.link))


def article_page(library: Library, audience: Audience, answer_id: str, which: str, page: int) -> Shown:
    """One page of a cited article, as it was when it was cited. Blocks. Raises AnswerGone."""
    found = _find(library, audience, answer_id, which)
    cited = found.citation
    try:
        library.article(found.library, cited.article_id)
        article = library.article(found.library, cited.article_id, cited.revision)
    except NotIndexed as error:
        raise AnswerGone(_(NO_ARTICLE)) from error
    made = pages(article)
    page = min(page, len(made)) or page_of(made, Span(cited.start, cited.end))
    text = page_text(article, cited, made, page)
    return CardView([text], link_of(cited), _turns(found, page, len(made))), text


def _ways(found: Passage, *, whole: bool) -> list[ui.Item[Any]]:
    """The buttons below a card: the answer's other passages, and the `whole` article."""
    answer, ways = found.answer.id, ((_("Previous passage"), -1), (_("Next passage"), 1))
    near = [(label, found.neighbour(step)) for label, step in ways]
    buttons: list[ui.Item[Any]] = [CardButton(answer, which, label) for label, which in near if which]
    return [*buttons, ArticleButton(answer, found.which, 0, _("Whole article"))] if whole else buttons


def _turns(found: Passage, page: int, count: int) -> list[ui.Item[Any]]:
    """The buttons below a page."""
    answer, which = found.answer.id, found.which
    turns = ((_("Previous page"), page - 1), (_("Next page"), page + 1))
    buttons: list[ui.Item[Any]] = [ArticleButton(answer, which, to, label) for label, to in turns if 1 <= to <= count]
    return [*buttons, CardButton(answer, which, _("Back to the passage"))]


async def _turn(interaction: discord.Interaction[Any], show: Callable[..., Shown]) -> None:
    """Put another card or page into the message whose button was pressed; what goes wrong is said beside it."""
    backend = backend_of(interaction)
    reply = InteractionReply(interaction, private=True, in_place=True)
    with backend.under_way():
        async with wall("passage", partial(_say_apart, interaction), interaction):
            await reply.begin()
            audience = audience_of(interaction.channel, interaction.guild_id, interaction.user)
            await reply.finish(*await backend.call(show, backend.library, audience))


async def _say_apart(interaction: discord.Interaction[Any], text: str) -> None:
    done = interaction.response.is_done()
    send: Callable[..., Any] = interaction.followup.send if done else interaction.response.send_message
    await modern_or_plain(partial(send, ephemeral=True), Notice(text), text)


def _find(library: Library, audience: Audience, answer_id: str, which: str) -> Passage:
    """Return a citation of an answer that this audience may read. Blocks. Raises AnswerGone."""
    for name in readable(library, audience):
        if answer := recall(library, name, answer_id):
            citations = _citations(answer, which)
            if int(which[1:]) < len(citations):
                return Passage(name, answer, which, citations[int(which[1:])])
    raise AnswerGone(_(GONE))


def _citations(answer: Answer, which: str) -> Sequence[Citation]:
    return answer.citations if which.startswith("c") else answer.related


def _corrected(library: Library, found: Passage) -> Correction | None:
    current = latest(library.quoted.of(found.library, found.answer.id))
    return next((one for one in current if one.number == found.citation.number), None)


def _note(library: Library, found: Passage) -> str:
    try:
        live = library.article(found.library, found.citation.article_id)
    except NotIndexed:
        return _(REMOVED)
    return _(CHANGED) if live.revision != found.citation.revision else ""
