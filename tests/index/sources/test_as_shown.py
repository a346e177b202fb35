"""A page is read as a reader sees it: its numbers, its words apart, everything once and in order."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.sources.stories import LAST, LEAD, MORE, article, read, record, story


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("The vote was 7 to 3.<sup><a href='#f1'>1</a></sup> Nobody spoke.", "The vote was 7 to 3. Nobody spoke."),
        ("The vote was 7 to 3<sup>2</sup>, he said.", "The vote was 7 to 3, he said."),
        ("The vote was 7 to 3<span style='vertical-align: super'>2</span>.", "The vote was 7 to 3."),
        ("It was told twice.<sup>[12]</sup> Then no more.", "It was told twice. Then no more."),
        ("It weighs 4 · 10<sup>6</sup> grams.", "It weighs 4 · 10⁶ grams."),
        ("A hall of 340 m<sup>2</sup> in all.", "A hall of 340 m² in all."),
        ("On the 1<sup>st</sup> of May.", "On the 1st of May."),
        ("It rose 2<sup>1</sup>&frasl;<sub>2</sub> metres.", "It rose 2 1⁄2 metres."),
        ("It rose <sup>3</sup>/<sub>4</sub> of a metre.", "It rose 3/4 of a metre."),
        ("It cost £4.2m<sup>3</sup> a year.", "It cost £4.2m a year."),
        ("It cost <span style='text-decoration: line-through'>5</span> 6 million.", "It cost 6 million."),
        ("It cost <span class='strikethrough'>5</span> 6 million.", "It cost 6 million."),
        ("It cost 6 million<a role='doc-noteref' href='#n4'>4</a>.", "It cost 6 million."),
        ("It cost 6 million<a href='#fn2' class='footnote-ref'>[2]</a>.", "It cost 6 million."),
        (
            "It cost 6 million.<a href='#n2' id='r2'>[2]</a> Nobody <b>paid</b><a href='#b'>(b)</a>.",
            "It cost 6 million. Nobody paid.",
        ),
        (
            "The vote was 7 to 3.<a href='#n1'>1</a> Nobody spoke. <a href='#r1'>↩</a>",
            "The vote was 7 to 3. Nobody spoke.",
        ),
        ("It cost 6 million (<a href='#n1'>1</a>) a year.", "It cost 6 million a year."),
        ("See chapter <a href='#c2'>2</a> and <a href='#end'>the end</a>.", "See chapter 2 and the end."),
        ("A store of 2<sup>16</sup> words.", "A store of 2¹⁶ words."),
        ("Of 2<sup>n</sup> keys one fits.", "Of 2^n keys one fits."),
        ("As 7<sup>2</sup> = 49 shows.", "As 7² = 49 shows."),
        ("He wrote E = mc<sup>2</sup> on πr<sup>2</sup> of paper.", "He wrote E = mc² on πr² of paper."),
        ("It begins at 8<sup>30</sup> each day.", "It begins at 8³⁰ each day."),
        ("A lamp is £2.<sup>49</sup> today.", "A lamp is £2.49 today."),
        ("It was dated by <sup>14</sup>C in May.", "It was dated by ¹⁴C in May."),
        ("In 101<sub>2</sub> it is odd, as H<sub>2</sub>O is wet.", "In 101₂ it is odd, as H2O is wet."),
        ("Au XIX<sup>e</sup> siècle, n<sup>o</sup> 5.", "Au XIXe siècle, no 5."),
        ("<sup>2</sup> 2019 was a better year for lamps.", "2019 was a better year for lamps."),
        ("It cost <del>5</del> 6 million crowns.", "It cost 6 million crowns."),
        ("It cost <s>5</s> <ins>6</ins> million crowns.", "It cost 6 million crowns."),
        ("A lamp<br>a roof<br>and a crane.", "A lamp a roof and a crane."),
        ("The <b>brass</b> lamp is <a href='/x'>here</a>.", "The brass lamp is here."),
        ("The <ruby>鍵<rp>(</rp><rt>かぎ</rt><rp>)</rp></ruby> was lost.", "The 鍵 was lost."),
    ],
)
@pytest.mark.parametrize("made", [lambda shown: article(story(shown)), lambda shown: record(story(shown))])
def test_numbers_and_words_are_those_that_the_page_shows(made: object, shown: str, said: str) -> None:
    assert said in made(shown).text.split("\n\n")  # type: ignore[operator]


def test_what_the_pages_own_styles_hide_is_not_said() -> None:
    styles = "<style>/* a */ p.note, #box{display:none} .big p{display:none} @media print{.said{display:none}}</style>"
    hidden = "<p class='note'>Nobody sees this note of the editor.</p><div id='box'><p>Nor this box of ours.</p></div>"
    said = "<p class='said'>The lamps were lit by a crane driver on Sunday.</p>"
    assert article(story(f"{hidden}{said}"), styles).text.split("\n\n")[1:2] == [
        "The lamps were lit by a crane driver on Sunday."
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>Nobody sees the ghost of the museum.</p>",
        "<div style='display: none'><p>Nobody sees the ghost of the museum.</p></div>",
        "<p style='visibility:hidden'>Nobody sees the ghost of the museum.</p>",
        "<p style='font-size: 0px; max-height:0'>Nobody sees the ghost of the museum.</p>",
        "<p style='opacity:0'>Nobody sees the ghost of the museum.</p>",
        "<p style='position:absolute;left:-9999px'>Nobody sees the ghost of the museum.</p>",
        "<p style='mso-hide:all'>Nobody sees the ghost of the museum.</p>",
        "<p class='note sr-only'>Nobody sees the ghost of the museum.</p>",
        "<div class='screen-reader-text'><p>Nobody sees the ghost of the museum.</p></div>",
        "<template><p>Nobody sees the ghost of the museum.</p></template>",
    ],
)
def test_what_no_visitor_sees_is_not_said(hidden: str) -> None:
    assert "ghost" not in article(story(hidden)).text
    assert "ghost" not in record(story(hidden)).text


@pytest.mark.parametrize(
    "lost",
    [
        "Between the paragraphs a sentence stood alone and was still a part of it.",
        "<div>In a box of its own a sentence stood and was still a part of it.</div>",
        "<p><a href='/other'>From end to end the sentence was a link and was still a part of it.</a></p>",
        "<ul><li>Nine lamps of brass</li><li>Four lamps of glass</li></ul>",
        "<ul><li><p>Nine lamps of brass were found in the cellar below the hall.</p></li></ul>",
        "<dl><dt>Opening hours</dt><dd>Tuesday to Sunday, 10 to 18</dd></dl>",
        "<blockquote><p>We lifted the roof</p><p>Ilse Brandt, curator</p></blockquote>",
        "<blockquote>We lifted the roof<cite>Ilse Brandt, curator</cite></blockquote>",
        "<blockquote><div>We lifted the roof</div><footer>Ilse Brandt, curator</footer></blockquote>",
        "<figure><blockquote><p>We lifted the roof</p></blockquote></figure>",
        "And it was bare text too.",
        "<div>He waited for them. <div>Nobody came.</div></div>",
        "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2023</td><td>3.5 million</td></tr></table>",
    ],
)
def test_nothing_between_two_paragraphs_is_lost_or_said_twice(lost: str) -> None:
    for found in (article(story(lost)), record(story(lost))):
        words = [word for word in "".join(c if c.isalnum() else " " for c in _bare(lost)).split() if len(word) > 3]
        assert all(found.text.count(word) >= 1 for word in words)
        assert found.text.count(LEAD) == found.text.count(MORE) == 1
        assert max(found.text.count(line) for line in found.text.split("\n\n")) == 1


@pytest.mark.parametrize("place", [0, 2])
def test_a_story_may_begin_and_end_without_a_paragraph_of_its_own(place: int) -> None:
    parts = [f"<p>{LEAD}</p>", f"<p>{MORE}</p>"]
    parts.insert(place, f"{LAST} {LAST.replace('first', 'last')} {LAST.replace('nine', 'ten')}")
    found = article(f"<div>{' '.join(parts)}</div>")
    assert found.text.count(LAST) == found.text.count(LEAD) == 1


def _bare(markup: str) -> str:
    return "".join(part.partition(">")[2] + " " for part in f">{markup}".split("<"))


def test_a_table_row_is_read_with_the_heads_of_its_columns() -> None:
    rows = "<tr><th>Line</th><th>Cost</th></tr><tr><td>Tram</td><td>14 million</td></tr>"
    assert "Line: Tram | Cost: 14 million" in record(f"<p>{LEAD}</p><table>{rows}</table><p>{MORE}</p>").text


def test_the_title_of_a_table_heads_no_column() -> None:
    table = (
        "<tr><th colspan='2'>The museum</th></tr><tr><th>Lamps</th><td>310</td></tr><tr><th>Roofs</th><td>2</td></tr>"
    )
    text = article(story(f"<table>{table}</table>")).text
    assert "The museum\n\nLamps | 310\n\nRoofs | 2" in text


def test_a_sentence_that_is_set_as_a_heading_is_prose() -> None:
    said = "“I counted every lamp of the house by hand, and then I counted them again.”"
    found = article(story(f"<h3>{said}</h3><h2>The lamps</h2>"))
    assert [block.kind for block in found.blocks if block.of(found.text) == said] == ["prose"]


def test_a_table_with_a_caption_keeps_the_heads_of_its_columns() -> None:
    head = "<caption>Votes by ward</caption><thead><tr><th>Candidate</th><th>Votes</th></tr></thead>"
    body = "<tbody><tr><td>A. Bell</td><td>4,112</td></tr><tr><td>C. Dorn</td><td>3,919</td></tr></tbody>"
    found = article(story(f"<table>{head}{body}</table>")).text.split("\n\n")
    assert "Votes by ward" in found
    assert {"Candidate: A. Bell | Votes: 4,112", "Candidate: C. Dorn | Votes: 3,919"} <= set(found)
    assert "Candidate | Votes" not in found


def test_a_term_stays_with_what_it_is() -> None:
    votes = "<dl><dt>For</dt><dd>14</dd><dt>Against:</dt><dd>9</dd></dl>"
    for found in (article(story(votes)), record(story(votes))):
        assert {"For: 14", "Against: 9"} <= set(found.text.split("\n\n"))


def test_an_interview_keeps_who_speaks_and_what_was_asked() -> None:
    turns = f"<dl><dt>Voss</dt><dd>Was it cold?</dd><dt>Brandt</dt><dd>{MORE} {LEAD}</dd></dl>"
    assert article(story(turns)).text.split("\n\n")[1:3] == ["Voss: Was it cold?", f"Brandt: {MORE} {LEAD}"]
    asked = "<dl><dt>Was it cold?</dt><dd>It was the coldest night of the year.</dd></dl>"
    found = article(story(asked)).text.split("\n\n")
    assert found[1:3] == ["Was it cold?", "It was the coldest night of the year."]


@pytest.mark.parametrize(
    "name", ["gh-viewport", "RichText RichText--iconLinks", "slide-in", "post-meta-wrap", "navbar-fixed"]
)
def test_a_name_that_holds_the_story_is_none_of_furniture(name: str) -> None:
    parts = [
        f"<p>{LEAD}</p>", "<ul><li>Lamps: 40</li><li>Roofs: 2</li></ul>", "<p>Nobody cheered.</p>", f"<p>{MORE}</p>",
        "<blockquote><p>It is ours again</p></blockquote>", "<p><b>Contact:</b> 0800 1234</p>", f"<p>{LAST}</p>",
    ]  # fmt: skip
    inside = "".join(f"<div class='{name}'>{part}</div>" for part in parts)
    found = article(f"<main class='{name}'><article><h1>Lantern museum</h1>{inside}</article></main>").text
    assert found.split("\n\n") == [
        LEAD, "Lamps: 40", "Roofs: 2", "Nobody cheered.", MORE, "It is ours again", "Contact: 0800 1234", LAST
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["– Lamps: 40", "– Roofs: 2", "– Built: 1957"],
        ["Lamps: 40", "Roofs: 2"],
        ["The dead are:", "Ada Roe, 34", "Tom Venn, 51"],
        ["06:10 Norvik", "06:40 Elder Quay"],
        ["• лампы", "• крыши"],
    ],
)
def test_the_items_of_a_list_that_is_written_with_line_breaks_stay_apart(lines: list[str]) -> None:
    for found in (article(story(f"<p>{'<br>'.join(lines)}</p>")), record(story(f"<p>{'<br>'.join(lines)}</p>"))):
        assert [line for line in found.text.split("\n\n") if line not in (LEAD, MORE, LAST)] == lines


def test_a_row_in_bold_heads_a_table() -> None:
    rows = "<tr><td><strong>Line</strong></td><td><b>Cost</b></td></tr><tr><td>Tram</td><td>14 million</td></tr>"
    corner = "<tr><td></td><th>Cost</th></tr><tr><th>Tram</th><td>14 million</td></tr>"
    assert "Line: Tram | Cost: 14 million" in article(story(f"<figure><table>{rows}</table></figure>")).text
    assert "Tram | Cost: 14 million" in article(story(f"<table>{corner}</table>")).text


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["Year|Trams|Buses", "2023|14|62"], ["Year: 2023 | Trams: 14 | Buses: 62"]),
        (
            ["Ward|Votes|Mayor", "North|412|Ada Bell", "South|391|Ole Roe"],
            ["Ward: North | Votes: 412 | Mayor: Ada Bell"],
        ),
        (["|Cost|Length", "Pier|3 million|85 m", "Wall|4 million|310 m"], ["Pier | Cost: 3 million | Length: 85 m"]),
        (["Driver|Ole Roe", "Buses|62", "Trams|14"], ["Driver | Ole Roe", "Buses | 62"]),
        (["Norvik|3|1", "Callis|0|0"], ["Norvik | 3 | 1", "Callis | 0 | 0"]),
        (["Monday|Tuesday|Friday", "fish|soup|9 eggs"], ["Monday | Tuesday | Friday", "fish | soup | 9 eggs"]),
    ],
)
def test_words_above_columns_of_figures_head_a_table_that_marks_none(rows: list[str], said: list[str]) -> None:
    table = "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in rows)
    for found in (article(story(f"<table>{table}</table>")), record(story(f"<table>{table}</table>"))):
        assert set(said) <= set(found.text.split("\n\n"))


def test_cells_that_span_rows_and_columns_are_read_in_each() -> None:
    heads = "<tr><th rowspan=2>Line</th><th colspan=2>Cost</th></tr><tr><th>2023</th><th>2024</th></tr>"
    body = "<tr><td rowspan=2>Tram</td><td>14</td><td>15</td></tr><tr><td>16</td><td>17</td></tr>"
    region = "<tr><td colspan=3>In the north</td></tr><tr><td>Bus</td><td>1</td><td></td></tr>"
    found = record(f"<p>{LEAD}</p><table>{heads}{body}{region}</table><p>{MORE}</p>").text.split("\n\n")
    assert found[1:-1] == [
        "Line: Tram | Cost 2023: 14 | Cost 2024: 15", "Line: Tram | Cost 2023: 16 | Cost 2024: 17",
        "In the north", "Line: Bus | Cost 2023: 1",
    ]  # fmt: skip
    assert found[1:-1] == article(story(f"<table>{heads}{body}{region}</table>")).text.split("\n\n")[1:-2]
    only = "<table><tr><th>Line</th><th>Cost</th></tr></table>"
    assert "Line | Cost" in record(f"<p>{LEAD}</p>{only}<p>{MORE}</p>").text


def test_what_is_said_of_other_pages_below_a_story_is_none_of_it() -> None:
    told = [
        f"<p><a href='/{n}'>The bridge of Norvik number {n}</a> – It was mended in the spring.</p>" for n in range(6)
    ]
    cards = [f"<h3><a href='/c/{n}'>The market of Norvik {n}</a></h3><p>It opened on day {n}.</p>" for n in range(6)]
    for below in (told, cards, [*cards, *told]):
        assert article(story() + f"<section>{''.join(below)}</section>").text.split("\n\n") == [LEAD, MORE, LAST]
    entries = [
        f"<h3><a href='?post={n}'>What came at {n} o'clock</a></h3><p>It rained for {n} hours.</p>" for n in range(6)
    ]
    assert article(story(f"<div>{''.join(entries)}</div>")).text.count("It rained") == 6


def test_a_list_right_above_a_story_is_part_of_it() -> None:
    facts = ["The roof was lifted by a crane", "The hall costs 14 million crowns"]
    shown = "".join(f"<li>{fact}</li>" for fact in facts)
    told = f"<div class='high'><ul>{shown}</ul></div><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p>"
    found = article(f"<div><h1>Lantern museum</h1>{told}</div>")
    assert found.text.split("\n\n") == [*facts, LEAD, MORE, LAST]


def test_what_stands_above_a_headline_is_none_of_its_story() -> None:
    title = "Lantern museum reopens at last"
    box = f"<div>{title}</div><div><dl><dt>Dust</dt><dd>Good</dd><dt>Wind</dt><dd>Bad</dd></dl></div>"
    body = f"<main>{box}<article><h1>{title}</h1><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></article></main>"
    page = f"<html><head><title>{title} | Lamps</title></head><body>{body}</body></html>"
    assert read(page.encode(), "a.html").text.split("\n\n") == [LEAD, MORE, LAST]


def test_a_list_of_comments_right_below_a_story_is_none_of_it() -> None:
    said = "<li>The old roof was better, I say.</li><li>It was not, and it leaked.</li>"
    told = f"<h1>Lantern museum</h1><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p>"
    page = f"<main><article>{told}<ol class='{{}}'>{said}</ol></article></main>"
    assert article(page.format("talk")).text.endswith("leaked.")
    assert article(page.format("commentlist")).text.endswith(LAST)


def test_a_question_on_a_button_stands_above_its_answer() -> None:
    asked = "<button aria-expanded='false'>May I bring a dog?</button><div><p>Yes, on a lead.</p></div>"
    found = article(story(asked, "<h3><button>Opening hours</button></h3>", "From ten to six, and longer on Friday."))
    kinds = [(block.kind, block.of(found.text)) for block in found.blocks if block.of(found.text) not in (LEAD, MORE)]
    assert kinds[:4] == [
        ("heading", "May I bring a dog?"), ("prose", "Yes, on a lead."), ("heading", "Opening hours"),
        ("prose", "From ten to six, and longer on Friday."),
    ]  # fmt: skip


def test_labels_that_only_a_style_sheet_sets_apart_are_not_fused() -> None:
    found = record(f"<div><span>Ines Hall</span><span>Tide News</span></div><p>{LEAD}</p><p>{MORE}</p>").text
    assert "Ines Hall Tide News" in found
    assert "iPhone" in record(f"<p>An <span>i</span>Phone is here.</p><p>{LEAD}</p>").text


def test_list_items_are_prose_and_marked_headings_are_headings() -> None:
    found = article(story("<h2>The dead</h2>", "<ul><li>Ada Roe, 34</li><li>Tom Venn</li></ul>"))
    kinds = {block.of(found.text): block.kind for block in found.blocks}
    assert (kinds["The dead"], kinds["Ada Roe, 34"], kinds["Tom Venn"]) == ("heading", "prose", "prose")


@pytest.mark.parametrize(
    "lines",
    [
        ["Costs", "Trams: 14 million crowns", "Buses: 62 million crowns", "Ferries: 9 million crowns"],
        ["- lamps of brass", "- lamps of glass"],
        ["For: 14", "Against: 9"],
        ["Contact: 0800 1234", "Hours: 10 to 18"],
        ["06:10 Norvik", "06:40 Elder Quay", "07:05 Lowmere"],
        ["3/6/2025"],
    ],
)
def test_the_lines_of_a_list_in_a_plain_text_can_be_quoted(lines: list[str]) -> None:
    found = read("\n\n".join(["Lantern museum", LEAD, "\n".join(lines), MORE]).encode(), "a.txt")
    kinds = {block.of(found.text).strip(): block.kind for block in found.blocks}
    assert all(kinds[line] == "prose" for line in lines if line != "Costs")
    assert kinds.get("Costs", "heading") == "heading"
    quotable = {span.of(found.text) for span in found.sentences}
    assert not quotable or all(line in found.text for line in lines)


def test_a_live_page_keeps_its_order_and_the_heads_of_its_entries() -> None:
    entries = [("Doors open", MORE), ("Rain stops", LAST), ("First guests", LEAD.replace("Sunday", "Monday"))]
    posts = "".join(f"<div class='post'><h3>{head}</h3><p>{text}</p></div>" for head, text in entries)
    found = article(f"<main><article><h1>Lantern museum: live</h1><p>{LEAD}</p>{posts}</article></main>")
    places = [found.text.index(part) for part in (LEAD, *(part for entry in entries for part in entry))]
    assert places == sorted(places)


NUMBERS = count(1)
SENTENCES = st.lists(
    st.sampled_from(["lamp", "roof", "crane", "door", "winter", "visitor", "brass", "glass"]), min_size=6, max_size=12
)
WRAPPERS = (
    "<p>{}</p>", "<div>{}</div>", "<section><p>{}</p></section>", "<p><em>{}</em></p>", "<ul><li>{}</li></ul>",
    "<blockquote>{}</blockquote>", "<div><div><p>{}</p></div></div>", "{}<br><br>", "<p>{}<br></p>",
    "<ol><li><p>{}</p></li></ol>",
)  # fmt: skip


@given(st.lists(st.tuples(SENTENCES, st.sampled_from(WRAPPERS)), min_size=3, max_size=12))
@settings(deadline=None)
def test_every_sentence_of_a_page_comes_out_once_and_in_order(parts: list[tuple[list[str], str]]) -> None:
    said = [f"Number {at} said that the {' '.join(words)} was there." for at, (words, _) in enumerate(parts)]
    body = "".join(wrap.format(text) for text, (_, wrap) in zip(said, parts, strict=True))
    found = article(f"<main><article><h1>Lantern museum</h1><p>{LEAD}</p>{body}<p>{LAST}</p></article></main>").text
    assert [found.count(text) for text in said] == [1] * len(said)
    places = [found.index(text) for text in said]
    assert places == sorted(places)


def test_cyrillic_that_nobody_declared_is_told_from_what_is_not_markup() -> None:
    text = "Музей фонарей в Норвике открылся в воскресенье после зимы ремонта, сообщила куратор Ильзе Брандт."
    divs = "<div class='wrapper wide column content'>" * 30
    page = f"<html><head><title>Музей</title></head><body>{divs}<p>{text}</p><p>{text[::1]} Да.</p></body></html>"
    assert text in read(page.encode("cp1251"), "a.html").text


def test_stray_zero_bytes_are_damage() -> None:
    assert read(f"Lantern museum\n\n{LEAD}\0 {MORE}\0\n".encode(), "a.txt").text.startswith(LEAD)
