"""A check → texts within Discord's limits. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.check import words
from bot.answer.check.checked import Checked, Finding
from bot.discord.text.credits import credit_parts_of, linked_to, web_address
from bot.discord.text.escaping import escape, fit, fit_line, line, quoted, size
from bot.discord.text.lists import TEXT_LIMIT
from bot.values import Citation
from bot.words.words import _

_CLAIM, _QUOTE, _TITLE, _WHO, _LEAST = 160, 320, 100, 120, 60
CONTENT_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """The texts of a check's message, markdown; together at most the limit that `render` was given."""

    lead: str
    findings: tuple[str, ...]
    footer: str

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for text in (self.lead, *self.findings, self.footer) if text)


def render(checked: Checked, message: str = "", limit: int = TEXT_LIMIT) -> CheckSheet:
    """Return the message of a check of the `message` at an address, at most `limit` characters (1,500 or more)."""
    lead = f"**{escape(words.lead(checked))}**"
    if message:
        lead = "\n".join([lead, _("-# Of [this message]({address})").format(address=message)])
    footer = "\n".join(f"-# {fit_line(note, 300)}" for note in words.notes(checked))
    left = limit - size(lead) - size(footer) - 4
    share = left // max(1, len(checked.findings)) - 2
    return CheckSheet(lead, tuple(_finding(one, share) for one in checked.findings), footer)


def plain_text(checked: Checked, message: str = "") -> str:
    """Return the message as ordinary content, for servers that know no components."""
    return "\n\n".join(render(checked, message, CONTENT_LIMIT - 20).texts)


def _finding(finding: Finding, budget: int) -> str:
    """Return a claim in few words, its mark and why, and the quotations that decide, each above its source."""
    claim = fit_line(f"“{finding.claim}”", min(_CLAIM, budget // 3))
    said = f"**{escape(words.label(finding))}.** {fit_line(words.said(finding), max(budget // 2, _LEAST))}"
    head = f"{claim}\n{said}"
    groups: list[tuple[str, Sequence[Citation]]] = [("", finding.citations[:2])]
    groups += [(f"{escape(words.otherwise())}\n", finding.otherwise[:1])] if finding.otherwise else []
    room = budget - size(head)
    share = room // max(1, sum(len(cited) for _lead, cited in groups))
    rows = [
        row + text
        for row, cited in groups
        for text in filter(None, (_cited(one, share - size(row) - 1, finding.attribution) for one in cited))
    ]
    return "\n".join([head, *rows])


def _cited(citation: Citation, budget: int, attribution: str) -> str:
    source = _source(citation, budget * 3 // 5, attribution)
    quote = fit(line(citation.quote), min(_QUOTE, budget - size(source) - 1), quoted)
    return f"{quote}\n{source}" if quote else ""


def _source(citation: Citation, budget: int, attribution: str) -> str:
    """Return `title · publisher · date` in small letters, linked where there is room for the address."""
    parts = credit_parts_of(citation.publisher, "", citation.published, None)
    parts += [fit_line(attribution, _WHO)] if attribution else []
    title = fit_line(citation.title, _TITLE) or escape(_("Untitled"))
    for address in (web_address(citation.link), web_address(citation.url)):
        row = " · ".join(["-# " + linked_to(title, address), *parts])
        if address and size(row) <= budget:
            return row
    return fit_line_of(" · ".join([title, *parts]), budget)


def fit_line_of(escaped: str, budget: int) -> str:
    """Return a small line of escaped parts, the last ones left out where they do not fit."""
    parts = escaped.split(" · ")
    while len(parts) > 1 and size("-# " + " · ".join(parts)) > budget:
        parts.pop()
    return "-# " + " · ".join(parts)
