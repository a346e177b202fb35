"""Interviews and debates keep who speaks, however their pages set the names apart."""

from __future__ import annotations

import pytest

from tests.index.sources.stories import LAST, LEAD, MORE, read, story

TURNS = [
    ("ANNA KOHL", "We lost the winter stocks in one night."),
    ("Interviewer", "Who came first to the harbour?"),
    ("Tom Venn, harbour master", "The mayor came with two pumps."),
    ("Anna Kohl", "I do not think that they will last."),
]


@pytest.mark.parametrize(
    "form",
    [
        "<div class='speaker'>{}</div><p>{}</p>",
        "<p><strong>{}</strong></p><p>{}</p>",
        "<p><b>{}:</b></p><p>{}</p>",
        "<p><strong>{}</strong><br>{}</p>",
        "<p><b>{}:</b> {}</p>",
        "<p><b>{}:</b><br>{}</p>",
        "<p><span class='speaker'>{}</span> {}</p>",
        "<h4>{}</h4><p>{}</p>",
        "<dl><div><dt>{}</dt><dd><p>{}</p></dd></div></dl>",
    ],
)
def test_who_speaks_stands_before_what_is_said(form: str) -> None:
    found = read(_page("".join(form.format(*turn) for turn in TURNS)), "a.html")
    for name, said in TURNS:
        assert f"{name}: {said}" in [block.of(found.text) for block in found.blocks if block.kind == "prose"]
    assert found.text.count("Interviewer") == 1


@pytest.mark.parametrize("form", ["{}\n{}", "{}:\n{}", "{}\n\n{}"])
def test_a_text_has_its_speakers_too(form: str) -> None:
    text = "\n\n".join(["Lantern museum", LEAD, MORE, *(form.format(*turn) for turn in TURNS), LAST])
    found = read(text.encode(), "a.txt")
    for name, said in TURNS:
        assert f"{name}: {said}" in [block.of(found.text) for block in found.blocks if block.kind == "prose"]


@pytest.mark.parametrize(("asks", "says"), [("Courier", "Brandt"), ("Q", "A"), ("F", "Tom Venn, harbour master")])
def test_a_short_question_with_its_speaker_is_no_heading(asks: str, says: str) -> None:
    turns = [f"{asks}: Who pays?", f"{says}: The town.", f"{asks}: And when?", f"{says}: In May, I hope"]
    found = read("\n\n".join(["Lantern museum", LEAD, *turns]).encode(), "a.txt")
    assert [block.of(found.text) for block in found.blocks] == [LEAD, *turns]
    assert {block.kind for block in found.blocks} == {"prose"}


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<h3>{place}</h3><p>The roof is new.</p>" for place in ("Norvik", "Elder Quay", "Callis", "Oster")),
        "".join(
            f"<h3>{place}</h3><p>The roof is new.</p><p>It is red.</p>" for place in ("Norvik", "Callis", "Norvik")
        ),
        "<p><b>Norvik</b></p><p>The roof is new.</p>" * 3,
        "<p><b>Callis</b></p><p>The roof is old.</p>" + "<p><b>Norvik</b></p><p>The roof is new.</p>" * 2,
        "<ul><li>Lamps</li><li>Wicks</li><li>Lamps</li></ul><p>That is all.</p>",
    ],
)
def test_headings_and_labels_are_no_speakers(body: str) -> None:
    found = read(_page(body), "a.html")
    assert "Norvik:" not in found.text
    assert "Lamps:" not in found.text


def _page(body: str) -> bytes:
    return f"<!doctype html><html lang='en'><head><title>Lamps</title></head><body>{story(body)}</body></html>".encode()
