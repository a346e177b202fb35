"""Child of the kill test: records and withdraws articles and writes the file after each, until it is killed."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from index.catalogue.articles import Catalogue
from index.catalogue.database import Database
from tests.index.vectors.test_exact import owner, put


def main() -> None:
    home, first = Path(sys.argv[1]), int(sys.argv[2])
    home.mkdir(exist_ok=True)
    catalogue = Catalogue(Database(home / "catalogue.sqlite"))
    writes = owner(home, catalogue)
    for step in count(first + 1):
        put(catalogue, f"a{step % 7}", 200 + step % 50, step, step)
        if step % 5 == 0:
            catalogue.withdraw("default", f"a{(step + 3) % 7}")
        writes.save("default")
        if step == first + 3:
            print("writing", flush=True)


if __name__ == "__main__":
    main()
