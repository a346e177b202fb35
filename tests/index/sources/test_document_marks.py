# ruff: noqa: E501
"""Struck, hidden and boxed text of documents, and the marks of their footnotes."""

from __future__ import annotations

import pytest

from index.sources.files import read_bytes
from index.values import Page
from tests.index.sources.papers import docx, epub, odt, paragraph, run

SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
BOX = paragraph("Ferries in figures: 61 people.")
DRAWN = f"<w:drawing><a:graphic><wps:wsp><wps:txbx><w:txbxContent>{BOX}</w:txbxContent></wps:txbx></wps:wsp></a:graphic></w:drawing>"
OLD = f"<w:pict><v:shape><v:textbox><w:txbxContent>{BOX}</w:txbxContent></v:textbox></v:shape></w:pict>"
STYLES = (
    '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Deeper"><w:name w:val="Deeper"/><w:basedOn w:val="Secret"/></w:style>'
)


def said(name: str, data: bytes) -> list[str]:
    (one,) = read_bytes(name, data, limit_mb=25, source=name)
    assert isinstance(one, Page), one
    return one.text.split("\n\n")


@pytest.mark.parametrize(
    "drawn",
    [
        f"<mc:AlternateContent {SPACES}><mc:Choice Requires='wps'>{DRAWN}</mc:Choice><mc:Fallback>{OLD}</mc:Fallback></mc:AlternateContent>",
        f"<mc:AlternateContent {SPACES}><mc:Choice Requires='wps'>{DRAWN}</mc:Choice></mc:AlternateContent>",
        DRAWN.replace("<w:drawing>", f"<w:drawing {SPACES}>"),
        OLD.replace("<w:pict>", f"<w:pict {SPACES}>"),
    ],
)
def test_the_text_of_a_box_is_said_once_and_parts_no_sentence(drawn: str) -> None:
    read = said("a.docx", docx(paragraph("The mayor", f"<w:r>{drawn}</w:r>", " said no.")))
    assert read == ["The mayor said no.", "Ferries in figures: 61 people."]


@pytest.mark.parametrize(
    ("look", "first"),
    [('w:firstRow="1"', True), ('w:val="04A0"', True), ('w:firstRow="0" w:val="04A0"', False), ('w:val="no"', False)],
)
def test_a_style_that_sets_the_first_row_apart_heads_a_table(look: str, first: bool) -> None:
    style = '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/>{}</w:style>'
    bold = style.format('<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>')
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in (("Ship", "Owner"), ("Astra", "Norlink"))
    )
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblLook {look}/></w:tblPr>{rows}</w:tbl>'
    headed, plain = ["Ship: Astra | Owner: Norlink"], ["Ship | Owner", "Astra | Norlink"]
    assert said("a.docx", docx(table, styles=bold)) == (headed if first else plain)
    assert said("a.docx", docx(table, styles=style.format(""))) == plain


def test_a_row_in_the_style_of_table_headings_heads_a_table() -> None:
    cell = "<table:table-cell><text:p text:style-name='{}'>{}</text:p></table:table-cell>"
    rows = [(("P3", "Ship"), ("Table_20_Heading", "Owner")), (("P1", "Astra"), ("P1", "Norlink"))]
    table = "".join(f"<table:table-row>{''.join(cell.format(*one) for one in row)}</table:table-row>" for row in rows)
    styles = "<style:style style:name='P3' style:parent-style-name='Table_20_Heading'/>"
    assert said("a.odt", odt(f"<table:table>{table}</table:table>", styles=styles)) == ["Ship: Astra | Owner: Norlink"]


@pytest.mark.parametrize(
    "shape", ["<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>", "<draw:custom-shape>{}</draw:custom-shape>"]
)
def test_a_box_of_an_opendocument_text_parts_no_sentence(shape: str) -> None:
    box = shape.format("<text:p>Ferries in figures: 61 people.</text:p>")
    assert said("a.odt", odt(f"<text:p>The mayor{box} said no.</text:p><text:p>So it stayed.</text:p>")) == [
        "The mayor said no.", "Ferries in figures: 61 people.", "So it stayed.",
    ]  # fmt: skip


def test_what_a_style_strikes_or_hides_is_not_said() -> None:
    body = paragraph(
        "It cost ",
        run("five ", "<w:rStyle w:val='Gone'/>"),
        run("six", "<w:rStyle w:val='Gone'/><w:strike w:val='0'/>"),
        " crowns.",
    )
    hidden = paragraph("Not to be printed.", style="Secret") + paragraph("Nor this.", style="Deeper")
    assert said("a.docx", docx(body + hidden, styles=STYLES)) == ["It cost six crowns."]
    styles = (
        "<style:style style:name='T2'><style:text-properties style:text-line-through-style='solid'/></style:style>"
        "<style:style style:name='T3' style:parent-style-name='T2'/>"
    )
    struck = "<text:p>It cost <text:span text:style-name='T3'>five </text:span>six crowns.</text:p>"
    concealed = "<text:p>And <text:hidden-text text:is-hidden='true'>not </text:hidden-text>more.</text:p><text:p><text:hidden-paragraph text:is-hidden='true'/>Nor this.</text:p>"
    assert said("a.odt", odt(struck + concealed, styles=styles)) == ["It cost six crowns.", "And more."]


@pytest.mark.parametrize("mark", ["<a epub:type='noteref' href='#n1'>1</a>", "<a role='doc-noteref' href='#n1'>*</a>"])
def test_the_mark_of_a_books_footnote_joins_no_number(mark: str) -> None:
    chapter = f"<p>It cost 12{mark} crowns.</p><aside epub:type='footnote' id='n1'><p>Paid in May.</p></aside>"
    assert said("a.epub", epub(chapter)) == ["It cost 12 crowns.", "Paid in May."]


def test_raised_text_of_rtf_is_a_power_however_it_is_raised() -> None:
    assert said("a.rtf", rb"{\rtf1\ansi 10{\up8 6} and 10{\super 7} of them came.\par}") == [
        "10⁶ and 10⁷ of them came."
    ]
