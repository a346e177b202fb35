"""The active reading of a passive sentence, so that both voices can be compared word by word."""

from __future__ import annotations

import re

_BE = r"(?:(?:has|have|had|will|may|might|must|can|could|would|should) (?:not )?(?:been|be)|was|were|is|are|be|been)"
_PARTICIPLE = (
    r"(?:re|un|over|out)?(?:\w+ed|\w+[aeiou]en|written|driven|given|taken|shaken|broken|chosen|frozen|hidden|beaten|bitten|spoken|stolen|"
    r"woken|shown|known|thrown|drawn|grown|blown|sworn|worn|torn|born|built|sent|lent|spent|left|lost|kept|held|told|"
    r"sold|paid|laid|made|said|read|heard|found|bound|wound|won|sung|run|begun|struck|stuck|caught|taught|bought|"
    r"brought|fought|sought|thought|led|fed|met|set|put|cut|hit|shut|hurt|split|cast|done|gone|seen|shot|dug|hung|"
    r"understood|withdrawn|overtaken|undertaken)"
)
_STOP = (
    r"(?=[.,;]|$| (?:for|in|at|on|after|before|with|from|to|and|but|because|when|until|over|under|near|during|since|as|"
    r"while|if|by|off|into|between|against|without|within|about)\b)"
)
_NO_AGENT = (
    r"(?!\d|noon|midnight|dawn|then|now|half|the (?:end|time|middle|beginning|start)|mistake|accident|"
    r"\w+ing\b|(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
_PLAIN = r"(?:(?!\b(?:who|whom|which|that|where|when|while|because|and|but)\b)[^,;])+?"  # no clause within
_PASSIVE = re.compile(
    rf"^(?P<object>{_PLAIN}) {_BE} (?P<verb>(?:\w+ly )?{_PARTICIPLE})\b(?P<middle>(?: [^,;.]*?)??)"
    rf" by {_NO_AGENT}(?P<agent>[^,;]+?(?: (?:that|who|which) [^,;.]+?)?){_STOP}(?P<rest>.*)$",
    re.I | re.S,
)
_NOBODY = re.compile(rf"^(?P<object>{_PLAIN}) {_BE} (?P<verb>(?:\w+ly )?{_PARTICIPLE})\b(?P<rest>.*)$", re.I | re.S)


def active(text: str, *, nobody: bool = False) -> str | None:
    """Return a passive text with its doer, verb and object in the order of the active voice; None where it is none.

    A passive that names no doer is read only where `nobody` allows it.
    """
    told = _PASSIVE.match(text)
    if told:
        return f"{told['agent']} {told['verb']} {told['object']}{told['middle']}{told['rest']}"
    bare = _NOBODY.match(text) if nobody else None
    return f"{bare['verb']} {bare['object']}{bare['rest']}" if bare else None
