"""The nouns of the index. Every span is a half-open range of characters of `Article.text`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from index.units import SAME, Match, Scale, unmatched

BlockKind = Literal["prose", "heading", "caption"]
PassageKind = Literal["prose", "caption"]
CorrectionKind = Literal["changed", "vanished", "withdrawn", "restored"]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open character range, `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block(Span):
    """One paragraph, heading or caption of an article."""

    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Page:
    """What a source delivers: decoded text whose blocks are separated by blank lines, and what it said of itself.

    `source` is the stable address of this one article (a file's path, `path#4be1…` for a record of a .jsonl file,
    `path!/name` for a file in an archive, a Discord attachment's address, a web page's canonical address); the same
    source delivered again is the same article.
    `origin` is a link to what brought the page (a Discord message) and serves where `url` is empty. `paywalled`: its
    publisher sells the article, and more may stand there than `text`. `marked`: `text` marks its headings, all of them.
    `created` is when the file was made, which says little: it counts where nothing else says when it was published.
    """

    source: str
    text: str
    title: str = ""
    byline: str = ""
    publisher: str = ""
    url: str = ""
    origin: str = ""
    language: str = ""
    published: date | None = None
    modified: date | None = None
    captions: tuple[str, ...] = ()
    paywalled: bool = False
    marked: bool = False
    created: date | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read or indexed, with the one sentence its user sees."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One revision of an article. `text` is canonical: prose and heading blocks in reading order, captions last.

    Blocks are separated by one blank line. `sentences` are prose and caption sentences in text order;
    no sentence crosses a block. `id` is the same for every revision; `revision` counts from 1.
    """

    id: str
    source: str
    text: str
    title: str
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...] = ()
    byline: str = ""
    publisher: str = ""
    url: str = ""
    origin: str = ""
    language: str = ""
    published: date | None = None
    modified: date | None = None
    revision: int = 1
    paywalled: bool = False

    @property
    def paragraphs(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.kind == "prose")

    @property
    def captions(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.kind == "caption")


@dataclass(frozen=True, slots=True)
class Passage(Span):
    """Whole sentences of one article revision: `article.text[start:end] == text`. The unit of retrieval."""

    id: str
    article_id: str
    revision: int
    text: str
    kind: PassageKind = "prose"
    section: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What to search; empty fields do not restrict. `since` and `until` are inclusive publication dates.

    `byline` is a name that stands in an article's byline, perhaps beside others.
    """

    publisher: str = ""
    since: date | None = None
    until: date | None = None
    article_id: str = ""
    byline: str = ""

    def __bool__(self) -> bool:
        return bool(self.publisher or self.since or self.until or self.article_id or self.byline)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matches a query.

    `dense` is the cosine similarity in the default model's units, about [-1, 1], `lexical` the BM25 score (0 where no
    term matches), `score` the fused rank key in [0, 1]: good for sorting, never a confidence.
    """

    passage: Passage
    article: Article
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Results:
    """Hits best first. `terms` maps each informative query stem to its inverse document frequency.

    `unknown` are those stems that no passage of the library holds; `scale` reads cosines of the model that searched,
    and `match` tells how well sentences match a question token by token, None where that model cannot tell.
    """

    query: str
    hits: tuple[Hit, ...]
    terms: dict[str, float] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    scale: Scale = SAME
    match: Match = field(default=unmatched, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quotation(Span):
    """A numbered span of one article revision that an answer quotes; `digest` is the SHA-256 of its characters."""

    number: int
    article_id: str
    revision: int
    digest: str


@dataclass(frozen=True, slots=True)
class Correction(Span):
    """What became of a quotation: its span is a range of revision `later`, empty where nothing stands in its place.

    `changed`: the span says something else; `vanished`: no sentence of `later` is like it; `withdrawn`: the article
    left after `later`; `restored`: the span says again what was quoted. `quote` and `now` are copied from the
    revisions; `modified` is the date that `later` gives where it is a new one. `place` is the address where the answer
    is shown; times are ISO 8601.
    """

    id: int
    library: str
    answer: str
    number: int
    kind: CorrectionKind
    article_id: str
    revision: int
    later: int
    title: str
    publisher: str
    url: str
    quote: str
    now: str
    digest: str
    modified: date | None
    quoted_at: str
    noticed_at: str
    shown_at: str
    place: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is. Counts are articles, `withheld` those removed by hand whose file is still there;
    `folded` addresses turned out to hold an article that another one holds, and `looked` were asked for again though
    nothing said that they changed. `done` and `total` are the current stage's items. One is `waiting` while another
    process is at work. `passed_over` are the suffixes of files of a folder that are of no kind that is read, and how
    many there are."""

    stage: Literal["waiting", "reading", "fetching", "embedding", "finished"] = "reading"
    done: int = 0
    total: int = 0
    found: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    withheld: int = 0
    folded: int = 0
    looked: int = 0
    failures: tuple[Failure, ...] = ()
    article_ids: tuple[str, ...] = ()
    passed_over: tuple[tuple[str, int], ...] = ()

    @property
    def failed(self) -> int:
        return len(self.failures)

    def __add__(self, more: Progress) -> Progress:
        """Return the counts of both; stage, `done` and `total` stay."""
        counts = ("found", "new", "changed", "unchanged", "removed", "withheld", "folded", "looked")
        names = (*counts, "failures", "article_ids")
        kinds = Counter(dict(self.passed_over)) + Counter(dict(more.passed_over))
        both = {name: getattr(self, name) + getattr(more, name) for name in names}
        return replace(self, passed_over=tuple(kinds.most_common()), **both)


Report = Callable[[Progress], None]
"""Is told how far an ingest is; raises Cancelled to stop it."""


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One row of a list of articles; `passages` is their number, `story` the id of the earliest copy of it."""

    id: str
    title: str
    publisher: str
    byline: str
    published: date | None
    modified: date | None
    url: str
    source: str
    revision: int
    passages: int
    indexed_at: str
    story: str = ""

    @property
    def copy(self) -> bool:
        return self.story not in {"", self.id}


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """What a library holds; dates span its articles' publication dates.

    Times are ISO 8601: `indexed_at` when it was brought up to date, `newest_at` when its newest article came in.
    """

    library: str
    articles: int
    passages: int
    first: date | None
    last: date | None
    publishers: tuple[str, ...]
    indexed_at: str
    model: str
    newest_at: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One finding about the data folder: what is so, and what to do where it is not `ok`."""

    name: str
    state: Literal["ok", "note", "bad"]
    message: str
    advice: str = ""
