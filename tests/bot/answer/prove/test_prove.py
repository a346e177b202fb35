"""The gate: what is not stored, character for character, is not published."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer.prove.cite import cite
from bot.answer.prove.prove import Claims, prove, remembered, stand
from bot.values import Citation, Disagreement, Numbered, Side, Statement
from index.library import Library
from index.values import Span


@pytest.fixture(scope="module")
def citation(library: Library) -> Citation:
    article = library.article("default", library.articles("default")[0].id)
    return cite(article, article.sentences[1], 1)


def test_a_stored_quote_stands(library: Library, citation: Citation) -> None:
    claim = Statement(citation.quote, (1,))
    claims = Claims((claim,), (citation,))
    assert prove(claims, library=library, name="default") == claims


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(-5, 400), end=st.integers(-5, 400), quote=st.text(max_size=10), revision=st.integers(0, 3))
def test_nothing_but_the_stored_characters_of_the_live_revision_stands(
    library: Library, citation: Citation, start: int, end: int, quote: str, revision: int
) -> None:
    text = library.article("default", citation.article_id).text
    for words in (quote, citation.quote, text[start:end]):
        made = replace(citation, start=start, end=end, quote=words, revision=revision)
        true = revision == 1 and 0 <= start < end <= len(text) and text[start:end] == words
        assert stand([made], library=library, name="default") == ((made,) if true else ())


def test_unknown_articles_and_other_libraries_prove_nothing(library: Library, citation: Citation) -> None:
    assert stand([replace(citation, article_id="none")], library=library, name="default") == ()
    assert stand([citation], library=library, name="another") == ()


def test_statements_fall_with_their_citations_and_the_rest_is_renumbered(library: Library, citation: Citation) -> None:
    article = library.article("default", citation.article_id)
    whole = cite(article, Span(0, 10), 3)
    statements = (
        Statement("No proof at all.", ()),
        Statement("An invented proof.", (2,)),
        Statement("Half a proof.", (1, 2)),
        Statement("One.", (3,)),
        Statement("Two.", (1, 3)),
    )
    forged = replace(citation, number=2, quote=citation.quote + "!")
    proven = prove(Claims(statements, (citation, forged, whole)), library=library, name="default")
    assert proven.statements == (Statement("One.", (1,)), Statement("Two.", (2, 1)))
    assert proven.citations == (replace(whole, number=1), replace(citation, number=2))


def test_a_disagreement_stands_while_two_of_its_sides_do(library: Library, citation: Citation) -> None:
    article = library.article("default", citation.article_id)
    whole, forged = cite(article, Span(0, 10), 3), replace(citation, number=2, quote=citation.quote + "!")
    first, second, third = (Side(value, number, "Post", None) for value, number in (("a", 1), ("b", 2), ("c", 3)))
    claims = Claims(
        (Statement("One.", (3,)), Statement("Two.", (1,)), Statement("Three.", (2,))),
        (citation, forged, whole),
        (Disagreement((first, second, third)), Disagreement((first, second))),
    )
    (left,) = prove(claims, library=library, name="default").disagreements
    assert left == Disagreement((replace(first, citation=2), replace(third, citation=1)))


def test_a_passage_keeps_its_number_through_a_conversation(library: Library, citation: Citation) -> None:
    article = library.article("default", citation.article_id)
    other = cite(article, Span(0, 10), 1)
    before = remembered((), [replace(other, number=1), replace(citation, number=2)])
    fresh = cite(article, Span(0, 12), 2)
    claims = Claims((Statement("New.", (2,)), Statement("Known.", (1,))), (replace(citation, number=1), fresh))
    proven = prove(claims, library=library, name="default", numbered=before)
    assert [one.citations for one in proven.statements] == [(3,), (2,)]
    after = remembered(before, proven.citations)
    assert [one.number for one in after] == [1, 2, 3]
    assert after[2] == Numbered(0, 12, article.id, article.revision, 3)
