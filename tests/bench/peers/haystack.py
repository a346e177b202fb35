"""Haystack with Chroma: its indexing pipeline, and its policy for duplicates, which leaves out what is stored."""

from __future__ import annotations

from pathlib import Path

from haystack import Pipeline
from haystack.components.converters import TextFileToDocument
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.writers import DocumentWriter
from haystack.document_stores.types import DuplicatePolicy
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from haystack_integrations.components.retrievers.chroma import ChromaEmbeddingRetriever
from haystack_integrations.document_stores.chroma import ChromaDocumentStore

from tests.bench.peers.peer import K, model


class Stock:
    def __init__(self, home: Path) -> None:
        self.store = ChromaDocumentStore("articles", persist_path=str(home / "chroma"))
        self.indexing = Pipeline()
        self.indexing.add_component("converter", TextFileToDocument())
        self.indexing.add_component("splitter", DocumentSplitter())
        self.indexing.add_component("embedder", SentenceTransformersDocumentEmbedder(model=model(), progress_bar=False))
        self.indexing.add_component("writer", DocumentWriter(self.store, policy=DuplicatePolicy.SKIP))
        for one, other in (("converter", "splitter"), ("splitter", "embedder"), ("embedder", "writer")):
            self.indexing.connect(one, other)
        self.asking = Pipeline()
        self.asking.add_component("embedder", SentenceTransformersTextEmbedder(model=model(), progress_bar=False))
        self.asking.add_component("retriever", ChromaEmbeddingRetriever(self.store, top_k=K))
        self.asking.connect("embedder.embedding", "retriever.query_embedding")

    def warm(self) -> None:
        self.asking.get_component("embedder").run("warm")
        self.indexing.get_component("embedder").run([])

    def index(self, articles: Path) -> None:
        self.indexing.run({"converter": {"sources": sorted(articles.iterdir())}})

    def find(self, question: str) -> list[str]:
        found = self.asking.run({"embedder": {"text": question}})["retriever"]["documents"]
        return [document.content for document in found]

    def texts(self) -> list[str]:
        return [document.content or "" for document in self.store.filter_documents()]

    def close(self) -> None:
        pass
