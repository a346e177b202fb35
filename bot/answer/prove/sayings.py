"""What somebody says, where a question asks for it: the sentences that they speak, in interviews their answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answer.prove.speech import speech
from bot.answer.quote.evidence import framing
from bot.answer.quote.find import Encode, Found
from bot.answer.quote.kinds import SAYING
from bot.answer.quote.widen import LONGEST, widened
from bot.reading.people import people
from bot.values import Extract, Missing, Quote
from index.text.language import normalised, terms
from index.values import Article, Filters, Span

if TYPE_CHECKING:
    from index.library import Library

MOST = 2
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*(?: (?:(?:of|de|van|von) )?[^\W\d_a-zß-öø-ÿ][\w’'-]*){0,3}"
_ASKED = re.compile(
    rf"\bwhat (?:exactly |else )?(?:did|does|has|had) (?:mr |mrs |ms |dr )?(?P<who>(?-i:{_NAME}))"
    rf"(?: (?:exactly|actually|really|also|have to))* (?:{SAYING}|said|think|thought|answer\w*)\b(?P<about>.*)",
    re.I,
)
_SAYS = (
    r"said|says|told|tells|added|adds|asked|wrote|writes|explained|insisted|replied|argued|argues|warned|according to"
)
_BY_PRONOUN = re.compile(rf"\b(?:[Hh]e|[Ss]he) (?:also |later )?(?:{_SAYS})\b|[”\"],? (?:{_SAYS}) (?:he|she)\b")
_PRONOUN = re.compile(r"(?:he|she|they|it|we|you|i)\b", re.I)
_LINE = re.compile(r"\s*(?:Q|A|F|R|P)\s*[:.]\s+|\s*(?P<who>[^\W\d_][\w’' .-]{1,40}):\s+")
_QUESTIONS = 2  # paragraphs that ask: fewer make no interview


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody's words in an article, what is compared of them, and the words that they answer or stand among."""

    article: Article
    span: Span
    text: str
    around: str


def asked_of(question: str) -> tuple[str, str]:
    """Return whose words a question asks for and about what, "" for nobody: a name, no pronoun and no common noun."""
    match = _ASKED.search(question)
    return (
        ("", "") if match is None or _PRONOUN.fullmatch(match["who"]) else (match["who"], match["about"].strip(" ?.!"))
    )


def said_first(
    topic: str, found: Found, lacking: Missing, filters: Filters, encode: Encode, library: Library, name: str
) -> tuple[Found, Missing]:
    """Return what the person says whose words are asked for, else that nothing is quoted, and what was found."""
    who, _about = asked_of(topic)
    if not who:
        return found, lacking
    more = library.search(name, who, k=len(found.results.hits) or 1, filters=filters).hits
    known = {hit.passage.id for hit in found.results.hits}
    hits = (*found.results.hits, *(hit for hit in more if hit.passage.id not in known))
    wider = replace(found, results=replace(found.results, hits=hits))
    said = said_by(topic, wider, encode)
    if said is not None and said.quotes:
        return replace(wider, extract=said), lacking
    speaker = "" if lacking.names else who
    return replace(found, extract=replace(found.extract, certainty=0.0)), replace(lacking, speaker=speaker)


def said_by(question: str, found: Found, encode: Encode) -> Extract | None:
    """Return quotes of what the person whom a question names says on it; None where it asks for nobody's words.

    Without quotes and `not_found` where nobody of that name says anything on it in the articles that were found.
    """
    who, about = asked_of(question)
    if not who:
        return None
    sayings = [one for article in found.articles.values() for one in spoken(article, who)]
    ranked = _ranked(question, who, about, sayings, encode)
    if not ranked or not ranked[0][0][0]:
        return Extract("not_found", (), found.extract.confidence)
    first = ranked[0][0]
    quotes = [_quote(one, sum(rank)) for rank, one in ranked[:MOST] if rank[0] >= first[0]]
    articles = tuple(dict.fromkeys(one.article_id for one in quotes))
    return Extract("answered", tuple(quotes), 1.0, 1.0, articles)


def spoken(article: Article, who: str) -> Iterator[Saying]:
    """Yield what somebody says in an article: sentences that are given to them, and their answers in an interview."""
    answers = list(_answers(article, who))
    yield from answers
    known = people(article.text)
    for span in article.sentences:
        if any(one.span.start <= span.start < one.span.end for one in answers):
            continue
        told = speech(article, span)
        if _is(told.speaker, who) if told else _voices(widened(article, span).of(article.text), who, known):
            block = next((one for one in article.blocks if one.start <= span.start < one.end), span)
            yield Saying(article, widened(article, span), span.of(article.text), block.of(article.text))


def _named(text: str, known: Sequence[str]) -> list[str]:
    """Return the persons whom a text names, those by surname alone whom its article calls by their whole name."""
    found = people(text)
    spoken = set(re.findall(r"[^\W\d_][\w’'-]*", text)) - {word for one in found for word in one.split()}
    return [*found, *(one for one in known if one.split()[-1] in spoken)]


def _voices(text: str, who: str, known: Sequence[str]) -> bool:
    """Tell whether a text has somebody say something by name, or by a pronoun where it names nobody else."""
    surname = re.escape(who.split()[-1])
    said = rf"\b{surname},? (?:also |later )?(?:{_SAYS})\b|\b(?:{_SAYS})(?: [\w’'-]+,?){{0,5}} {surname}\b"
    if re.search(said, text):
        return all(_is(one, who) for one in people(text) if one.split()[-1] == who.split()[-1])
    named = _named(text, known)
    return bool(named) and all(_is(one, who) for one in named) and bool(_BY_PRONOUN.search(text))


def _answers(article: Article, who: str) -> Iterator[Saying]:
    """Yield the paragraphs that answer in an interview with somebody.

    Between two questions every second paragraph answers, so that "The board says it was planned." is put to them too.
    """
    blocks = [one for one in article.blocks if one.of(article.text).strip()]
    texts = [one.of(article.text).strip() for one in blocks]
    for place, text in enumerate(texts):
        line = _LINE.match(text)
        if line and line["who"] and _is(line["who"], who):
            yield _saying(article, blocks[place], texts[place - 1] if place else "", line.end())
    asks = [place for place, text in enumerate(texts) if text.endswith("?") and not text.startswith(("“", '"'))]
    opening = " ".join([article.title, *texts[: asks[0]]]) if asks else ""
    if len(asks) < _QUESTIONS or not set(terms(who, "en")) <= set(terms(opening, "en")):
        return
    for place, following in zip(asks, [*asks[1:], asks[-1] + 2], strict=True):
        step = 2 if (following - place) % 2 == 0 else 1
        for at in range(place + 1, min(following, len(blocks)), step):
            yield _saying(article, blocks[at], texts[at - 1] if step == 2 or at == place + 1 else texts[place])


def _saying(article: Article, block: Span, asked: str, skipped: int = 0) -> Saying:
    """Return a paragraph, its first sentences where it is longer than a quotation may be."""
    start, end = block.start + skipped, block.end
    ends = [one.end for one in article.sentences if start < one.end <= min(end, start + LONGEST)]
    answered = f"{asked} {block.of(article.text)}"
    return Saying(article, Span(start, max(ends, default=end)), answered, answered)


def _is(speaker: str, who: str) -> bool:
    """Tell whether a speaker is who is asked for: by surname, and by first name where both have one."""
    names = [normalised(one) for one in re.findall(r"[^\W\d_][\w’'-]*", speaker) if one[0].isupper()]
    asked = normalised(who).split()
    if not names or asked[-1] not in names:
        return False
    before = names[names.index(asked[-1]) - 1] if names.index(asked[-1]) else ""
    return len(asked) == 1 or not before or asked[-2] == before or asked[-2] in names or len(names) == 1


def _ranked(
    question: str, who: str, about: str, sayings: Sequence[Saying], encode: Encode
) -> list[tuple[tuple[float, float], Saying]]:
    """Return sayings best first, with the share of what is asked that each names, 1 of nothing, and its cosine."""
    if not sayings:
        return []
    wanted = set(terms(about, "en")) - framing() - set(terms(who, "en"))
    vectors = encode([about or question, *(one.text for one in sayings)])
    scored = []
    for one, vector in zip(sayings, vectors[1:], strict=True):
        shared = wanted & set(terms(f"{one.article.title} {one.around}", one.article.language or "en"))
        scored.append(((len(shared) / len(wanted) if wanted else 1.0, float(vectors[0] @ vector)), one))
    return sorted(scored, key=lambda item: item[0], reverse=True)


def _quote(one: Saying, score: float) -> Quote:
    return Quote(one.span.start, one.span.end, one.article.id, one.article.revision, score)
