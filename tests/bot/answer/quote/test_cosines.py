"""What a question asks beyond the title of an article."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.answer.quote.cosines import Matrix, cosines
from index.units import Scale

PLACED = {
    "How tall is the lighthouse?": (0.8, 0.6),
    "The lighthouse": (1.0, 0.0),
    "The lighthouse is white.": (1.0, 0.0),
    "It is 40 metres tall.": (0.0, 1.0),
    "": (0.6, 0.8),
}
QUESTION, TITLE, TOPIC, ANSWER, NONE = PLACED


def _encode(texts: Sequence[str], *, queries: int = 0) -> Matrix:
    return np.array([PLACED[text] for text in texts], np.float32)


def test_what_the_title_says_already_is_not_asked_any_more() -> None:
    near, beyond = cosines(QUESTION, [TOPIC, ANSWER], [TITLE, TITLE], Scale(), _encode)
    assert near[0] > near[1]
    assert beyond[1] > beyond[0]


def test_without_a_title_everything_is_still_asked() -> None:
    near, beyond = cosines(QUESTION, [TOPIC, ANSWER], [NONE, NONE], Scale(), _encode)
    assert beyond == pytest.approx(near)


def test_a_title_that_is_the_question_leaves_numbers() -> None:
    _, beyond = cosines(QUESTION, [TOPIC, ANSWER], [QUESTION, QUESTION], Scale(), _encode)
    assert np.isfinite(beyond).all()
