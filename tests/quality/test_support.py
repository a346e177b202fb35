"""The labelled pairs are what they say they are."""

from __future__ import annotations

from pathlib import Path

from index.library import Library
from index.settings import IndexSettings
from tests.golden.measure import ARTICLES
from tests.quality.support import by_source, pairs, place, score


def test_pairs_are_many_of_every_kind_and_their_sentences_stand_in_the_articles(tmp_path: Path, models: Path) -> None:
    (tmp_path / "models").symlink_to(models)
    with Library.open(IndexSettings(footnote_home=tmp_path)) as library:
        library.sync("golden", ARTICLES)
        articles = by_source(library, "golden")
        assert all(place(pair, articles) for pair in pairs())
        found = score(library, "golden", "tuning")
    assert len(pairs()) >= 150
    assert {pair.kind for pair in pairs()} >= {"paraphrase", "number", "name", "date", "negation", "exaggeration"}
    assert found.precision >= 0.95, found.errors
    assert found.recall >= 0.80, found.errors
