"""An export into the data folder: surveyed, staged, and only then made a library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from index import codec
from index.catalogue import Catalogue, now
from index.dense import Dense, collection_name
from index.errors import Cancelled, LibraryExists, ModelChanged
from index.ingest import Tally
from index.portable import landing
from index.portable.filling import Filling
from index.portable.reading import End, Entry, Group, Header, parts
from index.portable.stage import Reached, Stage, discard, stages, sweep
from index.portable.survey import Section, Survey, survey
from index.values import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.embed import EmbeddingModel

How = Literal["new", "merge", "replace"]
MOST_TOLD = 20  # lines that were left out, by name


class Restore:
    """One import. Questions are answered from the library as it was until all of the new one is there."""

    def __init__(
        self,
        catalogue: Catalogue,
        dense: Dense,
        model: EmbeddingModel,
        tally: Tally,
        report: Callable[[Progress], None],
    ) -> None:
        self._catalogue, self._dense, self._model = catalogue, dense, model
        self._tally, self._report = tally, report

    def run(self, path: Path, name: str, how: How, *, trusted: bool) -> None:
        """Read all of a file, then stage it, then land it; a file with one fault changes nothing.

        `name` is that of the library, "" for the file's own. What is not `trusted` cannot act: its sources come paused
        and its answers are not looked for where they were shown. Raises ExportRefused, LibraryExists, ModelChanged.
        """
        begun = stages(self._catalogue)
        found = survey(path, name, {one.line for one in begun.values()}, partial(self._tell, "reading"))
        for section in found.sections:
            self._allow(section, how)
        kept = {section.name for section in found.sections if self._goes_on(begun.get(section.name), found)}
        for stale in begun.keys() - kept:
            discard(self._catalogue, stale)
        staged = self._stage(path, found, {key: begun[key].line for key in kept}, trusted=trusted)
        if how == "merge":
            for section, number in staged:
                self._merge(section, number)
        else:
            self._switch(staged)
        sweep(self._catalogue)

    def _allow(self, section: Section, how: How) -> None:
        number = self._catalogue.library_id(section.name)
        with self._catalogue.database.read() as connection:
            sql = "SELECT 1 FROM articles WHERE library = ?1 UNION SELECT 1 FROM sources WHERE library = ?1"
            there = bool(number and connection.execute(sql, (number,)).fetchone())
        if there and how == "new":
            raise LibraryExists(
                f"The library {section.name} is there already. --merge adds the articles that it lacks, --replace "
                "puts the file in its place, --library gives the file's another name."
            )
        used, _ = self._catalogue.space(section.name)
        other = used and used != self._model.fingerprint and self._catalogue.passage_count(section.name)
        if how == "merge" and other:
            raise ModelChanged(
                f"The library {section.name} was embedded with {used}, but {self._model.fingerprint} is configured. "
                f"Run `footnote index rebuild --library {section.name}`, or set EMBEDDING_MODEL back."
            )

    def _goes_on(self, reached: Reached | None, found: Survey) -> bool:
        """Tell whether a stage was made from this file by this model."""
        return (
            reached is not None
            and reached.model == self._model.fingerprint
            and found.sums.get(reached.line) == reached.sum
        )

    def _stage(
        self, path: Path, found: Survey, reached: Mapping[str, int], *, trusted: bool
    ) -> list[tuple[Section, int]]:
        staged: list[tuple[Section, int]] = []
        filling: Filling | None = None
        total = sum(section.live for section in found.sections)
        for part in parts(path):
            if isinstance(part, Header):
                section = found.sections[len(staged)]
                stage = Stage(self._catalogue, section.name, self._model.fingerprint)
                staged.append((section, stage.number))
                filling = Filling(self._catalogue, self._model, section, stage, trusted=trusted)
            elif filling is not None and isinstance(part, End):
                filling.finish()
                self._leave(filling.left)
            elif filling is not None and isinstance(part, Group | Entry):
                self._tally.add(found=int(isinstance(part, Group) and part.row.live))
                if part.line > reached.get(filling.section.name, 0):
                    filling.take(part)
                self._tell("embedding", self._tally.progress.found, total)
        return staged

    def _switch(self, staged: list[tuple[Section, int]]) -> None:
        fingerprint = self._model.fingerprint
        named = [(section, number, collection_name(section.name, fingerprint)) for section, number in staged]
        landing.switch(self._catalogue, named, fingerprint)
        self._tally.add(new=sum(section.live for section, _ in staged))
        with suppress(Cancelled):  # the libraries are there; the next start adds to Chroma what is lacking
            for section, _ in staged:
                self._dense.switched(section.name, partial(self._tell, "embedding"))

    def _merge(self, section: Section, number: int) -> None:
        """Move the articles that the library lacks, vectors first, as every other writer does."""
        catalogue, name = self._catalogue, section.name
        used, collection = catalogue.space(name)
        if used != self._model.fingerprint or not collection:
            catalogue.settle(name, self._model.fingerprint, collection_name(name, self._model.fingerprint))
        target = catalogue.library_id(name)
        with catalogue.database.read() as connection:
            ids = landing.absent(connection, number, target)
        for start in range(0, len(ids), landing.BATCH):
            self._move(name, ids[start : start + landing.BATCH], number, target)
        with catalogue.database.write() as connection:
            left = landing.Landing(connection, number, target).run()
        self._leave(left)
        self._tally.add(unchanged=self._tally.progress.found - self._tally.progress.new)
        discard(catalogue, name)

    def _move(self, name: str, ids: list[str], staged: int, target: int) -> None:
        marks = ",".join("?" * len(ids))
        sql = f"SELECT id, embedding FROM passages WHERE library = ? AND article IN ({marks})"
        with self._catalogue.database.read() as connection:
            rows = connection.execute(sql, (staged, *ids)).fetchall()
        self._dense.add(name, [row[0] for row in rows], [codec.vector(row[1]) for row in rows])
        with self._catalogue.database.write() as connection:
            live = f"SELECT count(*) FROM articles WHERE library = ? AND live AND id IN ({marks})"
            self._tally.add(new=connection.execute(live, (staged, *ids)).fetchone()[0])
            landing.move(connection, ids, staged, target)
            self._catalogue.note_change(connection, target, now())

    def _leave(self, left: Sequence[tuple[str, str]]) -> None:
        for name, reason in left[:MOST_TOLD]:
            self._tally.fail(name, f"left out: {reason}.")
        if len(left) > MOST_TOLD:
            self._tally.fail(f"{len(left) - MOST_TOLD} more", "left out for such reasons.")

    def _tell(self, stage: Any, done: int, total: int) -> None:
        self._report(replace(self._tally.progress, stage=stage, done=done, total=total))
