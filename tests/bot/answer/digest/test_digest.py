"""What came in since a moment, a story once, by the first sentence of its earliest article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.answer.digest.digest import digest
from index.library import Library
from index.settings import IndexSettings
from tests.bot.answer.pages import jsonl
from tests.remembering import RememberingLibrary

NOW = datetime.now(UTC)
AGO = NOW - timedelta(days=2)
BODY = (
    "The harbour of Norvik will be dredged in spring so that larger ferries can enter it at low tide. "
    "The council voted for the plan by nine to four after a debate of three hours on Monday evening. "
    "Fishermen had asked for a delay because the mud holds old paint from the shipyard that closed in 1991. "
    "Engineer Mika Aalto said that the mud would be taken to a sealed basin behind the old mole."
)


def page(title: str, text: str, day: str, publisher: str = "Evening Tide") -> dict[str, str]:
    return {"title": title, "text": text, "published": day, "publisher": publisher}


@pytest.fixture
def library(tmp_path: Path, models: Path) -> Iterator[Library]:
    (tmp_path / "models").symlink_to(models)
    with RememberingLibrary.open(IndexSettings(footnote_home=tmp_path)) as opened:
        yield opened


def add(library: Library, *pages: dict[str, str], source: str = "a") -> None:
    named = [{"id": f"{source}-{number}", **one} for number, one in enumerate(pages)]
    library.add_files("default", [(f"{source}.jsonl", jsonl(*named))], origin="", source_prefix="test")


def test_copies_of_one_text_are_one_story_told_by_the_earliest(library: Library) -> None:
    add(library, page("Harbour to be dredged", BODY, "2025-03-03", "Northern Wire"))
    add(
        library,
        page("Norvik dredges", BODY, "2025-03-04"),
        page("A bell", "The bell of Skerry rings again.", "2025-03-05"),
        source="b",
    )
    found = digest(library, "default", AGO)
    assert [(one.citation.title, one.copies) for one in found.stories] == [("A bell", 0), ("Harbour to be dredged", 1)]
    quoted = found.stories[1].citation
    assert quoted.quote == BODY.partition(" The council")[0]
    assert library.article("default", quoted.article_id).text[quoted.start : quoted.end] == quoted.quote


def test_a_second_digest_tells_only_what_came_after_the_first(library: Library) -> None:
    add(library, page("Harbour to be dredged", BODY, "2025-03-03"))
    first = digest(library, "default", AGO)
    assert digest(library, "default", datetime.fromisoformat(first.until), first.seen).stories == ()
    add(library, page("Dredging again", BODY, "2025-03-09"), source="b")  # a copy of what was told is no news
    add(library, page("A bell", "The bell of Skerry rings again.", "2025-03-05"), source="c")
    second = digest(library, "default", datetime.fromisoformat(first.until), first.seen)
    assert [one.citation.title for one in second.stories] == ["A bell"]


def test_an_old_article_that_changes_is_no_news_and_one_of_today_is(library: Library) -> None:
    today = NOW.date().isoformat()
    for text in ("The bell rings again in the tower of Skerry.", "The bell rings again in the tower of Skerry, twice."):
        add(library, page("Old", text, "2020-01-01"), source="old")
        add(library, page("New", text.replace("bell", "gong"), today), source="new")
    assert [one.citation.title for one in digest(library, "default", AGO).stories] == ["New"]


def test_at_most_ten_are_told_and_the_rest_is_counted(library: Library) -> None:
    add(
        library,
        *(
            page(f"Bell {n}", f"The bell number {n} of Skerry rings again on day {n}.", f"2025-03-{n:02}")
            for n in range(1, 14)
        ),
    )
    found = digest(library, "default", AGO)
    assert (len(found.stories), found.more, len(found.seen)) == (10, 3, 13)
    assert found.stories[0].citation.title == "Bell 13"


def test_nothing_new_is_nothing(library: Library) -> None:
    add(library, page("Harbour to be dredged", BODY, "2025-03-03"))
    found = digest(library, "default", NOW + timedelta(days=1))
    assert (found.stories, found.until) == ((), found.since)
