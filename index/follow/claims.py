"""Whether a page is what it says: the article of another address. Many pages of other words share no address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from index.follow.registry import Item, Sources
from index.values import Article, Page

_OPENING = 60  # characters from which a block opens a story; bylines and datelines above it are shorter
_READ = 4_000  # characters of a text in which the opening of a copy stands


@dataclass(frozen=True, slots=True)
class Words:
    """What tells a story from another: its title, its first paragraph, and the text in which a copy has that too."""

    title: str
    opening: str
    text: str

    @classmethod
    def of(cls, said: Page | Article) -> Words:
        blocks = [block for block in said.text[:_READ].split("\n\n") if not block.startswith("## ")]
        opening = next((block for block in blocks if len(block) >= _OPENING), " ".join(blocks))
        return cls(_squeezed(said.title), _squeezed(opening), _squeezed(said.text[:_READ]))

    def alike(self, other: Words) -> bool:
        titled = self.title != "" and self.title == other.title
        return titled or self.opening in other.text or other.opening in self.text


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


@dataclass(slots=True)
class Claims:
    """What was learned of addresses that pages name as their own, in one refresh and before it.

    `look` fetches the page at an address, None where there is none. `moved` are articles that go on under another
    source (old → new), `doubted` addresses under which nothing is filed but the page that is found there.
    """

    library: str
    sources: Sources
    article: Callable[[str], Article | None]
    look: Callable[[str], Page | None]
    moved: dict[str, str] = field(default_factory=dict)
    doubted: set[str] = field(default_factory=set)
    _said: dict[str, tuple[str, Words]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.doubted |= self.sources.doubted(self.library)

    def folds(self, page: Page, own: str, item: Item) -> bool:
        """Tell whether a page found at `own` is a copy of an article that is had from another address.

        Notes an address as `doubted` where the page says something else than the others that name it.
        """
        named, words = page.source, Words.of(page)
        if named != own and named in self.doubted:
            return False
        told = named in self._said
        first, said = self._said[named] if told else self._stored(named, own, item, words)
        if first not in ("", own) and not words.alike(said):
            self._doubt(named, own, first)
            return False
        folds = first not in ("", own) and named != own and (told or item.article != named)
        self._said[named] = (first, said) if folds else (own, words)
        return folds

    def under_own(self, page: Page, own: str, item: Item) -> Page:
        """Return a page under its own address if what it names is doubted; an article that it was goes on there."""
        named = page.source
        if named == own or named not in self.doubted:
            return page
        known = item.article if item.article != named and self.article(item.article) else ""
        stored = self.article(named) if named not in self.moved and not known else None
        claimants = self.sources.claimants(self.library, named) if stored else []
        alone = item.article == named and claimants == [item.address]
        if stored and named not in claimants and (alone or Words.of(page).alike(Words.of(stored))):
            self.moved[named] = own
        return replace(page, source=known or own, url=own)

    def _stored(self, named: str, own: str, item: Item, words: Words) -> tuple[str, Words]:
        """Return which page an article is known from besides this one, "" for none, and what it says.

        Where that is not what this one says, the other is looked at again: both may have changed meanwhile.
        """
        nothing = "", words
        if named == own and item.article == named:
            return nothing
        others = [one for one in self.sources.claimants(self.library, named) if one not in (own, item.address)]
        stored = self.article(named) if others else None
        if stored is None:
            return nothing
        first, said = named if named in others else others[0], Words.of(stored)
        fresh = None if words.alike(said) else self.look(first)
        return first, Words.of(fresh) if fresh and fresh.source == named else said

    def _doubt(self, named: str, own: str, first: str) -> None:
        self.doubted.add(named)
        self.sources.doubt(self.library, named)
        if named == own and self.article(named):  # the page that is there takes the address from those that named it
            self.moved[named] = first
