"""Fronts of sites in the guise of stories, and stories in the guise of fronts."""

from __future__ import annotations

import pytest

from index.errors import NoArticle
from index.sources.web import read_web
from tests.index.sources.pages import page

SECTION = "https://harbourpost.example/news"
AIM = "We are people of Norvik who care for lamps, for the houses in which they hang, and for whoever lights them."


def teasers(form: str, count: int = 16) -> str:
    said = (f"The lamp number {at} of the northern harbour was lit again on Monday night" for at in range(count))
    return "".join(form.format(at, head, f"{head}, and nobody saw who did it.") for at, head in enumerate(said))


def refused(markup: str, url: str) -> bool:
    try:
        read_web(markup.encode(), url, media_type="text/html")
    except NoArticle:
        return True
    return False


def test_teasers_that_are_links_as_a_whole_make_a_list() -> None:
    whole = teasers("<div><a href='/2025/{}'><p>{}</p><p>{}</p></a></div>")
    assert refused(page(f"<main><h1>Top stories of today</h1>{whole}</main>"), SECTION)


def test_teasers_that_each_say_where_to_read_on_make_a_list() -> None:
    whole = teasers("<div><h2>{1}</h2><p>{2}</p><a href='/2025/{0}'>Read more</a></div>")
    assert refused(page(f"<main><h1>Local news</h1>{whole}</main>", title="Local news"), SECTION)
    answers = teasers("<div><h2>{1}</h2><p>{2}</p><a href='?reply={0}'>Reply</a></div>")
    assert not refused(page(f"<main><h1>Local news</h1>{answers}</main>", title="Local news"), SECTION)


def test_the_front_of_a_house_is_no_story_of_its_aims() -> None:
    aims = "".join(f"<p>{AIM}</p>" for _ in range(9))
    front = page(f"<main>{aims}{teasers('<h3><a href=/n/{}>{}</a></h3><p>{}</p>', 9)}</main>", title="Lamps")
    assert refused(front, "https://lamps.example/")


def test_a_long_story_that_offers_others_in_its_midst_is_none_of_them() -> None:
    rows = teasers("<h3><a href='/2025/{}'>{}</a></h3>")
    long = "".join(f"<p>{AIM}</p>" for _ in range(16))
    body = f"<div>{long}{rows}{long}{rows}{long}{rows}{long}</div>"
    head = "<meta property='og:type' content='article'>"
    assert not refused(page(body, head, title="Lamps"), "https://harbourpost.example/2025/04/03/ferry-returns")
    assert refused(page(body, title="Lamps"), SECTION)


@pytest.mark.parametrize(("words", "none"), [("Norvik Callis Velm Oster ", True), (f"{AIM} ", False)])
def test_one_block_of_names_is_no_article_and_one_of_sentences_is(words: str, none: bool) -> None:
    markup = page(f"<div>{words * 15} ENDS/AW</div>", title="People search")
    assert refused(markup, "https://harbourpost.example/people-of-the-house") is none
