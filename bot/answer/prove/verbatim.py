"""Statements that repeat stored words, and the clauses of a sentence that can stand alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bot.answer.prove.addresses import addresses
from bot.answer.prove.premise import Premise
from index.values import Span

# A clause with a subject of its own behind a joint; English alone, other languages are taken by whole sentences.
_SUBJECT = r"(?:the|a|an|its|his|her|their|this|that|these|those|it|he|she|they|we|there|nobody|no one|[^\W\d_a-z]\w+)"
_JOINT = re.compile(rf";\s+(?=\w)|,\s+(?:and|but|while|whereas|so)\s+(?={_SUBJECT}\b)", re.I)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|did|does|do)\b|\b(?!(?:a|the)\b)\w{2,}(?:ed|es)\b"
)
_TURNS = re.compile(
    r"\b(?:if|unless|not|no|never|nobody|none|neither|nor|without|may|might|could|would|should|perhaps|probably|allegedly|"
    r"reportedly|whether|although|though|because|said|says?|told|tells?|according|claim\w*|den(?:y|ie[sd])|alleg\w+|"
    r"believ\w+|expect\w*|suspect\w*|report\w*|warn\w*|argu\w+|suggest\w*|call\w*|think\w*|thought|hop\w+|plan\w*|"
    r"propos\w+|was asked|asked|accus\w+|fals\w+|wrong\w*|untrue|myth|rumou?r\w*|\w+n['’]t)\b|[?“”\"«»„]",
    re.I,
)
_LEAST = 12  # characters of a clause that says something
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-"})


def verbatim(statement: str, premises: Sequence[Premise]) -> bool:
    """Tell whether a statement is cited text, word for word: whole sentences, or a clause that can stand alone.

    Blanks, the shape of quotation marks and dashes, the case of the first letter and the final stop may differ. A text
    with a web address is not: it is shown inside quotations only.
    """
    mine = _folded(statement)
    if not mine or addresses(statement):
        return False
    return any(mine == _folded(run) for premise in premises for run in _runs(premise))


def _runs(premise: Premise) -> Iterator[str]:
    """Yield the texts of consecutive cited sentences and the clauses of single ones."""
    text, spans = premise.article.text, premise.spans
    for at, first in enumerate(spans):
        yield from (clause.of(text) for clause in clauses(text, first, premise.article.language))
        for last in spans[at:]:
            yield " ".join(one.of(text) for one in spans[at : spans.index(last) + 1])


def clauses(text: str, sentence: Span, language: str) -> tuple[Span, ...]:
    """Return the parts of an English sentence that can stand alone; none where the rest may turn what they say.

    What turns it is a condition, a denial, a doubt, a question, or who says so.
    """
    whole = sentence.of(text)
    if not language.startswith("en"):
        return ()
    edges = [0, *(place for match in _JOINT.finditer(whole) for place in match.span()), len(whole)]
    parts = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    found = []
    for start, end in parts if len(parts) > 1 else ():
        rest = f"{whole[:start]} {whole[end:]}"
        if end - start >= _LEAST and _FINITE.search(whole[start:end]) and not _TURNS.search(rest):
            found.append(Span(sentence.start + start, sentence.start + end))
    return tuple(found)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_MARKS)
    plain = " ".join(plain.split()).strip(" .;,!\"'")
    return plain[:1].lower() + plain[1:]
