"""The real model, opened once in a process and asked once for each text: many tests read the same few articles."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from index.embedding import onnx
from index.embedding.model import EmbeddingModel, Vectors
from index.embedding.prompts import NO_PROMPTS
from index.embedding.runtime import open_model
from index.library import Library
from index.settings import IndexSettings

MOST = 30_000
"""Vectors that are kept between runs, 1.5 kB each: beyond them the file begins anew."""

_opened: dict[tuple[str, Path], EmbeddingModel] = {}
_opening = threading.Lock()
_kept: list[Path] = []


def keep_in(folder: Path) -> None:
    """Keep what models return from now on in a folder that other workers and later runs read as well."""
    _kept[:] = [folder]


class Kept:
    """Vectors by text in one file; another model, runtime or line of `index/embedding` begins another file."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        sources = sorted(Path(onnx.__file__).parent.glob("*.py"))
        named = f"{fingerprint} {onnx.versions()}".encode()
        digest = hashlib.sha256(b"".join([named, *(one.read_bytes() for one in sources)]))
        path = folder / f"{digest.hexdigest()[:16]}.sqlite"
        self._file = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = OFF")
        self._file.execute("CREATE TABLE IF NOT EXISTS kept (text TEXT PRIMARY KEY, vector BLOB) WITHOUT ROWID")
        if self._file.execute("SELECT count(*) FROM kept").fetchone()[0] > MOST:
            self._file.execute("DELETE FROM kept")
        self._lock = threading.Lock()

    def read(self, texts: Sequence[str]) -> dict[str, Vectors]:
        query = f"SELECT text, vector FROM kept WHERE text IN ({', '.join('?' * len(texts))})"
        with self._lock:
            return {text: np.frombuffer(found, np.float32) for text, found in self._file.execute(query, texts)}

    def write(self, known: dict[str, Vectors]) -> None:
        rows = [(text, vector.tobytes()) for text, vector in known.items()]
        with self._lock:
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany("INSERT OR IGNORE INTO kept VALUES (?, ?)", rows)
            self._file.execute("COMMIT")


class Remembering(EmbeddingModel):
    """A model that embeds each text once."""

    def __init__(self, model: EmbeddingModel) -> None:
        self.fingerprint, self.dimension, self.max_tokens = model.fingerprint, model.dimension, model.max_tokens
        self.runtime, self.note, self.prompts, self.models = model.runtime, model.note, model.prompts, model.models
        self._model, self._known = model, dict[str, Vectors]()
        self._kept = Kept(_kept[0], model.fingerprint) if _kept else None

    def learn(self, texts: Sequence[str]) -> None:
        new = sorted({text for text in texts if text not in self._known}, key=len)
        for at in range(0, len(new), 256):
            self._known.update(self._learned(new[at : at + 256]))

    def _learned(self, texts: list[str]) -> dict[str, Vectors]:
        known = self._kept.read(texts) if self._kept else {}
        new = [text for text in texts if text not in known]
        found = dict(zip(new, self._model.encode(new), strict=True)) if new else {}
        if self._kept and found:
            self._kept.write(found)
        return known | found

    def encode(self, texts: Sequence[str], *, queries: int = 0) -> Vectors:
        """Return vectors as the model does; one that has prompts is asked each time."""
        if self.prompts != NO_PROMPTS:
            return self._model.encode(texts, queries=queries)
        self.learn(texts)
        return np.stack([self._known[text] for text in texts]) if texts else self._model.encode([])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._model.count_tokens(texts)


def open_once(settings: IndexSettings) -> EmbeddingModel:
    """Return the model that settings name, which all of a process share."""
    key = settings.embedding_model, (settings.footnote_home / "models").resolve()
    with _opening:
        if key not in _opened:
            _opened[key] = open_model(settings)
        return _opened[key]


@cache
def remembered(model: EmbeddingModel) -> Remembering:
    """Return a model that embeds each text once in this process."""
    return Remembering(model)


class SharingLibrary(Library):
    """A library on a model that all of a process share."""

    @property
    def model(self) -> EmbeddingModel:
        if self._model is None:
            self._model = self._shared(open_once(self.settings))
        return self._model

    def _shared(self, model: EmbeddingModel) -> EmbeddingModel:
        return model


class RememberingLibrary(SharingLibrary):
    """A library on a model that all of a process share, whose sentences are embedded once."""

    def _shared(self, model: EmbeddingModel) -> EmbeddingModel:
        return remembered(model)
