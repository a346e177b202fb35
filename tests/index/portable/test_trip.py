"""A library that travels is the same library."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from index.errors import ExportRefused, LibraryExists, ModelChanged, NotIndexed
from index.library import Library
from index.portable.restore import How
from index.portable.stage import HIDDEN, stages
from index.tables import METADATA
from index.values import Progress
from tests.index.conftest import story
from tests.index.filled import CHAT, write
from tests.index.invariants import check
from tests.index.portable.conftest import exported, forged, objects, vector


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


def test_a_library_goes_to_a_server_and_comes_back_line_by_line_the_same(
    full: Library, shared: Library, other: Library, tmp_path: Path
) -> None:
    one = exported(full, tmp_path / "one.jsonl")
    shared.import_file(one, trusted=True)
    assert check(shared) == 2
    two = exported(shared, tmp_path / "two.jsonl")
    other.import_file(two, trusted=True)
    three = exported(other, tmp_path / "three.jsonl")
    assert len({path.read_bytes().partition(b"\n")[2] for path in (one, two, three)}) == 1
    assert shared.search("default", story(1), 5) == full.search("default", story(1), 5)


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


def test_under_another_name_everything_is_renamed_with_it(full: Library, other: Library, tmp_path: Path) -> None:
    path = exported(full, tmp_path / "all.jsonl")
    done = other.import_file(path, "copy", trusted=True)
    assert (done.new, done.failed) == (2, 0)
    assert other.libraries() == ["copy"]
    ids = {row.id for row in other.articles("copy")}
    assert len(ids) == 2
    assert not ids & {row.id for row in full.articles("default")}
    answer = other.recall("copy", "answer", "answer1")
    assert answer
    (cited,) = answer["citations"]
    article = other.article("copy", cited["article_id"], cited["revision"])
    assert article.text[cited["start"] : cited["end"]] == cited["quote"]
    assert answer["searched"]["library"] == "copy"
    assert check(other, "copy") == 2
    again = exported(other, tmp_path / "copy.jsonl", "copy")
    full.import_file(again, "default", "replace", trusted=True)
    assert objects(exported(full, tmp_path / "back.jsonl"))[1:] == objects(path)[1:]


def test_an_article_that_changes_after_the_journey_is_its_next_revision(
    full: Library, other: Library, files: Path, tmp_path: Path
) -> None:
    other.import_file(exported(full, tmp_path / "all.jsonl"), "copy")
    write(files, 0, sentences=7)
    assert other.sync("copy", files).changed == 1
    first = next(row for row in other.articles("copy") if row.title == "Story 0")
    assert first.revision == 2
    assert other.article("copy", first.id, 1).title == "Story 0"
    assert check(other, "copy") == 2


def test_files_that_did_not_change_are_not_read_again(
    full: Library, other: Library, files: Path, tmp_path: Path
) -> None:
    other.import_file(exported(full, tmp_path / "all.jsonl"))
    again = other.sync("default", files)
    assert (again.unchanged, again.new, again.changed, again.removed) == (2, 0, 0, 0)


def test_without_vectors_the_model_embeds_the_same_ones_anew(full: Library, other: Library, tmp_path: Path) -> None:
    path = exported(full, tmp_path / "bare.jsonl", vectors=False)
    assert "vector" not in {key for kind, value in objects(path) if kind == "passage" for key in value}
    assert other.import_file(path).new == 2
    for number in range(2):
        one, two = (library.search("default", story(number), 4).hits for library in (full, other))
        assert [hit.passage for hit in one] == [hit.passage for hit in two]
        assert [hit.dense for hit in one] == pytest.approx([hit.dense for hit in two], abs=1e-5)
    assert check(other) == 2


def test_vectors_of_another_model_are_made_anew_and_answers_keep_their_quotations(
    full: Library, other: Library, tmp_path: Path
) -> None:
    (_, header), *rest = objects(exported(full, tmp_path / "all.jsonl"))
    blank = vector([1.0] + [0.0] * 31)
    lines = [(kind, value | {"vector": blank} if kind == "passage" else value) for kind, value in rest]
    path = forged(tmp_path / "other.jsonl", [("footnote", header | {"model": "another-32-0123456789ab"}), *lines])
    seen: list[Progress] = []
    done = other.import_file(path, progress=seen.append)
    assert (done.new, done.failed) == (2, 0)
    assert {step.stage for step in seen} == {"reading", "embedding", "finished"}
    assert other.status("default").model == other.model.fingerprint
    answer = other.recall("default", "answer", "answer1")
    assert answer
    cited = answer["citations"][0]
    text = other.article("default", cited["article_id"], cited["revision"]).text
    assert text[cited["start"] : cited["end"]] == cited["quote"]
    hits = other.search("default", story(0), 3).hits
    assert [hit.dense for hit in hits] == pytest.approx([hit.dense for hit in full.search("default", story(0), 3).hits])
    assert check(other) == 2


def test_what_is_not_trusted_neither_fetches_nor_writes_where_answers_were_shown(
    full: Library, other: Library, files: Path, tmp_path: Path
) -> None:
    path = exported(full, tmp_path / "all.jsonl")
    other.import_file(path)
    (source,) = other.sources("default")
    assert source.paused
    assert other.registry.due(datetime.now(UTC) + timedelta(days=9)) == []
    assert set(other.registry.items(source)) == {"https://harbour.example/0"}
    other.import_file(path, "mine", trusted=True)
    assert [one.paused for one in other.sources("mine")] == [False]
    for number in range(2):
        write(files, number, text=story(60 + number))
    for name in ("default", "mine"):
        other.sync(name, files)
        assert other.sweep(name) == 1
    assert [place for _, place in other.quoted.listed("default")] == [""]
    assert [place for _, place in other.quoted.listed("mine")] == [CHAT]


@pytest.mark.parametrize("how", ["replace", "merge"])
def test_records_that_act_come_from_a_trusted_file_alone(
    full: Library, other: Library, tmp_path: Path, how: How
) -> None:
    """What a server chose, whose data is to be deleted, to whom the bot writes: bot/discord reads these records."""
    full.record("default", "discord-leaving", "7", {"due": "2020-01-01T00:00:00+00:00"})
    full.record("default", "subscription", "1:a", {"by": 1, "room": 7})
    path = exported(full, tmp_path / "all.jsonl")
    done = other.import_file(path, how=how)
    assert [failure.source for failure in done.failures] == [
        "records of the kind discord-leaving",
        "records of the kind subscription",
    ]
    assert other.recall("default", "discord-leaving", "7") is None
    assert other.recall("default", "subscription", "1:a") is None
    assert other.recall("default", "answer", "answer1")
    assert other.import_file(path, how=how, trusted=True).failed == 0
    assert other.recall("default", "discord-leaving", "7")


def test_what_acts_stays_when_a_file_takes_the_place_of_its_library(
    full: Library, other: Library, tmp_path: Path
) -> None:
    """A server's private libraries must not come into the open because its articles were replaced."""
    path = exported(full, tmp_path / "all.jsonl")
    other.import_file(path)
    for kind in ("discord-guild", ".discord-outbox", "asked"):
        other.record("default", kind, "7", {"private": True})
    other.import_file(path, how="replace")
    assert other.recall("default", "discord-guild", "7") == {"private": True}
    assert other.recall("default", ".discord-outbox", "7")
    assert other.recall("default", "asked", "7") is None, "it tells of the library that was replaced"
    other.import_file(path, how="replace", trusted=True)
    assert other.recall("default", "discord-guild", "7") is None, "the file says what servers chose: nothing"
    assert other.recall("default", ".discord-outbox", "7"), "no file holds it"


def test_an_import_waits_for_who_changes_the_library_that_its_file_names(
    full: Library, shared: Library, tmp_path: Path
) -> None:
    path, steps, waits = exported(full, tmp_path / "all.jsonl"), list[str](), threading.Event()

    def show(progress: Progress) -> None:
        steps.append(progress.stage)
        if progress.stage == "waiting":
            waits.set()

    with ThreadPoolExecutor() as pool:
        with shared.catalogue.database.alone("default"):
            importing = pool.submit(shared.import_file, path, progress=show)
            assert waits.wait(20)
            assert shared.libraries() == []
        assert importing.result().new == 2
    assert check(shared) == 2


def test_an_import_leaves_what_another_machine_is_importing_alone(
    full: Library, shared: Library, tmp_path: Path
) -> None:
    path = exported(full, tmp_path / "all.jsonl")
    shared.catalogue.register(f"{HIDDEN}other")
    with shared.catalogue.database.alone("other"), ThreadPoolExecutor() as pool:
        assert pool.submit(shared.import_file, path).result().new == 2
        assert set(stages(shared.catalogue)) == {"other"}
    shared.import_file(path, "again")
    assert not stages(shared.catalogue), "who began it is gone"


def test_answers_that_quote_what_no_article_says_are_left_out_and_named(
    full: Library, other: Library, tmp_path: Path
) -> None:
    for name, change in {
        "quote": {"quote": "The ferry was sold to Sealand."},
        "title": {"title": "Reuters: ferry sold"},
        "end": {"end": 10**6},
        "revision": {"revision": 9},
        "no revision of any": {"revision": 10**30},
        "article_id": {"article_id": "0123456789ab"},
    }.items():
        rows = objects(exported(full, tmp_path / "all.jsonl"))
        answer = next(value for kind, value in rows if kind == "record" and value["kind"] == "answer")
        answer["value"]["citations"][0] |= change
        done = other.import_file(forged(tmp_path / "forged.jsonl", rows), "default", "replace")
        assert [failure.source for failure in done.failures] == ["record answer1"], name
        assert other.recall("default", "answer", "answer1") is None
        assert other.recall("default", "discord-message", "9")
    rows = objects(exported(full, tmp_path / "all.jsonl"))
    next(value for kind, value in rows if kind == "quoted")["start"] += 1
    done = other.import_file(forged(tmp_path / "forged.jsonl", rows), "default", "replace")
    assert [failure.source for failure in done.failures] == ["quoted answer1"]


def test_only_web_addresses_become_links(full: Library, other: Library, tmp_path: Path) -> None:
    rows = objects(exported(full, tmp_path / "all.jsonl"))
    for kind, value in rows:
        if kind == "revision":
            value["body"] |= {"url": "javascript:alert(1)", "origin": "file:///etc/passwd"}
    other.import_file(forged(tmp_path / "forged.jsonl", rows))
    for row in other.articles("default"):
        article = other.article("default", row.id)
        assert (row.url, article.url, article.origin) == ("", "", "")


def test_a_taken_name_is_said_before_anything_is_done(full: Library, tmp_path: Path) -> None:
    path, before = exported(full, tmp_path / "all.jsonl"), full.articles("default")
    with pytest.raises(LibraryExists, match="--merge"):
        full.import_file(path)
    assert full.articles("default") == before
    assert check(full) == 2


def test_replacing_puts_the_file_in_the_place_of_what_was_there(full: Library, other: Library, tmp_path: Path) -> None:
    path = exported(full, tmp_path / "all.jsonl")
    (tmp_path / "more").mkdir()
    for number in (7, 8):
        write(tmp_path / "more", number)
    other.sync("default", tmp_path / "more")
    other.registry.add("default", "feed", "https://old.example/feed")
    other.search("default", story(7), 2)
    changes = other.quoted.changes()["default"]
    done = other.import_file(path, how="replace")
    assert other.quoted.changes()["default"] > changes
    assert (done.new, done.failed) == (2, 0)
    assert other.articles("default") == full.articles("default")
    assert [one.address for one in other.sources("default")] == ["https://harbour.example/feed"]
    assert all(hit.article.title in ("Story 0", "Story 1") for hit in other.search("default", story(7), 5).hits)
    assert check(other) == 2
    with other.catalogue.database.read() as connection:
        for name in ("articles", "revisions", "passages", "signatures", "bands", "records", "items", "quoted"):
            table = METADATA.tables[name]
            kept = select(table).where(table.c.library != other.catalogue.library_id("default"))
            assert connection.execute(kept).all() == [], name


def test_merging_adds_what_is_lacking_and_leaves_the_rest(
    full: Library, other: Library, files: Path, tmp_path: Path
) -> None:
    path = exported(full, tmp_path / "all.jsonl")
    write(files, 1, sentences=2)
    (files / "0.json").unlink()
    write(files, 5)
    other.sync("default", files)
    mine = {row.title: row for row in other.articles("default")}
    done = other.import_file(path, how="merge")
    assert (done.found, done.new, done.unchanged) == (2, 1, 1)
    rows = {row.title: row for row in other.articles("default")}
    assert rows == mine | {"Story 0": next(row for row in full.articles("default") if row.title == "Story 0")}
    assert check(other) == 4
    again = other.import_file(path, how="merge")
    assert (again.found, again.new, again.unchanged) == (2, 0, 2)
    assert check(other) == 4
    assert len(other.sources("default")) == 1


def test_merging_into_a_library_of_another_model_is_refused(full: Library, tmp_path: Path) -> None:
    path = exported(full, tmp_path / "all.jsonl")
    _, collection = full.catalogue.space("default")
    full.catalogue.settle("default", "another-32-0123456789ab", collection)
    with pytest.raises(ModelChanged, match="rebuild"):
        full.import_file(path, how="merge")


def test_several_libraries_travel_in_one_file_and_come_in_together(
    full: Library, other: Library, tmp_path: Path
) -> None:
    full.import_file(exported(full, tmp_path / "one.jsonl"), "guild-1")
    path = exported(full, tmp_path / "both.jsonl", "default", "guild-1")
    with pytest.raises(ExportRefused, match="several libraries"):
        other.import_file(path, "one")
    rows = objects(path)
    broken = forged(tmp_path / "forged.jsonl", rows)
    broken.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ExportRefused):
        other.import_file(broken)
    assert other.libraries() == []
    assert other.import_file(path).new == 4
    assert other.libraries() == ["default", "guild-1"]
    again = other.import_file(path, how="merge")
    assert (again.found, again.new, again.unchanged) == (4, 0, 4)
    assert check(other) == check(other, "guild-1") == 2


def test_an_export_sees_one_moment_while_others_write(full: Library, files: Path, tmp_path: Path) -> None:
    before = exported(full, tmp_path / "before.jsonl")
    written = iter(range(100, 200))

    def meanwhile(_: Progress) -> None:
        number = next(written)
        write(files, number)
        thread = threading.Thread(target=full.sync, args=("default", files))
        thread.start()
        thread.join()
        full.record("default", "answer", f"a{number}", {"id": f"a{number}"})

    with (tmp_path / "during.jsonl").open("wb") as file:
        full.export(["default"], file, progress=meanwhile)
    assert next(written) > 100
    assert objects(tmp_path / "during.jsonl")[1:] == objects(before)[1:]


def test_what_this_machine_spent_stays_here(full: Library, tmp_path: Path) -> None:
    data = exported(full, tmp_path / "all.jsonl").read_bytes()
    assert b"1234" not in data
    assert b'"spent"' not in data


def test_a_library_that_is_not_there(full: Library, tmp_path: Path) -> None:
    with pytest.raises(NotIndexed, match="no library “nowhere”"):
        exported(full, tmp_path / "none.jsonl", "nowhere")


def test_copies_of_one_text_are_linked_as_before(full: Library, other: Library, files: Path, tmp_path: Path) -> None:
    text = story(40, 12)
    for name in "cab":
        data = {"title": f"Wire {name}", "text": text, "publisher": f"Paper {name}"}
        (files / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
        full.sync("default", files)
    other.import_file(exported(full, tmp_path / "all.jsonl"))
    assert {row.title: row.story for row in other.articles("default")} == {
        row.title: row.story for row in full.articles("default")
    }
    assert len({row.story for row in other.articles("default") if row.title.startswith("Wire")}) == 1
