"""References of a follow-up to what was shown: "[2]", "the first one", "that article"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.values import Answer, Citation

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "last")
_SHOWN = r"(?:source|article|passage|quotation|quote|citation|report|story)"
_REFERENCE = re.compile(
    rf"\[(?P<number>\d{{1,3}})\]|\b{_SHOWN} (?:no\. ?|number )?(?P<plain>\d{{1,3}})\b|\b(?:that|this) {_SHOWN}\b"
    rf"|\bthe (?P<ordinal>{'|'.join(_ORDINALS)}) (?:{_SHOWN}\b|one\b(?=\W*$| (?:say|says|said|tell|mention)\b))",
    re.I,
)
_BARE = re.compile(rf"\W*(?:the )?(?:(?P<number>\d{{1,3}})|(?P<ordinal>{'|'.join(_ORDINALS)}))\W*", re.I)
_NOTHING_ELSE = re.compile(
    r"(?:tell|say|show|read|open|explain|me|more|all|everything|and|what|does|about|of|from|on|in|say|\W)*", re.I
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What was shown, a question with the title in place of the reference, and what it asks beside it."""

    cited: Citation
    articles: tuple[str, ...]
    question: str
    asks: str


def reference(text: str, turns: Sequence[Answer]) -> Reference | None:
    """Return what a follow-up points to: a number of the conversation, a place in the last answer; else None.

    One that points to a story that was asked for repeats the question whose answer asked which is meant.
    """
    if turns and turns[-1].form == "which" and (bare := _BARE.fullmatch(text)):
        text = f"[{bare['number']}]" if bare["number"] else f"the {bare['ordinal']} one"
    match = _REFERENCE.search(text)
    if match is None:
        return None
    shown = [turn.citations or turn.related for turn in reversed(turns) if turn.citations or turn.related]
    if number := match["number"] or match["plain"]:
        cited = [one for turn in shown for one in turn if one.number == int(number)][:1]
    else:
        place = _ORDINALS.index((match["ordinal"] or "first").lower())
        cited = (
            [*shown[0][-1:]]
            if shown and place == len(_ORDINALS) - 1
            else [*shown[0][place : place + 1]]
            if shown
            else []
        )
    if not cited:
        return None
    asks = f"{text[: match.start()]} {text[match.end() :]}"
    if _NOTHING_ELSE.fullmatch(asks):
        if before := next((one for one in turns if one.form == "which" and cited[0] in one.citations), None):
            meant = before.understood or before.question
            return Reference(cited[0], (cited[0].article_id,), f"{meant} (“{cited[0].title}”)", meant)
        return Reference(cited[0], (cited[0].article_id,), f"What does “{cited[0].title}” say?", "")
    titled = f"{text[: match.start()]}“{cited[0].title}”{text[match.end() :]}"
    return Reference(cited[0], (cited[0].article_id,), titled, " ".join(asks.split()))
