"""Words that news reports use for one another; each group is read as its first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from index.language import terms

_GROUPS = """
    injured hurt wounded harmed injuries
    killed died dead deaths fatalities
    cost price bill sum
    struck hit rammed
    ship vessel ferry boat
    captain master skipper
    said stated told
    leader head chief boss
    led headed chaired
    firm company operator utility
    walked crossed
    toll charge fee
    rejected refused
    beat defeated
    won took
    vote ballot
    built constructed completed erected
    contains makes lists includes names
    house home
    children pupils kids
    began started opened
    bought purchased
    showed revealed
    inquiry investigation probe
    report study
    big large
    money funds
    police officers
    teacher schoolteacher
    waited delayed
    get receive
    visible seen
    rests stands
    fire blaze
    bear carry shoulder
    act serve work
    workers employees staff
"""


def same(stems: Iterable[str]) -> list[str]:
    """Return stems with each replaced by the first of its group."""
    known = _first()
    return [known.get(stem, stem) for stem in stems]


@cache
def _first() -> dict[str, str]:
    groups = [terms(line, "en") for line in _GROUPS.strip().splitlines()]
    return {stem: group[0] for group in groups for stem in group}
