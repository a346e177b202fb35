"""The gate: golden questions over the shipped articles, through the answerer that users ask, never below the floors."""

from __future__ import annotations

from pathlib import Path

from index.settings import IndexSettings
from tests.golden.measure import ARTICLES, as_floor, floors, measured, questions
from tests.quality.memory import RememberingLibrary


def test_golden_questions_keep_their_floors(tmp_path: Path, models: Path) -> None:
    (tmp_path / "models").symlink_to(models)
    with RememberingLibrary.open(IndexSettings(footnote_home=tmp_path)) as library:
        library.sync("golden", ARTICLES)
        verdicts = measured(library, "golden")
    values, pinned = as_floor(verdicts), floors()
    missed = [
        (verdict.golden.question, verdict.outcome, verdict.quotes)
        for verdict in verdicts
        if not (verdict.found if verdict.golden.answers else verdict.outcome == "not_found")
    ]
    below = {key: (values[key], floor) for key, floor in pinned.items() if values[key] < floor}
    assert not below, f"below the floors (measured, floor): {below}; missed: {missed}"


def test_the_set_has_answerable_and_unanswerable_questions() -> None:
    golden = questions()
    assert sum(bool(one.answers) for one in golden) >= 40
    assert sum(not one.answers for one in golden) >= 12
