"""What /index says fits into a message and shows hostile names as names."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.library import texts
from bot.discord.text.escaping import size
from bot.discord.text.lists import TEXT_LIMIT
from index.values import ArticleSummary, Failure, LibraryStatus, Progress
from tests.bot.discord.strategies import days, hostile, names

failures = st.lists(st.builds(Failure, hostile, hostile), max_size=30).map(tuple)
summaries = st.lists(
    st.builds(
        ArticleSummary,
        id=st.text("abc123", min_size=1, max_size=12),
        title=hostile,
        publisher=names,
        byline=names,
        published=days,
        modified=days,
        url=names,
        source=hostile,
        revision=st.integers(1, 5),
        passages=st.integers(0, 99),
        indexed_at=st.just("2026-01-01T00:00:00+00:00"),
    ),
    max_size=40,
)


@settings(deadline=None)
@given(summaries, failures, st.integers(1, 5))
def test_everything_fits_and_nothing_acts(
    articles: list[ArticleSummary], failed: tuple[Failure, ...], page: int
) -> None:
    progress = Progress(found=len(articles), failures=failed)
    status = LibraryStatus("guild-1", 3, 9, None, None, tuple(one.publisher for one in articles), "today", "m")
    for text in (
        texts.finished(progress, articles).text,
        texts.interrupted(progress, "cancelled", "Again.").text,
        texts.list_text(articles, "guild-1", page),
        texts.status_text(status, status),
        *(texts.removed_text(one) for one in articles),
    ):
        assert 1 <= size(text) <= TEXT_LIMIT
        assert "@everyone" not in text
        assert "](http://" not in text
    assert all(1 <= size(texts.choice_name(one)) <= 100 for one in articles)


def test_failures_name_the_file_and_the_reason() -> None:
    failed = Failure("discord/7/scan.pdf", "This PDF holds pictures only.")
    said = texts.finished(Progress(stage="finished", found=2, unchanged=1, failures=(failed,)), [])
    assert said.errors == ""
    assert said.text == (
        "**Done.** Nothing new to ask about.\n"
        "-# 2 found · 0 new · 0 changed · 1 unchanged · 1 failed\n"
        "**Not indexed:**\n"
        "- scan.pdf: This PDF holds pictures only."
    )


def test_failures_for_which_there_is_no_room_are_in_a_file() -> None:
    failed = tuple(Failure(f"discord/7/{n}.txt", "the file is empty.") for n in range(12))
    said = texts.finished(Progress(stage="finished", failures=failed), [])
    assert said.text.endswith("\n- 9.txt: the file is empty.\nand 2 more: errors.txt lists all")
    assert said.errors.splitlines() == [f"{n}.txt: the file is empty." for n in range(12)]


@given(failures)
def test_every_failure_is_read_in_the_message_or_in_the_file(failed: tuple[Failure, ...]) -> None:
    said = texts.finished(Progress(failures=failed), [])
    if said.errors:
        assert said.errors.count("\n") == len(failed)
    else:
        assert said.text.count("\n- ") == len(failed)


def test_a_long_list_has_pages() -> None:
    rows = [
        ArticleSummary(str(n), f"Title {n}", "Tide", "", date(2025, 1, 1), None, "", "s", 1, 1, "") for n in range(40)
    ]
    first, last = texts.list_text(rows, "default", 1), texts.list_text(rows, "default", 99)
    assert first.startswith("**40 articles** in `default`, page 1 of 3\n- **Title 0** · Tide · <t:1735725600:D>\n")
    assert last.endswith("- **Title 39** · Tide · <t:1735725600:D>")
