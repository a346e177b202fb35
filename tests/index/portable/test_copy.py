"""A library with another's articles and nothing else of it; and one that is deleted."""

from __future__ import annotations

import hashlib

import pytest

from index.errors import Cancelled, HomeUnusable, NotIndexed
from index.library import Library
from index.values import Progress
from tests.index.conftest import story
from tests.index.invariants import check


def left(library: Library) -> list[str]:
    return [path.name for path in (library.settings.footnote_home / "spool").iterdir()]


def test_a_copy_answers_as_the_original_and_holds_nothing_of_its_readers(
    full: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.note_audit("guild-7", "mara (1)", "setup", "library", "own")
    full.record("guild-7", "note", "1", {"kept": True})
    with monkeypatch.context() as patched:
        patched.setattr(full.model, "encode", lambda texts: pytest.fail("the vectors come along"))
        assert full.copy("default", "guild-7").new == 2
    assert [one.title for one in full.articles("guild-7")] == [one.title for one in full.articles("default")]
    assert full.search("guild-7", story(0), 1).hits[0].article.title == "Story 0"
    assert full.records("guild-7", "answer") == []
    assert full.sources("guild-7") == []
    assert full.recall("guild-7", "note", "1") == {"kept": True}
    assert [one.actor for one in full.audits("guild-7")] == ["mara (1)"]
    assert check(full, "guild-7") == 2
    assert left(full) == []


def test_a_copy_that_is_stopped_shows_nothing_and_comes_whole_the_next_time(full: Library) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == "embedding" and progress.done:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        full.copy("default", "guild-7", stop)
    assert full.articles("guild-7") == []
    assert left(full) == []
    assert full.copy("default", "guild-7").new == 2
    assert check(full, "guild-7") == 2


def test_a_copy_into_a_library_with_sources_of_its_own_leaves_them(full: Library) -> None:
    full.registry.add("guild-7", "feed", "https://harbour.example/own", every=600)
    full.copy("default", "guild-7")
    assert [one.address for one in full.sources("guild-7")] == ["https://harbour.example/own"]
    assert len(full.articles("guild-7")) == 2
    assert check(full, "guild-7") == 2


def test_nothing_is_left_of_a_library_that_is_dropped_and_nothing_else_is_touched(full: Library) -> None:
    full.copy("default", "guild-7")
    full.record("guild-7", "note", "1", {"kept": True})
    before = full.status("default")
    full.drop("guild-7")
    assert full.libraries() == ["default"]
    assert full.articles("guild-7") == []
    assert full.records("guild-7", "note") == []
    with pytest.raises(NotIndexed):
        full.copy("guild-7", "other")
    assert full.status("default") == before
    assert check(full) == 2
    full.drop("never-there")


def test_a_copy_that_finds_no_room_says_so(full: Library) -> None:
    (full.settings.footnote_home / "spool").mkdir(exist_ok=True)
    name = hashlib.blake2b(b"default\0mine", digest_size=8).hexdigest()
    (full.settings.footnote_home / "spool" / f"copy-{name}.jsonl").symlink_to("/dev/full")
    with pytest.raises(HomeUnusable, match="No space left"):
        full.copy("default", "mine")
    assert full.libraries() == ["default"]
