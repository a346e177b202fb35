"""The nouns of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.values import Article, Filters, PassageKind, Span

Outcome = Literal["answered", "weak", "not_found"]
Verdict = Literal["supported", "re-pointed", "quoted", "dropped"]
StatementKind = Literal["quotation", "written", "catalogue"]
Strength = Literal["strong", "weak", "differing"]
Form = Literal["answer", "extract", "which"]


@dataclass(frozen=True, slots=True)
class Quote(Span):
    """A verbatim span of one article revision that an answer shows; `score` orders quotes, best highest."""

    article_id: str
    revision: int
    score: float


@dataclass(frozen=True, slots=True)
class Extract:
    """What the answerer without a model found: one to three quotes best first, or none.

    `confidence` in [0, 1] that the question is answered at all is calibrated on golden questions from evidence measured
    on passages and sentences; `certainty` is how probable it is that the first quote answers it. `articles` are those
    of the best sentences, quoted or not; `unsaid` are words of the question that the first quote's passage does not
    say. `which`: the quotes are of several stories that the question does not tell apart.
    """

    outcome: Outcome
    quotes: tuple[Quote, ...]
    confidence: float
    certainty: float = 0.0
    articles: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    which: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A stored sentence that a model is shown under an opaque key, made anew for every call."""

    key: str
    article: Article
    span: Span
    kind: PassageKind

    @property
    def text(self) -> str:
        return self.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as a model proposes it, and the keys that it names; nothing about either is known to be true.

    Its text is "" where the model chose sentences and wrote none, its keys are none where it wrote and chose none.
    """

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a draft.

    `keys` are of offered sentences: those that bear the text where it is `supported` or, by others than it names,
    `re-pointed`; those to quote instead where it is `quoted`; none where it is `dropped`. `reason` is for the record.
    Records of earlier versions hold other verdicts.
    """

    text: str
    keys: tuple[str, ...]
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered proof: `article.text[start:end] == quote` in `revision`; a `headline` ends at 0, before the text."""

    number: int
    article_id: str
    revision: int
    title: str
    publisher: str
    byline: str
    published: date | None
    updated: date | None
    url: str
    link: str
    quote: str
    start: int
    end: int
    kind: PassageKind | Literal["headline"]
    position: str
    paywalled: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or quotation of the answer and the numbers of the citations that prove it.

    `text` of a `quotation` is the cited characters; of a `written` one the words of a model, proven; of a `catalogue`
    one our own words with what the catalogue says of the cited articles, whose first sentences are quoted.
    `attribution` says whose words are cited and where they were published, empty where nobody speaks. `translation` is
    a machine's, of a quotation; `original` is what was proven where that is shown; `asks` is its question of several.
    """

    text: str
    citations: tuple[int, ...]
    kind: StatementKind = "quotation"
    attribution: str = ""
    translation: str = ""
    original: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """What one of several reports says: the words by which it differs, "" where all of it does, and by whom, when."""

    value: str
    citation: int
    publisher: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Reports that say different things of what is asked, newest first; at least two, one of them the answer's."""

    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well an answer is borne: by how many independent `sources`, which have that many `copies` here.

    `weak`: its passages are the closest ones and perhaps no answer. `differing`: the sources say different things.
    """

    strength: Strength
    sources: int
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """What kept a question from being answered: `names` and `words` of it that no article holds, as it writes them.

    `publisher` is asked for by name and none here; all were searched. `topic` is what no article is about. `unsaid` are
    words of the library of which none, nor one near, is in the first passage. `speaker` is quoted on it nowhere.
    """

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    publisher: str = ""
    topic: str = ""
    unsaid: tuple[str, ...] = ()
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions of a message, as asked and as understood, its outcome and what is quoted for it."""

    asks: str
    understood: str
    outcome: Outcome
    citations: tuple[int, ...] = ()
    missing: Missing = Missing()


@dataclass(frozen=True, slots=True)
class Numbered(Span):
    """A passage that has its number in a conversation."""

    article_id: str
    revision: int
    number: int


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as it is searched.

    `question` is what the person means, in the articles' language where a model translated it; `also` is searched
    beside it. `understood` is shown where it is not what they wrote. `articles` were cited last: a follow-up's `own`
    words are searched there first, with the words `before` it, and `only` there where it points to one of them. `more`
    asks for passages that are not `numbered` yet. `language` is the asker's where it is not the articles', else empty.
    """

    question: str
    understood: str = ""
    also: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    own: str = ""
    before: str = ""
    only: bool = False
    more: bool = False
    numbered: tuple[Numbered, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Restriction:
    """What a person chose beside the question; it is never given up. `any_date` reads no publication date out of it."""

    publisher: str = ""
    since: date | None = None
    until: date | None = None
    newest_first: bool = False
    any_date: bool = False
    article_id: str = ""


UNRESTRICTED, NO_FILTERS = Restriction(), Filters()


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched: the library's articles after filters, their date span, and how the question was read.

    `label` is the reading shown to the reader ("Reuters · 1–31 March 2024"), empty when nothing was restricted;
    `note` says which restriction was dropped and why, else empty: `dropped`, which `dropped_articles` meet. Of the
    whole library: `newest` is the publication date of its newest article, `newest_at` the time (ISO 8601) when an
    article last came in, `sources` how many places it follows, `read_at` the time since when each of them was read
    that can be reached, `failing` those that cannot. `called` is what people call it where others could answer, too.
    """

    library: str
    articles: int
    first: date | None
    last: date | None
    publisher: str = ""
    since: date | None = None
    until: date | None = None
    newest_first: bool = False
    label: str = ""
    note: str = ""
    newest: date | None = None
    newest_at: str = ""
    sources: int = 0
    failing: tuple[str, ...] = ()
    called: str = ""
    read_at: str = ""
    dropped: Filters = NO_FILTERS
    dropped_articles: int = 0
    byline: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer as it is shown and recorded. `related` are not proofs; they follow a `not_found`.

    `weak`: the closest passages are quoted and perhaps do not answer. `understood` is the question that was searched
    where it is not the one asked, else empty. `follows` is the id of the answer before it in a conversation, `numbered`
    every passage that has a number there. `notes` are for the reader, as why a model wrote nothing; `evidence` says how
    well it is borne, `missing` what no article holds of the question; `near` are articles that a follow-up may be
    about. `parts` are questions of one message; it is `answered` where one is. `judged` records each statement of the
    model, `tokens` its cost. An `extract` quotes what articles say at all, `which` asks which of the stories is meant.
    """

    id: str
    question: str
    outcome: Outcome
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    related: tuple[Citation, ...]
    searched: Searched
    seconds: float
    understood: str = ""
    follows: str = ""
    language: str = ""
    numbered: tuple[Numbered, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    evidence: Evidence | None = None
    missing: Missing = Missing()
    near: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    model: str = ""
    tokens: int = 0
    judged: tuple[Judged, ...] = ()
    form: Form = "answer"

    @property
    def found(self) -> bool:
        """Whether anything is quoted, be it only the closest passages."""
        return self.outcome != "not_found"
