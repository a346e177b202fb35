"""The earliest copy leads, whatever the order in which articles come, change and leave."""

from __future__ import annotations

import itertools
import random
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st
from sqlalchemy import select

from index.catalogue.articles import Catalogue, Embedded
from index.ingest.linking import link_copies
from index.stories.signatures import alike, sketch
from index.tables import bands, signatures
from index.values import Article, Passage
from tests.index.copies import LOCAL, RIVAL, WIRE, made, numbered
from tests.postgres import SLOWLY

UPDATED = (WIRE[0].replace("Thirty-seven", "Forty-one"), *WIRE[1:])
BODIES = (WIRE, WIRE[:5], WIRE[1:], (*LOCAL, *WIRE), UPDATED, UPDATED[:6], RIVAL, RIVAL[:3], (*RIVAL, LOCAL[0]), LOCAL)
NAMES = (f"library {number}" for number in itertools.count())
HOUSES = ("", "Evening Post", "Harbour Times", "Northern Wire")


def _put(catalogue: Catalogue, article: Article, library: str = "default") -> None:
    key = f"{library}.{article.id}.{article.revision}"
    passage = Passage(0, 20, key, article.id, article.revision, "")
    catalogue.put(library, article, "digest", [Embedded(passage, key.encode(), np.zeros(4, np.float32), "orrel")])


def _stories(catalogue: Catalogue, library: str = "default") -> dict[str, str]:
    return {row.id: row.story for row in catalogue.articles(library)}


@st.composite
def _newsroom(draw: st.DrawFn) -> list[Article]:
    """Articles with different dates, one without, some of them copies of others."""
    count = draw(st.integers(2, 9))
    days = draw(st.permutations(range(1, count + 1)))
    undated = draw(st.booleans())
    return [
        numbered(
            made(draw(st.sampled_from(BODIES)), publisher=draw(st.sampled_from(HOUSES))),
            f"a{place}",
            None if undated and place == 0 else date(2025, 1, days[place]),
        )
        for place in range(count)
    ]


_sketch = cache(sketch)


def _expected(articles: list[Article]) -> dict[str, str]:
    """Each article by age follows the earliest leader that it is a copy of, or leads: the definition, without bands."""
    signatures = {article.id: _sketch(article) for article in articles}
    stories: dict[str, str] = {}
    for article in sorted(articles, key=lambda one: one.published or date.max):
        leaders = (key for key, story in stories.items() if key == story)
        mine = signatures[article.id]
        stories[article.id] = next((key for key in leaders if alike(signatures[key], mine)), article.id)
    return stories


thorough = given_settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("place", SLOWLY, indirect=True)
@thorough
@given(_newsroom(), st.randoms(use_true_random=False))
def test_stories_do_not_depend_on_the_order_of_indexing(
    catalogue: Catalogue, articles: list[Article], chance: random.Random
) -> None:
    for library in (next(NAMES), next(NAMES)):
        chance.shuffle(articles)
        for article in articles:
            _put(catalogue, article, library)
        assert _stories(catalogue, library) == _expected(articles)


@pytest.mark.parametrize("place", SLOWLY, indirect=True)
@thorough
@given(_newsroom(), _newsroom(), st.sets(st.integers(0, 8)))
def test_stories_follow_revisions_and_withdrawals(
    catalogue: Catalogue, articles: list[Article], others: list[Article], leaving: set[int]
) -> None:
    library, live = next(NAMES), {article.id: article for article in articles}
    for article in articles:
        _put(catalogue, article, library)
    for place, article in enumerate(others):
        if place in leaving and article.id in live:
            catalogue.withdraw(library, article.id)
            del live[article.id]
        elif article.id in live:
            live[article.id] = numbered(article, article.id, live[article.id].published)
            _put(catalogue, live[article.id], library)
        assert _stories(catalogue, library) == _expected(list(live.values()))
    for name in live:
        catalogue.withdraw(library, name)
    number = catalogue.library_id(library)
    with catalogue.database.read() as connection:
        for table in (bands, signatures):
            assert not connection.execute(select(table).where(table.c.library == number)).all()


def test_where_dates_are_equal_the_first_that_was_indexed_leads_through_its_revisions(catalogue: Catalogue) -> None:
    day = date(2025, 1, 13)
    _put(catalogue, numbered(made(WIRE), "b", day))
    _put(catalogue, numbered(made(WIRE[:6]), "a", day))
    assert _stories(catalogue) == {"a": "b", "b": "b"}
    _put(catalogue, numbered(made((*WIRE, LOCAL[1])), "b", day))
    assert _stories(catalogue) == {"a": "b", "b": "b"}


def test_an_earlier_copy_that_comes_late_leads_and_its_leaving_hands_over(catalogue: Catalogue) -> None:
    for name, day in (("second", 14), ("third", 15)):
        _put(catalogue, numbered(made(WIRE), name, date(2025, 1, day)))
    _put(catalogue, numbered(made(WIRE), "first", date(2025, 1, 13)))
    assert set(_stories(catalogue).values()) == {"first"}
    catalogue.withdraw("default", "first")
    assert _stories(catalogue) == {"second": "second", "third": "second"}


def test_an_update_leads_its_own_copies(catalogue: Catalogue) -> None:
    for name, body in (("wire", WIRE), ("brief", WIRE[1:6]), ("update", UPDATED), ("copy", UPDATED[:6])):
        _put(catalogue, numbered(made(body), name, date(2025, 1, 13 + len(_stories(catalogue)))))
    assert _stories(catalogue) == {"wire": "wire", "brief": "wire", "update": "update", "copy": "update"}


def test_libraries_do_not_share_stories(catalogue: Catalogue) -> None:
    _put(catalogue, numbered(made(WIRE), "a", date(2025, 1, 13)), "one")
    _put(catalogue, numbered(made(WIRE), "b", date(2025, 1, 14)), "two")
    assert _stories(catalogue, "two") == {"b": "b"}


def test_articles_of_an_older_catalogue_are_linked_bit_by_bit(catalogue: Catalogue) -> None:
    articles = [numbered(made(WIRE[place % 3 :]), f"a{place}", date(2025, 1, 9 - place)) for place in range(6)]
    for article in articles:
        _put(catalogue, article)
    with catalogue.database.write() as connection:
        for statement in ("DELETE FROM bands", "DELETE FROM signatures", "UPDATE articles SET story = ''"):
            connection.exec_driver_sql(statement)
    assert link_copies(catalogue, "default", 4) == 4
    assert list(_stories(catalogue).values()).count("") == 2
    assert link_copies(catalogue, "default", 4) == 2
    assert link_copies(catalogue, "default", 4) == 0
    assert _stories(catalogue) == _expected(articles)


@pytest.mark.parametrize("place", SLOWLY, indirect=True)
def test_many_copies_of_one_story_follow_the_earliest(catalogue: Catalogue) -> None:
    """More of them than are looked at for one band key."""
    for place in range(60):
        _put(catalogue, numbered(made(WIRE), f"a{place:02}", date(2025, 3, 1 + place % 28)))
    assert set(_stories(catalogue).values()) == {"a00"}
    _put(catalogue, numbered(made((*WIRE, LOCAL[0])), "first", date(2025, 1, 1)))
    assert set(_stories(catalogue).values()) == {"first"}
    catalogue.withdraw("default", "first")
    assert set(_stories(catalogue).values()) == {"a00"}
