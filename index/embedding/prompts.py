"""What a model wants before a question and before a passage, as its configuration says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PASSAGE = ("document", "passage", "corpus")  # names of one thing, in the order of sentence-transformers


@dataclass(frozen=True, slots=True)
class Prompts:
    """Texts put before what is embedded; many models have none."""

    query: str = ""
    passage: str = ""

    def before(self, texts: Sequence[str], queries: int = 0) -> list[str]:
        """Return texts with their prompts; the first `queries` of them are questions."""
        return [(self.query if place < queries else self.passage) + text for place, text in enumerate(texts)]


NO_PROMPTS = Prompts()


def read_prompts(folder: Path) -> Prompts:
    """Return the prompts of a model folder, as `encode_query` and `encode_document` of sentence-transformers choose.

    Other than there a name with no text does not hide the next: configurations with “query” and “passage” mean both.
    """
    try:
        said = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8")).get("prompts")
    except (OSError, ValueError, AttributeError):
        return NO_PROMPTS
    said = said if isinstance(said, dict) else {}
    passage = next((said[name] for name in _PASSAGE if said.get(name)), "")
    return Prompts(str(said.get("query") or ""), str(passage))
