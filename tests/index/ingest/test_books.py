"""A book is one article: its chapters are found and quoted by offset; a broken or locked one costs only itself."""

from __future__ import annotations

from pathlib import Path

from index.library import Library
from index.settings import IndexSettings
from tests.index.sources.papers import epub
from tests.remembering import SharingLibrary

CHAPTERS = {
    "Fog": ["The ferry of Callis lay in the fog for eleven days before anybody came.", "Nobody had counted them."],
    "Stone": ["The wall of Norvik was built by 412 masons from the valley, and it took them two winters."],
    "Salt": ["The salt of Elder Quay was weighed on Fridays.", "A sack of it cost 14 crowns in the year of the flood."],
}  # fmt: skip
PAGE, MARK = "<span epub:type='pagebreak' title='12'>12</span>", "<a epub:type='noteref' href='#n'>1</a>"
PRINTED = f"<p>The pier {PAGE}was <i>never</i> finished.{MARK}</p>"
METADATA = "<dc:title>Three Harbours</dc:title><dc:creator>Ines Hall</dc:creator><dc:date>2025-06-03</dc:date>"


def book(locked: str = "") -> bytes:
    chapters = [f"<h1>{name}</h1>" + "".join(f"<p>{said}</p>" for said in text) for name, text in CHAPTERS.items()]
    note = "<aside epub:type='footnote' id='n'><p>The money went to the wall.</p></aside>"
    return epub(*chapters, PRINTED + note, metadata=METADATA, locked=locked)


def test_a_folder_of_books_is_indexed_and_the_chapters_are_quoted(settings: IndexSettings, tmp_path: Path) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "harbours.epub").write_bytes(book())
    (folder / "cut.epub").write_bytes(book()[:900])
    (folder / "bought.epub").write_bytes(book(locked="OEBPS/text/chapter%201.xhtml"))
    with SharingLibrary.open(settings) as library:
        done = library.sync("desk", folder)
        assert done.new == 1
        assert {Path(one.source).name: one.reason for one in done.failures} == {
            "cut.epub": "the document is damaged or cut short and cannot be read.",
            "bought.epub": "the book is locked by the shop that sold it; only unlocked books are read.",
        }
        _told_in_order(library)


def _told_in_order(library: Library) -> None:
    (row,) = library.articles("desk")
    article = library.article("desk", row.id)
    assert (article.title, article.byline, str(article.published)) == ("Three Harbours", "Ines Hall", "2025-06-03")
    said = [sentence.of(article.text) for sentence in article.sentences]
    told = [one for text in CHAPTERS.values() for one in text]
    assert said == [*told, "The pier was never finished.", "The money went to the wall."]
    assert [block.of(article.text) for block in article.blocks if block.kind == "heading"] == list(CHAPTERS)
    hits = library.search("desk", "How many masons built the wall of Norvik?").hits
    assert (hits[0].passage.section, hits[0].passage.text in CHAPTERS["Stone"][0]) == ("Stone", True)
