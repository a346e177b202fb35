"""Calls of the configured chat model: bounded in time, number and tokens, retried once, its faults made ours."""

from __future__ import annotations

import json
import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.errors import ModelBusy, ModelDown, ModelFault, ModelSlow
from bot.model.allowance import Allowance
from bot.model.options import Option
from bot.model.provider import build, check_end, fault, refused, retry_after, shaped, status, unfinished
from bot.model.spend import Account, Spend
from index.cores import cores

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.rate_limiters import InMemoryRateLimiter
    from tenacity import RetryCallState

    from bot.settings import BotSettings
    from index.library import Library

log = logging.getLogger(__name__)
OnText = Callable[[str], None]
WAIT = 5.0  # seconds that a question waits for its turn at the model; then quotations are the better answer
POLL = 0.05
REFUSED = 400


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said, what it cost and how long it took."""

    text: str
    tokens: int
    seconds: float


def open_chat(settings: BotSettings, library: Library) -> Chat | None:
    """Return the configured model, or None where none is."""
    if not settings.chat_model.strip():
        return None
    return Chat(settings, Spend(library, settings.chat_tokens_per_day))


class Chat:
    """One chat model, shared by all threads. Nothing is imported or built before the first call."""

    def __init__(self, settings: BotSettings, spend: Account) -> None:
        self.name = settings.chat_model
        self._settings, self._spend = settings, spend
        self._turns = threading.BoundedSemaphore(settings.chat_concurrency)
        self._building = threading.Lock()
        self._model: BaseChatModel | None = None
        self.without: frozenset[Option] = frozenset()
        self._unstructured = settings.chat_protocol == "text"

    def allowance(self, library: str) -> Allowance:
        """Start one answer's clock and purse. Raises ModelSpent where the library's day is used up."""
        self._spend.check(library)
        return Allowance(library, time.monotonic() + self._settings.chat_seconds, self._settings.chat_tokens_per_answer)

    def call(
        self,
        system: str,
        user: str,
        allowance: Allowance,
        *,
        schema: dict[str, Any] | None = None,
        form: str = "",
        on_text: OnText = lambda text: None,
    ) -> Reply:
        """Ask the model; `on_text` is told its text so far. Returns or raises ModelFault by the allowance's deadline.

        With a JSON `schema` and a model that offers structured output the text is JSON of that shape, and the system
        prompt ends with the description of the schema; else with `form`, which says how to write the same as text.
        """
        began = time.monotonic()
        allowance.afford(_approximate(system, form, user))
        with cores().waiting():
            text, tokens = self._waited(_Asked(system, user, form, schema), allowance, on_text)
        allowance.book(tokens)
        return Reply(text, tokens, round(time.monotonic() - began, 3))

    def _waited(self, asked: _Asked, allowance: Allowance, on_text: OnText) -> tuple[str, int]:
        """Return a reply's text and tokens, once it is this call's turn."""
        self._take_turn(allowance)
        results: queue.SimpleQueue[tuple[str, int] | ModelFault] = queue.SimpleQueue()
        call = _Call(self, asked, allowance, on_text)
        threading.Thread(target=self._run, args=(call, results), name="model", daemon=True).start()
        try:
            result = results.get(timeout=max(0.0, allowance.deadline - time.monotonic()))
        except queue.Empty:
            call.abandoned = True
            raise ModelSlow(f"{self.name} did not answer within CHAT_SECONDS.") from None
        if isinstance(result, ModelFault):
            raise result
        return result

    def _run(self, call: _Call, results: queue.SimpleQueue[tuple[str, int] | ModelFault]) -> None:
        """Make one call in its own thread, which ends with it even where nobody waits any more."""
        try:
            text, tokens = call.retried()
            self._spend.add(call.allowance.library, tokens)
            results.put((text, tokens))
        except ModelFault as error:
            results.put(error)
        except Exception as error:  # noqa: BLE001 - LangChain's providers share no error type
            log.info("%s: %s", self.name, type(error).__name__)
            results.put(fault(error, self.name))
        finally:
            self._turns.release()

    def _take_turn(self, allowance: Allowance) -> None:
        """Wait for a free place and for the rate limit. Raises ModelBusy, ModelSlow."""
        until = time.monotonic() + min(WAIT, allowance.seconds())
        if not self._turns.acquire(timeout=until - time.monotonic()):
            raise ModelBusy(f"{self.name} is answering {self._settings.chat_concurrency} others (CHAT_CONCURRENCY).")
        while not self._limiter.acquire(blocking=False):
            if time.monotonic() >= until:
                self._turns.release()
                raise ModelBusy(f"{self.name} has had its calls of this minute (CHAT_REQUESTS_PER_MINUTE).")
            time.sleep(POLL)

    @cached_property
    def _limiter(self) -> InMemoryRateLimiter:
        from langchain_core.rate_limiters import InMemoryRateLimiter

        rate = self._settings.chat_requests_per_minute
        burst = min(rate, max(self._settings.chat_concurrency, rate / 6))
        limiter = InMemoryRateLimiter(requests_per_second=rate / 60, max_bucket_size=burst)
        limiter.available_tokens = burst  # it would start empty and make the first question wait
        return limiter

    @property
    def model(self) -> BaseChatModel:
        with self._building:
            if self._model is None:
                self._model = build(self._settings, self.without)
            return self._model

    def leave_out(self, option: Option) -> None:
        """Ask without an option from now on: the server refuses it."""
        with self._building:
            self.without |= {option}
            self._model = None

    @property
    def structured(self) -> bool:
        """Whether statements come as JSON: as configured, else where LangChain knows that the model can."""
        if self._unstructured:
            return False
        profile = self.model.profile or {}
        return self._settings.chat_protocol == "structured" or bool(profile.get("structured_output"))

    def speak_text(self) -> None:
        """Ask for text from now on: the server refuses schemas."""
        self._unstructured = True


@dataclass(frozen=True, slots=True)
class _Asked:
    system: str
    user: str
    form: str
    schema: dict[str, Any] | None

    def messages(self, form: str = "") -> list[tuple[str, str]]:
        return [("system", f"{self.system}\n\n{form}".strip()), ("human", self.user)]


class _Call:
    """One call with its one retry."""

    def __init__(self, chat: Chat, asked: _Asked, allowance: Allowance, on_text: OnText) -> None:
        self._chat, self._asked, self.allowance, self._on_text = chat, asked, allowance, on_text
        self.abandoned = False

    def retried(self) -> tuple[str, int]:
        from tenacity import Retrying, retry_if_exception, stop_after_attempt

        return Retrying(
            stop=stop_after_attempt(2), wait=self._pause, retry=retry_if_exception(self._again), reraise=True
        )(self._once)

    def _once(self) -> tuple[str, int]:
        """Ask, and where the server refuses an option or a schema ask at once without it."""
        while True:
            without = self._chat.without
            structured = self._asked.schema is not None and self._chat.structured
            try:
                return self._structured() if structured else self._text()
            except Exception as error:
                option = refused(error)
                if option is not None and option not in without:
                    self._chat.leave_out(option)
                elif structured and status(error) == REFUSED:
                    self._chat.speak_text()
                else:
                    raise

    def _text(self) -> tuple[str, int]:
        whole: Any = None
        messages = self._asked.messages(self._asked.form)
        for chunk in self._chat.model.stream(messages):
            whole = chunk if whole is None else whole + chunk
            if self.abandoned:
                break
            self._on_text(str(whole.text))
        text = str(whole.text) if whole is not None else ""
        if not self.abandoned:
            check_end(whole, text, self._chat.name)
        return text, self._cost(whole, messages, text)

    def _structured(self) -> tuple[str, int]:
        # A schema, not a class: OpenAI's client raises over a reply of another shape, which may still be readable.
        schema = self._asked.schema or {}
        messages = self._asked.messages(schema["description"])
        try:
            found: Any = shaped(self._chat.model, schema).invoke(messages)
        except Exception as error:
            text = unfinished(error)
            if not text:
                raise
            return text, self._cost(None, messages, text)
        raw, parsed = found["raw"], found["parsed"]
        text = json.dumps(parsed, ensure_ascii=False) if parsed is not None else str(raw.text)
        check_end(raw, text, self._chat.name)
        return text, self._cost(raw, messages, text)

    def _cost(self, message: Any, messages: list[tuple[str, str]], text: str) -> int:
        usage = getattr(message, "usage_metadata", None) or {}
        return int(usage.get("total_tokens") or 0) or _approximate(*(part for _, part in messages), text)

    def _again(self, error: BaseException) -> bool:
        """Tell whether a second try may help, and whether its pause ends in time."""
        if self.abandoned or isinstance(error, ModelFault) or not isinstance(error, Exception):
            return False
        pause = retry_after(error) or 0.0
        passing = isinstance(fault(error, self._chat.name), ModelBusy | ModelDown)
        return passing and time.monotonic() + pause < self.allowance.deadline

    def _pause(self, state: RetryCallState) -> float:
        from tenacity import wait_random_exponential

        asked = retry_after(state.outcome.exception() if state.outcome else None)
        return asked if asked is not None else wait_random_exponential(multiplier=0.5, max=2)(state)


def _approximate(*texts: str) -> int:
    """Return about how many tokens texts have: four characters a token, LangChain's own rule of thumb."""
    return sum(map(len, texts)) // 4 + 1
