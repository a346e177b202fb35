"""A fictional article in any markup around it, read and cleaned."""

from __future__ import annotations

import json

from index.clean import clean
from index.sources.files import read_bytes
from index.values import Article, Page

LEAD = "The lantern museum of Norvik reopened on Sunday after a winter of repairs that cost more than was planned."
MORE = "Curator Ilse Brandt said that the roof had been lifted by a crane and set down again in a single night."
LAST = "The first visitors came before nine and stood in the rain until the doors were opened to them."


def article(body: str, head: str = "", name: str = "a.html", title: str = "Lantern museum") -> Article:
    page = f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return read(page.encode(), name)


def read(data: bytes, name: str) -> Article:
    [found] = read_bytes(name, data, limit_mb=5, source=name)
    assert isinstance(found, Page), found
    return clean(found, article_id="x")


def story(*parts: str) -> str:
    inside = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in (LEAD, *parts, MORE, LAST))
    return f"<main><article><h1>Lantern museum</h1>{inside}</article></main>"


def record(body: str) -> Article:
    return read(json.dumps({"title": "Lantern museum", "content": body}).encode(), "a.json")
