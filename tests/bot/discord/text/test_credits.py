"""The line of a cited source."""

from __future__ import annotations

from bot.answer.prove.cite import cite
from bot.discord.answers.card import place_text
from bot.discord.text.credits import source_line
from index.values import Span
from tests.bot.answer.pages import article


def test_a_quoted_caption_is_marked_as_one() -> None:
    made = article(["The ferry sails again."], ["The mayor, Ilse Brandt, on the bridge of the ferry."])
    prose, caption = (cite(made, span, 1) for span in made.sentences)
    assert "photo caption" in source_line(caption, linked=False)
    assert "photo caption" not in source_line(prose, linked=False)


def test_a_quoted_headline_is_marked_as_one() -> None:
    made = article(["The ferry sails again."])
    quoted = cite(made, Span(-len(made.title), 0), 1)
    assert quoted.quote == made.title
    assert "headline" in source_line(quoted, linked=False)
    assert place_text(quoted) == "Headline"
