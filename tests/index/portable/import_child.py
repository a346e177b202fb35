"""Child of the kill test: imports a file, printing a line for each step."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

from index.library import Library
from index.portable.restore import How
from index.settings import IndexSettings
from index.values import Progress


def main() -> None:
    home, model, file, how = sys.argv[1:5]
    settings = IndexSettings(footnote_home=Path(home), embedding_model=model, _env_file=None)  # type: ignore[call-arg]

    def show(progress: Progress) -> None:
        print(progress.stage, flush=True)

    with Library.open(settings, wait=5) as library:
        library.import_file(Path(file), how=cast("How", how), progress=show)
        print("end", flush=True)


if __name__ == "__main__":
    main()
