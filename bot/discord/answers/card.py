"""The passage card: a quotation in bold inside the sentences around it, and where it stands. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord.answers.notices import as_cited, notice
from bot.discord.text.credits import credit_parts, web_address
from bot.discord.text.escaping import bold, fit, fit_end, fit_line, plain, quoted, size
from bot.values import Citation
from index.values import Correction

TEXT_LIMIT = 4000
_TITLE, _POSITION, _NOTE, _NOW = 300, 80, 250, 1300
_LINES = 20


@dataclass(frozen=True, slots=True)
class Card:
    """The texts of a passage card and the address of its button ("" for none); `now` is what became of the quote."""

    head: str
    passage: str
    now: str
    foot: str
    link: str

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for text in (self.head, self.passage, self.now, self.foot) if text)


def card(citation: Citation, before: str, after: str, note: str = "", correction: Correction | None = None) -> Card:
    """Return a passage card: the quote in bold between the sentences around it, as it was cited and as it reads now."""
    title = f"**{fit_line(citation.title, _TITLE) or 'Untitled'}**"
    head = "\n".join([title, *(f"-# {part}" for part in [" · ".join(credit_parts(citation))] if part)])
    kind = "photo caption" if citation.kind == "caption" else ""
    position = fit_line(citation.position[:1].upper() + citation.position[1:], _POSITION)
    facts = " · ".join(part for part in (position, kind) if part)
    cited = as_cited(correction) if correction else ""
    foot = "\n".join(f"-# {part}" for part in (facts, fit_line(note, _NOTE), cited) if part)
    now = notice(correction, _NOW) if correction else ""
    passage = _passage(citation.quote, before, after, TEXT_LIMIT - size(head) - size(foot) - size(now))
    return Card(head, passage, now, foot, web_address(citation.link) or web_address(citation.url))


def _passage(quote: str, before: str, after: str, budget: int) -> str:
    middle = fit(quote, budget * 2 // 3, bold)
    left = (budget - size(middle) - 40) // 2
    first = fit_end(before, left)
    last = fit(after, left, mark=" …") if after.strip() else ""
    joined = f"{first}{_gap(before, at_end=True)}{middle}{_gap(after, at_end=False)}{last.lstrip()}".strip()
    return quoted(_limited_lines(joined or "…"), plain)


def _gap(text: str, *, at_end: bool) -> str:
    if not text.strip():
        return ""
    edge = text[len(text.rstrip()) :] if at_end else text[: len(text) - len(text.lstrip())]
    return "\n\n" if "\n" in edge else " "


def _limited_lines(text: str) -> str:
    """Join lines beyond _LINES: each costs two characters of quotation mark."""
    lines = text.split("\n")
    return "\n".join([*lines[:_LINES], " ".join(lines[_LINES:])]) if len(lines) > _LINES else text
