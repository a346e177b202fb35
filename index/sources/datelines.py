"""Lines that say when an article was published and changed: "Updated 5 June 2025, first published 3 June 2025"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.sources.dates import parse_date

LONGEST = 120  # characters; a longer line is prose
_UPDATED = (
    r"(?:last )?(?:updated|modified|edited|revised)|aktualisiert|stand|mise? à jour|modifiée?|"
    r"(?:última )?actualizaci[óo]n|actualizad[oa]|aggiornato|atualizad[oa]|bijgewerkt|uppdatera[dt]|"
    r"oppdatert|opdateret|aktualizacja|(?:son )?güncelleme|обновлено|更新(?:时间|日時)?"
)
_PUBLISHED = (
    r"(?:first |originally )?(?:published|posted|issued|created)|veröffentlicht|erschienen|erstellt|publiée?|"
    r"publicad[oa]|pubblicato|gepubliceerd|geplaatst|publicera[dt]|publisert|publiceret|opublikowano|yayınlanma|"
    r"опубликовано|发布(?:时间)?|公開(?:日時)?|artikel(?= vom )|date"
)
_LABEL = re.compile(rf"(?<!\w)(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))(?!\w)", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|•∙·]\s*")
_BESIDE = re.compile(r"(?:\d{1,2} )?\w{2,12}\.?(?: \w{2,8})?")  # "4 min read", "Paid"
_EDGES = " \t|•·–—,;:：()-"
_CONNECTED = re.compile(r"^(?:on|at|le|am|vom|el|il|op|em|den|it was)\s+|\s+(?:and|und|et|y|e)$", re.IGNORECASE)
_SIGNED = re.compile(
    r"^(?:by|von|par|por) \D{2,60}? (?:on|am|le|el|il) |\s+(?:by|von|par|por|in|under) \D{2,60}$", re.IGNORECASE
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
    if len(text) > LONGEST or not any(map(str.isdigit, text)):
        return None
    found: dict[str, date] = {}
    labels = list(_LABEL.finditer(text))
    starts = [0, *(label.end() for label in labels)]
    ends = [*(label.start() for label in labels), len(text)]
    kinds = ["published", *("modified" if label["updated"] else "published" for label in labels)]
    for kind, start, end in zip(kinds, starts, ends, strict=True):
        said = _CONNECTED.sub("", _SIGNED.sub("", text[start:end].strip(_EDGES))).strip(_EDGES)
        if not said:
            continue
        day = parse_date(said, order) or _beside_others(said, order)
        if day is None:
            return None
        found.setdefault(kind, day)
    return Dateline(found.get("published"), found.get("modified")) if found else None


def _beside_others(text: str, order: str) -> date | None:
    """Return the day of "3 June 2025 · 4 min read": one part is a day, the others are a clock or a few words."""
    parts = _PARTS.split(text)
    days = [day for part in parts if (day := parse_date(part, order))]
    others = [part for part in parts if not parse_date(part, order)]
    return days[0] if len(days) == 1 and all(map(_BESIDE.fullmatch, others)) else None
