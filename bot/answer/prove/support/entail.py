"""An optional second opinion: a cross-encoder that tells whether a sentence entails a statement.

The only importer of sentence_transformers' CrossEncoder, and only when SUPPORT_MODEL is set.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from bot.errors import Misconfigured

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

ENTAILED = 0.5  # least probability; the model's own scale, not calibrated here
# What any model for the task can tell: the first text entails the second, and not the third.
PROBE = ("The pier is 300 metres long.", "The pier is 300 metres long.", "The pier was never built.")


class Entailment:
    """A loaded model; `label` is the place of entailment among its classes."""

    def __init__(self, model: CrossEncoder, label: int) -> None:
        self._model, self._label = model, label
        self._lock = threading.Lock()

    def holds(self, source: str, statement: str) -> bool:
        """Tell whether a text entails a statement."""
        with self._lock:  # a transformers tokenizer changes its own truncation while it works
            scores = self._model.predict([(source, statement)], apply_softmax=True, show_progress_bar=False)
        return bool(scores[0][self._label] >= ENTAILED)

    def tells_apart(self) -> bool:
        """Tell whether the model sees that a sentence entails itself and not one that denies it."""
        text, same, other = PROBE
        return self.holds(text, same) and not self.holds(text, other)


def open_entailment(name: str) -> Entailment:
    """Load a model by folder or hub name. Raises Misconfigured where it is none for this task."""
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(name)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise Misconfigured(
            f"SUPPORT_MODEL={name} cannot be loaded. Name a folder or a model for natural language inference."
        ) from error
    labels = {str(text).lower(): int(place) for place, text in (model.config.id2label or {}).items()}
    found = [place for text, place in labels.items() if text.startswith("entail")]
    if not found:
        raise Misconfigured(f"SUPPORT_MODEL={name} has no class called entailment, but {', '.join(labels)}.")
    return Entailment(model, found[0])
