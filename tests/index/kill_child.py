"""Child of the kill test: syncs a folder again and again, printing an article's id once it is recorded."""

from __future__ import annotations

import sys
from pathlib import Path

from index.library import Library
from index.settings import IndexSettings
from index.values import Progress


def main() -> None:
    home, model, folder = sys.argv[1:4]
    settings = IndexSettings(footnote_home=Path(home), embedding_model=model, _env_file=None)  # type: ignore[call-arg]
    shown = 0

    def show(progress: Progress) -> None:
        nonlocal shown
        for article_id in progress.article_ids[shown:]:
            print(article_id, flush=True)
        shown = len(progress.article_ids)

    with Library.open(settings, wait=5) as library:
        print("start", flush=True)
        library.sync("default", Path(folder), show)
        print("end", flush=True)


if __name__ == "__main__":
    main()
