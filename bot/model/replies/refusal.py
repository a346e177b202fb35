"""How a model says that the sentences do not answer: in the phrase that it is given, or in its own words."""

from __future__ import annotations

import re

REFUSAL = "THE ARTICLES DO NOT SAY"

# Of what a model is shown, never of what a newspaper writes about: such a sentence refuses even beside a key. None of
# 4,234 sentences of encyclopaedia and news reads so.
_SHOWN = re.compile(
    r"(?:the|these|none of the) (?:provided |given |above |offered |quoted |listed )?"
    r"(?:sentences|passages|excerpts|context)(?: provided| given| above)? (?:do|does|did|contain|mention|say|answer)"
    r"(?: not|n.t| no\b|\b)"
    r"|the (?:provided|given|above|offered|quoted) (?:articles?|texts?|information|sources?|documents?) "
    r"(?:do|does|did)(?: not|n.t)",
    re.I,
)
# Sentences that newspapers write as well, as “There is no information about victims”: refusals only without a key. Two
# of those 4,234 read so.
_OPENING = (
    r"^(?:unfortunately,? |(?:i am|i'm|i’m)? ?(?:very )?sorry,? (?:but )?|no[.,] |based on [\w ]{1,40}, )*(?:"
    r"(?:i|we) (?:could|can|do|did)(?:n['’]t|not| not)\b"
    r"|(?:i|we) (?:am|are|was|were) (?:not able|unable)\b"
    r"|there (?:is|are|was|were) (?:no|not enough|insufficient|nothing)\b.{0,30}"
    r"\b(?:information|mention|answer|details?|data|sentences?|articles?|evidence|about|on)\b"
    r"|there(?:'s|’s) (?:no|nothing)\b"
    r"|no (?:\w+ )?(?:information|answer|mention|details?|sentences?|articles?)\b"
    r"|(?:the )?(?:answer|information|question|it|this)(?: to \w+ question)? "
    r"(?:(?:is|was)(?: not|n.t)|can(?:not|.t) be) (?:answered|mentioned|stated|specified|given|provided|available|"
    r"found|known|contained|determined|included)\b"
    r"|not (?:mentioned|stated|specified|given|provided|available|found|known|enough information)\b"
    r"|none of (?:the|these) \w+\b"
    r"|(?:the|these) (?:articles?|texts?|information|sources?|documents?|reports?) (?:do|does|did)(?: not|n.t) "
    r"(?:\w+ )?(?:contain|mention|say|provide|specify|state|include|answer|give|address|discuss|tell|offer|have)"
    r"|(?:n/?a|none|unknown|no)[.!]?$)"
)
_SAID = re.compile(
    "|".join(
        (
            _OPENING,
            r"(?:sätze|artikel|texte?|quellen|informationen|angaben)n?\b.{0,60}\b(?:keine?n?|nicht)\b"
            r"|\bkeine (?:\w+ )?(?:informationen|angaben|antwort|auskunft)\b"
            r"|^ich (?:kann|konnte|finde)\b.{0,60}\b(?:nicht|keine)",
            r"(?:phrases|articles?|textes?|sources|passages)\b.{0,30}\bne\b.{1,40}\b(?:pas|aucune?)\b"
            r"|\baucune (?:information|réponse|mention)\b|^je ne (?:peux|trouve|sais)\b",
            r"(?:oraciones|frases|artículos?|textos?|fuentes|artigos?)\b.{0,30}\b(?:no|não) (?:\w+ )?"
            r"(?:contien|mencion|dice|proporcion|especific|respond|incluye|indica|cont[eé]m|diz|fornec|inclu)"
            r"|^(?:no (?:hay|se)|não há)\b.{0,40}\b(?:informaci|menciona|respuesta|encuentra|informaç|resposta)"
            r"|^(?:no puedo|não (?:posso|consigo))\b",
            r"(?:frasi|articol[oi]|test[oi]|fonti)\b.{0,30}\bnon \w+|\bnessuna (?:informazione|risposta|menzione)\b"
            r"|^non (?:posso|ci sono|trovo|è)\b.{0,40}\b(?:inform|rispo|indicat|menzionat|specificat)",
            r"(?:zinnen|artikelen|teksten|bronnen)\b.{0,60}\b(?:niet|geen)\b"
            r"|\bgeen (?:informatie|antwoord|vermelding)\b",
            r"(?:предложени|стать|текст|источник)\w+\b.{0,40}\bне (?:содерж|упомин|говор|сообща|указ|отвеча)"
            r"|\bнет (?:\w+ )?(?:информации|ответа|упоминани|данных|сведений)|^я не (?:могу|нашёл|нашел|знаю)\b",
        )
    ),
    re.I,
)


def refuses(text: str, *, cited: bool = False) -> bool:
    """Tell whether a sentence says that nothing answers; one that is `cited` only where it speaks of what was shown."""
    spoken = " ".join(re.sub(r"[\W_]+", " ", text).lower().split())
    return REFUSAL.lower() in spoken or bool(_SHOWN.search(text)) or (not cited and bool(_SAID.search(text.strip())))
