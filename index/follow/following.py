"""The part of the library's façade that follows sources: added, looked at, refreshed, paused, removed."""

from __future__ import annotations

import os
import threading
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.catalogue.audit import Audit, AuditLog
from index.errors import Cancelled, UnreadableSource
from index.follow.origins import FILES, Outlook, Source, lies_in, unreadable
from index.follow.registry import Sources
from index.values import Article, LibraryStatus, Page, Progress, Report

if TYPE_CHECKING:
    from index.catalogue.articles import Catalogue
    from index.embedding.model import EmbeddingModel
    from index.ingest.outlay import Outlay
    from index.settings import IndexSettings
    from index.web.blocking import BlockingFetcher

EVERY = {"folder": 600, "file": 600, "page": 86_400, "feed": 900, "sitemap": 3_600}
"""Seconds between two refreshes of a source whose schedule nobody chose; folders are watched besides."""


class Following:
    """Sources of all libraries. What changes a library is done by the owner of the data folder."""

    settings: IndexSettings
    catalogue: Catalogue

    def _follow(self) -> None:
        self.registry, self._audits = Sources(self.catalogue), AuditLog(self.catalogue)
        self._fetcher: BlockingFetcher | None = None
        self._opening, self._turns_of = threading.Lock(), dict[int, threading.Lock]()
        self._leaving = set[int]()
        self._pace = 0.0

    def _unfollow(self) -> None:
        if self._fetcher is not None:
            self._fetcher.close()
            self._fetcher = None

    @abstractmethod
    def _do(self, kind: str, library: str, arguments: dict[str, Any], progress: Report) -> Progress: ...

    @abstractmethod
    def _perform(
        self, kind: str, library: str, arguments: dict[str, Any], progress: Report, data: Sequence[Any]
    ) -> Progress: ...

    @abstractmethod
    def status(self, library: str) -> LibraryStatus: ...

    @property
    @abstractmethod
    def model(self) -> EmbeddingModel: ...

    @property
    def fetcher(self) -> BlockingFetcher:
        """The one that fetches for all sources, so that every host sees one visitor; opened on first use."""
        with self._opening:
            if self._fetcher is None:
                from index.web.blocking import BlockingFetcher
                from index.web.fetch import Fetcher

                self._fetcher = BlockingFetcher(Fetcher(self.settings)).__enter__()
            return self._fetcher

    def sources(self, library: str) -> list[Source]:
        return self.registry.all(library)

    def source(self, library: str, key: str | int) -> Source:
        """Return the source with this id or address. Raises NotIndexed."""
        from index.follow.outlook import is_web

        text = str(key)
        if is_web(text):
            from index.web.address import normal

            return self.registry.find(library, normal(text, self.fetcher.allowed))
        path = Path(os.path.expanduser(text))
        return self.registry.find(library, path.resolve().as_posix() if path.exists() else key)

    def look(self, library: str, address: str) -> Outlook:
        """Return what an address would be as a source. Raises BadAddress, FetchFailed, UnreadableSource, NotIndexed."""
        from index.follow.outlook import look

        delay, pace = self.settings.fetch_delay, self._seconds_a_passage
        found = look(address.strip(), self.status(library), self.registry, self.fetcher, pace, delay)
        return replace(found, price=self.price(found.tokens) if found.tokens else None)

    def _seconds_a_passage(self) -> float:
        """What embedding a passage takes here: measured once, since that itself takes half a second."""
        from index.follow.outlook import REMOTE, seconds_a_passage

        if self.model.runtime == "provider":
            return REMOTE
        self._pace = self._pace or seconds_a_passage(self.model.encode)
        return self._pace

    def outlay(self, library: str, paths: Sequence[Path], *, again: bool) -> Outlay:
        """Return what indexing files and folders would embed and cost; with `again` also what was removed by hand."""
        from index.ingest.outlay import outlay

        limit = self.settings.max_file_mb
        found = outlay(library, paths, self.catalogue, self.model, limit_mb=limit, again=again)
        return replace(found, price=self.price(found.tokens))

    def price(self, tokens: int) -> float | None:
        """Return what a provider takes for embedding so many tokens, None without a provider or EMBEDDING_PRICE."""
        paid = self.settings.embedding_price and self.model.runtime == "provider"
        return tokens * self.settings.embedding_price / 1_000_000 if paid else None

    def add_source(self, library: str, address: str | Outlook, *, every: int | None = None, by: str = "") -> Source:
        """Follow an address, or what was looked at; `every` is its schedule in seconds, 0 for none, None for the usual.

        Raises what `look` raises.
        """
        outlook = address if isinstance(address, Outlook) else self.look(library, address)
        if not outlook.articles and outlook.kind == "page":
            raise UnreadableSource(outlook.address, outlook.note or "no article is there.")
        chosen = EVERY[outlook.kind] if every is None else every
        source = self.registry.add(library, outlook.kind, outlook.address, every=chosen, by=by, title=outlook.title)
        self.note_audit(library, by, "source add", source.address)
        return source

    def refresh(
        self, library: str, source_id: int, progress: Report = lambda _: None, *, again: bool = False
    ) -> Progress:
        """Bring the articles of a source up to date. Raises UnreadableSource when the source cannot be read.

        With `again`, for whoever asks for it, those of the last days are looked at whatever the source says of them.
        One that `progress` stops waits for its schedule; one that is killed is taken up again.
        """
        source = self.registry.find(library, source_id)
        try:
            return self._do("refresh", library, {"source": source.id, "again": again}, progress)
        except Cancelled:
            self.registry.put_off(source)  # the owner has done so, unless it was stopped before it began
            raise

    def remove_source(self, library: str, source_id: int, *, articles: bool = False, by: str = "") -> int:
        """Stop following a source; return how many `articles` that no other source lists left with it.

        Their files are not shut out: whoever syncs or adds them later brings them in again.
        """
        source = self.registry.find(library, source_id)
        removed = 0
        if articles:
            removed = self._do("leave", library, {"source": source.id}, lambda _: None).removed
        else:
            with self._ended(source.id):
                self.registry.remove(source)
        left = f"{removed} article{'' if removed == 1 else 's'} removed" if articles else ""
        self.note_audit(library, by, "source remove", source.address, left)
        return removed

    def pause_source(self, library: str, source_id: int, paused: bool, *, by: str = "") -> None:
        """Stop a source's schedule, or take it up again at once."""
        source = self.registry.find(library, source_id)
        self.registry.pause(source, paused)
        self.note_audit(library, by, "source pause" if paused else "source resume", source.address)

    def audits(self, library: str, limit: int = 100) -> list[Audit]:
        return self._audits.latest(library, limit)

    def note_audit(self, library: str, actor: str, action: str, subject: str, result: str = "") -> None:
        self._audits.note(library, actor, action, subject, result)

    def _left(self, library: str, source_id: int, progress: Report) -> Progress:
        """Do a removal with articles as who works; other workers bring nothing of the source between its two parts."""
        with self._ended(source_id), self._alone_in(library, progress):
            source = self.registry.find(library, source_id)
            done = self._perform("withdraw", library, {"sources": self._alone(source)}, progress, ())
            self.registry.remove(source)
        return done

    def _alone_in(self, library: str, progress: Report) -> AbstractContextManager[None]:
        from index.ingest.changes import waiting

        return self.catalogue.database.alone(library, partial(waiting, progress))

    def _alone(self, source: Source) -> list[str]:
        """Return the article sources that this source brought and no other source lists."""
        if source.kind not in FILES:
            return self.registry.alone(source)
        others = [one for one in self.registry.all(source.library) if one.kind in FILES and one.id != source.id]
        return [place for place in self._brought(source) if not any(lies_in(place, one) for one in others)]

    def _brought(self, source: Source) -> list[str]:
        """Return the article sources that lie in a folder or file."""
        return [place for place in self.catalogue.known(source.library) if lies_in(place, source)]

    def _refreshed(
        self, library: str, source_id: int, report: Report, *, due: bool = False, again: bool = False
    ) -> Progress:
        """Do a refresh as who works; a second one of the same source waits for the first.

        With `due`, nothing is done where none is left to do when its turn has come.
        """

        def step(progress: Progress) -> None:
            if source_id in self._leaving:
                raise Cancelled("The source was removed.")
            report(progress)

        with self._turn(source_id):
            source = self.registry.find(library, source_id)
            if due and not self.registry.left(source):
                return Progress(stage="finished")
            try:
                return self._refresh(source, step, again=again)
            except Cancelled:
                if not due:
                    self.registry.put_off(source)
                raise

    def _turn(self, source_id: int) -> threading.Lock:
        with self._opening:
            return self._turns_of.setdefault(source_id, threading.Lock())

    @contextmanager
    def _ended(self, source_id: int) -> Iterator[None]:
        """Stop the refresh of a source that is under way here, and let no other begin."""
        self._leaving.add(source_id)
        try:
            with self._turn(source_id):
                yield
        finally:
            self._leaving.discard(source_id)

    def _refresh(self, source: Source, report: Report, *, again: bool) -> Progress:
        library = source.library
        if source.kind in FILES:
            return self._read_again(source, report)
        from index.follow.refresh import Hands, Refresh

        def take(pages: Sequence[Page], gone: Sequence[str], moved: Mapping[str, str], part: Report) -> Progress:
            return self._perform("pages", library, {"gone": list(gone), "moved": dict(moved)}, part, pages)

        hands = Hands(
            sources=self.registry,
            alone=partial(self._alone_in, library, report),
            fetcher=self.fetcher,
            take=take,
            article=partial(self._live, library),
            recent=partial(self.catalogue.recent, library),
            report=report,
            most=self.settings.fetch_pages,
        )
        return Refresh(source, hands).run(again=again)

    def _read_again(self, source: Source, report: Report) -> Progress:
        """Read a folder or file again; one that is not there, or suddenly empty, takes nothing out."""
        self.registry.begin(source)
        path = Path(source.address)
        if source.kind == "file" and not path.exists() and path.parent.is_dir():
            return self._file_gone(source, report)
        reason = unreadable(path, source)
        if reason:
            self.registry.fail(source, reason)
            raise UnreadableSource(source.address, reason)
        arguments = {"folder": source.address} if source.kind == "folder" else {"paths": [source.address]}
        done = self._perform("sync" if source.kind == "folder" else "add", source.library, arguments, report, ())
        self.registry.succeed(source, done)
        return done

    def _file_gone(self, source: Source, report: Report) -> Progress:
        done = self._perform("withdraw", source.library, {"sources": self._brought(source)}, report, ())
        self.registry.succeed(source, done)
        return done

    def _live(self, library: str, article_source: str) -> Article | None:
        from index.ingest.ingest import article_id

        key = article_id(library, article_source)
        return self.catalogue.live_article(library, key)
