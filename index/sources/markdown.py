"""Articles written in Markdown, with or without front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.sources.decode import decode
from index.sources.fields import read_fields
from index.sources.front_matter import front_matter
from index.sources.text import bounded, heading, one_line, tidy
from index.values import Failure, Page

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAG = re.compile(r"<!--.*?-->|<[^<>]{0,2000}>", re.DOTALL)


def read_markdown(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield the one article of a Markdown file; links become their text, images their captions."""
    metadata, body = front_matter(bounded(tidy(decode(data)), source))
    fields = read_fields(metadata)
    blocks, captions = _blocks(body)
    yield fields.page("\n\n".join(blocks), source, origin, captions, marked=True)


def _blocks(body: str) -> tuple[list[str], list[str]]:
    """Return the blocks of a document in order, and the texts of its images."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    blocks: list[str] = []
    captions: list[str] = []
    row: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline":
            text = _inline(token, captions)
            kind = before.type if before else ""
            if kind in ("td_open", "th_open"):
                row.append(text)
            elif text:
                blocks.append(heading(text) if kind == "heading_open" else text)
        elif token.type == "tr_close":
            blocks.append(" | ".join(row))
            row = []
        elif token.type in ("fence", "code_block"):
            blocks.append(one_line(token.content))
        elif token.type == "html_block":
            blocks.append(one_line(_TAG.sub(" ", token.content)))
    return [block for block in blocks if block], captions


def _inline(token: Token, captions: list[str]) -> str:
    parts: list[str] = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            captions += [caption for caption in (one_line(str(child.attrs.get("title") or child.content)),) if caption]
    return one_line("".join(parts))
