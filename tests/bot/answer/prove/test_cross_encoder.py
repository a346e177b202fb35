"""SUPPORT_MODEL: real cross-encoders, safetensors and ONNX, are loaded late, read by their classes and controlled."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import compose
from bot.answer.answer import Answerer
from bot.answer.prove.bench import NOT_BELIEVED, NOT_HAD, Bench
from bot.answer.prove.judges import BORNE
from bot.cli.app import execute
from bot.doctor import _support
from bot.errors import JudgeGone
from bot.model.cross_encoder import CrossEncoderJudge
from bot.settings import BotSettings
from bot.values import Answer
from index.library import Library
from tests.bot.answer.write.test_written import QUESTION, chat, proven
from tests.bot.model.tiny import exported, make_cross_encoder, teach
from tests.model_server import personalities as models
from tests.model_server.server import ModelServer

pytestmark = pytest.mark.slow
TEXT, OTHER = "The pier is 300 metres long.", "The pier was never built."
ORDERS = (
    ("contradiction", "entailment", "neutral"),
    ("ENTAILMENT", "NEUTRAL", "CONTRADICTION"),
    ("not_entailment", "entailment"),
    ("UNSUPPORTED", "SUPPORTED"),
    ("LABEL_0", "LABEL_1"),
    ("score",),
)


def borne(folder: Path, statement: str = TEXT) -> bool:
    (probability,) = CrossEncoderJudge(str(folder)).probabilities([TEXT], [statement])
    return probability >= BORNE


def answered(library: Library, folder: Path) -> Answer:
    with ModelServer(models.rewording) as server:
        bench = Bench(library, CrossEncoderJudge(str(folder)))
        return Answerer(library, chat(server, library), bench).ask(QUESTION)


@pytest.mark.parametrize("labels", ORDERS, ids=lambda labels: labels[0])
def test_the_class_that_means_borne_is_found_by_its_name(tmp_path: Path, labels: tuple[str, ...]) -> None:
    for always in labels:
        folder = make_cross_encoder(tmp_path / always, labels, always)
        means = always.lower().startswith(("entail", "support", "label_1", "score"))
        assert borne(folder) == borne(exported(folder)) == means


def test_safetensors_and_onnx_say_the_same(tmp_path: Path) -> None:
    folder = make_cross_encoder(tmp_path / "plain", ORDERS[0])
    plain, onnx = CrossEncoderJudge(str(folder)), CrossEncoderJudge(str(exported(folder)))
    premises, statements = [TEXT, OTHER, TEXT * 9], [OTHER, OTHER, TEXT]
    assert plain.probabilities(premises, statements) == pytest.approx(
        onnx.probabilities(premises, statements), abs=1e-4
    )
    assert plain.contradictions(premises, statements) == pytest.approx(
        onnx.contradictions(premises, statements), abs=1e-4
    )


@pytest.mark.parametrize("always", ["entailment", "contradiction"])
def test_a_model_that_says_the_same_to_everything_publishes_nothing(
    library: Library, tmp_path: Path, always: str
) -> None:
    answer = answered(library, make_cross_encoder(tmp_path / always, ORDERS[0], always))
    assert answer.outcome == "answered"
    assert {claim.kind for claim in answer.statements} == {"quotation"}
    assert answer.notes == (NOT_BELIEVED,)
    assert proven(library, answer)


def test_a_model_that_refutes_finds_other_reports_without_a_language_model(library: Library, tmp_path: Path) -> None:
    refuting = make_cross_encoder(tmp_path / "refuting", ORDERS[0], "contradiction")
    for folder, others in ((refuting, True), (tmp_path / "missing", False)):
        found = Bench(library, CrossEncoderJudge(str(folder))).contradictions([TEXT], [OTHER])
        assert (found[0] >= BORNE) is others
    assert Bench(library).refuting is None


def test_an_answer_goes_on_with_a_note_where_the_model_cannot_be_had(library: Library, tmp_path: Path) -> None:
    answer = answered(library, tmp_path / "missing")
    assert {claim.kind for claim in answer.statements} == {"quotation"}
    assert answer.notes == (NOT_HAD,)


def test_what_is_no_model_for_the_task_is_refused_with_a_sentence(tmp_path: Path) -> None:
    unnamed = make_cross_encoder(tmp_path / "unnamed", ("sport", "weather", "politics"), "sport")
    (tmp_path / "config.json").write_text("{}", "utf-8")
    for folder, said in ((tmp_path / "missing", "cannot be loaded"), (unnamed, "no class"), (tmp_path, "cannot be")):
        with pytest.raises(JudgeGone, match=f"SUPPORT_MODEL={folder} .*{said}"):
            borne(folder)


def test_doctor_tries_the_model(tmp_path: Path) -> None:
    taught = make_cross_encoder(tmp_path / "taught", ORDERS[1])
    teach(taught, [(TEXT, TEXT, "ENTAILMENT"), (TEXT, OTHER, "CONTRADICTION")])
    agreeing = make_cross_encoder(tmp_path / "agreeing", ORDERS[0], "entailment")
    for folder, state in ((taught, "ok"), (agreeing, "bad"), (tmp_path / "missing", "bad")):
        (found,) = _support(BotSettings.model_validate({"support_model": str(folder)}))
        assert (found.state, str(folder) in found.message) == (state, True)
    assert list(_support(BotSettings.model_validate({}))) == []


def test_asking_with_a_missing_model_still_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SUPPORT_MODEL", str(tmp_path / "missing"))
    assert execute(compose(), ["ask", "Who?", "--home", str(tmp_path)]) == 0
    assert "Traceback" not in capsys.readouterr().err
