"""Questions of an hour are counted per person and per server; a refused one is not."""

from __future__ import annotations

import time

from bot.discord.interaction.quotas import HOUR, Quotas


def test_a_person_and_a_server_have_questions_of_their_own() -> None:
    quotas = Quotas()
    assert [quotas.take(1, 2, 7, 3) for _ in range(2)] == [None, None]
    spent = quotas.take(1, 2, 7, 3)
    assert spent is not None
    assert spent.of == "person"
    assert HOUR - 60 < spent.until - time.time() <= HOUR
    assert quotas.take(2, 2, 7, 3) is None
    assert getattr(quotas.take(3, 2, 7, 3), "of", "") == "server"
    assert quotas.take(3, 2, 8, 3) is None
    assert quotas.take(3, 2, None, 3) is None
    assert getattr(quotas.take(3, 2, None, 3), "of", "") == "person"


def test_no_limit_is_no_limit() -> None:
    quotas = Quotas()
    assert [quotas.take(1, 0, 7, 0) for _ in range(1000)] == [None] * 1000
