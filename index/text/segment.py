"""One block of text to sentences, by sentencex, with the few breaks put right that news prose showed to be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.values import Span

_CLOCK = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)
_AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.|(?:[ECMP][SD]?T|GMT|UTC|BST)\b|"
    r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)"
)
_DOTTED = re.compile(r"(?:^|\s)(?:[A-Z]\.){2,}$|\b[ap]\.\s?m\.$")
_ZONE = re.compile(r"(?:Eastern|Central|Mountain|Pacific|Atlantic)\b|(?:local|[A-Z]\w+(?: [A-Z]\w+)?) time\b")
_ENUMERATOR = re.compile(r"\(?\w{1,2}[.)]")
_LAST_WORD = re.compile(r"(\w+)\.$")
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.$")
_ORDINAL_LANGUAGES = frozenset(
    ("cs", "da", "de", "et", "fi", "hr", "hu", "lv", "nb", "no", "pl", "sk", "sl", "sr", "tr")
)
_TRAILER = re.compile(r"[,;:)\]]|\[[^\]]{1,30}\]\W?$")
_TITLES = {
    "en": "ald cllr col const cpl dep dr gen gov hon lt maj mr mrs ms mx no nos prof rep rev sen sgt st ste supt vs",
    "de": "abs art bgm bzw ca dipl dr fa gem hl hr fr ing mag nr prof str z",
    "fr": "art dr etc m me mgr mm mme mlle nº p pr st ste",
    "es": "art dña dr dra núm pág prof sr sra srta ud uds",
    "it": "art dott dr ing n on prof sig sig.ra",
    "pt": "art dr dra n prof sr sra",
    "nl": "art bijv dhr dr mevr mr nr prof",
    "ru": "акад г гг гр д и им ул проф см стр т тыс",
}
# Before a figure these are no end of a sentence, in any language: "approx. 1.25 million", "vol. 2", "Tel. 555 1234".
_BEFORE_FIGURE = re.compile(
    r"(?:^|[\s(\[–—/'’])(?:approx|appx|aprox|env|ca|c|v|est|max|min|avg|temp|pop|apt|bldg|dept|r[eé]f|mob|vol|vols|tel|fax|ext|no|nos|nr|pp?|pg|p[aá]gs?|blz|fig|figs|tab|ок|рис|стр|тел|art|sec|ch|para|cf|incl|excl|edn?|pt|bk|iss|bde?|ziff|abb|kap|"
    r"(?:mon|tues?|wed|thurs?|thu|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec))\.$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[$€£¥]?\d")
_FORT = re.compile(r"\b[FMP]t\.$")  # and feet are small
_QUANTITY = re.compile(r"\d (?:mill?|mio|mrd|mld|mln|bn|tsd|thsd|pct|proc)\.$", re.IGNORECASE)
_MAY = re.compile(r"\bMay\.(?=\s+[A-Z“\"])")  # the one month that is short by itself, which sentencex takes for another
_MARKS = re.compile(r"[\"“”„«»‹›「」『』()\[\]]")
LONG_QUOTATION = 400  # characters; sentencex keeps a quotation whole, which is right until it is a paragraph


def segment(text: str, language: str) -> list[Span]:
    """Return the sentences of one paragraph in order; they hold every character but the blanks between them."""
    code = language.lower()[:2] or "en"
    found: list[Span] = []
    for start, end in _bounds(text, code):
        if found and _belongs(text[found[-1].start : found[-1].end], text[start:end], code):
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return found


def _bounds(text: str, code: str) -> Iterator[tuple[int, int]]:
    for start, end in _cut(text, code):
        if end - start <= LONG_QUOTATION:
            yield start, end
            continue
        bare = _MARKS.sub(" ", text[start:end])
        for inner_start, inner_end in _moved_openings(text[start:end], [end for _, end in _cut(bare, code)]):
            yield start + inner_start, start + inner_end


def _cut(text: str, code: str) -> Iterator[tuple[int, int]]:
    import sentencex

    for part in sentencex.get_sentence_boundaries(code, text):
        start, end = part["start_index"], part["end_index"]
        for month in _MAY.finditer(text, start, end):
            yield from _stripped(text, start, month.end())
            start = month.end()
        yield from _stripped(text, start, end)


def _moved_openings(text: str, ends: list[int]) -> Iterator[tuple[int, int]]:
    """Cut at the ends of the sentences without their marks: closing marks stay behind, opening ones move on."""
    start = 0
    for end in [*ends[:-1], len(text)]:
        stop = end
        while stop < len(text) and not text[stop].isspace():
            stop += 1
        yield from _stripped(text, start, stop)
        start = stop


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    raw = text[start:end]
    if raw.strip():
        start += len(raw) - len(raw.lstrip())
        yield start, start + len(raw.strip())


def _belongs(before: str, after: str, code: str) -> bool:
    """Tell whether a break before `after` is none: a clock time, a title, an ordinal, a footnote mark."""
    if _CLOCK.search(before) and _AFTER_CLOCK.match(after):
        return True
    if _FIGURE.match(after) and (_BEFORE_FIGURE.search(before) or _QUANTITY.search(before)):
        return True
    if _DOTTED.search(before) and (after[0].isdigit() or _ZONE.match(after)):
        return True
    if after[0].islower() or _TRAILER.match(after) or _ENUMERATOR.fullmatch(before):
        return True
    if code in _ORDINAL_LANGUAGES and _ORDINAL.search(before):
        return True
    if _FORT.search(before):
        return True
    last = _LAST_WORD.search(before)
    return last is not None and last[1].lower() in _TITLES.get(code, "").split()
