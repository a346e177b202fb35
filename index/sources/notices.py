"""What pages without an article say, as regular expressions, case ignored."""

from __future__ import annotations

import re


def _any(*phrases: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(phrases), flags)


MISSING = _any(
    r"(?:error|fehler|erreur)?[ :#]*(?:404|410)(?:[ :–—-]+.{0,60})?",
    r"(?:(?:sorry|oops|whoops)\b.{0,10})?(?:the |this |that )?(?:page|article|story|content|document)"
    r"(?: you(?:(?: a|[’'])re looking for| were looking for| requested| wanted)?)?.{0,15}"
    r"(?:not found|(?:was|is|could|can)(?:not| not|n[’']t) (?:be )?(?:found|available|there|exist)"
    r"|(?:does not|doesn[’']t|no longer) exists?|(?:is|has been|was) (?:gone|removed|deleted)"
    r"|is no longer (?:available|here)|has expired)\b.{0,40}",
    r"(?:(?:sorry|oops|whoops)\b.{0,15})?we (?:can(?:no|[’'])t|could(?: not|n[’']t)|were unable to) find .{0,60}",
    r"not found|nothing (?:was )?found(?: here)?",
    r"(?:die |diese )?(?:seite|artikel|beitrag)\b.{0,20}(?:nicht (?:gefunden|verfügbar)|existiert nicht).{0,30}",
    r"(?:cette |la )?page .{0,20}(?:introuvable|non trouvée|n[’']existe (?:pas|plus)).{0,30}",
    r"(?:la )?p[áa]gina .{0,10}(?:no (?:encontrada|existe)|não (?:encontrada|existe)|non (?:trovata|esiste)).{0,30}",
    r"pagina (?:niet gevonden|bestaat niet)|nie znaleziono strony|strona nie istnieje|sidan (?:hittades|finns) inte",
    r"siden (?:blev ikke fundet|finnes ikke)|stránka (?:nenalezena|neexistuje)|страница не найдена|sayfa bulunamadı",
    r"(?:お探しの)?ページ(?:が|は)見つかりません.{0,20}|页面不存在|找不到页面",
)
"""A page that is not there: the whole of a title."""

LOGIN = _any(
    r"(?:please )?(?:log|sign) ?(?:in|on)(?: (?:to|or|with|required|for|here)\b.{0,60})?|member login",
    r"(?:bitte )?(?:anmelden|einloggen|anmeldung|login)(?: .{0,40})?",
    r"(?:se connecter|connexion|identifiez-vous)(?: .{0,40})?",
    r"(?:iniciar sesión|inicia sesión|accedi|inloggen|logga in|zaloguj się|войти|ログイン)(?: .{0,40})?",
)
"""A form in which people name themselves: the whole of a title."""

CONSENT = _any(
    r"\bwe(?: and| use| value| care)\b.{0,60}\b(?:partners|cookies|privacy|vendors)\b|before you continue",
    r"\byour (?:privacy|consent|personal data|choices?|preferences?)\b|\b(?:accept|reject) all\b",
    r"\b(?:manage|change|withdraw) (?:your )?(?:options|settings|preferences|choices|consent|cookies)\b",
    r"store and/or access information on a device|personali[sz]ed (?:ads|advertising|content)",
    r"cookie (?:policy|settings)",
    r"wir (?:und|verwenden|nutzen|schätzen)\b.{0,60}\b(?:partner|cookies|privatsphäre)",
    r"ihre? (?:einwilligung|zustimmung|privatsphäre)|alles? akzeptieren|datenschutz(?:erklärung|einstellungen)",
    r"mit werbung (?:und tracking )?(?:weiterlesen|lesen)",
    r"nous (?:et|utilisons)\b.{0,60}\b(?:partenaires|cookies)|votre (?:consentement|vie privée)|tout accepter",
    r"continuer sans accepter|nosotros y nuestros socios|(?:usamos|utilizamos) cookies|aceptar todo",
    r"noi e i nostri partner|il tuo consenso|accetta tutto|wij en onze partners|uw toestemming|alles accepteren",
)
"""How consent dialogs speak to their reader, which journalism hardly does of cookies: anywhere in a block."""

SCRIPT = _any(
    r"(?:enable|activate|turn on|requires?|without|needs?) (?:java ?script|js)\b|activ(?:er|ar|e) java ?script",
    r"java ?script (?:is|to be|must be|seems to be|aktivieren|deaktiviert|einschalten)\b",
    r"your browser (?:is (?:not supported|out of date|outdated)|does not support)|^loading(?:\.\.\.|…)?$",
    flags=re.IGNORECASE | re.MULTILINE,
)
"""A page that a browser must run first: anywhere in a page without prose."""

CHECK = _any(
    r"just a moment|attention required|are you a (?:robot|human)|\bcaptcha\b|ddos protection|pardon our interruption",
    r"(?:verify|confirm|prove)(?: that)? you(?:(?: a|[’'])re| are) (?:a )?(?:human|not a robot)",
    r"checking (?:your browser|if the site connection is secure)|unusual (?:traffic|activity)",
    r"security (?:check|verification)|access denied|you have been blocked",
)
"""A page that tells people from machines: anywhere in a title, or in a page without prose."""

ERROR = _any(
    r"(?:http )?(?:error )?[45]\d\d\b.{0,60}|bad gateway|gateway time-?out|service (?:temporarily )?unavailable",
    r"internal server error|forbidden|bad request|database error|(?:an |application )?error(?: has)?(?: occurred)?",
    r"(?:site|website|page)? ?(?:is )?(?:under|down for|in|scheduled) (?:maintenance|construction)",
    r"something went wrong.{0,40}|wartungs(?:arbeiten|modus)",
)
"""An error message of a server: the whole of a title."""

PAYWALL = _any(
    r"(?:please )?(?:subscribe|sign up|register|log ?in|sign ?in)\b.{0,60}"
    r"\b(?:to|and) (?:continue|keep|read|unlock|access|view)\b.{0,120}",
    r"(?:to )?(?:continue|keep) reading.{0,20}\b(?:subscribe|subscription|log ?in|register|account|trial)\b.{0,120}",
    r"to (?:read|unlock|access) (?:the |this )?(?:full |rest of (?:the |this ))?(?:article|story).{0,120}",
    r"(?:this|the) (?:article|story|content) is (?:only |exclusively )?(?:for|available to|reserved for|exclusive to)"
    r"\b.{0,60}\b(?:subscribers?|members?|customers).{0,60}",
    r"(?:subscriber|premium|members?)[- ](?:only|exclusive).{0,40}|already (?:a |have an? )?(?:subscri|member).{0,60}",
    r"you(?:[’']ve| have) (?:reached|used|read)\b.{0,60}\b(?:free|limit|month).{0,60}",
    r"(?:dieser|der) (?:artikel|beitrag|text|inhalt) ist (?:nur für|exklusiv|kostenpflichtig)\b.{0,80}",
    r"(?:jetzt )?(?:weiterlesen mit|freischalten)\b.{0,80}|(?:sie sind )?(?:bereits|schon) abonnent.{0,60}",
    r"(?:cet |l[’'])article (?:est )?réservé.{0,80}|il vous reste .{0,80} à (?:lire|découvrir).{0,40}",
    r"déjà abonné.{0,60}",
    r"(?:este )?(?:artículo|contenido) (?:es )?(?:exclusivo|solo) para .{0,60}",
    r"(?:dit artikel is|alleen) (?:exclusief )?voor (?:abonnees|leden).{0,60}",
)
"""What a paywall says below the opening of an article: a whole block."""
