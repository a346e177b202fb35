"""What Footnote loads reports its use to nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize("module", ["index.embedding.onnx", "bot.model.pairs"])
def test_the_runtime_of_models_keeps_no_id_and_no_events_of_this_machine(tmp_path: Path, module: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_"))}
    places = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    code = f"import {module}, onnxruntime; onnxruntime.SessionOptions()"
    subprocess.run([sys.executable, "-c", code], env=kept | places, cwd=ROOT, check=True)
    assert list(tmp_path.rglob("*")) == []
