"""Articles as compact JSON, vectors as bytes, times as text."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.values import Article, Block, Span

TEXTS = ("text", "title", "byline", "publisher", "url", "origin", "language", "source")
KINDS = ("prose", "heading", "caption")


def dump_article(article: Article) -> str:
    """Return an article as JSON; spans are [start, end] pairs."""
    data: dict[str, Any] = {name: getattr(article, name) for name in TEXTS}
    data |= {"paywalled": True} if article.paywalled else {}
    data["published"], data["modified"] = iso(article.published), iso(article.modified)
    data["blocks"] = [[block.start, block.end, KINDS.index(block.kind)] for block in article.blocks]
    data["sentences"] = [[span.start, span.end] for span in article.sentences]
    return dumps(data)


def dumps(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def load_article(article_id: str, revision: int, body: str) -> Article:
    """Return the article that `dump_article` was given."""
    data = json.loads(body)
    return Article(
        id=article_id,
        revision=revision,
        **{name: data[name] for name in TEXTS},
        published=day(data["published"]),
        modified=day(data["modified"]),
        paywalled=data.get("paywalled", False),
        blocks=tuple(Block(start, end, KINDS[kind]) for start, end, kind in data["blocks"]),  # type: ignore[arg-type]
        sentences=tuple(Span(start, end) for start, end in data["sentences"]),
    )


def iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def blob(vector: NDArray[np.float32]) -> bytes:
    return np.ascontiguousarray(vector, np.float32).tobytes()


def vector(stored: bytes) -> NDArray[np.float32]:
    return np.frombuffer(stored, np.float32)


def stamp(at: datetime) -> str:
    """Return a time as it is stored: stored times sort as text."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def moment(value: str) -> datetime | None:
    """Return the time that was stored, None for an empty string."""
    return datetime.fromisoformat(value) if value else None


def now() -> str:
    return stamp(datetime.now(UTC))
