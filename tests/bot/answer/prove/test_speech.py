"""Whose words a sentence is."""

from __future__ import annotations

import pytest

from bot.answer.prove.speech import names_speaker, phrase, speech
from index.values import Span
from tests.bot.answer.pages import article

STORY = article(
    [
        "Petra Lund, the harbour master, accepted the findings and said that she had offered to resign.",
        "“The board has asked me to stay,” she said.",
        "The horn on Tern Point will sound again.",
        "The loss was small, a police spokeswoman said.",
        "Reuters on Monday cited three anonymous sources who said the dam had been inspected.",
        "“There was a drawer,” said the retired judge, Beatrix Holl, who led the inquiry.",
        "“Nobody opened it.”",
        "A trawl net, Lindqvist said, could undo that.",
        "About 640 people were told to leave their homes.",
        "According to the harbour office, nobody was hurt.",
    ]
)


@pytest.mark.parametrize(
    ("place", "speaker"),
    [
        (0, "Petra Lund, the harbour master"),
        (1, "Petra Lund, the harbour master"),
        (2, None),
        (3, "a police spokeswoman"),
        (4, "three anonymous sources"),
        (5, "the retired judge, Beatrix Holl"),
        (6, "the retired judge, Beatrix Holl"),
        (7, "Lindqvist"),
        (8, None),
        (9, "harbour office"),
    ],
)
def test_the_speaker_is_named_as_the_article_names_them(place: int, speaker: str | None) -> None:
    found = speech(STORY, STORY.sentences[place])
    assert (found.speaker.removeprefix("the ") if found else None) == (
        speaker.removeprefix("the ") if speaker else None
    )
    assert found is None or found.speaker in STORY.text


def test_second_hand_reports_stay_second_hand() -> None:
    found = speech(STORY, STORY.sentences[4])
    assert found is not None
    said = phrase(found, STORY)
    assert said == "three anonymous sources, cited by Reuters, reported by “The ferry returns”"


def test_a_statement_that_names_the_speaker_needs_no_attribution() -> None:
    found = speech(STORY, STORY.sentences[5])
    assert found is not None
    assert names_speaker("Judge Holl said that there was a drawer.", found)
    assert not names_speaker("There was a drawer.", found)


COUNCIL = article(
    [
        "The mayor, Patrick Oduya, said that the street would stay open.",
        "Councillor Ruth Ashdown voted against.",
        "She said that the money would be missing from schools.",
        "“I am sure of it,” she said.",
    ]
)


@pytest.mark.parametrize(("first", "last"), [(1, 2), (1, 3), (2, 2), (2, 3)])
def test_a_pronoun_is_never_taken_for_one_who_spoke_before_another_was_named(first: int, last: int) -> None:
    assert speech(COUNCIL, Span(COUNCIL.sentences[first].start, COUNCIL.sentences[last].end)) is None


def test_a_role_keeps_its_article_beside_a_name() -> None:
    found = speech(COUNCIL, COUNCIL.sentences[0])
    assert found is not None
    assert phrase(found, COUNCIL) == "The mayor, Patrick Oduya, quoted by “The ferry returns”"
    assert not names_speaker("The street would stay open.", found)
