"""Dates come only from where dates stand; no date is better than a wrong one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from index.clean import clean
from index.sources.web import read_web

JUNE, LATER = date(2025, 6, 3), date(2025, 6, 5)
TODAY = datetime.now(UTC).date()
STORY = [
    "The lantern museum of Norvik reopened on Sunday after a winter of repairs that cost more than was planned.",
    "Curator Ilse Brandt said that the roof had been lifted by a crane and set down again in a single night.",
    "The first visitors came before nine and stood in the rain until the doors were opened to them, on 2019-05-12.",
    "“The old roof was finished on 7 August 1961,” said Brandt, who has led the house since 3 March 2016.",
]
URL = "https://tide.example/museum-reopens-after-winter"


def dates(
    body: str = "", head: str = "", url: str = URL, lang: str = "en", below: str = "", end: str = ""
) -> tuple[date | None, ...]:
    story = "".join(f"<p>{part}</p>" for part in STORY)
    inside = f"<main><article><h1>Lantern museum reopens</h1>{body}{story}{end}</article>{below}</main>"
    page = f"<!doctype html><html lang='{lang}'><head><title>Museum</title>{head}</head><body>{inside}</body></html>"
    found = clean(read_web(page.encode(), url, media_type="text/html"), article_id="a")
    return found.published, found.modified


def linked(kind: str, published: str, **more: str) -> str:
    facts = "".join(f', "{key}": "{value}"' for key, value in more.items())
    return f'{{"@type": "{kind}", "datePublished": "{published}"{facts}}}'


def script(*nodes: str) -> str:
    return f'<script type="application/ld+json">{{"@graph": [{", ".join(nodes)}]}}</script>'


@pytest.mark.parametrize("below", ["", "<aside><time datetime='2024-01-02'>2 January 2024</time></aside>"])
@pytest.mark.parametrize(
    "body",
    [
        "",
        "<pre><code>date = 2023-04-05</code></pre>",
        f"<p>{STORY[1]}</p><p>3 June 2011</p><p>{STORY[0]}</p>",
        f"<p>{STORY[1]}</p><p>{STORY[0]}</p><pre><code>date: 2023-04-05</code></pre>",
        "<dl><dt>Begins:</dt><dd><meta itemprop='startDate' content='x'>13 May 2025 11:00</dd></dl>",
        "<p>The fair is on <time datetime='2025-07-12'>12 July</time> in the hall.</p>",
        f"<p>{STORY[1]}</p><time datetime='1961-08-07'>7 August 1961</time><p>{STORY[0]}</p>",
    ],
)
def test_a_day_in_the_story_a_teaser_or_a_code_block_is_no_date(body: str, below: str) -> None:
    footer = "<footer><p>Posted on 1 January 2018. © 2018</p></footer>"
    assert dates(body, below=below + footer) == (None, None)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<time datetime='2025-06-03T08:00:00+02:00'>Tuesday</time>", ""),
        ("<p class='byline'>By Ada Roe</p><p>3 June 2025, 5.30pm BST</p>", ""),
        ("<div>Published: June 3, 2025 at 6:02 p.m. Eastern</div>", ""),
        ("<div class='meta'>Ines Hall<br>Jun 3, 2025 ∙ Paid</div>", ""),
        ("<p>3 June 2025 · 4 min read</p>", ""),
        ("<p>Posted on June 3, 2025 by Ines Hall</p>", ""),
        ("<div>by <a href='/ih'>Ines Hall</a> on <span>June 3, 2025</span></div>", ""),
        ("<p>Artikel vom 03.06.2025</p>", ""),
        ("<div class='submitted'>Saved by rasos on 3 June 2025 - 18:55</div>", ""),
        ("<p class='post-meta'>Ines Hall 3. Juni 2025 0 Kommentare</p>", ""),
        ("<p>Autor: Ines | Artikel veröffentlicht am 03.06.2025</p>", ""),
        ("<p>Von Ines am 03.06.2025, 11:51 | 0 Meinungen | Lampen</p>", ""),
        ("<div><time datetime='2025-06-30'>Published 3 June 2025</time></div>", ""),
        ("<div>By Ines Hall | 03.06.2025 09:54 | Comments</div>", ""),
        ("<p>von Ines Hall, 3.6.25</p>", ""),
        ("<p>3 June 2025 | 05:00</p>", ""),
        ("<p>June 3rd, 2025 | Lamps</p>", ""),
        ("<p>June 03, 2025 / Ines / 1 Remark</p>", ""),
        ("<p>Stand: 05.06.2025, 8:10 Uhr. Erstveröffentlicht: 03.06.2025, 17:30 Uhr</p>", ""),
        ("<p>时间：2025-06-03 作者：林小雨 阅读：16</p>", ""),
        ("<p>公開日：2025年6月3日（火） 17時30分</p>", ""),
        ("<span>입력 2025.06.03 17:30</span> <span>수정 2025.06.05 08:10</span>", ""),
        ("<div class='meta'><span>2025-07-01T09:00:00+02:00</span> <span>June 3, 2025</span> 4 Remarks</div>", ""),
        (f"<p class='lead'>{STORY[1]}</p><h5>June 3, 2025</h5>", ""),
        ("<ul><li class='post-meta-item'><span class='post-date'>June 3, 2025</span></li></ul>", ""),
        (
            "<ul><li>by Ines <time itemprop='datePublished' content='2025-06-03T05:00'>3 June 2025</time></li></ul>",
            "",
        ),
        ("<aside><p>By Ines Hall</p><div><time class='published-date'>June 3, 2025</time></div></aside>", ""),
        (f"<p class='lead'>{STORY[1]}</p><footer><p><time>June 3, 2025 05:07 AM EDT</time></p></footer>", ""),
        ("<p>by Ines Hall / June 3, 2025 / Leave a comment</p>", ""),
        ("<div>Lantern <span class='post-timestamp'>Tuesday, June 3, 2025</span></div>", ""),
        ("", "<meta name='pubdate' content='1748968200'>"),
        ("<p>Norvik, 3 June 2025 — Release</p>", ""),
        (f"<p class='lead'>{STORY[1]}</p><p class='fecha-articulo'>mardi 3 juin 2025</p>", ""),
        ("<div class='PublishDate'>3 June 2025</div>" + "<div>More of the museum</div>" * 20, ""),
        ("<p>Gepubliceerd op 3 juni 2025 om 08:00</p>", ""),
        ("<p>发布时间：2025年6月3日 09:14</p>", ""),
        ("<p>3 Ιουνίου 2025, 09:14</p>", ""),
        ("<p>3 يونيو 2025</p>", ""),
        ("<p>2025/06/03 09:14</p>", ""),
        ("<dl><dd>1/3</dd><dd class='publish'>2025/6/3 5:50</dd></dl>", ""),
        ("<ul>" + "<li>Lamps</li>" * 20 + "</ul><p>3 June 2025</p>", ""),
        ("", '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-06-03",}</script>'),
        (
            "",
            '<script type="application/ld+json">//<![CDATA[\n'
            + linked("NewsArticle", "2025-06-03")
            + "\n//]]></script>",
        ),
        ("", script('{"@type": "NewsArticle", "description": "a\nb", "datePublished": "2025-06-03"}')),
        (f"<p class='lead'>{STORY[1]}</p><time datetime='2025-06-03T09:00'>03.06.2025, 09:00 Uhr</time>", ""),
        ("", script('{"@type": "NewsArticle", "datePublished": 1748937600}')),
        (f"<p class='lead'>{STORY[1]}</p><p>Par Ines Hall<br>Publié le mar. 3 juin 2025 à 17 h 30</p>", ""),
        ("<p>Publicado a las 10:12h, 3 de junio de 2025</p>", ""),
        ("<p>2025.06.03 10:28MTI</p>", ""),
        ("<p>2025. június 3., 11:16</p>", ""),
        ("<p>2025年06月03日 04:04 新浪科技 微博</p>", ""),
        ("<p>Ines Hall The Lamp Tue, 3 Jun 2025 17:55 UTC</p>", ""),
        ("<p>Submitted on Tue, 2025-06-03 13:49</p>", ""),
        ("<p>Published: Tuesday, 3 Jun 2025 | 4:35 PM ET</p>", ""),
        ("<p>Ines Hall | Isle of Norvik | 3.6.2025</p>", ""),
        (f"<p>{STORY[1]}</p><p>June 3, 2025 11:25 AM PDT</p>", ""),
        (f"<p>{STORY[1]}</p><div class='node__meta'><div>03.06.2025</div></div>", ""),
        ("", "<meta property='article:published_time' content='2025-06-03T23:30:00Z'>"),
        ("", script(linked("WebPage", "2012-01-01"), linked("NewsArticle", "2025-06-03"))),
        (
            "",
            script(
                linked("NewsArticle", "2012-01-01", headline="Mill burns down"),
                linked("NewsArticle", "2025-06-03", headline="Lantern museum reopens"),
            ),
        ),
        ("", script(linked("NewsArticle", "2025-06-03"), linked("Organization", "1999-01-01"))),
    ],
)
def test_a_date_stands_in_metadata_or_by_the_headline(body: str, head: str) -> None:
    assert dates(body, head)[0] == JUNE


@pytest.mark.parametrize(
    "head",
    [
        script('{"@type": "ItemList", "itemListElement": [' + linked("NewsArticle", "2024-01-02") + "]}"),
        script(linked("VideoObject", "2019-01-02")),
        "</head><body><aside><time pubdate datetime='2024-01-02'>2 January</time></aside>",
        "</head><body><ul><li><time pubdate datetime='2024-01-02'>2 January</time></li>"
        "<li><time pubdate datetime='2024-01-03'>3 January</time></li></ul>",
        "<meta http-equiv='expires' content='2031-01-01'>",
        "<meta itemprop='copyrightYear' content='2014'>",
        script('{"@type": "Product", "review": ' + linked("Review", "2014-12-29") + "}"),
        "</head><body><div itemprop='review'><meta itemprop='datePublished' content='2014-12-29'>Very bright.</div>",
        "</head><body><header><div>Sunday, November 29, 2026</div></header>",
        f"</head><body><div class='date'>{TODAY:%A, %B %d, %Y}</div>",
        f"</head><body><table><tr><td>{TODAY:%A, %d %B %Y} | Norvik - Island of Lamps</td></tr></table>",
    ],
)
def test_the_day_of_another_page_of_today_or_of_the_end_of_a_cache_is_no_date(head: str) -> None:
    assert dates(head=head) == (None, None)


@pytest.mark.parametrize(
    "said",
    [
        "<p>Published 3 June 2025</p>",
        "<footer>Gepubliceerd op 3 juni 2025</footer>",
        "<footer><p>First published on Tue 3 Jun 2025 09.14 BST</p></footer>",
        "<div>Lamps</div><div class='submitted'>Saved by rasos on 3 June 2025 - 18:55</div>",
        "<ul><li><strong>Date</strong> 03.06.2025</li><li><strong>Author</strong> Ines Hall</li></ul>",
        "<dl><dt>Datum: 03.06.2025</dt><dt>Schlagwort: Lampen</dt></dl>",
        "<div class='posted'>Posted on June 3, 2025 by Ines Hall</div>",
        "<p><em>Erschienen am 3. Juni 2025</em></p>",
        "<hr><p>Post</p><div class='asset-meta'>Von Ole am 03.06.2025, 11:51 | 0 Meinungen</div>",
        "<h3>Tags</h3><p>This entry was posted on Tuesday, June 3rd, 2025 at 9:05 am and is filed under Lamps.</p>",
        "<hr><div>Dieser Beitrag wurde am 3. Juni 2025 um 14:48 von Ole geschrieben und kann kommentiert werden.</div>",
        "<p>Publié le 3 juin 2025 à 17 h 30</p><p>Mots-clés : lampes</p>",
        "<ul><li>Lamps</li><li>Roofs</li></ul><p>Опубликовано: 3 июня 2025</p>",
        "<h4>More</h4><p><a href='/b'>The hall of nets opens again</a></p><ul><li>Date 03.06.2025</li></ul>",
        "<div class='widget_info'>" + "<p>Lamps</p>" * 9 + "<p>PUBLISHED ON June 3, 2025</p></div>",
    ],
)
def test_a_date_may_stand_below_the_story(said: str) -> None:
    assert dates(end=said) == (JUNE, None)


@pytest.mark.parametrize(
    "said",
    [
        "<section class='comments'><p>Posted on 3 June 2025 by Ole</p><p>The roof leaks again, I say.</p></section>",
        "<div class='comment'><span class='comment-date'>3 June 2025 at 10:00</span><p>I say it leaks.</p></div>",
        "<aside><p>Published 3 June 2025</p></aside>",
        "<p>Published 3 June 2025</p><p>Published 4 June 2025</p>",
        "<ul><li>Published 3 June 2025 <a href='/b'>The hall of nets opens again</a></li></ul>",
        "<p>The catalogue was published on 3 June 2025.</p>",
        "<p>The fair: 3 June 2025</p>",
        "<div><a href='/b'>The hall of nets opens</a></div><div class='date'>3 June 2025</div>",
        "<article><h2><a href='/b'>The hall of nets opens</a></h2><p>Published 3 June 2025</p></article>",
    ],
)
def test_the_day_of_a_comment_a_book_or_another_page_below_a_story_is_no_date(said: str) -> None:
    assert dates(end=said) == (None, None)


def test_a_day_alone_may_stand_above_the_headline_if_it_is_not_today() -> None:
    assert dates(head="</head><body><h2 class='date-header'>Tuesday, June 3, 2025</h2>")[0] == JUNE
    assert dates(head="</head><body><div class='post-meta'>03.06.2025 by Ada Roe No comments</div>")[0] == JUNE


@pytest.mark.parametrize(
    "said", ["Doors open: 12 July 2025, 19:30", "12 July 2025, 19:30 – 21:00", "12 July 2025, 19:30 to 21:00, hall"]
)
def test_the_hour_of_what_takes_place_is_no_date(said: str) -> None:
    assert dates(f"<p>{said}</p>") == (None, None)


@pytest.mark.parametrize(
    "masthead",
    [
        "<div>Sun, 29 Nov 2026</div>",
        "<header><h1>Museum of lamps</h1><nav>Norvik</nav><div class='date'>Sun, 29 Nov 2026 - 10:21</div></header>",
        "<div>Sun, 29 Nov 2026</div><ul><li><a href='/fair'>A fair of lamps begins in the old town hall.</a></li></ul>",
    ],
)
def test_the_day_below_a_headline_goes_before_that_above(masthead: str) -> None:
    head = f"</head><body>{masthead}"
    assert dates("<p>Ada Roe Tue, 3 June 2025 17:55 UTC</p>", head)[0] == JUNE


def test_a_moment_in_another_article_is_none_of_this_one() -> None:
    other = "<article><a href='/b'>Lamps</a><time pubdate datetime='2025-09-24'>24 September</time></article>"
    assert dates("<p>3 June 2025</p>", below=other)[0] == JUNE
    assert dates(below=other)[0] is None


def test_a_moment_in_universal_time_is_of_the_day_that_the_page_shows() -> None:
    head = script(linked("NewsArticle", "2025-06-04T02:12:00Z", dateModified="2025-06-06T01:00:00Z"))
    shown = "<p>Published June 3, 2025, 10:12 PM ET</p><p>Updated June 5, 2025, 9:00 PM ET</p>"
    assert dates(shown, head) == (JUNE, LATER)
    assert dates(shown, head.replace("-06-04T", "-05-04T")) == (date(2025, 5, 4), LATER)
    assert dates("<p>June 4, 2025</p>", script(linked("NewsArticle", "2025-06-03T23:00:00+02:00")))[0] == JUNE


def test_the_day_of_a_change_is_not_that_of_publication() -> None:
    assert dates(head="<meta property='article:modified_time' content='2025-06-05T01:00:00Z'>") == (None, LATER)


def test_the_address_names_the_day() -> None:
    assert dates(url="https://tide.example/2025/06/03/museum-reopens") == (JUNE, None)


def test_both_dates_of_a_page_are_told_apart() -> None:
    assert dates("<p>Updated 5 June 2025, first published 3 June 2025</p>") == (JUNE, LATER)
    assert dates("<p>Publié le 3 juin 2025 à 17 h 30, modifié le 5 juin 2025 à 09h12</p>") == (JUNE, LATER)
    assert dates("<div>Published June 3, 2025<span>Updated June 5, 2025, 9:12 a.m. ET</span></div>") == (JUNE, LATER)
    assert dates("<p>03.06.2025 - 09:14 | Son Güncelleme: 05.06.2025 - 10:12</p>", lang="tr") == (JUNE, LATER)
    assert dates("<p>Publié le 03/06/2025 à 08:00 • Mis à jour le 05/06/2025 à 10:12</p>", lang="fr") == (JUNE, LATER)
    assert dates("<p>Última actualización 5 jun 2025 - 10:12 CEST</p>") == (None, LATER)
    head = script(linked("WebPage", "2012-01-01", dateModified="2012-02-01"),
                  linked("Article", "2025-06-03", dateModified="2025-06-05"))  # fmt: skip
    assert dates(head=head) == (JUNE, LATER)


@pytest.mark.parametrize(
    ("lang", "url", "published"),
    [
        ("en-GB", URL, JUNE), ("de", URL, JUNE), ("en-US", URL, date(2025, 3, 6)), ("en", URL, None),
        ("en-US", "https://tide.de/museum-reopens-after-winter", None),
        ("en", "https://tide.co.uk/museum-reopens-after-winter", JUNE), ("", URL, None),
    ],
)  # fmt: skip
def test_two_numbers_are_a_day_where_language_or_country_tells_which(lang: str, url: str, published: date) -> None:
    assert dates("<p>Published 03/06/2025</p>", url=url, lang=lang)[0] == published


def test_numbers_with_dots_are_read_in_the_order_of_their_country() -> None:
    assert dates("<p>Published 06.03.2025</p>", lang="en-US")[0] == JUNE
    assert dates("<p>Published 03.06.2025</p>", lang="en-GB")[0] == JUNE
    assert dates("<p>Published 03.06.2025</p>", lang="en-US", url="https://tide.de/museum-reopens")[0] == JUNE


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2025/jun/03/museum", JUNE), ("/2025/June/3/museum", JUNE), ("/20250603/museum", JUNE),
        ("/2025/0603/museum", JUNE), ("/2025/06/museum", None), ("/2025-06-03/museum", JUNE),
        ("/museum-20250603.html", None), ("/summer-fair-2025-06-03", None), ("/2025-06-03-fair/", None),
        ("/fair/3-june-2025", None), ("/fair_2025_06_03.html", None), ("/fair/2025-06-03/", None),
        ("/events/2025/06/03/fair", None), ("/kalender/2025/06/03/fest", None), ("/2025/6/3/museum", JUNE),
        ("/2025/CULTURE/06/03/museum", JUNE), ("/a/202506/03/WS1", JUNE), ("/2025_06_03/museum", JUNE),
        ("/museum-20250603123456", None), ("/20250631/museum", None),
        ("/29991231/museum", None), ("/item/12025060399", None), ("/2025/art/03/museum", None),
    ],
)  # fmt: skip
def test_the_day_that_an_address_is_filed_under(path: str, day: date | None) -> None:
    assert dates(url=f"https://tide.example{path}")[0] == day
