"""A small library of fictional articles, indexed once through the command line itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import compose
from bot.cli.app import execute
from tests.remembering import RememberingLibrary

FERRY = """---
title: Ferry Marigold runs aground off Tern Point
publisher: The Sandbar Courier
author: Ines Holm
published: 2025-03-04
url: https://sandbar-courier.example/2025/marigold
---

The passenger ferry Marigold ran aground on a sandbank off Tern Point on Tuesday evening with 214 people on board.

Nobody was injured, the coastguard said. Lifeboats took the passengers to Elder Quay within three hours.

“We felt one long scrape and then silence,” said Oskar Lind, a teacher who was travelling with his class. He said that
the crew had handed out life jackets within minutes.

The harbour master, Petra Vance, said that a channel marker had been missing since the storm of 27 February.
"""

BAKERY = """Old bakery on Mill Lane reopens as a library

By Tomas Reed

The bakery on Mill Lane that closed in 2019 has reopened as a public library with 12,000 books.

The town council paid 1.4 million crowns for the building. Librarian Anna Brandt said that the ovens had been kept
because children asked to see them.
"""


PROGRAM = replace(compose(), open_library=RememberingLibrary.open)
"""The program as it is composed, but that all commands of a process share one open model."""


@dataclass(frozen=True)
class Ran:
    """One finished command line."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def json(self) -> Any:
        (value,) = self.objects
        return value


Footnote = Callable[..., Ran]


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    (folder / "bakery.txt").write_text(BAKERY, encoding="utf-8")
    return folder


@pytest.fixture
def own_home(tmp_path: Path, models: Path) -> Path:
    """An empty data folder with the exported model."""
    return _with_models(tmp_path / "own-home", models)


def _with_models(home: Path, models: Path) -> Path:
    home.mkdir(exist_ok=True)
    (home / "models").symlink_to(models)
    return home


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, articles: Path, models: Path) -> Path:
    folder = _with_models(tmp_path_factory.mktemp("home"), models)
    assert execute(PROGRAM, ["index", "sync", str(articles), "--home", str(folder), "--json"]) == 0
    return folder


@pytest.fixture
def footnote(capsys: pytest.CaptureFixture[str], home: Path) -> Footnote:
    """Run a command line on the shared library and return what came out."""

    def run(*arguments: str, home: Path | None = home) -> Ran:
        capsys.readouterr()
        code = execute(PROGRAM, [*arguments, *(["--home", str(home)] if home else [])])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run
