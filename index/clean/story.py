"""An article's story from page to canonical text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.clean.captions import with_captions
from index.clean.furniture import without_furniture
from index.clean.head import read_head
from index.clean.lines import Draft, drafts
from index.clean.speakers import with_speakers
from index.errors import UnreadableSource
from index.sources.datelines import opening_day, read_foot
from index.sources.text import one_line
from index.sources.tongues import surely_told, told
from index.values import Article, Block, Page

BLANK = "\n\n"
_LONGEST_HEADING, _PARAGRAPH = 90, 90
_TITLE_FROM_TEXT = 80
_ENOUGH_TO_TELL = 200  # characters from which a language is told reliably
_SHORTEST_TOLD = 60
_SAMPLE = 1500  # a language is told from 200; telling it costs .7 ms for each 1,000
_ITEM = re.compile(r"(?:[-–—*•·▪‣]|\(?\w{1,2}[.)])\s")
_MADE = re.compile(r"^(?:[-–—*•·▪‣]|\(?\w{1,2}[.)])\s|\d|\w: ?\S")
_SENTENCE = (".", "!", "?", "…", "”", '"', "»", "。", "！")
_STOPS = (".", "!", ":", ";", ",", "”", '"', "»", "…", "’", ")", "。", "！")


def clean(page: Page, *, article_id: str) -> Article:
    """Return the page's article with its canonical text; UnreadableSource when no prose remains."""
    head, body = read_head(with_speakers(without_furniture(drafts(page.text))), one_line(page.title))
    body = _with_headings(with_captions(body, labels=not page.marked), marked=page.marked)
    story = [draft for draft in body if draft.kind != "caption"]
    if not any(draft.kind == "prose" for draft in story):
        raise UnreadableSource(
            page.source, "no article text remains when titles, captions and page furniture are set aside."
        )
    opened = opening_day(next(filter(_is_paragraph, (draft.text for draft in story)), ""))
    foot = read_foot([] if page.marked else [draft.text for draft in story])
    captions = _unique([*(draft.text for draft in body if draft.kind == "caption"), *map(one_line, page.captions)])
    text, blocks = _canonical([*story, *(Draft(caption, 0, "caption") for caption in captions)])
    return Article(
        id=article_id,
        source=page.source,
        text=text,
        title=head.title or _shortened(next(draft.text for draft in story if draft.kind == "prose")),
        blocks=blocks,
        byline=one_line(page.byline) or head.byline,
        publisher=one_line(page.publisher) or head.publisher,
        url=page.url or head.url,
        origin=page.origin,
        published=page.published or head.published or foot.published or opened or page.created,
        modified=page.modified or head.modified or foot.modified,
        language=_language(text, page.language or head.language),
        paywalled=page.paywalled,
    )


def _is_paragraph(text: str) -> bool:
    return len(text) >= _PARAGRAPH and text.endswith(_SENTENCE)


def _canonical(parts: Sequence[Draft]) -> tuple[str, tuple[Block, ...]]:
    blocks: list[Block] = []
    at = 0
    for part in parts:
        blocks.append(Block(at, at + len(part.text), part.kind))
        at += len(part.text) + len(BLANK)
    return BLANK.join(part.text for part in parts), tuple(blocks)


def _with_headings(body: Sequence[Draft], *, marked: bool) -> list[Draft]:
    """Mark headings where prose follows; a heading over nothing is prose.

    Where the source marks none (`marked` is False), short lines without a full stop are headings, each alone or above a
    list; the lines of a list are prose.
    """
    titled = [one.marked or not (marked or one.spoken or not _reads_like_heading(one.text)) for one in body]
    for start, end in _runs(body):
        rest = (one.marked for one in body[start + 1 : end])
        titled[start:end] = [body[start].marked or (not marked and _heads_list(body[start:end])), *rest]
    found: list[Draft] = []
    prose_follows = False
    for draft, title in zip(reversed(body), reversed(titled), strict=True):
        if draft.kind != "caption":
            draft = replace(draft, kind="heading" if title and prose_follows else "prose")
            prose_follows = True
        found.append(draft)
    return found[::-1]


def _runs(body: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of lists: two and more short lines in a row, of which none is a sentence."""
    start = 0
    for end in range(len(body) + 1):
        if end < len(body) and _is_item(body[end]):
            continue
        if end - start > 1:
            yield start, end
        start = end + 1


def _is_item(draft: Draft) -> bool:
    text = draft.text
    if draft.marked or draft.spoken or draft.kind == "caption":
        return False
    return bool(_ITEM.match(text)) or (len(text) <= _LONGEST_HEADING and not text.endswith(_SENTENCE))


def _heads_list(run: Sequence[Draft]) -> bool:
    """Tell a heading above the lines of a list, which are of another make: marked, or with figures or labels."""
    first, rest = run[0].text, run[1:]
    made = sum(bool(_MADE.search(one.text)) for one in rest)
    return len(run) > 2 and _reads_like_heading(first) and not _MADE.search(first) and made >= 0.6 * len(rest)


def _reads_like_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or len(text.split()) > 14 or text.endswith(_STOPS):
        return False
    return (text[0].isupper() or text[0].isdigit()) and any(map(str.isalpha, text)) and " | " not in text


def _unique(captions: Sequence[str]) -> Iterator[str]:
    return iter(dict.fromkeys(caption for caption in captions if caption))


def _shortened(text: str) -> str:
    if len(text) <= _TITLE_FROM_TEXT:
        return text
    return text[:_TITLE_FROM_TEXT].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _language(text: str, stated: str) -> str:
    """Return the language that a text is told to be in where it is long enough, else the stated, else a sure one."""
    if len(text) >= _ENOUGH_TO_TELL:
        code = told(text[:_SAMPLE])
        if len(code) == 2:  # a longer code is a pidgin or dialect that short texts are taken for
            return code
    if stated[:2].isalpha():
        return stated[:2].lower()
    sure = surely_told(text) if _SHORTEST_TOLD <= len(text) < _ENOUGH_TO_TELL else ""
    return sure if len(sure) == 2 else "en"
