"""Texts that hold a little markup, rules or broken words are read as what they say."""

from __future__ import annotations

import pytest

from tests.index.sources.stories import LAST, LEAD, MORE, read, record


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{LEAD}<br/>{MORE}", f"{LEAD} {MORE}"),
        (f"<strong>Norvik</strong> {LEAD}", f"Norvik {LEAD}"),
        (f"{LEAD}\n\nIt is <a href='/b'>the lamp</a> of {LAST}", f"{LEAD}\n\nIt is the lamp of {LAST}"),
        (f"&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;", f"{LEAD}\n\n{MORE}"),
    ],
)
def test_a_record_with_a_few_tags_has_none_in_its_text(text: str, said: str) -> None:
    assert record(text).text == said


def test_a_sign_is_no_tag() -> None:
    assert record(f"{LEAD} It holds a < b and c > d.").text == f"{LEAD} It holds a < b and c > d."


@pytest.mark.parametrize("form", ["---\n{}\n---\n{}\n", "---\n\n{}\n\n---\n\n{}\n"])
def test_rules_at_the_top_of_a_text_hide_nothing(form: str) -> None:
    found = read(form.format(LEAD, MORE).encode(), "a.md")
    assert LEAD in found.text
    assert MORE in found.text


def test_a_word_that_a_short_line_breaks_is_joined() -> None:
    lines = [*LEAD.rsplit(" ", 6)[:1], "and seen be-", "fore by a har-", "bour master, they said."]
    assert "and seen before by a harbour master, they said." in read("\n".join(lines).encode(), "a.txt").text
