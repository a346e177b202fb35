"""Footnote, as `footnote index sync` uses it."""

from __future__ import annotations

from pathlib import Path

from tests.bench.peers.peer import K


class Stock:
    def __init__(self, home: Path) -> None:
        from index.library import Library
        from index.settings import IndexSettings

        self.library = Library.open(IndexSettings(footnote_home=home, _env_file=None))  # type: ignore[call-arg]

    def warm(self) -> None:
        self.library.encode(["warm"])

    def index(self, articles: Path) -> None:
        self.library.sync("default", articles)

    def find(self, question: str) -> list[str]:
        return [hit.passage.text for hit in self.library.search("default", question, K).hits]

    def texts(self) -> list[str]:
        from index.text.split import embedding_input

        return [
            embedding_input(self.library.article("default", row.id), passage)
            for row in self.library.articles("default")
            for passage in self.library.passages("default", row.id)
        ]

    def close(self) -> None:
        self.library.close()
