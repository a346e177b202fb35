"""A claim and a sentence differ by one figure, date or name, or not at all as far as can be told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.check.checked import Difference
from bot.answer.check.differing import difference, may_say
from bot.answer.prove.premise import Premise
from tests.bot.answer.pages import article
from tests.bot.answer.prove.judging import FERRY


def told(sentence: str, claim: str) -> Difference | None:
    page = replace(article([sentence], title="Marigold strikes the pier"), id="x", language="en")
    return difference(claim, Premise(page, page.sentences[:1]))


@pytest.mark.parametrize(
    ("sentence", "claim", "here", "there"),
    [
        ("The Marigold was built in 1998 and carries 214 passengers.", "The Marigold carries 314 passengers.",
         "314", "214"),
        ("The Marigold struck the pier on 3 March 2024.", "The Marigold struck the pier on 5 March 2024.",
         "5 March 2024", "3 March 2024"),
        ("The inquiry into the accident is led by Petra Vance.", "The accident inquiry is led by Ada Holm.",
         "Ada Holm", "Petra Vance"),
    ],
)  # fmt: skip
def test_one_thing_differs(sentence: str, claim: str, here: str, there: str) -> None:
    assert told(sentence, claim) == Difference(here, there)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The Marigold carries 214 passengers.", "The Marigold carries 214 passengers."),
        ("The Marigold carries 214 passengers.", "The Marigold carries some 210 passengers."),
        ("The Marigold carries at least 214 passengers.", "The Marigold carries 300 passengers."),
        ("The Marigold carries 214 passengers.", "The Marigold does not carry 300 passengers."),
        ("The Marigold carries 214 passengers and 9 crew.", "The Marigold carries 30 lorries."),
        ("The Marigold is 74 metres long.", "The Marigold is 21 metres wide."),
        ("The Marigold carries 214 passengers.", "The Primrose carries 300 passengers."),
        ("The Marigold was built in 1998.", "The Marigold was sold in 2004."),
        ("Ferries to Elder Quay were not affected.", "Ferries to Tern Point were not affected."),
    ],
)
def test_what_may_both_be_so_does_not_differ(sentence: str, claim: str) -> None:
    assert told(sentence, claim) is None


def test_a_text_may_say_a_figure_that_it_does_not_exclude() -> None:
    claim = "The repair of the Marigold may cost 3.9 million crowns."
    assert may_say("3.9 million", claim, FERRY.sentences[4].of(FERRY.text), "en")
    assert not may_say("3.9 million", claim, "The repair cost 9 million crowns.", "en")
