"""Opens stores and model once; the façade that bot, command line and tests use. Synchronous and thread-safe."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from index import errors
from index.catalogue.owner import Ownership
from index.errors import HomeUnusable, IndexFault
from index.follow.following import Following
from index.ingest.priority import Turns
from index.portable.facade import Portable
from index.values import (
    Article,
    ArticleSummary,
    Check,
    Filters,
    LibraryStatus,
    Passage,
    Progress,
    Report,
    Results,
)
from index.vectors.encoding import Encoding
from index.vectors.encoding import Vector as Vector

if TYPE_CHECKING:
    from index.catalogue.articles import Catalogue
    from index.settings import IndexSettings

POLL = 0.1
RETRY = 10.0
log = logging.getLogger(__name__)


class Library(Encoding, Following, Portable):
    """All libraries of one data folder. Model and Chroma load on first need.

    The process that holds the folder's lock is its `owner` and works itself; any other reads, and hands what
    changes something to the owner as a job.
    """

    def __init__(self, settings: IndexSettings, ownership: Ownership, catalogue: Catalogue) -> None:
        from index.catalogue.records import Memory
        from index.ingest.handover import Handover
        from index.quoted.quoted import Quoted
        from index.vectors.dense import dense_index

        self.settings, self.catalogue = settings, catalogue
        self._ownership = ownership
        self._dense = dense_index(settings, catalogue, ownership)
        self.quoted, memory = Quoted(catalogue), Memory(catalogue)
        self.record, self.revise, self.recall = memory.record, memory.revise, memory.recall
        self.records, self.forget, self.count = memory.listed, memory.forget, memory.count
        Encoding.__init__(self, settings)
        self._follow()
        self._handover = Handover(settings.footnote_home, catalogue.database, ownership, self._perform)
        self._working, self._turns = threading.Lock(), Turns()

    @classmethod
    def open(cls, settings: IndexSettings, *, wait: float = 0, owns: bool = True) -> Library:
        """Open the data folder, owning it if its lock is free within `wait` seconds, below 0 in the end.

        Without `owns` this process leaves all work to others, however long nobody does it.
        """
        from index.catalogue.articles import Catalogue
        from index.catalogue.database import Database

        home = settings.footnote_home
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HomeUnusable(
                f"{home} cannot be made ({error.strerror}). Name another folder with FOOTNOTE_HOME or --home."
            ) from error
        database = Database(settings.catalogue_url.get_secret_value() or home / "catalogue.sqlite")
        ownership = Ownership(home, willing=owns, shared=database.shared)
        try:
            ownership.acquire(wait)
            return cls(settings, ownership, Catalogue(database, home / "lexical", lambda: ownership.files))
        except BaseException:
            database.close()
            ownership.release()
            raise

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the stores and give the data folder back, once the work that is running has ended."""
        with self._working:
            self._unfollow()
            self._dense.close()
            self._close_vectors()
            self.catalogue.words.close()
            self.catalogue.database.close()
            self._ownership.release()

    @property
    def owner(self) -> bool:
        return self._ownership.held

    @property
    def worker(self) -> int:
        """Id of the process that works on the data folder, 0 where none does."""
        return self._ownership.pid

    def asking(self) -> AbstractContextManager[None]:
        """Have indexing give way to the question inside, which keeps one connection to the catalogue."""
        return self._turns.asking(self.catalogue.database.read)

    def give_way(self) -> None:
        """Wait while somebody asks, for half a second at most."""
        self._turns.give_way()

    def sync(self, library: str, folder: Path, progress: Report = lambda _: None) -> Progress:
        """Bring a library up to date with a folder: what is new, what changed, and what is gone."""
        if not folder.is_dir():
            raise errors.NotIndexed(f"There is no folder {folder}.")
        return self._do("sync", library, {"folder": folder.resolve().as_posix()}, progress)

    def add(self, library: str, paths: Sequence[Path], progress: Report = lambda _: None) -> Progress:
        """Index files and folders into a library."""
        return self._do("add", library, {"paths": [path.absolute().as_posix() for path in paths]}, progress)

    def add_files(
        self,
        library: str,
        files: Sequence[tuple[str, bytes]],
        *,
        origin: str,
        source_prefix: str,
        progress: Report = lambda _: None,
    ) -> Progress:
        """Index files given as (name, bytes); `origin` links to what brought them."""
        arguments = {"origin": origin, "prefix": source_prefix, "names": [name for name, _ in files]}
        return self._do("add_files", library, arguments, progress, [data for _, data in files])

    def remove(self, library: str, article_id: str) -> None:
        """Take an article out of a library; NotIndexed where it holds none under this id."""
        self.catalogue.article(library, article_id)
        self._do("remove", library, {"article": article_id}, lambda _: None)

    def rebuild(self, library: str, progress: Report = lambda _: None) -> Progress:
        """Embed a library anew with the configured model; the old vectors answer until the new ones are complete."""
        return self._do("rebuild", library, {}, progress)

    def jobs(self) -> dict[str, int]:
        """Return how many jobs there are by their state."""
        return self._handover.counts()

    def libraries(self) -> list[str]:
        return self.catalogue.libraries()

    def articles(self, library: str) -> list[ArticleSummary]:
        return self.catalogue.articles(library)

    def article(self, library: str, article_id: str, revision: int | None = None) -> Article:
        return self.catalogue.article(library, article_id, revision)

    def passages(self, library: str, article_id: str) -> list[Passage]:
        return self.catalogue.passages(library, article_id)

    def stories(self, library: str, article_ids: Iterable[str]) -> dict[str, str]:
        return self.catalogue.stories(library, article_ids)

    def copies(self, library: str, story: str) -> int:
        return self.catalogue.copies(library, story)

    def status(self, library: str) -> LibraryStatus:
        return self.catalogue.status(library)

    def language(self, library: str) -> str:
        return self.catalogue.language(library)

    def publishers(self, library: str) -> list[str]:
        return self.catalogue.publishers(library)

    def search(self, library: str, query: str, k: int = 10, filters: Filters | None = None) -> Results:
        """Return the `k` passages of a library that match a query best."""
        from index.search import search

        self.catalogue.check_model(library, self.model.fingerprint)
        nearest, chosen = partial(self._nearest, library), filters or Filters()
        return search(
            query, library=library, catalogue=self.catalogue, nearest=nearest, model=self, k=k, filters=chosen
        )

    def sweep(self, library: str, stop: threading.Event | None = None) -> int:
        """Find what became of quotations whose article changed or left; return how many corrections are new."""
        from index.quoted.sweep import Sweep

        return Sweep(self.quoted, library).run(stop)

    def run_jobs(self, stop: threading.Event) -> None:
        """Work off what is due and what other processes hand over, until `stop` is set.

        Becomes the owner of the data folder when nobody is.
        """
        from index.ingest.linking import link_all

        schedule: threading.Thread | None = None
        while not stop.wait(POLL):
            if not self._ownership.acquire():
                continue
            try:
                if schedule is None:
                    self._dense.prepare_all()
                    self.catalogue.words.save_all()
                    link_all(self.catalogue, stop)
                    schedule = self._scheduled(stop)
                self._handover.work_off()
            except IndexFault as error:  # what asks next is told; the loop goes on for whoever comes after
                log.warning("%s", error)
                stop.wait(RETRY)
        if schedule is not None:
            schedule.join()

    def _scheduled(self, stop: threading.Event) -> threading.Thread:
        from index.follow.schedule import Schedule

        def refresh(library: str, source_id: int, report: Report) -> Progress:
            return self._refreshed(library, source_id, report, due=True)

        schedule = Schedule(self.registry, refresh, stop, self.settings.watch_polling)
        thread = threading.Thread(target=schedule.run, name="schedule")
        thread.start()
        return thread

    def health(self) -> list[Check]:
        """Return findings on model, catalogue and Chroma."""
        from index.vectors.health import examine

        return examine(self.catalogue, self._dense, self._ownership, lambda: self.model)

    def unreachable(self) -> str:
        """Return why Chroma's server cannot be asked, "" where it can, or where there is none. Blocks."""
        return self._dense.unreachable()

    def _nearest(self, library: str, vector: Vector, limit: int, filters: Filters) -> list[tuple[str, float]]:
        """Ask Chroma where it is open, else scan exactly: who only asks imports Chroma for a shared server alone."""
        found = None if filters else self._dense.nearest(library, vector, limit)
        return self._dense.exact.scan(library, vector, limit, filters) if found is None else found

    def _do(
        self, kind: str, library: str, arguments: dict[str, Any], progress: Report, data: Sequence[bytes] = ()
    ) -> Progress:
        if self._ownership.acquire():
            return self._perform(kind, library, arguments, progress, data)
        return self._handover.ask(kind, library, arguments, progress, data)

    def _perform(
        self, kind: str, library: str, arguments: dict[str, Any], progress: Report, data: Sequence[Any]
    ) -> Progress:
        from index.ingest.changes import Change

        if kind == "refresh":  # it fetches while others work, and comes back for each batch of pages
            return self._refreshed(library, arguments["source"], progress, again=arguments.get("again", False))
        if kind == "leave":
            return self._left(library, arguments["source"], progress)

        def report(step: Progress) -> None:
            self._turns.give_way()
            progress(step)

        with self._alone_in(library, progress), self._working:
            if kind == "import":
                return self._restored(library, arguments, report)
            if kind == "copy":
                return self._copied(library, arguments["source"], report)
            if kind in ("drop", "remove"):
                self.forget_vectors()
            if kind == "drop":
                return self._dropped(library)
            if kind != "rebuild":
                self.catalogue.check_model(library, self.model.fingerprint)
            change = Change(self.catalogue, self._dense, self.model, self.settings, library, report)
            return change.run(kind, arguments, data)
