"""Tells the language of a text. A process loads the statistics once: they take half a second and 70 MB."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from functools import cache
from typing import Any


def told(text: str) -> str:
    """Return the code of the language that a text is most likely in, of all that are known."""
    return str(_identifier().classify(text)[0])


def likelihood(text: str, code: str) -> float:
    """Return how likely a text is in a language, from 0 to 1; long texts are nearly always at an end of that."""
    return float(dict(_identifier().rank(text))[code])


def among(codes: Iterable[str]) -> Any:
    """Return py3langid's identifier for some languages alone, with probabilities."""
    narrowed = copy(_identifier())
    narrowed.set_languages(sorted(codes))
    return narrowed


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
