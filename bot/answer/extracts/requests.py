"""Requests for what articles say at all, told from questions: the words at an edge are near to examples of such.

A request is its frame ("could you please summarise", "anything on") and a topic. Every few words at the beginning and
at the end are compared with frames, so that the topic does not drown them. With all-MiniLM-L6-v2 none of
1,013 SQuAD questions (every sixth) and of about 280 other questions and follow-ups is taken for a request. Of 45
phrasings of requests 32 were recognised at first, by a margin of 0.2; frames of the other 13 became examples.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from index.text.language import terms

if TYPE_CHECKING:
    from index.library import Library, Vector

Kind = Literal["article", "articles", "compare", "about", "news"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NEAR, AHEAD = 0.75, 0.12
"""Cosine similarity of a frame to an example, and by how much that is nearer than the nearest ordinary one."""
_LONGER = 0.02  # of frames that are about as near the longer one counts, for each word
_LONGEST = 25  # words of a request
_OPENING, _CLOSING = 7, 3  # words of a frame at the beginning and at the end
_USUAL = 0.6  # of a frame's words that must stand in examples
_FEW = 2  # terms of a topic of which news is asked; with more it is a question ("What happened to the cook's boat?")
_BARE = 3  # words of a topic that stands alone ("the ferry bill?")
_ARTICLES = "the a an on about der die das den dem über zu le la les l' sur el los las sobre"
_MARKS = "?!.,;:¿¡'’\"“”"
_ORDINARY = ""
_FRAMES: Mapping[str, str] = {
    "article": "summarise|summarise the article|summarise the article about|please summarise|"
    "could you please summarise|summary of|give me a summary of|tl;dr|tldr of the|in a nutshell|in short|"
    "short version|sum up the article|can you sum up|what does the article say|what is the article about|"
    "what's the article about|article about|the gist of|main points of|key points of|recap of|"
    "brief overview of|brief me on|fasse den artikel|zusammenfassung|fass zusammen|"
    "worum geht es in dem artikel|résume l'article|résumé de|de quoi parle l'article|resume el artículo|"
    "resumen de|de qué trata el artículo|highlights of|give me the highlights of|outline|"
    "boil the article down|sum it up|what's in the article about|what is this article about|"
    "what does this article say|summarize|summarize the article|please summarize|summarize the article about",
    "articles": "summarise the articles about|summarise the coverage of|what do the articles say about|"
    "what do the papers say about|overview of the coverage of|what is written about|fasse die artikel|"
    "was schreiben die zeitungen über|résume les articles|que disent les articles sur|resume los artículos|"
    "any articles on|any news about|is there an article on|overview of the coverage",
    "about": "what does the article say about|anything on|anything about|tell me about|is there anything about|"
    "do you have anything on|what do you know about|what do you have on|gibt es etwas über|etwas zu|"
    "erzähl mir von|was weißt du über|y a-t-il quelque chose sur|parle-moi de|que sais-tu de|"
    "hay algo sobre|háblame de|qué sabes de|do you have anything about|have you got anything on|"
    "is there something about",
    "news": "what happened to|what happened at|what happened with|what happened in|what is going on with|"
    "what is happening with|what's happening at|what's up with|what's new with|any update on|any updates on|"
    "what is the latest on|the latest on|latest about|was ist mit|was ist los mit|was gibt es neues zu|"
    "was geschah mit|que s'est-il passé à|quoi de neuf sur|qué pasó con|qué hay de nuevo sobre",
    "compare": "compare the two reports|compare the two articles on|compare the reports about|"
    "compare what they say about|compare|how do the two reports differ|how do the articles differ on|"
    "difference between the two reports|vergleiche die beiden berichte|compare les deux articles|"
    "compara los dos artículos|compare what|compare how|how do the articles about differ|"
    "how do the reports on differ",
    _ORDINARY: "who wrote the article about|when was the article about published|who is the author of|what did|"
    "what did he say|what did he say about|what did the report say about|what does the minister say about|"
    "how many|how much|how did|why|who was|what is the|when|where|which|is there a|are there any|"
    "does the|did anyone|what happened|does he say|tell me who|tell me when|how do they|"
    "what is the difference between|compared with|how many reports|who said|what was the|"
    "what was the report|how many articles|which articles|list|name the|what are the main|"
    "what is the main|what writing|who compared|on|what is known about|do you have|"
    "tell me|can you tell me|do you know|you|the report|"
    "what are the articles of|anything unusual about|which reports|what did they compare",
}
# Words for what holds a text; they say no more of it than the frames do.
_HOLDERS = "article articles story stories report reports piece text coverage exactly quote quotes verbatim please"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: sentences of one article or of several, two that are compared, or what is said about a topic.

    `news` is asked of a topic where that is the whole question: of articles that it is the title of.
    `topic` holds the words that say which; "" for none. `this`: it speaks of one article as if that were known.
    """

    kind: Kind
    topic: str
    this: bool = False


_known: dict[str, tuple[NDArray[np.str_], Vector]] = {}
_frames: LRUCache[tuple[str, str], Vector] = LRUCache(4096)
_guard = threading.Lock()


def request(text: str, library: Library) -> Request | None:
    """Return what a text asks for, None where it is an ordinary question. Blocks."""
    words = text.split()
    if not 0 < len(words) <= _LONGEST:
        return None
    parted = [one for one in _parted(words) if _may_be_frame(one[0])]
    bare = Request("news", _topic(words)) if _is_bare(words) else None
    if not parted:
        return bare
    kinds, examples = _examples(library)
    scores = _vectors([_bare(frame) for frame, _ in parted], library) @ examples.T
    ordinary = scores[:, kinds == _ORDINARY].max(axis=1)
    best, found = 0.0, None
    for kind in KINDS:
        near = scores[:, kinds == kind].max(axis=1)
        for place, (frame, rest) in enumerate(parted):
            if kind == "news" and len(terms(_topic(rest), "en")) > _FEW:
                continue
            rank = float(near[place]) + _LONGER * len(frame)
            if near[place] >= NEAR and near[place] >= ordinary[place] + AHEAD and rank > best:
                best, found = rank, Request(kind, _topic(rest), "article" in _bare(frame).split())
    return found or bare


def _parted(words: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield the words at the beginning, at the end, and at both, that may be a frame, each with the other words."""
    for size in range(1, min(_OPENING, len(words)) + 1):
        yield words[:size], words[size:]
    for size in range(1, min(_CLOSING + 1, len(words))):
        yield words[-size:], words[:-size]
    if len(words) > 5:
        yield [*words[:3], *words[-2:]], words[3:-2]
        yield [*words[:2], *words[-2:]], words[2:-2]


def _is_bare(words: Sequence[str]) -> bool:
    """Tell whether words name a topic and ask nothing of it: no word among them that only joins others."""
    known = [word for word in words if word.strip(_MARKS).lower() not in _ARTICLES.split()]
    return 0 < len(known) <= _BARE and all(terms(word, "en") for word in known)


def _vectors(frames: Sequence[str], library: Library) -> Vector:
    """Return the vectors of frames; most are those of questions before, "what is the" and the like."""
    model = library.model.fingerprint
    with _guard:
        known = {frame: _frames[model, frame] for frame in frames if (model, frame) in _frames}
    new = [frame for frame in dict.fromkeys(frames) if frame not in known]
    if new:
        known |= zip(new, library.encode(new), strict=True)
        with _guard:
            _frames.update({(model, frame): known[frame] for frame in new})
    return np.stack([known[frame] for frame in frames])


def _may_be_frame(frame: Sequence[str]) -> bool:
    """Tell whether most words are those of examples: others need not be embedded, which took 28 ms of a question.

    Of 508 questions with 13 requests among them none is taken otherwise, and 35 % of their frames are left.
    """
    words = [word.strip(_MARKS) for word in _bare(frame).split()]
    return sum(word in _example_words() for word in words) >= _USUAL * len(words)


@cache
def _example_words() -> frozenset[str]:
    texts = "|".join(_FRAMES.values()).replace("|", " ")
    return frozenset(word.strip(_MARKS) for word in texts.split())


def _topic(rest: Sequence[str]) -> str:
    """Return the words that name a matter, with those between them."""
    telling = [place for place, word in enumerate(rest) if set(terms(word, "en")) - _example_terms()]
    return " ".join(rest[telling[0] : telling[-1] + 1]).strip(" ,;:.?!") if telling else ""


def _examples(library: Library) -> tuple[NDArray[np.str_], Vector]:
    """Return the kind and the vector of each example; they are kept, by the model that made them."""
    model = library.model.fingerprint
    with _guard:
        if model not in _known:
            every = [(kind, text) for kind, texts in _FRAMES.items() for text in texts.split("|")]
            vectors = np.asarray(library.encode([text for _, text in every]))
            _known[model] = np.array([kind for kind, _ in every]), vectors
        return _known[model]


@cache
def _example_terms() -> frozenset[str]:
    texts = [_HOLDERS, *(texts for kind, texts in _FRAMES.items() if kind != _ORDINARY)]
    return frozenset(term for text in texts for term in terms(text.replace("|", " "), "en"))


def _bare(frame: Sequence[str]) -> str:
    return " ".join(frame).lower().strip("?!.,;:¿¡ ")
