"""What is said of a digest."""

from __future__ import annotations

from bot.answer.digest.digest import Digest, Story
from bot.words.words import _, counted, marked

NEW = marked("New in the articles")
NOTHING = marked("Nothing new has come in since {since}.")


def title() -> str:
    return _(NEW)


def nothing(since: str) -> str:
    """Say that nothing came in since a moment, which is given as the reader sees it."""
    return _(NOTHING).format(since=since)


def copies(story: Story) -> str:
    """Say how many copies of a story came in beside it; nothing where there are none."""
    return counted("{number} copy", "{number} copies", story.copies) if story.copies else ""


def more(digest: Digest) -> str:
    """Say how many stories are not shown; nothing where all are."""
    return counted("and {number} more", "and {number} more", digest.more) if digest.more else ""
