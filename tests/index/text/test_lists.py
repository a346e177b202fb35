"""Which lines are a list's, and what they stand under."""

from __future__ import annotations

import pytest

from index.clean.story import clean
from index.text.lists import heads_of, items, listed
from index.text.split import sentences
from index.values import Page

PROSE = "The harbour office of Sandmark has set its fees for the coming year, it said on Friday."


def heads(*blocks: str, marked: bool = False) -> list[tuple[str, str]]:
    article = clean(Page("p", "\n\n".join([PROSE, *blocks, PROSE]), title="Fees", marked=marked), article_id="a")
    found = listed(article)
    return [(one.head.of(article.text) if one.head else "", one.line.of(article.text)) for one in found]


def test_lines_stand_under_the_line_with_a_colon() -> None:
    assert heads("The fees are:", "Dinghies: 9 crowns", "Barges: 70 crowns") == [
        ("The fees are:", "Dinghies: 9 crowns"),
        ("The fees are:", "Barges: 70 crowns"),
    ]


def test_lines_stand_under_their_heading() -> None:
    found = heads("# Opening hours", "Monday: closed", "Tuesday: 10 to 6", marked=True)
    assert found == [("Opening hours", "Monday: closed"), ("Opening hours", "Tuesday: 10 to 6")]


def test_labels_with_values_stand_under_the_sentence_above_and_other_lines_under_nothing() -> None:
    assert heads("For: 12", "Against: 7") == [(PROSE, "For: 12"), (PROSE, "Against: 7")]
    assert heads("Dogs must wait outside", "The tower has 90 steps")[0] == ("", "Dogs must wait outside")


def test_rows_stand_under_the_heads_of_their_columns() -> None:
    assert heads("Prices:", "Service | Price", "Crane | 150 crowns", "Winter berth | 800 crowns")[1:] == [
        ("Service | Price", "Crane | 150 crowns"),
        ("Service | Price", "Winter berth | 800 crowns"),
    ]


def test_rows_with_the_heads_of_their_columns_say_all_by_themselves() -> None:
    rows = ["Service: Crane | Price: 150 crowns", "Service: Winter berth | Price: 800 crowns"]
    assert heads(*rows) == [("", row) for row in rows]
    assert heads("# Fees of 2026", *rows, marked=True) == [("Fees of 2026", row) for row in rows]


def test_sentences_and_one_line_alone_are_no_list() -> None:
    assert heads("The fees are:", "The barge pays 70 crowns a night.", "Nobody complained.") == []


def test_a_numbered_paragraph_is_an_item_and_a_title_before_a_name_is_none() -> None:
    text = f"{PROSE}\n\n1. Mill pool. Deep and cold.\n\nMr. Hale said so. He was not asked."
    article = clean(Page("p", text, title="Pools"), article_id="a")
    assert [one.of(article.text) for one in items(article)] == ["1. Mill pool. Deep and cold."]


@pytest.mark.parametrize("hour", ["05:30", "9.40 p.m.", "17h05", "[22:15]", "8:05pm:"])
def test_a_paragraph_that_opens_with_the_hour_is_an_item(hour: str) -> None:
    text = f"{PROSE}\n\n{hour} The wind has dropped. The warning is lifted."
    article = clean(Page("p", text, title="Gale"), article_id="a")
    assert [one.of(article.text) for one in items(article)] == [f"{hour} The wind has dropped. The warning is lifted."]


def test_a_paragraph_stands_under_the_one_that_asks_before_it_in_a_text_that_asks_twice() -> None:
    asked = "Who pays?\n\nThe owners of barges do so. Those of dinghies never did."
    text = f"{PROSE}\n\n{asked}\n\nSince when?\n\nThey have paid since May.\n\nThe fees will stay."
    article = clean(Page("p", text, title="Fees"), article_id="a")
    spans = sentences(article)
    said = [one.of(article.text) for one in spans]
    under = dict(zip(said, heads_of(article, spans), strict=True))
    assert under["The owners of barges do so."] == under["Those of dinghies never did."] == "Who pays?"
    assert under["They have paid since May."] == "Since when?"
    assert under[PROSE] == under["The fees will stay."] == ""
    once = clean(Page("p", f"{PROSE}\n\nWho pays?\n\nThe owners of barges do so.", title="Fees"), article_id="a")
    assert set(heads_of(once, sentences(once))) == {""}
