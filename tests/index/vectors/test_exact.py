"""Whatever the file of vectors holds, a scan finds what the catalogue says."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from index.catalogue.articles import Catalogue, Embedded
from index.catalogue.database import Database
from index.catalogue.dialects.sqlite import Sqlite
from index.catalogue.rows import KEPT, depart
from index.tables import departed, passages
from index.values import Article, Block, Filters, Passage, Span
from index.vectors import coarse, exact, mapped
from index.vectors.exact import Exact
from tests.conftest import ROOT
from tests.index.catalogue.changing import changing
from tests.postgres import SLOWLY

SIZE = 8
TEXT = "A sentence."


def put(catalogue: Catalogue, name: str, count: int, seed: int, revision: int = 1, library: str = "default") -> None:
    """Record an article of so many passages with vectors of their own."""
    article = Article(name, f"/{name}.txt", TEXT, name, (Block(0, 11, "prose"),), (Span(0, 11),), revision=revision)
    rows = np.random.default_rng(seed).normal(size=(count, SIZE)).astype(np.float32)
    passages = [
        Embedded(Passage(0, 11, f"{name}.{revision}.{at}", name, revision, TEXT), row.tobytes()[:16], row, "term")
        for at, row in enumerate(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    ]
    catalogue.put(library, article, "digest", passages)


def exactly(catalogue: Catalogue, *scans: Exact, library: str = "default", filters: Filters | None = None) -> int:
    """Assert that each finds all that the catalogue holds, in order; return how much that is."""
    query = np.random.default_rng(99).normal(size=SIZE).astype(np.float32)
    chosen = filters or Filters()
    wanted_rows = select(passages.c.id, passages.c.embedding).where(passages.c.library == catalogue.library_id(library))
    if chosen.article_id:
        wanted_rows = wanted_rows.where(passages.c.article == chosen.article_id)
    with catalogue.database.read() as connection:
        stored = connection.execute(wanted_rows).all()
    wanted = {key: float(np.frombuffer(data, np.float32) @ query) for key, data in stored}
    for one in scans:
        found = one.scan(library, query, len(wanted) + 1, chosen)
        assert dict(found) == pytest.approx(wanted, abs=1e-5)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        best = one.scan(library, query, 3, chosen)
        assert [key for key, _ in best] == [key for key, _ in found[:3]]
    return len(wanted)


def owner(folder: Path, catalogue: Catalogue) -> Exact:
    return Exact(folder / "vectors", catalogue, lambda: True, least=0)


def reader(folder: Path, catalogue: Catalogue) -> Exact:
    return Exact(folder / "vectors", catalogue, lambda: False)


@pytest.mark.parametrize("place", SLOWLY, indirect=True)
def test_owner_and_readers_follow_every_change(tmp_path: Path, catalogue: Catalogue) -> None:
    writes, early = owner(tmp_path, catalogue), reader(tmp_path, catalogue)
    for step in changing(catalogue, put, 60):
        if step % 3:
            exactly(catalogue, early)
        if step % 4 == 0:
            writes.save("default")
            exactly(catalogue, writes, reader(tmp_path, catalogue))
    exactly(catalogue, early, writes, reader(tmp_path, catalogue))
    exactly(catalogue, early, writes, library="another")


def test_a_row_number_that_is_used_again_is_read_again(tmp_path: Path, catalogue: Catalogue) -> None:
    put(catalogue, "a", 4, 1)
    put(catalogue, "b", 4, 2)
    writes, reads = owner(tmp_path, catalogue), reader(tmp_path, catalogue)
    exactly(catalogue, writes, reads)
    put(catalogue, "b", 4, 3, 2)
    with catalogue.database.read() as connection:
        if isinstance(catalogue.database.dialect, Sqlite):  # PostgreSQL uses none again
            assert connection.exec_driver_sql("SELECT max(rowid) FROM passages").one() == (8,)
    exactly(catalogue, writes, reads, reader(tmp_path, catalogue))


def test_passages_that_move_to_another_library_are_found_there(tmp_path: Path, catalogue: Catalogue) -> None:
    put(catalogue, "a", 4, 1, library="staged")
    put(catalogue, "b", 4, 2)
    writes, reads = owner(tmp_path, catalogue), reader(tmp_path, catalogue)
    exactly(catalogue, writes, reads)
    with catalogue.database.write() as connection:
        numbers = catalogue.library_id("default"), catalogue.library_id("staged")
        depart(connection, numbers[1])
        connection.execute(update(passages).where(passages.c.library == numbers[1]).values(library=numbers[0]))
        catalogue.note_change(connection, numbers[0], "")
        catalogue.note_change(connection, numbers[1], "")
    assert exactly(catalogue, writes, reads) == 8
    assert exactly(catalogue, writes, reads, library="staged") == 0


def test_what_bits_choose_follows_every_change(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coarse, "MANY", 0)
    monkeypatch.setattr(coarse, "LEAST", 0)
    writes, reads = owner(tmp_path, catalogue), reader(tmp_path, catalogue)
    for step in range(12):
        put(catalogue, f"a{step % 5}", 10 + step, step, step + 1)
        assert exactly(catalogue, writes, reads, reader(tmp_path, catalogue))
    catalogue.withdraw("default", "a1")
    assert exactly(catalogue, writes, reads, filters=Filters(article_id="a1")) == 0
    assert exactly(catalogue, writes, reads, filters=Filters(article_id="a4"))


def test_filters_pick_few_and_many(tmp_path: Path, catalogue: Catalogue) -> None:
    put(catalogue, "few", 3, 1)
    put(catalogue, "many", 90, 2)
    scans = owner(tmp_path, catalogue), reader(tmp_path, catalogue)
    for name, count in (("few", 3), ("many", 90), ("none", 0)):
        assert exactly(catalogue, *scans, filters=Filters(article_id=name)) == count


def test_a_reader_behind_a_cut_log_looks_at_all_again(tmp_path: Path, catalogue: Catalogue) -> None:
    put(catalogue, "a", 5, 1)
    reads = reader(tmp_path, catalogue)
    exactly(catalogue, reads)
    catalogue.withdraw("default", "a")
    with catalogue.database.write() as connection:
        connection.execute(insert(departed), {"number": KEPT + 50, "passage": 1})
        connection.exec_driver_sql("DELETE FROM departed WHERE number < 50")
    put(catalogue, "b", 5, 2)
    assert exactly(catalogue, reads) == 5


@pytest.mark.parametrize("place", SLOWLY, indirect=True)
def test_what_is_dead_is_compacted(tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "SMALL", 10)
    writes, reads = owner(tmp_path, catalogue), reader(tmp_path, catalogue)
    for revision in range(1, 12):
        put(catalogue, "a", 20, revision, revision)
        exactly(catalogue, writes, reads)
    (file,) = (tmp_path / "vectors").iterdir()
    assert (file.stat().st_size - mapped.START) // mapped.layout(SIZE).itemsize <= 40
    exactly(catalogue, reader(tmp_path, catalogue))


def test_the_file_of_a_library_that_is_gone_goes(tmp_path: Path, catalogue: Catalogue) -> None:
    put(catalogue, "a", 5, 1)
    writes = owner(tmp_path, catalogue)
    writes.save_all()
    (file,) = (tmp_path / "vectors").iterdir()
    with catalogue.database.write() as connection:
        connection.exec_driver_sql("UPDATE libraries SET indexed_at = '', name = 'gone'")
    writes.sweep()
    assert not file.exists()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@given_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_no_damage_changes_what_is_found(tmp_path: Path, catalogue: Catalogue, data: st.DataObject) -> None:
    if not catalogue.library_id("default"):
        put(catalogue, "a", 40, 1)
    path = tmp_path / "vectors" / "1.vectors"
    path.unlink(missing_ok=True)
    owner(tmp_path, catalogue).save("default")
    content = bytearray(path.read_bytes())
    start = data.draw(st.integers(0, len(content)))
    piece = data.draw(st.one_of(st.binary(max_size=200), st.integers(0, 2000).map(bytes)))
    content[start : start + len(piece)] = piece
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    exactly(catalogue, reader(tmp_path, catalogue), owner(tmp_path, catalogue), reader(tmp_path, catalogue))


def _killed(tmp_path: Path, rounds: int) -> None:
    home = tmp_path / "home"
    for number in range(rounds):
        command = [sys.executable, "-m", "tests.index.vectors.writing_child", str(home), str(100 * number)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert child.stdout
        assert child.stdout.readline() == "writing\n"
        database = Database(home / "catalogue.sqlite")
        try:
            catalogue = Catalogue(database)
            early = reader(home, catalogue)
            timer = threading.Timer(0.05 + 0.13 * (number % 4), child.send_signal, [signal.SIGKILL])
            timer.start()
            while child.poll() is None:  # it asks meanwhile
                early.scan("default", np.ones(SIZE, np.float32), 5, Filters())
            timer.join()
            assert exactly(catalogue, early, reader(home, catalogue)) > 0
            exactly(catalogue, owner(home, catalogue), early, reader(home, catalogue))
        finally:
            database.close()


def test_a_kill_in_mid_write_loses_and_doubles_nothing(tmp_path: Path) -> None:
    _killed(tmp_path, 1)


@pytest.mark.slow
def test_many_kills_in_mid_write(tmp_path: Path) -> None:
    _killed(tmp_path, 25)
