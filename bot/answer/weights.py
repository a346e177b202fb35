"""Coefficients of the evidence, fitted by `python -m tests.quality.fit` on the tuning half of the SQuAD questions."""

from __future__ import annotations

SENTENCE_WEIGHTS = {
    "cosine": 6.184,
    "share": 3.630,
    "near": 2.949,
    "passage_share": 6.430,
    "dense": 8.592,
    "pairs": 1.927,
    "names": -1.216,
    "fresh": 0.616,
    "person": 4.855,
    "time": 2.118,
    "number": 1.919,
    "place": 1.613,
    "before": 0.641,
    "counted": 1.984,
}
QUESTION_WEIGHTS = {
    "score": 0.070,
    "lead": 0.789,
    "cosine": 1.442,
    "share": 0.869,
    "passage_share": 1.471,
    "dense": 4.743,
    "best_cosine": 8.209,
    "best_dense": 3.193,
    "missing_name": -1.823,
    "terms": 0.102,
    "covered": 0.291,
    "pairs": 1.738,
    "open": 0.596,
    "rarest": -0.226,
}
QUESTION_BIAS = -10.428
