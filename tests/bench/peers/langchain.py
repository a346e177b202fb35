"""LangChain with Chroma: the splitter of its tutorial and its indexing API with the SQL record manager."""

from __future__ import annotations

from pathlib import Path

from langchain_chroma import Chroma
from langchain_classic.indexes import SQLRecordManager, index
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from tests.bench.peers.peer import K, model


class Stock:
    def __init__(self, home: Path) -> None:
        self.embeddings = HuggingFaceEmbeddings(model_name=model())
        self.store = Chroma("articles", self.embeddings, persist_directory=str(home / "chroma"))
        self.records = SQLRecordManager("chroma/articles", db_url=f"sqlite:///{home}/records.sql")
        self.records.create_schema()
        self.splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)

    def warm(self) -> None:
        self.embeddings.embed_query("warm")

    def index(self, articles: Path) -> None:
        documents = [
            Document(path.read_text(encoding="utf-8"), metadata={"source": str(path)})
            for path in sorted(articles.iterdir())
        ]
        pieces = self.splitter.split_documents(documents)
        index(pieces, self.records, self.store, cleanup="full", source_id_key="source", key_encoder="sha256")

    def find(self, question: str) -> list[str]:
        return [found.page_content for found in self.store.similarity_search(question, k=K)]

    def texts(self) -> list[str]:
        return list(self.store.get()["documents"])

    def close(self) -> None:
        pass
