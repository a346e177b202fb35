"""Which stories a question may mean that identifies none of them: “Who died?” in a library of many deaths."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.quote.candidates import Candidate
from bot.answer.quote.cosines import Encode
from bot.answer.quote.measure import Measured
from index.units import Scale
from index.values import Article, Results

MOST = 3
LIKELY = 0.2  # confidence; “How much does it cost?” has 0.27 where four articles name a price
MARGIN = 4.0  # log odds
FEW = 2  # stems of a topic
# Cosine of titles with openings. Of two libraries of news all pairs of reports on one matter have 0.52 to 0.81, but an
# interview and an opinion of a dam (0.41 to 0.47), all others 0.48 at most.
SAME = 0.5
_OPENING = 300  # characters

Scored = tuple[float, int]


def apart(measured: Measured, ranked: Sequence[Scored], results: Results, encode: Encode) -> list[Scored]:
    """Return the best sentence, as score and place, of each of two or three stories that a question tells not apart.

    It names nothing, has few words of a topic, and sentences of articles on other matters are near in score to the best
    one and stand where those of its words do. `ranked` holds candidates best first. Nothing for any other question.

    So asked for: 20 of 45 vague questions on three libraries (of most others one story alone has the word), 1 of 48
    golden ones, none of 182 of SQuAD over all its articles and 4 of 198 of its questions that have no answer.
    """
    if not ranked:
        return []
    best, first = ranked[0]
    asked = measured.asked[first]
    held = set(asked.topic) & measured.candidates[first].around
    if asked.names or not held or len(asked.topic) > FEW:
        return []
    stories: dict[str, list[Scored]] = {}
    for score, place in ranked:
        candidate = measured.candidates[place]
        if held <= candidate.around and (best - score <= MARGIN or candidate.article.id in stories):
            stories.setdefault(candidate.article.id, []).append((score, place))
    tops = [max(one, key=lambda top: len(held & measured.candidates[top[1]].words.present)) for one in stories.values()]
    found = _different(asked.text, tops, measured.candidates, results.scale, encode) if len(tops) > 1 else []
    return found if len(found) > 1 else []


def _different(
    question: str, tops: Sequence[Scored], candidates: Sequence[Candidate], scale: Scale, encode: Encode
) -> list[Scored]:
    """Return the best of those that are on different matters."""
    openings = [_opening(candidates[place].article) for _, place in tops]
    vectors = encode([question, *openings], queries=1)[1:]  # beside a question what is of the articles is kept
    near = scale.of(vectors @ vectors.T)
    kept: list[int] = []
    for row in range(len(tops)):
        if len(kept) < MOST and all(near[row, other] < SAME for other in kept):
            kept.append(row)
    return [tops[row] for row in kept]


def _opening(article: Article) -> str:
    return f"{article.title}. {article.text[:_OPENING]}"
