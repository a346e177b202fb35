"""What is known of the articles is not embedded again for the next question, and questions are kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.answer.answer import Answerer
from index.library import Vector
from index.settings import IndexSettings
from tests.remembering import SharingLibrary

STORY = """Harbour bridge opens after two-year delay

By Ann Lee

The harbour bridge opened to traffic on Monday, two years later than planned. Mayor Jo Reed cut the ribbon at noon.

Replacing the cables cost 41 million crowns, said Tobias Wenk, the chief engineer. The toll for cars is three crowns.
"""
DEATHS = (
    "Barge sinks in the Orrel\n\nA barge sank in the river Orrel on Monday. The skipper, Jonas Thule, died.\n",
    "Painter of the mill murals is buried\n\nThe painter Edda Lunde died at the age of 91. Her murals cover a mill.\n",
)
SENTENCES = {line for part in STORY.split("\n\n")[2:] for line in part.strip().split(". ")}


class Counting(SharingLibrary):
    """Notes what is embedded."""

    read: list[str]

    def encode(self, texts: Sequence[str], *, queries: int = 0) -> Vector:
        self.read = [*getattr(self, "read", []), *texts]
        return super().encode(texts, queries=queries)

    def embed_kept(self, texts: Sequence[str]) -> list[bytes]:
        self.read = [*getattr(self, "read", []), *texts]
        return super().embed_kept(texts)


@pytest.fixture
def settings(tmp_path: Path, models: Path) -> IndexSettings:
    home = tmp_path / "home"
    home.mkdir()
    (home / "models").symlink_to(models)
    return IndexSettings(footnote_home=home)


def _asked(settings: IndexSettings, question: str) -> tuple[str, list[str]]:
    """Ask in a process of its own, as it were; return the answer and what was embedded for it."""
    with Counting.open(settings) as library:
        assert isinstance(library, Counting)
        answer = Answerer(library).ask(question, recorded=False)
        return answer.text, library.read


def _read(settings: IndexSettings, question: str) -> tuple[str, set[str]]:
    """Return the answer and the sentences that were embedded for it."""
    said, read = _asked(settings, question)
    return said, {sentence for sentence in SENTENCES if any(sentence in text for text in read)}


def test_a_warm_question_embeds_no_sentence_of_an_article(settings: IndexSettings, tmp_path: Path) -> None:
    article = tmp_path / "bridge.txt"
    article.write_text(STORY, encoding="utf-8")
    with SharingLibrary.open(settings) as library:
        library.add("default", [article])
    question = "What did replacing the cables cost?"
    said, embedded = _read(settings, question)
    assert "41 million crowns" in said
    assert embedded
    assert _read(settings, question) == (said, set())
    assert _read(settings, "How much is the toll for cars?")[1] == set()
    with SharingLibrary.open(settings) as library:
        model = library.model.fingerprint
        assert library._kept.lacks([question], model) == [question]
        library.remove("default", library.articles("default")[0].id)
        assert library._kept.lacks(sorted(SENTENCES), model) == sorted(SENTENCES)


def test_a_warm_question_that_may_mean_several_stories_embeds_itself_alone(
    settings: IndexSettings, tmp_path: Path
) -> None:
    for number, text in enumerate(DEATHS):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    with SharingLibrary.open(settings) as library:
        library.add("default", sorted(tmp_path.glob("*.txt")))
    said, embedded = _asked(settings, "Who died?")
    assert "Jonas Thule" in said
    assert "Edda Lunde" in said
    assert any("Edda Lunde" in text for text in embedded)
    again, embedded = _asked(settings, "Who died?")
    assert again == said
    assert not any("Edda Lunde" in text for text in embedded)
