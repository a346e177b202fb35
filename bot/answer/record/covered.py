"""Questions that wait for an article: which are due, and whether a new one answers them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.answer.record.personal import Subscription, keep, kept
from bot.errors import BadQuestion
from bot.values import Answer

if TYPE_CHECKING:
    from index.library import Library
    from index.values import ArticleSummary


def due(
    library: Library, most: int, served: Callable[[int | None], bool] = lambda guild: True
) -> list[tuple[str, Subscription, int]]:
    """Return library, subscription and how often the library has changed, of those that changed since they were tried.

    At most so many of the guilds that are `served`, those that wait longest first. Blocks.
    """
    found = [
        (name, one, changes)
        for name, changes in library.quoted.changes().items()
        for one in kept(library, name, Subscription)
        if one.tried != changes and served(one.guild)
    ]
    return sorted(found, key=lambda each: (each[1].tried, each[1].at))[:most]


def covering(library: Library, ask: Callable[..., Answer], name: str, one: Subscription) -> Answer | None:
    """Ask a question again with `Answerer.ask`; return an answer that cites an article which is new since. Blocks.

    No model is asked and nothing recorded. An article that was only changed since is not new.
    """
    new = {article.id for article in library.articles(name) if _new(article, one.at)}
    if not new:
        return None
    question = one.question
    try:
        answer = ask(
            question.text,
            library=name,
            follows=question.follows,
            restriction=question.restriction,
            writes=False,
            recorded=False,
        )
    except BadQuestion:  # what was imported may be no question
        return None
    cited = {citation.article_id for citation in answer.citations}
    return answer if answer.outcome == "answered" and cited & new else None


def tried(library: Library, name: str, one: Subscription, changes: int) -> None:
    """Note that nothing new answers a question yet. Blocks."""
    keep(library, name, replace(one, tried=changes))


def _new(article: ArticleSummary, since: datetime) -> bool:
    """Whether an article came in since: a later revision tells nothing of the first, but it can be published since."""
    came = datetime.fromisoformat(article.indexed_at) >= since.replace(microsecond=0)  # it is noted to the second
    return came and (article.revision == 1 or (article.published is not None and article.published > since.date()))
