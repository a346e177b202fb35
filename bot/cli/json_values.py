"""Values of the index as the plain objects that `--json` prints."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.catalogue.audit import Audit
    from index.follow.origins import Outlook, Source
    from index.values import Article, ArticleSummary, Hit, LibraryStatus, Passage, Progress


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def progress(value: Progress) -> dict[str, Any]:
    return {
        "found": value.found,
        "new": value.new,
        "changed": value.changed,
        "unchanged": value.unchanged,
        "removed": value.removed,
        "withheld": value.withheld,
        "folded": value.folded,
        "looked_again": value.looked,
        "failed": value.failed,
        "failures": [{"source": failure.source, "reason": failure.reason} for failure in value.failures],
        "article_ids": list(value.article_ids),
        "passed_over": dict(value.passed_over),
    }


def _about(value: Article | ArticleSummary) -> dict[str, Any]:
    return {
        "id": value.id,
        "title": value.title,
        "publisher": value.publisher,
        "byline": value.byline,
        "published": day(value.published),
        "updated": day(value.modified),
        "url": value.url,
        "source": value.source,
        "revision": value.revision,
    }


def summary(value: ArticleSummary) -> dict[str, Any]:
    return {
        **_about(value),
        "passages": value.passages,
        "indexed_at": value.indexed_at,
        "copy_of": value.story if value.copy else None,
    }


def article(value: Article, passages: list[Passage], first: Article | None) -> dict[str, Any]:
    return {
        **_about(value),
        "copy_of": first.id if first else None,
        "origin": value.origin,
        "language": value.language,
        "text": value.text,
        "captions": [{"start": c.start, "end": c.end, "text": c.of(value.text)} for c in value.captions],
        "passages": [{"id": p.id, "start": p.start, "end": p.end, "kind": p.kind} for p in passages],
    }


def hit(value: Hit) -> dict[str, Any]:
    return {
        "article_id": value.article.id,
        "title": value.article.title,
        "publisher": value.article.publisher,
        "published": day(value.article.published),
        "url": value.article.url,
        "start": value.passage.start,
        "end": value.passage.end,
        "text": value.passage.text,
        "kind": value.passage.kind,
        "score": round(value.score, 6),
    }


def status(value: LibraryStatus) -> dict[str, Any]:
    return {
        "library": value.library,
        "articles": value.articles,
        "passages": value.passages,
        "first": day(value.first),
        "last": day(value.last),
        "publishers": list(value.publishers),
        "indexed_at": value.indexed_at,
        "newest_at": value.newest_at or None,
        "model": value.model,
    }


def source(value: Source) -> dict[str, Any]:
    return _times(asdict(value))


def outlook(value: Outlook) -> dict[str, Any]:
    found = asdict(value)
    return found | {name: round(found[name], 1) for name in ("fetching", "embedding")}


def audit(value: Audit) -> dict[str, Any]:
    return _times(asdict(value))


def _times(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in found.items()}
