"""Which questions ask for what the catalogue knows, told from those that ask for what articles say.

The nearest of a few examples in four languages, by the embedding model, to the question without its topic. Measured
with all-MiniLM-L6-v2 on 56 phrasings written before it (`tests/quality/catalogue.json`; of 26 beside them that ask for
what articles say, none is taken): 46 are recognised as what they are, the others are searched. None of 6,078 questions
of SQuAD 2.0, 66 golden ones and 148 of conversations is taken, 23 of SQuAD's were where any words beside the examples'
were a topic ("What did article 65 ban?").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from bot.answer.understand.nearest import ORDINARY, bare, nearest
from index.text.language import Located, located, terms, unified
from index.text.stopwords import stop_words

if TYPE_CHECKING:
    from bot.answer.understand.filters import Reading
    from index.library import Library

Kind = Literal["credit", "list", "publishers", "authors"]
NEAR, AHEAD = 0.6, 0.0
"""As in `nearest`: at 0.55, or 0.02 behind an ordinary one, 0 and 4 more are recognised, 2 and 1 more are mistaken."""
_LONGEST = 5  # words of a topic
_EXAMPLES = {
    "credit": "who wrote the article?|who wrote the article about?|who is the author of the article about?|"
    "what date is the article from?|what date is the story about from?|who's the author of the article about?|"
    "who is the journalist behind the article?|who is behind the piece about?|who is the author of the story?|"
    "who wrote this?|who wrote it?|who is it by?|when was this published?|when was it published?|"
    "by whom is the report on?|who wrote this article?|which journalist wrote the interview with?|"
    "whose piece is it?|"
    "who published the article about?|when was the article published?|when was the article about published?|"
    "when did the story about appear?|when was the report on written?|from when is the piece on?|"
    "what is the date of the article about?|which newspaper published the article about?|"
    "where was the interview with published?|which paper ran the story about?|who did the interview with?|"
    "wer hat den Artikel über geschrieben?|von wem ist der Artikel über?|wann ist der Artikel über erschienen?|"
    "wer hat den Bericht über veröffentlicht?|wann wurde das Interview mit veröffentlicht?|"
    "qui a écrit l'article sur ?|qui est l'auteur de l'article sur ?|quand l'article sur a-t-il été publié ?|"
    "qui a publié l'article sur ?|¿quién escribió el artículo sobre?|¿quién es el autor del artículo sobre?|"
    "¿cuándo se publicó el artículo sobre?|¿quién publicó el artículo sobre?",
    "list": "which articles do you have?|which articles do you have about?|which article is about?|"
    "what articles are there on?|"
    "how many articles are there in the library?|number of articles|how many articles are there?|"
    "how many articles are there about?|how many articles do you have?|"
    "how many articles were published?|how many stories did publish?|list the articles|list all articles about|"
    "how many stories are there about?|what was published?|do you have anything written about?|"
    "what's the newest article here?|what has come in?|show me everything by|show me the articles about|"
    "articles|articles about|which articles did write?|articles by|reports by|stories by|"
    "what has written?|what else has written?|what did write?|what has published?|"
    "what is new?|what's new?|what is new since?|anything new?|what was published?|what came in?|"
    "what came out?|are there any new articles?|what are the latest articles?|what are the newest stories?|"
    "the newest article|which is the newest article?|do you have articles about?|is there an article about?|"
    "welche Artikel gibt es über?|wie viele Artikel gibt es?|wie viele Artikel sind in der Bibliothek?|"
    "welche Artikel hast du zu?|Artikel von|"
    "was gibt es Neues?|"
    "was ist neu?|was hat geschrieben?|quels articles avez-vous sur ?|combien d'articles y a-t-il ?|"
    "les articles de|quoi de neuf ?|qu'a écrit ?|¿qué artículos hay sobre?|¿cuántos artículos hay?|artículos de|"
    "¿qué hay de nuevo?|¿qué ha escrito?",
    "publishers": "which publishers are there?|which publishers do you have?|which newspapers do you have?|"
    "which newspapers are there?|which papers are in the library?|which outlets do you know?|"
    "who are the publishers?|"
    "which papers do you cover?|what sources do you use?|who publishes the articles?|welche Verlage gibt es hier?|"
    "quels éditeurs y a-t-il ?|¿qué fuentes tienes?|what are your sources?|which sources do you have?|"
    "how many publishers are there?|how many newspapers do you have?|"
    "where do the articles come from?|list all publishers|from which newspapers are the articles?|"
    "welche Zeitungen gibt es?|welche Quellen hast du?|von welchen Verlagen sind die Artikel?|"
    "quels journaux avez-vous ?|quelles sont vos sources ?|¿qué periódicos hay?|¿cuáles son tus fuentes?",
    "authors": "which authors are there?|who are the authors?|who are the authors of the articles?|"
    "which journalists are there?|which journalists write here?|who writes the articles?|who wrote the articles?|"
    "list all authors|list the bylines|which reporters are there?|how many authors are there?|"
    "welche Autoren gibt es?|wer schreibt die Artikel?|wer sind die Autoren?|"
    "quels sont les auteurs ?|qui écrit les articles ?|¿qué autores hay?|¿quién escribe los artículos?",
    ORDINARY: "what does the article say about?|what does the article say?|what did the report say?|"
    "what does the report recommend?|what did the report find?|summarise the article|summarise the article about|"
    "what is the article about?|what is the article about about?|"
    "how long is the interview with?|who resigned before the article about was published?|"
    "what happened after the article about?|"
    "why was the article about withdrawn?|what is the story about?|tell me about the article|"
    "tell me more about the article|"
    "compare the two articles|compare the reports|who is mentioned in the article?|who is named in the article?|"
    "why was the article criticised?|who said that in the interview?|what did say in the interview?|"
    "who reads the articles?|who owns the newspaper?|how many people read the newspaper?|"
    "when was the newspaper founded?|"
    "what happened?|what is the latest on?|who won?|how many people were there?|how many were there?|who is?|"
    "when was founded?|which are there?|what is it?|what did do?|what has done?|what has happened?|what was said?|"
    "what did say?|what is new about?|anything on?|tell me about|what is the title?|what was the story of?|"
    "who told the story?|what is the source of?|what are sources of?|which sources are used for?|"
    "which article of the constitution says?|who was the subject of the article?|how many pieces are there?|"
    "worum geht es in dem Artikel?|was sagt der Artikel über?|was ist passiert?|was hat gesagt?|"
    "de quoi parle l'article ?|que dit l'article sur ?|que s'est-il passé ?|"
    "¿de qué trata el artículo?|¿qué dice el artículo sobre?|¿qué pasó?",
}
_ARTICLE = re.compile(
    r"\b(?:articles?|artikeln?|artikels|artículos?|interviews?|entrevistas?|obituar(?:y|ies)|editorials?|op-?eds?|columns?"
    r"|kommentare?|pieces?|reports?|stor(?:y|ies)|coverage|berichte?s?|reportages?|reportajes?|reviews?|features?)\b",
    re.I,
)


# What makes one article of several known beside its topic.
_SORT = re.compile(r"\b(?:interview|entrevista|obituary|editorial|column|review|feature|opinion|kommentar)\w*", re.I)
# Words for an article that also name what articles tell of: "Who wrote the report on the cracks?"
TOLD_OF = re.compile(r"reports?|stor(?:y|ies)|reviews?|berichte?s?|coverage", re.I)
_ABOUT = (
    r"(?:about|on|with|for|over|regarding|concerning|covering|by|from|über|zu[rm]?|mit|von|sur|avec|par|sobre|con|por"
    r"|(?<=obituary )of|(?<=interview )of)\b\W*"
    r"(?:(?:the|a|an|our|this|that|der|die|das|den|dem|la|les?|el|los|las)\b\W*)*"
)
_BY = re.compile(r"\b(?:by|from|von|par|por)\W*(?:(?:the|der|la|el)\W+)?$", re.I)
_ABOUT_IT = re.compile(r"\b(?:about|on|mention) (?:it|this|that|these|those|him|her|them)\b", re.I)
_OPENING = re.compile(r"\s*(?:(?:please|bitte)\W+)?(?:(?:can|could) you )?(?:tell me|do you know|say)\b[\s,:]*", re.I)
_WRITING = re.compile(r"\b(?:publi|veröffentlich|erschienen|paru|wr[io]t|geschrieben|escri|écri)\w*", re.I)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks of the catalogue, of the articles on a `topic`, of all where that is empty.

    `by`: the topic is who is said to have written or published them, nobody here. `noun` is its word for an article,
    `sort` one that not every article is called: "interview".
    """

    kind: Kind
    topic: str = ""
    by: bool = False
    noun: str = ""
    sort: str = ""


def wanted(question: str, reading: Reading, library: Library) -> Wanted | None:
    """Return what a question asks of the catalogue, None for one about what articles say. Blocks.

    A word for an article must stand in it and its topic beside that, or no word that stands in no example.
    """
    left = _OPENING.sub("", reading.left)
    if not terms(left, "en") and (
        reading.newest_first or reading.filters.byline or (reading.filters and _WRITING.search(question))
    ):
        return Wanted("list")
    frame, topic = _parted(left)
    if len(topic.split()) > _LONGEST:
        return None
    noun = _ARTICLE.search(frame)
    if not frame or (topic and not noun):
        return None
    asked = f"newest {frame}" if reading.newest_first else frame
    kind: Kind | None = nearest(asked, _EXAMPLES, library, near=NEAR, ahead=AHEAD)  # type: ignore[assignment]
    sort = _SORT.search(frame)
    if kind is None or (not topic and _ABOUT_IT.search(left)):
        return None
    by = bool(topic and _BY.search(left[: left.find(topic)]))
    return Wanted(kind, topic, by, noun[0] if noun else "", sort[0] if sort else "")


def _parted(question: str) -> tuple[str, str]:
    """Split a question into its frame and its topic: "article about X", "the X article".

    Without a topic each word must stand in the examples; else there is no frame.
    """
    question = unified(question)
    if joined := _joined().search(question):
        own = [one for one in located(question, "en") if one.start >= joined.end() and not _is_frame(one)]
        known = all(map(_is_frame, located(question[: joined.end()], "en"))) or not TOLD_OF.fullmatch(joined["noun"])
        if own and known:
            return bare(f"{question[: joined.end()]} {question[own[-1].end :]}"), question[joined.end() : own[-1].end]
    own = [one for one in located(question, "en") if not _is_frame(one)]
    if not own:
        return bare(question), ""
    start, end = own[0].start, own[-1].end
    return (
        (bare(f"{question[:start]} {question[end:]}"), question[start:end]) if _before_noun(question, end) else ("", "")
    )


def _before_noun(question: str, end: int) -> bool:
    return bool(_ARTICLE.match(question[end:].lstrip()))


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"(?P<noun>{_ARTICLE.pattern})(?:\W+\w+){{0,4}}?\W+{_ABOUT}(?=\w)", re.I)


def _is_frame(one: Located) -> bool:
    return one.term in _frame() or one.word.lower() in _stops() or bool(_ARTICLE.fullmatch(one.word))


@cache
def _frame() -> frozenset[str]:
    texts = (text for kind, text in _EXAMPLES.items() if kind)
    return frozenset(one.term for text in texts for one in located(text, "en"))


@cache
def _stops() -> frozenset[str]:
    return frozenset(word for code in ("en", "de", "fr", "es") for word in stop_words(code))
