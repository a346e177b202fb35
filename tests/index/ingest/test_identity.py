"""An article is who it is by what it says of itself, not by where it stands: no false correction is ever told."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from index.settings import IndexSettings
from index.values import Quotation
from tests.remembering import SharingLibrary

NAMED = [
    {"url": f"https://tide.example/{word}", "title": f"About the {word}", "text": f"The {word} of Norvik was mended."}
    for word in ("lantern", "bridge", "market")
]
NAMELESS = [
    {"title": "Weather", "text": f"It rained for {days} days on the copper river, the council said."} for days in "345"
]

SHARED = [
    {"id": 0, "title": f"Storm at {hour}", "text": f"At {hour} the storm stood over Norvik, the office said."}
    for hour in ("six", "seven", "eight")
]
LIVE = [{**record, "url": "https://tide.example/live", "id": None} for record in SHARED]


@pytest.fixture
def library(settings: IndexSettings) -> Iterator[Library]:
    with SharingLibrary.open(settings) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    return made


def write(path: Path, records: list[dict[str, Any]]) -> None:
    lines = "\n".join(json.dumps(record) for record in records)
    path.write_text(lines if path.suffix == ".jsonl" else json.dumps(records), encoding="utf-8")


def quote_all(library: Library) -> None:
    """Have one answer quote the first sentence of every article."""
    for summary in library.articles("desk"):
        article = library.article("desk", summary.id)
        span = article.sentences[0]
        digest = hashlib.sha256(span.of(article.text).encode()).hexdigest()
        quotation = Quotation(span.start, span.end, 1, article.id, article.revision, digest)
        library.record("desk", "answer", f"answer-{summary.id}", {"id": summary.id}, [quotation])


def corrections(library: Library) -> list[str]:
    library.sweep("desk")
    answers = [key for key, _ in library.records("desk", "answer")]
    return [one.kind for key in answers for one in library.quoted.of("desk", key)]


def sync(library: Library, folder: Path) -> list[str]:
    """Bring the library up to date; return the titles and texts that it holds now."""
    progress = library.sync("desk", folder)
    assert not progress.failures
    return sorted(library.article("desk", one.id).text for one in library.articles("desk"))


@pytest.mark.parametrize("records", [NAMELESS, SHARED, LIVE])
def test_a_record_without_a_name_of_its_own_may_have_another_title(
    library: Library, folder: Path, records: list[dict[str, Any]]
) -> None:
    write(folder / "export.jsonl", records)
    before = sync(library, folder)
    quote_all(library)
    write(folder / "export.jsonl", [{**records[0], "title": "Another headline"}, *records[1:]])
    assert sync(library, folder) == before
    assert corrections(library) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://tide.example/lantern?utm_source=feed",
        "http://tide.example/lantern",
        "https://tide.example/lantern/",
        "https://TIDE.example:443/lantern#top",
    ],
)
def test_an_address_may_be_written_in_another_way(library: Library, folder: Path, address: str) -> None:
    write(folder / "export.jsonl", [{**NAMED[0], "url": address}, *NAMED[1:]])
    sync(library, folder)
    quote_all(library)
    write(folder / "export.jsonl", NAMED[::-1])
    sync(library, folder)
    assert corrections(library) == []


@pytest.mark.parametrize("records", [NAMED, NAMELESS, SHARED, LIVE])
@pytest.mark.parametrize("suffix", ["jsonl", "json"])
def test_an_export_that_grows_turns_moves_and_is_split_announces_no_correction(
    library: Library, folder: Path, records: list[dict[str, Any]], suffix: str
) -> None:
    export = folder / f"export.{suffix}"
    write(export, records[1:])
    sync(library, folder)
    quote_all(library)
    ids = {one.id for one in library.articles("desk")}
    held = sorted(record["text"] for record in records)

    write(export, records)
    assert sync(library, folder) == held
    write(export, records[::-1])
    assert sync(library, folder) == held
    export = export.rename(folder / f"renamed.{suffix}")
    assert sync(library, folder) == held
    (folder / "below").mkdir()
    export = export.rename(folder / "below" / f"moved.{suffix}")
    assert sync(library, folder) == held
    write(folder / f"a.{suffix}", records[:1])
    write(export, records[1:])
    assert sync(library, folder) == held
    assert ids <= {one.id for one in library.articles("desk")}
    assert corrections(library) == []

    write(export, records[2:])
    assert len(sync(library, folder)) == 2
    assert corrections(library) == ["withdrawn"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_file_renamed_with_the_same_bytes_stays_the_same_article(library: Library, folder: Path, form: Any) -> None:
    file = folder / unicodedata.normalize(form, "Brücke.txt")
    file.write_text("The bridge of Norvik was mended in winter, the council said.", encoding="utf-8")
    sync(library, folder)
    quote_all(library)
    [before] = library.articles("desk")
    file.rename(folder / unicodedata.normalize("NFD" if form == "NFC" else "NFC", "Brücke.txt"))
    sync(library, folder)
    [after] = library.articles("desk")
    assert (after.id, after.revision) == (before.id, before.revision)
    assert after.source != before.source
    assert corrections(library) == []


def test_a_name_that_a_moved_article_left_is_free_for_another(library: Library, folder: Path) -> None:
    file = folder / "today.txt"
    file.write_text("The bridge of Norvik was mended in winter, the council said.", encoding="utf-8")
    sync(library, folder)
    quote_all(library)
    [before] = library.articles("desk")
    file.rename(folder / "yesterday.txt")
    file.write_text("The market of Norvik opened in autumn, the council said.", encoding="utf-8")
    assert len(sync(library, folder)) == 2
    assert sync(library, folder) == sync(library, folder)
    assert len({one.id for one in library.articles("desk")}) == 2
    assert library.article("desk", before.id).source.endswith("yesterday.txt")
    assert corrections(library) == []


BRIDGE, MARKET, LANTERN = (
    f"The {what} of Norvik was mended in winter, the council said. It cost {cost} crowns, and {who} paid for it."
    for what, cost, who in (("bridge", 300, "Ferdan"), ("market hall", 1200, "no one"), ("lantern", 7, "Ilse Brandt"))
)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"a": BRIDGE, "b": MARKET}, {"a": MARKET, "b": BRIDGE}, []),
        ({"a": BRIDGE, "b": MARKET}, {"a": MARKET, "c": BRIDGE}, []),
        ({"a": BRIDGE, "b": MARKET, "c": LANTERN}, {"a": MARKET, "b": LANTERN, "c": BRIDGE}, []),
        ({"a": BRIDGE, "b": MARKET}, {"b": BRIDGE}, ["withdrawn"]),
        ({"a": BRIDGE}, {"a": BRIDGE.replace("300", "400"), "b": LANTERN}, []),
    ],
)
def test_files_that_take_each_others_names_stay_the_same_articles(
    library: Library, folder: Path, before: dict[str, str], after: dict[str, str], told: list[str]
) -> None:
    def put(texts: dict[str, str]) -> None:
        for file in folder.iterdir():
            file.unlink()
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")

    put(before)
    sync(library, folder)
    quote_all(library)
    put(after)
    assert sync(library, folder) == sorted(after.values())
    assert corrections(library) == told
    assert library.sync("desk", folder).unchanged == len(after)


def test_an_edit_beside_a_copy_of_the_old_text_is_an_edit(library: Library, folder: Path) -> None:
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    sync(library, folder)
    [before] = library.articles("desk")
    (folder / "bridge-old.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "bridge.txt").write_text(BRIDGE.replace("300", "400"), encoding="utf-8")
    sync(library, folder)
    assert library.article("desk", before.id).text == BRIDGE.replace("300", "400")
    assert before.revision < library.article("desk", before.id).revision


def test_a_copy_beside_its_original_is_an_article_of_its_own(library: Library, folder: Path) -> None:
    text = "The bridge of Norvik was mended in winter, the council said."
    (folder / "one.txt").write_text(text, encoding="utf-8")
    sync(library, folder)
    (folder / "two.txt").write_text(text, encoding="utf-8")
    assert sync(library, folder) == [text, text]


def test_what_a_copy_still_says_was_not_withdrawn(library: Library, folder: Path) -> None:
    write(folder / "bridge.json", NAMED[:1])
    write(folder / "copy of bridge.json", NAMED[:1])
    sync(library, folder)
    quote_all(library)
    (folder / "bridge.json").unlink()
    sync(library, folder)
    assert corrections(library) == []
    (folder / "copy of bridge.json").unlink()
    sync(library, folder)
    assert set(corrections(library)) == {"withdrawn"}


def test_a_file_added_after_it_was_moved_stays_the_same_article(library: Library, folder: Path) -> None:
    file = folder / "one.txt"
    file.write_text("The bridge of Norvik was mended in winter, the council said.", encoding="utf-8")
    library.add("desk", [file])
    quote_all(library)
    library.add("desk", [file.rename(folder / "two.txt")])
    assert len(library.articles("desk")) == 1
    assert corrections(library) == []


def test_records_that_share_an_address_are_all_kept(library: Library, folder: Path) -> None:
    write(folder / "export.jsonl", [{**record, "url": "https://tide.example/"} for record in NAMELESS])
    assert len(sync(library, folder)) == 3


def test_a_file_handed_over_again_keeps_only_what_it_holds_now(library: Library) -> None:
    def hand_over(records: list[dict[str, str]]) -> set[str]:
        lines = "\n".join(json.dumps(record) for record in records).encode()
        library.add_files("desk", [("export.jsonl", lines)], origin="", source_prefix="discord/7")
        return {library.article("desk", one.id).text for one in library.articles("desk")}

    assert len(hand_over(NAMELESS)) == 3
    assert hand_over(NAMELESS[1:]) == {record["text"] for record in NAMELESS[1:]}
