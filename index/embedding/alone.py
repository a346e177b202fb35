"""A folder whose only weights are an ONNX file: how it is to be run stands in its configuration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from index.embedding.onnx import INPUTS, POOLINGS, OnnxModel, damage
from index.embedding.weights import ModelSource
from index.errors import ModelUnavailable

READ = 512  # tokens, where no file says how many
MOST = 100_000  # beyond it a tokenizer's limit is a word for none
_MODULES = {"Transformer", "Pooling", "Normalize"}


def open_alone(source: ModelSource, path: Path) -> OnnxModel:
    """Open a folder's ONNX file. Raises ModelUnavailable where it cannot be run as it was meant."""
    folder = source.folder
    words = next((one for one in (path.parent / "tokenizer.json", folder / "tokenizer.json") if one.is_file()), None)
    if words is None:
        raise ModelUnavailable(f"{folder} holds {path.name}, but no tokenizer.json.")
    try:
        model = OnnxModel(path, words, source.fingerprint, _record(folder), source.prompts)
    except damage() as error:
        raise ModelUnavailable(f"{path} cannot be run by onnxruntime ({type(error).__name__}).") from error
    reason = _unfit(folder, model)
    if reason:
        raise ModelUnavailable(f"{path} cannot be used without the model's other weights: {reason}.")
    return model


def _unfit(folder: Path, model: OnnxModel) -> str:
    """Return what an ONNX file lacks of the model that the configuration describes, or an empty string."""
    if model.inputs - INPUTS:
        return f"it wants {', '.join(sorted(model.inputs - INPUTS))}"
    modules = {str(one.get("type")).rpartition(".")[2] for one in _read(folder / "modules.json", [])}
    if model.pooling and modules - _MODULES:
        return f"it holds no {', '.join(sorted(modules - _MODULES))}"
    if model.pooling and model.pooling not in POOLINGS:
        return f"it pools by {model.pooling}"
    return ""


def _record(folder: Path) -> dict[str, Any]:
    """Return what an export of ours would have recorded."""
    config, limits = _read(folder / "config.json", {}), _read(folder / "sentence_bert_config.json", {})
    tokens = _read(folder / "tokenizer_config.json", {})
    stated = (limits.get("max_seq_length"), tokens.get("model_max_length"), config.get("max_position_embeddings"))
    read = [int(one) for one in stated if isinstance(one, int | float) and 0 < one < MOST]
    return {
        "dimension": int(config.get("hidden_size") or config.get("dim") or 0),
        "max_tokens": min(read, default=READ),
        "pad": int(config.get("pad_token_id") or 0),
        "pooling": _pooling(_read(folder / "1_Pooling" / "config.json", {})),
    }


def _pooling(config: dict[str, Any]) -> str:
    """Return how token vectors become one, in older or newer words of sentence-transformers; `mean` unless said."""
    mode = "pooling_mode_"
    chosen = [name.removeprefix(mode).partition("_")[0] for name, on in config.items() if on is True and mode in name]
    return str(config.get("pooling_mode") or "+".join(chosen) or "mean")


def _read(path: Path, otherwise: Any) -> Any:
    """Return a file of JSON where it has the form of `otherwise`, which also stands for one that cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return otherwise
    return found if isinstance(found, type(otherwise)) else otherwise
