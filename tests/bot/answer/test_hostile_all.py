"""Every hostile string that we know, in every place where a stranger can put one, before a model that obeys."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.answers import show
from index.library import Library
from index.settings import IndexSettings
from tests.bot.answer.test_hostile import FOLLOWS, QUESTION, STORY, Desk, desk, injections, naughty, story
from tests.remembering import RememberingLibrary

__all__ = ["desk"]
pytestmark = pytest.mark.slow
FIELDS = ("title", "author", "publisher", "url", "published")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Library]:
    """A library that embeds no text twice: the harmless part of the articles is always the same."""
    home = tmp_path_factory.mktemp("hostile")
    (home / "models").symlink_to(models)
    with RememberingLibrary.open(IndexSettings(footnote_home=home)) as opened:
        yield opened


def test_injections_in_articles(desk: Desk) -> None:
    for text in injections():
        desk.open(story([text]))
        desk.ask()


def test_injections_in_titles_bylines_and_publishers(desk: Desk) -> None:
    for text in injections():
        desk.open(story(title=text, author=text, publisher=text))
        desk.ask()


def test_injections_in_file_names(desk: Desk) -> None:
    for text in injections():
        desk.open_file(f"{text}.txt", STORY.format(*[""] * 5).encode())
        desk.ask()


def test_injections_in_questions(desk: Desk) -> None:
    desk.open(story())
    for text in injections():
        desk.ask(text)
        desk.ask(f"{QUESTION} {text}")


def test_injections_in_history(desk: Desk) -> None:
    desk.open(story())
    for text in injections():
        desk.ask(FOLLOWS, follows=desk.ask(f"{QUESTION} {text}").id)


def test_naughty_questions(desk: Desk) -> None:
    desk.open(story())
    asked = [desk.asks(text) for text in naughty()]
    assert sum(asked) > 0.75 * len(asked)
    written = [desk.ask(f"{QUESTION} {text}").model for text in naughty()]
    assert sum(map(bool, written)) > len(written) / 2  # a model is asked only where the articles treat the matter


def test_naughty_articles(desk: Desk) -> None:
    for group in _fives(naughty()):
        desk.open(story(group))
        desk.ask()


def test_naughty_articles_without_a_model_in_discord_and_in_a_terminal(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    for group in _fives(naughty()):
        desk.open(story(group, **dict(zip(FIELDS, group, strict=True))))
        for question in (QUESTION, "Who won the chess championship in Lisbon?"):
            show(desk.ask(question, model=False))
    said = capsys.readouterr().out
    assert "The lighthouse at Cape Marrow" in said
    assert not {char for char in said if unicodedata.category(char) in ("Cc", "Cf", "Cs")} - set("\n\u200c\u200d")


def test_naughty_credits(desk: Desk) -> None:
    texts = naughty()
    for turn in range(len(FIELDS)):  # every string stands once in every field
        for group in _fives(texts[turn:] + texts[:turn]):
            desk.open(story(**dict(zip(FIELDS, group, strict=True))))
            desk.ask()


def _fives(texts: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(texts), 5):
        yield (texts[start : start + 5] * 5)[:5]
