"""A library on a provider's embedding model, from the command line: what it costs, what it answers and refuses."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from index.settings import IndexSettings
from tests.bot.cli.conftest import Footnote
from tests.model_server.server import KEY, ModelServer
from tests.model_server.wires.embeddings import OpenAIEmbeddings
from tests.remembering import open_once, remembered

pytestmark = pytest.mark.skipif(
    find_spec("langchain_openai") is None, reason="langchain_openai is not installed: `make test-providers` installs it"
)


def test_articles_are_weighed_indexed_and_asked_on_a_provider(
    footnote: Footnote, own_home: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = remembered(open_once(IndexSettings(footnote_home=own_home)))
    with ModelServer(lambda system, user: "", wire=OpenAIEmbeddings(real.encode)) as server:
        monkeypatch.setenv("EMBEDDING_MODEL", "openai:of-the-command-line")
        monkeypatch.setenv("EMBEDDING_BASE_URL", server.base_url)
        monkeypatch.setenv("EMBEDDING_API_KEY", KEY)
        monkeypatch.setenv("EMBEDDING_PRICE", "20000")
        weighed = footnote("index", "sync", str(articles), "--dry-run", "--json", home=own_home).json
        assert weighed["price"] == pytest.approx(weighed["tokens"] / 50)
        assert "Its provider takes about" in footnote("index", "add", str(articles), "--dry-run", home=own_home).err
        looked = footnote("index", "source", "add", str(articles), "--dry-run", "--json", home=own_home).json
        assert looked["price"] == pytest.approx(looked["tokens"] / 50)
        sent = [text for one in server.requests for text in one["input"]]
        assert not any("Marigold" in text for text in sent)  # nothing of an article is paid before it is indexed
        assert footnote("index", "sync", str(articles), home=own_home).code == 0
        asked = footnote("ask", "How many people were on board the ferry Marigold?", "--json", home=own_home).json
        assert "214 people" in asked["text"]
        assert footnote("ask", "How tall is the Eiffel Tower?", "--json", home=own_home).json["outcome"] == "not_found"
        monkeypatch.delenv("EMBEDDING_MODEL")
        monkeypatch.delenv("EMBEDDING_BASE_URL")
        other = footnote("ask", "Who was on board?", home=own_home)
        assert (other.code, "footnote index rebuild" in other.err) == (1, True)
