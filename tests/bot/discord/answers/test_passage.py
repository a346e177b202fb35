"""From a passage to the others of its answer and through its article, and never to what a reader may not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.answer.prove.cite import cite
from bot.answer.record.record import remember
from bot.discord.answers.card import REMOVED
from bot.discord.answers.passage import ArticleButton, CardButton, Shown, article_page, card_of
from bot.discord.guild.libraries import EVERYWHERE, Audience
from bot.errors import AnswerGone
from bot.values import Answer, Searched, Statement
from index.library import Library
from index.settings import IndexSettings
from index.values import Article, Span
from tests.discord_server.rules import COMPONENTS_V2, check_message, walk
from tests.remembering import RememberingLibrary

HERE = Audience(71)
FERRY = """Ferry strikes the pier
By Ann Lee

The ferry struck the pier at dusk. Nobody had seen it come.

Nine people were hurt. The pier is closed until spring.

The owner said that the radar had failed.
"""
QUOTES = ("Nine people were hurt.", "The owner said that the radar had failed.")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("passages")
    (home / "models").symlink_to(models)
    with RememberingLibrary.open(IndexSettings(footnote_home=home)) as library:
        yield library


def put(library: Library, text: str = FERRY) -> Article:
    library.add_files("guild-71", [("ferry.txt", text.encode())], origin="", source_prefix="t")
    return library.article("guild-71", library.articles("guild-71")[0].id)


def recorded(library: Library, quotes: Sequence[str] = QUOTES) -> Answer:
    article = replace(put(library), url="https://courier.example/ferry")
    spans = [Span(at, at + len(quote)) for quote in quotes for at in [article.text.index(quote)]]
    cited = tuple(cite(article, span, number) for number, span in enumerate(spans, 1))
    said = tuple(Statement(one.quote, (one.number,)) for one in cited)
    answer = Answer("answer-71", "how many?", "answered", "", said, cited, (), Searched("guild-71", 1, None, None), 0.1)
    remember(library, answer)
    return answer


def parts(shown: Shown) -> list[dict[str, Any]]:
    components: Any = shown[0].to_components()  # type: ignore[no-untyped-call]
    assert check_message({"flags": COMPONENTS_V2, "components": components}) == []
    return list(walk(components))


def buttons(shown: Shown) -> dict[str, str]:
    return {one["label"]: one.get("custom_id") or one["url"] for one in parts(shown) if one["type"] == 2}


async def test_a_card_leads_to_the_other_passages_the_article_and_the_page_on_the_web(library: Library) -> None:
    answer = recorded(library)
    first = card_of(library, HERE, answer.id, "c0")
    assert "> **Nine people were hurt.** The pier is closed until spring." in first[1]
    assert "> The ferry struck the pier at dusk. Nobody had seen it come.\n> \n> **Nine" in first[1]
    assert "-# Paragraph 2 of 3" in first[1]
    assert buttons(first) == {
        "Next passage": "card:answer-71:c1",
        "Whole article": "whole:answer-71:c0:0",
        "Open at passage": answer.citations[0].link,
    }
    assert next(iter(buttons(card_of(library, HERE, answer.id, "c1")))) == "Previous passage"
    whole = article_page(library, HERE, answer.id, "c0", 0)
    assert "**Nine people were hurt.** The pier is closed until spring.\n\nThe owner said" in whole[1]
    assert buttons(whole) == {"Back to the passage": "card:answer-71:c0", "Open at passage": answer.citations[0].link}


async def test_pages_of_a_long_article_are_turned(library: Library) -> None:
    long = FERRY + "\n\n".join("The tide rose and fell along the quay as it does every day. " * 20 for _ in range(6))
    article = put(library, long)
    cited = cite(article, Span(0, 5), 1)
    answer = Answer("long-71", "?", "answered", "", (), (cited,), (), Searched("guild-71", 1, None, None), 0.1)
    remember(library, answer)
    second = article_page(library, HERE, answer.id, "c0", 2)
    assert buttons(second)["Previous page"] == "whole:long-71:c0:1"
    assert buttons(second)["Next page"] == "whole:long-71:c0:3"
    last = article_page(library, HERE, answer.id, "c0", 99)
    assert "Next page" not in buttons(last)


async def test_a_withdrawn_article_offers_no_link_and_is_not_read(library: Library) -> None:
    answer = recorded(library)
    library.remove("guild-71", answer.citations[0].article_id)
    shown = card_of(library, HERE, answer.id, "c0")
    assert REMOVED in shown[1]
    assert "**Nine people were hurt.**" in shown[1]
    assert buttons(shown) == {"Next passage": "card:answer-71:c1"}
    assert "https://" not in shown[1]
    with pytest.raises(AnswerGone, match="no longer in the library"):
        article_page(library, HERE, answer.id, "c0", 1)


@pytest.mark.parametrize("audience", [EVERYWHERE, Audience(72)])
async def test_nobody_reads_elsewhere_what_belongs_to_one_server(library: Library, audience: Audience) -> None:
    answer = recorded(library)
    for key in ("c0", "c9", "r0"):
        with pytest.raises(AnswerGone):
            card_of(library, audience, answer.id, key)
        with pytest.raises(AnswerGone):
            article_page(library, audience, answer.id, key, 0)


async def test_custom_ids_hold_the_longest_keys() -> None:
    longest = "x" * 64
    for one in (CardButton(longest, "c999", "…"), ArticleButton(longest, "r999", 9999, "…")):
        assert len(one.custom_id) <= 100
        assert one.template.fullmatch(one.custom_id)
