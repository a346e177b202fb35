"""Days as publishers write them, and the lines of a text that state them."""

from __future__ import annotations

from datetime import date

import pytest

from index.clean import clean
from index.sources.datelines import read_dateline
from index.sources.dates import day_order, parse_date
from index.sources.files import read_bytes
from index.values import Page
from tests.index.sources.stories import LAST, LEAD, MORE

JUNE, LATER = date(2025, 6, 3), date(2025, 6, 5)
STORY = [LEAD, MORE, LAST]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (1748937600, JUNE), (1748937600000, JUNE), ("1748937600", JUNE), ("1748937600000", JUNE), (1748937600.5, JUNE),
        ("3 June 2025 5.30pm BST", JUNE), ("5:30 p.m. EDT, June 3, 2025", JUNE), ("3 juin 2025 à 18h05", JUNE),
        ("mar., 03 juin 2025 08:00:00 +0200", JUNE), ("Tue, 3 Juni 2025", JUNE), ("25/12/2024", date(2024, 12, 25)),
        ("12/25/2024", date(2024, 12, 25)), ("3/6/2025", None), ("3.6.2025", JUNE), (True, None), (12, None),
        ("Version 3, 29 June 2007", None), ("18-03-08 23:16", None), ("2025-06-03 was a bad day", None),
        ("08-14-10 10:49 AM", date(2010, 8, 14)),
        ("June 3rd, 2025", JUNE), ("3. 6. 2025 17:30", JUNE), (1748937600000000, JUNE),
    ],
)  # fmt: skip
def test_dates_in_seconds_with_clocks_and_of_other_nations(said: object, meant: date | None) -> None:
    assert parse_date(said) == meant


def test_two_digits_of_a_year_come_first_where_years_do() -> None:
    assert parse_date("25-06-03 23:16", "ymd") == parse_date("25.06.03", "ymd") == JUNE
    assert parse_date("03.06.25", "dmy") == JUNE


@pytest.mark.parametrize(
    ("language", "host", "order"),
    [("en-US", "", "mdy"), ("en_GB", "", "dmy"), ("fr", "", "dmy"), ("zh-CN", "", "ymd"),
     ("en", "a.example.au", "dmy"), ("en", "a.io", ""),
     ("", "", "")],
)  # fmt: skip
def test_the_order_of_day_and_month_is_the_countrys(language: str, host: str, order: str) -> None:
    assert day_order(language, host) == order


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("Updated 5 June 2025, first published 3 June 2025", JUNE, LATER),
        ("First published on 3 June 2025 (updated 5 June 2025)", JUNE, LATER),
        ("Last updated: June 5, 2025 at 6:02 p.m.", None, LATER),
        ("Veröffentlicht am 3. Juni 2025 | Aktualisiert am 5. Juni 2025", JUNE, LATER),
        ("Tuesday 3 June 2025 17.30 BST", JUNE, None),
        ("Publicado em 3 de junho de 2025 às 17h30 · Atualizado em 5 de junho de 2025 às 09h15", JUNE, LATER),
        ("Julkaistu 3.6.2025 klo 17.30", JUNE, None),
        ("Publikováno 3. června 2025, aktualizováno 5. června 2025", JUNE, LATER),
        ("Опубліковано 3 червня 2025 о 17:30", JUNE, None),
        ("Datum: 03.06.2025, Rubrik: Lampen", JUNE, None),
        ("Updated: Date: 5 June 2025", None, LATER),
        ("Date of last revision: June 5, 2025", None, LATER),
        ("03.06.2025 - Lamps and Roofs", JUNE, None),
        ("Ines Hall - 3 June 2025 - 4 comments", JUNE, None),
        ("2025-06-03 15:10:53 字号：A- A A+ 来源：灯塔", JUNE, None),
    ],
)
def test_a_dateline_says_when(line: str, published: date | None, modified: date | None) -> None:
    found = read_dateline(line)
    assert found is not None
    assert (found.published, found.modified) == (published, modified)


@pytest.mark.parametrize(
    "line", ["The wall fell on 3 June 2025", "June", "3 lamps of 2025", "Updated lamps, 14 of them"]
)
def test_a_line_that_says_something_else_is_no_dateline(line: str) -> None:
    assert read_dateline(line) is None


def test_a_plain_text_tells_both_dates_and_who_wrote_for_whom() -> None:
    text = "\n\n".join(
        ["Lantern museum reopens", "By Ada Roe and Tom Venn for The Harbour Post",
         "Updated 5 June 2025, first published 3 June 2025", *STORY]
    )  # fmt: skip
    [page] = read_bytes("a.txt", text.encode(), limit_mb=1, source="a.txt")
    assert isinstance(page, Page)
    found = clean(page, article_id="x")
    assert (found.published, found.modified) == (JUNE, LATER)
    assert (found.byline, found.publisher) == ("Ada Roe and Tom Venn", "The Harbour Post")


def test_two_labelled_days_stand_beside_a_bar() -> None:
    text = "\n\n".join(["Lantern museum", "Published 3 June 2025 | Updated 5 June 2025", *STORY])
    [page] = read_bytes("a.txt", text.encode(), limit_mb=1, source="a.txt")
    assert isinstance(page, Page)
    found = clean(page, article_id="x")
    assert (found.published, found.modified) == (JUNE, LATER)


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("(03.06.2025) ", JUNE), ("NORVIK, June 3, 2025 /Newswire/ -- ", JUNE), ("NORVIK, June 3, 2025 (AP) — ", JUNE),
        ("Norvik, 3 June 2025 – ", JUNE), ("(Since 3 June 2025) ", None), ("In the spring of 3 June 2025 ", None),
        ("The lamps of 3 June 2025 (AP) – ", None),
    ],
)  # fmt: skip
def test_a_story_may_begin_with_its_place_and_day(opening: str, day: date | None) -> None:
    text = "\n\n".join(["Lantern museum", opening + LEAD, MORE, LAST])
    [page] = read_bytes("a.txt", text.encode(), limit_mb=1, source="a")
    assert isinstance(page, Page)
    assert clean(page, article_id="a").published == day


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    ("last", "days"),
    [
        ("First published: 3 June 2025. Updated: 5 June 2025", (JUNE, LATER)),
        ("Erschienen am 3. Juni 2025", (JUNE, None)),
        ("The catalogue was published on 3 June 2025.", (None, None)),
        ("3 June 2025", (None, None)),
    ],
)
def test_a_text_may_say_at_its_end_when_it_was_published(name: str, last: str, days: tuple[date | None, ...]) -> None:
    [page] = read_bytes(name, "\n\n".join(["# Lantern museum", *STORY, last]).encode(), limit_mb=1, source=name)
    assert isinstance(page, Page)
    found = clean(page, article_id="x")
    assert (found.published, found.modified) == days
