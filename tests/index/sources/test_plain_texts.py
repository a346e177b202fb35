"""Texts that hold a little markup, rules or broken words are read as what they say."""

from __future__ import annotations

import json

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


@pytest.mark.parametrize(
    "lines",
    [
        f"{LEAD}\n\nNote: the lamps were not counted.", f"Note: the lamps were not counted.\n\n{LEAD}",
        f"The curator said this: {LEAD}",
    ],
)  # fmt: skip
def test_a_text_between_rules_is_one_although_it_has_a_colon(lines: str) -> None:
    found = read(f"---\n\n{lines}\n\n---\n\n{MORE}\n".encode(), "a.md")
    assert LEAD in found.text
    assert MORE in found.text


def test_front_matter_may_be_json() -> None:
    head = '{\n  "title": "Lantern museum",\n  "date": "2025-06-03",\n  "author": "Ines Hall"\n}\n\n'
    found = read(f"{head}{LEAD}\n\n{MORE}\n".encode(), "a.md")
    assert (found.title, found.byline, str(found.published)) == ("Lantern museum", "Ines Hall", "2025-06-03")
    assert found.text == f"{LEAD}\n\n{MORE}"
    assert read(f'{{"lamps": 3}}\n\n{LEAD}\n'.encode(), "a.md").title == '{"lamps": 3}'


def test_a_record_is_found_within_what_a_service_wraps_around_it() -> None:
    inside = {
        "title": "Lantern <em>museum</em> &amp; lamps",
        "body": f"{LEAD}\n\n{MORE}",
        "url": "https://tide.example/1",
    }
    for wrapped in (
        {"hits": {"total": 1, "hits": [{"_id": "7", "_source": inside}]}}, [{"id": 7, "attributes": inside}],
        {"data": {"posts": {"edges": [{"node": inside}]}}},
        {"response": {"results": [{"id": "a/b", "fields": inside}]}},
    ):  # fmt: skip
        found = read(json.dumps(wrapped).encode(), "a.json")
        assert (found.title, found.url) == ("Lantern museum & lamps", "https://tide.example/1")
        assert found.text == f"{LEAD}\n\n{MORE}"


@pytest.mark.parametrize(
    "stated", [{"$date": {"$numberLong": "1748937600000"}}, "/Date(1748937600000)/", "/Date(1748937600000+0200)/"]
)
def test_a_record_has_its_date_as_databases_write_it(stated: object) -> None:
    found = read(json.dumps({"title": "Lantern museum", "text": LEAD, "publishedAt": stated}).encode(), "a.json")
    assert str(found.published) == "2025-06-03"


def test_the_language_of_a_short_text_is_told_where_it_is_sure() -> None:
    short = "Das Lampenmuseum in Norvik hat am Sonntag wieder geöffnet. Das Dach ist im 2. Weltkrieg gebaut worden."
    assert read(short.encode(), "a.txt").language == "de"
    assert read(LEAD.encode(), "a.txt").language == read(b"Das Dach ist neu.", "a.txt").language == "en"


@pytest.mark.parametrize("mark", ["-", "\u2010", "\u00ad"])
def test_a_word_is_whole_whatever_breaks_it(mark: str) -> None:
    lines = [*LEAD.rsplit(" ", 6)[:1], f"and seen be{mark}", f"fore by the cura{mark}",
             f"tor Ilse Brandt, the may{mark}", "or of Norvik and others, as the mayor said."]  # fmt: skip
    text = read("\n".join(lines).encode(), "a.txt").text
    assert "and seen before by the curator Ilse Brandt, the mayor of Norvik and others, as the mayor said." in text


def test_a_word_that_a_short_line_breaks_is_joined() -> None:
    lines = [*LEAD.rsplit(" ", 6)[:1], "and seen be-", "fore by a har-", "bour master, they said."]
    assert "and seen before by a harbour master, they said." in read("\n".join(lines).encode(), "a.txt").text
