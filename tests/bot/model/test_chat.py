"""Limits of the calls to a model: how many at once, how many a minute, how many tokens, how long."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from bot.answer.write.protocol import read
from bot.errors import ModelBusy, ModelDown, ModelFault, ModelRefused, ModelSlow, ModelSpent
from bot.model.chat import Chat
from bot.model.options import MOST_TOKENS
from bot.model.schema import statements
from bot.values import Draft
from tests.bot.answer.write.test_written import settings
from tests.model_server import personalities as models
from tests.model_server.server import ModelServer, Personality, Trouble
from tests.model_server.wires import Body, Headers
from tests.model_server.wires.openai import OpenAI

SHAPE = statements(["k7qz"])
FOUR = "four"  # characters of a token
YES = "Yes, and it was said on the same day that it will be done."


@dataclass
class Purse:
    """An account in memory."""

    booked: dict[str, int] = field(default_factory=dict)
    cap: int = 10**9

    def check(self, name: str) -> None:
        if self.booked.get(name, 0) >= self.cap:
            raise ModelSpent("spent")

    def add(self, name: str, tokens: int) -> None:
        self.booked[name] = self.booked.get(name, 0) + tokens


@contextmanager
def chatting(
    personality: Personality = lambda system, user: YES,
    trouble: Trouble = "",
    *,
    pause: float = 0.0,
    purse: Purse | None = None,
    **changes: object,
) -> Iterator[tuple[Chat, ModelServer]]:
    with ModelServer(personality, trouble, pause=pause) as server:
        yield Chat(settings(server, **changes), purse or Purse()), server


def ask(chat: Chat, text: str = "Well?", *, seconds: float = 40) -> str:
    """Ask within so many seconds; the client's own patience is CHAT_SECONDS."""
    allowance = chat.allowance("default")
    allowance.deadline = time.monotonic() + seconds
    return chat.call("Answer.", text, allowance).text


class Gate:
    """A personality that answers when it is told to, and knows how many are waiting."""

    def __init__(self) -> None:
        self.entered, self.go = threading.Semaphore(0), threading.Event()

    def __call__(self, system: str, user: str) -> str:
        self.entered.release()
        self.go.wait(20)
        return YES


def test_as_many_are_answered_at_once_as_allowed() -> None:
    meeting = threading.Barrier(2, timeout=20)
    inside, most, counting = 0, 0, threading.Lock()

    def meets(system: str, user: str) -> str:
        """Answer only together with a second one, and count how many there are."""
        nonlocal inside, most
        with counting:
            inside += 1
            most = max(most, inside)
        meeting.wait()
        with counting:
            inside -= 1
        return YES

    with chatting(meets, chat_concurrency=2) as (chat, _), ThreadPoolExecutor(6) as pool:
        assert chat.model is not None  # imported and built before anybody waits
        assert list(pool.map(lambda _: ask(chat), range(6))) == [YES] * 6
    assert most == 2


def test_who_finds_no_place_in_time_is_told_why_and_the_place_is_free_again_afterwards() -> None:
    gate = Gate()
    with chatting(gate, chat_concurrency=1) as (chat, _), ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, chat)
        assert gate.entered.acquire(timeout=20)
        with pytest.raises(ModelBusy, match="CHAT_CONCURRENCY"):
            ask(chat, seconds=0.3)
        gate.go.set()
        assert first.result(20) == YES
        assert ask(chat) == YES


def test_calls_of_a_minute_are_counted_and_a_refused_one_keeps_no_place() -> None:
    with chatting(chat_concurrency=1, chat_requests_per_minute=1) as (chat, server):
        assert ask(chat) == YES
        for _ in range(2):
            with pytest.raises(ModelBusy, match="CHAT_REQUESTS_PER_MINUTE"):
                ask(chat, seconds=0.3)
        assert len(server.requests) == 1


def test_an_answer_that_has_spent_its_tokens_makes_no_further_call() -> None:
    with chatting(chat_tokens_per_answer=1000) as (chat, server):
        allowance = chat.allowance("default")
        reply = chat.call("", FOUR * 600, allowance)
        assert (allowance.spent, allowance.left) == (reply.tokens, 1000 - reply.tokens)
        with pytest.raises(ModelSpent, match="CHAT_TOKENS_PER_ANSWER"):
            chat.call("", FOUR * 600, allowance)
        assert len(server.requests) == 1


def test_every_call_is_booked_to_its_library_and_a_spent_day_starts_no_answer() -> None:
    purse = Purse(cap=100)
    with chatting(purse=purse) as (chat, server):
        ask(chat, FOUR * 100)
        assert purse.booked["default"] >= 100
        with pytest.raises(ModelSpent):
            chat.allowance("default")
        assert chat.call("", "Well?", chat.allowance("another")).text == YES
        assert len(server.requests) == 2


def test_an_answer_that_comes_too_late_is_not_waited_for_but_paid() -> None:
    gate, purse = Gate(), Purse()
    with chatting(gate, purse=purse, chat_concurrency=1) as (chat, _):
        with pytest.raises(ModelSlow):
            ask(chat, seconds=0.3)
        assert purse.booked == {}
        gate.go.set()
        assert ask(chat) == YES  # its place is free when it has ended
        assert purse.booked["default"] > 0


def test_the_time_for_an_answer_is_for_all_its_calls() -> None:
    with chatting() as (chat, server):
        with pytest.raises(ModelSlow, match="CHAT_SECONDS"):
            ask(chat, seconds=0)
        assert not server.requests


@pytest.mark.parametrize(
    ("trouble", "pause", "fault", "tries"),
    [
        ("429", 0.0, ModelBusy, 2),
        ("429", 600.0, ModelBusy, 1),  # nobody can wait so long
        ("500", 0.0, ModelDown, 2),
        ("401", 0.0, ModelRefused, 1),  # a second try would be refused as well
        ("half", 0.0, ModelDown, 2),
        ("breaks", 0.0, ModelDown, 2),
        ("withheld", 0.0, ModelRefused, 1),
        ("long", 0.0, ModelSpent, 1),
    ],
)
def test_what_may_pass_is_tried_once_more_and_nothing_else(
    trouble: Trouble, pause: float, fault: type[ModelFault], tries: int
) -> None:
    with chatting(trouble=trouble, pause=pause) as (chat, server):
        with pytest.raises(fault):
            ask(chat)
        assert len(server.requests) == tries


def test_text_is_told_as_it_grows() -> None:
    told: list[str] = []
    with chatting(lambda system, user: "- One. [a]\n" * 20) as (chat, _):
        whole = chat.call("", "Well?", chat.allowance("default"), on_text=told.append).text
    assert len(told) > 3
    assert all(later.startswith(earlier) for earlier, later in pairwise(told))
    assert told[-1] == whole


def test_structured_output_is_asked_for_as_configured_and_given_up_where_the_server_has_none() -> None:
    said = '{"statements": [{"text": "Yes.", "keys": ["k7qz"]}]}'
    with chatting(lambda system, user: said, chat_protocol="structured") as (chat, server):
        reply = chat.call("", "Well?", chat.allowance("default"), schema=SHAPE)
        assert read(reply.text, ["k7qz"]) == (Draft("Yes.", ("k7qz",)),)
        schema = server.requests[0]["response_format"]["json_schema"]["schema"]
        assert schema["properties"]["statements"]["items"]["properties"]["keys"]["items"]["enum"] == ["k7qz"]
    with chatting(trouble="no schema", chat_protocol="structured") as (chat, server):
        for _ in range(2):
            assert chat.call("", "Well?", chat.allowance("default"), schema=SHAPE).text == YES
        assert ["response_format" in one for one in server.requests] == [True, False, False]


def test_structured_output_of_another_shape_is_handed_on_as_it_is() -> None:
    with chatting(lambda system, user: "- Yes. [k7qz]", chat_protocol="structured") as (chat, _):
        reply = chat.call("", "Well?", chat.allowance("default"), schema=SHAPE)
    assert reply.text == "- Yes. [k7qz]"


def test_what_a_reply_said_before_it_became_too_long_is_read() -> None:
    said = '{"statements": [{"text": "Yes.", "keys": ["k7qz"]}, {"text": "And one thing more.", "keys": ["k7qz"]}]}'
    with chatting(lambda system, user: said, "cut", chat_protocol="structured") as (chat, server):
        reply = chat.call("Answer.", "Well?", chat.allowance("default"), schema=SHAPE)
        assert len(server.requests) == 1
    assert (read(reply.text, ["k7qz"]) or ())[:1] == (Draft("Yes.", ("k7qz",)),)


@pytest.mark.parametrize("protocol", ["text", "structured"])
def test_a_tool_that_nobody_offered_is_not_called(protocol: str) -> None:
    with chatting(trouble="tools", chat_protocol=protocol) as (chat, server):
        try:
            said = chat.call("", "Well?", chat.allowance("default"), schema=SHAPE).text
        except ModelFault as fault:
            said = fault.note
        assert "send_mail" not in said
        assert not any("tools" in one for one in server.requests)


def test_the_form_of_a_reply_is_said_once_in_the_words_of_its_protocol() -> None:
    with chatting(chat_protocol="text") as (chat, server):
        chat.call("Answer.", "Well?", chat.allowance("default"), schema=SHAPE, form="Write lines.")
        assert server.wire.asked(server.requests[0])[0] == "Answer.\n\nWrite lines."
    with chatting(trouble="no schema", chat_protocol="structured") as (chat, server):
        chat.call("Answer.", "Well?", chat.allowance("default"), schema=SHAPE, form="Write lines.")
        first, second = (server.wire.asked(one)[0] for one in server.requests)
    assert "JSON" in first
    assert "lines" not in first
    assert second == "Answer.\n\nWrite lines."


def test_a_server_of_ones_own_is_told_its_limit_as_all_of_them_know_it() -> None:
    with chatting() as (chat, server):
        ask(chat)
    assert server.requests[0]["max_tokens"] == MOST_TOKENS
    assert "max_completion_tokens" not in server.requests[0]


@pytest.mark.parametrize("trouble", ["no temperature", "no max_tokens", "no reasoning"])
@pytest.mark.parametrize("protocol", ["text", "structured"])
def test_an_option_that_a_server_refuses_is_left_out_from_then_on(trouble: Trouble, protocol: str) -> None:
    with chatting(trouble=trouble, chat_protocol=protocol, chat_reasoning="low") as (chat, server):
        for _ in range(2):
            assert chat.call("", "Well?", chat.allowance("default"), schema=SHAPE).text == YES
    option = {"no reasoning": "reasoning_effort"}.get(trouble, trouble.removeprefix("no "))
    assert [option in one for one in server.requests] == [True, False, False]
    assert [server.wire.schema(one) is not None for one in server.requests] == [protocol == "structured"] * 3
    assert trouble != "no max_tokens" or server.requests[-1]["max_completion_tokens"]


def test_a_refusal_that_names_an_option_is_not_asked_about_for_ever() -> None:
    class Stubborn(OpenAI):
        asked_for = 0

        def refused(self, path: str, headers: Headers, request: Body) -> tuple[int, str]:
            self.asked_for += 1
            return 400, "temperature, max_tokens and reasoning are wrong"

    wire = Stubborn()
    with ModelServer(models.honest, wire=wire) as server:
        with pytest.raises(ModelRefused, match="HTTP 400"):
            ask(Chat(settings(server), Purse()))
        assert wire.asked_for <= 4


def test_a_model_that_thinks_has_room_for_it() -> None:
    with chatting(trouble="thinks", chat_reasoning="low") as (chat, server):
        assert ask(chat) == YES
    assert server.requests[0]["reasoning_effort"] == "low"
    with chatting(trouble="thinks", chat_model="openai:gpt-5-mini") as (chat, server):  # it is known to think
        assert ask(chat) == YES
    assert "reasoning_effort" not in server.requests[0]
    with chatting(trouble="thinks") as (chat, _), pytest.raises(ModelSpent, match="CHAT_REASONING"):
        ask(chat)
