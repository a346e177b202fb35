"""What indexing files would embed, and what that costs: they are read and cut, nothing is embedded or recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.catalogue.articles import Catalogue
from index.catalogue.records import Memory
from index.clean import clean
from index.errors import UnreadableSource
from index.ingest.folders import flat, read_bytes
from index.ingest.ingest import cut, file_digest, page_digest, pages_only
from index.ingest.tally import Tally
from index.sources import files
from index.values import Failure, Page

if TYPE_CHECKING:
    from index.embedding.model import EmbeddingModel


@dataclass(frozen=True, slots=True)
class Outlay:
    """Articles that are new or changed, and of them what is not embedded yet; files that could not be read.

    `tokens` is an estimate where a provider embeds, `price` what it takes for them, None where it is not known.
    """

    articles: int = 0
    passages: int = 0
    characters: int = 0
    tokens: int = 0
    price: float | None = None
    failures: tuple[Failure, ...] = ()


def outlay(
    library: str,
    paths: Sequence[Path],
    catalogue: Catalogue,
    model: EmbeddingModel,
    *,
    limit_mb: int,
    again: bool,
) -> Outlay:
    """Return what indexing files and folders would embed; with `again` also what was removed by hand."""
    tally, known = Tally(), catalogue.known(library)
    said = {one.digest for one in known.values() if one.live}
    found = Outlay()
    for page in pages_only(_unread(library, paths, catalogue, limit_mb, again=again), tally):
        digest = page_digest(page)
        if digest in said:
            continue
        said.add(digest)
        try:
            draft = cut(clean(page, article_id=""), digest, library, model)
        except UnreadableSource as error:
            tally.fail(page.source, error.reason)
            continue
        inputs = dict(zip(draft.keys, draft.inputs, strict=True))
        held = catalogue.reusable(library, inputs)
        new = [text for key, text in inputs.items() if key not in held]
        found = Outlay(
            found.articles + 1,
            found.passages + len(new),
            found.characters + sum(map(len, new)),
            found.tokens + sum(model.count_tokens(new)),
        )
    return replace(found, failures=tally.progress.failures)


def _unread(
    library: str, paths: Sequence[Path], catalogue: Catalogue, limit_mb: int, *, again: bool
) -> Iterator[Page | Failure]:
    """Yield the pages of files that are not as they were when they were read."""
    recorded = Memory(catalogue).files(library)
    live = {one.source for one in catalogue.known(library).values() if one.live}
    for path in flat(paths, Counter()):
        data = read_bytes(path, limit_mb)
        digest, sources = recorded.get(path.as_posix(), ("", []))
        same = data is not None and digest == file_digest(path.name, data)
        if not same or (again and not live.issuperset(sources)):
            yield from files.read(path, limit_mb=limit_mb)
