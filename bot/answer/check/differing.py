"""Where a claim and a stored sentence say the same but for one figure, date or name: one of the two is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.answer.check.checked import Difference
from bot.answer.differ.figures import excludes
from bot.answer.prove.facts import missing
from bot.answer.prove.names import compared
from bot.answer.prove.premise import Premise
from bot.reading.dates import Day, days, meant
from bot.reading.quantities import Quantity, quantities
from index.text.language import terms

SHARED, UNSHARED = 3, 0.2  # terms that both have, and the share of those of a claim, names aside, that it has alone
_ROUNDED = Decimal("0.05")  # a claim's figure may be rounded: no difference up to this share


def difference(statement: str, premise: Premise) -> Difference | None:
    """Return what a statement says otherwise than one cited sentence of an article; None unless it is one thing alone.

    All else must be borne: no other figure, date or name, no speaker, denial or doubt may be missing, and nearly all
    words must be the sentence's or stand around it.
    """
    lacks = missing(statement, (premise,))
    kinds = {lack.partition(" ")[0] for lack in lacks}
    told = [lack.partition(" ")[2] for lack in lacks]
    if kinds == {"number"} and len(told) == 1:
        found = _figure(told[0], statement, premise)
    elif kinds == {"date"} and len(told) == 1:
        found = _date(told[0], statement, premise)
    elif kinds == {"name"}:
        found = _name(told, statement, premise)
    else:
        return None
    return found if found and _same(statement, found, premise) else None


def may_say(here: str, statement: str, text: str, language: str) -> bool:
    """Tell whether a text may say the figure `here` of a statement: of the same thing one that does not exclude it."""
    mine = next((one for one in quantities(statement, language) if one.text == here), None)
    return bool(mine) and any(
        _compares(mine, one) and not _excludes(mine, one) for one in quantities(text, language) if mine
    )


def _same(statement: str, found: Difference, premise: Premise) -> bool:
    """Tell whether a statement and a sentence tell the same: all but few of its words, names aside."""
    language = premise.article.language
    rest = statement.replace(found.here, " ")
    mine, cited = set(terms(rest, language)), set(terms(premise.text, language))
    told = mine - set(terms(" ".join(compared(rest, language)), language))
    around = cited | set(terms(premise.context, language))
    return bool(told & cited) and len(mine & around) >= SHARED and len(told - around) <= UNSHARED * len(told)


def _figure(told: str, statement: str, premise: Premise) -> Difference | None:
    language = premise.article.language
    own = quantities(statement, language)
    mine = next((one for one in own if one.text == told), None)
    values = {one.value for one in own}
    theirs = [one for one in quantities(premise.text, language) if one.value not in values]
    rivals = [one for one in theirs if mine and _compares(mine, one)]
    rivals = [one for one in rivals if mine and (mine.step, mine.rate) == (one.step, one.rate)]
    cited = {*terms(premise.text, language)}
    if mine is None or len(rivals) != 1 or not _excludes(mine, rivals[0]) or not cited.issuperset(mine.after[:2]):
        return None
    return Difference(mine.text, rivals[0].text)


def _compares(mine: Quantity, one: Quantity) -> bool:
    """Tell whether two figures have one unit, and one counted noun where they have no unit."""
    noun = bool(mine.after and one.after and mine.after[0] == one.after[0])
    return mine.unit == one.unit and bool(mine.unit or noun)


def _excludes(mine: Quantity, one: Quantity) -> bool:
    less, more = sorted((mine.value, one.value))
    return excludes(mine, one) and more - less > _ROUNDED * more and not _rounds(mine, one)


def _rounds(mine: Quantity, one: Quantity) -> bool:
    """Tell whether a claim's figure is the other one with fewer digits: 40 for 43, 570 million for 571 million."""
    digits = str(int(mine.value))
    step = Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
    return step > 1 and mine.value == int(mine.value) and abs(mine.value - one.value) <= step / 2


def _date(told: str, statement: str, premise: Premise) -> Difference | None:
    mine = [one for one in days(statement) if statement[one.start : one.end] == told]
    alike = [one for one in days(premise.text) if mine and _kind(one) == _kind(mine[0])]
    rivals = [one for one in alike if bool(one.day) == bool(mine[0].day)] or alike
    full = meant(rivals, premise.article.published)
    if len(mine) != 1 or len(rivals) != 1 or any(mine[0].within(one) or one.within(mine[0]) for one in full):
        return None
    there = premise.text[rivals[0].start : rivals[0].end]
    return Difference(told.strip(".,"), there.strip(".,"))


def _kind(day: Day) -> str:
    return "day" if day.day or day.weekday >= 0 else "month" if day.month else "year"


def _name(told: Sequence[str], statement: str, premise: Premise) -> Difference | None:
    """Return another name of who did what is told: both stand behind "by" and the same word, as in “is led by”.

    Elsewhere two names may both be right: ferries to two islands, two who spoke.
    """
    language = premise.article.language
    mine = [run for run in runs(statement, language) if set(told) <= set(run[0].split())]
    lead = _words(statement[: mine[0].start()])[-2:] if len(mine) == 1 else []
    own = set(compared(statement, language))
    for other in runs(premise.text, language) if lead[1:] == ["by"] else ():
        if _words(premise.text[: other.start()])[-2:] == lead and not own & set(other[0].split()):
            return Difference(mine[0][0], other[0])
    return None


def runs(text: str, language: str) -> list[re.Match[str]]:
    """Return the names of a text, those that stand side by side as one."""
    found = sorted({*compared(text, language)}, key=len, reverse=True)
    joined = "|".join(re.escape(one) for one in found)
    return list(re.finditer(rf"\b(?:{joined})(?: (?:{joined}))*\b", text)) if found else []


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’'-]+", text.lower())
