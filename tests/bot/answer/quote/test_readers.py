"""How models that order and read passages join the answerer, with ones that say what they must."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.answer import Answerer
from bot.answer.quote.measure import measure
from bot.answer.quote.readers import (
    NOT_READ,
    NOT_RERANKED,
    READ,
    Excerpt,
    Judgement,
    Readers,
    ReaderWeights,
    Reading,
    open_readers,
)
from bot.errors import ReaderGone
from bot.settings import BotSettings
from index.library import Library
from index.values import Results
from tests.bot.answer.pages import jsonl

QUESTION = "Who ground the lens of the Skarv lighthouse?"


class Preferring:
    """Prefers what holds a text; counts what it was asked."""

    name = "preferring"

    def __init__(self, text: str) -> None:
        self.text, self.asked = text, 0

    def relevance(self, question: str, passages: Sequence[str]) -> list[float]:
        self.asked += 1
        return [30.0 if self.text in passage else -30.0 for passage in passages]

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[float]]:
        self.asked += 1
        return [self.relevance(question, [span.of(one.text) for span in one.sentences]) for one in excerpts]


class Gone:
    """A model that cannot be had."""

    name = "gone"

    def relevance(self, question: str, passages: Sequence[str]) -> list[float]:
        raise ReaderGone("RERANK_MODEL=gone cannot be loaded.")

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[float]]:
        raise ReaderGone("READER_MODEL=gone cannot be loaded.")


def test_a_reader_has_its_say_in_what_is_quoted_first(library: Library) -> None:
    plain = Answerer(library).ask(QUESTION)
    reader = Preferring("Monday")
    answer = Answerer(library, readers=Readers(reader=reader)).ask(QUESTION)
    assert "Monday" not in plain.citations[0].quote
    assert "Monday" in answer.citations[0].quote
    stored = library.article("default", answer.citations[0].article_id, answer.citations[0].revision)
    assert stored.text[answer.citations[0].start : answer.citations[0].end] == answer.citations[0].quote
    assert not answer.notes


@pytest.mark.parametrize("question", [QUESTION, "When can people go and look at the glass?"])
def test_a_reader_that_weighs_nothing_changes_nothing(library: Library, question: str) -> None:
    silent = Readers(reader=Preferring("Monday"), reader_weights=ReaderWeights(1, 0, 1, 0, 0))
    answer, plain = (Answerer(library, readers=readers).ask(question) for readers in (silent, Readers()))
    assert plain.found
    assert [one.quote for one in answer.citations] == [one.quote for one in plain.citations]
    assert answer.outcome == plain.outcome


def test_a_reader_that_finds_no_answer_is_believed_as_far_as_it_weighs(library: Library) -> None:
    nothing = Preferring("no sentence holds this")
    for weight, found in ((0.0, True), (1.0, False)):
        readers = Readers(reader=nothing, reader_weights=ReaderWeights(1, 0.1, 1, weight, 0))
        assert Answerer(library, readers=readers).ask(QUESTION).found is found


def test_a_reranker_orders_what_a_wide_search_finds(library: Library) -> None:
    pages = [
        {"id": f"{n}", "title": f"Storm {n}", "text": f"The storm took roof number {n} in Oster."} for n in range(25)
    ]
    library.add_files("storms", [("storms.jsonl", jsonl(*pages))], origin="", source_prefix="storms")

    def search(most: int) -> Results:
        return library.search("storms", "What did the storm take?", k=most)

    plain = Reading().passages(search, 10)
    last = next(hit for hit in search(25).hits[10:])
    ordered = Reading(Readers(reranker=Preferring(last.passage.text))).passages(search, 10)
    assert ordered.hits[0].passage == last.passage
    assert [hit.score for hit in ordered.hits] == [hit.score for hit in plain.hits]
    assert [hit.passage for hit in ordered.hits[1:]] == [hit.passage for hit in plain.hits[:-1]]


def test_a_passage_is_read_once_for_a_question(library: Library) -> None:
    reader = Preferring("Monday")
    reading = Reading(Readers(reader=reader))
    hits = library.search("default", QUESTION, k=3).hits
    candidates = measure(QUESTION, Results(QUESTION, hits), library.encode).candidates
    first = reading.judgement(QUESTION, candidates, np.zeros(len(candidates)))
    asked = reader.asked
    some = [one for one in candidates if one.hit is hits[0]]
    again = reading.judgement(QUESTION, some, np.zeros(len(some)))
    assert reader.asked == asked
    assert first.odds is not None
    assert again.odds is not None
    assert again.odds[0] == first.odds[0]


def test_a_reader_is_shown_the_best_sentences_and_headlines_as_they_stand(library: Library) -> None:
    shown: list[str] = []

    class Recording(Preferring):
        def relevance(self, question: str, passages: Sequence[str]) -> list[float]:
            shown.extend(passages)
            return [0.0 for _passage in passages]

    question = "How many years was the ferry Callis in dock?"
    results = library.search("default", question, k=3)
    candidates = measure(question, results, library.encode).candidates
    assert any(one.headline for one in candidates)
    scores = np.linspace(1, 0, len(candidates))
    assert len(candidates) > READ
    found = Reading(Readers(reader=Recording("Monday"))).judgement(question, candidates, scores)
    assert shown == [one.text for one in candidates[:READ]]
    assert found.odds is not None
    assert len(found.odds) == len(candidates)
    shown.clear()
    Reading(Readers(reader=Recording("Monday"))).judgement(question, candidates, -scores)
    assert shown == [one.text for one in candidates[-READ:]]


def test_an_answer_goes_on_with_a_note_where_a_model_cannot_be_had(library: Library) -> None:
    plain = Answerer(library).ask(QUESTION)
    answer = Answerer(library, readers=Readers(Gone(), Gone())).ask(QUESTION)
    assert [one.quote for one in answer.citations] == [one.quote for one in plain.citations]
    assert answer.notes == (NOT_RERANKED, NOT_READ)


@given(st.floats(0, 1), st.floats(-30, 30))
def test_a_surer_reader_never_makes_less_sure(own: float, odds: float) -> None:
    weights = ReaderWeights(1, 1, 0.8, 0.4, -0.2)
    less, more = (Judgement(np.array([-40.0, one]), weights).confidence(own) for one in (odds, odds + 1))
    assert 0 <= less <= more <= 1
    assert Judgement().confidence(own) == own


def test_settings_name_models_and_weights(tmp_path: Path) -> None:
    assert open_readers(BotSettings.model_validate({}), tmp_path) == Readers()
    chosen = {"rerank_model": "a/b", "reader_model": "c/d", "reader_weights": "0.9,0.4,1,0.2,-1.5"}
    readers = open_readers(BotSettings.model_validate(chosen), tmp_path)
    assert readers.reranker is not None
    assert readers.reader is not None
    assert (readers.reranker.name, readers.reader.name) == ("a/b", "c/d")
    assert readers.reader_weights == ReaderWeights(0.9, 0.4, 1, 0.2, -1.5)
    with pytest.raises(ValueError, match="reader_weights"):
        BotSettings.model_validate({"reader_weights": "1,2"})
