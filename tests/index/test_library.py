"""The façade as bot and command line use it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from index.errors import Cancelled, HomeUnusable, ModelChanged, NotIndexed
from index.library import Library
from index.settings import IndexSettings
from index.values import Filters, Progress
from tests.conftest import ROOT
from tests.index.conftest import home_settings, story
from tests.index.invariants import check
from tests.index.tiny import make_model

Write = Callable[..., Path]


def test_files_become_articles_that_are_found(settings: IndexSettings, write: Write) -> None:
    for number in range(5):
        folder = write(f"{number}.json", number)
    with Library.open(settings) as library:
        seen: list[Progress] = []
        done = library.sync("default", folder, seen.append)
        assert (done.stage, done.found, done.new, done.failed) == ("finished", 5, 5, 0)
        assert seen[-1] == done
        assert len(done.article_ids) == 5
        hits = library.search("default", story(3), 3).hits
        assert "Story 3" in {hit.article.title for hit in hits}
        assert all(hit.article.text[hit.passage.start : hit.passage.end] == hit.passage.text for hit in hits)
        assert check(library) == 5


def test_what_did_not_change_is_not_read_again(settings: IndexSettings, write: Write) -> None:
    folder = write("a.json", 1)
    with Library.open(settings) as library:
        library.sync("default", folder)
        again = library.sync("default", folder)
        assert (again.found, again.unchanged, again.new, again.changed) == (1, 1, 0, 0)


def test_a_changed_article_is_a_new_revision_and_the_old_one_stays_readable(
    settings: IndexSettings, write: Write
) -> None:
    folder = write("a.json", 1, sentences=20)
    with Library.open(settings) as library:
        (article_id,) = library.sync("default", folder).article_ids
        old = library.article("default", article_id)
        text = old.text.replace("chapter 20 of story 1", "chapter 20 of the lantern story")
        (folder / "a.json").write_text(json.dumps({"title": "Story 1", "text": text}), encoding="utf-8")
        embedded = _counting(library)
        done = library.sync("default", folder)
        assert (done.changed, done.new) == (1, 0)
        passages = library.passages("default", article_id)
        assert 0 < len(embedded) < len(passages)
        assert library.article("default", article_id).revision == 2
        assert library.article("default", article_id, 1).text == old.text
        assert all("of story 1 the" in p.text or "lantern story" in p.text for p in passages)
        assert {p.revision for p in passages} == {2}
        assert check(library) == 1


def test_a_deleted_file_leaves_at_sync_and_others_stay(settings: IndexSettings, write: Write) -> None:
    folder = write("a.json", 1)
    write("b.json", 2)
    with Library.open(settings) as library:
        library.sync("default", folder)
        library.add_files(
            "default", [("c.txt", story(3).encode())], origin="https://chat.example/1", source_prefix="chat/1"
        )
        (folder / "a.json").unlink()
        assert library.sync("default", folder).removed == 1
        assert {row.source.rsplit("/", 1)[1] for row in library.articles("default")} == {"b.json", "c.txt"}
        assert check(library) == 2
        write("a.json", 1)
        assert library.sync("default", folder).changed == 1


def test_records_that_left_their_file_leave_the_library(settings: IndexSettings, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    lines = [json.dumps({"title": f"Story {n}", "text": story(n)}) for n in range(3)]
    file.write_text("\n".join(lines), encoding="utf-8")
    with Library.open(settings) as library:
        assert library.add("default", [file]).new == 3
        file.write_text("\n".join(lines[:2]), encoding="utf-8")
        done = library.add("default", [file])
        assert (done.removed, done.unchanged) == (1, 2)
        assert check(library) == 2


def test_an_archive_is_followed_like_a_folder(settings: IndexSettings, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()

    def pack(*numbers: int) -> None:
        with zipfile.ZipFile(folder / "week.zip", "w") as archive:
            for number in numbers:
                archive.writestr(f"{number}.txt", f"Story {number}\n\n{story(number)}")

    with Library.open(settings) as library:
        pack(1, 2)
        assert library.sync("default", folder).new == 2
        assert library.sync("default", folder).unchanged == 2
        pack(2, 3)
        done = library.sync("default", folder)
        assert (done.new, done.unchanged, done.removed) == (1, 1, 1)
        uploaded = (folder / "week.zip").read_bytes()
        (folder / "week.zip").unlink()
        assert library.sync("default", folder).removed == 2
        sent = library.add_files(
            "default", [("week.zip", uploaded)], origin="https://chat.example/1", source_prefix="chat/1"
        )
        assert sent.new == 2
        assert {row.source for row in library.articles("default")} == {
            "chat/1/week.zip!/2.txt",
            "chat/1/week.zip!/3.txt",
        }
        assert check(library) == 2


def test_one_bad_file_never_stops_the_others(settings: IndexSettings, write: Write) -> None:
    folder = write("a.json", 1)
    (folder / "bad.json").write_text("{", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    write("z.json", 2)
    with Library.open(settings) as library:
        done = library.sync("default", folder)
        assert done.new == 2
        assert {Path(failure.source).name for failure in done.failures} == {
            "bad.json",
            "empty.txt",
            "binary.txt",
            "loop.txt",
        }
        assert all(failure.reason and "\n" not in failure.reason for failure in done.failures)


def test_a_file_that_can_no_longer_be_read_keeps_its_article(settings: IndexSettings, write: Write) -> None:
    folder = write("a.json", 1)
    with Library.open(settings) as library:
        library.sync("default", folder)
        (folder / "a.json").write_text("{", encoding="utf-8")
        done = library.sync("default", folder)
        assert (done.failed, done.removed) == (1, 0)
        assert len(library.articles("default")) == 1
        write("a.json", 1)
        assert library.sync("default", folder).unchanged == 1


def test_what_was_removed_stays_out_until_it_is_added_again(settings: IndexSettings, write: Write) -> None:
    folder = write("a.json", 1)
    with Library.open(settings) as library:
        (article_id,) = library.sync("default", folder).article_ids
        library.remove("default", article_id)
        with pytest.raises(NotIndexed):
            library.article("default", article_id)
        assert library.article("default", article_id, 1).title == "Story 1"
        assert library.sync("default", folder).withheld == 1
        assert library.articles("default") == []
        library.add("default", [folder / "a.json"])
        assert [row.id for row in library.articles("default")] == [article_id]
        assert check(library) == 1


def test_an_add_brings_back_whatever_was_removed(settings: IndexSettings, write: Write, tmp_path: Path) -> None:
    folder = write("a.json", 1)
    lines = [json.dumps({"title": f"Story {number}", "text": story(number)}) for number in (2, 3)]
    (folder / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("c.txt", f"Story 4\n\n{story(4)}")
    (tmp_path / "link.json").symlink_to(folder / "a.json")
    ways = ([folder / "b.jsonl", tmp_path / "link.json", folder / "c.zip"], [folder])
    with Library.open(settings) as library:
        library.sync("default", folder)
        for paths in ways:
            for row in library.articles("default"):
                if row.title != "Story 2":
                    library.remove("default", row.id)
            assert library.sync("default", folder).withheld == 3
            library.add("default", paths)
            assert sorted(row.title for row in library.articles("default")) == [f"Story {n}" for n in range(1, 5)]
            assert library.sync("default", folder).unchanged == 4
        check(library)


def test_libraries_share_nothing(settings: IndexSettings, write: Write, tmp_path: Path) -> None:
    folder = write("a.json", 1)
    with Library.open(settings) as library:
        (one,) = library.sync("default", folder).article_ids
        (two,) = library.sync("guild-1", folder).article_ids
        assert one != two
        with pytest.raises(NotIndexed):
            library.article("guild-1", one)
        library.record("default", "answer", "k", {"x": 1})
        assert library.recall("guild-1", "answer", "k") is None
        library.remove("guild-1", two)
        assert library.search("guild-1", "story 1", 5).hits == ()
        assert library.search("default", "story 1", 5).hits
        assert library.libraries() == ["default", "guild-1"]
        assert not set(library.catalogue.passage_ids("default")) & set(library.catalogue.passage_ids("guild-1"))


def test_filters_restrict_what_is_searched(settings: IndexSettings, write: Write) -> None:
    folder = write("a.json", 1, published="2024-03-05")
    write("b.json", 2, publisher="Northern Wire", published="2024-04-05")
    with Library.open(settings) as library:
        library.sync("default", folder)

        def titles(**fields: object) -> set[str]:
            found = library.search("default", "crowns chapter story", 10, Filters(**fields)).hits  # type: ignore[arg-type]
            return {hit.article.title for hit in found}

        assert titles(publisher="Northern Wire") == {"Story 2"}
        assert titles(since=date(2024, 3, 5), until=date(2024, 3, 5)) == {"Story 1"}
        assert titles(since=date(2024, 3, 6)) == {"Story 2"}
        assert titles(publisher="Nobody") == set()
        assert library.publishers("default") == ["Harbour Times", "Northern Wire"]
        assert (library.status("default").first, library.status("default").last) == (
            date(2024, 3, 5),
            date(2024, 4, 5),
        )


def test_hostile_queries_are_harmless(settings: IndexSettings, write: Write) -> None:
    with Library.open(settings) as library:
        library.sync("default", write("a.json", 1))
        for query in ('"', "'; DROP TABLE articles; --", "NEAR(a b)", "*", "a-b:c OR (", "\ud800", "   "):
            library.search("default", query, 5)
            assert len(library.articles("default")) == 1, query


def test_cancelling_leaves_whole_articles_only(settings: IndexSettings, write: Write) -> None:
    for number in range(12):
        folder = write(f"{number:02}.json", number, sentences=30)

    def stop(progress: Progress) -> None:
        if progress.new:
            raise Cancelled("enough")

    with Library.open(settings) as library:
        with pytest.raises(Cancelled):
            library.sync("default", folder, stop)
        assert 0 < check(library) < 12
        assert library.sync("default", folder).found == 12
        assert check(library) == 12


@pytest.mark.slow
def test_another_model_is_refused_until_the_library_is_rebuilt(
    settings: IndexSettings, write: Write, tmp_path: Path, models: Path
) -> None:
    folder = write("a.json", 1, sentences=12)
    write("b.json", 2)
    with Library.open(settings) as library:
        library.sync("default", folder)
    other = home_settings(settings.footnote_home, make_model(tmp_path / "other", seed=8), models)
    with Library.open(other) as library:
        for refused in (lambda: library.search("default", "story"), lambda: library.sync("default", folder)):
            with pytest.raises(ModelChanged, match="footnote index rebuild"):
                refused()
        assert library.rebuild("default").changed == 2
        assert check(library) == 2
        assert library.sync("default", folder).unchanged == 2
        assert library.status("default").model == library.model.fingerprint


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_second_process_hands_its_work_to_the_owner(settings: IndexSettings, write: Write, tmp_path: Path) -> None:
    folder = write("a.json", 1)
    with Library.open(settings) as owner, Library.open(settings) as reader:
        assert (owner.owner, reader.owner) == (True, False)
        stop = threading.Event()
        loop = threading.Thread(target=owner.run_jobs, args=(stop,))
        loop.start()
        try:
            seen: list[Progress] = []
            assert reader.sync("default", folder, seen.append).new == 1
            assert seen[-1].stage == "finished"
            data = [("n.txt", story(9).encode())]
            done = reader.add_files("default", data, origin="https://chat.example/9", source_prefix="chat/9")
            assert done.new == 1
            assert owner.article("default", done.article_ids[0]).origin == "https://chat.example/9"
            assert reader.search("default", "story 9", 1).hits
            reader.remove("default", done.article_ids[0])
            assert len(reader.articles("default")) == 1
            with pytest.raises(NotIndexed):
                reader.remove("default", "nothing")
        finally:
            stop.set()
            loop.join()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_whoever_waits_for_a_dead_owner_does_the_work(settings: IndexSettings, write: Write) -> None:
    folder = write("a.json", 1)
    code = (
        "import sys, time; from pathlib import Path; from index.catalogue.owner import Ownership; "
        "lock = Ownership(Path(sys.argv[1])); print(lock.acquire(), flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(settings.footnote_home)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert holder.stdout
    assert holder.stdout.readline().strip() == "True"
    with Library.open(settings) as library:
        assert not library.owner
        assert library._ownership.pid == holder.pid
        timer = threading.Timer(0.5, holder.kill)
        timer.start()
        assert library.sync("default", folder).new == 1
        assert library.owner
    holder.wait()
    holder.stdout.close()


def test_listing_loads_neither_model_nor_chroma(settings: IndexSettings) -> None:
    code = (
        "import sys; from pathlib import Path; from index.library import Library; "
        "from index.settings import IndexSettings; "
        "library = Library.open(IndexSettings(footnote_home=Path(sys.argv[1]), _env_file=None)); "
        "library.articles('default'); library.libraries(); library.close(); "
        "heavy = {'torch', 'chromadb', 'onnxruntime', 'langchain_core', 'trafilatura', "
        "'sqlalchemy.dialects.postgresql'}; print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(settings.footnote_home)]
    assert subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout.strip() == "[]"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    with pytest.raises(HomeUnusable, match="permissions"):
        Library.open(IndexSettings(footnote_home=home, _env_file=None))  # type: ignore[call-arg]


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x", encoding="utf-8")
    with pytest.raises(HomeUnusable):
        Library.open(IndexSettings(footnote_home=tmp_path / "home", _env_file=None))  # type: ignore[call-arg]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_catalogue_that_is_no_database_is_said(settings: IndexSettings) -> None:
    (settings.footnote_home / "catalogue.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(HomeUnusable, match="damaged"):
        Library.open(settings)


def _counting(library: Library) -> list[str]:
    """Count what the model embeds from now on."""
    embedded: list[str] = []
    encode = library.model.encode

    def counted(texts: list[str], *, queries: int = 0) -> object:
        embedded.extend(texts)
        return encode(texts, queries=queries)

    library.model.encode = counted  # type: ignore[method-assign, assignment]
    return embedded
