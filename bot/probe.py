"""One tiny call that tells whether a model does what answers need."""

from __future__ import annotations

import time
from datetime import date

from bot.answer.write.offer import key
from bot.answer.write.protocol import read
from bot.answer.write.write import ask
from bot.model.allowance import Allowance
from bot.model.chat import Chat, Reply
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
    allowance = Allowance("", time.monotonic() + settings.chat_seconds, settings.chat_tokens_per_answer)
    chat, question = Chat(settings, _Unbooked()), "How long is the pier at Elder Quay?"
    reply = ask(chat, allowance, question, articles, (first, second), today=date(2026, 1, 1), language="en")
    return reply, any(draft.keys for draft in read(reply.text, (first, second)) or ())
