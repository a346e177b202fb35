"""The measure of extraction counts what it says it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.pages import articles, lists
from tests.quality.extraction import Page, folder, main, score


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of an article and a list."""
    for name, page in (("one", next(articles())), ("two", next(lists()))):
        (tmp_path / f"{name}.html").write_text(page.html, encoding="utf-8")
        day = page.published.isoformat() if page.published else ""
        said = {"text": "\n\n".join(page.sentences), "title": page.title, "date": day, "url": page.url}
        (tmp_path / f"{name}.json").write_text(json.dumps(said), encoding="utf-8")
    return tmp_path


def test_a_folder_of_pages_is_measured(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = score(folder(pages))
    assert (found.pages, found.f1, found.titles, found.dates) == (2, 1.0, 1.0, 1.0)
    assert (found.refused, found.accepted_lists, found.wrong_dates) == (0.0, 0.0, 0.0)
    assert main([str(pages)]) == 0
    assert "F1 of sentences        1.000" in capsys.readouterr().out
    assert main([str(pages / "nowhere")]) == 2


def test_every_fault_costs_its_share(pages: Path) -> None:
    article, front = folder(pages)
    wrong = Page(article.name, article.html, f"{article.text}\n\nNobody wrote this.", "Else", "2024-01-01", article.url)
    found = score([wrong, Page(front.name, front.html, "An article is here, they said.", url=front.url)])
    sentences = len(article.text.split("\n\n"))
    assert found.recall == pytest.approx(sentences / (sentences + 1))
    assert (found.precision, found.titles, found.dates, found.wrong_dates) == (1.0, 0.0, 0.0, 1.0)
    assert found.refused == 0.5
