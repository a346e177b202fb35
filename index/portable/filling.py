"""The parts of one library of an export into its stage, under the ids that they get here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.catalogue.articles import Catalogue, Embedded
from index.errors import ExportRefused
from index.ingest.ingest import GROUP, Draft, cut, drafted, vectors_of
from index.portable.citations import Cited, renamed
from index.portable.landing import told
from index.portable.lines import dumps
from index.portable.reading import Part
from index.portable.shapes import ArticleRow
from index.portable.stage import Ready, Stage
from index.portable.survey import Section
from index.stories.signatures import sketch
from index.text.split import passage_id
from index.values import Article, Passage

if TYPE_CHECKING:
    from index.embedding.model import EmbeddingModel

LINES = 200  # that are kept in one transaction


@dataclass(slots=True)
class _Waiting:
    """An article that is cut; `vectors` is None where the model is still to be asked."""

    part: Part
    revisions: Sequence[Article]
    draft: Draft | None
    vectors: Sequence[NDArray[np.float32]] | None


class Filling:
    """One library on its way. What is `left` out is told with the reason."""

    def __init__(self, catalogue: Catalogue, model: EmbeddingModel, section: Section, stage: Stage) -> None:
        self.section, self.left = section, list[tuple[str, str]]()
        self._catalogue, self._model, self._stage = catalogue, model, stage
        self._articles: list[_Waiting] = []
        self._entries: list[tuple[int, str]] = []
        self._end = (0, "")
        self._cited = Cited(catalogue.database, stage.number)
        header = section.header
        self._embedded = header.vectors and (header.model, header.dimension) == (model.fingerprint, model.dimension)

    def take(self, part: Part) -> None:
        if isinstance(part.row, ArticleRow):
            self._articles.append(self._cut(part))
        else:
            self._flush_articles()
            self._entry(part)
        self._end = (part.line, part.sum)
        if sum(max(1, len(one.part.passages)) for one in self._articles) >= GROUP:
            self._flush_articles()
        if len(self._entries) >= LINES:
            self.finish()

    def finish(self) -> None:
        """Store whatever waits."""
        self._flush_articles()
        if self._entries:
            self._stage.stash(self._entries, *self._end)
            self._entries = []

    def _cut(self, part: Part) -> _Waiting:
        """Return an article under its new id, cut as the file says where its vectors serve here, else anew."""
        key = self.section.ids.get(part.article.id)
        if key is None:
            raise ExportRefused(
                f"The file changed while it was read: {part.article.source} is new in it. Import it again."
            )
        revisions = [replace(revision, id=key) for revision in part.revisions]
        if not part.article.live:
            return _Waiting(part, revisions, None, ())
        if not self._embedded:
            draft = cut(revisions[-1], "", self.section.name, self._model)
            return _Waiting(part, [*revisions[:-1], draft.article], draft, None)
        draft = drafted(revisions[-1], "", self._passages(revisions[-1], part), self._model.fingerprint)
        return _Waiting(part, revisions, draft, [np.frombuffer(row.vector, "<f4") for row in part.passages])

    def _passages(self, article: Article, part: Part) -> tuple[Passage, ...]:
        return tuple(
            Passage(
                row.start,
                row.end,
                passage_id(self.section.name, article.id, article.revision, row.start, row.end),
                article.id,
                article.revision,
                article.text[row.start : row.end],
                row.kind,
                row.section,
            )
            for row in part.passages
        )

    def _flush_articles(self) -> None:
        if not self._articles:
            return
        drafts = [one.draft for one in self._articles if one.draft and one.vectors is None]
        inputs = {key: text for draft in drafts for key, text in zip(draft.keys, draft.inputs, strict=True)}
        found = vectors_of(self.section.name, inputs, self._catalogue, self._model) if inputs else {}
        ready = [self._ready(one, found) for one in self._articles]
        self._stage.put(ready, *self._end)
        self._articles = []

    def _ready(self, one: _Waiting, found: dict[bytes, NDArray[np.float32]]) -> Ready:
        rows: list[Embedded] = []
        if one.draft:
            vectors = [found[key] for key in one.draft.keys] if one.vectors is None else one.vectors
            columns = (one.draft.passages, one.draft.keys, vectors, one.draft.terms)
            rows = [Embedded(*row) for row in zip(*columns, strict=True)]
        return Ready(one.part.article, one.revisions, rows, sketch(one.revisions[-1]) if rows else None)

    def _entry(self, part: Part) -> None:
        row: dict[str, Any] = part.row.model_dump()
        if part.kind == "record":
            row["value"] = renamed(row["value"], self.section.ids, (self.section.header.library, self.section.name))
        elif part.kind == "quoted":
            row["article"] = self.section.ids.get(row["article"], "")
        if reason := self._cited.fault(part.kind, row):
            self.left.append((told(part.kind, row), reason))
        else:
            self._entries.append((part.line, dumps({"kind": part.kind, "row": row})))
