"""A refresh's story: what a source lists, what of it is new, changed or gone, fetched, and handed on to be indexed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from index.catalogue.codec import stamp
from index.errors import Cancelled, FetchFailed, NoArticle, UnreadableSource
from index.follow.claims import Claims
from index.follow.completing import completed
from index.follow.listings import Listed, read_listing
from index.follow.origins import Source
from index.follow.recheck import LAST_DAYS, ONWARD, Wanted, looks, next_look, next_try, said, wanted
from index.follow.registry import Item, Sources
from index.sources.addresses import resolve
from index.sources.feeds import story_of
from index.sources.listing import Entry
from index.sources.web import read_web
from index.values import Article, Failure, Page, Progress, Report

if TYPE_CHECKING:
    from index.web.blocking import BlockingFetcher
    from index.web.fetch import Response

Outcome = tuple[Wanted, "Response | UnreadableSource"]

BATCH = 32  # pages that are indexed together
AHEAD = 64  # requests under way; hosts do not wait for one another
HEARTBEAT = 0.5  # seconds without an answer after which progress is reported all the same
MISSES = 2  # answers "not found" in a row after which an article has left
FULL = 600  # characters from which a feed's own text stands in for a page that may not be fetched


@dataclass(frozen=True, slots=True)
class Hands:
    """What a refresh works with. `take` indexes pages and withdraws articles, all durable when it returns.

    It first has articles go on under other sources. `alone` keeps all others from changing the library. `article`
    returns the live article of a source address, or None, `recent` the source addresses of those since a day.
    """

    sources: Sources
    alone: Callable[[], AbstractContextManager[None]]
    fetcher: BlockingFetcher
    take: Callable[[Sequence[Page], Sequence[str], Mapping[str, str], Report], Progress]
    article: Callable[[str], Article | None]
    recent: Callable[[date], set[str]]
    report: Report
    most: int


@dataclass(slots=True)
class _Batch:
    """What was learned since the last pages were indexed."""

    pages: list[Page] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    found: dict[str, tuple[str, Item]] = field(default_factory=dict)  # source → where its page was found


class Refresh:
    """One refresh of a page, feed or sitemap."""

    def __init__(self, source: Source, hands: Hands) -> None:
        self._source, self._hands = source, hands
        self._at = datetime.now(UTC)
        self._progress = Progress(stage="fetching")
        self._batch = _Batch()
        self._waiting = deque[Wanted]()
        self._claims = Claims(source.library, hands.sources, hands.article, self._look)
        self._items: Mapping[str, Item] = {}

    def run(self, *, again: bool = False) -> Progress:
        """Bring the articles of the source up to date; those of single addresses that fail are failures.

        With `again`, those of the last days are looked at too where the source says nothing of them.
        Raises FetchFailed or UnreadableSource when the source itself cannot be read.
        """
        sources, source = self._hands.sources, self._source
        sources.begin(source)
        self._hands.report(self._progress)
        try:
            listed = read_listing(source, self._hands.fetcher, sources.validators(source))
        except UnreadableSource as error:
            sources.fail(source, error.reason, retry=getattr(error, "later", None) or 0)
            raise
        self._progress += Progress(failures=listed.dead)
        self._items = items = sources.items(source)
        asked = self._asked(listed, items)
        asked, left = asked[: self._hands.most], asked[self._hands.most :]
        if again and not left:
            asked += looks(items, self._hands.recent(self._at.date() - LAST_DAYS), listed.entries, asked)
        self._untouched(len(set(items) | set(listed.entries)) - len(asked) - len(left))
        self._fetch(asked)
        if not left:
            sources.validate(source, **listed.validators)
        return self._finished(listed)

    def _asked(self, listed: Listed, items: Mapping[str, Item]) -> list[Wanted]:
        if self._source.kind == "page":
            address = self._source.address
            return [Wanted(address, None, items.get(address, Item(address)))]
        return wanted(listed.entries, items, self._at)

    def _untouched(self, count: int) -> None:
        self._progress = replace(self._progress, found=count, unchanged=count)

    def _fetch(self, asked: Sequence[Wanted]) -> None:
        self._waiting.extend(asked)
        self._tell(0, len(asked))
        hops = 0
        for done, (one, came) in enumerate(self._outcomes(), 1):
            self._handle(one, came)
            if len(self._batch.pages) >= BATCH:
                self._hand_on()
            hops += one.hops > 0
            self._tell(done - hops, len(asked))
        self._hand_on()

    def _outcomes(self) -> Iterator[Outcome]:
        """Yield what each address answered, in the order in which the answers come."""
        underway = dict[Future["Response"], Wanted]()
        try:
            while True:
                while self._waiting and len(underway) < AHEAD:
                    one = self._waiting.popleft()
                    known = Item(one.address) if one.hops else one.item
                    future = self._hands.fetcher.submit(one.address, etag=known.etag, modified=known.modified)
                    underway[future] = one
                if not underway:
                    return
                for future in wait(underway, timeout=HEARTBEAT, return_when=FIRST_COMPLETED).done:
                    yield underway.pop(future), _came(future)
                self._hands.report(self._progress)  # who wants to stop need not wait for a slow host
        finally:
            for future in underway:
                future.cancel()

    def _handle(self, one: Wanted, came: Response | UnreadableSource) -> None:
        try:
            if isinstance(came, UnreadableSource):
                raise came
            self._progress += Progress(looked=int(one.again))
            if came.status == 304:
                self._keep(one, etag=one.item.etag, modified=one.item.modified)
                self._progress += Progress(found=1, unchanged=1)
                return
            read = read_web(came.body, came.url, media_type=came.media_type, charset=came.charset)
            page = self._moved(read, one) if came.permanent and not one.hops else read
            source = self._filed(page, resolve(came.url, came.url) or came.url, one)
            # What stands for the last of several pages means nothing to the first, which is asked next time.
            validators = {} if one.hops else {"etag": came.etag, "modified": came.last_modified}
            self._keep(one, article=source, **validators)
        except UnreadableSource as error:
            if isinstance(error, NoArticle) and error.target and one.hops < ONWARD:
                self._waiting.append(one.onward(error.target))
            else:
                self._failed(one, error)

    def _filed(self, page: Page, own: str, one: Wanted) -> str:
        """Have a page indexed unless another address has its article; return the source of that."""
        claims, named = self._claims, page.source
        doubted = len(claims.doubted)
        if claims.folds(page, own, one.item):
            self._progress += Progress(folded=1)
            return named
        if len(claims.doubted) > doubted:
            self._unfold(named, one.address)
        page = claims.under_own(page, own, one.item)
        if page.source == own != named:  # which another page may have named as well
            return self._filed(page, own, one)
        others = [other for other in self._batch.pages if other.source != page.source]
        self._progress += Progress(folded=len(self._batch.pages) - len(others))
        self._batch.pages = [*others, self._completed(page, one)]
        self._batch.found[page.source] = own, one.item
        return page.source

    def _unfold(self, named: str, asked: str) -> None:
        """File the page that was taken for the article of an address under its own; ask again for earlier ones."""
        own, item = self._batch.found.pop(named, (named, Item(named)))
        if own != named:
            taken = [page for page in self._batch.pages if page.source == named]
            self._batch.pages = [page for page in self._batch.pages if page.source != named]
            self._batch.items = [
                replace(one, article=own) if one.article == named else one for one in self._batch.items
            ]
            for page in taken:
                self._filed(page, own, Wanted(item.address, None, item))
        done = {*(one.address for one in self._batch.items), named, asked}
        for known in self._items.values():
            if known.article == named and known.address not in done:
                self._waiting.append(Wanted(known.address, None, replace(known, etag="", modified="")))

    def _look(self, address: str) -> Page | None:
        try:
            came = self._hands.fetcher.fetch(address)
            return read_web(came.body, came.url, media_type=came.media_type, charset=came.charset)
        except UnreadableSource:
            return None

    def _moved(self, page: Page, one: Wanted) -> Page:
        """Return a page that moved for good as the article which it is; its address is the new one."""
        known, article = one.item.article, self._hands.article
        return replace(page, source=known) if known and article(known) and not article(page.source) else page

    def _failed(self, one: Wanted, error: UnreadableSource) -> None:
        """An article that is gone leaves; a feed's own full text stands in for a page that cannot be had."""
        fault = error if isinstance(error, FetchFailed) else FetchFailed(one.address, error.reason)
        fault = fault.on_the_way(one.item.address) if one.hops else fault
        missing = fault.missing or (isinstance(error, NoArticle) and error.kind == "missing")
        entry = None if fault.gone or missing or fault.transient else one.entry
        text, captions = story_of(entry) if entry else ("", ())
        if len(text) >= FULL:
            page = Page(one.item.article or one.address, text, url=one.address, captions=captions)
            page = self._completed(page, one)
            self._batch.pages.append(page)
            self._keep(one, article=page.source, error=fault.reason)
            return
        misses = one.item.misses + 1 if missing else 0
        if one.item.article and (fault.gone or misses >= MISSES):
            self._batch.gone.append(one.item.article)
            self._keep(one, article="", misses=misses, error=fault.reason, due_at="")
            return
        self._progress += Progress(failures=(Failure(one.item.address, fault.reason),))
        again = "" if fault.gone else next_try(self._at, transient=fault.transient or missing, later=fault.later)
        self._keep(one, misses=misses, error=fault.reason, due_at=again)

    def _keep(self, one: Wanted, **changes: str | int) -> None:
        known = replace(
            one.item, stamp=said(one.entry) or one.item.stamp, misses=0, error="", fetched_at=stamp(self._at)
        )
        due: dict[str, str | int] = {"due_at": next_look(one.entry, self._at)}
        self._batch.items.append(replace(known, **(due | changes)))  # type: ignore[arg-type]

    def _completed(self, page: Page, one: Wanted) -> Page:
        paper = self._source.title if self._source.kind == "feed" and one.entry else ""
        return completed(page, one.entry or Entry(one.address), paper, self._hands.article(page.source))

    def _hand_on(self) -> None:
        """Index the pages of a batch; what is known of their addresses is kept once they are durable."""
        batch, self._batch = self._batch, _Batch()
        if batch.pages or batch.gone:
            with self._hands.alone():  # who removes the source with its articles finds those of a batch, or ends it
                self._take(batch)
        else:
            self._hands.sources.put_items(self._source, batch.items)

    def _take(self, batch: _Batch) -> None:
        sources, source, before = self._hands.sources, self._source, self._progress
        if not sources.there(source):
            raise Cancelled("The source was removed.")
        try:
            moved = self._claims.moved
            done = self._hands.take(batch.pages, batch.gone, moved, lambda part: self._hands.report(before + part))
        except BaseException:
            sources.put_items(source, self._begun(batch))
            raise
        self._progress = before + done
        sources.put_items(source, batch.items)

    def _begun(self, batch: _Batch) -> list[Item]:
        """Return the addresses whose article lives though its batch was stopped, to be asked for once more."""
        known = dict.fromkeys(("stamp", "etag", "modified"), "") | {"due_at": stamp(self._at)}
        taken = {page.source for page in batch.pages}
        live = [item for item in batch.items if item.article in taken and self._hands.article(item.article)]
        return [replace(item, **known) for item in live]  # type: ignore[arg-type]

    def _tell(self, done: int, total: int) -> None:
        self._progress = replace(self._progress, done=done, total=total)
        self._hands.report(self._progress)

    def _finished(self, listed: Listed) -> Progress:
        progress = replace(self._progress, stage="finished")
        progress = replace(progress, done=progress.found, total=progress.found)
        self._hands.sources.succeed(self._source, progress, title=listed.title)
        self._hands.report(progress)
        return progress


def _came(future: Future[Response]) -> Response | UnreadableSource:
    try:
        return future.result()
    except UnreadableSource as error:
        return error
