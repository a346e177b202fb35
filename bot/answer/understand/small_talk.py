"""Small talk told from questions: the nearest of a few examples in four languages, by the embedding model.

Measured with all-MiniLM-L6-v2 on 73 phrasings that stand in no example (`tests/quality/small_talk.json`): 48 are
recognised as what they are, 6 as other small talk, 19 are taken for questions. Of the 66 golden questions, 149 turns of
conversations and 1,838 other questions and sentences none is taken for small talk; the nearest reaches 0.54 ("Did the
minister say goodbye?").
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Literal

from bot.answer.understand.nearest import ORDINARY, nearest
from bot.answer.understand.references import Reference
from index.text.language import terms

if TYPE_CHECKING:
    from index.library import Library

Intent = Literal["thanks", "hello", "bye", "sure", "wrong"]
Pointing = Literal["credit", "more"]
NEAR, AHEAD = 0.55, 0.05
"""Cosine similarity to an example, and by how much that is nearer than the nearest ordinary question."""
_LONGEST = 6  # words
_TALK: Mapping[str, str] = {
    "thanks": "thanks|thank you very much|thx|great, that helps|ok, got it, thanks|danke schön|vielen Dank, das hilft|"
    "super, danke|merci beaucoup|parfait, merci|merci pour ton aide|muchas gracias|genial, gracias|gracias por todo",
    "hello": "hello|hi there|hey|good morning|good evening, how are you?|hallo|guten Tag|moin|bonjour|salut, ça va ?|"
    "coucou|hola|buenos días|buenas, ¿qué tal?",
    "bye": "goodbye|see you later|bye bye|good night|have a nice day|tschüss|auf Wiedersehen|bis morgen|au revoir|"
    "à bientôt|bonne nuit|adiós|hasta luego|buenas noches",
    "sure": "are you sure?|are you certain about that?|is that really true?|can I trust this?|really?|bist du sicher?|"
    "stimmt das wirklich?|echt?|tu es sûr ?|c'est vraiment vrai ?|ah bon, vraiment ?|¿estás seguro?|¿es verdad eso?|"
    "¿de veras?",
    "wrong": "that's wrong|this answer is not correct|you are mistaken|that is not what I asked|no, that's not true|"
    "das ist falsch|das stimmt nicht|du irrst dich|c'est faux|tu te trompes|ce n'est pas correct|eso está mal|"
    "te equivocas|no es correcto",
    ORDINARY: "what happened?|who won?|why?|when was it?|how many people were there?|is it safe?|was it correct?|"
    "was the mayor right?|who was wrong?|how does it work?|what did she say?|is it over?|tell me more|what else?|"
    "who wrote it?|yes|no|continue|was ist passiert?|wer hat gewonnen?|warum?|was kostet es?|wie viele sind es?|"
    "wer ist schuld?|que s'est-il passé ?|qui a gagné ?|pourquoi ?|combien ça coûte ?|est-ce fini ?|qui est-ce ?|"
    "¿qué pasó?|¿quién ganó?|¿por qué?|¿cuánto costó?|¿cuántos son?|¿quién es?",
}
# What is asked about a passage that a question points to, which stands out of its words: "Who wrote [1]?".
_POINTING: Mapping[str, str] = {
    "credit": "who wrote?|who is the author of?|where is it from?|who published it?|when was it published?|"
    "wer hat geschrieben?|von wem ist?|wann ist es erschienen?|qui a écrit ?|qui est l'auteur de ?|quand est-ce paru ?|"
    "¿quién escribió?|¿quién es el autor de?|¿cuándo se publicó?",
    "more": "tell me more about|show me|say more about|what else does it say|explain|erzähl mir mehr über|zeig mir|"
    "dis-m'en plus sur|montre|cuéntame más sobre|muestra|más sobre",
    ORDINARY: "what does it say about the mayor?|who said that in?|how many are in?|why does it say so?|"
    "does it name the cost?|when did it happen according to?|who is accused in?|was sagt der Artikel über die Kosten?|"
    "wer wird genannt in?|que dit l'article sur le maire ?|¿qué dice sobre el coste?",
}


def small_talk(text: str, library: Library, name: str) -> Intent | None:
    """Return what a short message says that asks nothing, None for a question about the library called `name`. Blocks.

    One with a word that no example has and the library's articles do is a question.
    """
    if not 0 < len(text.split()) <= _LONGEST or _asks(text, library, name):
        return None
    intent: Intent | None = nearest(text, _TALK, library, near=NEAR, ahead=AHEAD)  # type: ignore[assignment]
    return intent


def pointing(found: Reference, library: Library) -> Pointing | None:
    """Return whether a question about a passage asks who wrote it or for more of it, None for another. Blocks."""
    intent: Pointing | None = nearest(found.asks or "tell me more about", _POINTING, library, near=NEAR, ahead=AHEAD)  # type: ignore[assignment]
    return intent


def _asks(text: str, library: Library, name: str) -> bool:
    own = set(terms(text, "en")) - _example_terms()
    return bool(own) and bool(library.catalogue.document_frequency(name, sorted(own)))


@cache
def _example_terms() -> frozenset[str]:
    return frozenset(term for texts in _TALK.values() for text in texts.split("|") for term in terms(text, "en"))
