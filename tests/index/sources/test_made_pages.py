"""Pages in many layouts: which are articles, and what they say."""

from __future__ import annotations

import pytest

from index.clean import clean
from index.errors import NoArticle
from index.sources.web import read_web
from tests.pages import HEADINGS, Made, articles, lists

MOST_LISTS = 0.05  # that may pass for an article: a person sees what came in, while a refused article is lost


def refused(page: Made) -> bool:
    try:
        read_web(page.html.encode(), page.url)
    except NoArticle:
        return True
    return False


@pytest.mark.parametrize("heading", HEADINGS)
def test_no_article_is_taken_for_a_list(heading: str) -> None:
    pages = list(articles(heading))
    assert len(pages) > 40
    assert [page.name for page in pages if refused(page)] == []


def test_hardly_a_list_is_taken_for_an_article() -> None:
    pages = list(lists())
    assert len(pages) > 40
    passed = [page.name for page in pages if not refused(page)]
    assert len(passed) <= MOST_LISTS * len(pages), passed


def test_every_sentence_of_an_article_comes_once_and_in_order() -> None:
    for page in articles():
        found = clean(read_web(page.html.encode(), page.url), article_id="a")
        text = " ".join(found.text.split())
        places = [text.find(sentence) for sentence in page.sentences]
        assert -1 not in places, page.name
        assert places == sorted(places), page.name
        assert all(text.count(sentence) == 1 for sentence in page.sentences), page.name
        assert found.title == page.title, page.name
        assert found.published in (page.published, None), page.name
