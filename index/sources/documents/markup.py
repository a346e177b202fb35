"""A document that was made HTML: its blocks, its captions and what may be believed of its properties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import islice
from typing import TYPE_CHECKING

from index.errors import UnreadableSource
from index.sources.blocks import Leaf, leaves, prepare
from index.sources.html import captions
from index.sources.text import ends_sentence, one_line
from index.values import Failure, Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Reader = Callable[[bytes, str, str], Iterator[Page | Failure]]
MAX_ELEMENTS = 150_000  # of one document or chapter; three seconds of work
DAMAGED = "the document is damaged or cut short and cannot be read."
# What mammoth, lxml and our own walks let through on damaged files, seen by fuzzing.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_FEWEST_WORDS = 4  # of a picture's description that is a caption; of "cover" and "Image 3" it is none
_LEAVE = re.compile(  # how the last line of a newsletter lets its readers leave
    r"(?:click )?(?:here )?(?:to )?unsubscribe(?: here| now)?|(?:newsletter |hier |jetzt )*(?:abbestellen|abmelden)|"
    r"(?:se )?d[ée]s(?:abonner|inscrire)|cancelar (?:la )?suscripci[óo]n|darse de baja|"
    r"(?:disiscriviti|cancella iscrizione|afmelden|uitschrijven|avprenumerera|afmeld|meld deg av|wypisz się)",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r".*\.(?:docx?|dotx?|pdf|indd|txt|odt|rtf|html?|qxd)|Microsoft .*|"
    r"\(?(?:untitled|unknown|anonymous|unspecified)\)?[-_ ]?\d*|(?:document|layout|print) ?\d*|about:blank",
    re.IGNORECASE,
)


def guarded(reader: Reader) -> Reader:
    """Return a reader of documents that says of a damaged one that it is damaged."""

    @wraps(reader)
    def read(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
        try:
            yield from reader(data, source, origin)
        except _FAULTS as error:
            raise UnreadableSource(source, DAMAGED) from error

    return read


def parsed(markup: str | bytes, source: str) -> HtmlElement:
    """Return the elements of a document; nothing is fetched. Raises UnreadableSource where there are none."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    data = markup if isinstance(markup, bytes) else markup.encode(errors="replace")
    try:
        tree: HtmlElement = document_fromstring(
            data, parser=HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
        )
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableSource(source, "the document holds no text.") from error
    counted(tree, MAX_ELEMENTS, source)
    return tree


def counted(tree: HtmlElement, most: int, source: str) -> None:
    """Raise UnreadableSource where a document has more elements than `most`."""
    if sum(1 for _ in islice(tree.iter(), most + 1)) > most:
        raise UnreadableSource(source, "the document is too large to be an article; save the part that matters alone.")


def said(tree: HtmlElement, *, framed: bool = False) -> tuple[list[str], list[str]]:
    """Return the blocks of a document in order, headings marked, and its captions apart from them.

    Of one that is `framed` by lines of links, as mails are, those above and below its text are left out.
    """
    prepare(tree)
    apart = [*captions(tree), *_described(tree)]
    for table in list(tree.iter("table")):
        if all(len(_cells(row)) < 2 for row in table.iter("tr")):  # a box, not a table
            unlaid(table)
    found = leaves(tree)
    if framed:
        text = [at for at, leaf in enumerate(found) if not _is_links(leaf)]
        found = found[text[0] : text[-1] + 1] if text else found
    return [leaf.block for leaf in found], apart


def _is_links(leaf: Leaf) -> bool:
    if any(_LEAVE.fullmatch(one_line(link.text_content())) for link in leaf.element.iter("a")):
        return True
    return leaf.kind != "heading" and 3 * leaf.linked >= len(leaf.text) and not ends_sentence(leaf.text)


def unlaid(table: HtmlElement) -> None:
    """Make a table that only lays out a page a sequence of blocks."""
    parts = table.iterdescendants("tbody", "thead", "tfoot", "tr", "td", "th")
    for element in [table, *(part for part in parts if next(part.iterancestors("table")) is table)]:
        element.tag = "div"


def headline(tree: HtmlElement) -> str:
    """Return the title that stands over the text as such, "" where none does."""
    return next((one_line(title.text_content()) for title in tree.xpath("//h1[@class='title']")), "")


def title_of(stated: str) -> str:
    """Return the title that a document's properties state, "" where a program put a file's name there."""
    title = one_line(stated)
    return "" if _FILE_NAME.fullmatch(title) else title


def author_of(stated: Iterable[str]) -> str:
    """Return whom a document's properties name; one word alone is the name of a computer's account."""
    names = (one_line(name) for name in stated)
    return ", ".join(dict.fromkeys(name for name in names if " " in name))


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _described(tree: HtmlElement) -> Iterator[str]:
    for picture in tree.iter("img"):
        text = one_line(picture.get("alt") or "")
        if len(text.split()) >= _FEWEST_WORDS:
            yield text
