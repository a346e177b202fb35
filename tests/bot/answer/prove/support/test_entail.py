"""SUPPORT_MODEL: a real cross-encoder is loaded, its classes are read by name, and it has its say."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import compose
from bot.answer.answer import Answerer
from bot.answer.prove.support.entail import PROBE, Entailment, open_entailment
from bot.cli.app import execute
from bot.doctor import _support
from bot.errors import Misconfigured
from bot.settings import BotSettings
from bot.values import Answer
from index.library import Library
from tests.bot.answer.prove.support.tiny import make_cross_encoder, teach
from tests.bot.answer.write.test_written import QUESTION, chat, proven
from tests.model_server import personalities as models
from tests.model_server.server import ModelServer

pytestmark = pytest.mark.slow
ORDERS = (
    ("contradiction", "entailment", "neutral"),
    ("ENTAILMENT", "NEUTRAL", "CONTRADICTION"),
    ("not_entailment", "entailment"),
)


@pytest.fixture(scope="module")
def agreeing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cross_encoder(tmp_path_factory.mktemp("nli") / "agreeing", ORDERS[0], "entailment")


@pytest.fixture(scope="module")
def denying(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cross_encoder(tmp_path_factory.mktemp("nli") / "denying", ORDERS[0], "contradiction")


def answered(library: Library, entails: Entailment | None) -> Answer:
    with ModelServer(models.honest) as server:
        return Answerer(library, chat(server, library), entails).ask(QUESTION)


@pytest.mark.parametrize("labels", ORDERS, ids=lambda labels: labels[0])
def test_the_class_of_entailment_is_found_by_its_name(tmp_path: Path, labels: tuple[str, ...]) -> None:
    for always in labels:
        opened = open_entailment(str(make_cross_encoder(tmp_path / always, labels, always)))
        assert opened.holds("The pier is long.", "The pier is long.") == always.lower().startswith("entail")


def test_a_model_that_denies_everything_turns_statements_into_quotations(library: Library, denying: Path) -> None:
    answer = answered(library, open_entailment(str(denying)))
    assert answer.outcome == "answered"
    assert {claim.kind for claim in answer.statements} == {"quotation"}
    assert {(one.verdict, "entailment" in one.reason) for one in answer.judged} == {("weak", True)}
    assert "exact quotations instead" in answer.notes[0]
    assert proven(library, answer)


def test_a_model_that_agrees_with_everything_changes_nothing(library: Library, agreeing: Path) -> None:
    answer, without = answered(library, open_entailment(str(agreeing))), answered(library, None)
    assert {claim.kind for claim in answer.statements} == {"written"}
    assert [claim.text for claim in answer.statements] == [claim.text for claim in without.statements]


def test_agreement_does_not_save_an_invention(library: Library, agreeing: Path) -> None:
    inventive = models.Inventive()
    with ModelServer(inventive) as server:
        answer = Answerer(library, chat(server, library), open_entailment(str(agreeing))).ask(QUESTION)
    invented = {text for text, truth in inventive.said if not truth}
    assert invented
    assert not invented & {claim.text for claim in answer.statements}


@pytest.mark.parametrize(("name", "said"), [("missing", "cannot be loaded"), ("unnamed", "no class called entailment")])
def test_what_is_no_model_for_the_task_is_refused_with_a_sentence(tmp_path: Path, name: str, said: str) -> None:
    make_cross_encoder(tmp_path / "unnamed", ("LABEL_0", "LABEL_1", "LABEL_2"), "LABEL_0")
    with pytest.raises(Misconfigured, match=f"SUPPORT_MODEL={tmp_path / name} .*{said}"):
        open_entailment(str(tmp_path / name))


def test_a_folder_of_something_else_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    with pytest.raises(Misconfigured, match="cannot be loaded"):
        open_entailment(str(tmp_path))


def test_doctor_tries_the_model(agreeing: Path, denying: Path, tmp_path: Path) -> None:
    text, same, other = PROBE
    taught = teach(
        make_cross_encoder(tmp_path / "taught", ORDERS[1]),
        [(text, same, "ENTAILMENT"), (text, other, "CONTRADICTION")],
    )
    for folder, state in ((taught, "ok"), (agreeing, "bad"), (denying, "bad"), (tmp_path / "missing", "bad")):
        (found,) = _support(BotSettings.model_validate({"support_model": str(folder)}))
        assert (found.state, str(folder) in found.message) == (state, True)


def test_doctor_says_nothing_of_a_model_that_nobody_configured() -> None:
    assert list(_support(BotSettings.model_validate({}))) == []


def test_footnote_doctor_names_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SUPPORT_MODEL", str(tmp_path / "missing"))
    assert execute(compose(), ["doctor", "--home", str(tmp_path)]) == 1
    assert f"Support model: SUPPORT_MODEL={tmp_path / 'missing'} cannot be loaded." in capsys.readouterr().out


def test_asking_with_a_missing_model_names_it_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SUPPORT_MODEL", str(tmp_path / "missing"))
    assert execute(compose(), ["ask", "Who?", "--home", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert f"SUPPORT_MODEL={tmp_path / 'missing'} cannot be loaded." in said
    assert "Traceback" not in said
