"""Whatever models and articles write, the check comes to a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.answer.prove.support.days import days
from bot.answer.prove.support.judge import Judge
from bot.answer.prove.support.numbers import numbers
from bot.values import Draft, Offered
from index.values import Article, Block, Span

# What readers of numbers, dates, names and marks trip over: digits that are none, letters that fold into others.
PIECES = [
    "⁰⁴⁵", "₀₁₂", "½", "٣", "１２", "m²", "1,204", "1.204,5", "6:42", "31 votes to 29", "2,5,7", "1..2", "12:", ":30",
    "forty-three", "two hundred and four", "a third", "hundred", "und", "and",
    "ſeptember 3", "3 aprıl", "frıday", "ſunday", "31 February", "0 May", "2024-13-45", "1999", "in März 2024", "May",
    "İstanbul", "ΑΣΣ", "Dr. O'Neil", "Saint-Brannoc", "'s", "’s", "“", "”", "„", "«", "‘x’", "\"", "—", ";", ":", "?",
    "not", "no longer", "may", "said", "was told by", "who", "more than", "at least", "than", "from", "to", "by",
    "http://[::1", "@everyone", "\x00", "\ud7ff", "\U0001f600", "\u202e", "(", "[a]", "\\", "*", "\n",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=1, max_size=9).map(" ".join)


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    return np.ones((len(texts), 1), dtype=np.float32)


@st.composite
def offers(draw: st.DrawFn) -> tuple[Offered, ...]:
    """Sentences of one article, each a block of its own."""
    sentences = draw(st.lists(texts, min_size=1, max_size=3))
    text = "\n\n".join(sentences)
    starts = [sum(len(one) + 2 for one in sentences[:place]) for place in range(len(sentences))]
    spans = tuple(Span(start, start + len(one)) for start, one in zip(starts, sentences, strict=True))
    blocks = tuple(Block(span.start, span.end, "prose") for span in spans)
    language = draw(st.sampled_from(("en", "de", "")))
    day = draw(st.sampled_from((None, date.min, date.max)) | st.dates())
    article = Article("a", "a.txt", text, draw(texts), blocks, spans, language=language, published=day)
    return tuple(Offered(f"key{place}", article, span, "prose") for place, span in enumerate(spans))


@settings(max_examples=150)
@given(texts, offers(), st.lists(st.sampled_from(("key0", "key1", "none")), max_size=2))
def test_every_draft_gets_a_verdict_and_keys_that_were_offered(
    text: str, offered: tuple[Offered, ...], keys: list[str]
) -> None:
    (judged,) = Judge(encode).judge([Draft(text, tuple(keys))], offered)
    assert set(judged.keys) <= {one.key for one in offered}
    assert bool(judged.keys) == (judged.verdict != "fabricated")


@settings(max_examples=300)
@given(texts)
def test_numbers_and_days_stand_where_they_say(text: str) -> None:
    places = [(one.start, one.end) for one in numbers(text)] + [(one.start, one.end) for one in days(text)]
    assert all(0 <= start < end for start, end in places)


@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)))
def test_a_date_is_read_however_it_is_written(day: date) -> None:
    for told in (f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        assert [(one.year, one.month, one.day) for one in days(f"On {told} it rained.")] == [
            (day.year, day.month, day.day)
        ]
