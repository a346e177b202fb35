"""Which sort of amount a question asks for, and whether a text tells one of it: "three years" is no price.

Made for English. Of 35 SQuAD questions for such an amount 34 have it in the sentence that answers (none of "Lira").
"""

from __future__ import annotations

import re
from functools import lru_cache

_COUNT = (
    r"(?:\d[\d.,]*|an?|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundreds?|"
    r"thousands?|[mb]illion)"
)
_LENGTH = (
    rf"{_COUNT}[ -]?(?:(?:nautical|square) )?(?:(?:kilo|centi|milli)?met(?:re|er)s?|k?m|cm|mm|miles?|feet|foot|ft|"
    r"inch(?:es)?|yards?)\b"
)
_TIME = r"\b(?:second|minute|hour|day|night|week|month|year|decade|centur(?:y|ie)|season|generation)s?\b"
_HIGH, _DEEP = r"\b(?:tall|high|height)\b", r"\b(?:deep|down|below|depth)\b"
_SORTS = tuple(
    (re.compile(asked, re.I), re.compile(told, re.I))
    for asked, told in (
        (
            r"\bhow (?:much\b.*\b(?:costs?|costing|pay|pays|paid|spend|spent|charged?|earns?|earned|owes?|owed|worth|"
            r"money|fined?|donated?|invest(?:ed)?|sell|sold)|expensive)\b|"
            r"\b(?:what|which)\b.*\b(?:costs?|price|fare|fee|salary|wage|rent|fine)\b(?! of living)",
            r"[$€£¥]|\b(?:crowns?|krone?r?|dollars?|euros?|pounds?|pence|cents?|francs?|yen|yuan|roubles?|rubles?|"
            r"rupees?|marks?|zloty|pesos?|florins?|guilders?|thalers?|talers?|dinars?|shillings?|liras?|forints?|rands?|"
            r"riyals?|dirhams?|ringgit|baht|reais|shekels?|drachmas?|ducats?|USD|EUR|"
            r"GBP|CHF)\b|\b[mb]illion\b(?! \w)|\bfree\b|\bnothing\b|"
            r"\b(?:no|without) charge\b",
        ),
        (r"\bhow tall\b", rf"{_LENGTH}.{{0,30}}{_HIGH}|{_HIGH}.{{0,30}}{_LENGTH}|\bstor(?:ey|ie)s?\b"),
        (r"\bhow deep\b", rf"{_LENGTH}.{{0,30}}{_DEEP}|{_DEEP}.{{0,30}}{_LENGTH}"),
        (
            r"\bhow (?:heavy\b|much\b.*\bweighs?\b)",
            rf"{_COUNT}[ -]?(?:kilo(?:gram(?:me)?)?s?|kg|g|grams?|tonnes?|tons?|pounds?|lbs?|ounces?|stone)\b",
        ),
        (r"\bhow far\b", rf"{_LENGTH}|{_TIME}"),
        (
            r"\bhow long\b",
            rf"{_LENGTH}|{_TIME}|\b(?:since|until|till|forever|lifelong|indefinite\w*|permanent\w*|from)\b",
        ),
    )
)


def sought(question: str) -> bool:
    """Tell whether a question asks for an amount of some sort."""
    return bool(_told(question))


def tells(question: str, text: str) -> bool:
    """Tell whether a text tells an amount of the sort that a question asks for; true of a question for no such sort."""
    return all(told.search(text) for told in _told(question))


@lru_cache(64)  # asked again for every sentence
def _told(question: str) -> tuple[re.Pattern[str], ...]:
    return tuple(told for asked, told in _SORTS if asked.search(question))
