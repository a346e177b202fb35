"""Where a quote stands in its article, and how overlapping quotes become one citation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.answer.prove.cite import cite, merged, position
from bot.values import Quote
from index.values import Span
from tests.bot.answer.pages import article

PAGE = article(["One.", "# A heading", "Two.", "Three."], ["A pier.", "A ship."])


def test_a_citation_carries_everything_a_reader_needs_to_find_the_quote() -> None:
    page = replace(
        PAGE, publisher="Harbour Times", byline="Ana Wren", published=date(2024, 3, 1), modified=date(2024, 3, 2)
    )
    citation = cite(page, page.blocks[2], 3)
    assert (citation.number, citation.quote, citation.kind) == (3, "Two.", "prose")
    assert page.text[citation.start : citation.end] == citation.quote
    assert (citation.title, citation.publisher, citation.byline) == ("The ferry returns", "Harbour Times", "Ana Wren")
    assert (citation.published, citation.updated) == (date(2024, 3, 1), date(2024, 3, 2))
    assert citation.url == "https://news.example/ferry"
    assert citation.link == "https://news.example/ferry#:~:text=Two."
    assert citation.position == "paragraph 2 of 3"


def test_an_article_without_an_address_is_cited_at_its_origin() -> None:
    citation = cite(replace(PAGE, url="", origin="https://discord.com/channels/1/2/3"), PAGE.blocks[0], 1)
    assert citation.url == citation.link == "https://discord.com/channels/1/2/3"


def test_positions_count_paragraphs_and_captions_apart() -> None:
    assert position(PAGE, PAGE.blocks[0]) == "paragraph 1 of 3"
    assert position(PAGE, PAGE.blocks[5]) == "caption 2 of 2"
    assert position(PAGE, Span(PAGE.blocks[2].start, PAGE.blocks[3].end)) == "paragraphs 2–3 of 3"
    assert position(PAGE, PAGE.blocks[1]) == ""
    assert cite(PAGE, PAGE.blocks[4], 1).kind == "caption"


def test_overlapping_quotes_become_one_where_the_first_stood() -> None:
    quotes = [Quote(0, 5, "a", 1, 0.5), Quote(20, 30, "a", 1, 0.4), Quote(3, 22, "a", 1, 0.9), Quote(3, 9, "b", 1, 0.1)]
    assert merged(quotes) == [Quote(0, 30, "a", 1, 0.9), Quote(3, 9, "b", 1, 0.1)]


@given(
    st.lists(st.builds(Quote, st.integers(0, 50), st.integers(51, 99), st.sampled_from("ab"), st.just(1), st.just(0.0)))
)
def test_merged_quotes_share_no_character_and_lose_none(quotes: list[Quote]) -> None:
    def places(some: list[Quote]) -> list[tuple[str, int]]:
        return [(quote.article_id, place) for quote in some for place in range(quote.start, quote.end)]

    joined = places(merged(quotes))
    assert len(joined) == len(set(joined))
    assert set(joined) == set(places(quotes))
