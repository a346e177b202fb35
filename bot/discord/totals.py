"""Counts of several ingests as one."""

from __future__ import annotations

from dataclasses import replace

from index.values import Progress


def added(before: Progress, now: Progress) -> Progress:
    """Return both counts together; the stage and its items are those of `now`."""
    return replace(
        now,
        found=before.found + now.found,
        new=before.new + now.new,
        changed=before.changed + now.changed,
        unchanged=before.unchanged + now.unchanged,
        removed=before.removed + now.removed,
        failures=(*before.failures, *now.failures),
        article_ids=(*before.article_ids, *now.article_ids),
    )
