"""Which hard facts of a statement the cited sentences and their context do not bear."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.prove.facts import missing
from bot.answer.prove.premise import premises
from bot.reading.addresses import addresses
from tests.bot.answer.prove.cited import article, cite, offer

UNION = cite(
    "Vantor Foods will shut its plant in Millbrook next spring.",
    "The union says that 412 people will lose their jobs, more than the company admits, because it does not count "
    "those on fixed-term contracts.",
    title="Millbrook loses its factory: 412 jobs to go at Vantor",
    publisher="Kelmouth Gazette",
)


@pytest.mark.parametrize(
    "statement",
    [
        "The union says 412 people will lose their jobs.",
        "According to the union, 412 jobs will be lost at Vantor.",
        "412 jobs will go at Vantor in Millbrook, the Kelmouth Gazette reported on 18 September 2025.",
        "The union put the number of jobs to be lost at 412.",
    ],
)
def test_natural_wording_with_the_facts_of_sentence_and_context_lacks_nothing(statement: str) -> None:
    assert missing(statement, UNION) == ()


@pytest.mark.parametrize(
    ("statement", "fact"),
    [
        ("The company says 412 people will lose their jobs.", "who said it"),
        ("412 people lost their jobs.", "plan"),
        ("More than 412 people will lose their jobs.", "bound of 412"),
        ("The union says 421 people will lose their jobs.", "number 421"),
        ("The union in Ardgate says 412 people will lose their jobs.", "name Ardgate"),
        ("412 people will not lose their jobs.", "negation"),
        ("412 people will lose their jobs on 18 September 2025.", "date 18 September 2025"),
        ("All 412 people will lose their jobs.", "all of it"),
        ("412 jobs will go, see www.example.org", "address www.example.org"),
    ],
)
def test_a_wrong_fact_is_named(statement: str, fact: str) -> None:
    assert fact in missing(statement, UNION)


def test_a_statement_without_a_premise_lacks_it() -> None:
    assert missing("Anything.", ()) == ("premise",)


def test_facts_may_come_from_several_articles_but_a_doubt_stays() -> None:
    wire = article("Prosecutors suspect Wray of fraud.", name="w")
    other = article("Sound Ferries moved a ship.", name="o")
    both = premises([*offer(wire), *offer(other)])
    assert missing("Prosecutors suspect Wray, and Sound Ferries moved a ship.", both) == ()
    assert missing("Wray committed fraud.", both) == ("doubt",)


# What readers of numbers, dates, names and marks trip over: digits that are none, letters that fold into others.
PIECES = [
    "⁰⁴⁵", "½", "٣", "１２", "m²", "1,204", "1.204,5", "6:42", "31 votes to 29", "2,5,7", "1..2", "12:", ":30",
    "two hundred and four", "hundred", "und", "and", "ſeptember 3", "3 aprıl", "frıday", "31 February", "2024-13-45",
    "İstanbul", "ΑΣΣ", "Dr. O'Neil", "Saint-Brannoc", "'s", "’s", "“", "”", "«", "‘x’", "—", ";", ":", "?", "May",
    "all", "a third", "not", "no longer", "may", "said", "was told by",
    "who", "more than", "than", "from", "to", "by", "if", "will be",
    "http://[::1", "@everyone", "\x00", "\ud7ff", "\u202e", "(", "[a]", "\\", "*", "\n", "US$", "%", "of the",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=1, max_size=9).map(" ".join)


@given(texts, st.lists(texts, min_size=1, max_size=3), st.sampled_from(("en", "de", "")), st.dates() | st.none())
def test_whatever_is_written_gets_an_answer(
    statement: str, sentences: list[str], language: str, published: date | None
) -> None:
    found = replace(article(*sentences, language=language), published=published)
    assert all(fact.strip() for fact in missing(statement, premises(offer(found))))


@given(texts.filter(lambda text: not addresses(text)))
def test_whatever_is_stored_bears_itself(text: str) -> None:
    assert missing(text, cite(text)) == ()
