"""The answerer with a chat model: it is shown sentences under keys and proposes statements that name them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

import prompts
from bot.answer.write.offer import key
from bot.answer.write.protocol import read
from bot.errors import OffProtocol
from bot.model.fence import escaped
from bot.model.replies.refusal import REFUSAL
from bot.reading.languages import LANGUAGES
from bot.values import Draft, Offered
from bot.words.words import _
from index.values import Article

if TYPE_CHECKING:
    from bot.model.allowance import Allowance
    from bot.model.chat import Chat, Reply

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What a model proposes; `refused` where it says that the sentences do not answer."""

    drafts: tuple[Draft, ...]
    refused: bool


def write(
    chat: Chat,
    allowance: Allowance,
    question: str,
    offered: Sequence[Offered],
    *,
    today: date,
    language: str = "en",
    on_step: Step = lambda step: None,
) -> Written:
    """Ask the model for statements in `language`. Raises ModelFault, OffProtocol where no statement can be read."""
    articles, keys = "\n\n".join(fenced(offered)), [one.key for one in offered]
    on_step(_("Writing…"))
    reply = ask(chat, allowance, question, articles, keys, today=today, language=language, on_text=_counting(on_step))
    drafts = read(reply.text, keys)
    if drafts is None:
        raise OffProtocol(f"{chat.name} wrote nothing that can be read as statements. Another model may do better.")
    return Written(drafts, refused=not drafts)


def ask(
    chat: Chat,
    allowance: Allowance,
    question: str,
    articles: str,
    keys: Sequence[str],
    *,
    today: date,
    language: str,
    on_text: Step = lambda text: None,
) -> Reply:
    """Return what a model replies to a question about fenced articles. Raises ModelFault."""
    from bot.model.schema import statements

    system = prompts.fill("answer", language=LANGUAGES.get(language, language))
    user = prompts.fill("sentences", today=_day(today), articles=articles, question=escaped(question))
    form = prompts.fill("lines", refusal=REFUSAL)
    return chat.call(system, user, allowance, schema=statements(keys), form=form, on_text=on_text)


def fenced(offered: Sequence[Offered]) -> Iterator[str]:
    """Yield the sentences of each article inside a fence whose name nobody can know before."""
    nonce = key()
    for _key, group in groupby(offered, key=lambda one: one.article.id):
        sentences = list(group)
        lines = [f"[{one.key}] {escaped(one.text)}" for one in sentences]
        yield "\n".join([_opening(nonce, sentences[0].article), *lines, f"</article-{nonce}>"])


def _opening(nonce: str, article: Article) -> str:
    facts = {
        "publisher": article.publisher,
        "date": article.published.isoformat() if article.published else "",
        "title": article.title,
    }
    shown = "".join(f' {name}="{escaped(value)}"' for name, value in facts.items() if value)
    return f"<article-{nonce}{shown}>"


def _counting(on_step: Step) -> Callable[[str], None]:
    """Tell the reader how many lines there are so far."""
    told = 0

    def show(text: str) -> None:
        nonlocal told
        lines = text.count("\n") + 1
        if lines > told:
            told = lines
            on_step(_("Writing…") if lines == 1 else _("Writing… {lines} lines").format(lines=lines))

    return show


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
