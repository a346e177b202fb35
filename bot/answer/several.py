"""A message as it is asked: each of its questions by itself, apart from what the person tells beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answer import wording
from bot.answer.understand.followups import leans
from bot.answer.understand.parts import MOST, Message, parts, tail
from bot.values import Answer, Outcome, Part

_RANK: dict[Outcome, int] = {"not_found": 0, "weak": 1, "answered": 2}
Single = Callable[[str, Sequence[Answer]], Answer]


def answered(text: str, turns: Sequence[Answer], single: Single) -> Answer:
    """Return the answer to a message after these turns, where `single` answers one question after others.

    A later question of a message may lean on an earlier one, as one of the next message may.
    """
    message = parts(text)
    if len(message.questions) > 1:
        answers: list[Answer] = []
        for question in message.questions[:MOST]:
            answers.append(single(question, [*turns, *answers]))
        left = [wording.questions_left(MOST)] if len(message.questions) > MOST else []
        return _merged(text, answers, left)
    return single(text, turns) if message.questions == (text,) else _apart(text, message, turns, single)


def _apart(text: str, message: Message, turns: Sequence[Answer], single: Single) -> Answer:
    """Return the answer to a question without what is told before it, and with that where it leans on it or fails.

    Each try costs a search, so that only the words of a person who told something are tried several ways.
    """
    [question] = message.questions
    tries = [question, tail(question), text] if message.context else [question]
    if message.context and leans(question):
        tries = [text, question]
    best: Answer | None = None
    for one in filter(None, tries):
        found = single(one, turns)
        if best is None or _rank(found) > _rank(best):
            shown = found.understood or (f"{one[:1].upper()}{one[1:]}" if one != text else "")
            best = replace(found, question=text, understood=shown)
        if best.outcome == "answered":
            break
    return best or single(text, turns)


def _rank(answer: Answer) -> tuple[int, bool]:
    return _RANK[answer.outcome], answer.form != "which"


def _merged(text: str, answers: Sequence[Answer], notes: Sequence[str]) -> Answer:
    """Return several answers as one, each statement with the question that it answers, and these notes first."""
    first, last = answers[0], answers[-1]
    told = tuple(Part(a.question, a.understood, a.outcome, _numbers(a), a.missing) for a in answers)
    found = any(one.found for one in answers)
    return replace(
        first,
        question=text,
        understood="",
        outcome=_outcome(answers),
        text="\n\n".join(f"{one.asks}\n{_said(one, answer)}" for one, answer in zip(told, answers, strict=True)),
        statements=tuple(replace(said, asks=one.question) for one in answers for said in one.statements),
        citations=tuple({cited.number: cited for one in answers for cited in one.citations}.values()),
        related=() if found else first.related,
        numbered=last.numbered,
        disagreements=tuple(side for one in answers for side in one.disagreements),
        evidence=None,
        near=tuple(dict.fromkeys(article for one in reversed(answers) for article in one.near)),
        parts=told,
        notes=tuple(dict.fromkeys([*notes, *(note for one in answers for note in one.notes)])),
        model=last.model,
        tokens=last.tokens,
        judged=tuple(judged for one in answers for judged in one.judged),
    )


def _numbers(answer: Answer) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for one in answer.statements for number in one.citations))


def _said(part: Part, answer: Answer) -> str:
    return "\n".join(filter(None, (wording.part(part), answer.text if answer.found else "")))


def _outcome(answers: Sequence[Answer]) -> Outcome:
    return max((one.outcome for one in answers), key=lambda one: _RANK[one])
