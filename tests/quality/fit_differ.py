"""Fit the coefficients of `bot/answer/differ/alike.py` and print them, with a check of each sixth on the others.

The labelled cases are asked in one library of them all, and questions of the SQuAD tuning half in a library of its
paragraphs, which hardly ever differ. A logistic regression whose signs are held: what two sources have in common can
only speak for a disagreement, what narrows one of them only against it; a free fit learns how the cases were written.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot.answer.answer import Answerer
from bot.answer.differ import alike, reworded
from bot.answer.differ.elsewhere import elsewhere
from bot.answer.differ.reading import kinds
from bot.answer.differ.subject import Asked
from bot.answer.differ.told import Told
from index.library import Library
from tests.conftest import shared_data
from tests.quality.__main__ import opened
from tests.quality.differ import Case, cases, filed
from tests.quality.memory import read_squad

Floats = NDArray[np.float64]
SQUAD = "questions/squad2-dev-16-articles.json"
FOR = ("names", "asked", "answered", "close", "answer close", "cosine", "top")
FREE = ("person",)
FOLDS = 6
SOFT = 0.5  # strength of the penalty's inverse
ELSEWHERE = 0.3  # weight of a question of the second library


@dataclass(frozen=True, slots=True)
class Example:
    """What the evidence says of a sentence beside an answer's, of question number `question`, and the truth."""

    question: int
    evidence: tuple[float, ...]
    differs: bool
    weight: float


class Recorder:
    """Stands in for `alike.likelihood`: keeps what every pair of values looks like and calls none likely."""

    def __init__(self) -> None:
        self.seen: list[tuple[Told, Told, tuple[float, ...]]] = []

    def __call__(self, question: Asked, one: Told, other: Told, bearing: alike.Bearing) -> float:
        if one.excludes(other) and not elsewhere(question, one, other):
            found = alike.evidence(question, one, other, bearing)
            self.seen.append((one, other, tuple(found[name] for name in alike.WEIGHTS)))
        return 0.0

    def take(self) -> list[tuple[Told, Told, tuple[float, ...]]]:
        taken, self.seen = self.seen, []
        return taken


def examples(library: Library, folder: Path, recorder: Recorder) -> Iterator[Example]:
    """Yield what is seen of every other value when the questions of both libraries are asked."""
    answerer, chosen = Answerer(library), cases()
    filed(chosen, folder / "cases")
    library.sync("cases", folder / "cases")
    for number, case in enumerate(chosen):
        answerer.ask(case.question, library="cases")
        for one, other, evidence in recorder.take():
            yield Example(number, evidence, _differs(case, one.line.text, other.line.text), 1.0)
    asked = _squad(library, folder / "squad")
    for number, question in enumerate(asked, len(chosen)):
        answerer.ask(question, library="squad")
        yield from (Example(number, evidence, False, ELSEWHERE) for *_, evidence in recorder.take())


def _differs(case: Case, one: str, other: str) -> bool:
    """Tell whether two sentences are those in which the articles of a case differ."""
    here, there = (any(text in told or told in text for told in (case.answer, case.other)) for text in (one, other))
    return bool(case.values) and here and there


def _squad(library: Library, folder: Path) -> list[str]:
    articles, questions = read_squad(shared_data() / SQUAD, titled=False)
    folder.mkdir()
    for article in articles:
        (folder / f"{article.id}.json").write_text(json.dumps({"text": article.text}), "utf-8")
    library.sync("squad", folder)
    return [one.text for one in questions if one.tuning and one.answers and kinds(one.text)]


def fitted(chosen: Sequence[Example]) -> Floats:
    """Return a coefficient for each name, and the bias last."""
    rows = np.array([one.evidence for one in chosen])
    labels = np.array([one.differs for one in chosen], dtype=np.float64)
    weigh = np.array([one.weight for one in chosen])

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = rows @ weights[:-1] + weights[-1]
        wrong = weigh * (1 / (1 + np.exp(-odds)) - labels)
        value = (weigh * np.logaddexp(0, -odds * (2 * labels - 1))).sum() + (weights[:-1] ** 2).sum() / (2 * SOFT)
        return value, np.append(rows.T @ wrong + weights[:-1] / SOFT, wrong.sum())

    bounds = [(None, None) if name in FREE else (0, None) if name in FOR else (None, 0) for name in alike.WEIGHTS]
    start = np.zeros(len(bounds) + 1)
    found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    return found


def main() -> None:
    """Print what each bar would show, each question judged by coefficients of the others, and the coefficients."""
    recorder = Recorder()
    reworded.__dict__["likelihood"] = recorder
    with tempfile.TemporaryDirectory(prefix="footnote-fit-") as folder, opened(Path(folder)) as library:
        found = list(examples(library, Path(folder), recorder))
    folds = np.random.default_rng(1).integers(0, FOLDS, max(one.question for one in found) + 1)
    likely = np.zeros(len(found))
    for fold in range(FOLDS):
        weights = fitted([one for one in found if folds[one.question] != fold])
        for place, one in enumerate(found):
            if folds[one.question] == fold:
                likely[place] = 1 / (1 + np.exp(-(np.array(one.evidence) @ weights[:-1] + weights[-1])))
    for bar in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6):
        shown = [one for one, how in zip(found, likely, strict=True) if how >= bar]
        right, cased = (
            {one.question for one in shown if one.differs},
            {one.question for one in shown if one.weight == 1},
        )
        outside = len({one.question for one in shown}) - len(cased)
        print(f"bar {bar}: {len(right)} right of {len(cased)} cases, {outside} questions of the other library")
    for name, weight in zip([*alike.WEIGHTS, "bias"], fitted(found), strict=True):
        print(f'"{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
