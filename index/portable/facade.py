"""The façade's part in exports and imports."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from index.errors import HomeUnusable
from index.values import Progress, Report

if TYPE_CHECKING:
    from index.catalogue.articles import Catalogue
    from index.embedding.model import EmbeddingModel
    from index.follow.registry import Sources
    from index.portable.restore import How
    from index.settings import IndexSettings
    from index.vectors.dense import Dense


class Portable:
    """Libraries to files and back, copied, and deleted."""

    catalogue: Catalogue
    registry: Sources
    settings: IndexSettings
    _dense: Dense

    @property
    @abstractmethod
    def model(self) -> EmbeddingModel: ...

    @abstractmethod
    def _do(self, kind: str, library: str, arguments: dict[str, Any], progress: Report) -> Progress: ...

    def export(
        self,
        libraries: Sequence[str],
        file: BinaryIO,
        *,
        vectors: bool = True,
        answers: bool = True,
        progress: Report = lambda _: None,
    ) -> dict[str, int]:
        """Write libraries as JSON Lines, as they are at this moment; return how many lines of each kind.

        Without `answers` nothing goes along that a person asked. Raises NotIndexed.
        """
        from index.portable.export import export

        def report(done: int, total: int) -> None:
            progress(Progress(done=done, total=total))

        return export(self.catalogue.database, libraries, file, vectors=vectors, report=report, answers=answers)

    def import_file(
        self,
        path: Path,
        library: str = "",
        how: How = "new",
        *,
        trusted: bool = False,
        progress: Report = lambda _: None,
    ) -> Progress:
        """Make a library of an export, all of it or nothing; `library` is its name here, "" for the file's own.

        Raises ExportRefused, LibraryExists, ModelChanged.
        """
        arguments = {"path": path.absolute().as_posix(), "how": how, "trusted": trusted}
        return self._do("import", library, arguments, progress)

    def copy(self, source: str, target: str, progress: Report = lambda _: None) -> Progress:
        """Give a library the articles of another as they are now, with their vectors, and nothing else of it.

        One that holds nothing yet gets all at once. A copy that is interrupted goes on when it is asked for again.
        Raises NotIndexed.
        """
        return self._do("copy", target, {"source": source}, progress)

    def drop(self, library: str) -> None:
        """Delete a library with all that it holds and remembers. Its refreshes must have ended."""
        self._do("drop", library, {}, lambda _: None)

    def _copied(self, library: str, source: str, report: Report) -> Progress:
        """Do what `copy` asks for, as the owner of the data folder; the copy passes every check of an import."""
        import hashlib

        from index.portable.export import export

        spool = self.settings.footnote_home / "spool"
        spool.mkdir(exist_ok=True)
        name = hashlib.blake2b(f"{source}\0{library}".encode(), digest_size=8).hexdigest()
        path = spool / f"copy-{name}.jsonl"
        there = self.catalogue.known(library) or self.registry.all(library)
        try:
            try:
                with path.open("wb") as file:
                    export(self.catalogue.database, [source], file, vectors=True, articles_only=True)
            except OSError as error:
                raise HomeUnusable(
                    f"{path} cannot be written ({error.strerror}). Make room, then try again."
                ) from error
            arguments = {"path": path.as_posix(), "how": "merge" if there else "replace", "trusted": False}
            return self._restored(library, arguments, report)
        finally:
            path.unlink(missing_ok=True)

    def _dropped(self, library: str) -> Progress:
        """Do what `drop` asks for, as the owner of the data folder."""
        from index.portable.stage import drop

        drop(self.catalogue, library)
        self._dense.switched(library)
        return Progress(stage="finished")

    def _restored(self, library: str, arguments: dict[str, Any], report: Report) -> Progress:
        """Do what `import_file` asks for, as the owner of the data folder."""
        from index.ingest.tally import Tally
        from index.portable.restore import Restore

        tally = Tally()
        restore = Restore(self.catalogue, self._dense, self.model, tally, report)
        restore.run(Path(arguments["path"]), library, arguments["how"], trusted=arguments["trusted"])
        done = tally.finished()
        report(done)
        return done
