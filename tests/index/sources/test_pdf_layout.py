"""Pages of PDF files that are laid out as papers are: columns, headlines over them, turned tables."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

import pytest

from index.clean import clean
from index.sources.files import read_bytes
from index.values import Article, Failure, Page

if TYPE_CHECKING:
    from fpdf import FPDF

WALL = [
    "The council of Norvik voted on Tuesday to rebuild the eastern sea wall before the winter storms arrive at last.",
    "Mayor Ilse Brandt said that the work would cost 4.2 million crowns and would be finished by the end of October.",
    "Engineers from the county had warned in March that 310 metres of the wall stood on sand and could give way.",
]
TRAM = [
    "The tram works of Velm closed on Friday after 83 years, and the last carriage went to the museum on a lorry.",
    "Foreman Jonas Reed switched the lights off himself and took the key to the town hall that nobody wanted.",
]
REEF = ["Divers mapped the reef that sank the Margarethe and found that the wreck lies in two pieces in the deep."]


def paper() -> FPDF:
    from fpdf import FPDF

    made = FPDF(unit="pt", format="A4")
    made.set_auto_page_break(False)
    made.add_page()
    made.set_font("Times", size=10)
    return made


def wrapped(paragraphs: Sequence[str], width: int) -> list[str]:
    return [line for paragraph in paragraphs for line in textwrap.wrap(paragraph, width)]


def columns(made: FPDF, lefts: Sequence[int], texts: Sequence[Sequence[str]], width: int, shift: int = 0) -> None:
    """Draw columns row by row, each `shift` points lower than the one before."""
    for number, row in enumerate(zip_longest(*(wrapped(text, width) for text in texts))):
        for column, (left, line) in enumerate(zip(lefts, row, strict=True)):
            if line:
                made.text(left, 120 + 12 * number + shift * column, line)


def found(made: FPDF) -> list[Page | Failure]:
    return list(read_bytes("a.pdf", bytes(made.output()), limit_mb=5, source="a.pdf"))


def read(made: FPDF) -> Article:
    (one,) = found(made)
    assert isinstance(one, Page), one
    return clean(one, article_id="x")


def said(made: FPDF) -> str:
    return " ".join(read(made).text.split())


@pytest.mark.parametrize("texts", [(WALL, TRAM, REEF), (REEF, TRAM, WALL), (TRAM, WALL, TRAM), (WALL, REEF, WALL)])
@pytest.mark.parametrize("shift", [0, 4])
def test_three_columns_are_read_one_after_the_other(texts: Sequence[Sequence[str]], shift: int) -> None:
    made = paper()
    columns(made, (40, 215, 390), texts, 34, shift)
    assert said(made) == " ".join(sentence for text in texts for sentence in text)


def test_a_headline_over_two_columns_is_the_title_and_in_no_sentence() -> None:
    made = paper()
    made.set_font("Times", size=22)
    made.text(40, 50, "Norvik rebuilds the wall")
    made.text(40, 76, "that kept it dry")
    made.set_font("Times", size=10)
    made.text(40, 96, "By Ines Hall")
    columns(made, (40, 300), (WALL, TRAM), 50)
    assert said(made) == " ".join([*WALL, *TRAM])
    assert (read(made).title, read(made).byline) == ("Norvik rebuilds the wall that kept it dry", "Ines Hall")


def test_a_turned_table_is_read_row_by_row_and_in_no_sentence() -> None:
    made = paper()
    for number, line in enumerate(wrapped(WALL, 90)):
        made.text(40, 60 + 12 * number, line)
    with made.rotation(90, 300, 500):
        for row, cells in enumerate((("Year", "Cost"), ("2023", "1.1 million"), ("2024", "3.7 million"))):
            for column, cell in enumerate(cells):
                made.text(200 + column * 90, 480 + row * 14, cell)
    made.text(40, 700, "The table shows what was spent until now.")
    blocks = read(made).text.split("\n\n")
    assert {"Year: 2023 | Cost: 1.1 million", "Year: 2024 | Cost: 3.7 million"} <= set(blocks)
    assert blocks[-1] == "The table shows what was spent until now."


def test_a_word_is_whole_again_behind_a_page_with_its_head_and_number() -> None:
    made = paper()
    for number, lines in enumerate(
        (["The builders closed the old gates of the har-"], ["bour before the night."], ["It is dark."])
    ):
        if number:
            made.add_page()
            made.set_font("Times", size=10)
        made.text(40, 30, f"THE NORVIK TIDE   Page {number + 1}")
        for at, line in enumerate([*wrapped(WALL, 80)[: 0 if number else 9], *lines, *wrapped(TRAM, 80)[: 9 * number]]):
            made.text(40, 60 + 12 * at, line)
        made.text(40, 820, f"{number + 1} / 3")
    text = said(made)
    assert "The builders closed the old gates of the harbour before the night." in text
    assert "TIDE" not in text


def test_a_page_whose_order_nobody_can_tell_is_refused_and_the_others_are_read() -> None:
    made = unclear()
    (refused,) = found(made)
    assert isinstance(refused, Failure)
    assert "columns" in refused.reason
    made = unclear()
    made.add_page()
    made.set_font("Times", size=10)
    for number, line in enumerate(wrapped(WALL, 90)):
        made.text(40, 60 + 12 * number, line)
    page, refused = found(made)
    assert isinstance(page, Page)
    assert " ".join(page.text.split()) == " ".join(WALL)
    assert isinstance(refused, Failure)
    assert refused.source == "a.pdf#page=1"


def unclear() -> FPDF:
    """Return a page with two columns of verses, whose lines begin in capitals."""
    made = paper()
    verses = [f"{word} is the wall that keeps the water out" for word in ("Grey", "Old", "Tall", "Long", "Cold")]
    others = [f"{word} are the lamps that light the tram to Velm" for word in ("Red", "Low", "Dim", "Far", "Few")]
    columns(made, (40, 300), (verses, others), 60)
    return made


def test_a_hyphen_that_is_no_break_of_a_word_stays() -> None:
    lines = [
        "All winter long the council of the town of Port-",
        "Lune paid for the many drivers of the north-",
        "and southbound trams, who kept their old con-",
        "tracts until the spring, as the mayor had prom-",
        "ised them.",
    ]
    made = paper()
    for number, line in enumerate(lines):
        made.text(40, 60 + 12 * number, line)
    told = "Port-Lune paid for the many drivers of the north- and southbound trams, who kept their old contracts"
    assert told in said(made)
    [page] = read_bytes("a.txt", "\n".join(["Trams", "", *lines]).encode(), limit_mb=1, source="a.txt")
    assert isinstance(page, Page)
    assert told in clean(page, article_id="x").text


@pytest.mark.parametrize("head", [["By Ines Hall", "3 June 2019"], ["Published 3 June 2019"], ["Norvik, 3 June 2019"]])
def test_the_head_is_none_of_the_first_paragraph_however_close_it_stands(head: Sequence[str]) -> None:
    made = paper()
    made.set_font("Times", size=20)
    made.text(40, 80, "Norvik rebuilds the wall")
    made.set_font("Times", size=10)
    for number, line in enumerate([*head, *wrapped(WALL, 80)]):
        made.text(40, 110 + 12 * number, line)
    assert read(made).published == date(2019, 6, 3)
    assert read(made).text.startswith(WALL[0])


@pytest.mark.parametrize(
    ("capital", "rest", "opening"),
    [
        ("T", "he lamps", "The lamps"), ("T", "HE LAMPS", "THE LAMPS"), ("«W", "e lit the lamps», we", "«We lit"),
        ("A", "council", "A council"), ("A", "fter the vote", "After the vote"), ("I", "Jonas, lit the", "I Jonas"),
    ],
)  # fmt: skip
def test_a_drop_capital_is_a_letter_of_its_word_or_a_word(capital: str, rest: str, opening: str) -> None:
    made = paper()
    made.set_font("Times", size=36)
    made.text(40, 130, capital)
    made.set_font("Times", size=10)
    for number, line in enumerate(
        wrapped([f"{rest} of nine said so, and the council meant it on Tuesday.", *WALL], 70)
    ):
        made.text(90 if number < 3 else 40, 110 + 12 * number, line)
    assert read(made).text.startswith(opening)
