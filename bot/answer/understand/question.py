"""A question as people type it, made searchable."""

from __future__ import annotations

import re
import unicodedata

from bot.answer.understand.parts import one_line
from bot.errors import BadQuestion
from bot.words.words import _

LONGEST = 500  # characters

_MENTION = re.compile(r"<(?:@[!&]?|#)\d+>|<a?:(\w+):\d+>|<t:-?\d+(?::\w)?>")
_MARKUP = re.compile(r"```(?:\w*\n)?|`|(\*\*|__|~~|\|\|)(?=\S)(.+?)(?<=\S)\1", re.S)
_MANNERS = re.compile(
    r"(?:(?:many )?thanks?(?: (?:a lot|you(?: (?:very|so) much)?|so much))?|thx|cheers|hi|hello|hey|"
    r"good (?:morning|afternoon|evening|night)|danke|merci|bye|no|nope|nein|non)\W*",
    re.I,
)
_LINE_MARK = re.compile(r"^\s*(?:>{1,3}|#{1,3}|-#)\s+", re.M)


def clean(text: str) -> str:
    """Return the question on one line without markup and invisible characters; BadQuestion when nothing is asked."""
    text = _LINE_MARK.sub("", _MENTION.sub(" ", text))
    text = _MARKUP.sub(lambda match: match[2] or "", text)
    text = "".join(char if char == "\n" else visible(char) for char in unicodedata.normalize("NFC", text))
    text = one_line(text)
    if not text or manners(text):
        raise BadQuestion(_("There is no question. Ask something about the articles, for example: What was decided?"))
    if len(text) > LONGEST:
        sentence = _("This question has {length} characters; the most is {most}. Ask it in fewer words.")
        raise BadQuestion(sentence.format(length=len(text), most=LONGEST))
    if not any(char.isalnum() for char in text):
        raise BadQuestion(_("There are no words to search for in this question. Ask in words, for example: Who won?"))
    return text


def manners(text: str) -> bool:
    """Tell whether a text is nothing but a greeting, thanks, a yes or a no."""
    return bool(_MANNERS.fullmatch(text))


def visible(char: str) -> str:
    """Return a character, blank for a control character, nothing for an invisible one; joiners stay."""
    category = unicodedata.category(char)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category in ("Cf", "Cs", "Co", "Cn") and char not in "\u200c\u200d" else char
