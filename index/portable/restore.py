"""An export into the data folder: surveyed, staged, and only then made a library."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import BigInteger, BindParameter, bindparam, literal, select, union

from index.catalogue import codec
from index.catalogue.articles import Catalogue
from index.catalogue.codec import now
from index.errors import Cancelled, ExportRefused, LibraryExists
from index.ingest.changes import waiting
from index.ingest.tally import Tally
from index.portable import landing
from index.portable.filling import Filling
from index.portable.reading import parts
from index.portable.shapes import ArticleRow, EndRow, HeaderRow
from index.portable.stage import HIDDEN, Stage, drop, stages, sweep
from index.portable.survey import Section, survey
from index.tables import articles, passages, sources
from index.values import Report
from index.vectors.dense import Dense, collection_name

if TYPE_CHECKING:
    from index.embedding.model import EmbeddingModel

How = Literal["new", "merge", "replace"]
MOST_TOLD = 20  # lines that were left out, by name
STEP = 100  # lines between two reports where none is an article

_OF = bindparam("of", type_=BigInteger)
_IDS: BindParameter[Sequence[str]] = bindparam("ids", expanding=True)
_THERE = union(select(literal(1)).where(articles.c.library == _OF), select(literal(1)).where(sources.c.library == _OF))
_VECTORS = select(passages.c.id, passages.c.embedding, passages.c.article).where(
    passages.c.library == _OF, passages.c.article.in_(_IDS)
)


class _Taken(Exception):
    """Another machine is at work on a library."""


def _pass_by() -> None:
    raise _Taken


class Restore:
    """One import. Questions are answered from the library as it was until all of the new one is there."""

    def __init__(self, catalogue: Catalogue, dense: Dense, model: EmbeddingModel, tally: Tally, report: Report) -> None:
        self._catalogue, self._dense, self._model = catalogue, dense, model
        self._tally, self._report = tally, report

    def run(self, path: Path, name: str, how: How, *, trusted: bool) -> None:
        """Read all of a file, then stage it, then land it; a file with one fault changes nothing.

        `name` is that of the library, "" for the file's own. What is not `trusted` cannot act: its sources come paused
        and its answers are not looked for where they were shown. Raises ExportRefused, LibraryExists, ModelChanged.
        """
        allow = partial(self._allow, how)
        found = survey(path, name, partial(self._tell, "reading"), allow)
        with self._catalogue.database.alone([section.name for section in found], partial(waiting, self._report)):
            for section in found:
                allow(section)  # once more: another machine may have changed it meanwhile
            self._land(path, found, how, trusted=trusted)

    def _land(self, path: Path, found: list[Section], how: How, *, trusted: bool) -> None:
        wanted = {section.name: self._made_of(section) for section in found}
        for name, made_of in stages(self._catalogue).items():
            if wanted.get(name) != made_of:
                with suppress(_Taken), self._catalogue.database.alone(name, _pass_by):
                    drop(self._catalogue, HIDDEN + name)
        staged = self._stage(path, found)
        if how == "merge":
            for section, stage in staged:
                self._merge(section, stage, trusted=trusted)
        else:
            self._switch(staged, trusted=trusted)
        sweep(self._catalogue)

    def _made_of(self, section: Section) -> str:
        """Return what a stage has to be made of to go on: these lines, under this header, for this model."""
        return f"{section.sum} {section.header.model} {self._model.fingerprint}"

    def _allow(self, how: How, section: Section) -> None:
        """Say where a library may not come."""
        number = self._catalogue.library_id(section.name)
        with self._catalogue.database.read() as connection:
            there = bool(number and connection.execute(_THERE, {"of": number}).first())
        if there and how == "new":
            raise LibraryExists(
                f"The library {section.name} is there already. --merge adds the articles that it lacks, --replace "
                "puts the file in its place, --library gives the file's another name."
            )
        if how == "merge":
            self._catalogue.check_model(section.name, self._model.fingerprint)

    def _stage(self, path: Path, found: list[Section]) -> list[tuple[Section, Stage]]:
        staged: list[tuple[Section, Stage]] = []
        filling: Filling | None = None
        coming, total = iter(found), sum(section.live for section in found)
        for part in parts(path):
            if isinstance(part.row, HeaderRow):
                section = next(coming, None)
                if section is None or section.header != part.row:
                    raise _changed(path)
                staged.append((section, Stage(self._catalogue, section.name, self._made_of(section))))
                filling = Filling(self._catalogue, self._model, *staged[-1])
            elif filling is not None and isinstance(part.row, EndRow):
                if part.sum != filling.section.sum:  # what is staged is not what it is said to be made of
                    drop(self._catalogue, HIDDEN + filling.section.name)
                    raise _changed(path)
                filling.finish()
                self._leave(filling.left)
            elif filling is not None:
                filling.take(part)
                if isinstance(part.row, ArticleRow):
                    self._tally.add(found=int(part.row.live))
                if isinstance(part.row, ArticleRow) or part.line % STEP == 0:
                    self._tell("embedding", self._tally.progress.found, total)
        self._tell("embedding", total, total)
        return staged

    def _switch(self, staged: list[tuple[Section, Stage]], *, trusted: bool) -> None:
        fingerprint = self._model.fingerprint
        named = [(section, stage.number, collection_name(section.name, fingerprint)) for section, stage in staged]
        self._leave(landing.switch(self._catalogue, named, fingerprint, trusted=trusted))
        self._tally.add(new=sum(section.live for section, _ in staged))
        with suppress(Cancelled):  # the libraries are there; the next start adds to Chroma what is lacking
            for section, _ in staged:
                self._dense.switched(section.name, partial(self._tell, "embedding"))

    def _merge(self, section: Section, stage: Stage, *, trusted: bool) -> None:
        """Move the articles that the library lacks, vectors first, as every other writer does."""
        catalogue, name = self._catalogue, section.name
        used, collection = catalogue.space(name)
        if used != self._model.fingerprint or not collection:
            catalogue.settle(name, self._model.fingerprint, collection_name(name, self._model.fingerprint))
        number, target, before = stage.number, catalogue.library_id(name), self._tally.progress.new
        ids = landing.absent(catalogue, HIDDEN + name, name)
        for start in range(0, len(ids), landing.BATCH):
            self._tell("embedding", start, len(ids))
            self._move(name, ids[start : start + landing.BATCH], number, target)
        with catalogue.database.write() as connection:
            left = landing.Landing(catalogue, number, target, connection, trusted=trusted).run()
        self._leave(left)
        self._tally.add(unchanged=section.live - (self._tally.progress.new - before))
        drop(catalogue, HIDDEN + name)

    def _move(self, name: str, ids: list[str], staged: int, target: int) -> None:
        with self._catalogue.database.read() as connection:
            rows = connection.execute(_VECTORS, {"of": staged, "ids": ids}).all()
        self._dense.add(name, [row[0] for row in rows], [codec.vector(row[1]) for row in rows])
        with self._catalogue.database.write() as connection:
            landing.move(connection, ids, staged, target)
            self._catalogue.note_change(connection, target, now())
        self._tally.add(new=len({row[2] for row in rows}))  # those that are live have passages

    def _leave(self, left: Sequence[tuple[str, str]]) -> None:
        for name, reason in left[:MOST_TOLD]:
            self._tally.fail(name, f"left out: {reason}.")
        if len(left) > MOST_TOLD:
            self._tally.fail(f"{len(left) - MOST_TOLD} more", "left out for such reasons.")

    def _tell(self, stage: Any, done: int, total: int) -> None:
        self._report(replace(self._tally.progress, stage=stage, done=done, total=total))


def _changed(path: Path) -> ExportRefused:
    return ExportRefused(f"{path.name} changed while it was read. Import it again.")
