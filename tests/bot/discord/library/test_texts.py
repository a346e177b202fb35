"""What /index says fits into a message and shows hostile names as names."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.library import texts
from bot.discord.text.escaping import size
from bot.discord.text.lists import TEXT_LIMIT
from index.sources.files import read_bytes
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
        "**1 file did not come in:**\n- scan.pdf: This PDF holds pictures only.\n-# 1 unchanged · 1 failed"
    )


def test_files_that_failed_alike_are_counted_and_a_file_lists_them() -> None:
    failed = tuple(Failure(f"discord/7/{n}.txt", "the file is empty.") for n in range(12))
    said = texts.finished(Progress(stage="finished", failures=failed), [])
    assert said.text == (
        "**Nothing came in.**\n- **12 files**: the file is empty.\n  -# 0.txt, 1.txt, 2.txt and 9 more\n"
        "errors.txt lists them all.\n-# 12 failed"
    )
    assert said.errors.splitlines() == [f"{n}.txt: the file is empty." for n in range(12)]


def test_kinds_that_are_read_are_said_once_and_what_came_in_stands_below() -> None:
    failed = [
        one for name in ("a.xlsx", "b.png") for one in read_bytes(name, b"x", limit_mb=1, source=f"discord/7/{name}")
    ]
    story = ArticleSummary("1", "Storm", "Tide", "", None, None, "", "s", 1, 1, "")
    progress = Progress(stage="finished", new=1, failures=tuple(one for one in failed if isinstance(one, Failure)))
    said = texts.finished(progress, [story])
    assert said.errors == ""
    assert said.text.startswith(
        "**2 files did not come in:**\n- **2 files**: no kind of file that is read.\n  -# a.xlsx, b.png\n"
        "-# Files of these kinds are read: .docx, .eml, "
    )
    assert said.text.count(".html") == 1
    assert said.text.endswith("\n**The others came in.** Ask about:\n- **Storm** · Tide\n-# 1 new · 2 failed")


def test_it_is_done_only_where_everything_came_in() -> None:
    story = ArticleSummary("1", "Storm", "Tide", "", None, None, "", "s", 1, 1, "")
    assert texts.finished(Progress(new=1), [story]).text == "**Done.** Ask about:\n- **Storm** · Tide\n-# 1 new"
    same = texts.finished(Progress(unchanged=2), []).text
    assert same.startswith("**Done.** Nothing is new: 2 articles were here already.")
    page = Failure("https://a.example/b", "the host answers 503.")
    failing = texts.finished(Progress(new=1, failures=(page,)), [story], "Refreshed “T”.").text
    assert failing.startswith(
        "Refreshed “T”.\n**1 page did not come in:**\n- https\\://a.example/b: the host answers 503."
    )
    assert "Done" not in failing


@given(failures)
def test_every_failure_is_read_in_the_message_or_in_the_file(failed: tuple[Failure, ...]) -> None:
    said = texts.finished(Progress(failures=failed), [])
    if said.errors:
        assert said.errors.count("\n") == len(failed)
    else:
        assert len({one.reason for one in failed}) <= 10
        assert "more" not in said.text.partition("  -# ")[2] or any("more" in one.source for one in failed)


def test_a_long_list_has_pages() -> None:
    rows = [
        ArticleSummary(str(n), f"Title {n}", "Tide", "", date(2025, 1, 1), None, "", "s", 1, 1, "") for n in range(40)
    ]
    here = "this server's library"
    first, last = texts.list_text(rows, here, 1), texts.list_text(rows, here, 99)
    assert first.startswith(
        "**40 articles** in this server's library, page 1 of 3\n- **Title 0** · Tide · <t:1735725600:D>\n"
    )
    assert last.endswith("- **Title 39** · Tide · <t:1735725600:D>")
