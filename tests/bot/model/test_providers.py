"""Each provider's real client against a server that speaks its protocol: one contract for all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import pairwise

import pytest

from bot.answer.answer import Answerer
from bot.answer.write.offer import MOST_CHARACTERS
from bot.answer.write.protocol import read
from bot.doctor import Finding, _model
from bot.errors import ModelBusy, ModelDown, ModelFault, ModelRefused, ModelSlow, ModelSpent
from bot.model.chat import Chat, open_chat
from bot.model.schema import statements
from bot.settings import BotSettings
from bot.values import Answer, Draft
from index.library import Library
from index.settings import IndexSettings
from tests.bot.answer.pages import ARTICLES, jsonl
from tests.bot.answer.write.test_written import QUESTION, proven
from tests.bot.model.test_chat import FOUR, YES, Purse, ask
from tests.model_server import personalities as models
from tests.model_server.server import KEY, ModelServer, Personality, Trouble
from tests.model_server.wires import Wire, counted
from tests.model_server.wires.anthropic import Anthropic
from tests.model_server.wires.google import Google
from tests.model_server.wires.ollama import Ollama
from tests.model_server.wires.openai import OpenAI

pytestmark = pytest.mark.slow

SHAPE = statements(["k7qz"])
WIRES: tuple[Wire, ...] = (OpenAI(), Anthropic(), Ollama(), Google())
SAID = '{"statements": [{"text": "Yes.", "keys": ["k7qz"]}]}'
KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "google_genai": "GOOGLE_API_KEY"}


def needs(provider: str) -> None:
    if find_spec(f"langchain_{provider}") is None:
        pytest.skip(f"langchain_{provider} is not installed: `make test-providers` installs it")


@pytest.fixture(params=WIRES, ids=lambda wire: wire.provider)
def wire(request: pytest.FixtureRequest) -> Wire:
    found: Wire = request.param
    needs(found.provider)
    return found


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, models: object) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("providers")
    (home / "models").symlink_to(str(models))
    with Library.open(IndexSettings(footnote_home=home)) as opened:
        opened.add_files("default", [("news.jsonl", jsonl(*ARTICLES))], origin="", source_prefix="test")
        yield opened


def configured(server: ModelServer, **changes: object) -> BotSettings:
    values = {"chat_model": server.wire.model, "chat_base_url": server.base_url, "chat_api_key": KEY, **changes}
    return BotSettings.model_validate(values)


@contextmanager
def chatting(
    wire: Wire,
    personality: Personality = lambda system, user: YES,
    trouble: Trouble = "",
    *,
    pause: float = 0.0,
    purse: Purse | None = None,
    **changes: object,
) -> Iterator[tuple[Chat, ModelServer]]:
    with ModelServer(personality, trouble, pause=pause, wire=wire) as server:
        yield Chat(configured(server, **changes), purse or Purse()), server


def asked(
    library: Library, wire: Wire, personality: Personality, trouble: Trouble = "", **changes: object
) -> tuple[Answer, ModelServer]:
    with ModelServer(personality, trouble, wire=wire) as server:
        return Answerer(library, open_chat(configured(server, **changes), library)).ask(QUESTION), server


def examined(wire: Wire, personality: Personality, trouble: Trouble = "", **changes: object) -> Finding:
    with ModelServer(personality, trouble, wire=wire) as server:
        (found,) = _model(configured(server, **changes))
        return found


def test_an_honest_model_writes_and_every_statement_is_cited(library: Library, wire: Wire) -> None:
    answer, _ = asked(library, wire, models.honest)
    assert answer.outcome == "answered"
    assert {claim.kind for claim in answer.statements} == {"written"}
    assert any("12 million crowns" in claim.text for claim in answer.statements)
    assert (answer.model, answer.notes) == (wire.model, ())
    assert proven(library, answer)
    assert answer.tokens > 100


@pytest.mark.parametrize("personality", [models.silent, models.off_protocol])
def test_what_cannot_be_read_gives_way_to_quotations(library: Library, wire: Wire, personality: Personality) -> None:
    answer, _ = asked(library, wire, personality)
    assert {claim.kind for claim in answer.statements} == {"quotation"}
    assert "exact quotations instead" in answer.notes[0]


def test_inventions_are_not_published(library: Library, wire: Wire) -> None:
    inventive = models.Inventive()
    answer, _ = asked(library, wire, inventive)
    invented = {text for text, truth in inventive.said if not truth}
    assert invented
    assert not invented & {claim.text for claim in answer.statements}
    assert proven(library, answer)


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("401", "refused"),
        ("404", "refused"),
        ("429", "busy"),
        ("500", "down"),
        ("half", "down"),
        ("breaks", "down"),
        ("garbage", "exact quotations"),
        ("nonsense", "exact quotations"),
        ("empty", "protocol"),
    ],
)
def test_a_model_in_trouble_gives_way_to_quotations_and_the_footer_says_so(
    library: Library, wire: Wire, trouble: Trouble, said: str
) -> None:
    answer, _ = asked(library, wire, models.honest, trouble)
    assert answer.outcome == "answered"
    assert {claim.kind for claim in answer.statements} == {"quotation"}
    assert said in answer.notes[0]
    assert KEY not in str(answer)


def test_a_spent_day_makes_no_call(library: Library, wire: Wire) -> None:
    with ModelServer(models.honest, wire=wire) as server:
        spending = Answerer(library, open_chat(configured(server, chat_tokens_per_day=1), library))
        spending.ask(QUESTION)
        calls = len(server.requests)
        answer = spending.ask(QUESTION)
        assert len(server.requests) == calls
    assert "budget" in answer.notes[0]


def test_text_is_told_as_it_grows_and_paid_as_the_server_counts(wire: Wire) -> None:
    told: list[str] = []
    purse, text = Purse(), "- One. [a]\n" * 20
    with chatting(wire, lambda system, user: text, purse=purse) as (chat, _):
        reply = chat.call("Answer.", FOUR * 50, chat.allowance("default"), on_text=told.append)
    assert len(told) > 3
    assert all(later.startswith(earlier) for earlier, later in pairwise(told))
    assert told[-1] == reply.text == text
    assert reply.tokens == purse.booked["default"]
    counts = sum(counted(text, "Answer.", FOUR * 50))
    # In streams LangChain asks only OpenAI itself to count, not servers like it.
    assert reply.tokens == counts or (wire.provider == "openai" and abs(reply.tokens - counts) < 5)


@pytest.mark.parametrize(
    ("trouble", "fault", "tries"),
    [
        ("401", ModelRefused, 1),
        ("404", ModelRefused, 1),
        ("429", ModelBusy, 2),
        ("500", ModelDown, 2),
        ("half", ModelDown, 2),
        ("breaks", ModelDown, 2),
    ],
)
def test_what_may_pass_is_tried_once_more_and_nothing_else(
    wire: Wire, trouble: Trouble, fault: type[ModelFault], tries: int
) -> None:
    with chatting(wire, trouble=trouble) as (chat, server):
        with pytest.raises(fault) as caught:
            ask(chat)
        assert len(server.requests) == tries
    if trouble.isdigit():
        assert f"HTTP {trouble}" in str(caught.value)


@pytest.mark.parametrize("protocol", ["text", "structured"])
def test_a_model_that_thinks_until_its_tokens_are_spent_is_not_asked_again(wire: Wire, protocol: str) -> None:
    with chatting(wire, trouble="long", chat_protocol=protocol) as (chat, server):
        with pytest.raises(ModelSpent, match="before its first word"):
            chat.call("", "Well?", chat.allowance("default"), schema=SHAPE)
        assert len(server.requests) == 1


@pytest.mark.parametrize("protocol", ["text", "structured"])
def test_a_reply_that_its_provider_withholds_is_no_fault_of_the_protocol(wire: Wire, protocol: str) -> None:
    if wire.provider == "ollama":
        pytest.skip("its models refuse in words")
    with chatting(wire, trouble="withheld", chat_protocol=protocol) as (chat, server):
        with pytest.raises(ModelRefused, match="withholds"):
            chat.call("", "Well?", chat.allowance("default"), schema=SHAPE)
        assert len(server.requests) == 1


def test_nobody_waits_for_a_server_that_asks_for_minutes(wire: Wire) -> None:
    if wire.provider == "ollama":
        pytest.skip("its client does not hand on what the server's headers say")
    with chatting(wire, trouble="429", pause=600) as (chat, server):
        with pytest.raises(ModelBusy):
            ask(chat)
        assert len(server.requests) == 1


@pytest.mark.parametrize("trouble", ["429 once", "500 once"])
def test_one_failure_is_made_good(wire: Wire, trouble: Trouble) -> None:
    with chatting(wire, trouble=trouble) as (chat, server):
        assert ask(chat) == YES
        assert len(server.requests) == 2


@pytest.mark.parametrize("protocol", ["text", "structured"])
def test_the_client_itself_gives_up_in_time(wire: Wire, protocol: str) -> None:
    with chatting(wire, trouble="slow", chat_seconds=1, chat_protocol=protocol) as (chat, server):
        allowance = chat.allowance("default")
        allowance.deadline += 20
        with pytest.raises(ModelSlow, match="did not answer in time"):
            chat.call("Answer.", "Well?", allowance, schema=SHAPE)
        assert len(server.requests) == 1


def test_a_stream_that_never_ends_is_left(wire: Wire) -> None:
    with chatting(wire, trouble="drip") as (chat, _), pytest.raises(ModelSlow, match="CHAT_SECONDS"):
        ask(chat, seconds=0.7)


def test_structured_output_is_read(wire: Wire) -> None:
    with chatting(wire, lambda system, user: SAID, chat_protocol="structured") as (chat, server):
        reply = chat.call("Answer.", "Well?", chat.allowance("default"), schema=SHAPE)
        schema = wire.schema(server.requests[0])
    assert read(reply.text, ["k7qz"]) == (Draft("Yes.", ("k7qz",)),)
    assert schema is not None
    assert '"enum": ["k7qz"]' in json.dumps(schema)
    assert reply.tokens == sum(counted(SAID, "Answer.\n\n" + SHAPE["description"], "Well?"))


def test_structured_output_is_given_up_where_the_server_has_none(wire: Wire) -> None:
    with chatting(wire, trouble="no schema", chat_protocol="structured") as (chat, server):
        for _ in range(2):
            assert chat.call("", "Well?", chat.allowance("default"), schema=SHAPE).text == YES
        assert [wire.schema(one) is not None for one in server.requests] == [True, False, False]


def test_what_a_reply_said_before_it_became_too_long_is_read(wire: Wire) -> None:
    said = '{"statements": [{"text": "Yes.", "keys": ["k7qz"]}, {"text": "And one thing more.", "keys": ["k7qz"]}]}'
    with chatting(wire, lambda system, user: said, "cut", chat_protocol="structured") as (chat, server):
        reply = chat.call("Answer.", "Well?", chat.allowance("default"), schema=SHAPE)
        assert len(server.requests) == 1
    assert (read(reply.text, ["k7qz"]) or ())[:1] == (Draft("Yes.", ("k7qz",)),)


def test_structured_output_of_another_shape_is_handed_on_as_it_is(wire: Wire) -> None:
    with chatting(wire, lambda system, user: "- Yes. [k7qz]", chat_protocol="structured") as (chat, _):
        assert chat.call("", "Well?", chat.allowance("default"), schema=SHAPE).text == "- Yes. [k7qz]"


@pytest.mark.parametrize("protocol", ["text", "structured"])
def test_a_tool_that_nobody_offered_is_not_called(wire: Wire, protocol: str) -> None:
    with chatting(wire, trouble="tools", chat_protocol=protocol) as (chat, server):
        try:
            said = chat.call("", "Well?", chat.allowance("default"), schema=SHAPE).text
        except ModelFault as fault:
            said = fault.note
        assert "send_mail" not in said
        assert server.requests


@pytest.mark.parametrize("protocol", ["text", "structured"])
def test_the_doctor_knows_a_model_that_works(wire: Wire, protocol: str) -> None:
    personality = models.structured if protocol == "structured" else models.honest
    found = examined(wire, personality, chat_protocol=protocol)
    assert (found.state, "follows the protocol" in found.message) == ("ok", True)


@pytest.mark.parametrize(
    ("trouble", "changes", "said"),
    [
        ("500", {}, "HTTP 500"),
        ("429", {}, "HTTP 429"),
        ("", {"chat_api_key": "not-this-one"}, "Check CHAT_MODEL, CHAT_API_KEY"),
        ("", {"chat_base_url": "http://127.0.0.1:9"}, "cannot be reached"),
    ],
)
def test_the_doctor_says_what_is_wrong(wire: Wire, trouble: Trouble, changes: dict[str, object], said: str) -> None:
    found = examined(wire, models.honest, trouble, **changes)
    assert (found.state, said in found.message) == ("bad", True)
    assert "not-this-one" not in found.message


def test_an_address_may_end_in_the_version_of_its_interface(wire: Wire) -> None:
    with ModelServer(models.honest, wire=wire) as server:
        root = server.base_url.removesuffix("/v1")
        for address in (root + "/v1", root + "/v1/", root + "/v1beta" if wire.provider == "google_genai" else root):
            if wire.provider == "openai" and address == root:
                continue
            (found,) = _model(configured(server, chat_base_url=address))
            assert found.state == "ok", address


def test_a_server_of_ones_own_is_asked_without_a_key(wire: Wire) -> None:
    with chatting(wire, chat_api_key="") as (chat, _), pytest.raises(ModelRefused):  # this one wants a key and says so
        ask(chat)


@pytest.mark.parametrize("provider", KEYS)
def test_a_missing_key_is_named_with_the_setting(provider: str, library: Library) -> None:
    needs(provider)
    settings = BotSettings.model_validate({"chat_model": f"{provider}:tester"})
    (found,) = _model(settings)
    assert found.state == "bad"
    for part in ("key", "CHAT_API_KEY", KEYS[provider]):
        assert part in found.message
    assert "CHAT_BASE_URL" not in found.message
    answer = Answerer(library, open_chat(settings, library)).ask(QUESTION)
    assert answer.statements
    assert answer.notes == ("The language model's key is missing: exact quotations instead.",)


def test_how_much_to_think_is_said_in_the_words_of_each_provider(wire: Wire) -> None:
    said = {
        "openai": ({"none": '"reasoning_effort": "none"', "high": '"reasoning_effort": "high"'}),
        "anthropic": ({"none": '"effort": "low"', "high": '"effort": "high"'}),
        "ollama": ({"none": '"think": false', "high": '"think": "high"'}),
        "google_genai": ({"none": '"thinking_level": "MINIMAL"', "high": '"thinking_level": "HIGH"'}),
    }[wire.provider]
    for effort, words in said.items():
        with chatting(wire, trouble="thinks", chat_reasoning=effort, chat_protocol="structured") as (chat, server):
            if effort == "high":
                assert ask(chat) == YES
            else:
                with pytest.raises(ModelSpent):  # it was told not to, and has no room
                    ask(chat)
            assert words in json.dumps(server.requests[0])


def test_an_effort_that_a_model_does_not_know_is_left_out_from_then_on(wire: Wire) -> None:
    with chatting(wire, trouble="no reasoning", chat_reasoning="low") as (chat, server):
        assert [ask(chat), ask(chat)] == [YES, YES]
        assert len(server.requests) == 3


def test_ollama_is_told_to_read_all_that_it_is_shown() -> None:
    needs("ollama")
    with chatting(Ollama()) as (chat, server):
        ask(chat)
        options = server.requests[0]["options"]
    assert options["num_ctx"] - options["num_predict"] >= MOST_CHARACTERS / 2  # what exceeds it is cut without a word
