"""Coefficients of the evidence, fitted with `tests/quality/fit.py` on the tuning half of the SQuAD questions."""

from __future__ import annotations

SENTENCE_WEIGHTS = {
    "cosine": 6.141,
    "share": 3.643,
    "near": 2.932,
    "passage_share": 6.427,
    "dense": 8.602,
    "pairs": 1.935,
    "names": -1.203,
    "fresh": 0.601,
    "person": 4.861,
    "time": 2.114,
    "number": 1.917,
    "place": 1.606,
    "before": 0.644,
    "counted": 1.989,
}
QUESTION_WEIGHTS = {
    "score": 0.072,
    "lead": 0.688,
    "cosine": 1.736,
    "share": 1.324,
    "passage_share": 1.664,
    "dense": 4.823,
    "best_cosine": 8.254,
    "best_dense": 3.502,
    "missing_name": -1.914,
    "terms": 0.215,
    "covered": 0.326,
    "pairs": 1.759,
    "open": 0.595,
    "rarest": -0.050,
}
QUESTION_BIAS = -12.044
