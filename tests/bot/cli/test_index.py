"""`footnote index …` as scripts and people use it."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from bot.cli.progress import summary
from index.values import Progress
from tests.bot.cli.conftest import BAKERY, FERRY, Footnote
from tests.index.copies import WIRE


def test_a_second_sync_finds_everything_unchanged(footnote: Footnote, articles: Path) -> None:
    ran = footnote("index", "sync", str(articles), "--json")
    assert ran.code == 0
    assert (ran.json["found"], ran.json["unchanged"], ran.json["new"]) == (2, 2, 0)


def test_show_prints_text_that_its_passages_slice(footnote: Footnote) -> None:
    listed = footnote("index", "list", "--json").json["articles"]
    ferry = next(article for article in listed if "Marigold" in article["title"])
    shown = footnote("index", "show", ferry["id"], "--json").json
    assert (shown["publisher"], shown["byline"], shown["published"]) == (
        "The Sandbar Courier",
        "Ines Holm",
        "2025-03-04",
    )
    assert shown["revision"] == 1
    assert shown["captions"] == []
    covered = " ".join(shown["text"][p["start"] : p["end"]] for p in shown["passages"])
    assert "“We felt one long scrape and then silence,” said Oskar Lind" in covered


def test_an_unknown_article_is_exit_code_3_and_one_sentence(footnote: Footnote) -> None:
    for command in ("show", "remove"):
        ran = footnote("index", command, "nosuchid")
        assert ran.code == 3
        assert "nosuchid" in ran.err
        assert "Traceback" not in ran.err


def test_search_prints_hits_whose_text_is_the_articles_own(footnote: Footnote) -> None:
    found = footnote("index", "search", "missing channel marker", "--json", "-k", "2").json
    assert found["query"] == "missing channel marker"
    assert 1 <= len(found["hits"]) <= 2
    best = found["hits"][0]
    text = footnote("index", "show", best["article_id"], "--json").json["text"]
    assert text[best["start"] : best["end"]] == best["text"]
    assert best["url"] == "https://sandbar-courier.example/2025/marigold"


def test_search_batch_answers_each_line_with_its_id(footnote: Footnote, tmp_path: Path) -> None:
    lines = [{"id": 7, "question": "life jackets"}, {"id": "b", "question": "ovens"}]
    batch = tmp_path / "questions.jsonl"
    batch.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    ran = footnote("index", "search", "--batch", str(batch), "--json")
    assert [found["id"] for found in ran.objects] == [7, "b"]


def test_copies_are_named_as_such(footnote: Footnote, tmp_path: Path, own_home: Path) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    for name, day in (("first", 1), ("second", 2)):
        story = {"title": f"{name} on the Orrel", "text": "\n\n".join(WIRE), "published": f"2025-02-0{day}"}
        (folder / f"{name}.json").write_text(json.dumps(story), encoding="utf-8")
    footnote("index", "sync", str(folder), home=own_home)
    listed = footnote("index", "list", "--json", home=own_home).json["articles"]
    ids = {article["title"].split()[0]: article["id"] for article in listed}
    assert {article["id"]: article["copy_of"] for article in listed} == {
        ids["first"]: None,
        ids["second"]: ids["first"],
    }
    assert footnote("index", "show", ids["second"], "--json", home=own_home).json["copy_of"] == ids["first"]
    assert f"copy of {ids['first']} “first on the Orrel”" in footnote("index", "show", ids["second"], home=own_home).out
    assert "copy of" not in footnote("index", "show", ids["first"], home=own_home).out


def test_a_folder_with_broken_files_indexes_the_rest_and_names_each(
    footnote: Footnote, tmp_path: Path, own_home: Path
) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    (folder / "sums.xlsx").write_bytes(b"PK")
    ran = footnote("index", "sync", str(folder), "--json", home=own_home)
    assert ran.code == 0
    assert (ran.json["new"], ran.json["failed"], ran.json["passed_over"]) == (1, 3, {".xlsx": 1})
    reasons = {Path(failure["source"]).name: failure["reason"] for failure in ran.json["failures"]}
    assert set(reasons) == {"empty.txt", "noise.txt", "cut.pdf"}
    assert all(reason and "\n" not in reason for reason in reasons.values())
    assert "Traceback" not in ran.err


def test_what_is_passed_over_is_named_by_kind() -> None:
    done = Progress(found=3, new=3, passed_over=((".xlsx", 2), (".png", 1)))
    assert summary(done) == "3 found: 3 new. 3 files were passed over: .xlsx (2), .png."
    assert summary(Progress(passed_over=((".png", 1),))) == "Nothing found. 1 file was passed over: .png."
    many = Progress(passed_over=tuple((f".{n}", 1) for n in range(10)))
    assert summary(many).endswith(".6, .7, 2 more kinds.")


def test_libraries_do_not_see_each_other(footnote: Footnote, articles: Path, tmp_path: Path, own_home: Path) -> None:
    footnote("index", "add", str(articles / "ferry.md"), home=own_home)
    footnote("index", "sync", str(tmp_path), "--library", "guild-1", home=own_home)
    ran = footnote("index", "search", "ferry", "--library", "guild-1", "--json", home=own_home)
    assert ran.json["hits"] == []
    assert footnote("index", "list", "--library", "guild-1", "--json", home=own_home).json["articles"] == []


def test_syncing_a_folder_that_is_not_there_is_wrong_use(footnote: Footnote, tmp_path: Path) -> None:
    ran = footnote("index", "sync", str(tmp_path / "nowhere"))
    assert ran.code == 2
    assert "not a folder" in ran.err


@pytest.mark.parametrize("command", [("index", "add"), ("index", "sync"), ("index", "source", "add")])
def test_an_empty_name_is_not_the_current_folder(footnote: Footnote, own_home: Path, command: tuple[str, ...]) -> None:
    assert footnote(*command, "", home=own_home).code in (2, 3)
    assert footnote("index", "list", "--json", home=own_home).json["articles"] == []


def test_a_sync_says_what_it_leaves_out(footnote: Footnote, articles: Path, own_home: Path) -> None:
    footnote("index", "sync", str(articles), home=own_home)
    for article in footnote("index", "list", "--json", home=own_home).json["articles"]:
        footnote("index", "remove", article["id"], home=own_home)
    ran = footnote("index", "sync", str(articles), home=own_home)
    assert ran.err == "0 found: 2 left out. `footnote index add` brings back what was removed by hand.\n"


def test_the_log_tells_what_was_done_in_a_terminal(footnote: Footnote, articles: Path, own_home: Path) -> None:
    bakery = articles / "bakery.txt"
    footnote("index", "add", str(bakery), home=own_home)
    for _ in range(2):
        footnote("index", "sync", str(articles), home=own_home)
    (first, *_) = footnote("index", "list", "--json", home=own_home).json["articles"]
    footnote("index", "remove", first["id"], home=own_home)
    log = footnote("index", "log", "--json", home=own_home).json["log"]
    assert [(one["action"], one["subject"], one["result"]) for one in log] == [
        ("remove", first["title"], ""),
        ("sync", str(articles), "1 new, 1 unchanged"),
        ("add", str(bakery), "1 new"),
    ]


def test_in_a_pipe_the_log_is_an_entry_a_line_whatever_files_are_called(footnote: Footnote, own_home: Path) -> None:
    told = footnote("index", "add", "no\nsuch.txt", home=own_home).err
    assert told.splitlines()[0].endswith("/no such.txt: there is no file or folder of this name.")
    (row,) = footnote("index", "log", home=own_home).out.splitlines()
    assert row.split("\t")[2:] == ["add", "no such.txt", "1 failed"]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["add", "https://news.example/feed.xml"], "address is followed"),
        (["search", " "], "Give one query"),
        (["list", "--since", "tomorrow"], "Write a day as"),
    ],
)
def test_what_this_command_does_not_take_is_said(
    footnote: Footnote, own_home: Path, command: list[str], said: str
) -> None:
    ran = footnote("index", *command, home=own_home)
    assert ran.code == 2
    assert said in ran.err


def test_an_add_that_fails_in_part_is_exit_code_1_and_keeps_the_rest(
    footnote: Footnote, articles: Path, tmp_path: Path, own_home: Path
) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    ran = footnote("index", "add", str(articles / "bakery.txt"), str(tmp_path / "empty.txt"), "--json", home=own_home)
    assert (ran.code, ran.json["new"], ran.json["failed"]) == (1, 1, 1)
    assert footnote("index", "add", str(articles / "bakery.txt"), home=own_home).code == 0


def test_files_that_may_not_be_read_are_named_each_with_its_reason(
    footnote: Footnote, tmp_path: Path, own_home: Path
) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere")
    locked = tmp_path / "locked.txt"
    locked.write_text(BAKERY, encoding="utf-8")
    locked.chmod(0)
    names = ["pipe.txt", "lost.txt", "folder.txt", "locked.txt"]
    ran = footnote("index", "add", *(str(tmp_path / name) for name in names), home=own_home)
    told = dict(line.removeprefix("✗ ").split(": ", 1) for line in ran.err.splitlines() if line.startswith("✗"))
    reasons = {Path(source).name: reason for source, reason in told.items()}
    assert reasons["pipe.txt"] == "this is not a file."
    assert reasons["nowhere"] == "there is no file or folder of this name."
    assert "folder.txt" not in reasons  # a folder, whatever it is called, and an empty one
    if os.geteuid():
        assert reasons["locked.txt"] == "Footnote is not allowed to read it; change its permissions."
        assert "0 found: 3 failed." in ran.err
    assert ran.code == 1
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(("columns", "shown"), [("60", False), ("69", False), ("70", True), ("120", True)])
def test_a_narrow_list_keeps_titles_readable(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch, columns: str, shown: bool
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    listed = re.sub(r"\x1b\[[\d;]*m", "", footnote("index", "list").out)
    assert ("Publisher" in listed) is shown
    assert all(len(line) <= int(columns) for line in listed.splitlines())
    assert shown or "Ferry Marigold runs" in listed


def test_thousands_of_failures_are_not_all_told(footnote: Footnote, tmp_path: Path, own_home: Path) -> None:
    (tmp_path / "broken.jsonl").write_text("{\n" * 1_000, encoding="utf-8")
    lines = footnote("index", "add", str(tmp_path / "broken.jsonl"), home=own_home).err.splitlines()
    assert len(lines) < 60
    assert lines[-2:] == ["✗ … and more; --json names them all.", "0 found: 1000 failed."]


def test_a_list_in_a_pipe_has_one_article_a_line_and_an_id_may_be_begun(footnote: Footnote) -> None:
    rows = [line.split("\t") for line in footnote("index", "list").out.splitlines()]
    assert [row[1:4] for row in rows] == [
        ["2025-03-04", "The Sandbar Courier", "Ferry Marigold runs aground off Tern Point"],
        ["–", "–", "Old bakery on Mill Lane reopens as a library"],
    ]
    for begun in (rows[0][0][:6], rows[0][0]):
        assert footnote("index", "show", begun, "--json").json["id"] == rows[0][0]
    found = footnote("index", "search", "books", "--article", rows[1][0][:6].upper(), "--json").json["hits"]
    assert {hit["article_id"] for hit in found} == {rows[1][0]}


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        ("--sort title", ["Ferry", "Old"]),
        ("--sort indexed -n 2", ["Ferry", "Old"]),
        ("--sort publisher --limit 1", ["Old"]),
        ("--publisher", ["Ferry"]),
        ("--since 2025-03-04", ["Ferry"]),
        ("--since 2025-03-05", []),
        ("--until 2025-03-03", []),
    ],
)
def test_a_list_is_sorted_shortened_and_of_a_publisher_or_of_days(
    footnote: Footnote, options: str, titles: list[str]
) -> None:
    named = ["the sandbar COURIER"] if options == "--publisher" else []
    ran = footnote("index", "list", *options.split(), *named)
    listed = [line.split("\t")[3].split()[0] for line in ran.out.splitlines()]
    assert (sorted(listed) if "indexed" in options else listed) == titles
    if not titles:
        assert ran.err == "None of the 2 articles in “default” is like that.\n"
    if "limit" in options:
        assert ran.err == "1 more: --limit 2 shows all.\n"


def test_removed_articles_are_gone(footnote: Footnote, articles: Path, own_home: Path) -> None:
    footnote("index", "add", str(articles / "bakery.txt"), home=own_home)
    (article,) = footnote("index", "list", "--json", home=own_home).json["articles"]
    assert footnote("index", "remove", article["id"], "--json", home=own_home).json["removed"] == article["id"]
    assert footnote("index", "status", "--json", home=own_home).json["articles"] == 0


def test_search_can_be_restricted(footnote: Footnote) -> None:
    def titles(*options: str) -> set[str]:
        return {hit["title"] for hit in footnote("index", "search", "library", "--json", *options).json["hits"]}

    ferry = {"Ferry Marigold runs aground off Tern Point"}
    assert titles("--publisher", "The Sandbar Courier") == ferry
    assert titles("--since", "2025-03-01", "--until", "2025-03-31") == ferry
    assert titles("--until", "2025-03-03") == set()
    assert footnote("index", "search", "library", "--since", "March").code == 2


def test_a_dry_run_says_what_would_be_embedded_and_changes_nothing(
    footnote: Footnote, own_home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "dry"
    folder.mkdir()
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    (folder / "broken.json").write_text("{", encoding="utf-8")
    first = footnote("index", "sync", str(folder), "--dry-run", "--json", home=own_home).json
    assert (first["articles"], first["price"], len(first["failures"])) == (1, None, 1)
    assert first["characters"] / 6 < first["tokens"] < first["characters"] / 3
    assert footnote("index", "list", "--json", home=own_home).json["articles"] == []
    (folder / "broken.json").unlink()
    assert footnote("index", "sync", str(folder), home=own_home).code == 0
    (folder / "copy.md").write_text(FERRY, encoding="utf-8")
    (folder / "bakery.txt").write_text(BAKERY, encoding="utf-8")
    again = footnote("index", "add", str(folder), "--dry-run", home=own_home)
    assert "New or changed: 1 article. To be embedded: " in again.err
    assert footnote("index", "sync", str(folder), "--dry-run", "--json", home=own_home).json["articles"] == 1
    (removed,) = footnote("index", "list", "--json", home=own_home).json["articles"]
    footnote("index", "remove", removed["id"], home=own_home)
    (folder / "copy.md").unlink()
    (folder / "bakery.txt").unlink()
    assert footnote("index", "sync", str(folder), "--dry-run", "--json", home=own_home).json["articles"] == 0
    assert footnote("index", "add", str(folder), "--dry-run", "--json", home=own_home).json["articles"] == 1
