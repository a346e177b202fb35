"""A message in Discord's look as one HTML page: both themes, at the width of a phone and of a desktop. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Literal

from discord import ui

from bot.discord.preview.components import form, shown
from bot.discord.preview.markup import NOW, inline

Theme = Literal["dark", "light"]
THEMES: tuple[Theme, ...] = ("dark", "light")
WIDTHS = (1000, 400)
"""Pixels of a desktop's column of messages, and of a phone."""
_STYLE = Path(__file__).with_name("discord.css")
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>
{style}</style>
<body>
{body}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A message as an example: `said` is what it answers, a command as `/ask question: …`, else words of a message.

    `private` is for the member alone who is called `by`. `files` go with it, by name.
    """

    view: ui.LayoutView | ui.Modal
    said: str = ""
    by: str = "remi"
    private: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)


def page(title: str, sample: Sample, themes: Sequence[Theme] = THEMES, widths: Sequence[int] = WIDTHS) -> str:
    """Return the page of one message, once for each theme and width."""
    message = _message(sample)
    drawn = [
        f'<section class="{theme}" style="width: {width}px">{message}</section>' for width in widths for theme in themes
    ]
    return _PAGE.format(title=escape(title), style=_STYLE.read_text(encoding="utf-8"), body="\n".join(drawn))


def _message(sample: Sample) -> str:
    private = '<div class="private">Only you can see this · <a>Dismiss message</a></div>' if sample.private else ""
    components = sample.view.to_components()
    if isinstance(sample.view, ui.Modal):
        return form(sample.view.title, components)
    return (
        f'<article class="message{" mine" if sample.private else ""}">{_asked(sample)}'
        '<div class="face">F</div><div class="body">'
        f'<div class="who"><b>Footnote</b> <span class="app">APP</span> <time>{NOW:%H:%M}</time></div>'
        f"{shown(components, sample.files)}{private}</div></article>"
    )


def _asked(sample: Sample) -> str:
    """Who used a command, or the message that is replied to."""
    if not sample.said:
        return ""
    command = sample.said.startswith("/")
    said = f"used <b>{escape(sample.said)}</b>" if command else inline(sample.said.replace("\n", " "))
    return f'<div class="asked"><i></i><span><b>{escape(sample.by)}</b> {said}</span></div>'
