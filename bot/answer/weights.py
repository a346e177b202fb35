"""Coefficients of the evidence, fitted by `python -m tests.quality.fit` on the tuning half of the SQuAD questions."""

from __future__ import annotations

SENTENCE_WEIGHTS = {
    "cosine": 6.278,
    "share": 3.628,
    "near": 2.931,
    "passage_share": 6.421,
    "dense": 8.515,
    "pairs": 1.961,
    "names": -1.247,
    "fresh": 0.632,
    "person": 4.891,
    "time": 2.119,
    "number": 2.243,
    "place": 1.619,
    "before": 0.643,
}
QUESTION_WEIGHTS = {
    "score": 0.088,
    "lead": 0.836,
    "cosine": 1.171,
    "share": 0.899,
    "passage_share": 1.232,
    "dense": 4.727,
    "best_cosine": 8.213,
    "best_dense": 3.285,
    "missing_name": -1.837,
    "terms": 0.122,
    "covered": 0.269,
    "pairs": 1.643,
    "open": 0.627,
    "rarest": -0.226,
}
QUESTION_BIAS = -10.523
