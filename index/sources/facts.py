"""What a web page says of itself: kind, times, publisher, paywall, its own address. Pure."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.sources.addresses import is_front, resolve, same_site
from index.sources.moments import parse_moment
from index.sources.text import plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META = "//meta[{}]/@content"
_MODIFIED = (
    "//meta[@property='article:modified_time' or @property='og:updated_time' or @name='last-modified' "
    "or @itemprop='dateModified' or @name='dateModified']/@content | //time[@itemprop='dateModified']/@datetime"
)
_PUBLISHED = (
    "//meta[@property='article:published_time' or @name='datePublished' "
    "or @name='dcterms.date' or @name='DC.date' or @name='dc.date' or @name='dc.date.issued' "
    "or @name='DC.date.issued' or @name='parsely-pub-date']/@content"
)
# What teasers and comments have as well.
_MARKED = (
    "//*[@itemprop='datePublished' or (self::time and @pubdate)]"
    "[not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::li or ancestor::*["
    "contains(@itemprop, 'review') or contains(@itemprop, 'comment')])]"
)
# schema.org's articles, and what it has for pages that only lead to articles.
_ARTICLE = re.compile(r"(?:\w*Article|\w*BlogPosting|LiveBlogPosting|Report|Review)$")
_LEADING = {"CollectionPage", "SearchResultsPage", "ItemList", "Blog"}
_TIER = "//meta[@property='article:content_tier' or @name='article:content_tier']/@content"
_REFRESH = re.compile(r"\s*[0-5](?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE)
_FORM = re.compile(r"(?:amp|print|mobile|m|full|embed|single|all|page/?\d+|\d{1,2}|index)(?:\.\w+)?/?", re.IGNORECASE)
_MAIN = ("@graph", "mainEntity")
_OTHERS = (
    "itemListElement",
    "mentions",
    "hasPart",
    "isRelatedTo",
    "citation",
    "review",
    "comment",
)  # other pages and voices
_WRAPPED = re.compile(
    r"^\s*(?:(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|<!--)|(?:(?://|/\*)?\s*\]\]>\s*(?:\*/)?|-->)\s*;?\s*$"
)
_LAST_COMMA = re.compile(r",\s*([}\]])")
_LONGEST_NAME, _MOST_AUTHORS = 80, 12
_MOST_NODES = 20_000  # of linked data in one page

Node = tuple[Mapping[str, Any], int]


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in a page's metadata. `article` and `leading`: it calls itself an article, a page of links.

    `told` says that its linked data describes one article: templates set Open Graph's type on every page.
    """

    article: bool
    told: bool
    leading: bool
    paywalled: bool
    published: datetime | None
    modified: datetime | None
    publisher: str
    language: str
    authors: tuple[str, ...] = ()  # of the article, in its linked data


def read_facts(tree: HtmlElement) -> Facts:
    """Return what a page says of itself, in JSON-LD, meta elements and microdata."""
    nodes = _nodes(tree)
    main = [node for node, depth in nodes if depth == 0]
    dated = _of_the_article(nodes, _titles(tree))
    kinds = [kind for node in main for kind in _kinds(node)]
    articles = sum(bool(_ARTICLE.match(kind)) for kind in kinds)
    declared = bool(tree.xpath(_META.format("@property='og:type' and @content='article'")))
    return Facts(
        article=articles == 1 or (declared and articles == 0),
        told=articles == 1,
        leading=articles != 1 and any(kind in _LEADING for kind in kinds),
        paywalled=_paywalled(tree, main),
        published=_moment([*_strings(dated, "datePublished"), *tree.xpath(_PUBLISHED), *_marked(tree)]),
        modified=_moment([*_strings(dated, "dateModified"), *tree.xpath(_MODIFIED)]),
        publisher=_publisher(tree, main),
        language=language_of(tree),
        authors=_authors(dated, nodes) if len(dated) == 1 else (),
    )


def canonical(tree: HtmlElement, url: str) -> str:
    """Return the address under which a page wants to be known, or the one where it was found.

    A page may only name an address of its own site, in its head, and neither the front page nor the section above it,
    which careless templates name on every page. AMP and print copies fold into their article this way.
    """
    stated = tree.xpath("//head//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")
    named = {resolve(url, str(href)) for href in stated} or {
        resolve(url, str(href)) for href in tree.xpath("//head//meta[@property='og:url']/@content")[:1]
    }
    found = named.pop() if len(named) == 1 else ""
    if not found or not same_site(found, url) or (is_front(found) and not is_front(url)) or _is_above(found, url):
        return resolve(url, url) or url
    if found.removeprefix("http:") == url.removeprefix("https:"):
        return url
    return found


def _is_above(found: str, url: str) -> bool:
    """Tell whether an address is a section's in which the page lies; below an article only its other forms lie."""
    above, below = urlsplit(found).path.rstrip("/") + "/", urlsplit(url).path
    rest = below.removeprefix(above).strip("/")
    return below.startswith(above) and rest != "" and not _FORM.fullmatch(rest)


def leads_on(tree: HtmlElement, url: str) -> str:
    """Return the address that a page sends its visitors on to at once, "" where they stay."""
    stated = tree.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']/@content")
    found = _REFRESH.match(str(stated[0])) if stated else None
    target = resolve(url, found[1]) if found else ""
    return "" if target == resolve(url, url) else target


def language_of(tree: HtmlElement) -> str:
    """Return the language code that a page states, in lower case."""
    stated = tree.xpath("/html/@lang") or tree.xpath("//meta[@property='og:locale']/@content")
    return str(stated[0])[:10].lower() if stated else ""


def _nodes(tree: HtmlElement) -> list[Node]:
    """Return the objects of a page's JSON-LD with how deep each stands; those of a graph stand at the top."""
    waiting: deque[tuple[Any, int]] = deque()
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        with suppress(ValueError, RecursionError):
            waiting.append((_linked_data(str(script)), 0))
    found: list[Node] = []
    while waiting and len(found) < _MOST_NODES:
        node, depth = waiting.popleft()
        if isinstance(node, dict):
            found.append((node, depth))
            inside = [key for key in node if isinstance(node[key], dict | list) and key not in _OTHERS]
            waiting += [(node[key], depth + (key not in _MAIN)) for key in inside]
        elif isinstance(node, list):
            waiting += [(value, depth) for value in node]
    return found


def _linked_data(script: str) -> Any:
    """Read JSON as templates write it: wrapped in comments, with line ends in strings, a comma too many."""
    said = _WRAPPED.sub("", script)
    try:
        return json.loads(said, strict=False)
    except ValueError:
        return json.loads(_LAST_COMMA.sub(r"\1", said), strict=False)


def _titles(tree: HtmlElement) -> str:
    return plain(" ".join(element.text_content() for element in tree.xpath("//head/title | //h1")))


def _of_the_article(nodes: list[Node], titles: str) -> list[Node]:
    """Return the nodes whose dates are the article's: its own, else those of the page; never those of teasers."""
    own = [(node, depth) for node, depth in nodes if any(_ARTICLE.match(kind) for kind in _kinds(node))]
    top = min((depth for _, depth in own), default=0)
    first = [(node, depth) for node, depth in own if depth == top]
    if len(first) > 1:  # of several the one that is told here
        named = [(node, depth) for node, depth in first if _is_named(node, titles)]
        first = named or first
    if own:
        return first if len({str(node.get("datePublished")) for node, _ in first}) == 1 else []
    return [(node, depth) for node, depth in nodes if depth == 0 and "WebPage" in _kinds(node)]


def _is_named(node: Mapping[str, Any], titles: str) -> bool:
    headline = node.get("headline")
    return isinstance(headline, str) and bool(headline.strip()) and plain(headline) in titles


def _kinds(node: Mapping[str, Any]) -> list[str]:
    stated = node.get("@type")
    return [kind for kind in (stated if isinstance(stated, list) else [stated]) if isinstance(kind, str)]


def _authors(article: list[Node], nodes: list[Node]) -> tuple[str, ...]:
    """Return the people who wrote an article, no paper among them; a graph says elsewhere what an `@id` stands for."""
    known = {node["@id"]: node for node, _ in nodes if isinstance(node.get("@id"), str) and node.get("name")}
    stated = article[0][0].get("author")
    found = []
    for one in stated if isinstance(stated, list) else [stated]:
        who = known.get(one["@id"], one) if isinstance(one, dict) and isinstance(one.get("@id"), str) else one
        name = who.get("name") if isinstance(who, dict) and "Person" in _kinds(who) else who
        if isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME:
            found.append(plain(name))
    return tuple(dict.fromkeys(found[:_MOST_AUTHORS]))


def _strings(nodes: list[Node], key: str) -> list[str]:
    return [str(node[key]) for node, _ in nodes if isinstance(node.get(key), str | int | float)]


def _marked(tree: HtmlElement) -> list[str]:
    """Return the moments that elements of a page are marked with, those of other articles than the headline's aside."""
    found = [(one, str(one.get("datetime") or one.get("content") or "")) for one in tree.xpath(_MARKED)]
    homes = {article for heading in tree.iter("h1") for article in heading.iterancestors("article")} if found else set()
    held = [(next(one.iterancestors("article"), None), moment) for one, moment in found]
    if homes:
        held = [(article, moment) for article, moment in held if article is None or article in homes]
    if len({moment[:10] for _, moment in held}) > 1:
        held = [(article, moment) for article, moment in held if article in homes][:1]
    return [moment for _, moment in held]


def _moment(stated: list[str]) -> datetime | None:
    return next((moment for value in stated[:10] if (moment := parse_moment(str(value)))), None)


def _paywalled(tree: HtmlElement, nodes: list[Mapping[str, Any]]) -> bool:
    """Tell whether it says so: schema.org's isAccessibleForFree, or Open Graph's article:content_tier."""
    free = [node["isAccessibleForFree"] for node in nodes if "isAccessibleForFree" in node]
    tiers = [str(tier).lower() for tier in tree.xpath(_TIER)]
    return any(str(value).lower() in ("false", "no") for value in free) or bool({"locked", "metered"} & set(tiers))


def _publisher(tree: HtmlElement, main: list[Mapping[str, Any]]) -> str:
    named = [str(name) for name in tree.xpath(_META.format("@property='og:site_name'"))]
    named += [node["publisher"].get("name") for node in main if isinstance(node.get("publisher"), dict)]
    return next((found for name in named if isinstance(name, str) and (found := plain(name)[:200])), "")
