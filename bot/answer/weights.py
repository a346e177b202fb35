"""Coefficients of the evidence, fitted by `python -m tests.quality.fit` on the tuning half of the SQuAD questions."""

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
    "score": 0.069,
    "lead": 0.780,
    "cosine": 1.562,
    "share": 0.900,
    "passage_share": 1.498,
    "dense": 4.590,
    "best_cosine": 8.079,
    "best_dense": 3.293,
    "missing_name": -1.848,
    "terms": 0.124,
    "covered": 0.292,
    "pairs": 1.676,
    "open": 0.605,
    "rarest": -0.227,
}
QUESTION_BIAS = -10.420
