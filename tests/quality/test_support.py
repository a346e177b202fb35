"""The labelled pairs are what they say they are, and the check keeps its floors on those it was tuned with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.settings import IndexSettings
from tests.quality.support import BLIND, GENERAL, PAIRS, SHORTENED, UNSEEN, by_source, pairs, place, score
from tests.remembering import RememberingLibrary

FALSE = {"number", "name", "date", "negation", "exaggeration", "modality", "role", "direction", "unit"}


@pytest.fixture(scope="module")
def shipped(samples: Path) -> Iterator[Library]:
    with RememberingLibrary.open(IndexSettings(footnote_home=samples)) as library:
        yield library


@pytest.mark.parametrize("path", [PAIRS, BLIND, GENERAL, SHORTENED, UNSEEN], ids=lambda path: path.stem)
def test_the_sentence_of_every_pair_stands_in_its_article(shipped: Library, path: Path) -> None:
    articles = by_source(shipped, "default")
    assert all(place(pair, articles) for pair in pairs(path))


def test_the_blind_pairs_are_many_of_every_kind_and_none_is_a_pair_of_the_other_set() -> None:
    blind = pairs(BLIND)
    kinds = [pair.kind for pair in blind if not pair.label]
    assert len(blind) >= 170
    assert set(kinds) == FALSE | {"stitched", "uncited"}
    assert min(kinds.count("stitched"), kinds.count("uncited")) >= 12
    assert 0.4 <= sum(pair.label for pair in blind) / len(blind) <= 0.5
    assert not {(pair.sentence, pair.statement) for pair in blind} & {(p.sentence, p.statement) for p in pairs()}


def test_facts_leave_true_statements_to_the_judge_and_stop_false_ones(shipped: Library) -> None:
    chosen = [pair for pair in pairs() if pair.half == "tuning"]
    found = score(shipped, "default", chosen)
    assert found.recall >= 0.95, found.withheld
    assert found.passed.total() <= 0.45 * sum(not pair.label for pair in chosen), found.passed
