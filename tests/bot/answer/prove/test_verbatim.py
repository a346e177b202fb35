"""What may be taken for the stored words themselves, without a judge."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answer.prove.clauses import clauses
from bot.answer.prove.facts import missing
from bot.answer.prove.premise import Premise, premises
from bot.answer.prove.verbatim import verbatim
from bot.reading.addresses import addresses
from index.values import Article
from tests.bot.answer.prove.cited import article, cite, offer, read
from tests.conftest import ROOT, shared_data

VOTE = "The council voted down the charge, by 31 votes to 29, and a loan from the bank closed the gap."


@pytest.mark.parametrize(
    "statement",
    [
        VOTE,
        VOTE.removesuffix("."),
        VOTE.replace(" ", "\u00a0"),
        "The council voted down the charge, by 31 votes to 29",
        "A loan from the bank closed the gap.",
    ],
)
def test_a_sentence_and_its_clauses_are_verbatim(statement: str) -> None:
    assert verbatim(statement, cite(VOTE))


def test_the_shape_of_quotation_marks_does_not_matter() -> None:
    assert verbatim('"We heard her," said Solano.', cite("“We heard her,” said Solano."))


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("If parliament agrees, shops will open, and the union will strike.", "the union will strike"),
        ("The bell was not cast in 1687.", "The bell was"),
        ("The bell was not cast in 1687.", "cast in 1687"),
        ("The plant will close, and the jobs will go, the union says.", "The plant will close"),
        ("Police deny that he was there, and a witness was asked.", "a witness was asked"),
        ("The dam may break, and the valley is empty.", "The valley is empty"),
        ("The dam is safe; it was never in danger.", "it was never in danger"),
        ("Der Damm ist sicher; die Leute sind zu Hause.", ""),
        ("See www.example.org for more.", "See www.example.org for more."),
        ("The bell was cast in 1687.", "The bell was cast in 1678."),
    ],
)
def test_a_run_that_drops_what_turns_it_is_not_verbatim(sentence: str, statement: str) -> None:
    assert not verbatim(statement, cite(sentence))


def test_sentences_in_a_row_are_verbatim_and_others_are_not() -> None:
    found = article("Dray steered.", "Wren sat below.", "He resigned.")
    assert verbatim("Dray steered. Wren sat below.", premises(offer(found, 0, 1)))
    assert not verbatim("Dray steered. He resigned.", premises(offer(found, 0, 2)))
    assert not verbatim("Wren sat below.", premises(offer(found, 0, 2)))


def _bears_itself(found: Article) -> None:
    for span in found.sentences:
        premise, text = (Premise(found, (span,)),), span.of(found.text)
        if addresses(text):
            continue
        assert missing(text, premise) == (), text
        assert missing(" ".join(text.split()).rstrip("."), premise) == (), text
        for clause in clauses(found.text, span, found.language):
            assert verbatim(clause.of(found.text), premise)
            assert missing(clause.of(found.text), premise) == (), clause.of(found.text)


def test_every_shipped_sentence_and_clause_bears_itself() -> None:
    found = read(ROOT / "articles")
    assert sum(len(one.sentences) for one in found) > 200
    for one in found:
        _bears_itself(one)


@pytest.mark.parametrize("folder", ["answers/library", "article"])
def test_every_real_sentence_and_clause_bears_itself(folder: str) -> None:
    for one in read(shared_data() / Path(folder)):
        _bears_itself(one)


def test_the_rules_alone_find_nothing_missing_in_a_shipped_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence passes by what it says, not only as a copy: no rule reads more into one text than into the other."""
    monkeypatch.setattr("bot.answer.prove.facts.verbatim", lambda *_: False)
    for found in read(ROOT / "articles"):
        for span in found.sentences:
            assert missing(span.of(found.text), (Premise(found, (span,)),)) == (), span.of(found.text)
