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
    analyses:analysis arisen:arise arose:arise awoke:awake awoken:awake bore:bear borne:bear beaten:beat became:become
    began:begin begun:begin beheld:behold bent:bend bound:bind bitten:bite bled:bleed blew:blow blown:blow broke:break
    broken:break bred:breed brought:bring built:build burnt:burn buses:bus bought:buy calves:calf caught:catch
    children:child chose:choose chosen:choose clung:cling came:come crept:creep crises:crisis criteria:criterion
    dealt:deal diagnoses:diagnosis died:die dies:die dying:die dug:dig did:do done:do drawn:draw drew:draw
    dreamt:dream drank:drink driven:drive drove:drive ate:eat eaten:eat elves:elf fallen:fall fell:fall fed:feed
    felt:feel fought:fight found:find fled:flee flung:fling flew:fly flown:fly feet:foot forbade:forbid
    forbidden:forbid foresaw:foresee foreseen:foresee forgot:forget forgotten:forget forgave:forgive forgiven:forgive
    froze:freeze frozen:freeze gases:gas got:get gotten:get gave:give given:give gone:go went:go geese:goose grew:grow
    grown:grow halves:half hung:hang heard:hear hewn:hew hid:hide hidden:hide held:hold hooves:hoof
    hypotheses:hypothesis kept:keep knelt:kneel knives:knife knew:know known:know laid:lay led:lead leant:lean
    leapt:leap learnt:learn left:leave lent:lend lain:lie lied:lie lying:lie lit:light loaves:loaf lost:lose made:make
    men:man meant:mean met:meet misled:mislead mistaken:mistake mistook:mistake misunderstood:misunderstand mice:mouse
    mown:mow outgrew:outgrow overcame:overcome overran:overrun oversaw:oversee overseen:oversee overtaken:overtake
    overtook:overtake overthrew:overthrow overthrown:overthrow oxen:ox paid:pay phenomena:phenomenon proven:prove
    rebuilt:rebuild redrawn:redraw redrew:redraw repaid:repay resold:resell retold:retell rewritten:rewrite
    rewrote:rewrite ridden:ride rode:ride rang:ring risen:rise rose:rise ran:run said:say scarves:scarf saw:see
    seen:see sought:seek sold:sell sent:send sewn:sew shaken:shake shook:shake shelves:shelf shone:shine shot:shoot
    shown:show shrank:shrink shrunk:shrink sang:sing sung:sing sank:sink sunk:sink sat:sit slain:slay slept:sleep
    slid:slide smelt:smell sown:sow spoke:speak spoken:speak sped:speed spelt:spell spent:spend spilt:spill spun:spin
    spat:spit spoilt:spoil sprang:spring sprung:spring stood:stand stole:steal stolen:steal stuck:stick stung:sting
    stank:stink stunk:stink strode:stride struck:strike strung:string strove:strive swore:swear sworn:swear
    swept:sweep swollen:swell swam:swim swum:swim swung:swing taken:take took:take taught:teach tore:tear torn:tear
    told:tell theses:thesis thieves:thief thought:think threw:throw thrown:throw teeth:tooth trod:tread trodden:tread
    undergone:undergo underwent:undergo understood:understand undertaken:undertake undertook:undertake undid:undo
    upheld:uphold woke:wake woken:wake wore:wear worn:wear wove:weave woven:weave wept:weep wives:wife won:win
    withdrawn:withdraw withdrew:withdraw withheld:withhold withstood:withstand wolves:wolf women:woman written:write
    wrote:write
"""  # what an English stemmer leaves apart; ambiguous forms (saw, ground, wound) only where the verb prevails
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
