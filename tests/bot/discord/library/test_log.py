"""What /index log says fits into a message and shows hostile names as names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.library.log import log_text
from bot.discord.text.credits import web_address
from index.catalogue.audit import Audit
from tests.bot.discord import strategies
from tests.bot.discord.strategies import harmless


@given(st.lists(strategies.audits, max_size=20), st.integers(1, 2))
def test_the_log_fits_and_does_nothing(audits: list[Audit], page: int) -> None:
    text = log_text(audits, page)
    for address in filter(None, (web_address(audit.subject) for audit in audits)):
        text = text.replace(f"]({address})", "]")  # an entry may lead to what it is about
    assert harmless(text)
