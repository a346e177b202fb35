"""What stands above and below a story and is part of it: its standfirst, and what it says of its own faults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index.sources.blocks import Leaf, is_own_heading
from index.sources.datelines import read_dateline
from index.sources.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_STORY = 40  # characters from which a block of the article is its story and not a label
_SHORTEST = 20  # characters of a correction with its label
_NEAR = 12  # blocks below the headline
_LONGEST = 600  # characters of a standfirst, or of a correction
_LINKED = 0.5  # share of it that may stand in links
_ELSEWHERE = ("nav", "aside", "form", "button", "figure", "figcaption", "label", "td")
_NAMES = ("class", "id", "itemprop", "data-component", "data-testid", "data-gu-name", "property", "slot")
_NAMED = re.compile(
    r"stand-?first|(?:^|[\W_])(?:dek|deck|desc|lede?|lead|leadtext|intro|excerpt|sapo|ingress|manchet|perex|summary)(?:[\W_]|$)|"
    r"sub-?(?:title|head|deck|line)|chap(?:o|eau)\b|vorspann|description|catenaccio|bajada|entradilla|copete|strap-?line",
    re.IGNORECASE,
)
_PICTURED = re.compile(r"caption|video|gallery|player|(?:^|[\W_])media(?:[\W_]|$)", re.IGNORECASE)
_DESCRIPTIONS = "//meta[@name='description' or @property='og:description' or @name='twitter:description']/@content"
_NOTE = re.compile(
    r"(?:editor(?:[’']?s|ial)? note|correction|clarification|erratum|berichtigung|korrektur|richtigstellung|"
    r"(?:anmerkung|hinweis) der redaktion|(?:correcti|rectifi)catif|correctif|note de la rédaction|correcci[óo]n|"
    r"rectificaci[óo]n|fe de err(?:atas|ores)|aclaraci[óo]n|"
    r"nota (?:del editor|de la redacci[óo]n|della redazione)|correzione|"
    r"rettifica|errata|correção|correctie|rectificatie|rättelse|rettelse)",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"(?:{_NOTE.pattern})(?:,? [^.:]{{1,60}})? ?[:.–—]", re.IGNORECASE)
_THIS = r"(?:article|story|report|piece|post|page|column|review|interview|headline)"
_TOLD = re.compile(
    rf"\b(?:earlier|previous|original) versions? of (?:this|the) {_THIS}|an earlier version|"
    rf"\bthis {_THIS} (?:was|has been) (?:amended|corrected|clarified|edited|revised)|"
    r"\b(?:früheren?|ersten|vorherigen|ursprünglichen) (?:version|fassung)|"
    r"\bdieser (?:artikel|text|beitrag) wurde .{0,40}(?:korrigiert|berichtigt|geändert|präzisiert)|"
    r"\b(?:première|précédente) version|\bversion (?:antérieure|précédente)|cet article a été (?:corrigé|modifié)|"
    r"\bversión (?:anterior|previa)|este artículo (?:ha sido|fue) (?:corregido|modificado)|"
    r"\bversione precedente|\bversão anterior|\beerdere versie|\btidigare version|\btidligere (?:versjon|version)",
    re.IGNORECASE,
)


def with_edges(tree: HtmlElement, page: Sequence[Leaf], blocks: Sequence[str]) -> list[str]:
    """Return an article's blocks with its standfirst before its story and its corrections behind; `page` is all of it.

    Extraction leaves both out where a page keeps them in a header and a footer: of 381 real pages 37 have more by it.
    """
    story = {block for block in blocks if len(block) >= _STORY}
    first = next((at for at, leaf in enumerate(page) if leaf.block in story), None)
    if first is None:
        return list(blocks)
    start = blocks.index(page[first].block)
    told = set(blocks)
    above = [leaf.text for leaf in _standfirst(tree, page, first) if not {leaf.text, leaf.block} & told]
    below = [leaf.block for leaf in _corrections(page, first) if leaf.block not in told]
    return [*blocks[:start], *above, *blocks[start:], *below]


def _standfirst(tree: HtmlElement, page: Sequence[Leaf], first: int) -> Iterator[Leaf]:
    title = one_line(" ".join(tree.xpath("//head/title//text()")))
    heads = [at for at in range(max(first - _NEAR, 0), first) if is_own_heading(page[at], title)]
    described = _squeezed(" ".join(tree.xpath(_DESCRIPTIONS)))
    for leaf in page[heads[-1] + 1 : first] if heads else ():
        if _STORY <= len(leaf.text) <= _LONGEST and _stands_alone(leaf) and not read_dateline(leaf.text):
            names = " ".join(_names(leaf, page[heads[-1]]))
            if _squeezed(leaf.text) in described or (_NAMED.search(names) and not _PICTURED.search(names)):
                yield leaf


def _corrections(page: Sequence[Leaf], first: int) -> Iterator[Leaf]:
    """Yield what is said below a story of its faults, with the heading over it."""
    within = next(page[first].element.iterancestors("article"), None)
    heading: Leaf | None = None
    for leaf in page[first + 1 :]:
        if leaf.element.tag == "h1" or not _is_within(leaf, within):
            heading = None
        elif leaf.kind == "heading" or len(leaf.text) < _SHORTEST:
            heading = leaf if _NOTE.fullmatch(leaf.text.rstrip(": s")) else None
        elif len(leaf.text) <= _LONGEST and _stands_alone(leaf):
            if heading is not None:
                yield heading
                yield leaf
            elif _LABELLED.match(leaf.text) or _TOLD.search(leaf.text):
                yield leaf
            heading = None


def _is_within(leaf: Leaf, story: HtmlElement | None) -> bool:
    """Tell a block of the story's own article from those of others and of the site's footer."""
    own = next(leaf.element.iterancestors("article"), None)
    sites = own is None and next(leaf.element.iterancestors("footer"), None) is not None
    return own in (None, story) and not (sites and next(leaf.element.iterancestors("main"), None) is None)


def _stands_alone(leaf: Leaf) -> bool:
    around = (leaf.element, *leaf.element.iterancestors())
    return leaf.linked < _LINKED * len(leaf.text) and not any(one.tag in _ELSEWHERE for one in around)


def _names(leaf: Leaf, heading: Leaf) -> Iterator[str]:
    """Yield the names of a block and of the elements around it that do not hold the headline."""
    shared = set(heading.element.iterancestors())
    for element in (leaf.element, *leaf.element.iterancestors()):
        if element in shared:
            return
        yield from (str(element.get(name)) for name in _NAMES if element.get(name))


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text))
