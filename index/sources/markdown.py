"""Articles written in Markdown, with or without front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.sources.datelines import read_foot
from index.sources.decode import decode
from index.sources.fields import read_fields
from index.sources.front_matter import front_matter
from index.sources.html import fragment
from index.sources.text import bounded, one_line, tidy
from index.values import Failure, Page

_NOTE = re.compile(r"\[\^[\w-]{1,40}\]:?")  # the mark of a footnote; what it says is text


def read_markdown(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield the one article of a Markdown file; links become their text, images their captions."""
    metadata, body = front_matter(bounded(tidy(decode(data)), source))
    fields = read_fields(metadata)
    text, captions = _read(body)
    foot = read_foot(text.split("\n\n"))
    fields = replace(fields, published=fields.published or foot.published, modified=fields.modified or foot.modified)
    yield fields.page(text, source, origin, captions, marked=True)


def _read(body: str) -> tuple[str, list[str]]:
    """Return a document's blocks, read as the HTML that it stands for, and the texts of its images."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = markdown.parse(_NOTE.sub("", body))
    images = [child for token in tokens for child in token.children or () if child.type == "image"]
    captions = [one_line(str(image.attrs.get("title") or image.content)) for image in images]
    text, apart = fragment(markdown.renderer.render(tokens, markdown.options, {}))
    return text, [one for one in dict.fromkeys([*captions, *apart]) if one]
