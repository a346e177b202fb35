"""What reports call the same deed or measure, more loosely than synonyms: enough to tell what a sentence is about."""

from __future__ import annotations

import re
from functools import lru_cache

_HARM = frozenset(range(8))  # the first lines below: what befalls people and things in one event
_CLOSE = 4  # words between a value and what it is a value of
# One deed a line, which goes on where the next is indented, its words as patterns; a word may belong to several.
_DEEDS = r"""
evacuat\w+|leave (?:their|the) (?:homes?|houses?|village)|left (?:their|the) homes?|move[sd]? (?:\S+ ){0,3}out|
    forced (?:out|from)|fle[de]\w*|brought to safety|displac\w+|cleared|to safety
kill\w*|die[sd]?|dead|deaths?|perish\w*|lives|fatal\w*|victims?|drown\w*|toll|lost their li\w+|bodies|slain|
    murder\w*|passed away
injur\w+|hurt|wound\w+|hospital\w*|casualt\w+|treated|maimed|burns
rescu\w+|saved?|taken off|lifted off|brought ashore|pulled (?:out|from)|freed|plucked|recovered|winched|
    reach(?:ed)? him
missing|unaccounted|disappear\w*|vanish\w*|lost without
trapp\w+|stuck|stranded|cut off|buried|snowed in
destroy\w*|wreck\w*|flatten\w*|razed|gutted|burn\w*|burnt|consum\w+|devastat\w+|homes? (?:had been )?lost|
    swept away|scorch\w*|ruin\w*
damag\w+|unroof\w*
cost\w*|price\w*|bill|put at|expens\w+|spend\w*|spent|budget\w*|invest\w*|worth|outlay|bought for|sum|pays?|paid|
    paying|come to|came to|amount\w*
fine[sd]?|penalt\w+|must pay
raise[sd]?|collect\w*|donat\w+|gave|brought in|takings|proceeds
earn\w*|prize|receiv\w+|award\w*|cheque|winnings|salary|wages?|pay
rent\w*|lease\w*|tenant
own\w*|belong\w*|propriet\w+|possess\w*|holder
b[uo]y\w*|bought|purchas\w+|acqui\w+|takeover|takes over|took over|sold to
s[eo]ll\w*|sold|sale
cut\w*|shed\w*|redundan\w*|lay off|laid off|lose their jobs|axe[sd]?|go\b|posts|jobs|dismiss\w*|
    los[es]\w* (?:\w+ )?jobs
employ\w*|staff|workforce|work(?:s|ed|ing)? (?:at|for|in)|payroll|workers|hire\w*
attend\w*|crowd|turn(?:ed)? out|turnout|took part|take part|taking part|march\w*|joined|participa\w+|demonstrat\w+|
    protest\w*|rall\w+|gather\w*
visit\w*|drew|draw|came|welcom\w+|spectators?|watch\w*|saw|guests?|admissions?|audience|through the gates
aboard|on board|carr(?:y|ied|ying)|passengers
capacity|holds?|seat\w*|room for|space for
sign(?:ed|s|atures?|ing)?|put their names?|petition
vot\w+|ballots?|poll\w*|elect\w*|majority|margin|backed
w[io]n\w*|victor\w*|first place|came first|winner|triumph\w*|took (?:the )?(?:gold|title|crown|race|seat|prize)|
    champion\w*|beat|beating|gold|went to
scor\w+|goals?|winner|headed|netted|struck|over the bar
lead\w*|led|head(?:s|ed|ing)?|chair\w*|run(?:s|ning)?|ran|in charge|director\w*|at the helm|boss|president|chief|
    manag\w+|govern\w*|preside\w*|in command|command\w*|captain\w*|master|skipper\w*|oversee\w*|at the head|rector|
    mayor|principal|headteacher|warden
coach\w*|train(?:s|er|ed by)|manager
captain\w*|skipper\w*|armband|in command|command\w*|master
design\w*|architect\w*|plans (?:won|by|of)|drew up|drawn by|whose plans|drawings
paint\w*|portrait|canvas|brush|work (?:of|by)
wr[io]t\w*|author\w*|penned|novelist|book by
compos\w+|score by
direct(?:s|ed|or)?\b|film-?maker|made by
conduct\w*|baton|at the podium
flying|flown|pilot\w*|flew|at the controls|steer\w*|drov?e|driv\w+|at the wheel
discover\w*|find|found|finds|came (?:up)?on|come across|came across|unearth\w*|dug up|spotted|located|made the find|
    stumbled
invent\w*|devis\w+|brainchild
found(?:ed|er|ers|ing|ation)?|establish\w*|set up|formed|start\w* by|created|came into being|
    brought (?:\w+ )?into being|beginnings
appoint\w*|name[sd]?|pick\w*|chosen|post of|becom\w+|take (?:up|over)|takes over|
    new (?:chief|head|director|boss|coach|rector)|successor|succeed\w*
defend\w*|lawyer|counsel|represent\w*|barrister
judge|presid\w+|tried the case|bench
open\w*|start\w*|beg[aiu]n\w*|inaugurat\w*|in service|
    first (?:crossing|flight|patients|passengers|train|trains|visitors|guests)|admitted|get\w* under way|resum\w+|
    launch\w*|kick\w* off|take effect|takes effect|comes? into (?:force|effect)|run again|back in service|move in|
    commenc\w*|ready|reopen\w*
finish\w*|complet\w*|(?:take|takes|go on|goes on|last|lasts) until|end(?:s|ed)?|done|ready|over|last (?:stone|
    segment)|conclud\w*|wrap\w* up
clos\w+|shut\w*|barrier|last roll|clock\w* off|out of use|stay\w* shut|lie idle|stopped (?:making|production)|
    ceas\w*|off the grid
built|build\w*|construct\w*|erect\w*|put up|went up|go up|completed|raised
construction|ground|foundation stone|builders|work on site|building work|spade
announc\w*|said it would|made public|unveil\w*|present\w*|published|publish\w*|findings
born|birth|came into the world|baptis\w+
marri\w+|wed\w*|wedding
die[sd]?|death|passed away|dead
funeral|buried
arrest\w*|custody|detain\w*|seized|picked up|handcuff\w*|nabbed|caught
charg\w+|accus\w+|indict\w*
trial|face (?:\w+ )?judges|in court|proceedings|hearing|before (?:the|a) (?:court|judge)|dock
convict\w*|guilty|verdict
sentenc\w*|prison|jail\w*|behind bars|years['’]? |term
releas\w+|freed|set free|let go|let loose|bail|surety|bond
kidnap\w*|abduct\w*|taken hostage|hostage\w*
rob\w*|steal\w*|st[ou]len?|thie\w+|made off|theft|heist|burgl\w*|loot\w*|took\b|broke in|walked in
fire|flames|blaze|ablaze|caught fire|broke out
explo\w+|blast|blew up|detonat\w*
crash\w*|collid\w+|collision|hit|struck|ran into|rammed|ran aground|accident|derail\w*|came off the track
collaps\w*|gave way|fell|came down|caved in
sank|sink\w*|went down|sunk|capsiz\w*
land(?:ed|fall|s)?|came ashore|hit the coast|touch\w* down
launch\w*|slid into the water|lift\w* off|took off|take off|blast\w* off
quake|earthquake|tremor|magnitude|shook
flood\w*|rose|peak\w*|crest\w*|water level|high[- ]water|river
power|electricity|lights|blackout|outage|current|grid
water|taps?|pipes
leak\w*|spill\w*|spilt|escap\w+|got out|poured|seep\w*|released
strike|walkout|stoppage|down tools|picket\w*|strik\w+
rise|rises|rose|increas\w+|go(?:es|ing)? up|climb\w*|up by|more\b|raise
fall|fell|drop\w*|decreas\w*|declin\w*|down by|shr[aiu]nk
long|length|stretch\w*|from end to end|span\w*|runs? for|measur\w+|snout
deep|depth|below the surface|underground|draught
tall|high|height|stands|ris(?:e|es|ing)|above
wid(?:e|th)|broad|across
weigh\w*|weight|heavy|kilos|tonnes|scales
old|age[d]?|years?-old|birthday
area|hectares|burned|acres|square
hours|days|weeks|last\w*|duration|took|without
enrol\w*|pupils|students|on its books|register\w*
order\w*
deliver\w*
plant\w*|breed\w*|nest\w*|pairs|births|pups|colony|roam|live|population|inhabit\w*|count\w*
harvest\w*|picked|brought in|crop|yield\w*
seiz\w+|confiscat\w*|recover\w*|haul
tested|infect\w*|cases|sick|ill\b|fell ill|outbreak
leave\w*|step\w* down|resign\w*|quit\w*|retir\w*|stand down|departure|bows out
demand\w*|ask\w*|wanted|ransom|sought
grant\w*|subsid\w+|fund\w*|contribut\w*|pay\w*
apply|applications?|closing date|deadline|submit\w*|entries
merg\w+|tie-up|union|joined
play\w*|perform\w*|concert|heard|premi\w+|first night|stage\w*
notice[sd]?|saw|spotted|alarm|rang the|reported
"""


@lru_cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    groups = re.sub(r"\n {4}", "", _DEEDS.strip()).splitlines()
    return tuple(re.compile(rf"\b(?:{words})\b", re.I) for words in groups)


@lru_cache(maxsize=1024)
def deeds(text: str) -> frozenset[int]:
    """Return the numbers of the deeds that a text speaks of."""
    return frozenset(place for place, pattern in enumerate(_patterns()) if pattern.search(text))


def another_harm(asked: str, told: str) -> bool:
    """Tell whether a clause is of those killed where those evacuated are asked for, or the like."""
    wanted, found = deeds(asked) & _HARM, deeds(told) & _HARM
    return bool(wanted and found) and not wanted & found


def close(text: str, start: int, end: int, wanted: frozenset[int]) -> bool:
    """Tell whether a word of a wanted deed stands within a few words of the part of a text from `start` to `end`."""
    patterns = _patterns()
    for match in (match for place in wanted for match in patterns[place].finditer(text)):
        between = text[match.end() : start] if match.end() <= start else text[end : match.start()]
        if len(between.split()) <= _CLOSE and not re.search(r"[;.!?:]", between):
            return True
    return False
