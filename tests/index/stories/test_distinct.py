"""Twenty papers print one wire story: one of them speaks, others are heard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.library import Library
from index.settings import IndexSettings
from index.values import Filters
from tests.index.copies import GERMAN, LOCAL, RIVAL, WIRE
from tests.remembering import RememberingLibrary


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Library]:
    """A wire story in twenty papers, one of them with a local lead, and three reports of other reporters."""
    bodies = {f"paper{place:02}": WIRE[: 5 + place % 4] for place in range(20)}
    bodies |= {"wire": WIRE, "local": (*LOCAL, *WIRE[:6]), "rival": RIVAL, "other": RIVAL[2:4], "german": GERMAN}
    folder, home = tmp_path_factory.mktemp("news"), tmp_path_factory.mktemp("home")
    (home / "models").symlink_to(models)
    for day, (name, body) in enumerate(bodies.items(), 2):
        about = {"title": f"{name} on the Orrel", "publisher": name, "published": f"2025-02-{day:02}"}
        about |= {"published": "2025-02-01"} if name == "wire" else {}
        (folder / f"{name}.json").write_text(json.dumps({"text": "\n\n".join(body), **about}), encoding="utf-8")
    with RememberingLibrary.open(IndexSettings(footnote_home=home)) as opened:
        opened.sync("default", folder)
        yield opened


QUESTION = "How many people were injured when the cable car of Mount Orrel stopped above the Sill gorge?"


def test_copies_do_not_crowd_out_other_reports(newsroom: Library) -> None:
    hits = newsroom.search("default", QUESTION, 6).hits
    titles = [hit.article.title for hit in hits]
    assert {"wire on the Orrel", "rival on the Orrel"} <= set(titles)
    assert not any(title.startswith("paper") for title in titles)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_what_only_a_copy_says_is_found_in_it(newsroom: Library) -> None:
    hits = newsroom.search("default", "Which pupils of the Nordhaken music school were among the passengers?", 5).hits
    assert any(hit.article.title == "local on the Orrel" and "headmaster" in hit.passage.text for hit in hits)


def test_a_copy_is_found_where_only_it_is_searched(newsroom: Library) -> None:
    for filters in (Filters(publisher="paper03"), Filters(since=date(2025, 2, 5), until=date(2025, 2, 5))):
        hits = newsroom.search("default", QUESTION, 3, filters).hits
        assert {hit.article.title for hit in hits} == {"paper03 on the Orrel"}


def test_more_is_looked_for_where_copies_fill_the_candidates(
    newsroom: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.POOL", 8)
    found = {hit.article.title for hit in newsroom.search("default", QUESTION, 6).hits}
    assert {"wire on the Orrel", "rival on the Orrel"} <= found
