"""Who says it."""

from __future__ import annotations

import pytest

from bot.answer.prove.speakers import missing
from tests.bot.answer.prove.cited import cite

DRAVA = "Shelling killed nine people in Drava, the Relief Mission said, without saying which side had fired."
CALDER = "Ines Calder, the transport minister, told parliament that the line opens in 2029 and that she would stay."


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (DRAVA, "The Relief Mission said shelling killed nine people."),
        (DRAVA, "According to the Relief Mission, shelling killed nine people."),
        (DRAVA, "Shelling killed nine people in Drava."),
        (CALDER, "Calder said she would stay."),
        (CALDER, "The line opens in 2029, the transport minister told parliament."),
        ("“We heard her,” said Marguerite Solano, the harbour master.", "Solano said they heard her."),
        ("Pavel Hruby points out that two were sampled.", "Hruby noted that two were sampled."),
        (
            "Researchers found that mice live longer, but cautioned that men may not.",
            "Researchers cautioned that men may not.",
        ),
        ("The bill is 571 million crowns.", "The Bridge Post reported that the bill is 571 million crowns."),
    ],
)
def test_who_says_it_may_be_told_in_other_words(sentence: str, statement: str) -> None:
    assert list(missing(statement, cite(sentence, publisher="The Bridge Post")[0])) == []


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (DRAVA, "The army said shelling killed nine people."),
        (CALDER, "The mayor said the line opens in 2029."),
        ("The bill is 571 million crowns, the treasurer said.", "Mayor Tannery said the bill is 571 million crowns."),
        ("The union says 412 jobs go, more than the company admits.", "The company says 412 jobs go."),
        (
            "Peregrine Labs plans to cut 300 jobs, two insiders said.",
            "Peregrine Labs announced that it plans to cut 300 jobs.",
        ),
    ],
)
def test_what_one_says_is_not_given_to_another(sentence: str, statement: str) -> None:
    assert list(missing(statement, cite(sentence)[0])) == ["who said it"]


def test_a_pronoun_means_somebody_of_the_sentence_before() -> None:
    premise = cite("Petra Lindahl runs the company.", "She said that a ship would move.")[0]
    assert list(missing("Lindahl said a ship would move.", premise)) == []
    assert list(missing("Tannery said a ship would move.", premise)) == ["who said it"]
