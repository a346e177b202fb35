"""Exports of a library as text to be altered, and where they are read."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.library import Library
from index.portable.lines import Writer
from index.settings import IndexSettings
from tests.index.conftest import home_settings
from tests.postgres import Server
from tests.remembering import SharingLibrary


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, filled: Path, tiny_model: Path, models: Path) -> bytes:
    """An export of the library `full`."""
    with SharingLibrary.open(home_settings(filled / "home", tiny_model, models)) as library:
        return exported(library, tmp_path_factory.mktemp("sample") / "all.jsonl").read_bytes()


def exported(library: Library, path: Path, *names: str, vectors: bool = True) -> Path:
    with path.open("wb") as file:
        library.export(names or ["default"], file, vectors=vectors)
    return path


def objects(path: Path) -> list[tuple[str, Any]]:
    """Return an export as (kind, value) without its sums."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [next(iter(line.items())) for line in found]


def forged(path: Path, lines: Iterable[tuple[str, Any]]) -> Path:
    """Write lines with right sums and counts, as somebody who knows the rule would."""
    lines = list(lines)
    counts: dict[str, int] = {}
    for kind, _ in lines:
        counts[kind] = counts.get(kind, 0) + (kind not in ("footnote", "end"))
    with path.open("wb") as file:
        writer = Writer(file)
        for kind, value in lines:
            counted = value | {"counts": counts} if kind in ("footnote", "end") else value
            if kind == "footnote":
                writer.header(counted)
            else:
                writer.line(kind, json.dumps(counted, ensure_ascii=False))
    return path


@pytest.fixture
def other(tmp_path: Path, settings: IndexSettings, models: Path) -> Iterator[Library]:
    """An empty data folder of another machine with the same model."""
    with SharingLibrary.open(home_settings(tmp_path / "other", Path(settings.embedding_model), models)) as library:
        yield library


@pytest.fixture
def shared(tmp_path: Path, settings: IndexSettings, models: Path, postgres: Server) -> Iterator[Library]:
    """An empty catalogue in PostgreSQL."""
    here = home_settings(tmp_path / "shared", Path(settings.embedding_model), models, postgres.place())
    with SharingLibrary.open(here) as library:
        yield library


def vector(values: list[float]) -> str:
    return base64.b64encode(np.array(values, "<f4").tobytes()).decode()
