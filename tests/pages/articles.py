# ruff: noqa: E501
"""One page for each way in which an article is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.pages.stories import Made, Story, framed, story, teasers

HEADINGS = {
    "name and day": "<h1>{0.title}</h1><p class='by'>By {0.author}</p><time datetime='{0.day}'>{0.day:%d %B %Y}</time>",
    "bare": "<h1>{0.title}</h1>",
    "linked": "<h1 class='entry-title'><a href='#'>{0.title}</a></h1>",
    "second rank": "<h2>{0.title}</h2>",
    "day above": "<p>{0.day:%d %B %Y}</p><h1>{0.title}</h1>",
    "day below": "<h1>{0.title}</h1><p>{0.day:%d %B %Y}</p>",
    "standfirst": "<h1>{0.title}</h1><p class='lead'>The gate is shut again.</p><span>by {0.author}</span>",
}
LINKS = {
    "LI": "<li><a href='{0}'>{1}</a></li>",
    "DIV": "<div><a href='{0}'>{1}</a></div>",
    "P": "<p><a href='{0}'>{1}</a></p>",
    "H": "<h4><a href='{0}'>{1}</a></h4>",
    "ALSO": "<p><strong>Read also: <a href='{0}'>{1}</a></strong></p>",
    "TOLD": "<p><a href='{0}'>{1}</a> – {2}</p>",
    "MORE": "<article><h3><a href='{0}'>{1}</a></h3><p>{2}</p><a class='more' href='{0}'>Read more</a></article>",
    "CARD": "<div class='card'><a href='{0}'><h3>{1}</h3></a><p>{2}</p></div>",
}
# name → the page's body, and each paragraph in it. HEAD, BODY and TEXT are the story's; LI×3 are three other headlines.
LAYOUTS = {
    "paragraphs": ("<main><article>HEAD BODY</article></main>", "<p>TEXT</p>"),
    "div paragraphs": ("<div class='story'>HEAD BODY</div>", "<div>TEXT</div>"),
    "named div paragraphs": ("<main>HEAD<div class='text'>BODY</div></main>", "<div class='par'>TEXT</div>"),
    "two line breaks": ("<div id='content'>HEAD<div>BODY</div></div>", "TEXT<br><br>"),
    "one line break": ("<article>HEAD<div class='body'>BODY</div></article>", "TEXT<br/>"),
    "breaks in a cell": ("<table><tr><td><a href='/'>Home</a></td><td>HEAD BODY</td></tr></table>", "TEXT<br><br>"),
    "paragraphs in a table": ("<table><tr><td>HEAD BODY</td></tr></table>", "<p>TEXT</p>"),
    "sections with headings": ("<article>HEAD BODY</article>", "<h2>What is known</h2><p>TEXT</p>"),
    "spans": ("<article>HEAD<div>BODY</div></article>", "<span class='block'>TEXT</span><br>"),
    "nested divs": ("<div><div>HEAD BODY</div></div>", "<section><div><div>TEXT</div></div></section>"),
    "own elements": ("<main>HEAD<story-body>BODY</story-body></main>", "<story-par>TEXT</story-par>"),
    "microdata": (
        "<div itemscope itemtype='https://schema.org/NewsArticle'>HEAD<div itemprop='articleBody'>BODY</div></div>",
        "<div>TEXT</div>",
    ),
    "related between": ("<article>HEAD BODY</article>", "<p>TEXT</p><div class='related'><ul>LI×3</ul></div>"),
    "bare headlines between": ("<article>HEAD BODY</article>", "<p>TEXT</p>DIV×2"),
    "linked headings between": ("<article>HEAD BODY</article>", "<p>TEXT</p>H×1"),
    "read also": ("<article>HEAD BODY</article>", "<p>TEXT</p>ALSO×1"),
    "cards below": ("<main><article>HEAD BODY</article><section><h2>More</h2>CARD×12</section></main>", "<p>TEXT</p>"),
    "cards around": ("<div>CARD×4</div><div>HEAD BODY</div><div>CARD×16</div>", "<div>TEXT</div>"),
    "most read inside": ("<article>HEAD BODY</article>", "<p>TEXT</p>", "<div class='box'><b>Most read</b><ol>LI×10</ol></div>"),
    "side column": ("<div><div class='left'>P×14</div><div class='middle'>HEAD BODY</div></div>", "<p>TEXT</p>"),
    "wordpress": (
        "<div id='primary'><article class='post hentry'>HEAD<div class='entry-content'>BODY</div><footer>Tags: "
        "<a href='/tag/a'>water</a></footer></article><div id='comments'><h2>One thought</h2><ol><li><p>I was there and"
        " saw how it came down in the night.</p></li></ol></div></div>",
        "<p>TEXT</p>",
    ),
    "blogger": (
        "<div class='post hentry'><h3 class='post-title'>TITLE</h3><div class='post-body entry-content'>BODY</div></div>"
        "<div class='sidebar'><h2>Archive</h2><ul>LI×9</ul></div>",
        "TEXT<br /><br />",
    ),
    "figures": (
        "<article>HEAD BODY</article>",
        "<p>TEXT</p><figure><img src='a.jpg'><figcaption>A calm day. Photo: M. Voss</figcaption></figure>",
    ),
    "quotations": ("<article>HEAD BODY</article>", "<blockquote><p>TEXT</p></blockquote>"),
    "slides": ("<article>HEAD BODY</article>", "<div class='slide'><h3>Picture</h3><p>TEXT</p></div>"),
    "live blog": ("<article>HEAD BODY</article>", "<div class='update'><h3>10.15am</h3><p>TEXT</p></div>"),
    "questions and answers": ("<article>HEAD<dl>BODY</dl></article>", "<dt>What is known?</dt><dd>TEXT</dd>"),
    "list items": ("<article>HEAD<ul>BODY</ul></article>", "<li>TEXT</li>"),
    "steps": ("<article>HEAD<ul><li>400 g of flour</li><li>2 eggs</li></ul><ol>BODY</ol></article>", "<li>TEXT</li>"),
    "paginated": (
        "<article>HEAD BODY<div class='pages'>Page <b>1</b> <a href='?page=2'>2</a></div></article>", "<p>TEXT</p>"
    ),
    "share bar and newsletter": (
        "<article>HEAD<div class='share'><a href='#'>Share</a></div>BODY</article>", "<p>TEXT</p>",
        "<div class='newsletter'><p>Sign up to our newsletter and get the news by eight.</p></div>",
    ),
    "fonts": ("<center><font size='5'><b>TITLE</b></font></center><font size='2'>BODY</font>", "<p>TEXT"),
    "linked paragraphs": ("<article>HEAD BODY</article>", "<p><a href='/report'>TEXT</a></p>"),
    "amp": ("<article class='amp-wp-article'>HEAD<div class='amp-wp-article-content'>BODY</div></article>", "<p>TEXT</p>"),
    "mail in tables": ("<table><tr><td><table><tr><td>HEAD</td></tr>BODY</table></td></tr></table>", "<tr><td><p>TEXT</p></td></tr>"),
    "opening of a paid article": (
        "<article>HEAD BODY<div class='paywall'><p>Subscribe to continue reading this article.</p></div></article>",
        "<p>TEXT</p>",
    ),
    "inside names of furniture": (
        "<div class='gh-viewport'><article>HEAD BODY</article></div>", "<div class='text--iconLinks'><p>TEXT</p></div>"
    ),
    "lines of teasers below": ("<article>HEAD BODY</article><section>TOLD×16</section>", "<p>TEXT</p>"),
    "cards that lead on below": ("<div class='post'>HEAD BODY</div>MORE×18", "<p>TEXT</p>"),
    "title in a div": ("<div class='title'>TITLE</div><div>BODY</div>MORE×18", "<p>TEXT</p>"),
    "short with linked data": (
        "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": \"DAY\"}</script>"
        "<div>HEAD BODY</div><div>TOLD×8 CARD×10</div>",
        "<p>TEXT</p>",
    ),
    "short": ("<article>HEAD BODY</article>", "<p>TEXT</p>"),
    "short among links": ("<main><article>HEAD BODY</article><aside><ul>LI×14</ul></aside></main>", "<p>TEXT</p>"),
    "short in divs among cards": ("<div>HEAD BODY</div><div>CARD×8</div>", "<div>TEXT</div>"),
    "short above headlines": ("<div>HEAD BODY</div><div>H×12</div>", "<p>TEXT</p>"),
    "short in a linked list": ("<div class='wrap'>HEAD BODY<ul>LI×6</ul></div>", "<p>TEXT</p>"),
}  # fmt: skip


def articles(heading: str = "name and day") -> Iterator[Made]:
    """Yield an article in every layout; a third names its day in the head, a quarter in its address."""
    for number, (name, layout) in enumerate(LAYOUTS.items()):
        of = story(number, 2 if name.startswith("short") else 3 + number % 6)
        head = f"<meta property='article:published_time' content='{of.day}T08:00:00Z'>" if number % 3 == 0 else ""
        dated = name in ("blogger", "fonts", "title in a div") or number % 4 == 1
        url = f"https://gazette.example/{f'{of.day:%Y/%m/%d}/' if dated else 'story/'}{of.slug}"
        html = framed(_body(of, HEADINGS[heading], *layout), of.title, head)
        yield Made(name, url, html, of.title, tuple(s for p in of.paragraphs for s in sentences(p)), of.day)


def _body(of: Story, heading: str, frame: str, each: str, once: str = "") -> str:
    """Return the page's body; `once` stands below the second paragraph."""
    said = [each.replace("TEXT", part) for part in of.paragraphs]
    body = "".join([*said[:2], once, *said[2:]])
    whole = (
        frame.replace("BODY", body)
        .replace("HEAD", heading.format(of))
        .replace("TITLE", of.title)
        .replace("DAY", f"{of.day}")
    )
    used = 0

    def links(found: re.Match[str]) -> str:
        nonlocal used
        first, used = used, used + int(found[2])
        return "".join(LINKS[found[1]].format(*one) for one in teasers(int(found[2]), first))

    return re.sub(r"([A-Z]+)×(\d+)", links, whole)


def sentences(paragraph: str) -> list[str]:
    """Return a paragraph's sentences; invented ones have no full stop inside."""
    return [part for part in re.split(r"(?<=[.”]) (?=[A-Z“])", paragraph) if part]
