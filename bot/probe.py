"""One tiny call that tells whether a model does what answers need."""

from __future__ import annotations

import time

import prompts
from bot.answer.write.offer import key
from bot.answer.write.protocol import REFUSAL, read
from bot.model.allowance import Allowance
from bot.model.chat import Chat, Reply
from bot.model.schema import Statements
from bot.settings import BotSettings


class _Unbooked:
    """An account for a call that belongs to no library."""

    def check(self, name: str) -> None: ...
    def add(self, name: str, tokens: int) -> None: ...


def probe(settings: BotSettings) -> tuple[Reply, bool]:
    """Return the reply to a question about two sentences, and whether it cites one by its key. Raises ModelFault."""
    first, second, nonce = key(), key(), key()
    lines = (f"[{first}] The pier at Elder Quay is 300 metres long.", f"[{second}] It was built in 1904.")
    articles = "\n".join([f"<article-{nonce}>", *lines, f"</article-{nonce}>"])
    user = prompts.fill(
        "sentences", today="1 January 2026", articles=articles, question="How long is the pier at Elder Quay?"
    )
    system = prompts.fill("answer", language="English", refusal=REFUSAL)
    allowance = Allowance("", time.monotonic() + settings.chat_seconds, settings.chat_tokens_per_answer)
    reply = Chat(settings, _Unbooked()).call(system, user, allowance, schema=Statements)
    return reply, any(set(draft.keys) & {first, second} for draft in read(reply.text) or ())
