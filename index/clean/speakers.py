"""Who speaks, joined with what is said: interviews and debates often set a name on a line of its own. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.clean.lines import Draft
from index.sources.speakers import is_name, take_turns
from index.sources.text import ends_sentence

_LABEL = re.compile(r"([^:：]{1,60})[:：]\s*\S")
_SHORTEST = 10  # characters of what is said


def with_speakers(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the blocks with each speaker's name before the words below it, as "Anna Kohl: We lost the winter stocks."

    Headings that stand over several paragraphs each stay headings.
    """
    drafts = _labelled(drafts)
    turns = [at for at in range(len(drafts) - 1) if _speaks(drafts, at)]
    if not take_turns([drafts[at].text for at in turns]) or 2 * sum(_heads(drafts, at) for at in turns) > len(turns):
        return list(drafts)
    named = {at + 1: drafts[at].text.rstrip(" :：") for at in turns}
    said = (_said(named[at], one) if at in named else one for at, one in enumerate(drafts))
    return [one for at, one in enumerate(said) if at + 1 not in named]


def _labelled(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """Mark the lines that begin with the names of people who take turns, however short: "Gazette: Who pays?" """
    named = {at: found[1] for at, one in enumerate(drafts) if (found := _LABEL.match(one.text)) and is_name(found[1])}
    if not take_turns(list(named.values())):
        return drafts
    return [replace(one, spoken=True) if at in named else one for at, one in enumerate(drafts)]


def _said(name: str, draft: Draft) -> Draft:
    return replace(draft, text=f"{name}: {draft.text}", spoken=True)


def _speaks(drafts: Sequence[Draft], at: int) -> bool:
    name, said = drafts[at], drafts[at + 1]
    return is_name(name.text) and not said.marked and len(said.text) >= _SHORTEST and ends_sentence(said.text)


def _heads(drafts: Sequence[Draft], at: int) -> bool:
    """Tell a heading over more than one paragraph."""
    return drafts[at].marked and at + 2 < len(drafts) and not drafts[at + 2].marked
