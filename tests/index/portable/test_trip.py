"""A library that travels is the same library."""

from __future__ import annotations

from pathlib import Path

from index.library import Library
from tests.index.conftest import story
from tests.index.invariants import check
from tests.index.portable.conftest import exported, objects


def test_an_export_read_elsewhere_and_exported_again_differs_in_its_time_alone(
    full: Library, other: Library, tmp_path: Path
) -> None:
    one = exported(full, tmp_path / "one.jsonl")
    done = other.import_file(one, trusted=True)
    assert (done.found, done.new, done.failed) == (2, 2, 0)
    two = exported(other, tmp_path / "two.jsonl")
    (_, header), *lines = objects(one)
    (_, again), *more = objects(two)
    assert lines == more
    assert {kind for kind, _ in lines} == {
        *("article", "revision", "passage", "file", "source", "item", "record", "quoted", "audit", "end")
    }
    assert header | {"made": ""} == again | {"made": ""}
    assert one.read_bytes().splitlines()[1:] == two.read_bytes().splitlines()[1:]
    assert check(other) == check(full) == 2


def test_search_status_and_articles_are_the_same(full: Library, other: Library, tmp_path: Path) -> None:
    other.import_file(exported(full, tmp_path / "all.jsonl"))
    assert other.status("default") == full.status("default")
    assert other.articles("default") == full.articles("default")
    for number in range(3):
        assert other.search("default", story(number), 5) == full.search("default", story(number), 5)
    gone = next(
        value["id"] for kind, value in objects(tmp_path / "all.jsonl") if kind == "article" and not value["live"]
    )
    assert other.article("default", gone, 1) == full.article("default", gone, 1)
