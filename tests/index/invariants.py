"""What must hold of a data folder after anything, a kill included."""

from __future__ import annotations

from index.library import Library
from index.values import Filters


def check(library: Library, name: str = "default") -> int:
    """Assert that catalogue, lexical index and Chroma tell the same story; return the number of articles."""
    catalogue = library.catalogue
    summaries = library.articles(name)
    ids = catalogue.passage_ids(name)
    seen: set[str] = set()
    for summary in summaries:
        article = library.article(name, summary.id)
        passages = library.passages(name, summary.id)
        assert len(passages) == summary.passages > 0
        assert all(article.text[p.start : p.end] == p.text for p in passages)
        assert all(p.revision == article.revision for p in passages)
        seen |= {p.id for p in passages}
    assert seen == ids
    number = catalogue.library_id(name)
    with catalogue.database.read() as connection:
        if number:
            rows = {row[0] for row in connection.execute("SELECT rowid FROM passages WHERE library = ?", (number,))}
            terms = {row[0] for row in connection.execute(f"SELECT rowid FROM lexical_{number}")}
            assert rows == terms
    library._dense.prepare_all()
    _, collection = catalogue.space(name)
    if collection:
        assert library._dense.open().ids(collection) == ids
    for summary in summaries[:: max(1, len(summaries) // 5)]:
        hits = library.search(name, library.passages(name, summary.id)[0].text, 3, Filters(article_id=summary.id)).hits
        assert hits
        assert library.search(name, library.passages(name, summary.id)[0].text, 3).hits
    return len(summaries)
