"""Embedding models of providers through LangChain's `init_embeddings`."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
from cachetools import LRUCache

from index.cores import cores
from index.embedding.model import EmbeddingModel, Vectors
from index.embedding.prompts import Prompts
from index.embedding.refusals import NO_KEY, SECONDS, fault, may_pass, pause, without_key
from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from index.settings import IndexSettings

log = logging.getLogger(__name__)

BATCH = 64  # texts of one request; the smallest limit of a provider is 96 (Cohere)
BYTES_A_TOKEN = 4  # of prose in English; other scripts have more bytes a token, but not fewer than 3
READ = 256  # tokens, so that passages are cut as for the default model; every provider's models read more
TRIES, TRIES_OF_QUESTION = 6, 2  # indexing may wait for a rate limit, somebody who asks may not
NOTHING = "."  # stands for an empty text, which servers refuse
REMEMBERED = 4000  # vectors of sentences: questions on one matter read the same ones
_NAMED = re.compile(r"([a-z][a-z_]+):(\S+)")
_EXTRAS = ("google_genai", "ollama", "openai")
_PIP = ".venv/bin/pip install -c constraints.txt"


def named(settings: IndexSettings) -> tuple[str, str] | None:
    """Return provider and name of a provider's model, None for a folder or a model of the hub.

    With an address of a server a bare name is that of an OpenAI-compatible one.
    """
    found = _NAMED.fullmatch(settings.embedding_model)
    if found:
        return found[1], found[2]
    return ("openai", settings.embedding_model) if settings.embedding_base_url else None


class ProviderModel(EmbeddingModel):
    """A model on another machine: articles and questions go there. Nothing is sent before the first text."""

    runtime = "provider"
    max_tokens = READ

    def __init__(self, settings: IndexSettings) -> None:
        self.provider, self._model_name = named(settings) or ("", "")
        self.name, self._settings = settings.embedding_model, settings
        label = re.sub(r"[^a-z0-9]+", "-", f"{self.provider} {self._model_name}".lower()).strip("-")[:40]
        self.prompts = Prompts(_prompt(settings.embedding_query_prompt), _prompt(settings.embedding_passage_prompt))
        said = "\n".join([f"{self.provider}:{self._model_name}", self.prompts.query, self.prompts.passage]).strip()
        self.fingerprint = f"{label}-{sha256(said.encode()).hexdigest()[:12]}"
        self._known: LRUCache[str, Vectors] = LRUCache(REMEMBERED)
        self._guard = threading.Lock()

    @cached_property
    def dimension(self) -> int:  # type: ignore[override]
        return len(self.encode(["A ferry sails."])[0])

    def encode(self, texts: Sequence[str], *, queries: int = 0) -> Vectors:
        """Return unit vectors. Raises ModelUnavailable where the provider does not answer."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        tries = TRIES_OF_QUESTION if queries else TRIES
        texts = self.prompts.before([text if text.strip() else NOTHING for text in texts], queries)
        asked = [self._asked(partial(self._question, text), 1, tries) for text in texts[:queries]]
        known = self._passages(list(dict.fromkeys(texts[queries:])), tries)
        found = np.stack([*(rows[0] for rows in asked), *(known[text] for text in texts[queries:])])
        return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12), np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        read = self.prompts.before(texts)
        return [-(-len(text.encode(errors="replace")) // BYTES_A_TOKEN) + 2 for text in read]

    def _passages(self, texts: Sequence[str], tries: int) -> dict[str, Vectors]:
        """Return the vector of each text; what was embedded lately is not paid twice."""
        with self._guard:
            found = {text: self._known[text] for text in texts if text in self._known}
        new = [text for text in texts if text not in found]
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            rows = self._asked(partial(self._client.embed_documents, batch), len(batch), tries)
            found |= dict(zip(batch, rows, strict=True))
        with self._guard:
            self._known.update({text: found[text] for text in new[:REMEMBERED]})
        return found

    def _question(self, text: str) -> list[list[float]]:
        return [self._client.embed_query(text)]

    def _asked(self, ask: Callable[[], list[list[float]]], count: int, tries: int) -> Vectors:
        """Return the vectors of one request, repeated as long as it may come right. Raises ModelUnavailable."""
        from tenacity import Retrying, retry_if_exception, stop_after_attempt

        retrying = Retrying(
            stop=stop_after_attempt(tries), wait=pause, retry=retry_if_exception(may_pass), reraise=True
        )
        try:
            with cores().waiting():
                rows = np.asarray(retrying(ask), np.float32)
        except ModelUnavailable:
            raise
        except Exception as error:  # LangChain's providers share no error type
            log.info("%s: %s", self.name, type(error).__name__)
            raise fault(error, self.name) from error
        if rows.ndim != 2 or len(rows) != count or not np.isfinite(rows).all():
            raise ModelUnavailable(f"The server of {self.name} returns something other than a vector for each text.")
        return rows

    @cached_property
    def _client(self) -> Embeddings:
        """LangChain's client. Raises ModelUnavailable where its package or key is missing."""
        from langchain.embeddings import init_embeddings

        try:
            options = _options(self.provider, self._settings)
            return init_embeddings(self._model_name, provider=self.provider, **options)
        except ImportError as error:
            what = f"-e '.[{self.provider}]'" if self.provider in _EXTRAS else f"langchain-{self.provider}"
            raise ModelUnavailable(
                f"The package for {self.provider} embeddings is not installed. Type: {_PIP} {what}"
            ) from error
        except Exception as error:  # a client without its key raises its provider's own error
            if NO_KEY.search(str(error)):
                raise without_key(self.name) from error
            raise ModelUnavailable(
                f"EMBEDDING_MODEL={self.name} cannot be used ({type(error).__name__}). Write provider:name, for "
                "instance openai:text-embedding-3-small or ollama:nomic-embed-text."
            ) from error


def _prompt(said: str) -> str:
    """Return a prompt with the blank after it, which settings lose."""
    return f"{said.strip()} " if said.strip() else ""


def _options(provider: str, settings: IndexSettings) -> dict[str, Any]:
    """Return address, key and limits in the words of a provider. Retries are ours, so that one rule holds for all."""
    key, address = settings.embedding_api_key.get_secret_value(), settings.embedding_base_url
    options: dict[str, Any] = {}
    if provider == "ollama":
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        options |= {"client_kwargs": {"timeout": SECONDS, "headers": headers}}
    else:
        options |= {"api_key": key or "none"} if key or (address and provider == "openai") else {}
    if provider == "openai":
        # By its default it fetches a tokenizer from the network and sends tokens, which only OpenAI itself takes.
        options |= {"timeout": SECONDS, "max_retries": 0, "check_embedding_ctx_length": False}
    if address:
        options["base_url"] = re.sub(r"/v1/*$", "", address) if provider == "ollama" else address
    return options
