"""What a listing says stands in for what its pages leave out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from index.follow.completing import completed
from index.sources.listing import Entry
from index.values import Page

URL = "https://www.tide.example/bridge"
ENTRY = Entry(URL, title="Bridge", byline="Ada Roe, The Tide", published=datetime(2025, 6, 3, 22, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("named", "publisher"), [("", "The Tide"), ("tide.example", "The Tide"), ("Evening Tide", "Evening Tide")]
)
def test_a_paper_is_named_as_its_pages_then_as_its_feed_names_it(named: str, publisher: str) -> None:
    found = completed(Page(URL, "Text.", publisher=named, url=URL), ENTRY, "The Tide", None)
    assert (found.title, found.byline, found.publisher, found.published) == (
        "Bridge", "Ada Roe", publisher, date(2025, 6, 3),
    )  # fmt: skip


def test_a_host_stands_in_where_nobody_names_the_paper() -> None:
    page = Page(URL, "Text.", publisher="tide.example", url=URL)
    assert completed(page, Entry(URL), "", None).publisher == "tide.example"
