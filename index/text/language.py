"""Text to lexical terms: the one tokenizer of the lexical index and of everything that compares words with it."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from index.text.stopwords import stop_words

if TYPE_CHECKING:
    from Stemmer import Stemmer

_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_GROUPED_NUMBER = re.compile(r"(?<=\d)[,\u00a0\u202f](?=\d{3}\b)")
_TOKEN = re.compile(rf"[{_CJK}]+|\d+(?:[.,]\d+)*|(?:(?![{_CJK}])[^\W_])+")
_CJK_RUN = re.compile(rf"[{_CJK}]")
_FOLDED = "[\u0041-\u024f\u0370-\u04ff\u1e00-\u1fff]"
_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "nb": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_ALIASES = {"us": "usa"}
_IRREGULAR = """
    arisen:arise arose:arise ate:eat eaten:eat beaten:beat began:begin begun:begin bitten:bite blew:blow blown:blow
    bore:bear bought:buy bound:bind broke:break broken:break brought:bring built:build burnt:burn caught:catch
    chose:choose chosen:choose dealt:deal drank:drink drawn:draw drew:draw driven:drive drove:drive dug:dig fallen:fall
    fed:feed fell:fall felt:feel fled:flee flew:fly flown:fly fought:fight forgot:forget forgotten:forget froze:freeze
    frozen:freeze gave:give given:give gone:go grew:grow grown:grow heard:hear held:hold hid:hide hidden:hide kept:keep
    knew:know known:know laid:lay led:lead left:leave lent:lend lost:lose made:make meant:mean met:meet paid:pay
    ran:run rang:ring risen:rise rose:rise said:say sang:sing sank:sink sat:sit saw:see seen:see sent:send shaken:shake
    shook:shake shot:shoot slept:sleep sold:sell sought:seek spent:spend spoke:speak spoken:speak sprang:spring
    stole:steal stolen:steal stood:stand struck:strike sung:sing sunk:sink swam:swim swore:swear sworn:swear swum:swim
    taken:take taught:teach thought:think threw:throw thrown:throw told:tell took:take understood:understand went:go
    withdrawn:withdraw withdrew:withdraw woke:wake woken:wake won:win wore:wear worn:wear wound:wind wove:weave
    woven:weave written:write wrote:write children:child feet:foot men:man teeth:tooth women:woman
    died:die dies:die dying:die lain:lie lied:lie lying:lie
"""  # what an English stemmer leaves apart; ambiguous forms (found, ground, saw a plank) only where the verb prevails
_SENTENCE = 1000  # characters of a text that is worth remembering
_local = threading.local()


class Located(NamedTuple):
    """A term, its word as written, and where that stands."""

    term: str
    word: str
    start: int
    end: int


def terms(text: str, language: str) -> list[str]:
    """Return the informative terms of a text in order: folded, stemmed, without stop words; each is `\\w+`.

    Scripts written without spaces give overlapping character pairs. An upper-case acronym inside ordinary text is
    kept although it reads like a stop word (WHO, IT, US).
    """
    return [term for term, _ in located_terms(text, language)]


def located_terms(text: str, language: str) -> list[tuple[str, str]]:
    """Return each informative term with the word as written, acronyms without their dots."""
    return list(
        _located_terms(text, language) if len(text) <= _SENTENCE else _located_terms.__wrapped__(text, language)
    )


@lru_cache(maxsize=1024)  # a sentence is read some ten times while it is compared with a statement
def _located_terms(text: str, language: str) -> tuple[tuple[str, str], ...]:
    code = language.lower()[:2]
    shouted = text.isupper() and len(text.split()) > 2
    found: list[tuple[str, str]] = []
    for token in _TOKEN.findall(unified(text)):
        if not token.isascii() and _CJK_RUN.match(token):
            found += [(pair, pair) for pair in _pairs(token)]
        elif term := _term(token, code, shouted):
            found.append((term, token))
    return tuple(found)


def located(text: str, language: str) -> list[Located]:
    """Return each informative term with the place of its word in the unified text."""
    text = unified(text)
    found: list[Located] = []
    at = 0
    for term, word in located_terms(text, language):
        start = text.index(word, at)
        at = start + (1 if _CJK_RUN.match(word) else len(word))
        found.append(Located(term, word, start, start + len(word)))
    return found


def words(text: str) -> list[str]:
    """Return the words of a text in order as they are written, folded; scripts without spaces give characters."""
    found: list[str] = []
    for token in _TOKEN.findall(normalised(text)):
        found += token if _CJK_RUN.match(token) else [token]
    return found


def normalised(text: str) -> str:
    """Return a text lower-cased and folded, for comparing words as they are written."""
    return _fold(unified(text).lower())


def unified(text: str) -> str:
    """Return a text with one form for each character, no soft hyphens, thousands unseparated, no dots in acronyms."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("’", "'")
    text = _GROUPED_NUMBER.sub("", text)
    return _ACRONYM.sub(lambda match: match[0].replace(".", "") + " ", text)


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]


@lru_cache(maxsize=65536)
def _term(token: str, code: str, shouted: bool) -> str:
    """Return the term of a word, "" of a stop word."""
    low = _base(token.lower(), code)
    acronym = not shouted and len(token) > 1 and token.isupper()
    if not acronym and low in stop_words(code):
        return ""
    return _ALIASES[low] if acronym and low in _ALIASES else _stem(low, code)


def _stem(word: str, code: str) -> str:
    if word[0].isdigit():
        return re.sub(r"\W", "p", word)
    stemmer = _stemmer(code)
    return _fold(stemmer.stemWord(word) if stemmer else word) or word


def _base(word: str, code: str) -> str:
    return _irregular().get(word, word) if code == "en" else word


@lru_cache
def _irregular() -> dict[str, str]:
    pairs = (entry.partition(":") for entry in _IRREGULAR.split())
    return {form: base for form, _, base in pairs}


def _stemmer(code: str) -> Stemmer | None:
    """Return this thread's stemmer: Snowball stemmers are cheap and not safe to share."""
    name = _SNOWBALL.get(code)
    if name is None:
        return None
    stemmers: dict[str, Stemmer] = _local.__dict__.setdefault("stemmers", {})
    if name not in stemmers:
        from Stemmer import Stemmer

        stemmers[name] = Stemmer(name)
    return stemmers[name]


def _fold(text: str) -> str:
    """Drop accents of alphabets whose readers leave them out; marks of other scripts change the letter and stay."""
    if text.isascii():
        return text
    bare = _accents().sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).replace("ß", "ss").replace("ø", "o").replace("ł", "l")


@lru_cache(maxsize=1)
def _accents() -> re.Pattern[str]:
    marks = "".join(char for char in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(char))
    return re.compile(f"(?<={_FOLDED})[{marks}]+")
