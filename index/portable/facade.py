"""The façade's part in exports and imports."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from index.values import Progress, Report

if TYPE_CHECKING:
    from index.catalogue.articles import Catalogue
    from index.embedding.model import EmbeddingModel
    from index.portable.restore import How
    from index.vectors.dense import Dense


class Portable:
    """Libraries to files and back."""

    catalogue: Catalogue
    _dense: Dense

    @property
    @abstractmethod
    def model(self) -> EmbeddingModel: ...

    @abstractmethod
    def _do(self, kind: str, library: str, arguments: dict[str, Any], progress: Report) -> Progress: ...

    def export(
        self, libraries: Sequence[str], file: BinaryIO, *, vectors: bool = True, progress: Report = lambda _: None
    ) -> dict[str, int]:
        """Write libraries as JSON Lines, as they are at this moment; return how many lines of each kind.

        Raises NotIndexed.
        """
        from index.portable.export import export

        def report(done: int, total: int) -> None:
            progress(Progress(done=done, total=total))

        return export(self.catalogue.database, libraries, file, vectors=vectors, report=report)

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

    def _restored(self, library: str, arguments: dict[str, Any], report: Report) -> Progress:
        """Do what `import_file` asks for, as the owner of the data folder."""
        from index.ingest.ingest import Tally
        from index.portable.restore import Restore

        tally = Tally()
        restore = Restore(self.catalogue, self._dense, self.model, tally, report)
        restore.run(Path(arguments["path"]), library, arguments["how"], trusted=arguments["trusted"])
        done = tally.finished()
        report(done)
        return done
