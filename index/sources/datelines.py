"""Lines that say when an article was published and changed: "Updated 5 June 2025, first published 3 June 2025"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.sources.dates import parse_date

LONGEST = 120  # characters; a longer line is prose
_FOOT = 3  # blocks at the end of an article
_NAMES = 40  # characters of who wrote it, beside a label and its day
_UPDATED = (
    r"(?:last )?(?:updated|modified|edited|revised|revision)|aktualisiert|stand|mise? à jour|modifiée?|"
    r"(?:última )?actualizaci[óo]n|actualizad[oa]|aggiornato|atualizad[oa]|bijgewerkt|uppdatera[dt]|"
    r"oppdatert|opdateret|päivitetty|aktualizacja|aktuali[zs]ov[aá]n[oaé]|frissít(?:ve|és)|actualizat|ažurirano|"
    r"(?:son )?güncelleme|diperbarui|обновлено|оновлено|ενημ[εέ]ρωσ?[ηθ]\w*|עודכן|(?:آخر )?تحديث|"
    r"(?:最終|最后)?更新(?:时间|日[時期]?)?|수정일?"
)
_PUBLISHED = (
    r"(?:first |originally )?(?:published|posted|issued|created)|(?:erst)?veröffentlicht|erschienen|erstellt|publiée?|"
    r"publicad[oa]|pubblicato|gepubliceerd|geplaatst|publicera[dt]|publisert|publiceret|julkaistu|opublikowano|"
    r"publikov[aá]n[oaé]|zve[rř]ejn[eě]n[oaé]|megjelent|közzétéve|publicat|objavljeno|yayınlanma|diterbitkan|"
    r"опубликовано|опубліковано|δημοσι[εέ]υ\w+|פורסם|نُ?شر|تاريخ النشر|"
    r"发[布表](?:时间|日期|于)?|公開(?:日時?)?|(?:投稿|掲載)日?|입력|등록일?|게재|"
    r"artikel(?= vom )|date|(?:datum|fecha|data|时间|日期|日時)(?=[:：])"
)
_LABEL = re.compile(rf"(?<!\w)(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))(?![^\W\d])", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|•∙·]\s*|\s+[—–/-]\s+")
_BESIDE = re.compile(  # "4 min read", "Paid", "05:00", "By Ines Hall"
    r"(?:\d{1,3} )?[^\W\d_]\w{1,11}\.?(?: [^\W\d_]\w{0,11}){0,2}|\d{1,2}[:.h]\d\d(?: (?:uhr|h))?|"
    r"(?:by|von|par|por|autor|author|text) ?:?\D{2,60}",
    re.IGNORECASE,
)
_EDGES = " \t|•·–—,;:：()$-"
_CONNECTED = re.compile(r"^(?:on|at|le|am|vom|el|il|op|em|den|it was)\s+|\s+(?:and|und|et|y|e)$", re.IGNORECASE)
_TOLD = re.compile(r"(?:on|at|am|le|el|il|op) .*\s(?:by|von|par|por|in|under) .*[.!?…]$", re.IGNORECASE)
_SIGNED = re.compile(
    r"^(?:by|von|par|por) \D{2,60}?(?: (?:on|am|le|el|il) |, (?=\d))|\s+(?:by|von|par|por|in|under) \D{2,60}$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^[A-ZÀ-Þ][\w’'.-]+(?: [A-ZÀ-Þ][\w’'.-]+){0,2}, (?:den )?(?=\d)")  # "Norvik, 3 June 2025"
_DAY = re.compile(
    r"(?<![\w/.-])(?:(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:19|20)\d\d"
    r"|\d{1,2}(?:st|nd|rd|th|er|º|\.)?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:del?\s)?(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d|(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
    r"|(?:19|20)\d\d\.\s[^\W\d_]{3,12}\.?\s\d{1,2}\.)(?![\w/-])"  # Hungarian
)
_TIME = r"\d{1,2}[:.h]\d\d(?::\d\d)?"
_AFTER = re.compile(  # "3 June 2025, 17:30", "le 3 juin 2025 à 17h30"; from one hour to another is no moment
    rf"[\s,.|·•–—/-]{{1,4}}(?:(?:at|um|à|a las|às|kl\.?|alle|ore|в) )?{_TIME}"
    r"(?![\d.]?\d|\s?(?:[ap]m|Uhr|h)?\s?[-–—]\s?\d)",
    re.IGNORECASE,
)
_INTERVAL = re.compile(
    r"\d[:.h]\d\d\s?(?:[ap]\.?m\.?|uhr|h)?\s?(?:[-–—]|to|until|bis|à|a|tot)\s?\d{1,2}[:.h]\d\d", re.IGNORECASE
)  # of what takes place
_BEFORE = re.compile(
    rf"(?<![\d-])(?<!\d[–—])(?<!\d [-–—] ){_TIME}(?:\s?[ap]\.?m\.?)?(?: [A-Z]{{2,4}})?[\s,|·•–—-]{{1,4}}$", re.I
)
_ALONE = re.compile(r"\(([^()]{8,30})\)\s")
_DATELINE = re.compile(  # "NORVIK, June 3, 2025 (Newswire) -- "
    r"[^\W\d_][^\d().:;!?]{1,40}[,.] (\w[^()/:;!?]{7,30}?)(?:,? ?(?:\([^()]{2,40}\)|/[^/]{2,30}/))?\s?(?:--|[—–]|\s-)\s"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dates that a line states; at least one is known."""

    published: date | None
    modified: date | None


def is_labelled(text: str) -> bool:
    """Tell whether a line says that a day in it is that of publication or of a change."""
    return _LABEL.search(text) is not None


def read_dateline(text: str, order: str = "") -> Dateline | None:
    """Return what a line says of dates, None where it says anything else. `order` as for `parse_date`."""
    if len(text) > LONGEST or not any(map(str.isdigit, text)) or _INTERVAL.search(text):
        return None
    if _TOLD.match(text):  # "On 3 June 2025 in Norvik the council met."
        return None
    found: dict[str, date] = {}
    labels = list(_LABEL.finditer(text))
    starts = [0, *(label.end() for label in labels)]
    ends = [*(label.start() for label in labels), len(text)]
    kinds = ["published", *("modified" if label["updated"] else "published" for label in labels)]
    for at, label in enumerate(labels[1:], 1):  # "Updated: Date: 3 June"
        if label[0].casefold() == "date" and not _bare(text[starts[at] : ends[at]]):
            kinds[at + 1] = kinds[at]
    for kind, start, end in zip(kinds, starts, ends, strict=True):
        said = _bare(text[start:end])
        if not said or (labels and not any(map(str.isdigit, said)) and len(said) <= _NAMES):
            continue
        day = parse_date(said, order) or parse_date(said.rstrip("."), order) or _beside_others(said, order)
        if day is None and text[start : start + 1] in (":", "："):
            day = only_day(said, order)
        if day is None:
            return None
        found.setdefault(kind, day)
    return Dateline(found.get("published"), found.get("modified")) if found else None


def read_foot(blocks: Sequence[str]) -> Dateline:
    """Return the dates that one of the last lines of an article states under their names."""
    lines = (text for text in blocks[-_FOOT:][::-1] if is_labelled(text) and not text.endswith((".", "!", "?")))
    return next((found for text in lines if (found := read_dateline(text))), Dateline(None, None))


def opening_day(text: str) -> date | None:
    """Return the day with which a story begins, in brackets or behind its place, None where it begins otherwise.

    Of 213 real articles one has its day nowhere else; press releases have it there.
    """
    found = _ALONE.match(text) or _DATELINE.match(text)
    return parse_date(found[1]) if found and _DAY.fullmatch(found[1]) else None


def only_day(text: str, order: str = "") -> date | None:
    """Return the one day that a line names somewhere, None where it names none or several."""
    found = {day for match in _DAY.finditer(text) if (day := parse_date(match[0], order))}
    return found.pop() if len(found) == 1 else None


def stamped_day(text: str, order: str = "") -> date | None:
    """Return the day of the moment that a line names among other words: a day with a clock beside it, one alone.

    What stands behind another label ("Doors open: 3 June 2025, 19:30") is something else's.
    """
    found = set()
    if _INTERVAL.search(text):
        return None
    for match in _DAY.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        clocked = _AFTER.match(after) or _BEFORE.search(before)
        if not clocked or before.rstrip().endswith((":", "：")):
            return None
        found.add(parse_date(match[0], order))
    return found.pop() if len(found) == 1 else None


def _bare(text: str) -> str:
    """Return a part of a line without the names and places around its day."""
    return _PLACE.sub("", _CONNECTED.sub("", _SIGNED.sub("", text.strip(_EDGES))).strip(_EDGES))


def _beside_others(text: str, order: str) -> date | None:
    """Return the day of "3 June 2025 · 4 min read": one part is a day, the others are a clock or a few words."""
    parts = [_bare(part) for part in _PARTS.split(text)]
    days = [day for part in parts if (day := parse_date(part, order))]
    others = [part for part in parts if not parse_date(part, order)]
    return days[0] if len(days) == 1 and all(map(_BESIDE.fullmatch, others)) else None
