"""Fictional articles: made of given blocks as the index would hold them, and as files to index."""

from __future__ import annotations

import json
from collections.abc import Sequence

from index.values import Article, Block, Span

ARTICLES = (
    {
        "title": "Callis ferry to sail again after three years in dock",
        "text": (
            "The ferry Callis will sail again on 8 April after three years in dry dock, the harbour office said on "
            "Sunday. Repairs to the hull cost 12 million crowns, twice the first estimate.\n\n"
            "“We waited three winters for this ship,” said Mayor Ilse Brandt. “The town is proud of her.”\n\n"
            "A return ticket between Callis and Nordhaken will cost 18 crowns. Children under six travel free."
        ),
        "url": "https://harbour-times.example/ferry",
        "author": "Ana Wren",
        "publisher": "Harbour Times",
        "published": "2024-03-03",
    },
    {
        "title": "Ferry bill grows again",
        "text": (
            "Repairs to the hull of the ferry Callis cost 14 million crowns, according to an invoice seen by the "
            "Northern Wire.\n\n"
            "The shipyard added the price of a new propeller, which the council had not ordered. "
            "Councillor Tomas Reed called the invoice “a disgrace”."
        ),
        "url": "https://northern-wire.example/bill#top",
        "author": "Piet Solberg",
        "publisher": "Northern Wire",
        "published": "2024-03-28",
    },
    {
        "title": "Lighthouse lens goes on show",
        "text": (
            "The glass lens of the Skarv lighthouse went on show in the town museum on Friday.\n\n"
            "The optician Mathilde Voss ground the lens in 1871. The lens weighs 340 kilograms.\n\n"
            "Visitors can see the lens every day except Monday."
        ),
        "url": "https://harbour-times.example/lens",
        "author": "Jonas Hale",
        "publisher": "Harbour Times",
        "published": "2024-04-05",
    },
    {
        "title": "Sponge reef mapped off Nordhaken",
        "text": (
            "Divers have mapped a reef of glass sponges 60 metres below the sea off Nordhaken.\n\n"
            "The reef is 9,000 years old, the biologist Wanda Kirk estimates. Trawling near it has been banned."
        ),
        "url": "",
        "author": "",
        "publisher": "Evening Post",
        "published": "",
    },
)


def jsonl(*articles: dict[str, str]) -> bytes:
    """Return a .jsonl file of articles."""
    return "\n".join(json.dumps(article) for article in articles).encode()


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
