# ruff: noqa: E501
"""One page for each way in which other articles are listed: front pages, sections, tags, authors, searches, archives."""

from __future__ import annotations

from collections.abc import Iterator

from tests.pages.stories import Made, framed, story, teasers

INTRO = (
    "The harbour of Tarn Haven has been dredged, filled and fought over for three hundred years. Here we gather all that"
    " we have written of its walls, its ferries and the people who live from them since the flood of 1962."
)
BIO = (
    "Mara Voss has written for the Gazette since 2009. She covers the county council, the railway and everything that"
    " floats. Before that she was a radio reporter in Norvik and taught at the school of journalism there."
)
_WHOLE = "".join(f"<p>{part}</p>" for part in story(900, 3).paragraphs)


def _many(wrap: str, count: int = 10, first: int = 0) -> str:
    day = ("{3}" in wrap) and "3 June 2025"
    return "".join(wrap.format(*one, day) for one in teasers(count, first))


def _post(number: int, paragraphs: int, wrap: str) -> str:
    of = story(700 + number, paragraphs)
    return wrap.format(f"/{of.day:%Y/%m/%d}/{of.slug}", of.title, "".join(f"<p>{part}</p>" for part in of.paragraphs))


CARD = "<div class='card'><a href='{0}'><img src='x.jpg' alt=''><h3>{1}</h3></a><p>{2}</p></div>"
ROW = "<h2><a href='{0}'>{1}</a></h2><p>{2}</p>"
LI = "<li><a href='{0}'>{1}</a></li>"
HUB = "<main><h1>Weekly news from the harbour of Norvik</h1>{}<p>All that happens between the quay and the hills, day by day and week by week.</p>"
WEBSITE = "<meta property='og:type' content='website'>"
ARTICLE = "<meta property='og:type' content='article'>"
LISTS: dict[str, tuple[str, str, str]] = {
    "home of cards": ("/", f"<main>{_many(CARD, 14)}</main>", WEBSITE),
    "home of columns": ("/", f"<div class='a'>{_many(ROW, 6)}</div><div class='b'><ul>{_many(LI, 20, 6)}</ul></div>", ""),
    "home that calls itself an article": ("/", f"<main>{_many(CARD, 18)}</main>", ARTICLE),
    "home with a lead story": ("/", f"<div class='lead'><h1><a href='/2025/06/03/wall'>Wall is closed</a></h1>{_WHOLE}</div>{_many(CARD, 12)}", ""),
    "section of rows": ("/news/", f"<main><h1>News</h1>{_many(ROW, 12)}</main>", ""),
    "section of whole-card links": ("/sport/", "<main><h1>Sport</h1>" + _many("<a class='tile' href='{0}'><h3>{1}</h3><p>{2}</p></a>", 12) + "</main>", ""),
    "section with groups": ("/culture/", f"<h1>Culture</h1><h2>Books</h2><ul>{_many(LI, 8)}</ul><h2>Stage</h2><ul>{_many(LI, 8, 8)}</ul>", ""),
    "section of div teasers": ("/county/", "<div>" + _many("<div class='t'><div class='h'><a href='{0}'>{1}</a></div><div class='s'>{2}</div></div>", 12) + "</div>", ""),
    "section of flat divs": ("/region/norvik/", _many("<div><a href='{0}'>{1}</a></div><div>{2}</div>", 12), ""),
    "headlines that do not link": ("/business/", _many("<h3>{1}</h3><p>{2} <a href='{0}'>Continue reading</a></p>", 12), ""),
    "teasers that link whole": ("/opinion/", _many("<h3>{1}</h3><p><a href='{0}'>{2}</a></p>", 12), ""),
    "dated rows": ("/archive/2025/06/", _many("<div class='row'><time>{3}</time> <a href='{0}'>{1}</a><p>{2}</p></div>", 15), ""),
    "wordpress archive": ("/2025/06/", "<h1>Month: June 2025</h1>" + _many("<article class='post hentry'><header><h2 class='entry-title'><a href='{0}'>{1}</a></h2></header><div class='entry-summary'><p>{2} <a class='more-link' href='{0}'>Read more</a></p></div></article>", 10), ""),
    "wordpress category of whole posts": ("/category/water/", "".join(_post(n, 3, "<article class='post'><h2><a href='{0}'>{1}</a></h2><div class='entry-content'>{2}</div></article>") for n in range(8)), ""),
    "blogger front of whole posts": ("/", "".join(_post(n, 2, "<div class='post hentry'><h3 class='post-title'><a href='{0}'>{1}</a></h3><div class='post-body entry-content'>{2}</div></div>") for n in range(7)), ""),
    "blogger label": ("/search/label/harbour", "".join(_post(n, 2, "<div class='post'><h3><a href='{0}'>{1}</a></h3><div class='post-body'>{2}</div></div>") for n in range(20, 26)), ""),
    "tag page": ("/tag/sea-wall", f"<h1>Tag: sea wall</h1><p>All articles with this tag.</p>{_many(ROW, 9)}", ""),
    "topic with an introduction": ("/topics/harbour", f"<main><h1>The harbour</h1><p>{INTRO}</p>{_many(CARD, 12)}</main>", ""),
    "topic with a long introduction": ("/topics/harbour-and-sea", f"<main><h1>The harbour</h1><p>{INTRO}</p><p>{story(901, 1).paragraphs[0]}</p>{_many(ROW, 14)}</main>", WEBSITE),
    "author": ("/author/mara-voss", f"<main><h1>Mara Voss</h1><p>{BIO}</p>{_many(ROW, 10)}</main>", "<meta property='og:type' content='profile'>"),
    "author with headlines only": ("/people/mara-voss", f"<h1>Mara Voss</h1><p>{BIO}</p><ul>{_many(LI, 25)}</ul>", ""),
    "search results": ("/search?q=ferry", f"<h1>Search results for “ferry”</h1><p>148 results</p>{_many(ROW, 10)}", ""),
    "search results with snippets": ("/suche/?s=ferry", "<h1>10 results</h1><ol>" + _many("<li><h3><a href='{0}'>{1}</a></h3><div class='snippet'>… {2} …</div><cite>gazette.example{0}</cite></li>", 10) + "</ol>", ""),
    "sitemap in html": ("/sitemap", f"<h1>Sitemap</h1><ul>{_many(LI, 60)}</ul>", ""),
    "table of headlines": ("/archive", "<table>" + _many("<tr><td>{3}</td><td><a href='{0}'>{1}</a></td></tr>", 30) + "</table>", ""),
    "table of teasers": ("/old/news.html", "<table>" + _many("<tr><td><b><a href='{0}'>{1}</a></b><br>{2}</td></tr>", 12) + "</table>", ""),
    "link blog": ("/links/", _many("<p>{2} <a href='{0}'>{1}</a></p>", 14), ""),
    "link blog with remarks": ("/linkblog/", _many("<h4><a href='https://other.example{0}'>{1}</a></h4><blockquote><p>{2}</p></blockquote><p>I had not thought that they would go this far.</p>", 9), ""),
    "most read": ("/most-read", f"<h1>Most read</h1><ol>{_many(LI, 20)}</ol>", ""),
    "ticker": ("/ticker", "<h1>All news</h1>" + _many("<div class='item'><span>10:15</span> <a href='{0}'>{1}</a></div>", 40), ""),
    "ticker with sentences": ("/news/latest", "<h1>Latest</h1><ul>" + _many("<li><b>10:15</b> <a href='{0}'>{1}</a> {2}</li>", 15) + "</ul>", ""),
    "item list in linked data": ("/news/all", f"<script type='application/ld+json'>{{\"@type\": \"CollectionPage\", \"name\": \"News\"}}</script>{_many(ROW, 8)}", ""),
    "many articles in linked data": ("/local", "<script type='application/ld+json'>[" + ",".join('{"@type": "NewsArticle", "headline": "' + one[1] + '"}' for one in teasers(8)) + f"]</script>{_many(CARD, 8)}", ""),
    "drupal view": ("/newsroom", "<div class='view-content'>" + _many("<div class='views-row'><span class='date'>{3}</span><div class='title'><a href='{0}'>{1}</a></div><div class='body'><p>{2}</p></div></div>", 10) + "</div>", ""),
    "press releases": ("/press/releases", "<h1>Press releases</h1><dl>" + _many("<dt><a href='{0}'>{1}</a></dt><dd>{2}</dd>", 12) + "</dl>", ""),
    "podcast episodes": ("/podcasts/tide", f"<h1>Tide, the podcast</h1><p>{INTRO}</p>" + _many("<div class='ep'><h3><a href='{0}'>{1}</a></h3><p>{2}</p><span>41 min</span></div>", 10), ""),
    "issue contents": ("/issues/2025-23", "<h1>Issue 23</h1>" + _many("<p class='toc'><a href='{0}'>{1}</a><br><em>{2}</em></p>", 14), ""),
    "later page of an archive": ("/news/page/3", f"<main>{_many(ROW, 10)}<a href='/news/page/2'>Newer</a> <a href='/news/page/4'>Older</a></main>", ARTICLE),
    "list group": ("/today", "<div class='list-group'>" + _many("<a href='{0}' class='item'><h5>{1}</h5><small>{3}</small><p>{2}</p></a>", 12) + "</div>", ""),
    "two sentence teasers": ("/weekend", "<main>" + "".join(f"<h3><a href='{a}'>{t}</a></h3><p>{s} It will be open on every day but Monday until the end of the month.</p>" for a, t, s in teasers(12)) + "</main>", ""),
    "hub with a day": ("/harbour/the-week", f"{HUB.format('<p>Updated 3 June 2025</p>')}{_many(ROW, 12)}</main>", ""),
    "hub with a name": ("/weekly-news-from-the-harbour-of-norvik", f"{HUB.format('<p>By Mara Voss</p>')}<ul>{_many(LI, 14)}</ul></main>", ARTICLE),
    "hub of lines": ("/weekly-news-from-the-harbour-of-norvik", HUB.format("") + _many("<p><a href='{0}'>{1}</a> – {2}</p>", 14) + "</main>", ""),
    "portal of a town": ("/", f"<h1>Our town</h1><p>{INTRO}</p>" + _many(ROW, 16) + f"<div>{(INTRO + ' ') * 12}</div>", ""),
    "forum": ("/forum/harbour", "<table>" + _many("<tr><td><a href='{0}'>{1}</a></td><td>14 replies</td><td>last by tideline</td></tr>", 20) + "</table>", ""),
}  # fmt: skip


def lists() -> Iterator[Made]:
    for name, (path, body, head) in LISTS.items():
        yield Made(name, f"https://gazette.example{path}", framed(body, name.capitalize(), head))
