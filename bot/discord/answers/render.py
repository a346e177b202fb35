"""Answer → texts within Discord's limits. Pure. Sources and footer are budgeted first; prose takes what is left.

Limits: Discord developer documentation, Components V2 (4,000 characters over all text displays of a message) and
string select options (25 options; label, description and value of 100 characters).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import wording
from bot.discord.answers.body import body
from bot.discord.answers.notices import notices
from bot.discord.text.credits import day, moment, source_line
from bot.discord.text.escaping import fit, fit_line, line, quoted, size, unmentioned
from bot.values import Answer, Citation, Searched
from index.values import Correction

TEXT_LIMIT = 4000
CONTENT_LIMIT = 2000
OPTION_LIMIT = 100
OPTIONS_LIMIT = 25
_QUESTION, _LABEL, _LIBRARY, _NOTE, _SOURCES = 300, 150, 60, 200, 2000
_RELATED, _NOTICES = 300, 1200

NOT_FOUND = "**The articles do not say.**"
EMPTY = "**There are no articles here yet.** A member who manages the server can add some with `/index add`."
RELATED = "**Related, not an answer**"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of the passage menu; `value` is "c0" for the first citation, "r0" for the first related passage."""

    label: str
    description: str
    value: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The texts of an answer message, markdown; together at most `TEXT_LIMIT` characters.

    `notices` say which of its quotations have changed in their sources since.
    """

    question: str
    answer: str
    notices: str
    sources: str
    footer: str
    choices: tuple[Choice, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for text in (self.question, self.notices, self.answer, self.sources, self.footer) if text)


def render(answer: Answer, limit: int = TEXT_LIMIT, corrections: Sequence[Correction] = ()) -> Sheet:
    """Return the message of an answer, at most `limit` characters (1,500 or more)."""
    footer = _footer(answer)
    question = _question(answer, min(_QUESTION, limit // 8))
    left = limit - size(footer) - size(question)
    if answer.outcome == "answered":
        corrected = notices(corrections, min(_NOTICES, left // 3)) if corrections else ""
        left -= size(corrected)
        sources = _sources(answer.citations, min(_SOURCES, left // 2))
        said = body(answer, left - size(sources) - 2)
        return Sheet(question, said, corrected, sources, footer, _choices(answer.citations, "c"))
    said = _not_said(answer)
    related = _related(answer.related[:2], left - size(said))
    return Sheet(question, said, "", related, footer, _choices(answer.related[:2], "r"))


def _question(answer: Answer, budget: int) -> str:
    asked = f"**{fit_line(answer.question, budget) or '…'}**"
    return f"{asked}\n-# Understood as: {fit_line(answer.understood, budget)}" if answer.understood else asked


def plain_text(answer: Answer, corrections: Sequence[Correction] = ()) -> str:
    """Return the message as ordinary content, for servers that know no components."""
    return "\n\n".join(render(answer, CONTENT_LIMIT - 10, corrections).texts)


def _sources(citations: Sequence[Citation], budget: int) -> str:
    for linked in (True, False):
        lines = [source_line(citation, linked=linked) for citation in citations]
        if sum(size(one) + 1 for one in lines) <= budget:
            return "\n".join(lines)
    kept: list[str] = []
    for citation in citations:
        one = f"[{citation.number}] {fit_line(citation.title or citation.publisher, 60)}"
        if sum(size(row) + 1 for row in kept) + size(one) + 40 > budget:
            return "\n".join([*kept, f"and {len(citations) - len(kept)} more in the menu"])
        kept.append(one)
    return "\n".join(kept)


def _related(citations: Sequence[Citation], budget: int) -> str:
    if not citations:
        return ""
    share = (budget - size(RELATED)) // len(citations) - 2
    blocks = []
    for citation in citations:
        source = f"-# {_related_source(citation, share * 2 // 3)}"
        quote = fit(line(citation.quote), min(share - size(source), _RELATED), quoted)
        blocks.append(f"{quote}\n{source}")
    return "\n".join([RELATED, *blocks])


def _related_source(citation: Citation, budget: int) -> str:
    """Return the line of a source without its number, which no statement names; less of it where there is no room."""
    for linked in (True, False):
        source = source_line(citation, linked=linked).partition("] ")[2]
        if size(source) + 3 <= budget:
            return source
    return fit_line(citation.title or citation.publisher, budget - 3)


def _not_said(answer: Answer) -> str:
    searched = answer.searched
    if answer.text == wording.NOTHING_FURTHER:
        return f"**{wording.NOTHING_FURTHER}**"
    if searched.articles > 1:
        return f"{NOT_FOUND} None of the {searched.articles:,} searched answers this."
    return NOT_FOUND if searched.articles else EMPTY


def _footer(answer: Answer) -> str:
    searched = answer.searched
    if not searched.articles and not searched.note:
        return "-# Nothing was searched."
    parts = [
        _scope(searched),
        fit_line(searched.called, _LIBRARY),
        fit_line(searched.label, _LABEL),
        f"{answer.seconds:.1f} s",
    ]
    written = _written_by(answer)
    rows = [" · ".join(part for part in parts if part), _freshness(searched)]
    rows += [fit_line(text, _NOTE) for text in (searched.note, answer.sources, *answer.notes[:2])] + [written]
    return "\n".join(f"-# {row}" for row in rows if row)


def _freshness(searched: Searched) -> str:
    """How far the library reaches, where it follows sources."""
    through = f"Library through {moment(searched.newest_at)}" if searched.sources and searched.newest_at else ""
    return " · ".join(part for part in (through, wording.failing(searched)) if part)


def _written_by(answer: Answer) -> str:
    if not answer.model or all(one.kind == "quotation" for one in answer.statements):
        return ""
    return f"Written by {fit_line(answer.model, 60)}; each statement is proven by the passages it names"


def _scope(searched: Searched) -> str:
    count = f"Searched {searched.articles:,} article{'' if searched.articles == 1 else 's'}"
    if not searched.first or not searched.last:
        return count
    if searched.first == searched.last:
        return f"{count} of {day(searched.first)}"
    return f"{count}, {day(searched.first)} – {day(searched.last)}"


def _choices(citations: Sequence[Citation], prefix: str) -> tuple[Choice, ...]:
    made = []
    for position, citation in enumerate(citations[:OPTIONS_LIMIT]):
        mark = f"[{citation.number}]" if prefix == "c" else "Related:"
        label = fit_line(f"{mark} {citation.title or citation.publisher}", OPTION_LIMIT, unmentioned)
        quote = fit_line(f"“{line(citation.quote)}”", OPTION_LIMIT, unmentioned)
        made.append(Choice(label, quote, f"{prefix}{position}"))
    return tuple(made)
