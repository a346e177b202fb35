"""A model that reads pairs exported once to ONNX and verified, so that torch is not loaded to serve it.

The child process `python -m bot.model.export FOLDER TARGET` exports: torch's memory leaves with it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from bot.model import pairs
from index.embedding.onnx import versions

log = logging.getLogger(__name__)
EXPORT_SECONDS = 600
DIFFERENCE = 0.01  # logits; what is joined has the size of some whole ones
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
PROSE = "The harbour office said on Sunday that the ferry would sail again on 8 April, after three years in dry dock. "
TRIED = (
    ("When will the ferry sail?", PROSE),
    ("Quand le navire est-il rentré ? 東京の港", "Корабль вернулся в порт в среду."),
    ("How long was it in dock?", PROSE * 40),
    ("Why?", "No."),
)


def served(folder: Path, models: Path) -> Path:
    """Return the folder of a model's ONNX form in `models`, made on first use; its own where that cannot serve."""
    weights = sorted(folder.glob("*.safetensors"))
    if not weights:
        return folder
    state = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in weights]
    target = models / f"reader-{hashlib.sha256(repr((str(folder.resolve()), state)).encode()).hexdigest()[:16]}"
    if _record(target) is None:
        _export(folder, target)
    record = _record(target) or {"refused": "no export was left"}
    if record["refused"]:
        log.warning("%s is served by torch: %s", folder, record["refused"])
    return folder if record["refused"] else target


def _record(target: Path) -> dict[str, Any] | None:
    """Return what an export with these versions found, or None where there is none."""
    try:
        record: dict[str, Any] = json.loads((target / "verified.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return record if record["versions"] == versions() else None


def _export(folder: Path, target: Path) -> None:
    log.info("exporting %s to ONNX, once", folder)
    command = [sys.executable, "-m", "bot.model.export", str(folder), str(target)]
    try:
        done = subprocess.run(  # noqa: S603  our own module with our own paths
            command, capture_output=True, text=True, timeout=EXPORT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("the export to ONNX did not finish: %s", error)
    else:
        if done.returncode:
            log.warning("the export to ONNX failed: %s", (done.stderr.strip().splitlines() or ["?"])[-1])


def main() -> None:
    """Write TARGET complete or not at all."""
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=target.parent))
    try:
        refused = _made(folder, partial)
        (partial / "verified.json").write_text(json.dumps({"refused": refused, "versions": versions()}), "utf-8")
        shutil.rmtree(target, ignore_errors=True)
        partial.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _made(folder: Path, target: Path) -> str:
    """Export a model beside its tokenizer and verify it; return why it may not serve, else ""."""
    import torch
    import transformers

    (kind,) = pairs.configuration(folder)["architectures"]
    options: dict[str, Any] = {"local_files_only": True}
    model: Any = getattr(transformers, kind).from_pretrained(str(folder), use_safetensors=True, **options).eval()
    known: Any = transformers.AutoTokenizer.from_pretrained(str(folder), **options)
    names = [name for name in INPUTS if name in known.model_input_names]
    example = known("A ferry sails.", "No.", return_tensors="pt")
    torch.onnx.export(
        model,
        tuple(example[name] for name in names),
        str(target / "model.onnx"),
        input_names=names,
        dynamic_axes={name: {0: "pairs", 1: "tokens"} for name in names},
        opset_version=17,
        dynamo=False,  # as in index/embedding/export.py
    )
    tokenizer = known.backend_tokenizer
    tokenizer.enable_truncation(min(known.model_max_length, pairs.LONGEST))
    tokenizer.enable_padding(pad_id=known.pad_token_id or 0, pad_token=known.pad_token or "[PAD]")
    tokenizer.save(str(target / "tokenizer.json"))
    shutil.copy(folder / "config.json", target / "config.json")
    far = max(float(np.abs(one - other).max()) for one, other in zip(_said(folder), _said(target), strict=True))
    return "" if far <= DIFFERENCE else f"the exported model's logits differ by {far:.3f}"


def _said(folder: Path) -> list[Any]:
    """Return what a model says of the pairs that are tried."""
    if "QuestionAnswering" not in pairs.configuration(folder)["architectures"][0]:
        return [pairs.classifier(folder)(TRIED)]
    found = pairs.marker(folder)(TRIED)
    return [part for one in found for part in (one.starts, one.ends, one.places, np.array([one.null]))]


if __name__ == "__main__":
    os.environ["HF_HUB_OFFLINE"] = "1"
    main()
