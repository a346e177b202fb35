"""Raised figures of a PDF join no number: powers keep their meaning, marks of footnotes go."""

from __future__ import annotations

import pytest

from tests.index.sources.stories import LAST, LEAD, MORE, read

SHOWN = ["The vote was 9 to 4.", "^2", " Nobody spoke. A store of 340 m", "^2", " holds 10", "^6", " lamps."]
SAID = "The vote was 9 to 4. Nobody spoke. A store of 340 m² holds 10⁶ lamps."


def paper(*, by_operator: bool, title: str = "") -> bytes:
    """Draw a line with raised text by the operator for it, or higher up in smaller letters as most programs do."""
    from fpdf import FPDF

    made = FPDF(unit="pt")
    made.set_title(title) if title else None
    made.add_page()
    made.set_font("Times", size=18)
    made.text(30, 60, "Lantern museum")
    made.set_font("Times", size=10)
    made.set_xy(30, 90)
    for text in SHOWN:
        raised = text.startswith("^")
        if by_operator:
            made.char_vpos = "SUP" if raised else "LINE"
            made.write(12, text.removeprefix("^"))
            continue
        made.set_font("Times", size=7 if raised else 10)
        made.text(made.x, 100 - 3.5 * raised, text.removeprefix("^"))
        made.x += made.get_string_width(text.removeprefix("^"))
    made.char_vpos = "LINE"
    made.set_font("Times", size=10)
    for number, text in enumerate((LEAD, MORE, LAST)):
        made.text(30, 130 + 24 * number, text)
    return bytes(made.output())


@pytest.mark.parametrize("by_operator", [True, False])
def test_what_is_raised_in_a_pdf_joins_no_number(by_operator: bool) -> None:
    found = read(paper(by_operator=by_operator), "a.pdf")
    assert SAID in found.text
    assert all(part in found.text for part in (LEAD, MORE, LAST))


@pytest.mark.parametrize("title", ["(anonymous)", "untitled-2", "Microsoft Word - lamps.docx", "Layout 1"])
def test_a_title_that_a_program_wrote_is_none(title: str) -> None:
    assert read(paper(by_operator=True, title=title), "a.pdf").title == "Lantern museum"
