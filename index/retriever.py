"""The library's search as a LangChain retriever, for people who bring their own chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from index.values import Filters, Hit

if TYPE_CHECKING:
    from index.library import Library


class PassageRetriever(BaseRetriever):
    """Passages of one library as `Document`s whose metadata says which characters of which article they are."""

    source: Any
    library: str = "default"
    k: int = 10
    filters: Filters = Filters()

    @classmethod
    def over(
        cls, source: Library, library: str = "default", *, k: int = 10, filters: Filters | None = None
    ) -> PassageRetriever:
        """Return a retriever over an open library."""
        return cls(source=source, library=library, k=k, filters=filters or Filters())

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        results = self.source.search(self.library, query, self.k, self.filters)
        return [document(hit) for hit in results.hits]


def document(hit: Hit) -> Document:
    """Return a hit as a LangChain document; dates are ISO strings, empty where unknown."""
    article, passage = hit.article, hit.passage
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "article_id": article.id,
            "title": article.title,
            "publisher": article.publisher,
            "date": article.published.isoformat() if article.published else "",
            "url": article.url,
            "start": passage.start,
            "end": passage.end,
        },
    )
