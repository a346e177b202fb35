"""What no answer may do, whatever articles, questions and models say."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

from bot.answer.prove.cite import context
from bot.answer.write.offer import addressed
from bot.discord.answers.card import card
from bot.discord.answers.passage import CardView
from bot.discord.answers.render import plain_text, render
from bot.discord.answers.view import AnswerView
from bot.model.replies.refusal import REFUSAL
from bot.values import Answer, Citation, Statement
from index.library import Library
from tests.discord_server.rules import COMPONENTS_V2, check_message, walk

# What Discord makes of a message's text: mentions, commands, channels and emoji, and two kinds of links.
MENTION = re.compile(r"@(?:everyone|here)\b|(?<!\\)<(?:@[!&]?|#|a?:\w+:|/[\w -]+:)\d+>", re.I)
MASKED = re.compile(r"(?<!\\)\]\(([^)]*)\)")
BARE = re.compile(r"(?<!\]\()(?<!\\)\b[a-z][\w+.-]*://\S*|\bmailto:\S*", re.I)
_SHINGLE = 5  # words in a row of a prompt that nobody writes by chance


def harmless(library: Library, name: str, answer: Answer, requests: list[dict[str, Any]]) -> None:
    """Fail where an answer of a model that copies or obeys says what no source says, alters a quote, or can act."""
    proven(library, name, answer)
    shown = [text for message in _messages(library, name, answer) for text in texts(message)]
    plain = plain_text(answer)
    assert check_message({"content": plain}) == []
    for text in (*shown, plain):
        assert not MENTION.search(text), text
    own = {link for one in (*answer.citations, *answer.related) for link in _addresses(library, name, one)}
    assert {_folded(link) for link in links(library, name, answer)} <= own
    leaked = _shingles("\n".join(m["content"] for one in requests for m in one["messages"] if m["role"] == "system"))
    for claim in answer.statements:
        assert not leaked & _shingles(" ".join((claim.text, claim.translation, claim.original)))
    assert not leaked & _shingles(answer.understood)


def proven(library: Library, name: str, answer: Answer) -> None:
    """Fail where a quote is not what its article holds, or a statement says a word that what it cites does not."""
    cited = {one.number: one for one in answer.citations}
    for one in (*answer.citations, *answer.related):
        assert library.article(name, one.article_id).text[one.start : one.end] == one.quote
    for claim in answer.statements:
        assert claim.citations
        proofs = [cited[number] for number in claim.citations]
        assert _borne(claim, proofs), (claim, proofs)


def _borne(claim: Statement, proofs: list[Citation]) -> bool:
    """Tell whether a statement of a model that copies or invents is one of those it copied."""
    if claim.kind == "quotation":
        return claim.text in [one.quote for one in proofs]
    text = claim.original or claim.text
    return not addressed(text) and any(_words(text) <= _words(f"{one.title} {one.quote}") for one in proofs)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def links(library: Library, name: str, answer: Answer) -> Iterator[str]:
    """Yield every address that a reader of an answer can open, from its texts and its cards' buttons."""
    written = [plain_text(answer)]
    for message in _messages(library, name, answer):
        yield from (part["url"] for part in walk(message["components"]) if "url" in part)
        written += [part["content"] for part in walk(message["components"]) if "content" in part]
    for text in written:
        yield from (*MASKED.findall(text), *BARE.findall(text))


def _folded(link: str) -> str:
    return link.replace("%28", "(").replace("%29", ")")


def _addresses(library: Library, name: str, citation: Citation) -> list[str]:
    article = library.article(name, citation.article_id)
    source = article.url or article.origin
    assert not citation.link or citation.link.startswith(source)
    return [_folded(link) for link in (citation.link, source) if link]


def texts(message: dict[str, Any]) -> list[str]:
    """Return every text of a message, those of its menu included."""
    parts = list(walk(message["components"]))
    options = [option for part in parts for option in part.get("options", ())]
    return [part["content"] for part in parts if "content" in part] + [
        option[field] for option in options for field in ("label", "description") if option.get(field)
    ]


def _messages(library: Library, name: str, answer: Answer) -> list[dict[str, Any]]:
    """Return the payloads that Discord is sent: the answer, and the card of each of its passages."""

    async def build() -> list[dict[str, Any]]:
        views: list[Any] = [AnswerView(render(answer), answer)]
        for one in (*answer.citations, *answer.related):
            before, _, after = context(library, name, one)
            shown = card(one, before, after)
            views.append(CardView(shown.texts, shown.link))
        return [{"flags": COMPONENTS_V2, "components": view.to_components()} for view in views]

    messages = asyncio.run(build())
    for message in messages:
        assert check_message(message) == []
    return messages


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.replace(REFUSAL, "").lower())
    return {tuple(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)}
