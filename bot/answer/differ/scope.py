"""Words that make a statement one of something else: of a part, another time, a plan, another stage, somebody else."""

from __future__ import annotations

import re
from functools import lru_cache

# Each group is one way to speak of something else; two sentences speak of the same only where they share these.
_SCOPES = {
    "grade": r"(?:seriously|critically|severely|gravely|badly|fatally|slightly|lightly|minor|serious|life-threatening)",
    "past": r"(?:last (?:year|season|time|month|week|summer|winter|spring|autumn)|(?:the|a) (?:previous|preceding) \w+|"
    r"\w+ (?:years?|months?|decades?) (?:ago|earlier|before)|the year before|previously|formerly|since|"
    r"until (?:then|now|this|last)|back then|in the past|for (?:\w+|\w+-\w+) years|once|used to|predecessor|ever since|"
    r"over the years)",
    "able": r"(?:can|could|capacity|holds|room for|space for|licen[cs]ed|designed (?:for|to)|built to|up to|capable)",
    "aim": r"(?:hop(?:e|es|ed|ing)|aim\w*|target\w*|goal|want(?:s|ed)?|seek\w*|sought|demand\w*|call(?:s|ed)? for|"
    r"ask(?:s|ed)? for|budget(?:ed)?|propos\w+|recommend\w*|suggest\w*|limit\w*|threshold|record)",
    "place": r"(?:first|second|third|last|final|opening|initial)",
    "part": r"(?:phase|stage|stretch|section|half|quarter|part|portion|share|block|wing|span|site|of them|of whom|"
    r"of which|of those|of these|among them|subsidy|grant|contribution|instal?ments?|deposit|north(?:ern)?|"
    r"south(?:ern)?|east(?:ern)?|west(?:ern)?|upper|lower|central|indoor|outdoor|under[- ](?:the age of )?\d+s?|"
    r"over[- ]\d+s)",
    "alone": r"(?:alone|only|just|so far|already|still)",
    "sex": r"(?:women|woman|girls?|female|ladies|men|man|boys?|male|juniors?|youth|under-\d+s?|veterans?|adults?|"
    r"children)",
    "state": r"(?:missing|trapped|feared|unaccounted|delivered|sold|installed|completed|announced|published|signed|"
    r"arrested|charged|convicted|released|rescued|homeless|displaced|evacuated|ordered|planted|damaged|destroyed|"
    r"killed|dead|died|injured|hurt|wounded|hospital\w*|treated|infected|vaccinated|recovered|reopen\w*|"
    r"ground ?breaking|foundation stone|ground (?:will be |was |is )?broken|inaugurat\w+|approv\w+|vot\w+|resign\w*|"
    r"retir\w*)",
    "stage": r"(?:buried|burial|funeral|trial|court|hearing|sentenc\w+|arrest\w*|charged|verdict|closing (?:statements|"
    r"arguments)|ground(?:breaking)?|building work|work (?:on \w+ |on the \w+ ){0,2}(?:will )?(?:start|begin|began)\w*|"
    r"foundation stone|gates|doors|deliver\w*|ribbon|inaugurat\w*|elected|jury|tickets?|rehears\w+|repair\w*|"
    r"reopen\w*|search|autopsy|inquest|compensat\w+)",
    "final": r"(?:in the end|finally|final bill|last bill|all told|eventually|turned out)",
    "first": r"(?:at first|initially|originally|first (?:drawn|reports?|planned|said)|had (?:said|spoken|put|told|"
    r"reported|given|been put|been)|spoke of|earlier|(?:was|were) (?:meant|supposed|due|to)|postponed|delayed|"
    r"brought forward|put back|when work began|one time)",
    "rank": r"(?:deputy|vice|acting|interim|assistant|former|ex|retired|outgoing|future|designate|candidate|honorary|"
    r"co-?\w*|junior|young|rival|predecessor|successor|spokes(?:man|woman|person)|adviser|stand-?in)",
}  # fmt: skip
_PATTERNS = {name: re.compile(rf"\b{words}\b", re.I) for name, words in _SCOPES.items()}


@lru_cache(maxsize=1024)
def _scopes(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (name, frozenset(match[0].lower() for match in found.finditer(text))) for name, found in _PATTERNS.items()
    )


def scopes(text: str) -> dict[str, frozenset[str]]:
    """Return the words of each scope that a text holds, in lower case."""
    return dict(_scopes(text))
