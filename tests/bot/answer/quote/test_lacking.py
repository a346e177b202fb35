"""What a question asks and the closest passage does not say makes an answer weak, and is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answer import wording
from bot.answer.answer import Answerer
from bot.answer.evidence import unsaid
from bot.values import Answer, Extract, Missing
from index.settings import IndexSettings
from tests.remembering import RememberingLibrary

DAM = """The Corrin Dam was closed on Sunday after a crack was found in its northern wall.

The dam holds the water of eleven streams, said Petra Lind, who inspects it for the county of Ashdale. Its reservoir
feeds two towns, and 3,400 people live below it.

The repair will take four months and cost 12 million crowns.
"""


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory, models: Path) -> dict[str, Answer]:
    home, articles = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("articles")
    (home / "models").symlink_to(models)
    (articles / "dam.txt").write_text(f"Crack closes the Corrin Dam\n\n{DAM}", "utf-8")
    asked = (
        "When was the Corrin Dam closed?",
        "Who owns the Corrin Dam?",
        "Which villages does the reservoir of the Corrin Dam feed?",
        "Who did not inspect the Corrin Dam?",
    )
    with RememberingLibrary.open(IndexSettings(footnote_home=home)) as library:
        library.sync("default", articles)
        return {one: Answerer(library).ask(one) for one in asked}


def test_what_the_passage_says_is_answered_firmly(answered: dict[str, Answer]) -> None:
    assert answered["When was the Corrin Dam closed?"].outcome == "answered"
    assert answered["When was the Corrin Dam closed?"].missing.unsaid == ()


def test_a_predicate_that_no_passage_says_is_no_firm_answer(answered: dict[str, Answer]) -> None:
    answer = answered["Who owns the Corrin Dam?"]
    assert answer.outcome == "weak"
    assert "“owns”" in " ".join(wording.weak(answer.missing))


def test_a_word_of_near_meaning_counts_as_said(answered: dict[str, Answer]) -> None:
    answer = answered["Which villages does the reservoir of the Corrin Dam feed?"]
    assert "two towns" in answer.citations[0].quote
    assert answer.missing.unsaid == ()


def test_a_denial_that_the_passage_does_not_say_is_no_firm_answer(answered: dict[str, Answer]) -> None:
    assert answered["Who did not inspect the Corrin Dam?"].outcome != "answered"


def test_a_word_that_no_article_has_is_not_missing_where_the_passage_says_it_otherwise() -> None:
    lacking, quoted = Missing(words=("hurt", "salary")), Extract("answered", (), 0.5, unsaid=("salary", "Norvik"))
    assert unsaid(lacking, quoted) == Missing(words=("salary",), unsaid=("Norvik",))
