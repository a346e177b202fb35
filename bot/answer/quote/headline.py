"""A headline as a quotation: it stands before the text of its article, so its offsets do too.

`Span(-len(article.title), 0)` is no range of the text and touches none; its characters are the stored title's.
"""

from __future__ import annotations

import re

from index.values import Article, Span

_CAPITAL = re.compile(r"\b[^\W\d_a-zß-öø-ÿ][\w’'-]*")


def is_headline(span: Span) -> bool:
    return span.start < 0


def headline(article: Article) -> Span | None:
    """Return where a headline stands; None for an article that is called by its first words, having none."""
    title = article.title.rstrip("… .")
    return Span(-len(article.title), 0) if title and not article.text.startswith(title) else None


def plain(article: Article) -> str:
    """Return a headline; "Lens Found in a Greenhouse" with the capitals alone that words have in the text as well."""
    words = article.title.split()[1:]
    if 2 * sum(word[0].isupper() for word in words) < len(words):
        return article.title
    known = set(_CAPITAL.findall(article.text))
    return _CAPITAL.sub(lambda match: match[0] if match[0] in known else match[0].lower(), article.title)


def said(article: Article, span: Span) -> str:
    """Return the characters of a span of an article, its headline's included."""
    return article.title if is_headline(span) else span.of(article.text)
