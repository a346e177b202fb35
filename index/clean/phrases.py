"""The standing phrases of news pages, as regular expressions over one whole line, case ignored."""

from __future__ import annotations

NETWORK = (
    r"(?:x|twitter|facebook|instagram|linkedin|whatsapp|telegram|reddit|pinterest|bluesky|threads|mastodon"
    r"|google news|youtube|tiktok|flipboard|social media)"
)
_BUTTON = (
    rf"(?:share|tweet|tweeten|teilen|partager|post|pin|e-?mail|print|drucken|imprimer|copy link|link kopieren"
    rf"|save|bookmark|listen|comments?|{NETWORK})"
)
_READ_MORE = (
    r"(?:read more|read next|read also|also read|see also|related|related (?:articles?|stories|content|topics)"
    r"|don(?:'|’)t miss|lesen sie auch|mehr zum thema|(?:à )?lire aussi)"
)

READ_MORE = rf"{_READ_MORE}|more on this(?: story)?|most (?:read|popular)|recommended(?: for you)?"
COMMENTS = (
    r"(?:comments?|(?:view|show|read|see|load|hide|all|post a|leave a|add a|write a)(?: all)?(?: \d+)? comments?"
    r"|\d+ comments?|join the (?:conversation|discussion)|leave a reply"
    r"|kommentare|kommentar schreiben|commentaires"
    r"|please let us know if you(?:'|’)re having issues with commenting)"
    r"(?: ?[\(\[]\d+[\)\]]| ?[:•·|] ?\d+| \d+)?[.:…]?"
)

FIXED = (
    rf"(?:\d+ )?{_BUTTON}(?:[\s|•·,/]+{_BUTTON})*",
    r"(?:share|tweet|e-?mail|print|save|gift|copy) (?:this|the) (?:article|story|page|post|link)",
    rf"(?:follow|like|find|join) (?:us|me) on {NETWORK}(?:(?:,| and|,? &| or) {NETWORK})*(?: @\w+)?",
    r"(?:listen to|play) this (?:article|story)(?: .{0,30})?",
    r"\d+ min(?:ute)?s? read",
    r"\d+ shares?",
    r"view (?:image|gallery|photos?)(?: in fullscreen)?",
    r"(?:sign up|subscribe|register) (?:to|for|now|today|here|free)\b.{0,120}"
    r"\b(?:newsletters?|inbox|e-?mails|alerts?|briefings?|podcast|access)\b.{0,60}",
    r"(?:subscribe|sign up)(?: now| today| here| for free)?",
    r"(?:(?:our|the) )?newsletters?(?: (?:sign-?up|abonnieren|anmelden))?",
    r"get .{3,120} (?:in|to) your (?:inbox|e-?mail)\b.{0,40}",
    r"(?:you(?:(?:'|’)re| are) receiving|you received|sie erhalten|vous recevez|(?:usted )?recibe) "
    r"(?:this|diesen?|cet(?:te)?|ce|este) "
    r"(?:e-?mail|mail|message|newsletter|nachricht|lettre|correo|mensaje|boletín)\b.{0,160}",
    r"unsubscribe(?: (?:here|from this list|at any time))?(?:\s*[|·]\s*.{0,80})?",
    r"view (?:this (?:e-?mail|newsletter) )?in (?:your|a) browser",
    r"enter your e-?mail(?: address)?.{0,40}",
    r"(?:melden sie sich|abonnieren sie|inscrivez-vous|abonnez-vous)\b.{0,80}\bnewsletter\b.{0,40}",
    r"already (?:a )?subscriber\?.{0,30}|support (?:our|independent) journalism.{0,80}",
    rf"{_READ_MORE}|more on this(?: story)?|most (?:read|popular)|recommended(?: for you)?|trending(?: now)?|up next",
    r"continue reading|(?:the )?(?:story|article) continues (?:below|after)(?: .{0,40})?",
    r"(?:paid |scroll to continue with )?(?:advertisements?|anzeige|werbung|publicité|sponsored(?: content)?|ad)"
    r"(?: feedback| - continue reading below)?",
    r"(?:we|this (?:web)?site|our partners) (?:and our partners )?uses? cookies (?:to|and|for|on)\b.{0,180}",
    r"(?:accept|reject|manage)(?: all)?(?: cookies?)?(?: settings| preferences)?",
    r"cookie (?:policy|settings|notice|preferences)",
    r"(?:©|\(c\)|copyright(?: ©)?) ?\d{4}.{0,160}|all rights reserved",
    r"back to top|skip to (?:main )?content|click here|log in|please (?:log|sign) in to .{1,60}",
    r"report an? (?:error|typo)|got a (?:news )?tip\?.{0,80}",
)
"""Complete lines; a closing full stop changes nothing."""

LEADING = (
    rf"{_READ_MORE} ?[:>»|] ?.{{1,160}}",
    r"(?:share|teilen|partager) (?:on|via|auf|sur) .{1,40}",
    rf"follow .{{2,40}} on {NETWORK}\b.{{0,60}}",
    r"(?:subscribe|abonnez-vous) .{1,60}",
    r"continue reading .{1,60}",
    r"more from .{2,40}",
    r"(?:topics?|tags?|filed under|schlagworte) ?: ?.{1,120}",
)
"""Openings of a line that is page furniture only when no full stop makes it a sentence."""
