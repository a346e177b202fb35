"""RERANK_MODEL and READER_MODEL as real models, loaded when they are first asked; threads may share them.

With a folder `models` each is exported there to ONNX once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import numpy as np

from bot.errors import ReaderGone
from bot.model import pairs
from bot.model.export import served

LONGEST_QUESTION = 300  # characters that a model is shown: a longer one would leave a passage no room
UNLIKELY = -20.0  # log odds of a sentence that lies beyond what the model reads

Read = TypeVar("Read")
Made = TypeVar("Made")


class Span(Protocol):
    """A half-open range of characters."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Excerpt(Protocol):
    """A text and the spans of the sentences in it that may answer."""

    @property
    def text(self) -> str: ...
    @property
    def sentences(self) -> Sequence[Span]: ...


_Sentences = Callable[[str, Sequence[Excerpt]], Sequence[Sequence[float]]]


class _Lazy(Generic[Read]):
    """A model that is loaded once, by the first who asks, and used by one thread at a time."""

    def __init__(self, setting: str, name: str, load: Callable[[Path], Read], models: Path | None) -> None:
        self._setting, self._name, self._load, self._models = setting, name, load, models
        self._lock = threading.Lock()
        self._found: Read | ReaderGone | None = None

    def use(self, work: Callable[[Read], Made]) -> Made:
        """Return what work makes of the model. Raises ReaderGone; what its runtimes raise is mapped here."""
        with self._lock:  # a tokenizer changes its own truncation while it works
            if isinstance(self._found, ReaderGone):
                raise self._found
            try:
                if self._found is None:
                    folder = pairs.folder_of(self._name)
                    self._found = self._load(served(folder, self._models) if self._models else folder)
                return work(self._found)
            except Exception as error:  # the runtimes and the hub's client share no error type
                gone = self._gone(error)
                if self._found is None:
                    self._found = gone
                raise gone from error

    def _gone(self, error: Exception) -> ReaderGone:
        setting = f"{self._setting}={self._name}"
        if isinstance(error, ReaderGone):
            return ReaderGone(f"{setting} {error}")
        if self._found is not None:
            return ReaderGone(f"{setting} fails ({type(error).__name__}: {error}).")
        return ReaderGone(
            f"{setting} cannot be loaded ({type(error).__name__}). Name a folder that holds config.json and a model as "
            "ONNX or safetensors, or such a model of the hub."
        )


class CrossEncoderReranker:
    """A cross-encoder with one class, as rerankers are."""

    def __init__(self, name: str, models: Path | None = None) -> None:
        self.name, self._model = name, _Lazy("RERANK_MODEL", name, _scores, models)

    def relevance(self, question: str, passages: Sequence[str]) -> Sequence[float]:
        """Return the model's logits, in their order. Raises ReaderGone."""
        read = [(question[:LONGEST_QUESTION], passage) for passage in passages]
        return self._model.use(lambda scores: scores(read)) if read else []


class ModelReader:
    """An extractive question answering model with a null answer, else a cross-encoder that is shown each sentence."""

    def __init__(self, name: str, models: Path | None = None) -> None:
        self.name, self._model = name, _Lazy("READER_MODEL", name, _reader, models)

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> Sequence[Sequence[float]]:
        """Return log odds, against none, that each sentence of excerpts answers. Raises ReaderGone."""
        if not excerpts:
            return []
        return self._model.use(lambda read: read(question[:LONGEST_QUESTION], excerpts))


def _reader(folder: Path) -> _Sentences:
    kinds = pairs.configuration(folder).get("architectures") or []
    return _spans(folder) if any("QuestionAnswering" in kind for kind in kinds) else _each(folder)


def _scores(folder: Path) -> Callable[[pairs.Pairs], list[float]]:
    logits = pairs.classifier(folder)
    width = logits([("It rains.", "It rains.")]).shape[1]
    if width != 1:
        raise ReaderGone(f"has {width} classes where one score is wanted.")
    return lambda read: [float(row[0]) for row in logits(read)]


def _each(folder: Path) -> _Sentences:
    scores = _scores(folder)

    def read(question: str, excerpts: Sequence[Excerpt]) -> Sequence[Sequence[float]]:
        texts = [one.text[span.start : span.end] for one in excerpts for span in one.sentences]
        found = iter(scores([(question, text) for text in texts]))
        return [[next(found) for _span in one.sentences] for one in excerpts]

    return read


def _spans(folder: Path) -> _Sentences:
    marks = pairs.marker(folder)
    marks([("Does it rain?", "It rains.")])

    def read(question: str, excerpts: Sequence[Excerpt]) -> Sequence[Sequence[float]]:
        found = marks([(question, one.text) for one in excerpts])
        return [[_best(mark, span) for span in one.sentences] for mark, one in zip(found, excerpts, strict=True)]

    return read


def _best(marks: pairs.Marks, sentence: Span) -> float:
    """Return the logit of the best answer inside a sentence above the null answer's."""
    inside = (marks.places[:, 0] >= sentence.start) & (marks.places[:, 1] <= sentence.end)
    if not inside.any():
        return UNLIKELY
    starts, ends = marks.starts[inside], marks.ends[inside]
    return float((np.maximum.accumulate(starts) + ends).max()) - marks.null
