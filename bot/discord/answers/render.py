"""Answer → texts within Discord's limits. Pure. What one message does not hold stands in further ones.

Limits: Discord developer documentation, Components V2 (4,000 characters over all text displays of a message) and
string select options (25 options; label, description and value of 100 characters).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.discord.answers.body import cited, lead, told
from bot.discord.answers.footer import footer, none_found
from bot.discord.answers.notices import notices
from bot.discord.text.credits import source_line
from bot.discord.text.escaping import fit, fit_line, line, quoted, size, unmentioned
from bot.values import Answer, Citation, Statement
from bot.words.words import _, marked
from index.values import Correction

TEXT_LIMIT = 4000
CONTENT_LIMIT = 2000
OPTION_LIMIT = 100
OPTIONS_LIMIT = 25
QUESTION = 120
"""Characters of a question: two lines of a message on a wide screen."""
_RELATED, _NOTICES, _LINE = 300, 300, 80

RELATED = marked("Related, not an answer")


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of the passage menu; `value` is "c0" for the first citation, "r0" for the first related passage."""

    label: str
    description: str
    value: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The texts of one message of an answer, markdown; together at most `TEXT_LIMIT` characters.

    `notices` say which of its quotations have changed in their sources since; `related` passages do not answer.
    """

    question: str
    answer: str
    notices: str
    related: str
    footer: str
    choices: tuple[Choice, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for text in (self.question, self.notices, self.answer, self.related, self.footer) if text)


def render(answer: Answer, limit: int = TEXT_LIMIT, corrections: Sequence[Correction] = ()) -> Sheet:
    """Return the message of an answer, the first where one is too short: at most `limit` characters (1,500 or more)."""
    return pages(answer, limit, corrections)[0]


def pages(answer: Answer, limit: int = TEXT_LIMIT, corrections: Sequence[Correction] = ()) -> list[Sheet]:
    """Return the messages of an answer, each with the sources that it cites; corrections stand in the first.

    What each message holds is the same with and without corrections: further ones are not edited.
    """
    question, foot = _question(answer, limit), footer(answer, limit // 4)
    if not answer.found:
        return [_not_found(answer, question, foot, limit)]
    above = lead(answer)
    left = limit - size(question) - size(foot) - size(above) - _LINE
    groups = _grouped(answer, left - _NOTICES, limit - _LINE)
    count = len(groups)
    text = told(answer, groups[0], left - _NOTICES)
    corrected = notices(corrections, left - size(text)) if corrections else ""
    more = [_small(_("1 of {pages}, continued below").format(pages=count))] if count > 1 else []
    below = "\n".join(filter(None, [*more, foot]))
    said = "\n".join(filter(None, [above, text or "…"]))
    first = Sheet(question, said, corrected, "", below, _choices(answer, cited(answer, groups[0])))
    return [first, *(_further(answer, group, page, count, limit) for page, group in enumerate(groups[1:], 2))]


def plain_text(answer: Answer, corrections: Sequence[Correction] = ()) -> str:
    """Return the message as ordinary content, for servers that know no components."""
    return plain(render(answer, CONTENT_LIMIT - 10, corrections))


def plain(sheet: Sheet) -> str:
    """Return one message as ordinary content; what is too long for it is cut and marked so."""
    return fit("\n\n".join(sheet.texts), CONTENT_LIMIT - 10, str)


def _grouped(answer: Answer, first: int, further: int) -> list[list[Statement]]:
    """Return the statements of each message: as many as fit into the first one's room and into that of further ones."""
    groups: list[list[Statement]] = [[]]
    for one in answer.statements:
        room = further if groups[1:] else first
        if groups[-1] and size(told(answer, [*groups[-1], one])) > room:
            groups.append([])
        groups[-1].append(one)
    return groups


def _further(answer: Answer, statements: Sequence[Statement], page: int, count: int, limit: int) -> Sheet:
    head = _small(_("Continued: {page} of {pages}").format(page=page, pages=count))
    text = told(answer, statements, limit - size(head) - _LINE)
    return Sheet(head, text, "", "", "", _choices(answer, cited(answer, statements)))


def _not_found(answer: Answer, question: str, foot: str, limit: int) -> Sheet:
    said = none_found(answer)
    related = _related(answer.related[:2], limit - size(question) - size(foot) - size(said))
    return Sheet(question, said, "", related, foot, _choices(answer, answer.related[:2]))


def _question(answer: Answer, limit: int) -> str:
    room = min(QUESTION, limit // 8)
    asked = f"**{fit_line(answer.question, room) or '…'}**"
    if not answer.understood:
        return asked
    understood = _("Understood as: {question}").format(question=fit_line(answer.understood, room))
    return f"{asked}\n{_small(understood)}"


def _related(citations: Sequence[Citation], budget: int) -> str:
    if not citations:
        return ""
    head = f"**{_(RELATED)}**"
    share = (budget - size(head)) // len(citations) - 2
    blocks = []
    for citation in citations:
        source = _small(_related_source(citation, share * 2 // 3))
        quote = fit(line(citation.quote), min(share - size(source), _RELATED), quoted)
        blocks.append(f"{quote}\n{source}")
    return "\n".join([head, *blocks])


def _related_source(citation: Citation, budget: int) -> str:
    """Return the line of a source; less of it where there is no room."""
    for linked in (True, False):
        source = source_line(citation, linked=linked)
        if size(source) + 3 <= budget:
            return source
    return fit_line(citation.title or citation.publisher, budget - 3)


def _choices(answer: Answer, shown: Sequence[Citation]) -> tuple[Choice, ...]:
    """Return the options of the passage menu; each names its passage by its place in the answer."""
    made = []
    for citation in shown[:OPTIONS_LIMIT]:
        proof = citation in answer.citations
        place = (answer.citations if proof else answer.related).index(citation)
        mark = f"{citation.number} ·" if proof else _("Related:")
        label = fit_line(f"{mark} {citation.title or citation.publisher}", OPTION_LIMIT, unmentioned)
        quote = fit_line(f"“{line(citation.quote)}”", OPTION_LIMIT, unmentioned)
        made.append(Choice(label, quote, f"{'c' if proof else 'r'}{place}"))
    return tuple(made)


def _small(text: str) -> str:
    return f"-# {text}"
