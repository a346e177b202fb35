"""A provider's embeddings: LangChain's real client against a server on loopback that speaks OpenAI's protocol."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.embedding import provider, refusals
from index.embedding.provider import ProviderModel, named
from index.embedding.runtime import open_model
from index.errors import ModelUnavailable
from index.library import Library
from index.settings import IndexSettings
from tests.model_server.server import KEY, ModelServer, Trouble
from tests.model_server.wires.embeddings import OpenAIEmbeddings

pytestmark = pytest.mark.skipif(
    find_spec("langchain_openai") is None, reason="langchain_openai is not installed: `make test-providers` installs it"
)

MODEL = "openai:tester-embeddings"


def bags(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return counts of letters, which are not of unit length."""
    rows = [[len(re.findall(letter, text.lower())) + 0.1 for letter in "aeiounst"] for text in texts]
    return np.array(rows, np.float32)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    monkeypatch.setattr(refusals, "LONGEST_WAIT", 0.01)
    with ModelServer(lambda system, user: "", wire=OpenAIEmbeddings(bags)) as opened:
        yield opened


def configured(server: ModelServer, home: Path, **changes: Any) -> IndexSettings:
    base = {"embedding_model": MODEL, "embedding_base_url": server.base_url, "embedding_api_key": KEY}
    return IndexSettings.model_validate({"footnote_home": home, **base, **changes})


def test_texts_come_back_as_unit_vectors_in_batches_and_none_is_paid_twice(server: ModelServer, tmp_path: Path) -> None:
    model = open_model(configured(server, tmp_path))
    texts = [f"Story {number} of the ferry." for number in range(150)]
    found = model.encode(texts)
    assert [len(one["input"]) for one in server.requests] == [64, 64, 22]
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert np.allclose(found[7] @ bags([texts[7]])[0] / np.linalg.norm(bags([texts[7]])), 1, atol=1e-5)
    model.encode([texts[3], texts[3], "A new one.", ""])
    assert server.requests[3]["input"] == ["A new one.", provider.NOTHING]
    assert (model.runtime, model.dimension, model.encode([]).shape) == ("provider", 8, (0, 8))


def test_a_question_is_embedded_as_one(server: ModelServer, tmp_path: Path) -> None:
    both = open_model(configured(server, tmp_path)).encode(["Who?", "She."], queries=1)
    assert [one["input"] for one in server.requests] == [["Who?"], ["She."]]
    assert both.shape == (2, 8)
    prompts = {"embedding_query_prompt": "search_query: ", "embedding_passage_prompt": "search_document:"}
    open_model(configured(server, tmp_path, **prompts)).encode(["Who?", "She."], queries=1)
    assert [one["input"] for one in server.requests[2:]] == [["search_query: Who?"], ["search_document: She."]]


@pytest.mark.parametrize(
    ("trouble", "said", "requests"),
    [
        ("401", "refuses the request (HTTP 401). Check EMBEDDING_MODEL, EMBEDDING_API_KEY", 1),
        ("429", "takes no more requests now (HTTP 429)", provider.TRIES),
        ("500", "fails (HTTP 500)", provider.TRIES),
        ("nonsense", "cannot be reached or breaks off", 1),
        ("garbage", "cannot be reached or breaks off", 1),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_only_what_may_pass_is_tried_again(
    server: ModelServer, tmp_path: Path, trouble: Trouble, said: str, requests: int
) -> None:
    server.trouble = trouble
    with pytest.raises(ModelUnavailable) as caught:
        open_model(configured(server, tmp_path)).encode(["A ferry."])
    assert said in str(caught.value)
    assert KEY not in str(caught.value)
    assert len(server.requests) == requests


@pytest.mark.parametrize("trouble", ["429 once", "500 once"])
def test_a_failure_that_passes_is_not_noticed(server: ModelServer, tmp_path: Path, trouble: Trouble) -> None:
    server.trouble = trouble
    assert open_model(configured(server, tmp_path)).encode(["A ferry."]).shape == (1, 8)
    assert len(server.requests) == 2


def test_who_asks_does_not_wait_as_long_as_an_indexing_run(server: ModelServer, tmp_path: Path) -> None:
    server.trouble = "429"
    with pytest.raises(ModelUnavailable):
        open_model(configured(server, tmp_path)).encode(["Who?"], queries=1)
    assert len(server.requests) == provider.TRIES_OF_QUESTION


def test_what_is_missing_is_named(tmp_path: Path, server: ModelServer) -> None:
    def refusal(**changes: Any) -> str:
        with pytest.raises(ModelUnavailable) as caught:
            open_model(configured(server, tmp_path, **changes)).encode(["A ferry."])
        return str(caught.value)

    keyless = refusal(embedding_api_key="", embedding_base_url="")
    assert "EMBEDDING_API_KEY" in keyless
    assert "OPENAI_API_KEY" in keyless
    assert "langchain-mistralai" in refusal(embedding_model="mistralai:mistral-embed")
    assert "provider:name" in refusal(embedding_model="nobody:nothing")
    assert "cannot be reached" in refusal(embedding_base_url="http://127.0.0.1:9/v1")
    assert "refuses" in refusal(embedding_api_key="not-this-one")


def test_which_names_are_those_of_providers(tmp_path: Path) -> None:
    def read(model: str, address: str = "") -> tuple[str, str] | None:
        said = {"embedding_model": model, "embedding_base_url": address, "footnote_home": tmp_path}
        return named(IndexSettings.model_validate(said))

    assert read("openai:text-embedding-3-small") == ("openai", "text-embedding-3-small")
    assert read("ollama:nomic-embed-text:v1.5") == ("ollama", "nomic-embed-text:v1.5")
    assert read("my-model", "http://localhost:8080/v1") == ("openai", "my-model")
    for local in ("all-MiniLM-L6-v2", "intfloat/e5-small-v2", "/models/mine", "C:\\models\\mine", "./mine"):
        assert read(local) is None


def test_each_model_of_a_provider_is_another_one(tmp_path: Path) -> None:
    def fingerprint(model: str, address: str = "", prompt: str = "") -> str:
        said = {"embedding_model": model, "embedding_base_url": address, "footnote_home": tmp_path}
        said |= {"embedding_passage_prompt": prompt}
        return ProviderModel(IndexSettings.model_validate(said)).fingerprint

    assert fingerprint("openai:small") == fingerprint("small", "http://localhost:1/v1") != fingerprint("openai:large")
    assert fingerprint("openai:small", prompt="passage:") != fingerprint("openai:small")


def test_doctor_says_whether_the_provider_answers(server: ModelServer, tmp_path: Path) -> None:
    with Library.open(configured(server, tmp_path)) as library:
        (said,) = [check for check in library.health() if check.name == "Model"]
        assert "openai-tester-embeddings" in said.message
        assert "without prompts, on provider. Its provider answered in" in said.message
        server.trouble = "401"
        (said,) = [check for check in library.health() if check.name == "Model"]
        assert (said.state, "HTTP 401" in said.message) == ("bad", True)
