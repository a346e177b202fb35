"""The real model, opened once in a process and asked once for each text: many tests read the same few articles."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import onnx
from index.embedding.matching import Wanted, marked, match
from index.embedding.model import EmbeddingModel, Vectors
from index.embedding.prompts import NO_PROMPTS
from index.embedding.runtime import open_model
from index.library import Library
from index.settings import IndexSettings

MOST = 30_000
"""Vectors that are kept between runs, 1.5 kB each: beyond them the file begins anew."""

KEPT = "\0kept\0"  # before a text whose sentence vector and tokens are kept
_opened: dict[tuple[str, Path], EmbeddingModel] = {}
_opening = threading.Lock()
_kept: list[Path] = []


def keep_in(folder: Path) -> None:
    """Keep what models return from now on in a folder that other workers and later runs read as well."""
    _kept[:] = [folder]


class Kept:
    """Vectors by text in one file; another model, runtime or line of `index/embedding` begins another file."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        sources = sorted(one for one in Path(onnx.__file__).parent.iterdir() if one.suffix in (".py", ".npz"))
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

    def read(self, texts: Sequence[str]) -> dict[str, bytes]:
        query = f"SELECT text, vector FROM kept WHERE text IN ({', '.join('?' * len(texts))})"
        with self._lock:
            return dict(self._file.execute(query, texts))

    def write(self, known: dict[str, bytes]) -> None:
        rows = list(known.items())
        with self._lock:
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany("INSERT OR IGNORE INTO kept VALUES (?, ?)", rows)
            self._file.execute("COMMIT")


class Remembering(EmbeddingModel):
    """A model that embeds each text once."""

    def __init__(self, model: EmbeddingModel) -> None:
        self.fingerprint, self.dimension, self.max_tokens = model.fingerprint, model.dimension, model.max_tokens
        self.runtime, self.note, self.prompts, self.models = model.runtime, model.note, model.prompts, model.models
        self._model, self._known, self.head = model, dict[str, Vectors](), model.head
        self._wanted, self._tokens = dict[str, Wanted](), dict[str, bytes]()
        self._kept = Kept(_kept[0], model.fingerprint) if _kept else None

    def read(self, texts: Sequence[str], *, queries: int = 0) -> tuple[Vectors, list[Vectors]]:
        return self._model.read(texts, queries=queries)

    def kept(self, texts: Sequence[str]) -> list[bytes]:
        """Return what the model does; each text is read once, for whoever keeps vectors in the same folder."""
        if self.head is None or not self._kept:
            return super().kept(texts)
        found = self._kept.read([f"{KEPT}{text}" for text in texts])
        new = [text for text in dict.fromkeys(texts) if f"{KEPT}{text}" not in found]
        made = {f"{KEPT}{text}": one for text, one in zip(new, super().kept(new), strict=True)}
        self._kept.write(made)
        return [(found | made)[f"{KEPT}{text}"] for text in texts]

    def match(self, question: str, texts: Sequence[str]) -> NDArray[np.float64] | None:
        """Return what a library would."""
        if self.head is None:
            return None
        if question not in self._wanted:
            self._wanted[question] = self.head.wanted(self._model.read([marked(question)], queries=1)[1][0])
        bound = 2 * self.dimension
        new = [text for text in dict.fromkeys(texts) if text not in self._tokens]
        self._tokens.update(zip(new, (one[bound:] for one in self.kept(new)), strict=True))
        return match(self._wanted[question], [self.head.read(self._tokens[text]) for text in texts])

    def learn(self, texts: Sequence[str]) -> None:
        new = sorted({text for text in texts if text not in self._known}, key=len)
        for at in range(0, len(new), 256):
            self._known.update(self._learned(new[at : at + 256]))

    def _learned(self, texts: list[str]) -> dict[str, Vectors]:
        read = self._kept.read(texts) if self._kept else {}
        known = {text: np.frombuffer(one, np.float32) for text, one in read.items()}
        new = [text for text in texts if text not in known]
        found = dict(zip(new, self._model.encode(new), strict=True)) if new else {}
        if self._kept and found:
            self._kept.write({text: vector.tobytes() for text, vector in found.items()})
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
