"""Tells the language of a text. A process loads the statistics once: they take half a second and 70 MB."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from functools import cache
from typing import Any

_SURE = 0.99


def told(text: str) -> str:
    """Return the code of the language that a text is most likely in, of all that are known."""
    return str(_identifier().classify(text)[0])


def surely_told(text: str) -> str:
    """Return the code of the language that a short text is in, "" where that is not sure.

    Of 646 English paragraphs cut at 60 characters 11 are taken for another language, none of them surely.
    """
    code, likely = _identifier().rank(text)[0]
    return str(code) if likely > _SURE else ""


def among(codes: Iterable[str]) -> Any:
    """Return py3langid's identifier for some languages alone, with probabilities."""
    narrowed = copy(_identifier())
    narrowed.set_languages(sorted(codes))
    return narrowed


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
