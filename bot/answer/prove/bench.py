"""Which judge is heard for an answer, how its failing ends, and how often it is believed."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.answer.prove.controls import controls
from bot.answer.prove.hearing import Claim, Heard, hear
from bot.answer.prove.judges import ChatJudge, Judge, Refuter
from bot.errors import JudgeGone, ModelFault
from bot.values import Offered
from bot.words.words import _, marked

if TYPE_CHECKING:
    from bot.answer.write.usage import Usage
    from bot.model.chat import Chat
    from bot.settings import BotSettings
    from index.library import Library

log = logging.getLogger(__name__)
HEARD, UNBELIEVED = "judge-heard", "judge-unbelieved"
DAYS = 7  # over which `doctor` counts
SOMETIMES = 0.02  # share of hearings in which an honest judge may miss a control; more is worth a look
NOT_BELIEVED = marked("The check of the language model's words failed its own test: exact quotations instead.")
NOT_HAD = marked("The model that checks statements cannot be had: exact quotations instead.")


class Bench:
    """The judge that is configured: a cross-encoder, a chat model in a second call, or none."""

    def __init__(self, library: Library, judge: Judge | None = None, chat: Chat | None = None) -> None:
        self.library, self.judge, self.chat = library, judge, chat

    @property
    def refuting(self) -> Bench | None:
        """This bench where its judge tells contradictions apart, as a cross-encoder does."""
        return self if isinstance(self.judge, Refuter) else None

    def contradictions(self, premises: Sequence[str], statements: Sequence[str]) -> Sequence[float]:
        """Return how likely each premise refutes its statement; 0 where the judge cannot be had."""
        with suppress(JudgeGone):  # whoever asks for a proof is told of it
            if isinstance(self.judge, Refuter):
                return self.judge.contradictions(premises, statements)
        return [0.0] * len(statements)

    def judging(self, usage: Usage) -> Judge | None:
        """Return who judges for one answer."""
        if self.judge is None and self.chat is not None and usage.allowance is not None:
            return ChatJudge(self.chat, usage.allowance)
        return self.judge

    def asking(self, usage: Usage) -> Asking:
        """Return who is asked for one answer."""
        return Asking(self.judging(usage), usage, lambda believed: self._count(usage.library, believed=believed))

    def _count(self, library: str, *, believed: bool) -> None:
        today = datetime.now(UTC).date().isoformat()
        self.library.count(library, HEARD, today, 1)
        self.library.count(library, UNBELIEVED, today, int(not believed))


def open_bench(settings: BotSettings, library: Library, chat: Chat | None) -> Bench:
    """Return the configured judge: SUPPORT_MODEL's, else CHAT_JUDGE's, by default the chat model itself."""
    if settings.support_model.strip():
        from bot.model.cross_encoder import CrossEncoderJudge

        return Bench(library, CrossEncoderJudge(settings.support_model.strip()))
    if settings.chat_judge in ("auto", "off"):
        return Bench(library, chat=chat if settings.chat_judge == "auto" else None)
    from bot.model.chat import open_chat

    return Bench(library, chat=open_chat(settings.model_copy(update={"chat_model": settings.chat_judge}), library))


class Asking:
    """One answer's use of its judge; `notes` tell the reader why its words were not taken."""

    def __init__(self, judge: Judge | None, usage: Usage, tally: Callable[[bool], None]) -> None:
        self._judge, self._usage, self._tally = judge, usage, tally
        self.notes: tuple[str, ...] = ()

    def __call__(self, claims: Sequence[Claim], offered: Sequence[Offered]) -> Heard | None:
        """Return what the judge finds of claims; None where there is none or it fails."""
        if self._judge is None:
            return None
        rng = random.SystemRandom()
        try:
            heard = hear(self._judge, claims, controls(offered, rng), rng)
        except ModelFault as fault:
            log.warning("The judge %s did not answer: %s", self._judge.name, fault)
            self._usage.fault = fault
            return None
        except JudgeGone as gone:
            log.warning("%s", gone)
            self.notes = (_(NOT_HAD),)
            return None
        if heard is not None:
            self._tally(heard.believed)
            self.notes = () if heard.believed else (_(NOT_BELIEVED),)
        return heard


def heard_lately(library: Library, names: Sequence[str], today: date) -> tuple[int, int]:
    """Return how often judges were heard in the last DAYS days over some libraries, and how often not believed."""
    days = [(today - timedelta(days=back)).isoformat() for back in range(DAYS)]
    return _sum(library, names, days, HEARD), _sum(library, names, days, UNBELIEVED)


def _sum(library: Library, names: Sequence[str], days: Sequence[str], kind: str) -> int:
    found: list[object] = [library.recall(name, kind, day) for name in names for day in days]
    return sum(one for one in found if isinstance(one, int))
