"""Articles made of given blocks, as the index would hold them."""

from __future__ import annotations

from collections.abc import Sequence

from index.values import Article, Block, Span


def article(
    prose: Sequence[str],
    captions: Sequence[str] = (),
    *,
    title: str = "The ferry returns",
    url: str = "https://news.example/ferry",
    origin: str = "",
) -> Article:
    """Return an article whose every block is one sentence; a prose block that starts with `# ` is a heading."""
    blocks: list[Block] = []
    text = ""
    for kind, content in [*(("prose", part) for part in prose), *(("caption", part) for part in captions)]:
        kind, content = ("heading", content[2:]) if content.startswith("# ") else (kind, content)
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(content), kind))  # type: ignore[arg-type]
        text += content
    sentences = tuple(Span(block.start, block.end) for block in blocks if block.kind != "heading")
    return Article("a1", "ferry.txt", text, title, tuple(blocks), sentences, url=url, origin=origin)
