"""One answer's use of the language model: while it works it is asked, after its first fault no more."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from bot.errors import ModelFault
from bot.words.words import _

if TYPE_CHECKING:
    from bot.model.allowance import Allowance
    from bot.model.chat import Chat

T = TypeVar("T")
log = logging.getLogger(__name__)


class Usage:
    """What a configured model may still do for one answer. `fault` is why it stopped, `wrote` whether words are its."""

    def __init__(self, chat: Chat | None, library: str) -> None:
        self._chat, self.library = chat, library
        self.allowance: Allowance | None = None
        self.fault: ModelFault | None = None
        self.wrote = False
        if chat is not None:
            self.allowance = self._within(lambda: chat.allowance(library))

    @property
    def writes(self) -> bool:
        return self.allowance is not None and self.fault is None

    @property
    def model(self) -> str:
        return self._chat.name if self._chat is not None and self.wrote else ""

    @property
    def tokens(self) -> int:
        return self.allowance.spent if self.allowance is not None else 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader is told of a model that wrote nothing."""
        if self.fault is None or self.wrote:
            return ()
        return (_(self.fault.note),)

    def attempt(self, work: Callable[[Chat, Allowance], T]) -> T | None:
        """Return what the model made, or None where there is none, it failed now, or it failed before."""
        chat, allowance = self._chat, self.allowance
        if chat is None or allowance is None or self.fault is not None:
            return None
        return self._within(lambda: work(chat, allowance))

    def _within(self, work: Callable[[], T]) -> T | None:
        try:
            return work()
        except ModelFault as fault:
            log.warning("The language model did not write: %s", fault)
            self.fault = fault
            return None
