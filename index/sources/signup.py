"""Boxes that ask a reader for an address: the letter of a paper, an account. They stand inside stories."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from index.sources.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = 250  # characters of a box that asks for an address; more is a page in a form
_LOWER = "translate(concat(@type,' ',@name,' ',@placeholder,' ',@aria-label),'EMAIL','email')"
_FIELDS = f"//input[contains({_LOWER},'email') or contains({_LOWER},'e-mail')]"
_BUTTONS = "//a[@href]|//button|//*[@role='button']"
_VERB = re.compile(
    r"(?:jetzt |yes, )?(?:sign (?:me )?up|subscribe|register|join)(?: now| here| today| free| for free)?|"
    r"(?:jetzt |hier |kostenlos )*(?:abonnieren|anmelden|bestellen|registrieren)|"
    r"(?:s[’']inscrire|je m[’']inscris|je m[’']abonne|s[’']abonner|inscrivez-vous|abonnez-vous)|"
    r"(?:suscr[ií]bete|suscribirse|suscribirme|apúntate|reg[ií]strate)|iscriviti|abbonati|inscreva-se|assine|"
    r"(?:aanmelden|schrijf je in|inschrijven|prenumerera|tilmeld(?: dig)?|meld deg på|zapisz się)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[/._-](?:newsletters?|sign-?up|subscribe)(?:[/?#._-]|$)", re.IGNORECASE)
_MOST = 50  # boxes of one page
_STAYS = ("body", "main", "article", "td", "html")


def without_signups(tree: HtmlElement) -> None:
    """Take boxes that ask for an address out of a page, with the few words around the field or the button."""
    for field in tree.xpath(_FIELDS)[:_MOST]:
        _drop(_box(next(field.iterancestors("form"), field)))
    for button in islice(filter(_signs_up, tree.xpath(_BUTTONS)), _MOST):
        box = _box(button)
        if box.xpath(".//h2|.//h3|.//h4|.//h5|.//h6"):  # a line of its own is no box, and goes as furniture
            _drop(box)


def _signs_up(button: HtmlElement) -> bool:
    words = one_line(button.text_content()).rstrip(" .!→›»>")
    return bool(_VERB.fullmatch(words) or _LETTER.search(button.get("href") or ""))


def _box(element: HtmlElement) -> HtmlElement:
    """Return the largest element around one that holds few words and not the headline."""
    box = element
    while (above := box.getparent()) is not None and above.tag not in _STAYS:
        if len(one_line(above.text_content())) > _LONGEST or above.find(".//h1") is not None:
            break
        box = above
    return box


def _drop(box: HtmlElement) -> None:
    if box.getparent() is not None and box.tag not in _STAYS and len(one_line(box.text_content())) <= _LONGEST:
        box.drop_tree()
