"""Chroma follows the catalogue through kills, damage and rows that nobody knows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.catalogue.articles import Catalogue, Embedded
from index.catalogue.database import Database
from index.values import Article, Block, Filters, Passage, Span
from index.vectors import chroma as vectors
from index.vectors.chroma import DATABASE, Vectors, in_folder
from index.vectors.dense import Dense
from index.vectors.exact import Exact
from index.vectors.folder import MARKER, Folder, suspicious
from tests.homes import copy_home

Matrix = NDArray[np.float32]
ROWS = 1100  # Chroma writes its files from 1,000 rows on
SIZE = 8


def dense_in(folder: Path, catalogue: Catalogue) -> Dense:
    return Dense(Folder(folder), Exact(folder.with_name("vectors"), catalogue, lambda: True), catalogue, lambda: True)


def opened_in(folder: Path) -> Vectors:
    return in_folder(folder, lambda: None)


@pytest.fixture(scope="module")
def rows() -> Matrix:
    found = np.random.default_rng(5).normal(size=(ROWS, SIZE)).astype(np.float32)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, rows: Matrix) -> Path:
    """A catalogue of one article whose passages have the given vectors, and Chroma filled from it; both closed."""
    folder = tmp_path_factory.mktemp("filled")
    database = Database(folder / "catalogue.sqlite")
    found = Catalogue(database)
    text = "A sentence."
    article = Article("a", "/a.txt", text, "A", (Block(0, 11, "prose"),), (Span(0, 11),))
    passages = [
        Embedded(Passage(0, 11, f"p{number}", "a", 1, text), number.to_bytes(2, "big"), row, f"term{number}")
        for number, row in enumerate(rows)
    ]
    found.settle("default", "model", "collection")
    found.put("default", article, "digest", passages)
    dense = dense_in(folder / "chroma", found)
    dense.prepare("default")
    dense.close()
    database.close()
    assert not suspicious(folder / "chroma")
    return folder


@pytest.fixture
def chroma(tmp_path: Path, filled: Path) -> Path:
    """A Chroma directory of its own, closed cleanly."""
    copy_home(filled, tmp_path)
    return tmp_path / "chroma"


@pytest.fixture
def catalogue(chroma: Path) -> Iterator[Catalogue]:
    """The catalogue beside it."""
    database = Database(chroma.parent / "catalogue.sqlite")
    yield Catalogue(database)
    database.close()


def _agrees(dense: Dense, catalogue: Catalogue, query: Matrix) -> None:
    dense.prepare("default")
    assert dense.counts("default") == (ROWS, ROWS)
    found = dense.nearest("default", query, 5)
    assert found
    assert found[0][0] == "p7"
    assert found[0][1] == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(file.read_bytes()[:10]),
        pytest.param(lambda file: file.write_bytes(b""), marks=pytest.mark.slow),
        pytest.param(lambda file: file.unlink(), marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("name", ["data_level0.bin"])
def test_files_damaged_by_a_kill_are_set_aside_and_rebuilt(
    chroma: Path,
    catalogue: Catalogue,
    rows: Matrix,
    name: str,
    damage: Callable[[Path], object],
) -> None:
    (file,) = chroma.glob(f"*/{name}")
    damage(file)
    (chroma / MARKER).write_text("1")
    dense = dense_in(chroma, catalogue)
    _agrees(dense, catalogue, rows[7])
    dense.close()
    assert len(list(chroma.parent.glob("chroma.damaged-*"))) == 1


@pytest.mark.slow
def test_an_unclean_end_without_damage_keeps_the_files(chroma: Path, catalogue: Catalogue, rows: Matrix) -> None:
    (chroma / MARKER).write_text("1")
    dense = dense_in(chroma, catalogue)
    _agrees(dense, catalogue, rows[7])
    dense.close()
    assert not list(chroma.parent.glob("chroma.damaged-*"))
    assert not suspicious(chroma)


def test_damage_without_a_kill_is_noticed_at_the_first_use(
    chroma: Path,
    catalogue: Catalogue,
    rows: Matrix,
) -> None:
    (file,) = chroma.glob("*/header.bin")
    file.write_bytes(b"")
    dense = dense_in(chroma, catalogue)
    _agrees(dense, catalogue, rows[7])
    dense.close()


def test_damage_noticed_while_searching_is_repaired_beside_the_searches(
    chroma: Path,
    catalogue: Catalogue,
    rows: Matrix,
) -> None:
    dense = dense_in(chroma, catalogue)
    dense.prepare("default")
    dense.open()._client.delete_collection("collection")
    assert dense.nearest("default", rows[7], 5) is None
    exact = Exact(chroma.parent / "vectors", catalogue, lambda: False)
    assert exact.scan("default", rows[7], 1, Filters())[0][0] == "p7"
    repairing = dense._repairing
    assert repairing
    repairing.join()
    _agrees(dense, catalogue, rows[7])
    dense.close()


def test_rows_nobody_knows_go_and_missing_ones_come(chroma: Path, catalogue: Catalogue, rows: Matrix) -> None:
    opened = opened_in(chroma)
    opened.add("collection", ["orphan"], [rows[0]])
    opened.delete("collection", ["p7", "p8", "p9"])
    opened.add("left-behind", ["x"], [rows[0]])
    opened.close()
    (chroma / MARKER).write_text("1")
    dense = dense_in(chroma, catalogue)
    _agrees(dense, catalogue, rows[7])
    assert dense.open().ids("collection") == catalogue.passage_ids("default")
    dense.close()


@pytest.mark.parametrize("before", ["WAL", "DELETE"])
def test_rows_are_written_to_a_log(chroma: Path, before: str, rows: Matrix) -> None:
    """A rollback journal waits for the disk four times as often, and nobody is answered meanwhile."""
    with closing(sqlite3.connect(chroma / DATABASE)) as file:
        file.execute(f"PRAGMA journal_mode = {before}")
    opened = opened_in(chroma)
    opened.add("collection", ["one more"], [rows[0]])
    assert (chroma / f"{DATABASE}-wal").stat().st_size
    opened.close()


def test_a_row_that_exists_is_replaced(tmp_path: Path) -> None:
    opened = opened_in(tmp_path / "chroma")
    opened.add("some", ["a"], [np.array([1, 0], np.float32)])
    opened.add("some", ["a", "b"], [np.array([0, 1], np.float32), np.array([1, 0], np.float32)])
    assert [key for key, _ in opened.nearest("some", np.array([0, 1], np.float32), 2)] == ["a", "b"]
    opened.close()


def test_a_collection_of_other_settings_is_found_by_ours(tmp_path: Path, rows: Matrix) -> None:
    opened = opened_in(tmp_path / "chroma")
    opened._client.create_collection("old", embedding_function=None, configuration={"hnsw": {"space": "cosine"}})
    opened.add("old", ["a"], [rows[0]])
    opened.add("new", ["a"], [rows[0]])
    opened.close()
    again = opened_in(tmp_path / "chroma")
    for name in ("old", "new"):
        found = again._client.get_collection(name, embedding_function=None)
        assert vectors.HNSW.items() <= found.configuration_json["hnsw"].items()
        assert again.nearest(name, rows[0], 1)[0][0] == "a"
    again.close()


def test_a_write_that_another_holds_up_is_tried_again(tmp_path: Path, rows: Matrix) -> None:
    opened = opened_in(tmp_path / "chroma")
    refused = iter([sqlite3.OperationalError("database is locked"), None])

    def write() -> int:
        if error := next(refused):
            raise error
        opened.add("new", ["a"], [rows[0]])
        return opened.count("new")

    assert vectors.written(write) == 1
    opened.close()
