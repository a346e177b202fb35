"""A digest fits into a message, quotes, names its sources and the time zone of its schedule."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.answer.digest.digest import Digest, Story
from bot.discord.digest.render import DigestView, plain_text, render
from bot.discord.digest.schedule import Schedule
from tests.bot.discord.claims.test_render import CITED, untimed
from tests.bot.discord.strategies import citations, harmless

SINCE, UNTIL = "2025-03-10T08:00:00+00:00", "2025-03-11T07:30:00+00:00"
DAILY = Schedule("daily", "09:00", "Europe/Berlin")


def test_a_digest_reads_as_quotations_with_their_sources() -> None:
    sheet = render(Digest("default", SINCE, UNTIL, (Story(CITED, 2),), 4), DAILY)
    assert list(sheet.texts) == [
        "**New in the articles**\n-# <t:1741593600:f> – <t:1741678200:f>",
        "> The bridge is 1,140 metres long.\n"
        "-# [Kestrel Bridge will cost more](https://courier.example/bridge) · Callis Courier · <t:1741687200:D> "
        "· 2 copies",
        "-# and 4 more\n-# Every day at 09:00 (Europe/Berlin).",
    ]


@given(st.lists(st.builds(Story, citations(1), st.integers(0, 10**6)), min_size=1, max_size=10), st.integers(0, 10**6))
def test_it_fits_and_does_nothing(stories: list[Story], more: int) -> None:
    found = Digest("default", SINCE, UNTIL, tuple(stories), more)
    sheet = render(found, DAILY)
    assert harmless(untimed("\n".join(sheet.texts)))
    assert harmless(untimed(plain_text(found, DAILY)), 2000)
    assert DigestView(sheet).total_children_count <= 40
