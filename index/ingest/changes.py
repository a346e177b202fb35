"""What changes a library: the owner's jobs."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.catalogue.articles import Catalogue, Embedded
from index.catalogue.records import Memory
from index.ingest.folders import Reading
from index.ingest.ingest import GROUP, Draft, Ingest, cut, pages_only
from index.ingest.linking import link_copies
from index.ingest.staging import Staging, recut
from index.ingest.tally import Tally
from index.settings import IndexSettings
from index.sources import files
from index.sources.archives import SEPARATOR
from index.values import Page, Progress, Report
from index.vectors.dense import Dense, collection_name

if TYPE_CHECKING:
    from index.embedding.model import EmbeddingModel


POLL = 0.2


def waiting(progress: Report) -> None:
    """Show that another process works on the library, and wait a moment."""
    progress(Progress(stage="waiting"))
    time.sleep(POLL)


class Change:
    """One job on one library, done by the owner."""

    def __init__(
        self,
        catalogue: Catalogue,
        dense: Dense,
        model: EmbeddingModel,
        settings: IndexSettings,
        library: str,
        report: Report,
    ) -> None:
        self._catalogue, self._dense, self._model = catalogue, dense, model
        self._settings, self._library, self._report = settings, library, report
        self._tally, self._staging = Tally(), Staging(catalogue)

    def run(self, kind: str, arguments: dict[str, Any], data: Sequence[Any]) -> Progress:
        """Do a job and return its final progress."""
        if kind == "remove":
            self._remove(arguments["article"])
        elif kind == "withdraw":
            self._withdraw(arguments["sources"])
        elif kind == "rebuild":
            self._rebuild()
        else:
            self._ingest(kind, arguments, data)
        self._catalogue.touch(self._library)
        done = self._tally.finished()
        if done.new or done.changed or done.removed:
            self._dense.exact.save(self._library)
            self._catalogue.words.save(self._catalogue.library_id(self._library))
        self._report(done)
        return done

    def _ingest(self, kind: str, arguments: dict[str, Any], data: Sequence[Any]) -> None:
        self._settle()
        self._move(arguments.get("moved", {}))
        with Ingest(self._library, self._catalogue, self._model, self._dense, self._tally) as ingest:
            reading = Reading(ingest, self._settings.max_file_mb, self._report)
            if kind == "sync":
                reading.sync(Path(arguments["folder"]))
            elif kind == "add":
                reading.add([Path(path) for path in arguments["paths"]])
            elif kind == "pages":
                self._pages(ingest, data, arguments["gone"])
            else:
                self._attachments(ingest, arguments, data)
        while link_copies(self._catalogue, self._library):
            self._tell("embedding", 0, 0)

    def _attachments(self, ingest: Ingest, arguments: dict[str, Any], data: Sequence[bytes]) -> None:
        """Index files that were handed over; what a file of the same name held before and holds no longer leaves."""
        names, gone = arguments["names"], set[str]()
        for done, (name, item) in enumerate(zip(names, data, strict=True)):
            self._tell("reading", done, len(names))
            source, failed = f"{arguments['prefix']}/{name}", self._tally.progress.failed
            before = {held for held in ingest.sources() if held.startswith((f"{source}#", f"{source}{SEPARATOR}"))}
            found = files.read_bytes(
                name, item, limit_mb=self._settings.max_file_mb, source=source, origin=arguments["origin"]
            )
            for page in pages_only(found, self._tally):
                ingest.take(page)
                before.discard(page.source)
                self._tell("reading", done, len(names))
            gone |= before if self._tally.progress.failed == failed else set()
        self._tell("embedding", len(names), len(names))
        ingest.finish(gone)

    def _pages(self, ingest: Ingest, pages: Sequence[Page], gone: Sequence[str]) -> None:
        """Index pages that were fetched, and take out the articles of those that are gone."""
        for done, page in enumerate(pages):
            ingest.take(page)
            self._tell("fetching", done, len(pages))
        ingest.finish(gone)

    def _move(self, moved: Mapping[str, str]) -> None:
        """Have articles go on under other sources, where no other article lives already."""
        known = self._catalogue.known(self._library) if moved else {}
        for old, new in moved.items():
            if old in known and not (new in known and known[new].live):
                self._catalogue.move(self._library, known[old].article_id, new)

    def _settle(self) -> None:
        """Bind a library without passages to the model at hand."""
        used, collection = self._catalogue.space(self._library)
        if used != self._model.fingerprint or not collection:
            self._catalogue.settle(
                self._library, self._model.fingerprint, collection_name(self._library, self._model.fingerprint)
            )

    def _remove(self, article_id: str) -> None:
        self._catalogue.article(self._library, article_id)
        self._dense.delete(self._library, self._catalogue.withdraw(self._library, article_id))
        self._tally.add(removed=1)

    def _withdraw(self, sources: Sequence[str]) -> None:
        """Take articles out; their files count as never read, so that a later sync is free to bring them back."""
        known = self._catalogue.known(self._library)
        live = [source for source in sources if source in known and known[source].live]
        self._forget_files(set(live))
        for done, source in enumerate(live):
            self._remove(known[source].article_id)
            self._tell("reading", done, len(live))

    def _forget_files(self, sources: set[str]) -> None:
        memory = Memory(self._catalogue)
        files = memory.files(self._library)
        memory.drop_files(self._library, [path for path, (_, held) in files.items() if not sources.isdisjoint(held)])

    def _rebuild(self) -> None:
        """Stage every passage as the model at hand cuts and embeds it, fill a new collection, then switch."""
        collection, fingerprint = collection_name(self._library, self._model.fingerprint), self._model.fingerprint
        self._staging.discard_staged(self._library, fingerprint)
        summaries = self._catalogue.articles(self._library)
        ready = []
        for done, summary in enumerate(summaries):
            self._tell("embedding", done, len(summaries))
            article = self._catalogue.article(self._library, summary.id)
            draft = cut(article, "", self._library, self._model)
            self._stage(draft, collection)
            ready.append(recut(draft.article, draft.passages))
            self._tally.add(found=1, changed=1)
        self._staging.switch(self._library, fingerprint, collection, ready)
        self._dense.switched(self._library)

    def _stage(self, draft: Draft, collection: str) -> None:
        staged = self._staging.staged(self._library, self._model.fingerprint, draft.article.id)
        for start in range(0, len(draft.passages), GROUP):
            part = slice(start, start + GROUP)
            keys, inputs = draft.keys[part], draft.inputs[part]
            new = [text for key, text in zip(keys, inputs, strict=True) if key not in staged]
            fresh = iter(self._model.encode(new))
            rows = [staged[key] if key in staged else next(fresh) for key in keys]
            passages = draft.passages[part]
            self._dense.add(self._library, [passage.id for passage in passages], rows, collection)
            items = [Embedded(*item) for item in zip(passages, keys, rows, draft.terms[part], strict=True)]
            self._staging.stage(self._library, self._model.fingerprint, items)

    def _tell(self, stage: Any, done: int, total: int) -> None:
        self._report(replace(self._tally.progress, stage=stage, done=done, total=total))
