"""The headline of a page is the title of its article, in full and without the site's name."""

from __future__ import annotations

import pytest

from index.sources.headline import people
from index.values import Article
from tests.index.sources.stories import LAST, LEAD, MORE, article


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<meta property='og:title' content='Museum opens its doors | Harbour Post'>", "Museum opens its doors"),
        ("<meta property='og:title' content='Harbour Post: Museum opens its doors'>", "Museum opens its doors"),
        ("<meta property='og:title' content='Museum opens its doors - harbourpost.example'>", "Museum opens its doors"),
    ],
)
def test_a_title_does_not_name_the_site(head: str, title: str) -> None:
    site = "<meta property='og:site_name' content='Harbour Post'>"
    page = f"<main><article><h1>{title}</h1><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></article></main>"
    found = article(page, head + site)
    assert found.title == title
    assert title not in found.text


@pytest.mark.parametrize("mark", [" / ", ": ", " ~ ", " > ", " // ", " \u25cf ", "|"])
def test_whatever_sets_the_sites_name_apart_goes_with_it(mark: str) -> None:
    site = "<meta property='og:site_name' content='Harbour Post'>"
    for title in (f"Museum opens its doors{mark}Harbour Post", f"Harbour Post{mark}Museum opens its doors"):
        assert titled(title, "", site).title == "Museum opens its doors"
    assert titled("Fish &amp; Harbour Post", "", site).title == "Fish & Harbour Post"


@pytest.mark.parametrize(
    "heading",
    [
        "<h1>Museum opens its doors<a href='/front'>Harbour Post</a></h1>",
        "<h1><a href='https://museum.example/'>Its Museum</a></h1><h2>Museum opens its doors</h2>",
        "<h1><a href='/story/museum'>Museum opens its doors</a></h1>",
    ],
)
def test_a_link_to_the_site_in_a_heading_is_none_of_the_title(heading: str) -> None:
    inside = "".join(f"<p>{part}</p>" for part in (LEAD, MORE, LAST))
    found = article(
        f"{heading}<article>{inside}</article>", "<meta property='og:title' content='Museum opens its doors'>"
    )
    assert found.title == "Museum opens its doors"


def titled(title: str, body: str, head: str = "") -> Article:
    inside = "".join(f"<p>{part}</p>" for part in (LEAD, MORE, LAST))
    return article(f"{body}<div>{inside}</div>", head, title=title)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Museum opens its doors</h1><h1>More of the harbour</h1><h1>Lamps for the poor</h1>",
        "<h1>Daily Lantern</h1><h1>Museum opens its doors</h1>",
        "<h1>Museum opens its doors<a class='headerlink' href='#museum'>¶</a></h1>",
        "<h1>Museum opens its doors <a href='https://museum.example/story#museum'>#</a></h1>",
    ],
)
@pytest.mark.parametrize("head", ["", "<meta property='og:title' content='Doors open'>"])
def test_the_heading_that_the_title_names_is_the_title(body: str, head: str) -> None:
    found = titled("Museum opens its doors - Daily Lantern", body, head)
    assert found.title == "Museum opens its doors"
    assert "¶" not in found.text


def test_a_title_that_was_shortened_for_others_is_not_that_of_the_page() -> None:
    head = "<meta property='og:title' content='Doors open at last'>"
    found = titled("Museum opens its doors after a winter", "<h1>Museum opens its doors after a winter</h1>", head)
    assert found.title == "Museum opens its doors after a winter"


def test_the_one_heading_above_a_story_is_its_title_whatever_the_page_states() -> None:
    head, heading = "<meta property='og:title' content='Museum 2025'>", "<h1>Every lamp of Norvik shines again</h1>"
    assert titled("Museum 2025", heading, head).title == "Every lamp of Norvik shines again"
    assert titled("Museum 2025", heading + "<p>Lamps</p>" * 6, head).title == "Museum 2025"


def test_a_label_in_a_heading_is_none_of_the_title() -> None:
    head = "<meta property='og:title' content='Museum opens its doors'>"
    for heading in ("<span>KNOW-HOW</span> Museum opens its doors", "Museum opens its doors <span>Members</span>"):
        assert titled("Museum opens its doors | Lamps", f"<h1>{heading}</h1>", head).title == "Museum opens its doors"
        assert titled("Museum opens its doors | Lamps", f"<h1>{heading}</h1>").title == "Museum opens its doors"


@pytest.mark.parametrize("rest", [" 2015", ".de"])
def test_a_year_and_the_end_of_a_word_in_a_heading_are_no_label(rest: str) -> None:
    head = "<meta property='og:title' content='Court: lamps-of-norvik'>"
    heading = f"Court: lamps-of-norvik{rest}"
    assert titled("Court: lamps-of-norvik | Lamps", f"<h1>{heading}</h1>", head).title == heading


def test_a_heading_of_the_site_is_not_the_title_that_the_page_states() -> None:
    found = titled("Museum opens its doors after a winter ‹ Lamps of Norvik", "<h2>Magazine of the lamps</h2>")
    assert found.title.startswith("Museum opens its doors after a winter")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("旧灯塔将关闭十一周维修_奥斯特兰新闻网", "<div class='tit'>旧灯塔将关闭十一周维修</div>"),
        (
            "Friends of the Harbour - Lantern museum closes",
            "<b>Friends of the Harbour</b><h2>Lantern museum closes</h2>",
        ),
        ("Lantern museum closes ‹ The Lamps", "<h1>The Blog</h1><h2>Lantern museum closes</h2>"),
        ("Lantern museum closes » Harbour » The Lamps", "<p>The Lamps » Harbour</p><h2>Lantern museum closes</h2>"),
        ("Lamp 9 - what is left - Ines Hall - Lamps", "<h1>Lamp 9 – what is left</h1>"),
    ],
)
def test_the_part_of_a_title_that_stands_above_the_story_is_its_title(title: str, body: str) -> None:
    shown = {"旧": "旧灯塔将关闭十一周维修", "Lamp 9": "Lamp 9 – what is left"}
    wanted = next((said for begin, said in shown.items() if title.startswith(begin)), "Lantern museum closes")
    assert titled(title, body).title == wanted


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('[{"@type": "Person", "name": "Ada Roe"}, {"@type": "Organization", "name": "Daily Lantern"}]', "Ada Roe"),
        ('{"@type": "Person", "@id": "#p1"}', "Ada Roe"),
        ('"Ada Roe"', "Ada Roe"),
        ('[{"@type": "Person", "name": "Ada Roe"}, {"@type": "Person", "name": "Tom Venn"}]', "Ada Roe, Tom Venn"),
    ],
)
def test_linked_data_names_who_wrote_an_article(author: str, names: str) -> None:
    person = '{"@type": "Person", "@id": "#p1", "name": "Ada Roe"}'
    graph = f'{{"@graph": [{{"@type": "NewsArticle", "author": {author}}}, {person}]}}'
    head = f'<script type="application/ld+json">{graph}</script>'
    assert titled("Museum opens its doors", "<h1>Museum opens its doors</h1>", head).byline == names


def test_who_only_comments_on_an_article_did_not_write_it() -> None:
    remark = "<div class='comment'><span class='author'>Ole Kemp</span><p>The roof leaks again, I say.</p></div>"
    assert titled("Museum opens its doors", f"<h1>Museum opens its doors</h1>{remark}").byline == ""


def test_the_sites_name_may_stand_amid_a_title() -> None:
    site = "<meta property='og:site_name' content='Daily Lantern'>"
    found = titled("Museum opens its doors - Daily Lantern - News of Norvik", "", site)
    assert found.title == "Museum opens its doors"


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("By Ada Roe", "Ada Roe"),
        ("Ada Roe, Apr", "Ada Roe"),
        ("Ada Roe Fri, Aug", "Ada Roe"),
        ("Marcus, April", "Marcus, April"),
        ("Daily Lantern", ""),
        ("Daily Lantern GmbH", ""),
        ("Daily Lantern Online, Ada Roe", "Ada Roe"),
        ("Tide.example", ""),
        ("Submitted", ""),
        ("User Admin", ""),
        ("View all posts by Ada Roe", "Ada Roe"),
        ("版权声明 来源：当代商报 时间：", ""),
        ("Account You're logged", ""),
        ("https, www tide example", ""),
        ("Ada Roe for Daily Lantern", "Ada Roe"),
        ("Ada Roe, Tom Venn", "Ada Roe, Tom Venn"),
    ],
)
def test_a_byline_names_people(stated: str, names: str) -> None:
    assert people(stated, ("Daily Lantern",), "https://www.tide.example/story") == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Ada Roe, Norvik, 3. Juni 2025", "Ada Roe"),
        ("Von Ada Roe und Tom Venn, Norvik, 03.06.2025", "Ada Roe, Tom Venn"),
        ("By Ada Roe in Norvik | June 3, 2025", "Ada Roe"),
        ("Par Ada Roe, à Norvik, le 3 juin 2025", "Ada Roe"),
        ("By Ada Roe, Tom Venn and Jo Hall", "Ada Roe, Tom Venn, Jo Hall"),
        ("By Ada Roe, AFP", "Ada Roe, AFP"),
    ],
)
def test_the_place_and_the_day_of_a_byline_are_nobody(line: str, names: str) -> None:
    found = article(f"<main><h1>Lantern museum</h1><p class='byline'>{line}</p><p>{LEAD}</p><p>{MORE}</p></main>")
    assert found.byline == names
