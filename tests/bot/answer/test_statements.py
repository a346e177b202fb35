"""What a question asks of the catalogue is found by an index, however large the library is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.answer.answer import Answerer
from index.library import Library
from index.settings import IndexSettings
from tests.homes import copy_home
from tests.remembering import RememberingLibrary

QUESTION = "Who paid for the repairs of the ferry?"
FILTERED = "What did the Harbour Post report about the ferry since November 2024?"
SMALL = {"libraries", "sources", "s", "l"}  # hold a few rows, whatever is indexed


@pytest.fixture(scope="module")
def library(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The shipped articles, in a library that nobody has asked yet."""
    home = copy_home(samples, tmp_path_factory.mktemp("asked") / "home")
    with RememberingLibrary.open(IndexSettings(footnote_home=home)) as opened:
        yield opened


def _plans(library: Library, question: str) -> list[tuple[str, str]]:
    """Return (table, how its rows are found) of every statement that a question runs."""
    with library.catalogue.database.read() as connection:
        driver: Any = connection.connection.driver_connection
        statements: list[str] = []
        driver.set_trace_callback(statements.append)
        answer = Answerer(library).ask(question)
        driver.set_trace_callback(None)
        assert answer.citations
        told = [
            row[3]
            for statement in dict.fromkeys(statements)
            if re.match(r"SELECT|WITH|INSERT|UPDATE|DELETE", statement)
            for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}")
        ]
    found = [re.match(r"(?:SCAN|SEARCH) (\w+)", line) for line in told]
    return [(match[1], line) for match, line in zip(found, told, strict=True) if match and match[1] not in SMALL]


@pytest.mark.parametrize("question", [QUESTION, FILTERED])
def test_no_statement_of_a_question_goes_through_a_table(library: Library, question: str) -> None:
    plans = _plans(library, question)
    assert {"articles", "records"} <= {table for table, _ in plans}
    assert [line for _, line in plans if re.match(r"SCAN (?!best|\w+ VIRTUAL TABLE)", line)] == []


def test_a_question_without_filters_reads_of_no_table_all_that_a_library_has(library: Library) -> None:
    assert [line for _, line in _plans(library, QUESTION) if line.endswith("(library=?)")] == []


def test_a_question_with_filters_reads_all_articles_but_only_the_passages_of_those_it_allows(library: Library) -> None:
    whole = [line for _, line in _plans(library, FILTERED) if line.endswith("(library=?)")]
    assert whole
    assert [line for line in whole if not line.startswith("SEARCH articles ")] == []
