"""Photo credits and captions told from prose by how picture agencies and publishers write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.clean.lines import Draft

LONGEST = 500  # characters of a caption
_AGENCY = (
    r"(?:AFP|Getty(?: Images)?|Reuters|REUTERS|AP(?: Photo| Images)?|Associated Press|EPA(?:-EFE)?|EFE|ANSA|dpa|DPA"
    r"|Anadolu(?: Agency)?|Shutterstock|iStock|Alamy|Bloomberg|Xinhua|TASS|Sputnik|UPI|PA(?: Wire| Images| Media)?"
    r"|NurPhoto|SOPA Images|ZUMA(?: Press)?|imago(?: images)?|picture alliance|Keystone|Corbis|Magnum(?: Photos)?"
    r"|Unsplash|Pexels|Wikimedia(?: Commons)?|NASA|ESA|Pool|Handout|Contributor|Stringer|File Photo)"
)
_NAME = r"[^\W\d_][\w.’'&-]*"
_SMALL = r"(?:for|via|of|the|and|de|del|della|la|van|von|der|da|di|y|by|du|des|e)"
_WORDS = rf"{_NAME}(?: (?:{_NAME}|&))*"
_WORD_OF_PHOTO = (
    r"(?:photo(?:graph)?s?|picture|image|credit|foto|fotos|bild|illustration|graphic|crédits?(?: photo)?|courtesy)"
)
_SLASHED = re.compile(
    rf"(?P<left>{_WORDS}) ?/ ?(?P<right>{_WORDS}(?: ?/ ?{_WORDS})*)(?:,? \d{{4}})?(?:, (?:File|Pool))?"
)
_AGENCY_LINE = re.compile(rf"(?:{_WORDS}(?:,| via| for| -) )?{_AGENCY}(?: via {_AGENCY})?")
_LABELLED = re.compile(rf"{_WORD_OF_PHOTO}(?:(?:s)? by| courtesy of| of)?:? ?.{{1,80}}", re.IGNORECASE)
_LABELLED_STRICT = re.compile(rf"{_WORD_OF_PHOTO}(?: by (?-i:[A-Z])| courtesy of | ?: ?).{{1,80}}", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"^(?P<said>.*?)\s*[\(\[](?P<credit>[^()\[\]]{2,100})[\)\]]$")
_TRAILING = re.compile(
    rf"[.!?”\"] (?:{_WORD_OF_PHOTO}(?: by| courtesy of)? ?: ?|(?:photo|photograph|picture|image|foto)s? "
    rf"(?:by|courtesy of|von) )(?-i:[^\W\d_a-zà-ÿ])[^.!?]{{1,80}}\.?$",
    re.IGNORECASE,
)
_BARE_AGENCY = re.compile(rf"{_AGENCY}(?: via {_AGENCY})?")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\bSept)[.!?][”\"]? ")
_STOPS = (".", "!", "?", ":", ";", ",", "”", '"', "»", "…")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def with_captions(drafts: Sequence[Draft], *, labels: bool = True) -> list[Draft]:
    """Mark credits and captions, and the `labels` beside them, which no source has that marks its captions.

    Of 213 real pages none has such a label; what stands above a credit there is a standfirst.
    """
    marked = list(drafts)
    sizes = Counter(draft.group for draft in drafts)
    for at, draft in enumerate(marked):
        if draft.marked or draft.kind == "caption" or not is_caption(draft.text):
            continue
        marked[at] = replace(draft, kind="caption")
        if not labels:
            continue
        if at and marked[at - 1].kind == "prose" and _labels(marked[at - 1], draft, sizes[draft.group]):
            marked[at - 1] = replace(marked[at - 1], kind="caption")
        elif at + 1 < len(marked) and _labels_from_below(draft, marked[at + 1], sizes[draft.group]):
            marked[at + 1] = replace(marked[at + 1], kind="caption")
    return marked


def is_caption(text: str) -> bool:
    """Tell whether a block is a caption with its credit, or a credit alone."""
    if len(text) > LONGEST:
        return False
    return is_credit(text) or bool(_TRAILING.search(text)) or _ends_in_credit(text)


def is_credit(text: str) -> bool:
    """Tell whether a line names nothing but who made a picture: "JANE DOE/AFP via Getty Images"."""
    inner = text[1:-1] if text[:1] + text[-1:] in ("()", "[]") else text
    if len(inner) > 100 or (inner.endswith(_STOPS) and not inner.isupper()):
        return False
    return bool(_AGENCY_LINE.fullmatch(inner) and _all_names(inner)) or _slashed(inner) or _labelled(inner)


def _ends_in_credit(text: str) -> bool:
    match = _IN_PARENTHESES.match(text)
    if not match or not match["said"]:
        return False
    credit = match["credit"]
    if _BARE_AGENCY.fullmatch(credit):
        return len(text) <= 250 and not _SENTENCE_END.search(match["said"])
    return _slashed(credit) or bool(_LABELLED.fullmatch(credit)) or _named_agency(credit)


def _slashed(text: str) -> bool:
    """Tell a credit such as "Jane Doe/Harbour Images" from words that a slash joins, such as "and/or"."""
    match = _SLASHED.fullmatch(text)
    if not match or not _all_names(text):
        return False
    agency = re.search(rf"\b{_AGENCY}\b", text) is not None
    return agency or (len(_WORD.findall(match["left"])) >= 2 and len(text) <= 80)


def _named_agency(text: str) -> bool:
    return bool(_AGENCY_LINE.fullmatch(text)) and _all_names(text)


def _labelled(text: str) -> bool:
    return len(text) <= 90 and bool(_LABELLED_STRICT.fullmatch(text)) and ". " not in text


def _all_names(text: str) -> bool:
    return all(
        word[0].isupper()
        or re.fullmatch(_SMALL, word)
        or re.fullmatch(_AGENCY, word)
        or word in ("dpa", "imago", "images")
        for word in _WORD.findall(text)
    )


def _labels_from_below(credit: Draft, below: Draft, group_size: int) -> bool:
    """Tell whether the second of two lines names the picture that the first one credits."""
    paired = credit.group == below.group and group_size == 2
    return paired and is_credit(credit.text) and len(below.text) <= 160 and not below.text.endswith(_STOPS)


def _labels(above: Draft, below: Draft, group_size: int) -> bool:
    """Tell whether a short line names the picture below it: a label above a credit, a slug above a caption."""
    text = above.text
    if above.marked or len(text) > 160:
        return False
    if above.group == below.group and group_size <= 2:
        return is_credit(below.text)
    if text.endswith(_STOPS):
        return False
    if is_credit(below.text):
        return len(text.split()) <= 25
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    titled = len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)
    shared = {word for word in words if len(word) > 4} & set(_WORD.findall(below.text))
    return titled and bool(shared)
