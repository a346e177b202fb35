"""Slips, capitals and missing question marks put right by the words of a library."""

from __future__ import annotations

import pytest

from bot.answer.understand.spelling import changed, spelled
from index.library import Library


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("WHO GROUND THE LENS OF THE SKARV LIGHTHOUSE", "Who ground the lens of the Skarv lighthouse?"),
        ("who ground the lens of the skarv lighthouse?", "Who ground the lens of the Skarv lighthouse?"),
        ("Who ground the lens of the Skarv lighthuose?", "Who ground the lens of the Skarv lighthouse?"),
        ("Who is the optcian?", "Who is the optician?"),
        ("whos the optician", "Who's the optician?"),
        ("DIDNT THE SKARV LIGHTHOUSE CLOSE", "Didn't the Skarv lighthouse close?"),
        ("Where is the lighthose?", "Where is the lighthouse?"),  # a letter is missing, so its stem is longer
    ],
)
def test_a_question_is_read_in_the_spelling_of_the_articles(library: Library, typed: str, read: str) -> None:
    assert spelled(typed, library, "default") == read


def test_a_name_that_only_opens_sentences_is_still_one(library: Library) -> None:
    text = "Yrsa Quillon keeps owls. The Bakers from Rell (BR) came. Some bakers sing."
    library.add_files("names", [("a.txt", text.encode())], origin="", source_prefix="test")
    assert spelled("what did yrsa quillon say", library, "names") == "What did Yrsa Quillon say?"
    assert spelled("what do the bakers from rell do", library, "names") == "What do the bakers from Rell do?"
    assert spelled("who runs br?", library, "names") == "Who runs BR?"
    assert spelled("what is br", library, "names") == "What is the Bakers from Rell (BR)?"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Who meidated in the strike?", "Who mediated in the strike?"),  # the articles have another ending
        ("How much does it wigh?", "How much does it weigh?"),
        ("Wer ist die Geschäftsführein?", "Wer ist die Geschäftsführerin?"),  # a stem has no umlauts
    ],
)
def test_a_slip_is_seen_in_other_endings_short_words_and_umlauts(library: Library, typed: str, read: str) -> None:
    text = "The mediator in the strike was Yrsa Quillon. The bell weighs a ton. Sie ist dort die Geschäftsführerin."
    library.add_files("slips", [("b.txt", text.encode())], origin="", source_prefix="test")
    assert spelled(typed, library, "slips") == read


@pytest.mark.parametrize(
    "question",
    [
        "Who ground the lens of the Skarv lighthouse?",
        "Who is Lenz?",  # a name is no slip of an ordinary word
        "What does the Harbor Tines say?",  # nor is one of a text that is known
        "Why did the planes stop?",  # a word of the language, though no article has it
        "lens lighthouse",
        "",
    ],
)
def test_what_is_no_slip_stays(library: Library, question: str) -> None:
    assert spelled(question, library, "default", ["Harbor Tines"]) == question


def test_only_other_letters_are_a_change() -> None:
    assert not changed("WHO WON", "Who won?")
    assert not changed("whos the mayor", "Who's the mayor?")
    assert changed("Who wno?", "Who won?")
