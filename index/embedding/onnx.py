"""A model exported once to ONNX and verified, then served by onnxruntime without torch."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from index.embedding.matching import LAYER
from index.embedding.model import EmbeddingModel, Vectors
from index.embedding.prompts import NO_PROMPTS, Prompts
from index.embedding.weights import ModelSource

log = logging.getLogger(__name__)

FORMAT = 2
BATCH_TOKENS = 1024  # a matrix that fits the cache: 32 long passages at once took 30 % longer, one at a time as long
EXPORT_SECONDS = 600
# Names of a text's or its tokens' vectors in exports of ours, of sentence-transformers and of transformers.
INNER = "inner"  # the vectors of tokens that a `Head` reads
OUTPUTS = ("sentence_embedding", "embedding", "last_hidden_state", "token_embeddings")
INPUTS = {"input_ids", "attention_mask", "token_type_ids"}
POOLINGS = {"mean", "cls", "lasttoken"}
LIBRARIES = ("onnxruntime", "sentence-transformers", "tokenizers", "torch", "transformers")


class OnnxModel(EmbeddingModel):
    """An exported model; sessions and tokenizers are safe to share between threads.

    `record` holds its `dimension`, `max_tokens` and `pad` token, and `pooling` where it returns vectors of tokens.
    """

    runtime = "onnx"

    def __init__(
        self, path: Path, words: Path, fingerprint: str, record: dict[str, Any], prompts: Prompts = NO_PROMPTS
    ) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        options.intra_op_num_threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.inputs = {node.name for node in self._session.get_inputs()}
        shapes = {node.name: node.shape for node in self._session.get_outputs()}
        self._output = next((name for name in OUTPUTS if name in shapes), next(iter(shapes)))
        *rest, size = shapes[self._output]
        self.pooling = record["pooling"] if len(rest) == 2 else ""
        self.dimension = size if isinstance(size, int) else record["dimension"]
        self.fingerprint, self.max_tokens, self.prompts = fingerprint, record["max_tokens"], prompts
        self.inner, self._pad = INNER in shapes, record["pad"]
        self._counter = Tokenizer.from_file(str(words))
        self._counter.no_truncation()
        self._counter.no_padding()
        self._tokenizer = Tokenizer.from_file(str(words))
        self._tokenizer.enable_truncation(self.max_tokens)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str], *, queries: int = 0) -> Vectors:
        return self._run(texts, queries, [])

    def read(self, texts: Sequence[str], *, queries: int = 0) -> tuple[Vectors, list[Vectors]]:
        if not self.inner:
            return super().read(texts, queries=queries)
        inner = [np.zeros((0, self.dimension), np.float32)] * len(texts)
        return self._run(texts, queries, inner), inner

    def _run(self, texts: Sequence[str], queries: int, inner: list[Vectors]) -> Vectors:
        """Return the vectors of texts; those of their tokens, special ones apart, go into `inner` if it has room."""
        found = np.zeros((len(texts), self.dimension), np.float32)
        outputs = [self._output, *([INNER] if inner else [])]
        read = [text.replace("\n", " ") for text in self.prompts.before(texts, queries)]
        encodings = self._tokenizer.encode_batch_fast(read) if read else []
        lengths = np.array([len(encoding.ids) for encoding in encodings], np.int64)
        for rows in _batches(lengths):
            shape = (len(rows), int(lengths[rows].max()))
            feeds = {
                "input_ids": np.full(shape, self._pad, np.int64),
                "attention_mask": np.zeros(shape, np.int64),
                "token_type_ids": np.zeros(shape, np.int64),
            }
            for line, row in enumerate(rows):
                feeds["input_ids"][line, : lengths[row]] = encodings[row].ids
                feeds["attention_mask"][line, : lengths[row]] = 1
            vectors, *tokens = self._session.run(outputs, {name: feeds[name] for name in self.inputs})
            for line, row in enumerate(rows if tokens else ()):
                inner[row] = tokens[0][line, 1 : lengths[row] - 1]
            found[rows] = pooled(vectors, feeds["attention_mask"], self.pooling)
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)
        return found

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        read = self.prompts.before(texts)
        return [len(encoding.ids) for encoding in self._counter.encode_batch_fast(read)] if read else []


def pooled(vectors: Vectors, mask: np.ndarray[Any, np.dtype[np.int64]], pooling: str) -> Vectors:
    """Return one vector a text: the model's own, or its tokens' `mean`, first (`cls`) or last (`lasttoken`) vector."""
    if not pooling:
        return vectors
    if pooling == "cls":
        return np.asarray(vectors[:, 0], np.float32)
    if pooling == "lasttoken":
        return np.asarray(vectors[np.arange(len(vectors)), mask.sum(1) - 1], np.float32)
    weights = mask[:, :, None].astype(np.float32)
    return np.asarray((vectors * weights).sum(1) / weights.sum(1), np.float32)


def _batches(lengths: np.ndarray[Any, np.dtype[np.int64]]) -> Iterator[np.ndarray[Any, np.dtype[np.int64]]]:
    """Yield rows longest first, as many of about one length as make BATCH_TOKENS."""
    order = np.argsort(-lengths, kind="stable")
    start = 0
    while start < len(order):
        count = max(1, BATCH_TOKENS // max(1, int(lengths[order[start]])))
        yield order[start : start + count]
        start += count


def serve(source: ModelSource, models: Path) -> OnnxModel | str:
    """Return the exported model, exporting it first where that was not tried yet; else why it cannot serve."""
    folder = models / source.fingerprint
    record = _record(folder) or _exported_once(source, models)
    if record.get("refused"):
        return str(record["refused"])
    served = _opened(folder, source, record)
    if isinstance(served, str):
        log.warning("the exported model in %s is damaged and exported again: %s", folder, served)
        shutil.rmtree(folder, ignore_errors=True)
        record = _export(source, models)
        served = str(record["refused"]) if record.get("refused") else _opened(folder, source, record)
    return served


def _opened(folder: Path, source: ModelSource, record: dict[str, Any]) -> OnnxModel | str:
    try:
        if (folder / "model.onnx").stat().st_size != record["bytes"]:
            return "model.onnx has another size than was recorded"
        paths = folder / "model.onnx", folder / "tokenizer.json"
        return OnnxModel(*paths, source.fingerprint, record, source.prompts)
    except damage() as error:
        return str(error)


def damage() -> tuple[type[Exception], ...]:
    """Return what is raised for a file that onnxruntime cannot run."""
    from onnxruntime.capi import onnxruntime_pybind11_state as vendor

    kinds = vendor.Fail, vendor.InvalidProtobuf, vendor.NoSuchFile, vendor.InvalidGraph, vendor.InvalidArgument
    return (OSError, *kinds)


@cache
def versions() -> dict[str, str]:
    """Return the versions that a verification is valid for."""
    return {name: version(name) for name in LIBRARIES}


def _record(folder: Path) -> dict[str, Any] | None:
    """Return what the last export of this model found, or None where none is valid with these versions."""
    try:
        record = json.loads((folder / "verified.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        return None
    current = record.get("versions") == versions()
    return record if current else None


def _exported_once(source: ModelSource, models: Path) -> dict[str, Any]:
    """Export, or wait for another process that does: it takes 9 s of processor time."""
    from filelock import FileLock

    try:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(models / f"{source.fingerprint}.lock", timeout=EXPORT_SECONDS):
            return _record(models / source.fingerprint) or _export(source, models)
    except OSError as error:
        return {"refused": f"the export to ONNX cannot be written ({error})"}


def _export(source: ModelSource, models: Path) -> dict[str, Any]:
    """Export in a child process, so that torch's memory leaves with it and its crash is only a refusal."""
    log.info("exporting %s to ONNX, once", source.fingerprint)
    command = [sys.executable, "-m", "index.embedding.export", str(source.folder), str(models), source.fingerprint]
    command += [str(LAYER)] if source.reference else []
    try:
        done = subprocess.run(  # noqa: S603  our own module with our own paths
            command, capture_output=True, text=True, timeout=EXPORT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return {"refused": f"the export to ONNX did not finish ({type(error).__name__})"}
    record = _record(models / source.fingerprint)
    if record is not None:
        return record
    last = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
    return {"refused": f"the export to ONNX failed: {last}"}
