"""What stands around and inside a story: what of it is the article's, and what the paper's."""

from __future__ import annotations

import pytest

from tests.index.sources.stories import LAST, LEAD, MORE, article, story


@pytest.mark.parametrize(
    "other",
    [
        "<div class='box'><h2>The Lantern Letter</h2><p>News of the hall in your post.</p>"
        "<form><input type='email'></form><p>No spam. Leave whenever you like.</p></div>",
        "<div><h3>Stay lit</h3><p>Stories of lamps each Friday.</p><input type='email'><span>Join</span></div>",
        "<div><h3>Stay lit</h3><p>Lamps each week.</p><input placeholder='Your e-mail'><button>Go</button></div>",
        "<div><h3>Restez au courant</h3><p>Nos lampes chaque vendredi.</p><a href='/lettre'>S’inscrire</a></div>",
        "<div><h3>Stay lit</h3><p>Our lamps by mail each Friday.</p><a href='/newsletters/lamps'>Get it now</a></div>",
        "<div><h4>Bleiben Sie hell</h4><p>Jeden Freitag.</p><div role='button'>Jetzt anmelden</div></div>",
        "<section><h3>More of this</h3><div><h2><a href='/b'>The hall of nets opens</a></h2></div></section>",
    ],
)
def test_what_a_page_offers_inside_a_story_is_none_of_it(other: str) -> None:
    assert article(story(other)).text.split("\n\n") == [LEAD, MORE, LAST]


def test_a_paragraph_that_tells_of_a_letter_is_the_storys() -> None:
    told = "Ilse Brandt tells of it in <a href='/newsletters/hall'>her letter</a>, to which 900 people subscribe."
    assert "Ilse Brandt tells of it in her letter, to which 900 people subscribe." in article(story(told)).text


@pytest.mark.parametrize(
    "above",
    [
        "<header><h1>Lantern museum</h1><p class='dek'>{}</p><address>Jo Lind</address></header><div>{story}</div>",
        "<h1>Lantern museum</h1><p>{}</p><div>By Jo Lind</div><div class='article-body'>{story}</div>",
        "<h1>Lantern museum</h1><div data-component='standfirst'>{}</div><div class='article-body'>{story}</div>",
        "<h1>Lantern museum</h1><h2 class='subtitle'>{}</h2><div class='article-body'>{story}</div>",
        "</article><h1>Lantern museum</h1><p class='meta'>{}</p><article class='article__content'>{story}",
    ],
)
@pytest.mark.parametrize("said", ["A crane lifted the roof of the hall, and visitors stood in the rain for it"])
def test_the_lines_between_headline_and_story_are_the_articles(above: str, said: str) -> None:
    inside = "".join(f"<p>{part}</p>" for part in (LEAD, MORE, LAST))
    head = f"<meta property='og:description' content='{said}'>"
    shown = above.replace("{story}", inside).format(said)
    assert article(f"<main><article>{shown}</article></main>", head).text.split("\n\n") == [said, LEAD, MORE, LAST]


@pytest.mark.parametrize(
    ("below", "said"),
    [
        (
            "<footer><p>{}</p><p><a href='/t'>Lamps</a></p></footer>",
            "Correction: the roof was lifted in March, not May.",
        ),
        ("<footer><p><i>{}</i></p></footer>", "This article was amended on 4 June 2025 to name the curator."),
        ("<div class='bottom-of-article'><p>{}</p></div>", "An earlier version of this story gave the roof as copper."),
        ("<footer><div>{}</div></footer>", "In einer früheren Version hieß es, das Dach sei aus Kupfer gewesen."),
        ("<footer><p>{}</p></footer>", "Rectificatif : le toit a été levé en mars et non en mai."),
        ("<footer><p>{}</p></footer>", "Una versión anterior de este artículo decía que el techo era de cobre."),
        ("<footer><p>{}</p></footer>", "Correction, 5 June: The roof is slate."),
        ("<footer><p>{}</p></footer>", "Rettifica: il tetto è di ardesia."),
        (
            "<footer><h2>Correction</h2><p>{}</p><p>Share this</p></footer>",
            "The roof was lifted in March and not in May.",
        ),
    ],
)
def test_what_an_article_says_of_its_own_faults_is_kept(below: str, said: str) -> None:
    inside = "".join(f"<p>{part}</p>" for part in (LEAD, MORE, LAST))
    body = f"<article><h1>Lantern museum</h1><div class='article-body'>{inside}</div>{below.format(said)}</article>"
    site = "<footer><p>Corrections: write to us at desk@paper.example.</p><p>All rights reserved.</p></footer>"
    found = article(f"<main>{body}</main>{site}").text
    assert said in found.split("\n\n")
    assert "write to us" not in found
    assert "Lamps" not in found
