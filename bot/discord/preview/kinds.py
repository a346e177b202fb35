"""Every kind of message that can be previewed. A new one is a function that returns a Sample, and a name here."""

from __future__ import annotations

from collections.abc import Callable

from bot.discord.preview.page import Sample
from bot.discord.preview.samples import answers, community, desk, forms, indexing

KINDS: tuple[Callable[[], Sample], ...] = (
    answers.answer,
    answers.weak,
    forms.which,
    forms.extract,
    forms.catalogue,
    forms.several,
    answers.written,
    answers.differ,
    answers.edited,
    answers.not_found,
    answers.related,
    answers.nothing_indexed,
    answers.passage,
    answers.article,
    answers.corrected,
    answers.corrections,
    community.greeting_,
    community.help_,
    community.claims,
    community.digest,
    community.setup,
    community.libraries,
    community.forget_me,
    desk.form,
    desk.covered,
    desk.gaps,
    desk.stats,
    desk.state,
    indexing.progress,
    indexing.indexed,
    indexing.failures,
    indexing.all_failed,
    indexing.list_,
    indexing.status,
    indexing.log,
    indexing.source,
    indexing.source_list,
    indexing.confirmation,
    indexing.message,
)


def named() -> dict[str, Callable[[], Sample]]:
    """Return every kind by its name, as `not-found`; the first line of its docstring says what it is."""
    return {one.__name__.strip("_").replace("_", "-"): one for one in KINDS}
