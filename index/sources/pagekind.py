"""What a web page is when it is no article, told from how its text and links are laid out. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import PageKind
from index.sources.addresses import is_front
from index.sources.blocks import Leaf, is_own_heading, leaves
from index.sources.datelines import read_dateline
from index.sources.facts import Facts
from index.sources.html import LEFTOVERS, Extract
from index.sources.notices import CHECK, CONSENT, ERROR, LOGIN, MISSING, SCRIPT
from index.sources.teasers import HEADLINE, LEAST_HEADING, is_aside, is_teaser, only_link
from index.sources.text import ends_sentence, one_line, weight

if TYPE_CHECKING:
    from lxml.html import HtmlElement

REASONS: dict[PageKind, str] = {
    "list": "this is a page of links to articles (a front, section or search page); add its feed or sitemap instead.",
    "login": "this is a login page; what lies behind it needs an account.",
    "consent": "this is a consent page (cookies, tracking), which stands in front of the article.",
    "missing": "the page says that there is no such article (any more).",
    "paywall": "only the opening of the article is shown; the rest needs a subscription.",
    "script": "the page has no text until a browser runs its scripts.",
    "check": "the site lets only browsers in and asks visitors to prove that they are people.",
    "error": "the page is an error message of its server, not an article.",
    "empty": "no article text was found on the page.",
}
SHORT = 700  # characters of prose below which a page may be a notice; the shortest news stories have about 400
_SENTENCE = 60  # characters from which a closed block is prose and not a label
_TEASER = 120  # characters of prose that are worth quoting from behind a paywall
_WHOLLY = 0.8  # share of a headline that is its link; a kicker or a time may stand beside it
_RUN = 400  # characters of prose between two headlines that make an article rather than a teaser
_WHOLE = 1500  # the same that no teaser has, however much more is on the page: 3 of 330 real articles were refused
_BRIEF = 150  # the same where the address is that of one story
_DATED = re.compile(r"/\d{4}/\d\d?(?:/\d\d?)?$")
_NUMBERED = re.compile(r"(?:^|&)\w+=\d{3}")
_STORY_ID = re.compile(r"(?:^|&)(?:p|[ans]?id|(?:art(?:icle)?|story|news|post|item)(?:_?id)?)=\d\d", re.IGNORECASE)
_FEW_LINKS, _SOME_LINKS, _MANY_LINKS = 5, 8, 15
_STOP, _STOPS = re.compile(r"[^\W\d_]{2}[.!?。！？](?=\s)"), 3  # of sentences in a block that is not parted
_SHORT_WORD, _SHARED = 2, 3  # characters that say nothing in an address; words that do, and the topic's have fewer
_TEASED = 0.6  # share of a page's prose in teasers that makes it a list
_BYLINE = re.compile(r"(?:by|von|par|por|di|door|av|autor\w*|author)\b[:\s]", re.IGNORECASE)
_VISIBLE = ".//text()[not(ancestor::script or ancestor::style or ancestor::template)]"
_PARTS = re.compile(r"\s+[|–—·•»:-]+\s+|\s*\|\s*|: ")


@dataclass(frozen=True, slots=True)
class Layout:
    """A page before extraction: characters of `prose` in all, and the most of it (`longest`) between two headlines.

    `teased` characters of it stand in one block with the headline of another page. `opened` is the page's own
    heading where prose comes first below it, `signed` by a name or a day in between.
    """

    headlines: int
    longest: int
    prose: int
    teased: int
    opened: str
    signed: bool
    password: bool
    titles: tuple[str, ...]
    visible: str
    scripts: int


def layout(tree: HtmlElement) -> Layout:
    """Measure a page's prose and its links to articles."""
    runs, headlines, teased = [0], 0, 0
    blocks = [_Measured(leaf, _prose(leaf), _is_headline(leaf), is_teaser(leaf)) for leaf in leaves(tree)]
    teasers = _teasers(blocks) | _read_on([block.leaf for block in blocks])
    for block in blocks:
        if block.headline or block.leaf.element in teasers:
            headlines += 1
            teased += block.prose
            runs.append(0)
        else:
            runs[-1] += block.prose
    titles = [one_line(part.text_content()) for part in tree.xpath("//head/title | //h1")[:6]]
    opened, signed = _opening(blocks, titles[0] if titles else "")
    return Layout(
        headlines=headlines,
        longest=max(runs),
        prose=sum(runs) + teased,
        teased=teased,
        opened=opened,
        signed=signed,
        password=bool(tree.xpath("//input[@type='password']")),
        titles=tuple(part for title in titles for part in (title, *_PARTS.split(title)) if part),
        visible=one_line(" ".join(tree.xpath(_VISIBLE))[:20_000]),
        scripts=len(tree.xpath("//script")),
    )


def why_no_article(found: Extract, page: Layout, facts: Facts, url: str) -> PageKind | None:
    """Return what a page is when it holds no article, None when it holds one."""
    prose = sum(weight(block) for block in found.blocks if is_prose(block))
    if prose < SHORT:
        kind = _notice(found, page, facts, prose)
        if kind:
            return kind
    if _is_consent(found, facts):
        return "consent"
    dated = facts.published is not None and not is_front(url)
    told = facts.told and prose >= (_BRIEF if dated else _RUN)
    if not told and _is_list(page, facts, url):
        return "list"
    closed = sum(weight(block) for block in found.blocks if ends_sentence(block))
    rest = sum(map(len, found.blocks)) > LEFTOVERS and (len(found.blocks) > 1 or _says_much(found.blocks[0]))
    return None if closed >= _SENTENCE or rest else _without_text(page)


def is_prose(block: str) -> bool:
    return weight(block) >= _SENTENCE and ends_sentence(block)


def _notice(found: Extract, page: Layout, facts: Facts, prose: int) -> PageKind | None:
    """Tell short pages by what their titles say; one that calls itself an article needs a second sign."""
    first = found.blocks[0].removeprefix("## ") if found.blocks else ""
    said = (*page.titles, first.rstrip("."))
    if any(MISSING.fullmatch(title.rstrip(".! ")) for title in said):
        return "missing"
    if CHECK.search(" ".join(page.titles)) or (prose < _TEASER and CHECK.search(page.visible[:1000])):
        return "check"
    if not facts.article and any(ERROR.fullmatch(title.rstrip(".! ")) for title in said):
        return "error"
    login = any(LOGIN.fullmatch(title.rstrip(".! ")) for title in page.titles)
    if (page.password and (login or prose < _TEASER)) or (login and not facts.article):
        return "login"
    if prose < _TEASER and SCRIPT.search(page.visible[:2000]):
        return "script"
    return None


def _is_consent(found: Extract, facts: Facts) -> bool:
    """Tell a consent page, most of whose words speak to its reader of cookies; none of 381 real articles is one."""
    total = sum(map(len, found.blocks))
    spoken = sum(len(block) for block in found.blocks if CONSENT.search(block))
    return spoken > (0.7 if facts.article else 0.4) * total


def _is_list(page: Layout, facts: Facts, url: str) -> bool:
    """Tell a page of teasers: headlines that lead elsewhere, and little prose between any two of them."""
    told = page.signed or facts.published or _is_named(url, page.opened) or _STORY_ID.search(urlsplit(url).query)
    if page.opened and told and page.longest >= _BRIEF and not facts.leading and not is_front(url):
        return False
    if is_front(url) and page.headlines >= (_MANY_LINKS if page.signed else _SOME_LINKS):
        return True
    if page.teased > _TEASED * page.prose and page.headlines >= _FEW_LINKS:
        return True
    least = _BRIEF if _names_a_story(url) else _RUN
    short = page.longest < least or page.longest < 0.35 * page.prose
    if facts.article:
        short = short and page.longest < _WHOLE
        return page.headlines >= _SOME_LINKS if short else page.headlines >= _MANY_LINKS and page.longest < _RUN
    few = 3 if facts.leading or is_front(url) else _FEW_LINKS
    return page.headlines >= few and short


def _names_a_story(url: str) -> bool:
    """Tell the address of one story: a slug of three words, a long number, or any slug below a date."""
    parts = urlsplit(url)
    above, _, slug = parts.path.rstrip("/").rpartition("/")
    worded = slug.count("-") + slug.count("_") >= 2 or re.search(r"\d{4}", slug)
    return bool(worded or _NUMBERED.search(parts.query) or (_DATED.search(above) and not slug.isdigit()))


def _is_named(url: str, heading: str) -> bool:
    """Tell whether an address repeats the words of a page's heading, as those of stories do: 4 of 381 need it."""
    said = {word for word in re.findall(r"\w+", heading.casefold()) if len(word) > _SHORT_WORD}
    return len(said & set(re.findall(r"[^\W_]+", urlsplit(url).path.casefold()))) >= _SHARED


def _says_much(block: str) -> bool:
    """Tell a story in one block from all the words of a page that has none."""
    return len(_STOP.findall(block)) >= _STOPS


def _without_text(page: Layout) -> PageKind:
    if page.password:
        return "login"
    if len(CONSENT.findall(page.visible)) >= 3:
        return "consent"
    if page.headlines >= _FEW_LINKS:
        return "list"
    if SCRIPT.search(page.visible) or (page.scripts and len(page.visible) < _TEASER):
        return "script"
    return "empty"


def _prose(leaf: Leaf) -> int:
    """Return how many characters of prose a block has, its links left out; 0 for labels and lists of links."""
    text = leaf.text
    return weight(text) - leaf.linked if is_prose(text) and leaf.linked < 0.5 * len(text) else 0


@dataclass(frozen=True, slots=True)
class _Measured:
    leaf: Leaf
    prose: int
    headline: bool
    teaser: bool


def _opening(blocks: Sequence[_Measured], title: str) -> tuple[str, bool]:
    """Return the page's own heading if prose comes before any headline below it, and whether a name or day does too."""
    heading, signed = "", False
    for above, block in zip([None, *blocks], blocks, strict=False):
        leaf = block.leaf
        if is_own_heading(leaf, title):
            heading = leaf.text if len(leaf.text) >= LEAST_HEADING else ""
            signed = above is not None and _signs(above.leaf) and not is_aside(above.leaf)
        elif block.headline or block.teaser:
            heading = ""
        elif heading and block.prose:
            return heading, signed
        elif heading:
            signed = signed or _signs(leaf)
    return "", False


def _signs(leaf: Leaf) -> bool:
    return bool(
        _BYLINE.match(leaf.text) or read_dateline(leaf.text) or next(leaf.element.iter("time"), None) is not None
    )


def _teasers(blocks: Sequence[_Measured]) -> set[HtmlElement]:
    """Return the elements of blocks that say more of other pages; where all lead to the same few, they are none."""
    found = [block.leaf for block in blocks if block.teaser]
    led = {link.get("href") for leaf in found if (link := only_link(leaf)) is not None}
    return {leaf.element for leaf in found} if len(led) >= _FEW_LINKS else set()


def _read_on(page: Sequence[Leaf]) -> set[HtmlElement]:
    """Return the links that say the same and lead to pages of their own, as "Read more" below each teaser does.

    It tells 1 of 22 made lists, and changes nothing on 231 real pages.
    """
    led: dict[str, dict[HtmlElement, str]] = defaultdict(dict)
    for leaf in page:
        link = only_link(leaf) if leaf.linked == len(leaf.text) and not is_aside(leaf) else None
        if link is not None:
            led[leaf.text][leaf.element] = urlsplit(link.get("href")).path
    return {one for links in led.values() if len(set(links.values())) >= _FEW_LINKS for one in links}


def _is_headline(leaf: Leaf) -> bool:
    """Tell a link that stands for an article: a line of its own, outside of navigation and running text."""
    if weight(leaf.text) not in HEADLINE or leaf.linked < _WHOLLY * len(leaf.text):
        return False
    around = [leaf.element, *leaf.element.iterancestors()]
    own = leaf.element.tag == "p" and not any(one.tag == "a" for one in around[1:])  # a paragraph may be one link
    if own or is_aside(leaf) or _signs(leaf):
        return False
    links = [one for one in [*around, *leaf.element.iterdescendants("a")] if one.tag == "a"]
    if max((weight(one_line(link.text_content())) for link in links), default=0) < min(HEADLINE):
        return False
    return any(not link.get("href", "").startswith(("#", "javascript:", "mailto:")) for link in links)
