"""A message taken apart: sentences and bullet lines that claim something, and what claims nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.check.checked import Claim
from bot.answer.understand.question import manners, visible
from bot.answer.write.offer import addressed
from index.text.language import terms
from index.text.segment import segment

LONGEST = 600  # characters of a claim; what is longer is no sentence
_BEFORE = 2  # sentences that one may lean on
_LEAST = 2  # terms of a sentence that says something: "So true!" has one
_BULLET = re.compile(r"^\s*(?:[-*•‣◦–—]|\(?\d{1,2}[.)])\s+")
_SOMEBODY = re.compile(r"@[\w.-]+")
_ADDRESS = re.compile(r"\S+://\S+")


def split(text: str, language: str) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """Return the claims of a message and the sentences that are none: questions, greetings, words to a machine."""
    claims: list[Claim] = []
    skipped: list[str] = []
    before: tuple[str, ...] = ()
    for sentence in _sentences(text, language):
        if not sentence:
            before = ()
        elif _claims(sentence, language):
            claims.append(Claim(sentence, before))
            before = (*before, sentence)[-_BEFORE:]
        else:
            skipped.append(sentence)
            before = ()
    return tuple(claims), tuple(skipped)


def _sentences(text: str, language: str) -> Iterator[str]:
    """Yield the sentences of each line, a bullet's without its mark, and "" between paragraphs."""
    for raw in _ADDRESS.sub(" ", text).split("\n"):
        row = " ".join("".join(map(visible, _BULLET.sub("", raw))).split())
        yield from (span.of(row) for span in segment(row, language)) if row else ("",)


def _claims(sentence: str, language: str) -> bool:
    asks = sentence.rstrip("”\"'’)!. ").endswith(("?", "？", "؟"))
    says = bool(re.search(r"\b[^\W\d_A-Z]{2,}", sentence)) and len(set(terms(sentence, language))) >= _LEAST
    polite = manners(_SOMEBODY.sub(" ", sentence).strip())
    return says and not (asks or polite or addressed(sentence)) and len(sentence) <= LONGEST
