"""The judge that is a cross-encoder of one's own: for natural language inference or fact checking."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from bot.errors import JudgeGone
from bot.model import pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Classes that mean borne, of inference and of fact checking. Of two classes without names the second means it.
_BORNE = ("entail", "support", "consistent")
_REFUTED = ("contra", "refut")


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

    def __init__(self, scores: pairs.Scores, labels: dict[int, str]) -> None:
        self._scores, self._labels = scores, labels

    def place(self, classes: Sequence[str]) -> int | None:
        """Return the column of the first of several classes that the model has."""
        unnamed = all(text.startswith("LABEL_") for text in self._labels.values())
        if len(self._labels) == 1 or (unnamed and len(self._labels) == 2):
            return len(self._labels) - 1 if classes is _BORNE else None
        named = {text.lower(): place for place, text in self._labels.items()}
        return next((place for name in classes for text, place in named.items() if text.startswith(name)), None)

    def probabilities(self, read: pairs.Pairs) -> NDArray[np.float32]:
        """Return one row for each pair: the softmax over its classes, or the sigmoid of the only one."""
        logits = self._scores(read)
        if logits.shape[1] == 1:
            return np.asarray(1 / (1 + np.exp(-logits)), np.float32)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)


def _load(name: str) -> _Model:
    """Load a model; what its runtimes raise is mapped here. Raises JudgeGone."""
    try:
        folder = pairs.folder_of(name)
        labels = pairs.configuration(folder).get("id2label") or {}
        scores = pairs.classifier(folder)
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
