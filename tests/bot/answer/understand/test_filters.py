"""How questions name what to search: publishers, publication dates, the newest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.understand import filters
from bot.answer.understand.filters import Reading
from bot.values import Restriction
from index.values import Filters

PUBLISHERS = ("Harbour Times", "The Guardian", "Reuters", "The Sun")
MONDAY = date(2024, 4, 8)


def _read(question: str, today: date = MONDAY) -> Reading:
    return filters.read(question, publishers=PUBLISHERS, today=today)


@pytest.mark.parametrize(
    ("question", "publisher", "topic"),
    [
        ("What did Iran warn, according to Reuters?", "Reuters", "What did Iran warn?"),
        ("According to the harbour times, who lost?", "Harbour Times", "Who lost?"),
        ("What did Reuters report about the bridge?", "Reuters", "What about the bridge?"),
        ("What does the Guardian say about the bridge?", "The Guardian", "What about the bridge?"),
        ("Reuters reported that the bridge closed. Why?", "Reuters", "The bridge closed. Why?"),
        ("What was said about the ferry in The Guardian?", "The Guardian", "What was said about the ferry?"),
        ("In the Harbour Times, who blamed the mayor?", "Harbour Times", "Who blamed the mayor?"),
        ("Only The Harbour Times: who blamed the mayor?", "Harbour Times", "Who blamed the mayor?"),
        ("Reuters only: what is the fare?", "Reuters", "What is the fare?"),
        ("What was decided, as reported by REUTERS?", "Reuters", "What was decided?"),
        ("What does the Guardian article say about fares?", "The Guardian", "What does the article say about fares?"),
        ("Do reports from Reuters mention fares?", "Reuters", "Do reports mention fares?"),
    ],
)
def test_a_source_that_is_named_is_searched_alone(question: str, publisher: str, topic: str) -> None:
    reading = _read(question)
    assert reading.filters == Filters(publisher=publisher)
    assert reading.topic == topic
    assert reading.label == publisher


@pytest.mark.parametrize(
    "question",
    [
        "When was Reuters founded?",
        "Who owns the Guardian?",
        "Who resigned from Reuters?",
        "What happened in the sun?",
        "How hot is the sun?",
        "According to Reuters' sources, what did Iran warn of?",
        "What was reported by Reuters and the Guardian?",
        "What did the Times of Malta report?",
        "Which reuterswerft was closed, according to Reutersson?",
    ],
)
def test_a_question_about_a_publisher_is_not_restricted_to_it(question: str) -> None:
    assert _read(question) == Reading(question, Filters(), False, "")


@pytest.mark.parametrize(
    ("question", "label", "topic"),
    [
        ("What burned in March 2024?", "1–31 March 2024", "What burned?"),
        ("What burned in march 2024?", "1–31 March 2024", "What burned?"),
        ("What burned in February 2024?", "1–29 February 2024", "What burned?"),
        ("What burned in Sept. 2023?", "1–30 September 2023", "What burned?"),
        ("What burned in 2023?", "1 January – 31 December 2023", "What burned?"),
        ("What burned in March?", "1–31 March 2024", "What burned?"),
        ("What burned in december?", "1–31 December 2023", "What burned?"),
        ("What has burned since Saturday?", "since 6 April 2024", "What has burned?"),
        ("What has burned since 5 April?", "since 5 April 2024", "What has burned?"),
        ("What has burned since March 5th, 2024?", "since 5 March 2024", "What has burned?"),
        ("What burned after March 2024?", "since 1 April 2024", "What burned?"),
        ("What burned after 31 December 2023?", "since 1 January 2024", "What burned?"),
        ("What burned before 5 April?", "until 4 April 2024", "What burned?"),
        ("What burned before 2024?", "until 31 December 2023", "What burned?"),
        ("What burned until 1 March 2024?", "until 1 March 2024", "What burned?"),
        ("What burned between 1 and 5 April 2024?", "1–5 April 2024", "What burned?"),
        ("What burned between the 1st and the 5th of April 2024?", "1–5 April 2024", "What burned?"),
        ("What burned from 28 February to 2 March 2024?", "28 February – 2 March 2024", "What burned?"),
        ("What burned from 20 December to 3 January 2024?", "20 December 2023 – 3 January 2024", "What burned?"),
        ("What burned between January and March 2024?", "1 January – 31 March 2024", "What burned?"),
        ("What burned from 2022 to 2023?", "1 January 2022 – 31 December 2023", "What burned?"),
        ("What burned between 2024-03-30 and 2024-04-02?", "30 March – 2 April 2024", "What burned?"),
        ("What burned after 1 March 2024, before 5 April?", "2 March – 4 April 2024", "What burned?"),
        ("What burned last week?", "1–7 April 2024", "What burned?"),
        ("What burned last month?", "1–31 March 2024", "What burned?"),
        ("What burned last year?", "1 January – 31 December 2023", "What burned?"),
        ("What burned this year?", "1 January – 31 December 2024", "What burned?"),
        ("What burned yesterday?", "7 April 2024", "What burned?"),
        ("What burned in the last two weeks?", "since 25 March 2024", "What burned?"),
        ("What burned over the past month?", "since 8 March 2024", "What burned?"),
        ("What burned in the past year?", "since 8 April 2023", "What burned?"),
        ("Which stories from 22 March 2024 mention fire?", "22 March 2024", "Which stories mention fire?"),
        ("Which fires were in articles published on March 22?", "22 March 2024", "Which fires were in articles?"),
        ("Was ist seit Samstag verbrannt?", "since 6 April 2024", "Was ist verbrannt?"),
        ("Was ist im März 2024 verbrannt?", "1–31 March 2024", "Was ist verbrannt?"),
        ("Qu’a brûlé depuis samedi ?", "since 6 April 2024", "Qu’a brûlé?"),
        ("¿Qué se quemó en marzo de 2024?", "1–31 March 2024", "¿Qué se quemó?"),
    ],
)
def test_publication_dates_are_read_and_shown(question: str, label: str, topic: str) -> None:
    reading = _read(question)
    assert reading.label == label
    assert reading.topic == topic


@pytest.mark.parametrize(
    "question",
    [
        "Who claimed the attack on March 22?",
        "Who may have been in the hall, and may they march in?",
        "Why has he been silent since he resigned?",
        "What about yesterday's vote?",
        "What did the 2024 budget change?",
        "What will happen in 2030?",
        "Who won before the final?",
        "What was in room 2024-B?",
        "What burned on 31 February 2024?",
        "Did 1500 people live in 1850s houses?",
        "What is between 5 and 10?",
        "Who went to Fort Duquesne in June 1755?",
        "What was convening in June/July 1754?",
    ],
)
def test_a_date_that_belongs_to_the_topic_stays_there(question: str) -> None:
    assert _read(question) == Reading(question, Filters(), False, "")


def test_the_last_of_a_month_and_of_a_year_are_theirs() -> None:
    assert _read("What burned yesterday?", date(2024, 3, 1)).filters == Filters(
        since=date(2024, 2, 29), until=date(2024, 2, 29)
    )
    assert _read("What burned last month?", date(2024, 1, 31)).label == "1–31 December 2023"
    assert _read("What burned last week?", date(2025, 1, 1)).label == "23–29 December 2024"
    assert _read("What burned last month?", date(2024, 3, 31)).label == "1–29 February 2024"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What is the latest on the bridge?", "What is on the bridge?"),
        ("What is the latest news about the bridge?", "What is about the bridge?"),
        ("What are the most recent fares for the ferry?", "What are fares for the ferry?"),
        ("Who leads in the newest poll of Hale?", "Who leads in poll of Hale?"),
    ],
)
def test_the_newest_can_be_asked_for(question: str, topic: str) -> None:
    assert _read(question) == Reading(topic, Filters(), True, "newest first")


def test_restrictions_combine() -> None:
    reading = _read("What is the latest fare since 1 March 2024, according to the Harbour Times?")
    assert reading.filters == Filters(publisher="Harbour Times", since=date(2024, 3, 1))
    assert reading.label == "Harbour Times · since 1 March 2024 · newest first"


def test_a_question_that_is_all_restriction_is_searched_as_it_stands() -> None:
    assert _read("In March 2024?").topic == "In March 2024?"
    assert _read("In March 2024?").label == "1–31 March 2024"


@given(
    day=st.dates(date(1990, 1, 1), date(2024, 4, 8)),
    length=st.integers(0, 800),
    style=st.sampled_from(["{0.day} {0:%B} {0.year}", "{0:%B} {0.day}, {0.year}", "{0:%Y-%m-%d}"]),
)
def test_every_written_span_of_days_is_read_back(day: date, length: int, style: str) -> None:
    last = min(day + timedelta(days=length), MONDAY)
    reading = _read(f"What burned between {style.format(day)} and {style.format(last)}?")
    assert (reading.filters.since, reading.filters.until) == (day, last)
    assert reading.topic == "What burned?"


@given(st.text(max_size=500), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_is_read(question: str, publishers: list[str]) -> None:
    reading = filters.read(question, publishers=publishers, today=MONDAY)
    assert reading.topic or not question.strip(" ,;:–—-\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85")
    assert not (reading.filters.since and reading.filters.until) or reading.filters.since <= reading.filters.until


@pytest.mark.parametrize(
    ("restriction", "topic"),
    [
        (Restriction(publisher="Reuters"), "What did the bridge cost?"),
        (Restriction(newest_first=True), "What did the bridge cost?"),
        (Restriction(any_date=True), "What did the bridge cost in March 2024?"),
    ],
)
def test_words_go_back_into_the_question_only_where_they_restrict_nothing_any_more(
    restriction: Restriction, topic: str
) -> None:
    question = "What did the bridge cost in March 2024?"
    assert filters.chosen(_read(question), question, restriction).topic == topic


@pytest.mark.parametrize(
    ("question", "published", "since"),
    [
        ("Who won in March?", [date(2022, 3, 5), date(2021, 3, 1), date(2023, 6, 1)], date(2022, 3, 1)),
        ("Who won in March?", [date(2024, 3, 5), date(2021, 3, 1)], date(2024, 3, 1)),
        ("Who won in May?", [date(2022, 5, 31)], date(2022, 5, 1)),
        ("Who won in March?", [date(2022, 4, 1)], date(2024, 3, 1)),
        ("Who won in March?", [], date(2024, 3, 1)),
        ("Who won in March 2023?", [date(2022, 3, 5)], date(2023, 3, 1)),
        ("Who won since March?", [date(2022, 3, 5)], date(2022, 3, 1)),
    ],
)
def test_a_month_without_a_year_is_the_latest_that_has_articles(
    question: str, published: list[date], since: date
) -> None:
    reading = filters.read(question, publishers=(), today=MONDAY, published=lambda: published)
    assert reading.filters.since == since
