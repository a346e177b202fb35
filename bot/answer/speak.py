"""The answerer with a model: sentences are offered, statements come back, and only those that are borne go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.answer.compose import written
from bot.answer.find import Encode, Found
from bot.answer.offer import offer
from bot.answer.pen import Pen
from bot.answer.prove import Claims
from bot.answer.support.judge import Judge
from bot.answer.translate import into
from bot.answer.write import write
from bot.values import Judged, Statement

if TYPE_CHECKING:
    from bot.answer.support.entail import Entailment

UNPROVEN = "Nothing that the language model wrote could be proven: exact quotations instead."


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a model said, as claims; `refused` where it says that the articles do not answer."""

    claims: Claims = field(default_factory=Claims)
    judged: tuple[Judged, ...] = ()
    refused: bool = False
    notes: tuple[str, ...] = ()


def speak(
    question: str,
    found: Found,
    pen: Pen,
    *,
    encode: Encode,
    entails: Entailment | None,
    today: date,
    on_step: Callable[[str], None],
) -> Spoken:
    """Return what the model has to say to a question; nothing where there is no model or no sentence."""
    offered = offer(found.results.hits)
    if not offered or not pen.writes:
        return Spoken()
    language = offered[0].article.language
    said = pen.attempt(
        lambda chat, allowance: write(
            chat, allowance, question, offered, today=today, language=language, on_step=on_step
        )
    )
    if said is None:
        return Spoken()
    if said.refused:
        pen.wrote = True
        return Spoken(refused=True)
    on_step(f"Checking {len(said.drafts)} statements…")
    judged = Judge(encode, entails).judge(said.drafts, offered)
    claims = written(judged, offered)
    pen.wrote = bool(claims.statements)
    return Spoken(claims, judged, notes=() if claims.statements else (UNPROVEN,))


def translated(claims: Claims, pen: Pen, language: str) -> Claims:
    """Return proven claims in the asker's language, "" for the articles' own, where the model translates faithfully.

    A statement keeps what was proven of it beside its translation; a quotation stays as it is, with one below.
    """
    if not language or not claims.statements:
        return claims
    texts = [one.text for one in claims.statements]
    found = pen.attempt(lambda chat, allowance: into(chat, allowance, language, texts)) or ("",) * len(texts)
    statements = (_in_both(one, text) for one, text in zip(claims.statements, found, strict=True))
    return replace(claims, statements=tuple(statements))


def _in_both(statement: Statement, translation: str) -> Statement:
    if not translation or statement.kind == "quotation":
        return replace(statement, translation=translation)
    return replace(statement, text=translation, original=statement.text)
