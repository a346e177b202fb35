"""Several processes share the servers: each is served by one of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.discord.connection.shards import Shards, shards_of
from bot.settings import BotSettings


def settings(ids: str, count: int) -> BotSettings:
    return BotSettings.model_validate({"shard_ids": ids, "shard_count": count})


@given(st.one_of(st.none(), st.integers(0, 2**63)), st.integers(1, 40), st.data())
def test_every_server_and_direct_message_is_served_by_exactly_one_process(
    guild: int | None, count: int, data: st.DataObject
) -> None:
    owner = data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    processes = [Shards(tuple(n for n in range(count) if owner[n] == one), count) for one in range(4)]
    assert [one.serve(guild) for one in processes].count(True) == 1
    assert [one.lead for one in processes].count(True) == 1


def test_without_a_count_a_process_serves_all() -> None:
    alone = shards_of(settings("", 0))
    assert alone.serve(200000000000000001)
    assert alone.lead
    assert alone.options == {}


def test_shards_are_named_one_by_one_and_as_ranges() -> None:
    assert shards_of(settings("0-2,5", 8)).ids == (0, 1, 2, 5)
    assert shards_of(settings("", 3)).ids == (0, 1, 2)
    assert shards_of(settings("1", 2)).options == {"shard_ids": [1], "shard_count": 2}


@pytest.mark.parametrize(("ids", "count"), [("0-3", 3), ("1", 0), ("a", 2), ("1-", 2), ("3-0", 8), ("0-99999999", 2)])
def test_shards_that_cannot_be_are_refused(ids: str, count: int) -> None:
    with pytest.raises(ValidationError):
        settings(ids, count)
