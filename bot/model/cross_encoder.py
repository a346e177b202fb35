"""The judge that is a cross-encoder of one's own: for natural language inference or fact checking, ONNX or safetensors.

The only importer of sentence_transformers' CrossEncoder, of huggingface_hub, and, in `bot`, of onnxruntime.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.errors import JudgeGone

if TYPE_CHECKING:
    from numpy.typing import NDArray

BATCH = 16
LONGEST = 512  # tokens of premise and statement together, where the tokenizer names no limit
_FILES = ["*.json", "*.txt", "*.model", "*.safetensors"]
# Classes that mean borne, of inference and of fact checking. Of two classes without names the second means it.
_BORNE = ("entail", "support", "consistent")
_REFUTED = ("contra", "refut")

Pairs = Sequence[tuple[str, str]]
Scores = Callable[[Pairs], "NDArray[np.float32]"]


class CrossEncoderJudge:
    """A model by folder or hub name, loaded when it is first asked; threads may share it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()
        self._model: _Model | JudgeGone | None = None

    def probabilities(self, premises: Sequence[str], statements: Sequence[str]) -> Sequence[float]:
        """Return how likely each premise bears its statement. Raises JudgeGone where the model cannot be had."""
        return self._of(_BORNE, premises, statements)

    def contradictions(self, premises: Sequence[str], statements: Sequence[str]) -> Sequence[float]:
        """Return how likely each premise refutes its statement; 0 where the model has no such class."""
        return self._of(_REFUTED, premises, statements)

    def _of(self, classes: Sequence[str], premises: Sequence[str], statements: Sequence[str]) -> Sequence[float]:
        with self._lock:  # a transformers tokenizer changes its own truncation while it works
            model = self._loaded()
            place = model.place(classes)
            if place is None or not statements:
                return [0.0] * len(statements)
            return [float(row[place]) for row in model.probabilities(list(zip(premises, statements, strict=True)))]

    def _loaded(self) -> _Model:
        if self._model is None:
            try:
                self._model = _load(self.name)
            except JudgeGone as gone:
                self._model = gone
        if isinstance(self._model, JudgeGone):
            raise self._model
        return self._model


class _Model:
    """Logits of pairs, and what their columns mean."""

    def __init__(self, scores: Scores, labels: dict[int, str]) -> None:
        self._scores, self._labels = scores, labels

    def place(self, classes: Sequence[str]) -> int | None:
        """Return the column of the first of several classes that the model has."""
        unnamed = all(text.startswith("LABEL_") for text in self._labels.values())
        if len(self._labels) == 1 or (unnamed and len(self._labels) == 2):
            return len(self._labels) - 1 if classes is _BORNE else None
        named = {text.lower(): place for place, text in self._labels.items()}
        return next((place for name in classes for text, place in named.items() if text.startswith(name)), None)

    def probabilities(self, pairs: Pairs) -> NDArray[np.float32]:
        """Return one row for each pair: the softmax over its classes, or the sigmoid of the only one."""
        logits = np.concatenate([self._scores(pairs[at : at + BATCH]) for at in range(0, len(pairs), BATCH)])
        if logits.shape[1] == 1:
            return np.asarray(1 / (1 + np.exp(-logits)), np.float32)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)


def _load(name: str) -> _Model:
    """Load a model; what its runtimes raise is mapped here. Raises JudgeGone."""
    try:
        folder = Path(name) if Path(name).is_dir() else _fetched(name)
        labels = json.loads((folder / "config.json").read_text("utf-8")).get("id2label") or {}
        exported = sorted(folder.glob("*.onnx")) or sorted(folder.glob("onnx/model.onnx"))
        scores = _safetensors(folder) if list(folder.glob("*.safetensors")) or not exported else _onnx(exported[0])
        width = scores([("It rains.", "It rains.")]).shape[1]
        model = _Model(scores, {place: str(labels.get(str(place), f"LABEL_{place}")) for place in range(width)})
        if model.place(_BORNE) is None:
            raise JudgeGone(f"SUPPORT_MODEL={name} has no class that means “borne”, but {', '.join(labels.values())}.")
    except JudgeGone:
        raise
    except Exception as error:  # the runtimes and the hub's client share no error type
        raise JudgeGone(
            f"SUPPORT_MODEL={name} cannot be loaded ({type(error).__name__}). Name a folder that holds config.json and "
            "a model as ONNX or safetensors, or a model of the hub for natural language inference or fact checking."
        ) from error
    return model


def _fetched(name: str) -> Path:
    """Return the folder of a hub's model: its safetensors, or its ONNX file where it has none."""
    from huggingface_hub import snapshot_download

    folder = Path(snapshot_download(name, allow_patterns=_FILES))
    if list(folder.glob("*.safetensors")):
        return folder
    return Path(snapshot_download(name, allow_patterns=[*_FILES, "model.onnx", "onnx/model.onnx"]))


def _safetensors(folder: Path) -> Scores:
    from sentence_transformers import CrossEncoder
    from torch import nn

    model = CrossEncoder(str(folder), activation_fn=nn.Identity(), local_files_only=True)

    def scores(pairs: Pairs) -> NDArray[np.float32]:
        found = np.asarray(model.predict(list(pairs), batch_size=BATCH, show_progress_bar=False), np.float32)
        return found.reshape(len(pairs), -1)

    return scores


def _onnx(path: Path) -> Scores:
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    inputs = {node.name: node.shape for node in session.get_inputs()}
    near = next(folder for folder in (path.parent, path.parent.parent) if (folder / "tokenizer.json").is_file())
    tokenizer = Tokenizer.from_file(str(near / "tokenizer.json"))
    fixed = inputs["input_ids"][1]
    longest = fixed if isinstance(fixed, int) else int((tokenizer.truncation or {}).get("max_length", LONGEST))
    tokenizer.enable_truncation(longest)
    tokenizer.enable_padding(length=fixed if isinstance(fixed, int) else None, **_padding(tokenizer))

    def scores(pairs: Pairs) -> NDArray[np.float32]:
        found = tokenizer.encode_batch(list(pairs))
        feeds: dict[str, Any] = {
            "input_ids": np.array([one.ids for one in found], np.int64),
            "attention_mask": np.array([one.attention_mask for one in found], np.int64),
            "token_type_ids": np.array([one.type_ids for one in found], np.int64),
        }
        return np.asarray(session.run(None, {name: feeds[name] for name in inputs})[0], np.float32)

    return scores


def _padding(tokenizer: Any) -> dict[str, Any]:
    """Return how a tokenizer pads, as its file says or by the usual names of the token."""
    known = tokenizer.padding or {}
    names = [name for name in ("[PAD]", "<pad>") if tokenizer.token_to_id(name) is not None]
    token = known.get("pad_token", names[0] if names else "[PAD]")
    return {"pad_id": known.get("pad_id", tokenizer.token_to_id(token) or 0), "pad_token": token}
