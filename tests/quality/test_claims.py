"""The labelled claims are what they say they are; firm marks on the statements of others are right."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.settings import IndexSettings
from tests.conftest import ROOT, shared_data
from tests.quality.claims import Labelled, labelled, score
from tests.remembering import RememberingLibrary


@pytest.fixture
def shipped(tmp_path: Path, models: Path) -> Iterator[Library]:
    (tmp_path / "models").symlink_to(models)
    with RememberingLibrary.open(IndexSettings(footnote_home=tmp_path)) as library:
        library.sync("golden", ROOT / "articles")
        yield library


def test_the_claims_are_many_of_every_truth_and_none_stands_twice() -> None:
    found = labelled()
    truths = Counter(one.truth for one in found)
    assert len(found) >= 120
    assert min(truths.values()) >= 40
    assert len({(one.before, one.claim) for one in found}) == len(found)


@pytest.mark.slow
def test_statements_that_a_model_would_write_are_never_marked_wrongly(shipped: Library, tmp_path: Path) -> None:
    data = shared_data()
    statements = json.loads((data / "statements" / "statements.json").read_text("utf-8"))
    shipped.add("golden", [data / "answers" / "library"])
    squad = tmp_path / "squad"
    squad.mkdir()
    sources = {one["article"]: one for entry in statements for one in entry["sources"]}
    told = json.loads((data / "questions" / "squad2-dev-16-articles.json").read_text("utf-8"))["data"]
    for key in sources:
        if key.startswith("squad:"):
            _, title, number = key.split(":")
            topic = next(one for one in told if one["title"] == title)
            text = topic["paragraphs"][int(number)]["context"]
            (squad / f"{title}-{number}.json").write_text(json.dumps({"title": title, "text": text}), "utf-8")
    shipped.add("golden", [squad])
    chosen = [
        Labelled(entry["statement"], "", "borne" if entry["true"] else "refuted", entry["kind"]) for entry in statements
    ]
    assert score(shipped, chosen).wrong == ()
