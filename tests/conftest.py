"""What every test stands on: no settings from outside, and no model hub."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

os.environ["HYPOTHESIS_NO_PLUGINS"] = "1"  # else it imports all of trio, which comes along with selenium

import pytest
from filelock import FileLock
from hypothesis import settings

from tests.compiled import compile_once

gc.disable()  # until the tests are collected: what that imports stays, and passing over it took a fifth of the time

ROOT = Path(__file__).resolve().parents[1]
_homes = count()

# How long one example takes depends on what else the machine does; speed is measured by benchmarks.
settings.register_profile("footnote", deadline=None, max_examples=20)
settings.register_profile("thorough", deadline=None, max_examples=100)  # of `make test-slow`
settings.load_profile("footnote")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgresql", action="store_true", help="have the libraries of tests/index in PostgreSQL")


def shared_data() -> Path:
    """Return the folder of real inputs beside the repository; skip the test where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of real inputs (../shared/data) is not here")
    return folder


@pytest.fixture(scope="session")
def models(pytestconfig: pytest.Config) -> Path:
    """Exported models, kept between runs because exporting takes 20 s: to be linked as `models` in a data folder."""
    from index.settings import IndexSettings
    from tests.remembering import keep_in, open_once

    keep_in(pytestconfig.cache.mkdir("vectors"))
    folder = pytestconfig.cache.mkdir("models")
    default = IndexSettings.model_fields["embedding_model"].default
    open_once(IndexSettings(footnote_home=folder.parent, embedding_model=default))
    return folder


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Path:
    """A data folder with the shipped articles in “default”, indexed once for all workers: to be read, not changed."""
    from index.settings import IndexSettings
    from tests.remembering import RememberingLibrary

    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "samples"
    with FileLock(f"{home}.lock"):
        if not home.is_dir():
            made = tmp_path_factory.mktemp("samples") / "home"
            made.mkdir()
            (made / "models").symlink_to(models)
            with RememberingLibrary.open(IndexSettings(footnote_home=made)) as library:
                library.sync("default", ROOT / "articles")
            made.rename(home)
    return home


@pytest.fixture(scope="session", autouse=True)
def _clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A developer's own token, data folder and .env never reach a test."""
    from bot.settings import BotSettings
    from index.settings import IndexSettings

    with pytest.MonkeyPatch.context() as patch:
        for name in (*BotSettings.model_fields, *IndexSettings.model_fields):
            patch.delenv(name.upper(), raising=False)
        for provider in ("OPENAI", "ANTHROPIC", "GOOGLE", "GEMINI"):
            patch.delenv(f"{provider}_API_KEY", raising=False)
        patch.setenv("HF_HUB_OFFLINE", "1")
        # Nobody outside is called: else each client of a chat model reads the system's certificates, 20 ms.
        patch.delenv("SSL_CERT_FILE", raising=False)
        patch.setenv("SSL_CERT_DIR", str(tmp_path_factory.mktemp("certificates")))
        yield


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without a word about it, each test has a data folder of its own, which is made when something is put there."""
    os.environ["FOOTNOTE_HOME"] = str(tmp_path_factory.getbasetemp() / "homes" / str(next(_homes)))


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what stays for the whole run: modules and the tests themselves."""
    compile_once()
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)  # with Python's own numbers it took a twentieth of the tests' time
    gc.enable()


def pytest_sessionfinish() -> None:
    """Collect once, not ten times, as pytest would for each process."""
    gc.collect()
    gc.freeze()
