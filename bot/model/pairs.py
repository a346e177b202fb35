"""Models that read two texts at once, by folder or hub name, ONNX or safetensors: classifiers and readers of spans.

The only importer of sentence_transformers' CrossEncoder, of transformers, of huggingface_hub, and, in `bot`, of
onnxruntime.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BATCH = 16
LONGEST = 512  # tokens of both texts together, where the tokenizer names no limit
_FILES = ["*.json", "*.txt", "*.model", "*.safetensors"]

Pairs = Sequence[tuple[str, str]]
Scores = Callable[[Pairs], "NDArray[np.float32]"]
_Run = Callable[[Pairs], "tuple[list[Any], list[NDArray[np.float32]]]"]


@dataclass(frozen=True, slots=True)
class Marks:
    """Logits that an answer starts or ends at each token of the second text, and the characters of these tokens.

    `null` is the logit of the model's null answer, start and end together.
    """

    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    places: NDArray[np.int64]
    null: float


def folder_of(name: str) -> Path:
    """Return a model's folder, downloaded from the hub where there is none: safetensors, or ONNX where it has none."""
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import snapshot_download

    folder = Path(snapshot_download(name, allow_patterns=_FILES))
    if list(folder.glob("*.safetensors")):
        return folder
    return Path(snapshot_download(name, allow_patterns=[*_FILES, "model.onnx", "onnx/model.onnx"]))


def configuration(folder: Path) -> dict[str, Any]:
    """Return what a model's config.json says."""
    return dict(json.loads((folder / "config.json").read_text("utf-8")))


def classifier(folder: Path) -> Scores:
    """Return a model that gives each pair a row of logits, one for each of its classes."""
    exported = _exported(folder)
    if exported is None:
        return _safetensors(folder)
    run = _onnx(exported)
    return lambda pairs: np.concatenate([run(some)[1][0] for some in _batches(pairs)])


def marker(folder: Path) -> Callable[[Pairs], list[Marks]]:
    """Return an extractive question answering model: for each question and text the logits of its answer's ends."""
    exported = _exported(folder)
    run = _torch(folder) if exported is None else _onnx(exported)

    def marks(pairs: Pairs) -> list[Marks]:
        found: list[Marks] = []
        for some in _batches(pairs):
            encodings, (starts, ends, *_) = run(some)
            found += map(_marks, encodings, starts, ends)
        return found

    return marks


def _marks(encoding: Any, starts: NDArray[np.float32], ends: NDArray[np.float32]) -> Marks:
    second = np.array([one == 1 for one in encoding.sequence_ids], bool)
    places = np.array(encoding.offsets, np.int64).reshape(-1, 2)
    first = encoding.attention_mask.index(
        1
    )  # the null answer stands at [CLS], behind the padding if that is on the left
    return Marks(starts[second], ends[second], places[second], float(starts[first] + ends[first]))


def _batches(pairs: Pairs) -> list[Pairs]:
    return [pairs[at : at + BATCH] for at in range(0, len(pairs), BATCH)]


def _exported(folder: Path) -> Path | None:
    """Return a folder's ONNX file where it has no safetensors."""
    if list(folder.glob("*.safetensors")):
        return None
    return next((path for pattern in ("*.onnx", "onnx/model.onnx") for path in sorted(folder.glob(pattern))), None)


def _safetensors(folder: Path) -> Scores:
    from sentence_transformers import CrossEncoder
    from torch import nn

    model = CrossEncoder(str(folder), activation_fn=nn.Identity(), local_files_only=True)

    def scores(pairs: Pairs) -> NDArray[np.float32]:
        found = np.asarray(model.predict(list(pairs), batch_size=BATCH, show_progress_bar=False), np.float32)
        return found.reshape(len(pairs), -1)

    return scores


def _torch(folder: Path) -> _Run:
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    known: Any = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    model = AutoModelForQuestionAnswering.from_pretrained(str(folder), local_files_only=True, use_safetensors=True)
    model.eval()
    tokenizer = known.backend_tokenizer
    tokenizer.enable_truncation(min(known.model_max_length, LONGEST))
    tokenizer.enable_padding(pad_id=known.pad_token_id or 0, pad_token=known.pad_token or "[PAD]")

    def run(pairs: Pairs) -> tuple[list[Any], list[NDArray[np.float32]]]:
        found, feeds = _encoded(tokenizer, pairs)
        with torch.inference_mode():
            made = model(**{name: torch.from_numpy(feeds[name]) for name in known.model_input_names})
        return found, [made.start_logits.numpy(), made.end_logits.numpy()]

    return run


def _onnx(path: Path) -> _Run:
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    inputs = {node.name: node.shape for node in session.get_inputs()}
    near = next(folder for folder in (path.parent, path.parent.parent) if (folder / "tokenizer.json").is_file())
    tokenizer = Tokenizer.from_file(str(near / "tokenizer.json"))
    fixed = inputs["input_ids"][1]
    longest = fixed if isinstance(fixed, int) else int((tokenizer.truncation or {}).get("max_length", LONGEST))
    tokenizer.enable_truncation(longest)
    tokenizer.enable_padding(length=fixed if isinstance(fixed, int) else None, **_padding(tokenizer))

    def run(pairs: Pairs) -> tuple[list[Any], list[NDArray[np.float32]]]:
        found, feeds = _encoded(tokenizer, pairs)
        made = session.run(None, {name: feeds[name] for name in inputs})
        return found, [np.asarray(one, np.float32) for one in made]

    return run


def _encoded(tokenizer: Any, pairs: Pairs) -> tuple[list[Any], dict[str, NDArray[np.int64]]]:
    found = tokenizer.encode_batch(list(pairs))
    return found, {
        "input_ids": np.array([one.ids for one in found], np.int64),
        "attention_mask": np.array([one.attention_mask for one in found], np.int64),
        "token_type_ids": np.array([one.type_ids for one in found], np.int64),
    }


def _padding(tokenizer: Any) -> dict[str, Any]:
    """Return how a tokenizer pads, as its file says or by the usual names of the token."""
    known = tokenizer.padding or {}
    names = [name for name in ("[PAD]", "<pad>") if tokenizer.token_to_id(name) is not None]
    token = known.get("pad_token", names[0] if names else "[PAD]")
    return {"pad_id": known.get("pad_id", tokenizer.token_to_id(token) or 0), "pad_token": token}
