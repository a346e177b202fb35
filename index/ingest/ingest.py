"""An article's story: compare, clean, split, embed, vectors, record. One bad article never stops the others."""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.catalogue.articles import Catalogue, Embedded, Known
from index.errors import IndexFault, UnreadableSource
from index.ingest.renaming import MOST, edited, moves
from index.ingest.tally import Tally
from index.text import language
from index.text.split import embedding_input, split
from index.values import Article, Failure, Page, Passage

if TYPE_CHECKING:
    from index.embedding.model import EmbeddingModel

T = TypeVar("T")
Vector = NDArray[np.float32]
log = logging.getLogger(__name__)

VERSION = 2
"""Part of every digest: raise it when reading, cleaning or splitting makes something else of the same bytes."""
GROUP = 64  # passages embedded together; reading and cutting go on meanwhile


class Sink(Protocol):
    """The dense index as an ingest sees it."""

    def add(self, library: str, ids: Sequence[str], vectors: Sequence[Vector]) -> None: ...
    def delete(self, library: str, ids: Sequence[str]) -> None: ...


@dataclass(slots=True)
class Draft:
    """An article on its way: cut into passages, with what the model reads of each."""

    article: Article
    digest: str
    passages: tuple[Passage, ...]
    inputs: list[str]
    keys: list[bytes]
    terms: list[str]


class Ingest:
    """One run over one library. `take` pages, then `finish`.

    A page that says what a recorded one says under another name, or something else than its own recorded one, waits
    until it is known who goes on under which name: an article that was renamed or moved is the same article.
    """

    def __init__(self, library: str, catalogue: Catalogue, model: EmbeddingModel, sink: Sink, tally: Tally) -> None:
        self.library, self.catalogue, self.model, self.sink, self.tally = library, catalogue, model, sink, tally
        self._known = catalogue.known(library)
        self._ids = {known.article_id for known in self._known.values()}
        self._live = {known.digest: known.source for known in self._known.values() if known.live}
        self._waiting: dict[str, tuple[Page, str]] = {}
        self._seen: set[str] = set()
        self._drafts: list[Draft] = []
        self._pool = ThreadPoolExecutor(1, "embed")
        self._embedding: tuple[list[Draft], Future[dict[bytes, Vector]]] | None = None

    def __enter__(self) -> Ingest:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def take(self, page: Page) -> None:
        """Compare a page with what is recorded and, where it differs, cut it up to be embedded."""
        if page.source in self._seen:
            self.tally.add(folded=1)
            return
        self._seen.add(page.source)
        self.tally.add(found=1)
        known, digest = self._known.get(page.source), page_digest(page)
        if known and known.live and known.digest == digest:
            self.tally.add(unchanged=1)
        elif digest in self._live or (known and known.live and len(self._waiting) < MOST):
            self._waiting[page.source] = page, digest
        else:
            self._index(page, digest)

    def _index(self, page: Page, digest: str) -> None:
        known = self._known.get(page.source)
        draft = self._guarded(page.source, lambda: self._draft(page, known, digest))
        if draft:
            self._drafts.append(draft)
            if sum(len(draft.inputs) for draft in self._drafts) >= GROUP:
                self.flush()

    def record(self) -> None:
        """Embed and record what was taken, but for pages whose article may go on under their name."""
        self.flush()
        self._record_embedded()

    def finish(self, gone: Iterable[str] = (), left: Callable[[str], bool] = lambda source: False) -> None:
        """Record everything, and take out the articles of sources that are `gone`.

        One whose words came under another name goes on under that, also where its source has `left` otherwise.
        """
        gone = set(gone) - self._seen

        def free(old: str) -> bool:
            if old in self._seen:
                return old in self._waiting and not self._edited(old)
            return old in gone or left(old)

        moved = moves({source: digest for source, (_, digest) in self._waiting.items()}, self._live, free)
        self._move(moved)
        for source, (page, digest) in self._waiting.items():
            if source not in moved.values():
                self._index(page, digest)
        self._waiting.clear()
        self.record()
        self.withdraw(gone - moved.keys())

    def waits(self, sources: Iterable[str]) -> bool:
        return any(source in self._waiting for source in sources)

    def _edited(self, source: str) -> bool:
        known, (page, digest) = self._known[source], self._waiting[source]
        return digest not in self._live and edited(
            self.catalogue.article(self.library, known.article_id).text, page.text
        )

    def _move(self, moved: Mapping[str, str]) -> None:
        """Have articles go on under their new names; what was there and went nowhere leaves."""
        going = {new: self._known.pop(old) for old, new in moved.items()}
        for new, known in going.items():
            if (there := self._known.get(new)) and there.live:
                self._withdraw(there)
            self.catalogue.move(self.library, known.article_id, new)
            self._known[new] = replace(known, source=new)
            self.tally.add(unchanged=1)

    def flush(self) -> None:
        """Record what was embedded meanwhile, then start embedding the waiting drafts.

        Not both at once: a write of Chroma holds the interpreter, and longer when encoding keeps every core busy.
        """
        if not self._drafts:
            return
        drafts, self._drafts = self._drafts, []
        inputs = {key: text for draft in drafts for key, text in zip(draft.keys, draft.inputs, strict=True)}
        self._record_embedded()
        future = self._pool.submit(vectors_of, self.library, inputs, self.catalogue, self.model)
        self._embedding = drafts, future

    def withdraw(self, sources: Iterable[str]) -> None:
        """Take the articles of these sources out of the library."""
        for source in sources:
            known = self._known.get(source)
            if known and known.live and source not in self._seen:
                self._withdraw(known)

    def _withdraw(self, known: Known) -> None:
        self.sink.delete(self.library, self.catalogue.withdraw(self.library, known.article_id))
        self.tally.add(removed=1)

    def sources(self) -> set[str]:
        """Return the sources of live articles as the run found them."""
        return {source for source, known in self._known.items() if known.live}

    def live(self, sources: Iterable[str]) -> list[str]:
        return [source for source in sources if source in self._known and self._known[source].live]

    def _draft(self, page: Page, known: Known | None, digest: str) -> Draft:
        from index.clean import clean

        article = clean(page, article_id=known.article_id if known else self._new_id(page.source))
        article = replace(article, revision=known.revision + 1 if known else 1)
        return cut(article, digest, self.library, self.model)

    def _new_id(self, source: str) -> str:
        """Return the id of a new article; one that moved away from this source has kept its own."""
        found = article_id(self.library, source)
        while found in self._ids:
            found = article_id(self.library, found)
        self._ids.add(found)
        return found

    def _record_embedded(self) -> None:
        if self._embedding is None:
            return
        (drafts, future), self._embedding = self._embedding, None
        try:
            vectors = future.result()
        except IndexFault:
            raise
        except Exception:  # noqa: BLE001  the wall of one article: tell which of the group it is
            vectors = {}
        ready = [(draft, found) for draft in drafts if (found := self._embedded(draft, vectors))]
        rows = [item for _, found in ready for item in found]
        self.sink.add(self.library, [item.passage.id for item in rows], [item.vector for item in rows])
        for draft, found in ready:
            self._record(draft, found)
        ids = (*self.tally.progress.article_ids, *(draft.article.id for draft, _ in ready))
        self.tally.progress = replace(self.tally.progress, article_ids=ids)

    def _embedded(self, draft: Draft, vectors: dict[bytes, Vector]) -> list[Embedded]:
        def join() -> list[Embedded]:
            missing = {k: text for k, text in zip(draft.keys, draft.inputs, strict=True) if k not in vectors}
            found = vectors | (vectors_of(self.library, missing, self.catalogue, self.model) if missing else {})
            return [
                Embedded(passage, key, found[key], terms)
                for passage, key, terms in zip(draft.passages, draft.keys, draft.terms, strict=True)
            ]

        return self._guarded(draft.article.source, join) or []

    def _record(self, draft: Draft, passages: Sequence[Embedded]) -> None:
        gone = self.catalogue.put(self.library, draft.article, draft.digest, passages)
        self.sink.delete(self.library, gone)
        self.tally.add(**({"new": 1} if draft.article.revision == 1 else {"changed": 1}))

    def _guarded(self, source: str, work: Callable[[], T]) -> T | None:
        """Do one article's work; what goes wrong is this article's failure alone."""
        try:
            return work()
        except UnreadableSource as error:
            self.tally.fail(source, error.reason)
        except IndexFault:
            raise
        except Exception as error:
            name = uuid.uuid4().hex[:8]
            log.exception("article %s failed (%s)", source, name)
            self.tally.fail(source, f"it could not be indexed ({type(error).__name__}, error {name} in the log).")
        return None


def cut(article: Article, digest: str, library: str, model: EmbeddingModel) -> Draft:
    """Split an article into passages and say what the model and the lexical index read of each."""
    article, passages = split(article, model.count_tokens, model.max_tokens, library)
    if not passages:
        raise UnreadableSource(article.source, "it holds no sentence.")
    return drafted(article, digest, passages, model.fingerprint)


def drafted(article: Article, digest: str, passages: tuple[Passage, ...], fingerprint: str) -> Draft:
    """Say what the model with this fingerprint and the lexical index read of an article's passages."""
    inputs = [embedding_input(article, passage) for passage in passages]
    keys = [hashlib.blake2b(f"{fingerprint}\n{text}".encode(), digest_size=16).digest() for text in inputs]
    return Draft(article, digest, passages, inputs, keys, [terms_of(text, article.language) for text in inputs])


def terms_of(text: str, code: str) -> str:
    return " ".join(language.terms(text, code))


def vectors_of(
    library: str, inputs: dict[bytes, str], catalogue: Catalogue, model: EmbeddingModel
) -> dict[bytes, Vector]:
    """Return the vector of every input, embedding only those that the library does not hold."""
    found = catalogue.reusable(library, inputs)
    missing = [key for key in inputs if key not in found]
    return found | dict(zip(missing, model.encode([inputs[key] for key in missing]), strict=True))


def article_id(library: str, source: str) -> str:
    """Return the id of an article, the same for every revision and in no other library."""
    return hashlib.blake2b(f"{library}\x1f{source}".encode(), digest_size=6).hexdigest()


def page_digest(page: Page) -> str:
    """Return a hash of all that a page says; what brought it, and under which name, does not change what it says."""
    said = f"{VERSION}\x1f{replace(page, origin='', source='')!r}"
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def file_digest(name: str, data: bytes) -> str:
    return hashlib.blake2b(
        f"{VERSION}\x1f{name}\x1f".encode("utf-8", "surrogatepass") + data, digest_size=16
    ).hexdigest()


def pages_only(found: Iterable[Page | Failure], tally: Tally) -> Iterator[Page]:
    """Yield the pages; failures are tallied."""
    for item in found:
        if isinstance(item, Failure):
            tally.fail(item.source, item.reason)
        else:
            yield item
