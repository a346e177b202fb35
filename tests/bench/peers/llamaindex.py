"""LlamaIndex with Chroma: its ingestion pipeline with a document store, which keeps what is known of each file."""

from __future__ import annotations

from pathlib import Path

import chromadb
from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
from llama_index.core.ingestion import DocstoreStrategy, IngestionPipeline
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import MetadataMode
from llama_index.core.storage.docstore import SimpleDocumentStore
from llama_index.core.vector_stores.utils import metadata_dict_to_node
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.chroma import ChromaVectorStore

from tests.bench.peers.peer import K, model


class Stock:
    def __init__(self, home: Path) -> None:
        self.saved = str(home / "pipeline_storage")
        self.collection = chromadb.PersistentClient(str(home / "chroma")).get_or_create_collection("articles")
        self.embedding = HuggingFaceEmbedding(model_name=model())
        store = ChromaVectorStore(chroma_collection=self.collection)
        self.pipeline = IngestionPipeline(
            transformations=[SentenceSplitter(), self.embedding],
            docstore=SimpleDocumentStore(),
            vector_store=store,
            docstore_strategy=DocstoreStrategy.UPSERTS_AND_DELETE,
        )
        self.retriever = VectorStoreIndex.from_vector_store(store, self.embedding).as_retriever(similarity_top_k=K)

    def warm(self) -> None:
        self.embedding.get_query_embedding("warm")

    def index(self, articles: Path) -> None:
        if Path(self.saved).is_dir():
            self.pipeline.load(self.saved)
        self.pipeline.run(documents=SimpleDirectoryReader(str(articles), filename_as_id=True).load_data())
        self.pipeline.persist(self.saved)

    def find(self, question: str) -> list[str]:
        return [found.node.get_content() for found in self.retriever.retrieve(question)]

    def texts(self) -> list[str]:
        found = self.collection.get(include=["metadatas", "documents"])
        nodes = [metadata_dict_to_node(dict(metadata)) for metadata in found["metadatas"] or []]
        for node, text in zip(nodes, found["documents"] or [], strict=True):
            node.set_content(text)
        return [node.get_content(MetadataMode.EMBED) for node in nodes]

    def close(self) -> None:
        pass
