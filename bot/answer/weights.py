"""Coefficients of the evidence, fitted by `python -m tests.quality.fit` on the tuning half of the SQuAD questions."""

from __future__ import annotations

SENTENCE_WEIGHTS = {
    "cosine": 6.423,
    "share": 3.633,
    "near": 2.868,
    "passage_share": 6.514,
    "dense": 8.261,
    "pairs": 1.919,
    "names": -1.233,
    "fresh": 0.625,
    "person": 4.930,
    "time": 2.372,
    "number": 2.234,
    "place": 1.632,
    "before": 0.645,
}
QUESTION_WEIGHTS = {
    "score": 0.081,
    "lead": 0.877,
    "cosine": 0.684,
    "share": 0.499,
    "passage_share": 0.982,
    "dense": 5.618,
    "best_cosine": 8.792,
    "best_dense": 3.774,
    "missing_name": -2.019,
    "terms": -0.310,
    "covered": 0.404,
    "pairs": 1.941,
    "open": 0.634,
}
QUESTION_BIAS = -11.604
