"""The headline of a page without its site's name, and its byline without its publisher. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.sources.fields import unbyline
from index.sources.teasers import LEAST_HEADING
from index.sources.text import one_line, weight

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PARTS = re.compile(r"\s+(?:[|–—·•»«:-]+|::)\s+|\s*\|\s*")
_CUTS = re.compile(r"\s+[^\w\s&+@]{1,2}\s+|:\s+|\s*\|\s*")  # where a site's known name may stand on one side
_SHARED = 0.6  # of a heading's words that must stand in the stated title for it to be the headline
_BELONGS = re.compile(r"\d|^\.\w|^$")  # of what is left of a heading where that is no label: a year, ".de"
_FIRM = 6  # characters of a paper with whose name a firm or user begins: "Daily Lantern GmbH" (3 of 213 bylines)
_NEAR = 5  # blocks above a story in which the one heading is its own, whatever the title says (4 of 213 titles)
_ONE_WORD = 20  # characters of a heading whose words are not told apart, as in Chinese
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|el)(?=\w)|(?:com|org|net|news|online)$")
_DAYS = r"(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)(?:day)?\.?"
_DAY_BEHIND = re.compile(rf"\s+{_DAYS}$")
_ARCHIVE = re.compile(r"^(?:view |see |read )?(?:all )?(?:posts|articles|stories|more) (?:by|from) ", re.IGNORECASE)
_NOBODY = re.compile(  # what stands where a name would
    r"(?:https?|www)\b.*|submitted|posted|published|updated|(?:user )?admin(?:istrator)?|"
    r".*\b(?:logged|log ?in|sign ?in|account)\b.*|.*[:：].*",
    re.IGNORECASE,
)
_DAY_BESIDE = re.compile(rf"{_DAYS}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?")
_PLACE_OR_DAY = re.compile(r"[^\W\d_][a-zß-ÿ-]+|.*\d.*|(?:[Ii]n|[Aa]us|[àÀ]|[Ee][nm]|[Tt]e) .*")
_PAPER = re.compile(r"\s+(?:for|at|of|für|pour|para)\s+(?P<paper>[A-ZÀ-Þ][\w.'’&-]*(?:\s+[A-ZÀ-Þ&][\w.'’&-]*){0,5})$")


def headline(tree: HtmlElement, stated: str, publishers: Sequence[str], url: str, above: Sequence[str] = ()) -> str:
    """Return the page's own heading where its stated titles are about the same, else these without the site's name.

    `publishers` are what the page calls its paper, and guesses behind it. `stated` is what it states for others to
    show, which may be shortened; its `title` element is asked as well, and which part of it stands `above` the story,
    the nearest first.
    """
    named = one_line(" ".join(tree.xpath("//head/title[1]//text()")))
    sites = {_bare(name) for name in (*publishers, *_hosts(url)) if _bare(name)}
    headings = dict.fromkeys(_said(found, stated) for found in tree.xpath("//h1"))
    own = [
        said for said in headings if _bare(said) not in sites and (_is_about(said, stated) or _is_about(said, named))
    ]
    if len(own) > 1:
        own = sorted((said for said in own if said in named or said in stated), key=len)
    shown = next((said for said in above if weight(said) >= LEAST_HEADING and _is_part(said, named, sites)), "")
    if own and (not shown or _is_about(own[-1], named)):
        return own[-1] if own[-1] in named else _without_label(own[-1], stated, named)
    if shown:
        return shown
    alone = [said for said in headings if said and _bare(said) not in sites]
    if len(alone) == 1 and weight(alone[0]) >= LEAST_HEADING and alone[0] in above[:_NEAR]:
        return alone[0]
    given = tree.xpath("//head//meta[@property='og:title' or @name='twitter:title']")
    rest = _without_site(named, sites)
    is_site = _bare(stated) in {_bare(name) for name in (*publishers[:1], *_hosts(url))} and rest != named
    if not is_site and (given or named.startswith(stated) or _bare(named) in sites or not named):
        return _without_site(stated, sites)
    return rest


def _is_part(said: str, named: str, sites: set[str]) -> bool:
    """Tell whether a line is all that a title says besides its site and section: it ends where no word goes on."""
    before, found, behind = named.partition(said)
    ends = not before[-1:].isalnum() and not behind[:1].isalnum()
    return bool(found) and ends and _bare(said) not in sites


def _without_label(heading: str, stated: str, named: str) -> str:
    """Return the part of a title that is a heading without the label before or behind it: "KNOW-HOW", "Subscribers".

    Of 381 real pages five have their title by it, and three more other quotation marks.
    """
    if _bare(heading) in _bare(named):  # set with other signs alone
        return next((part for part in (stated, named) if _bare(part) == _bare(heading)), heading)
    titles = (stated, *_PARTS.split(stated), *_PARTS.split(named))
    parts = (part for part in titles if part in heading and not _BELONGS.search(heading.replace(part, "", 1)))
    longest = max(parts, key=len, default="")
    return longest if len(longest) >= _SHARED * len(heading) else heading


def _is_about(heading: str, *titles: str) -> bool:
    words = re.findall(r"\w+", heading.casefold())
    shared = max(sum(word in title.casefold() for word in words) for title in titles)
    return (len(words) > 1 or weight(heading) >= _ONE_WORD) and shared >= _SHARED * len(words)


def _said(heading: HtmlElement, stated: str) -> str:
    """Return what a heading says without a link to its site beside or instead of it (3 of 381 titles)."""
    whole = one_line(heading.text_content())
    linked = "".join(link.text_content() for link in heading.iter("a") if not link.get("href", "#").startswith("#"))
    if not linked:
        return whole
    rest = one_line(whole.removeprefix(one_line(linked)).removesuffix(one_line(linked)))
    if len(rest) < len(whole) and rest and rest in stated:
        return rest
    return whole if 2 * len(whole) >= len(stated) or rest else ""


def people(byline: str, publishers: Iterable[str], url: str = "") -> str:
    """Return the names of a byline: no "By", no publisher or host among them, none behind a "for", no rest of a day."""
    papers = {_bare(name) for name in (*publishers, *_hosts(url)) if _bare(name)}
    firms = tuple(paper for paper in papers if len(paper) >= _FIRM)
    written = _ARCHIVE.sub("", unbyline(byline))
    first, *others = [_DAY_BEHIND.sub("", part) for part in re.split(r"\s*[,|;]\s*", written)]
    parts = [first, *(part for part in others if not _DAY_BESIDE.fullmatch(part))]
    named = (part for part in parts if part and _bare(part) not in papers and not _NOBODY.fullmatch(part))
    found = ", ".join(part for part in named if not _bare(part).startswith(firms))
    behind = _PAPER.search(found)
    return found[: behind.start()] if behind and _bare(behind["paper"]) in papers else found


def without_places(authors: str) -> str:
    """Return the people of "Ines Hall; Norvik; June 3", the parts of a line that names its place and day behind them.

    People have two names, agencies are written in capitals. It takes a place out of 3 of 381 bylines.
    """
    first, *others = re.split(r"\s*;\s*", one_line(authors))
    return ", ".join([first, *(part for part in others if " " not in first or not _PLACE_OR_DAY.fullmatch(part))])


def _without_site(title: str, sites: set[str]) -> str:
    """Return what stands before the site's name in a title, or behind it where it comes first (4 of 381 titles)."""
    cuts = list(_CUTS.finditer(title))
    ends = [*(cut.start() for cut in cuts[1:]), len(title)]
    for cut, end in zip(cuts, ends, strict=False):
        if {_bare(title[cut.end() : end]), _bare(title[cut.end() :])} & sites:
            return title[: cut.start()].strip()
    for cut in cuts:
        if _bare(title[: cut.start()]) in sites:
            return title[cut.end() :].strip()
    return title


def _hosts(url: str) -> tuple[str, ...]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return (host, host.rpartition(".")[0]) if host else ()


def _bare(name: str) -> str:
    squeezed = "".join(filter(str.isalnum, name.casefold()))
    return _ARTICLE.sub("", squeezed) or squeezed
