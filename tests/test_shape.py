"""The repository keeps its shape: settings documented, layers respected, heavy imports where they belong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from bot.settings import BotSettings
from index.settings import IndexSettings
from tests.conftest import ROOT

HEAVY = {
    "torch",
    "sentence_transformers",
    "chromadb",
    "onnxruntime",
    "langchain_core",
    "trafilatura",
    "dateparser",
    "discord",
    "prompt_toolkit",
}


def _documented() -> dict[str, tuple[str, str]]:
    """Return name → (default, the comment above it) of .env.example."""
    found: dict[str, tuple[str, str]] = {}
    comment: list[str] = []
    for line in (ROOT / ".env.example").read_text(encoding="utf-8").splitlines():
        name, equals, default = line.lstrip("#").partition("=")
        if equals and name == name.upper().strip():
            found[name] = (default, " ".join(comment))
        comment = [*comment, line.lstrip("# ")] if line.startswith("# ") else []
    return found


@pytest.mark.parametrize("settings", [BotSettings, IndexSettings])
def test_env_example_lists_every_setting_with_its_meaning_and_default(settings: type[BaseSettings]) -> None:
    documented = _documented()
    for name, field in settings.model_fields.items():
        default, comment = documented[name.upper()]
        assert field.description
        assert comment.startswith(field.description)
        if field.default_factory is None:
            shown = field.default.get_secret_value() if hasattr(field.default, "get_secret_value") else field.default
            assert default == str(shown)


def test_env_example_lists_nothing_else() -> None:
    assert set(_documented()) == {name.upper() for s in (BotSettings, IndexSettings) for name in s.model_fields}


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, bot.__main__; sys.argv = ['footnote', '--help']\n"
        "try: bot.__main__.main()\n"
        f"finally: print('heavy:', sorted(set(sys.modules) & {HEAVY!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "heavy: []" in done.stdout


def test_every_source_file_is_of_readable_size() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for package in ("bot", "index")
        for path in (ROOT / package).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux shows the threads of a process")
def test_vectors_are_compared_without_a_second_core_that_spins() -> None:
    code = "import os, bot.__main__, numpy; print(len(os.listdir('/proc/self/task')))"
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=environment)
    assert done.stdout == "1\n"
