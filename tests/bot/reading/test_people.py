"""Persons in a text."""

from __future__ import annotations

import pytest

from bot.reading.people import people


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The inquiry was led by Beatrix Holloway, a retired judge of Port Callis.", ["Beatrix Holloway"]),
        ("On Monday Mayor Ilse Brandt opened the Kestrel Bridge in Nord Haven.", ["Ilse Brandt"]),
        ("Captain Dray of the ferry Saint Brannoc spoke to the Callis Courier.", ["Dray"]),
        ("Magnus Dray and Tobias van Wren resigned; Dray said so.", ["Magnus Dray", "Tobias van Wren"]),
        ("The Northern Wire and Nordhaken Energy are in Eastwater.", []),
        ("A view of the hall. (OLGA MALTSEVA/AFP via Getty)", []),
        ('Thieves took "The Salt Gatherers", the best work of Ines Varga; “Grey Morning” stayed.', ["Ines Varga"]),
        ('"Magnus Dray resigned," said Ilse Brandt.', ["Magnus Dray", "Ilse Brandt"]),
    ],
)
def test_persons_are_told_from_places_and_bodies(text: str, named: list[str]) -> None:
    assert people(text) == named
