"""Child of the kill test: follows a feed, printing an article's id once it is recorded."""

from __future__ import annotations

import sys
from pathlib import Path

from index.library import Library
from index.settings import IndexSettings
from index.values import Progress


def main() -> None:
    home, model, feed, allowed = sys.argv[1:5]
    settings = IndexSettings(
        footnote_home=Path(home), embedding_model=model, fetch_allow_hosts=allowed, fetch_delay=0, _env_file=None
    )  # type: ignore[call-arg]
    shown = 0

    def show(progress: Progress) -> None:
        nonlocal shown
        for article_id in progress.article_ids[shown:]:
            print(article_id, flush=True)
        shown = len(progress.article_ids)

    with Library.open(settings, wait=5) as library:
        known = library.sources("default")
        source = known[0] if known else library.add_source("default", feed)
        print("start", flush=True)
        library.refresh("default", source.id, show)
        print("end", flush=True)


if __name__ == "__main__":
    main()
