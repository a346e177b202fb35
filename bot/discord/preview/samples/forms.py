"""Examples of answers in other forms than quotations that answer one question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answer import wording
from bot.discord.preview.page import Sample
from bot.discord.preview.samples.answers import BILL, FORTY_FOUR, FORTY_THREE, REEF_DEEP, answered
from bot.discord.preview.samples.articles import BRIDGE, cited, quoting
from bot.values import Evidence, Missing, Part, Statement
from bot.words.words import _

_OPENED = cited(
    1, BRIDGE,
    "The Kestrel Bridge was opened to traffic at noon on Saturday, and by the wish of the mayor the first car to cross "
    "it carried the coffin of the woman who had asked for it longest.", "paragraph 1 of 13",
)  # fmt: skip


def which() -> Sample:
    """A question that may mean several stories."""
    found = quoting("How many were there?", replace(FORTY_FOUR, number=1), replace(BILL, number=2))
    return answered(replace(found, outcome="weak", form="which", evidence=Evidence("weak", 1)))


def extract() -> Sample:
    """Sentences that stand for an article."""
    found = quoting("Summarise the article about the bridge", _OPENED, replace(BILL, number=2))
    return answered(replace(found, form="extract"))


def catalogue() -> Sample:
    """What the catalogue knows of an article."""
    wrote = _("“{title}” was written by {name}.").format(title=BRIDGE.title, name=BRIDGE.byline)
    told = f"{wrote} " + _("It was published by {publisher} on {day}.").format(
        publisher=BRIDGE.publisher, day=wording.spelled(date(2026, 6, 6))
    )
    found = quoting("Who wrote the article about the bridge?", _OPENED)
    return answered(replace(found, statements=(Statement(told, (1,), "catalogue"),)))


def several() -> Sample:
    """Two questions in one message."""
    hurt, deep = "How many people were hurt on the ferry?", "How deep can divers see the reef?"
    first, second = replace(FORTY_THREE, number=1), replace(REEF_DEEP, number=2)
    found = quoting(f"{hurt} {deep}", first, second)
    asked = ((hurt, first), (deep, second))
    parts = (Part(hurt, "", "answered", (1,)), Part(deep, "", "weak", (2,), Missing((), ("divers",))))
    said = tuple(Statement(one.quote, (one.number,), asks=asks) for asks, one in asked)
    return answered(replace(found, statements=said, parts=parts))
