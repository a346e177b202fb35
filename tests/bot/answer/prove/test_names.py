"""Names, and which of them a premise does not bear."""

from __future__ import annotations

import pytest

from bot.answer.prove.names import missing
from bot.answer.prove.premise import Premise
from bot.reading.names import names
from tests.bot.answer.prove.cited import article, cite


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The harbour master, Marguerite Solano, watched.", ["Marguerite", "Solano"]),
        ("Yesterday nobody came.", []),
        ("It sank in May. She wept.", []),
        ("NATO ships came.", ["NATO"]),
        ("said Mayor Okonjo-Hale's brother", ["Mayor", "Okonjo-Hale"]),
        ("“We know,” said Dray.", ["Dray"]),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the U.S. army", "the United States army"),
        ("N.A.T.O. ships", "NATO ships"),
        ("the European Union", "the EU"),
        ("the WHO", "the World Health Organization"),
        ("American troops", "troops of the US"),
        ("an Austrian firm", "a firm in Austria"),
        ("London and Kelmouth", "the London-Kelmouth line"),
    ],
)
def test_the_same_name_in_two_spellings(one: str, other: str) -> None:
    for mine, theirs in ((one, other), (other, one)):
        assert list(missing(f"They saw {mine}.", cite(f"He joined {theirs}.")[0])) == []


@pytest.mark.parametrize("name", ["Karam", "Austria", "UN"])
def test_another_name_is_missing(name: str) -> None:
    assert list(missing(f"They went to {name}.", cite("He joined the EU in Karoun, Australia.")[0])) == [f"name {name}"]


def test_a_first_name_comes_from_anywhere_in_the_article() -> None:
    found = article("Judge Beatrix Holloway came.", "It rained.", "It stopped.", "Holloway’s report is long.")
    premise = Premise(found, found.sentences[3:])
    assert list(missing("The report by Beatrix Holloway is long.", premise)) == []
    assert list(missing("The report by Agnes Holloway is long.", premise)) == ["name Agnes"]


def test_german_nouns_are_no_names() -> None:
    premise = cite("Der Park soll 27 Jahre lang laufen.", language="de")[0]
    assert list(missing("Die Laufzeit soll 27 Jahre betragen.", premise)) == []
    assert list(missing("Das sagte Onno Janssen.", premise)) == ["name Onno", "name Janssen"]
