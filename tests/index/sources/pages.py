# ruff: noqa: E501
"""Web pages of fictional newspapers, with all that surrounds an article on a real page."""

from __future__ import annotations

import json

URL = "https://harbourpost.example/2025/04/03/ferry-returns"
LEAD = "The ferry Saint Brannoc returned to service on Wednesday morning with 61 passengers and a brass band on board."
BODY = (
    "It was the first crossing since the ship ran onto the northern breakwater in November, when thirty-seven people were hurt.",
    "“I counted every stone of that wall,” said Petra Lindahl, who has led the company since 2016.",
    "The inquiry found that the radar had been dark for nine minutes. The company has since replaced both sets and hired a second pilot.",
    "Passengers who were on board that night were invited to travel free of charge for a year, and eleven of them came on Wednesday.",
    "The harbour master, Jonas Petrakis, said that fog is expected again on Friday and that the crossing would then be cancelled.",
)
STORY = (LEAD, *BODY)
TEASERS = tuple(
    (f"/2025/04/0{day}/{slug}", title, teaser)
    for day, slug, title, teaser in [
        (
            1,
            "dam",
            "Lowmere dam closes for repairs until the autumn",
            "Engineers found a crack on Sunday. The valley is not at risk.",
        ),
        (
            2,
            "council",
            "Council votes to keep the night bus running",
            "Eleven of nineteen members were in favour after a long debate.",
        ),
        (
            2,
            "school",
            "School roof collapses a day after inspection",
            "Nobody was inside. The inspector's report is now under review.",
        ),
        (
            3,
            "market",
            "Fish market moves to the old customs house",
            "Traders will have running water and light for the first time.",
        ),
        (
            3,
            "reef",
            "Divers map the reef that sank the Margarethe",
            "The wreck lies in two pieces at a depth of forty-one metres.",
        ),
        (
            4,
            "orchard",
            "Late frost costs the orchards half of their blossom",
            "Growers hope for help from the county before the summer.",
        ),
        (
            4,
            "lantern",
            "Lantern festival returns with twice the boats",
            "The organisers expect four thousand visitors in one night.",
        ),
        (
            5,
            "copper",
            "Thieves take eleven kilometres of copper cable",
            "Trains will run late until the middle of next week, police say.",
        ),
    ]
)
NAV = "<header><nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li><li><a href='/sport'>Sport</a></li></ul></nav></header>"
FOOTER = (
    "<footer><p>© 2025 The Harbour Post. All rights reserved.</p><a href='/privacy'>Privacy and cookies</a></footer>"
)
BANNER = "<div id='onetrust-banner-sdk' class='cookie-banner'><p>We and our 412 partners use cookies to personalise ads. You can change your choices at any time.</p><button>Accept all</button></div>"


def page(
    body: str,
    head: str = "",
    *,
    title: str = "Ferry returns | The Harbour Post",
    lang: str = "en",
    charset: str = "utf-8",
) -> str:
    declared = f"<meta charset='{charset}'>" if charset else ""
    return (
        f"<!doctype html><html lang='{lang}'><head>{declared}<title>{title}</title>{head}</head>"
        f"<body>{NAV}{body}{FOOTER}</body></html>"
    )


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def article(*texts: str, extra: str = "", headline: str = "Ferry returns after five months") -> str:
    return f"<main><article><h1>{headline}</h1>{paragraphs(*(texts or STORY))}{extra}</article></main>"


def linked_data(**facts: object) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Ferry returns after five months",
    } | facts
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def canonical(address: str) -> str:
    return f"<link rel='canonical' href='{address}'>"


def cards(count: int = 8) -> str:
    """Return teasers as a grid of cards."""
    return (
        "<section class='grid'>"
        + "".join(
            f"<div class='card'><a href='{href}'><img src='x.jpg' alt=''><h3>{title}</h3></a><p>{teaser}</p></div>"
            for href, title, teaser in TEASERS[:count]
        )
        + "</section>"
    )


def links(count: int = 8) -> str:
    """Return headlines as a bare list."""
    return (
        "<ul class='related'>"
        + "".join(f"<li><a href='{href}'>{title}</a></li>" for href, title, _ in TEASERS[:count])
        + "</ul>"
    )


def rows(count: int = 8) -> str:
    """Return teasers one below the other in a single flat column."""
    return (
        "<main>"
        + "".join(f"<h2><a href='{href}'>{title}</a></h2><p>{teaser}</p>" for href, title, teaser in TEASERS[:count])
        + "</main>"
    )


CONSENT_WALL = page(
    "<main><h1>We value your privacy</h1>"
    + paragraphs(
        "We and our 842 partners store and/or access information on a device, such as cookies, and process personal data.",
        "With your consent we and our partners may use precise geolocation data and identification through device scanning.",
        "You may change your choices at any time by clicking on the privacy link at the bottom of any page of this site.",
        "Some vendors may process your personal data on the basis of legitimate interest, which you can object to below.",
        "Please note that your preferences will apply to this website only, and that you can withdraw your consent later.",
    )
    + "<button>Accept all</button><button>Reject all</button><button>Manage options</button></main>",
    title="The Harbour Post",
)
CONSENT_WALL_DE = page(
    "<main><h1>Weiterlesen mit Werbung oder im Abo</h1>"
    + paragraphs(
        "Wir und unsere 213 Partner verwenden Cookies, um Informationen auf Ihrem Gerät zu speichern und abzurufen.",
        "Mit Ihrer Zustimmung zeigen wir Ihnen personalisierte Anzeigen. Ihre Einwilligung können Sie jederzeit widerrufen.",
        "Einzelheiten stehen in unserer Datenschutzerklärung und in den Datenschutzeinstellungen am Ende jeder Seite.",
    )
    + "<button>Alle akzeptieren</button></main>",
    title="Kieler Bote", lang="de",
)  # fmt: skip
LOGIN = page(
    "<main><h1>Sign in to continue</h1><p>Enter the address and password of your Harbour Post account. If you have none, you can create one in a minute.</p>"
    "<form><input type='email'><input type='password'><button>Sign in</button></form><p>Forgotten your password? We will send you a link to choose another one.</p></main>",
    title="Sign in | The Harbour Post",
)
SOFT_404 = page(
    "<main><h1>Sorry, we can’t find that page</h1><p>The page that you are looking for may have been moved or deleted. You can search for it or go back to the front page.</p>"
    + links(6) + "</main>",
    title="Page not found | The Harbour Post",
)  # fmt: skip
SOFT_404_DE = page(
    "<main><h1>Seite nicht gefunden</h1><p>Die angeforderte Seite gibt es leider nicht mehr. Vielleicht hilft Ihnen die Suche weiter, oder die Startseite.</p></main>",
    title="404 – Kieler Bote", lang="de",
)  # fmt: skip
REMOVED = page(
    "<main><h1>This article is no longer available</h1><p>It was removed at the request of the agency that supplied it, and we are not able to show it here.</p></main>",
    linked_data(datePublished="2025-04-03"), title="The Harbour Post",
)  # fmt: skip
SCRIPT_ONLY = (
    "<!doctype html><html><head><title>The Harbour Post</title></head><body><div id='root'></div>"
    "<noscript>You need to enable JavaScript to run this app.</noscript><script>window.__DATA__ = {}</script><script src='/app.js'></script></body></html>"
)
CHECK = (
    "<!doctype html><html><head><title>Just a moment...</title></head><body><h1>harbourpost.example</h1>"
    "<p>Verify you are human by completing the action below.</p><p>harbourpost.example needs to review the security of your connection before proceeding.</p></body></html>"
)
ERROR = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>"
MAINTENANCE = page(
    "<main><h1>Site under maintenance</h1><p>We are improving our systems tonight and will be back with you in the morning. Thank you for waiting.</p></main>",
    title="The Harbour Post",
)
PAYWALL_PROMPT = "<div class='regwall'><p>Subscribe to continue reading this article and all of our reporting.</p><p>Already a subscriber? Log in here.</p></div>"
