"""Examples of what a question gets."""

from __future__ import annotations

from dataclasses import replace

from discord import ui

from bot.discord.answers.card import card
from bot.discord.answers.notices import Listed, list_text
from bot.discord.answers.passage import ArticleButton, CardButton, CardView
from bot.discord.answers.render import render
from bot.discord.answers.view import AnswerView
from bot.discord.answers.whole import page_text, pages
from bot.discord.feedback.rows import rows
from bot.discord.interaction.reply import Notice
from bot.discord.preview.page import Sample
from bot.discord.preview.samples.articles import BRIDGE, COURIER, POST, REEF, REPORT, WATER, cited, quoting, unanswered
from bot.discord.questions.edited import AskAgain
from bot.values import Answer, Disagreement, Evidence, Missing, Searched, Side, Statement
from bot.words.words import _
from index.clean.story import clean
from index.values import Correction, Page

_SOLVENT = cited(
    1, WATER,
    "About 1,900 households in the suburb of Eastwater were told on Tuesday to stop drinking their tap water after an "
    "industrial solvent was found in it at nine times the permitted level.", "paragraph 1 of 8",
)  # fmt: skip
FORTY_FOUR = cited(
    1, REPORT,
    "The report lists 44 by name, among them a kitchen hand who had hidden a broken rib for a week because he feared "
    "for his job.", "paragraph 6 of 10",
)  # fmt: skip
FORTY_THREE = cited(
    2, COURIER,
    "Forty-three people were hurt when the ferry Saint Brannoc struck the northern breakwater of Port Callis in dense "
    "fog on Thursday evening, the city's three hospitals told the Callis Courier on Friday.", "paragraph 1 of 11",
)  # fmt: skip
_THIRTY_SEVEN = cited(
    3, POST,
    "Thirty-seven people were injured, four of them seriously, when the ferry Saint Brannoc ran onto the northern "
    "breakwater of Port Callis in thick fog on Thursday evening.", "paragraph 1 of 9",
)  # fmt: skip
_SIDES = tuple(
    Side(value, one.number, one.publisher, one.published)
    for value, one in (("44", FORTY_FOUR), ("43", FORTY_THREE), ("37", _THIRTY_SEVEN))
)
BILL = cited(
    1, BRIDGE, "The final bill is 571 million crowns, the city treasurer said.", "paragraph 4 of 12"
)  # fmt: skip
_LOAN = cited(
    2, BRIDGE,
    "The council voted down a charge of 2.40 crowns in April 2025, by 31 votes to 29, and a loan from the national "
    "infrastructure bank closed the gap.", "paragraph 5 of 12",
)  # fmt: skip
REEF_DEEP = cited(
    1, REEF,
    "The reef lies 340 metres below the surface of Callis Sound, about 52 kilometres north-west of Tern Island.",
    "paragraph 2 of 9",
)  # fmt: skip
_RADAR = Correction(
    1, 0, 64, "default", "sample", 1, "changed", WATER.file, 1, 2, WATER.title, WATER.publisher, WATER.url,
    _SOLVENT.quote, _SOLVENT.quote.replace("About 1,900", "About 2,300"), "9c1f0e5b" * 8, None,
    "2025-02-05T09:12:00+00:00", "2025-02-06T07:40:00+00:00", "", "https://discord.com/channels/1/2/3",
)  # fmt: skip


def answer() -> Sample:
    """A quotation that answers."""
    found = quoting("How many households were told not to drink the tap water?", _SOLVENT, seconds=1.2)
    return answered(replace(found, evidence=Evidence("strong", 1)))


def weak() -> Sample:
    """The closest passages, which may not answer."""
    found = quoting("How far down can divers see the reef?", REEF_DEEP, seconds=1.1)
    return answered(replace(found, outcome="weak", evidence=Evidence("weak", 1), missing=Missing((), ("divers",))))


def written() -> Sample:
    """A model's words, with the sentences that bear them."""
    said = (
        "The Kestrel Bridge cost 571 million crowns; there is no toll because a loan from the national infrastructure "
        "bank closed the gap."
    )
    found = quoting("What did the bridge cost, and who pays for it?", BILL, _LOAN, seconds=3.4)
    return answered(replace(found, statements=(Statement(said, (1, 2), "written"),), model="openai:gpt-4.1-mini"))


def bill() -> Answer:
    """What the bridge cost."""
    return quoting("What did the bridge cost?", BILL)


def differ() -> Sample:
    """Sources that give three figures."""
    found = quoting("How many people were hurt in the ferry accident?", FORTY_FOUR, FORTY_THREE, _THIRTY_SEVEN)
    return answered(replace(found, disagreements=(Disagreement(_SIDES),), evidence=Evidence("differing", 3)))


def edited() -> Sample:
    """An answer whose question was edited since."""
    found = bill()
    return Sample(
        AnswerView(render(found), found, [*rows(found), ui.ActionRow(AskAgain(4, 3))]), f"@Footnote {found.question}"
    )


def not_found() -> Sample:
    """A question that the articles do not answer."""
    return answered(unanswered("What is the capital of Mongolia?"))


def related() -> Sample:
    """A question that they do not answer, with what comes near."""
    return answered(unanswered("How warm is the water at the glass sponge reef?", REEF_DEEP, seconds=1.1))


def nothing_indexed() -> Sample:
    """A question where there is no article yet."""
    empty = Searched("default", 0, None, None)
    return answered(unanswered("Who leads the inquiry of the Marine Accident Board?", searched=empty, seconds=0.0))


def corrected() -> Sample:
    """An answer whose source has changed since."""
    found = quoting("How many households were told not to drink the tap water?", _SOLVENT, seconds=1.2)
    return answered(found, _RADAR)


def corrections() -> Sample:
    """What changed since it was quoted."""
    gone = replace(
        _RADAR, id=2, kind="withdrawn", title=POST.title, publisher=POST.publisher, quote=_THIRTY_SEVEN.quote
    )
    asked = ("How many households were told not to drink the tap water?", "Who was hurt on the ferry?")
    listed = [Listed(one, question) for one, question in zip((_RADAR, gone), asked, strict=True)]
    return Sample(Notice(list_text(listed, 2, "")), "/footnote corrections", private=True)


def passage() -> Sample:
    """A passage in its place."""
    shown = card(
        FORTY_FOUR,
        "The board also settled how many people were hurt. After the accident, the harbour authority had spoken of 37 "
        "and the hospitals of 43.",
        "",
    )
    near = [CardButton("sample", "c1", _("Next passage")), ArticleButton("sample", "c0", 0, _("Whole article"))]
    return Sample(CardView(shown.texts, shown.link, near), private=True)


def article() -> Sample:
    """The whole article around a passage."""
    paragraphs = (
        "The board also settled how many people were hurt. After the accident, the harbour authority had spoken of 37 "
        f"and the hospitals of 43. {FORTY_FOUR.quote}",
        "Nine recommendations",
        "Among the board’s nine recommendations are separate power supplies for both radars on all ferries, a "
        "loudspeaker test before every departure, and the return of the fog horn. The coastguard said that the horn on "
        "Tern Point would sound again from 1 October.",
    )
    whole = clean(Page(REPORT.file, "\n\n".join(paragraphs), title=REPORT.title), article_id=REPORT.file)
    at = whole.text.index(FORTY_FOUR.quote)
    text = page_text(whole, replace(FORTY_FOUR, start=at, end=at + len(FORTY_FOUR.quote)), pages(whole), 1)
    back = CardButton("sample", "c0", _("Back to the passage"))
    return Sample(CardView([text], FORTY_FOUR.link, [back]), private=True)


def answered(found: Answer, *since: Correction) -> Sample:
    """Return the message of an answer, with what changed since."""
    view = AnswerView(render(found, corrections=since), found, rows(found))
    return Sample(view, f"/ask question: {found.question}")
