"""Whether a text holds a time, a quantity or an event that a question seeks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.quote.requirements import bears, matter

WORDS = "when how old did was is the The of Piet Amsel NATO born swim retire , ? ("


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was the bridge opened?", "It was opened in 911."),
        ("When was the bridge opened?", "Runa Falk opened it on the morning after the storm."),
        ("When was the bridge opened?", "It was opened when the ferry sank."),
        ("When did she speak?", "She spoke two weeks ago."),
        ("What year was it sold?", "They sold it in the early nineties."),
        ("When did the minister say so?", "The minister said on Friday that it would cost more."),
        ("How many boats burnt?", "Several boats burnt."),
        ("How many boats burnt?", "No boat was saved."),
        ("How long did it last?", "It lasted for weeks."),
        ("How old is the captain?", "The captain, 58, has not spoken."),
        ("How old is the captain?", "Its captain was born in a lighthouse."),
        ("How old is the captain?", "She rescued a girl of eleven."),
        ("How old is the captain?", "He is 84 now and walks with two sticks."),
        ("How old is the reef?", "It has grown for 7,000 years."),
        ("Why did she leave?", "She was tired."),
        ("What time did it sink?", "It sank at half past two."),
    ],
)
def test_a_text_bears_the_time_age_or_quantity_that_is_asked(question: str, text: str) -> None:
    assert bears(question, text, "en")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was the bridge opened?", "The bridge was opened by Runa Falk, who may return and march across it."),
        ("When was the bridge of 1998 opened?", "Runa Falk opened the bridge of 1998."),
        ("When was the boat sold?", "The harbour master said on Monday that the boat is gone."),
        ("So, in what year was it sold?", "It weighs 640 tonnes."),
        ("How many boats burnt?", "Boats burnt in the harbour."),
        ("At what time did it sink?", "It sank with all its lamps."),
        ("How old is the captain?", "The captain has led the crew for four years, since the fire of 2021."),
    ],
)
def test_a_text_without_it_does_not(question: str, text: str) -> None:
    assert not bears(question, text, "en")
    assert bears(question, text, "de")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did Wanda Krill retire?", "Krill stepped down in May."),
        ("when did the captain die", "The death of Krill in 1998 was noted by nobody."),
        ("In what year was Wanda Krill born?", "Wanda Krill (1919–1999) steered ferries."),
        ("When will Krill join the council?", "She has worked there since 2009."),
        ("When did Piet Amsel swim?", "Amsel swam on Sunday."),
        ("When did the Ost Empire fall?", "The Empire lasted from 1299 to 1923."),
        ("How old is Piet Amsel?", "The engineer, Piet Amsel, 46, laughed."),
    ],
)
def test_an_event_is_told_in_one_of_its_words(question: str, text: str) -> None:
    assert told(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did Wanda Krill retire?", "The retired captain Wanda Krill spoke on 4 May 2021."),
        ("When did Wanda Krill retire?", "The manager retired on 4 May 2021."),
        ("When was Wanda Krill born?", "Wanda Krill spoke on 4 May 2021."),
        ("When did Piet Amsel swim?", "Amsel built a bridge in 2021."),
        ("How old is Piet Amsel?", "Wanda Krill, 58, steered the ferry."),
        ("How old is the keeper?", "Wanda Krill, 58, steered the ferry."),
        ("How old is Piet Amsel?", "Amsel led the work for four years."),
    ],
)
def test_another_event_an_attribute_or_another_name_does_not_tell_it(question: str, text: str) -> None:
    assert not told(question, text)


@pytest.mark.parametrize(
    "question",
    [
        "Who retired?",
        "When did the attack happen?",
        "When did the Ost War begin?",
        "When did the captain sell the boat?",
        "When was the retired captain heard?",
        "When was the man who died last seen?",
        "When was the storm?",
        "When did Piet Amsel?",
    ],
)
def test_most_questions_leave_the_words_of_the_answer_open(question: str) -> None:
    assert matter(question) is None


def test_who_is_asked_about_is_named_or_spoken_of() -> None:
    assert told("When did Wanda Krill retire?", "She retired in May.")
    assert told("When did the captain of the Ost retire?", "Wanda Krill retired in May.")
    assert told("How old is the retired captain of the Ost?", "The captain is 58.")
    assert told("how old is piet amsel", "The engineer is 46.")


@given(st.lists(st.sampled_from(WORDS.split())))
def test_any_words_are_read(words: list[str]) -> None:
    told(" ".join(["When", *words]), "Piet Amsel (1950) swam.")
    told(" ".join(["how old", *words]), "Piet Amsel (1950) swam.")


def told(question: str, text: str) -> bool:
    """Tell whether a text tells the matter of a question, if it has one."""
    wanted = matter(question)
    return wanted is None or wanted.told(text, text, question)
