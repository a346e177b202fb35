"""Words that news reports use for one another; each group is read as its first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from index.text.language import terms

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
    company firm operator utility business enterprise
    walked crossed
    toll fee charge
    rejected refused
    beat defeated
    won took
    vote ballot
    built constructed completed erected finished
    contains lists includes
    house home
    children pupils kids schoolchildren
    began started opened launched
    bought purchased acquired
    sold resold
    showed shown revealed disclosed displayed exhibited
    inquiry probe
    report study
    big large
    money funds
    police officers
    teacher schoolteacher
    waited delayed postponed
    get receive obtain
    visible seen
    rests stands
    fire blaze
    bear carry shoulder transport
    act serve work
    workers employees staff
    asked demanded requested
    established created founded
    halted stopped ceased
    found discovered detected
    arrested detained
    fled escaped
    rescued saved
    destroyed wrecked
    damaged harmed
    shut closed
    fired sacked dismissed
    allowed permitted
    banned prohibited forbidden barred outlawed
    needs requires
    helped aided assisted
    tried attempted
    examined inspected checked
    noticed spotted
    attacked assaulted
    gathered assembled
    continued proceeded
    remained stayed
    happened occurred
    moved relocated
    covers spans
    lies located situated
    praised lauded commended
    criticised criticized condemned
    warned alerted cautioned
    promised pledged vowed
    plans intends
    proposed suggested
    chose selected picked
    accepted approved adopted
    repaired fixed mended
    made produced manufactured
    leaked seeped
    hid concealed
    robbed stolen
    published released issued
    sent dispatched
    jailed imprisoned prison
    exploded explosion blast
    expected anticipated
    rise increase grow climb
    fall drop decrease decline
    lower reduce
    strike walkout
    lawyer attorney solicitor
    doctor physician
    car automobile
    bus buses
    lorry truck
    plane aircraft airplane
    flat apartment
    shop store
    residents inhabitants locals
    people persons
    teenager teen
    scientist researcher
    expert specialist
    fishermen fishers
    spokesman spokeswoman spokesperson
    storm gale
    flood flooding
    earthquake quake
    rain rainfall
    sea ocean
    coast shore
    harbour harbor
    fog mist
    mistake error
    cause reason
    proof evidence
    accident crash
    agreement deal accord pact
    negotiations talks
    wages pay salaries salary wage
    tax levy
    photo photograph picture image
    film movie
    game match
    award prize
    disease illness sickness
    medicine drug
    poison toxin
    contaminated polluted tainted
    contamination pollution
    electricity power
    animal creature
    forest woods
    area region
    site location spot
    border frontier
    small little
    fast quick rapid
    long length
    high height tall
    deep depth
    wide width broad
    weigh weight
    near nearby
    noon midday
    dawn daybreak
    annual annually yearly
    nearly almost
    twice double
    previously formerly former earlier
    further another additional
    immediately once
    ill sick
"""


def same(stems: Iterable[str]) -> list[str]:
    """Return stems with each replaced by the first of its group."""
    known = _first()
    return [known.get(stem, stem) for stem in stems]


@cache
def _first() -> dict[str, str]:
    groups = [terms(line, "en") for line in _GROUPS.strip().splitlines()]
    return {stem: group[0] for group in groups for stem in group}
