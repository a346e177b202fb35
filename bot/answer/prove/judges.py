"""Who tells whether sentences bear a statement: a small interface, and the judge that is a chat model's second call."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import prompts
from bot.answer.write.offer import key
from bot.errors import OffProtocol
from bot.model.fence import escaped

if TYPE_CHECKING:
    from bot.model.allowance import Allowance
    from bot.model.chat import Chat

BORNE = 0.5  # least probability of a statement that is published; controls show in each call whether it means that
_VERDICT = re.compile(r"^\W*(?P<id>[a-z0-9]{4})\W+(?P<word>yes|no)\b", re.I | re.M)


class Judge(Protocol):
    """Whoever can tell how likely a premise bears a statement."""

    @property
    def name(self) -> str:
        """As the log and `doctor` name it."""

    def probabilities(self, premises: Sequence[str], statements: Sequence[str]) -> Sequence[float]:
        """Return, for each statement, how likely the premise at the same place bears it. Raises BotFault."""


@runtime_checkable
class Refuter(Protocol):
    """A judge that also tells contradictions, as models for inference do."""

    def contradictions(self, premises: Sequence[str], statements: Sequence[str]) -> Sequence[float]:
        """Return, for each statement, how likely the premise at the same place refutes it. Raises BotFault."""


class ChatJudge:
    """A chat model that is asked, in one call, which of several statements their texts bear."""

    def __init__(self, chat: Chat, allowance: Allowance) -> None:
        self._chat, self._allowance = chat, allowance

    @property
    def name(self) -> str:
        return self._chat.name

    def probabilities(self, premises: Sequence[str], statements: Sequence[str]) -> Sequence[float]:
        """Return 1 for yes, 0 for no and for what the reply does not mention. Raises ModelFault, OffProtocol."""
        texts = {premise: key() for premise in dict.fromkeys(premises)}
        ids = [key() for _ in statements]
        nonce = key()
        shown = "\n\n".join(f"<text-{nonce} {name}>\n{escaped(text)}\n</text-{nonce}>" for text, name in texts.items())
        lines = (
            f"{one}: does {texts[premise]} say: {escaped(statement)}"
            for one, premise, statement in zip(ids, premises, statements, strict=True)
        )
        user = prompts.fill("statements", texts=shown, statements="\n".join(lines))
        reply = self._chat.call(prompts.fill("judge"), user, self._allowance)
        told = {match["id"].lower(): match["word"].lower() == "yes" for match in _VERDICT.finditer(reply.text)}
        if not told.keys() & set(ids):
            raise OffProtocol(f"{self.name} judged nothing in the form asked for. Another model may do better.")
        return [float(told.get(one, False)) for one in ids]
