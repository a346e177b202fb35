"""Which date of a text dates what."""

from __future__ import annotations

import pytest

from bot.answer.quote.kinds import dated, offered
from index.text.language import terms


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("harbour fire", "The harbour fire of 3 May destroyed nine boats."),
        ("harbour fire", "He lost his boat, three weeks before the harbour fire on 3 May 2021."),
        ("harbour fire", "On Saturday fire broke out in the sheds."),
        ("bridge opening", "The bridge, 640 metres long, was ready for its opening by the end of 2021."),
    ],
)
def test_a_date_dates_what_it_stands_beside_or_what_its_sentence_is_about(topic: str, text: str) -> None:
    assert dated(terms(topic, "en"), text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "The Post noted Monday that most people believe in arson in the harbour.",
        "The owner of a burnt boat said on Thursday that he blames nobody for the fire.",
        "The mayor, who was elected in March 2019 by a narrow margin, spoke about the fire.",
        "The harbour fire destroyed nine boats.",
    ],
)
def test_the_day_of_a_report_dates_nothing_else(text: str) -> None:
    assert not dated(terms("harbour fire", "en"), text, "en")


def test_a_caption_dates_only_what_it_tells_beside_its_photograph() -> None:
    topic = terms("harbour fire", "en")
    assert not dated(topic, "The harbour after the fire, on 4 May 2021.", "en", caption=True)
    assert dated(topic, "Burnt sheds near the quay where fire broke out on 3 May 2021.", "en", caption=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The line will open on 14 April 2027.", 0.0),
        ("It opened on April 14, 2027.", 0.0),
        ("The line is 6.4 kilometres long.", 1.0),
        ("In April 2027 eleven stops opened.", 1.0),
    ],
)
def test_a_day_of_a_month_is_no_amount(text: str, found: float) -> None:
    assert offered("number", "How long is the tram line?", text) == found
