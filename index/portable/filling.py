"""The parts of one library of an export into its stage, under the ids that they get here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.catalogue import codec
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
from index.text.split import passage_at
from index.values import Article

if TYPE_CHECKING:
    from index.embedding.model import EmbeddingModel

LINES = 200  # that are kept in one transaction
Waiting = tuple[ArticleRow, list[Article], Draft | None]


class Filling:
    """One library on its way. What is `left` out is told with the reason."""

    def __init__(self, catalogue: Catalogue, model: EmbeddingModel, section: Section, stage: Stage) -> None:
        self.section, self.left = section, list[tuple[str, str]]()
        self._catalogue, self._model, self._stage = catalogue, model, stage
        self._articles: list[Waiting] = []
        self._vectors: dict[bytes, NDArray[np.float32]] = {}
        self._entries: list[tuple[int, str]] = []
        self._cited = Cited(catalogue, stage.number)
        header = section.header
        self._embedded = header.vectors and (header.model, header.dimension) == (model.fingerprint, model.dimension)

    def take(self, part: Part) -> None:
        if isinstance(part.row, ArticleRow):
            self._article(part, part.row)
        else:
            self._flush()
            self._entry(part)

    def finish(self) -> None:
        """Store whatever waits."""
        self._flush()
        if self._entries:
            self._stage.stash(self._entries)
            self._entries = []

    def _article(self, part: Part, row: ArticleRow) -> None:
        """Have an article wait that the stage lacks, cut as the file says where its vectors serve here, else anew."""
        key = self.section.ids.get(row.id)
        if key is None:
            raise ExportRefused(f"The file changed while it was read: {row.source} is new in it. Import it again.")
        if key in self._stage.ids:
            return
        *before, latest = [replace(revision, id=key) for revision in part.revisions]
        draft = None
        if row.live and self._embedded:
            name, rows = self.section.name, part.passages
            passages = (passage_at(latest, name, one.start, one.end, one.kind, one.section) for one in rows)
            draft = drafted(latest, "", tuple(passages), self._model.fingerprint)
            self._vectors |= {key: codec.vector(one.vector) for key, one in zip(draft.keys, rows, strict=True)}
        elif row.live:
            draft = cut(latest, "", self.section.name, self._model)
        self._articles.append((row, [*before, draft.article if draft else latest], draft))
        if sum(len(one[2].passages) if one[2] else 1 for one in self._articles) >= GROUP:
            self._flush()

    def _flush(self) -> None:
        if not self._articles:
            return
        drafts = [draft for _, _, draft in self._articles if draft]
        inputs = {key: text for draft in drafts for key, text in zip(draft.keys, draft.inputs, strict=True)}
        lacking = {key: text for key, text in inputs.items() if key not in self._vectors}
        if lacking:
            self._vectors |= vectors_of(self.section.name, lacking, self._catalogue, self._model)
        self._stage.put([Ready(row, revisions, self._rows(draft)) for row, revisions, draft in self._articles])
        self._articles, self._vectors = [], {}

    def _rows(self, draft: Draft | None) -> list[Embedded]:
        if draft is None:
            return []
        columns = (draft.passages, draft.keys, [self._vectors[key] for key in draft.keys], draft.terms)
        return [Embedded(*row) for row in zip(*columns, strict=True)]

    def _entry(self, part: Part) -> None:
        row: dict[str, Any] = part.row.model_dump()
        if part.kind == "record":
            row["value"] = renamed(row["value"], self.section.ids, (self.section.header.library, self.section.name))
        elif part.kind == "quoted":
            row["article"] = self.section.ids.get(row["article"], "")
        if reason := self._cited.fault(part.kind, row):
            self.left.append((told(part.kind, row), reason))
            return
        self._entries.append((part.line, dumps({"kind": part.kind, "row": row})))
        if len(self._entries) >= LINES:
            self.finish()
