"""Child process: exports a sentence-transformers model to ONNX, verifies it, and records the result."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embedding import onnx
from index.embedding.prompts import NO_PROMPTS, Prompts
from index.embedding.reference import ReferenceModel

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

LEAST_COSINE = 0.99999
ENCODERS = {"bert", "camembert", "distilbert", "electra", "mpnet", "roberta", "xlm-roberta"}
MODULES = {"Transformer", "Pooling", "Normalize"}
POOLINGS = {"mean", "cls"}
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
PROSE = (
    "The harbour office said on Sunday that the ferry would sail again on 8 April, after three years in dry dock. ",
    "“We waited three winters for this ship,” said Mayor Ilse Brandt; repairs cost 12.5 million crowns (£9m). ",
    "Il Consiglio ha approvato il bilancio: più di 3.000 persone erano in piazza. Übermorgen entscheidet Köln. ",
    "東京の港で新しい船が見つかった。 Корабль вернулся в порт в среду. ",
)
PASSAGES = (*PROSE, "Ferry", "FERRY BILL GROWS AGAIN", PROSE[0] * 3 + PROSE[1], "".join(PROSE) * 2, "".join(PROSE) * 40)


def main() -> None:
    """Write `models/<fingerprint>` complete or not at all.

    Arguments: model folder, models folder, fingerprint, and a layer whose vectors of tokens are an output too, if any.
    """
    folder, models, fingerprint, *layer = Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]
    warnings.filterwarnings("ignore")
    models.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=models))
    try:
        record = _made(ReferenceModel(folder, fingerprint, device="cpu"), partial, *map(int, layer))
        record |= {"format": onnx.FORMAT, "model": fingerprint, "versions": onnx.versions()}
        (partial / "verified.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
        _publish(partial, models / fingerprint)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _publish(partial: Path, target: Path) -> None:
    """Put the export in place; an older one, valid for other versions, leaves first."""
    for path in partial.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    if target.exists():
        shutil.rmtree(target)
    partial.rename(target)


def _made(reference: ReferenceModel, folder: Path, layer: int = 0) -> dict[str, Any]:
    """Export and verify; return the record, with `refused` where ONNX may not serve this model."""
    reason = _unfit(reference.transformer, reference.prompts)
    if reason:
        return {"refused": reason}
    _write(reference.transformer, folder, layer)
    record: dict[str, Any] = {
        "dimension": reference.dimension,
        "max_tokens": reference.max_tokens,
        "pad": int(reference.transformer.tokenizer.pad_token_id or 0),
        "bytes": (folder / "model.onnx").stat().st_size,
    }
    served, questions = _served(folder, record, reference.prompts), len(PROSE)
    same = served.encode(PASSAGES, queries=questions) * reference.encode(PASSAGES, queries=questions)
    record["cosine"] = float(same.sum(1).min())
    if served.count_tokens(PASSAGES) != reference.count_tokens(PASSAGES):
        return {"refused": "the exported tokenizer cuts text differently"}
    if not record["cosine"] >= LEAST_COSINE:
        return {"refused": f"the exported model's vectors differ (cosine {record['cosine']:.6f})"}
    return record


def _served(folder: Path, record: dict[str, Any], prompts: Prompts) -> onnx.OnnxModel:
    return onnx.OnnxModel(folder / "model.onnx", folder / "tokenizer.json", "", record, prompts)


def _unfit(transformer: SentenceTransformer, prompts: Prompts) -> str:
    """Return why a model cannot be exported faithfully, or an empty string."""
    modules = [type(module).__name__ for module in transformer]
    if modules[:2] != ["Transformer", "Pooling"] or not set(modules) <= MODULES:
        return f"its modules are {', '.join(modules)}"
    first: Any = transformer[0]
    kind = str(first.auto_model.config.model_type)
    if kind not in ENCODERS:
        return f"its encoder is of type {kind}"
    if transformer[1].pooling_mode not in POOLINGS:
        return f"it pools by {transformer[1].pooling_mode}"
    if prompts != NO_PROMPTS and not transformer[1].include_prompt:
        return "it leaves its prompts out of what it pools"
    if not hasattr(transformer.tokenizer, "backend_tokenizer"):
        return "its tokenizer has no fast form"
    return ""


def _write(transformer: SentenceTransformer, folder: Path, layer: int) -> None:
    """Write model.onnx (all modules, from tokens to the pooled vector; a layer's vectors) and tokenizer.json."""
    import torch

    features = transformer.tokenizer(["A ferry sails.", "No."], padding=True, return_tensors="pt")
    names = [name for name in INPUTS if name in features]
    first: Any = transformer[0]
    first.auto_model.config.output_hidden_states = bool(layer)

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.modules_in_order = transformer

        def forward(self, *tensors: torch.Tensor) -> tuple[torch.Tensor, ...]:
            found = self.modules_in_order(dict(zip(names, tensors, strict=True)))
            return found["sentence_embedding"], *([found["all_layer_embeddings"][layer]] if layer else [])

    outputs = ["embedding", *([onnx.INNER] if layer else [])]
    axes: dict[str, dict[int, str]] = {name: {0: "texts", 1: "tokens"} for name in (*names, *outputs[1:])}
    torch.onnx.export(
        Whole().eval(),
        tuple(features[name] for name in names),
        str(folder / "model.onnx"),
        input_names=names,
        output_names=outputs,
        dynamic_axes=axes | {"embedding": {0: "texts"}},
        opset_version=17,
        dynamo=False,  # the newer exporter needs onnxscript and took three times as long for the same graph
    )
    transformer.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))


if __name__ == "__main__":
    main()
