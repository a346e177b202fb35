"""A small but real model on disk, settings of a fresh data folder, and fictional articles as files."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock
from pydantic import SecretStr

from index.catalogue.articles import Catalogue
from index.catalogue.database import Database
from index.library import Library
from index.settings import IndexSettings
from tests.conftest import ROOT
from tests.homes import copy_home
from tests.index import tiny
from tests.postgres import Server, server
from tests.remembering import SharingLibrary
from tests.web_server.news import News
from tests.web_server.server import WebServer

WORDS = [
    "harbour",
    "ferry",
    "council",
    "lantern",
    "reef",
    "bridge",
    "winter",
    "market",
    "signal",
    "orchard",
    "copper",
    "river",
]


@pytest.fixture(scope="session")
def tiny_model(pytestconfig: pytest.Config) -> Path:
    """Return the folder of a BERT of two layers with random weights, kept between runs: writing it loads torch."""
    recipe = hashlib.blake2b(Path(tiny.__file__).read_bytes(), digest_size=6).hexdigest()
    folder = pytestconfig.cache.mkdir(f"model-{recipe}") / "tiny"
    with FileLock(f"{folder}.lock"):  # workers start together; one writes
        if not folder.exists():
            shutil.rmtree(f"{folder}.part", ignore_errors=True)
            tiny.make_model(Path(f"{folder}.part")).rename(folder)
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL server; tests that want one skip where there is none to start."""
    with server() as running:
        yield running


@pytest.fixture
def postgres(postgres_server: Server) -> Iterator[Server]:
    """The server, whose places are a test's own until it ends."""
    yield postgres_server
    postgres_server.take_back()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a catalogue is that a test makes: a file, or a schema of a server."""
    if request.param == "sqlite":
        return tmp_path / "catalogue.sqlite"
    running: Server = request.getfixturevalue("postgres")
    return running.place()


@pytest.fixture
def catalogue(place: Path | str, tmp_path: Path) -> Iterator[Catalogue]:
    database = Database(place)
    yield Catalogue(database, tmp_path / "lexical")
    database.close()


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """Which database holds the catalogue of `settings`; a test that names some runs on each of them."""
    chosen: str = getattr(request, "param", "postgresql" if request.config.getoption("--postgresql") else "sqlite")
    return chosen


@pytest.fixture
def settings(
    request: pytest.FixtureRequest, database: str, tmp_path: Path, tiny_model: Path, models: Path
) -> IndexSettings:
    """Settings of a fresh data folder on the small model, which is exported once."""
    url = request.getfixturevalue("postgres").place() if database == "postgresql" else ""
    return home_settings(tmp_path / "home", tiny_model, models, url)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, tiny_model: Path, models: Path) -> Path:
    """A folder with the data folder `home` and the `articles` of a library as `fill` leaves it: to be copied."""
    from tests.index.filled import fill

    folder = tmp_path_factory.mktemp("filled")
    with SharingLibrary.open(home_settings(folder / "home", tiny_model, models)) as library:
        fill(library, folder / "articles")
    shutil.copytree(folder / "articles", folder / "kept")
    return folder


@pytest.fixture
def files(filled: Path) -> Path:
    """The folder that `full` was filled from, as it was then."""
    shutil.rmtree(filled / "articles")
    return shutil.copytree(filled / "kept", filled / "articles")


@pytest.fixture
def full(settings: IndexSettings, filled: Path, files: Path) -> Iterator[Library]:
    """A library of three articles: one revised, one withdrawn; with an answer, a source and an audit entry."""
    from tests.index.filled import fill

    if not settings.catalogue_url.get_secret_value():
        copy_home(filled / "home", settings.footnote_home, "models")
    with SharingLibrary.open(settings) as library:
        if not library.libraries():
            fill(library, files)
        yield library


@pytest.fixture(scope="module")
def shared_settings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, tiny_model: Path, models: Path
) -> IndexSettings:
    """Settings of a data folder for all tests of a module."""
    url = request.getfixturevalue("postgres_server").empty() if request.config.getoption("--postgresql") else ""
    return home_settings(tmp_path_factory.mktemp("shared") / "home", tiny_model, models, url)


def home_settings(home: Path, model: Path, models: Path, url: str = "") -> IndexSettings:
    """Return settings of a data folder; its catalogue is in it, or at an address."""
    home.mkdir(exist_ok=True)
    if not (home / "models").exists():
        (home / "models").symlink_to(models)
    return IndexSettings(  # type: ignore[call-arg]
        footnote_home=home, embedding_model=str(model), catalogue_url=SecretStr(url), _env_file=None
    )


def child_environment(settings: IndexSettings) -> dict[str, str]:
    """Return what a process is given to open the same catalogue."""
    return {"PYTHONPATH": str(ROOT), "CATALOGUE_URL": settings.catalogue_url.get_secret_value()}


@pytest.fixture
def news() -> Iterator[News]:
    with WebServer() as server:
        yield News(server)


@pytest.fixture
def library(settings: IndexSettings, news: News) -> Iterator[Library]:
    """A fresh library that may fetch from `news`."""
    allowed = {"fetch_allow_hosts": news.server.address, "fetch_delay": 0.0}
    with SharingLibrary.open(settings.model_copy(update=allowed)) as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes an article file and returns its folder."""
    folder = tmp_path / "articles"
    folder.mkdir()
    return partial(write_into, folder)


def write_into(
    folder: Path, name: str, number: int, *, sentences: int = 4, publisher: str = "Harbour Times", **fields: str
) -> Path:
    data = {"title": f"Story {number}", "text": story(number, sentences), "publisher": publisher} | fields
    (folder / name).write_text(json.dumps(data), encoding="utf-8")
    return folder


def story(number: int, sentences: int = 4) -> str:
    """Return prose that no other number has."""
    return "\n\n".join(
        f"In chapter {line} of story {number} the {WORDS[(number + line) % 12]} near the "
        f"{WORDS[(number * 7 + line) % 12]} cost {number * 100 + line} crowns."
        for line in range(1, sentences + 1)
    )
