"""Coefficients of the evidence, fitted with `tests/quality/fit.py` on the tuning half of SQuAD and on news."""

from __future__ import annotations

SENTENCE_WEIGHTS = {
    "cosine": -1.545,
    "share": 1.842,
    "near": 2.432,
    "passage_share": 3.134,
    "dense": 6.934,
    "pairs": 1.476,
    "names": -1.068,
    "fresh": 0.721,
    "person": 0.853,
    "time": 1.220,
    "number": 2.622,
    "place": 0.870,
    "before": -0.172,
    "counted": 2.166,  # fitted: 1.666; with half more a German question reads alike in any case, and no set loses one
    "holds": 2.557,
    "beyond": 8.056,
    "told": 3.701,
}
OWN_WORDS_WEIGHTS = {
    "cosine": 7.154,
    "share": -4.009,
    "near": -1.456,
    "passage_share": -2.286,
    "dense": 2.173,
    "before": 1.893,
}
"""What is added to the weights of sentences where a question is put in words of the reader's own (`scoring`)."""
MATCH = {"own": 0.632, "match": 11.67}
"""What the log odds of a sentence weigh beside how well it matches token by token (`tests/quality/match.py`)."""
QUESTION_WEIGHTS = {
    "score": 0.050,
    "lead": 0.543,
    "cosine": 1.592,
    "share": 1.334,
    "passage_share": 2.166,
    "dense": 6.056,
    "best_cosine": 8.247,
    "best_dense": 2.630,
    "missing_name": -1.857,
    "terms": 0.298,
    "covered": 0.326,
    "pairs": 2.476,
    "open": 0.401,
    "rarest": -0.023,
}
QUESTION_BIAS = -12.282
