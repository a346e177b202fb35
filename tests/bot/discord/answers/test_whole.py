"""A whole article is read page by page: nothing is lost, nothing is said twice, nothing acts."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.answers.whole import page_of, page_text, pages
from bot.discord.text.escaping import size
from index.clean.story import clean
from index.values import Article, Block, Page, Span
from tests.bot.discord.answers.test_render_written import CITATION
from tests.bot.discord.strategies import hostile


@st.composite
def articles(draw: st.DrawFn) -> Article:
    texts = draw(st.lists(hostile.filter(str.strip), min_size=1, max_size=8))
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block(at, at + len(text), draw(st.sampled_from(("prose", "heading", "caption")))))
        at += len(text) + 2
    return Article("a", "s", "\n\n".join(texts), "T", tuple(blocks))


@given(articles(), st.data())
def test_every_page_fits_and_together_they_are_the_article(article: Article, data: Any) -> None:
    made = pages(article)
    start = data.draw(st.integers(0, max(len(article.text) - 1, 0)))
    end = data.draw(st.integers(start, len(article.text)))
    cited = replace(CITATION, title="*T* " * 200, byline="[b] " * 60, start=start, end=end)
    for page in range(1, len(made) + 1):
        text = page_text(article, cited, made, page)
        assert size(text) <= 4000
        assert "@everyone" not in text
        assert re.search(r"(?<!\\)\]\(http", text) is None
    flat = [part for page in made for part in page]
    assert all(one.end <= other.start for one, other in pairwise(flat))
    assert "".join(part.of(article.text) for part in flat) == "".join(
        block.of(article.text) for block in article.blocks
    )


def test_the_quotation_is_in_bold_on_the_page_that_opens_first() -> None:
    body = "\n\n".join(f"Paragraph {n} tells of the harbour and its boats. " + "It goes on. " * 30 for n in range(20))
    article = clean(Page("s", f"{body}\n\nThe pier fell.\n\nNobody was hurt.", title="T"), article_id="a")
    at = article.text.index("The pier fell.")
    made = pages(article)
    page = page_of(made, Span(at, at + 14))
    assert 1 < page == len(made)
    text = page_text(article, replace(CITATION, start=at, end=at + 14), made, page)
    assert "\n\n**The pier fell.**\n\nNobody was hurt." in text
    assert text.endswith(f"-# Page {page} of {page}")


def test_a_paragraph_that_is_longer_than_a_page_reads_on_without_a_break() -> None:
    article = clean(Page("s", "The tide rose along the quay and fell again. " * 200, title="T"), article_id="a")
    made = pages(article)
    first = page_text(article, replace(CITATION, start=0, end=3), made, 1)
    assert len(made) > 2
    assert "\n\n**The** tide rose along the quay and fell again. The tide rose" in first
    assert first.count("\n\n") == 2
    assert 2000 < len(first) < 4000


def test_a_book_in_one_paragraph_is_cut_within_a_second() -> None:
    text = "The tide rose along the quay and fell again. " * 20_000
    began = time.thread_time()
    made = pages(Article("a", "s", text, "T", (Block(0, len(text), "prose"),)))
    assert time.thread_time() - began < 1
    assert len(made) > 200
