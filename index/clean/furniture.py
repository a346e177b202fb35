"""What surrounds an article on a page and is none of its author's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.clean.lines import Draft

_LONGEST = 200  # characters; no line of page furniture is longer
ENOUGH_PROSE = 100  # characters that make a block count as part of the story

_COMMENTS = re.compile(
    r"(?:comments?|(?:view|show|read|see|load|hide|all|post a|leave a|add a|write a)(?: all)?(?: \d+)? comments?"
    r"|\d+ comments?|join the (?:conversation|discussion)|leave a reply|kommentare|kommentar schreiben|commentaires"
    r"|please let us know if you(?:'|’)re having issues with commenting)"
    r"(?: ?[\(\[]\d+[\)\]]| ?[:•·|] ?\d+| \d+)?[.:…]?",
    re.IGNORECASE,
)
_NETWORK = r"(?:x|twitter|facebook|instagram|linkedin|whatsapp|telegram|reddit|pinterest|bluesky|threads|mastodon|google news|youtube|tiktok|flipboard|social media)"
_PHRASES = (
    # share bars and tools
    rf"(?:share|tweet|tweeten|teilen|partager|post|pin|e-?mail|print|drucken|imprimer|copy link|link kopieren|save|bookmark|whatsapp|facebook|twitter|linkedin|reddit|flipboard|listen|comments?)"
    rf"(?:[\s|•·,/]+(?:share|tweet|teilen|partager|post|pin|e-?mail|print|copy link|save|bookmark|{_NETWORK}|listen|comments?))*",
    r"(?:share|tweet|e-?mail|print|save|gift|copy) (?:this|the) (?:article|story|page|post|link)(?: (?:on|via|with) .{1,40})?",
    r"(?:share|teilen|partager) (?:on|via|auf|sur|with) .{1,40}",
    rf"(?:follow|like|find|join) (?:us|me|[a-z .]{{2,30}}) on {_NETWORK}(?:(?:,| and|,? &| or) {_NETWORK})*(?: (?:@\w+|for more.{{0,60}}|and .{{0,60}}))?",
    r"(?:listen to|play) this (?:article|story)(?: .{0,30})?",
    r"\d+ min(?:ute)?s? read",
    r"\d+ shares?",
    # newsletters and subscriptions
    r"(?:sign up|subscribe|register) (?:to|for|now|today|here|free)\b.{0,120}(?:newsletter|inbox|e-?mails?|alerts?|briefing|access|podcast|updates|trial|channel)\b.{0,60}",
    r"subscribe(?: now| today| here| to .{1,60})?",
    r"sign up(?: now| today| here| for free)?",
    r"(?:our|the) newsletters?",
    r"newsletter(?: (?:sign-?up|abonnieren|anmelden))?",
    r"get .{3,120} (?:in|to|delivered to) your (?:inbox|email).{0,40}",
    r"enter your e-?mail(?: address)?.{0,40}",
    r"(?:melden sie sich|abonnieren sie|inscrivez-vous|abonnez-vous)\b.{0,120}",
    r"already (?:a )?subscriber\?.{0,30}|support (?:our|independent) journalism.{0,80}",
    # links to other articles
    r"(?:read more|read next|read also|also read|see also|related|related (?:articles?|stories|content|topics)|more on this(?: story)?|more from .{2,40}|most read|most popular|recommended(?: for you)?|trending(?: now)?|up next|don(?:'|’)t miss|lesen sie auch|mehr zum thema|lire aussi|à lire aussi)",
    r"(?:read more|read next|read also|also read|see also|related(?: articles?| stories)?|more|recommended|don(?:'|’)t miss|watch|lesen sie auch|lire aussi|à lire aussi|mehr zum thema) ?[:>»|] ?.{1,160}",
    r"continue reading.{0,60}|(?:the )?story continues (?:below|after).{0,60}|article continues (?:below|after).{0,60}",
    # advertisements, cookies, legal lines
    r"(?:paid |scroll to continue with )?(?:advertisements?|anzeige|werbung|publicité|sponsored(?: content)?|ad)(?: feedback| - continue reading below)?",
    r"(?:we|this (?:web)?site|our partners) (?:and our partners )?uses? cookies\b.{0,180}",
    r"(?:accept|reject|manage)(?: all)?(?: cookies?)?(?: settings| preferences)?|cookie (?:policy|settings|notice|preferences)",
    r"(?:©|\(c\)|copyright)\s.{0,20}\d{4}.{0,160}|all rights reserved.{0,60}",
    r"(?:back to top|skip to (?:main )?content|click here(?: to .{1,60})?|log in|please (?:log|sign) in to .{1,60}|report (?:a|an) (?:error|typo).{0,40}|got a (?:news )?tip\?.{0,80})",
    r"(?:topics?|tags?|filed under|schlagworte) ?: ?.{1,120}",
)
_JUNK = re.compile(rf"(?:{'|'.join(_PHRASES)})\s*[.!:…»>→]?", re.IGNORECASE)
_SPOKEN = re.compile('[“”„"«»]')


def without_furniture(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop share bars, newsletter boxes, link lines and everything from the comments on."""
    kept: list[Draft] = []
    for draft in drafts:
        if len(draft.text) <= _LONGEST and _COMMENTS.fullmatch(draft.text):
            if sum(len(block.text) >= ENOUGH_PROSE for block in kept) >= 2:
                break
        elif not _is_junk(draft):
            kept.append(draft)
    return kept


def _is_junk(draft: Draft) -> bool:
    text = draft.text
    return len(text) <= _LONGEST and not _SPOKEN.search(text) and bool(_JUNK.fullmatch(text))
