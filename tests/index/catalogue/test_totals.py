"""What libraries hold in all is what their articles say, whatever was done with these."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from index.library import Library
from index.tables import libraries
from tests.index.filled import write
from tests.index.portable.conftest import exported
from tests.index.sums import counted, kept

STEPS, STORIES, NAMES = 30, 6, ("default", "news", "sport")


class Walk:
    """Steps that change libraries, each chosen by chance."""

    def __init__(self, library: Library, folder: Path, seed: int) -> None:
        self._library, self._folder, self._chance = library, folder, random.Random(seed)
        self._articles, self._file = folder / "articles", folder / "news.jsonl"
        self._articles.mkdir()
        self._sync()

    def step(self) -> str:
        steps: list[Callable[[], object]] = [
            self._sync, self._sync, self._sync, self._remove, self._rebuild, self._copy, self._travel, self._travel,
            self._drop,
        ]  # fmt: skip
        chosen = self._chance.choice(steps)
        chosen()
        return chosen.__name__

    def _sync(self) -> None:
        chance = self._chance
        for number in chance.sample(range(STORIES), 3):
            if chance.random() < 0.3:
                (self._articles / f"{number}.json").unlink(missing_ok=True)
                continue
            fields = {
                "publisher": chance.choice(["", "Harbour Times", "Northern Wire"]),
                "byline": chance.choice(["", "Ana Wren", "A" * 900, "Piet Solberg"]),
                "published": chance.choice(["", "2024-03-01", "2024-03-02", "2023-12-31"]),
            }
            write(self._articles, number, sentences=chance.randint(1, 12), **fields)
        self._library.sync(self._name(), self._articles)

    def _remove(self) -> None:
        name = self._name()
        for one in self._library.articles(name)[:2]:
            self._library.remove(name, one.id)

    def _rebuild(self) -> None:
        self._library.rebuild(self._name())

    def _copy(self) -> None:
        if source := self._there():
            self._library.copy(source, self._name())

    def _travel(self) -> None:
        if source := self._there():
            exported(self._library, self._file, source, vectors=self._chance.random() < 0.5)
            self._library.import_file(self._file, self._name(), self._chance.choice(["merge", "replace"]))

    def _drop(self) -> None:
        self._library.drop(self._name())

    def _name(self) -> str:
        return self._chance.choice(NAMES)

    def _there(self) -> str:
        return self._chance.choice([*self._library.libraries(), ""])


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize("seed", [1, *(pytest.param(one, marks=pytest.mark.slow) for one in (2, 3, 4))])
def test_after_any_steps_the_totals_are_what_counting_finds(library: Library, tmp_path: Path, seed: int) -> None:
    walk, database = Walk(library, tmp_path, seed), library.catalogue.database
    for _ in range(STEPS):
        step = walk.step()
        with database.read() as connection:
            numbers = connection.scalars(select(libraries.c.id)).all()
        for number in numbers:
            assert kept(database, number) == counted(database, number), step
        for name in NAMES:
            _check_status(library, name)


def _check_status(library: Library, name: str) -> None:
    status, articles = library.status(name), library.articles(name)
    days = sorted(one.published for one in articles if one.published)
    assert status.articles == len(articles)
    assert status.passages == sum(one.passages for one in articles) == library.catalogue.passage_count(name)
    assert (status.first, status.last) == ((days[0], days[-1]) if days else (None, None))
    assert status.newest_at == max((one.indexed_at for one in articles), default="")
    assert list(status.publishers) == sorted({one.publisher for one in articles} - {""})
    assert list(library.catalogue.bylines(name)) == sorted({one.byline[:500] for one in articles} - {""})
