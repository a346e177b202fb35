"""The passage card: a quotation in bold inside the sentences around it, and where it stands. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answer.wording import HEADLINE
from bot.discord.answers.notices import as_cited, notice
from bot.discord.text.credits import credit_parts, web_address
from bot.discord.text.escaping import bold, fit, fit_end, fit_line, plain, quoted, size
from bot.values import Citation
from bot.words.words import _, marked
from index.values import Correction

TEXT_LIMIT = 4000
REMOVED = marked("The article has since been removed from the library.")
CHANGED = marked("The article has changed since; this is the text as it was quoted.")
_TITLE, _POSITION, _NOTE, _NOW = 300, 80, 250, 1300
_LINES = 20
_STANDS = re.compile(r"(?P<kind>paragraph|caption)s? (?P<first>\d+)(?:–(?P<last>\d+))? of (?P<all>\d+)")
_PLACES = {
    "paragraph": marked("Paragraph {first} of {all}"),
    "paragraphs": marked("Paragraphs {first} to {last} of {all}"),
    "caption": marked("Photo caption {first} of {all}"),
    "captions": marked("Photo captions {first} to {last} of {all}"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """The texts of a passage card and the address of its button ("" for none).

    `now` is what became of the quote; `gone`: its article was withdrawn.
    """

    head: str
    passage: str
    now: str
    foot: str
    link: str
    gone: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for text in (self.head, self.passage, self.now, self.foot) if text)


def card(citation: Citation, before: str, after: str, note: str = "", correction: Correction | None = None) -> Card:
    """Return a passage card: the quote in bold between the sentences around it, as it was cited and as it reads now.

    An article that was withdrawn is not linked to.
    """
    head = head_text(citation)
    cited = as_cited(correction) if correction else ""
    foot = "\n".join(f"-# {part}" for part in (place_text(citation), fit_line(note, _NOTE), cited) if part)
    now = notice(correction, _NOW) if correction else ""
    passage = _passage(citation.quote, before, after, TEXT_LIMIT - size(head) - size(foot) - size(now))
    gone = note == _(REMOVED) or (correction is not None and correction.kind == "withdrawn")
    return Card(head, passage, now, foot, "" if gone else link_of(citation), gone)


def link_of(citation: Citation) -> str:
    """Return the address that opens an article at its quotation, else at its beginning, "" for none."""
    return web_address(citation.link) or web_address(citation.url)


def head_text(citation: Citation) -> str:
    """Return the title of the article that is cited, and below who wrote it, where and when."""
    title = f"**{fit_line(citation.title, _TITLE) or _('Untitled')}**"
    return "\n".join([title, *(f"-# {part}" for part in [" · ".join(credit_parts(citation))] if part)])


def place_text(citation: Citation) -> str:
    """Return where a quotation stands in its article."""
    if citation.kind == "headline":
        return _(HEADLINE).capitalize()
    found = _STANDS.fullmatch(citation.position)
    if found is None:
        return fit_line(citation.position[:1].upper() + citation.position[1:], _POSITION)
    return _(_PLACES[found["kind"] + ("s" if found["last"] else "")]).format(**found.groupdict())


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
