"""How a model's cosines read as those of the default one: measured on questions with what answers them.

Cosines of one model are no measure for another: unrelated texts have 0.05 with all-MiniLM-L6-v2 and 0.7 with others.
Two means say what a cosine is worth, that of questions with the sentences that answer them and that of questions with
all the others. The texts are the same for every model and library, so the default model's cosines stay as they are;
pairs drawn from a library would not do that: with the default model passages of different articles have 0.23 ± 0.15 in
one small library and 0.17 ± 0.12 in another, which is their matter, not the model.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedding.weights import remember, remembered
from index.units import SAME, Scale

log = logging.getLogger(__name__)

ANSWERING, OTHERS = 0.5661, 0.0494  # mean cosines of PAIRS with all-MiniLM-L6-v2, weights.BUNDLED_SHA256
LEAST = 0.02  # of the difference of both; a model below it does not tell an answer from anything else
PAIRS = (
    (
        "How long is the pier at Elder Quay?",
        "The new pier at Elder Quay is 300 metres long and carries a narrow railway for the fishing boats' catch.",
    ),
    (
        "Who leads the inquiry into the tram accident?",
        "Judge Miriam Castellane will head the inquiry into the tram accident that injured nine passengers in March.",
    ),
    (
        "When does the swimming pool reopen?",
        "The indoor swimming pool opens its doors again on 4 September. Tiles and filters were renewed over summer.",
    ),
    (
        "What did the harvest cost the farmers?",
        "Frost in late April destroyed half of the apricots. Farmers put the loss at 12 million crowns, and ask the "
        "province for help.",
    ),
    (
        "Why was the concert cancelled?",
        "The orchestra called off Saturday's concert because its conductor had lost her voice and no substitute could "
        "be found in time.",
    ),
    (
        "How many people live in the valley?",
        "Some 4,100 people live in the valley, a third fewer than a generation ago; the last school closed in winter.",
    ),
    (
        "Which team won the cup final?",
        "Rovers beat United 3–1 in the cup final before 40,000 spectators, their first trophy in eleven years.",
    ),
    (
        "What are the symptoms of the new fever?",
        "Patients report headaches, a rash on the arms and a temperature above 39 degrees, the health office wrote.",
    ),
    (
        "Where was the stolen painting found?",
        "Police discovered the stolen portrait behind a wardrobe in a rented garage on the edge of the town.",
    ),
    (
        "How high are the interest rates now?",
        "The central bank raised its key rate to 4.5 per cent, the third step this year against rising prices.",
    ),
    (
        "Who designed the new library?",
        "The architect Jonas Feldt drew the library as a spiral of oak and glass. It holds 200,000 volumes.",
    ),
    (
        "What happened to the volcano last night?",
        "The volcano erupted shortly after midnight and sent ash eight kilometres up; two villages were evacuated.",
    ),
    (
        "Which language do the islanders speak?",
        "On the outer islands an old dialect survives that linguists count among the Norse tongues.",
    ),
    (
        "When will the satellite be launched?",
        "The weather satellite is to leave the launch pad in November, after engineers replaced a faulty valve.",
    ),
    (
        "How do bees find their way home?",
        "Bees orient themselves by the position of the sun and remember landmarks, biologists found out with radios.",
    ),
    (
        "Who will be the next mayor?",
        "With 52 per cent of the votes the teacher Paula Brenner becomes mayor; her rival conceded before midnight.",
    ),
)


class Encode(Protocol):
    def __call__(self, texts: Sequence[str], *, queries: int = 0) -> NDArray[np.float32]: ...


def kept(encode: Encode, fingerprint: str, models: Path) -> Scale:
    """Return a model's scale as the folder keeps it, else measured. Raises ModelUnavailable where it cannot embed."""
    store = models / "scales.json"
    known = remembered(store)
    said = known.get(fingerprint)
    if not (isinstance(said, list) and len(said) == 2):
        said = list(means(encode))
        remember(store, known | {fingerprint: said})
    return scale(*said)


def means(encode: Encode) -> tuple[float, float]:
    """Return the mean cosine of the questions of PAIRS with their answers, and with the answers of others."""
    questions, answers = zip(*PAIRS, strict=True)
    vectors = encode([*questions, *answers], queries=len(questions))
    cosines = vectors[: len(questions)] @ vectors[len(questions) :].T
    own, count = float(cosines.trace()), len(questions)
    return own / count, (float(cosines.sum()) - own) / (count * (count - 1))


def scale(answering: float, others: float) -> Scale:
    """Return the scale on which both means are those of the default model."""
    if answering - others < LEAST:
        log.warning("the embedding model does not tell what answers a question from what does not")
        return SAME
    factor = (ANSWERING - OTHERS) / (answering - others)
    return Scale(factor, OTHERS - factor * others)
