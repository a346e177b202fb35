"""Names of newspapers told from names of people and from headlines."""

from __future__ import annotations

import re

_SURE = (
    r"(?:Courier|Gazette|Tribune|Chronicle|Observer|Telegraph|Examiner|Inquirer|Dispatch|Bulletin|Advertiser|Sentinel"
    r"|Newspaper|Zeitung|Tageblatt|Anzeiger|Kurier|Nachrichten|Rundschau)"
)
_LIKELY = (
    r"(?:Post|Times|News|Herald|Journal|Guardian|Mail|Star|Sun|Mirror|Standard|Register|Review|Monitor|Globe|Echo"
    r"|Argus|Ledger|Mercury|Press|Wire|Record|Reporter|Magazine|Today|Independent|Economist|Presse|Spiegel|Welt|Bote)"
)
_WORD = r"(?:[A-ZÀ-ÞĀ-Ž][\w’'-]*|of|and|&|de|du|des|la|le)"
_SURELY = re.compile(rf"(?:(?:The|Der|Die|Das|Le|La) )?(?:{_WORD} ){{1,4}}{_SURE}")
_WITH_ARTICLE = re.compile(rf"(?:The|Der|Die|Das|Le|La) (?:{_WORD} ){{0,4}}(?:{_SURE}|{_LIKELY})")
_MAYBE = re.compile(rf"(?:{_WORD} ){{1,4}}{_LIKELY}")


def is_masthead_word(text: str) -> bool:
    """Tell whether a word is of the kind that newspapers are called by: Gazette, Times, Review."""
    return bool(re.fullmatch(f"{_SURE}|{_LIKELY}", text))


def is_masthead(text: str) -> bool:
    """Tell whether a line can hardly be anything but a newspaper's name: "Callis Courier", "The Harbour Post"."""
    return bool(_SURELY.fullmatch(text) or _WITH_ARTICLE.fullmatch(text))


def may_be_masthead(text: str) -> bool:
    """Tell whether a line may be a newspaper's name as well as a person's: "Harbour Post"."""
    return is_masthead(text) or bool(_MAYBE.fullmatch(text))
