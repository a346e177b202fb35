"""Web addresses: resolved, freed of tracking parameters, and told apart by site. Nothing is fetched."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

LONGEST = 2_000  # characters; browsers and servers refuse longer addresses
_UNWRITTEN = re.compile(r"[\x00-\x20\x7f-\U0010ffff\"<>\\^`{|}]")
# As courlan 1.4 removes them, without its short names ("s", "source"), which some sites need to find the page.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|oly|vero|mc|at|trk|wt)_.+|_(?:ga|gl|hsenc|hsmi|openstat)|[a-z]{1,3}clid|fbclid"
    r"|dclid|gclsrc|igshid|igsh|mkt_tok|ml_subscriber(?:_hash)?|cmpid|cmp|ncid|ocid|smid|smtyp|xtor|icid|mbid"
    r"|ref_?src|ref_url|spm|wprov|yclid|_branch_match_id|s_cid|sc_cid|__twitter_impression|guce_referrer(?:_sig)?",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


def resolve(base: str, link: str) -> str:
    """Return the absolute http(s) address of a link without fragment and tracking parameters; "" when it is none."""
    link = "".join(link.split("\n")).strip()
    if not link or len(link) > LONGEST:
        return ""
    try:
        parts = urlsplit(urljoin(base, link))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        return ""
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in (None, _PORTS[parts.scheme]) else f"{shown}:{port}"
    return urlunsplit((parts.scheme, netloc, _written(parts.path) or "/", _query(parts.query), ""))


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses belong to one owner: the same registrable domain, or the same numeric host."""
    return _site(one) == _site(other) != ""


def is_front(url: str) -> bool:
    """Tell whether an address is a site's front page."""
    parts = urlsplit(url)
    return parts.path.strip("/").casefold() in ("", "index.html", "index.htm", "index.php", "home") and not parts.query


def _written(part: str) -> str:
    return _UNWRITTEN.sub(lambda found: quote(found[0], errors="replace"), part)


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    return _written(query) if len(kept) == len(pairs) else urlencode(kept, errors="surrogateescape")


def _site(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    return _registrable(host) or f"{host}:{port or _PORTS.get(parts.scheme)}"


@lru_cache(maxsize=1024)
def _registrable(host: str) -> str:
    """Return the registrable domain by the public suffix list that tld ships, "" for numeric and bare hosts."""
    from tld import get_fld

    if "." not in host or _is_numeric(host):
        return ""
    found = get_fld(host, fix_protocol=True, fail_silently=True, search_private=True)
    return found or ".".join(host.split(".")[-2:])  # the list's own rule for a suffix that it does not know


def _is_numeric(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
