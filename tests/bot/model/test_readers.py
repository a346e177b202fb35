"""RERANK_MODEL and READER_MODEL: real models, safetensors and ONNX, are loaded late and read by their kind."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.answer.quote.readers import EXAMPLE, Excerpt
from bot.doctor import _readers
from bot.errors import ReaderGone
from bot.model.export import served
from bot.model.readers import UNLIKELY, CrossEncoderReranker, ModelReader
from bot.settings import BotSettings
from index.values import Span
from tests.bot.model.tiny import exported, make_cross_encoder, make_reader, teach_reader

pytestmark = pytest.mark.slow
LONG, BUILT = "How long is it?", "Who built it?"
TEXT, OTHER = "It is 300 metres long. Ada Brandt built it.", "The cat sleeps."
EXCERPT = Excerpt(TEXT, (Span(0, 22), Span(23, 43)))
OTHERS = Excerpt(OTHER, (Span(0, 15),))


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_reader(tmp_path_factory.mktemp("reader") / "taught")
    return teach_reader(
        folder, [(LONG, TEXT, "300"), (BUILT, TEXT, "Ada Brandt"), (LONG, OTHER, ""), (BUILT, OTHER, "")], steps=150
    )


def test_a_reader_finds_the_sentence_and_tells_where_none_answers(taught: Path) -> None:
    reader = ModelReader(str(taught))
    (long, built), (other,) = reader.read(LONG, [EXCERPT, OTHERS])
    assert long > 0 > other
    assert long > built
    ((long, built),) = reader.read(BUILT, [EXCERPT])
    assert built > 0
    assert built > long
    assert reader.read(LONG, []) == []


def test_models_are_exported_once_and_say_the_same(taught: Path, tmp_path: Path) -> None:
    score = make_cross_encoder(tmp_path / "score", ["score"])
    for _again in range(2):
        plain, onnx = ModelReader(str(taught)), ModelReader(str(taught), tmp_path / "models")
        for one, other in zip(plain.read(LONG, [EXCERPT, OTHERS]), onnx.read(LONG, [EXCERPT, OTHERS]), strict=True):
            assert one == pytest.approx(other, abs=1e-3)
        odds = CrossEncoderReranker(str(score), tmp_path / "models").relevance(LONG, [TEXT, OTHER])
        assert odds == pytest.approx(CrossEncoderReranker(str(score)).relevance(LONG, [TEXT, OTHER]), abs=1e-3)
    kept = sorted((tmp_path / "models").glob("*/model.onnx"))
    assert len(kept) == 2
    assert len({path.stat().st_mtime_ns for path in kept}) == 2
    assert served(kept[0].parent, tmp_path / "models") == kept[0].parent


def test_sentences_beyond_what_a_reader_reads_are_unlikely_and_long_questions_leave_room(taught: Path) -> None:
    far = Excerpt(TEXT + " x" * 1500 + " It ends.", (*EXCERPT.sentences, Span(3044, 3052)))
    ((long, _built, end),) = ModelReader(str(taught)).read(LONG + " really" * 900, [far])
    assert end == UNLIKELY
    assert np.isfinite(long)


def test_a_cross_encoder_orders_passages_and_reads_sentence_by_sentence(tmp_path: Path) -> None:
    folder = make_cross_encoder(tmp_path / "score", ["score"], "score")
    texts = [span.of(TEXT) for span in EXCERPT.sentences]
    odds = CrossEncoderReranker(str(folder)).relevance(LONG, [*texts, OTHER])
    assert len(set(odds)) > 1
    (read, (other,)) = ModelReader(str(folder)).read(LONG, [EXCERPT, OTHERS])
    assert [*read, other] == pytest.approx(odds, abs=1e-4)
    assert CrossEncoderReranker(str(exported(folder))).relevance(LONG, [*texts, OTHER]) == pytest.approx(odds, abs=1e-3)


def test_what_is_no_such_model_is_refused_with_a_sentence(tmp_path: Path) -> None:
    judge = make_cross_encoder(tmp_path / "judge", ["entailment", "contradiction"])
    (tmp_path / "empty").mkdir()
    for folder, said in ((judge, "2 classes"), (tmp_path / "empty", "cannot be loaded"), (tmp_path / "x", "be loaded")):
        reranker, reader = CrossEncoderReranker(str(folder)), ModelReader(str(folder))
        for _again in range(2):
            with pytest.raises(ReaderGone, match=f"RERANK_MODEL={folder} .*{said}"):
                reranker.relevance(LONG, [TEXT])
            with pytest.raises(ReaderGone, match=f"READER_MODEL={folder} .*{said}"):
                reader.read(LONG, [EXCERPT])


def test_doctor_tries_the_models(tmp_path: Path) -> None:
    question, answers, other = EXAMPLE
    told = [(question, answers.text, "300 metres"), (question, other.text, "")]
    taught = teach_reader(make_reader(tmp_path / "taught"), told, steps=150)
    blind = teach_reader(make_reader(tmp_path / "blind"), [(question, answers.text, ""), (question, other.text, "cat")])
    for folder, state in ((exported(taught), "ok"), (exported(blind), "bad"), (tmp_path / "missing", "bad")):
        (found,) = _readers(BotSettings.model_validate({"reader_model": str(folder)}), tmp_path / "models")
        assert (found.state, str(folder) in found.message) == (state, True)
    score = exported(make_cross_encoder(tmp_path / "score", ["score"]))
    right, wrong = CrossEncoderReranker(str(score)).relevance(question, [answers.text, other.text])
    (found,) = _readers(BotSettings.model_validate({"rerank_model": str(score)}), tmp_path / "models")
    assert found.state == ("ok" if right > wrong else "bad")
    assert list(_readers(BotSettings.model_validate({}), tmp_path)) == []
