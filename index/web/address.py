"""Web addresses: what may be one, and the one form in which each is kept. Pure.

Addresses are read by yarl, which also reads them where they are connected to: two parsers that disagree about where the
host ends are how a harmless-looking address reaches another host.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection

from yarl import URL

from index.errors import BadAddress

PORTS = {"http": 80, "https": 443}
LONGEST = 4000  # characters; longer ones are made by loops and traps

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_CREDENTIALS = re.compile(r"^([^/?#]*//)[^/?#]*@")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TRACKING = re.compile(
    r"""(utm|mtm|hsa|oly|vero|ns)_\w+ | (pk|piwik|matomo)_(campaign|kwd|keyword|source|medium|content|cid)
    | _g[al] | _hs(enc|mi) | hsctatracking | __s | __twitter_impression | epik | gclsrc | [gw]braid | srsltid
    | (fb|g|dc|y|ys|tw|tt|rb_)cl(ick)?id | msclkid | li_fat_id | igsh(id)? | mc_[ce]id | mkt_tok
    | ck_subscriber_id | at_(medium|campaign|custom\d+|link_\w+|ptr_name|format|bbc_team) | xtor | wt[._]mc(_id)?
    | s_kwcid | s_cid | cmpid | ocid | ncid | ftag | smid | smtyp | ito | sr_share
    | guccounter | guce_referrer(_sig)?""",
    re.VERBOSE | re.IGNORECASE,
)


def normal(url: str, allowed: Collection[str] = ()) -> str:
    """Return the canonical form of a web address, under which it is compared and kept. Raises BadAddress.

    Scheme and host in lower case, the host in IDNA, no default port, no fragment, no parameters that only track;
    whatever can name a page stays, in its order. `allowed`: host:port pairs that may have other ports (allowed_hosts).
    """
    address = checked(url, allowed)
    pieces = [piece for piece in address.raw_query_string.split("&") if not _tracks(piece)]
    return str(_built(address, "&".join(pieces)))


def checked(url: str, allowed: Collection[str] = ()) -> URL:
    """Return the address as it is requested, tracking parameters kept, without its fragment. Raises BadAddress."""
    text = url.strip()
    if len(text) > LONGEST:
        raise BadAddress(_shown(text), f"an address of more than {LONGEST:,} characters is not fetched.")
    try:
        address = _read(text)
        reason = _fault(address)
        if not reason:
            address = _built(address, address.raw_query_string)
            reason = _port_fault(address, allowed)
    except ValueError:
        reason = "this is no web address."
    if reason:
        raise BadAddress(_shown(text), reason)
    return address


def joined(base: URL, link: str, allowed: Collection[str] = ()) -> URL:
    """Return the address that a link in the answer of another one stands for. Raises BadAddress."""
    try:
        target = str(base.join(_read(link)))
    except ValueError:
        target = link
    return checked(target, allowed)


def allowed_hosts(setting: str) -> frozenset[str]:
    """Return the host:port pairs of FETCH_ALLOW_HOSTS in canonical form. Raises BadAddress for what is none."""
    pairs = [pair.strip() for pair in setting.split(",") if pair.strip()]
    return frozenset(_pair(pair) for pair in pairs)


def place(address: URL) -> str:
    """Return the host:port that an address is connected to."""
    return f"{_host(address)}:{address.port}"


def _pair(text: str) -> str:
    try:
        address = _read(f"http://{text}/")
        if _fault(address) or address.path != "/" or not re.search(r":\d+$", text):
            raise ValueError(text)
    except ValueError:
        reason = "this is not host:port, for instance wiki.example:8080 or [fd00::7]:80."
        raise BadAddress(f"FETCH_ALLOW_HOSTS: {text}", reason) from None
    return place(_built(address, ""))


def _shown(text: str) -> str:
    """Return an address as it is repeated to people: no password, nothing that hides or overflows."""
    shown = _CREDENTIALS.sub(r"\1", _HIDDEN.sub("�", text[:LONGEST]))
    return shown if len(shown) <= 200 else shown[:199] + "…"


def _read(text: str) -> URL:
    """Return the address in a text. Raises ValueError."""
    if _HIDDEN.search(text):
        raise ValueError(text)
    try:
        return URL(text)
    except IndexError as error:  # yarl 1.25 on http://[]@/
        raise ValueError(text) from error


def _fault(address: URL) -> str:
    """Return what keeps an address from being fetched, its port aside; "" where nothing does."""
    if address.scheme not in PORTS:
        return "only addresses that begin with http:// or https:// are fetched."
    if address.user is not None or address.password is not None:
        return "addresses with a user name or password in them are not fetched."
    if not address.raw_host:
        return "the address names no host."
    return _host_fault(address.raw_host)


def _host_fault(host: str) -> str:
    """Accept names and addresses in their usual form alone: 0x7f.1, 127.1 or 2130706433 only ever hide something."""
    if ":" in host:
        return "the zone of an IPv6 address means nothing elsewhere; leave it out." if "%" in host else ""
    name = host.removesuffix(".")
    if not _HOST.fullmatch(name):
        return f"{host} is no host name."
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        try:
            ipaddress.IPv4Address(name)
        except ValueError:
            return f"{host} is no host name, nor an IP address in its usual form."
    return ""


def _port_fault(address: URL, allowed: Collection[str]) -> str:
    if address.port in PORTS.values() or place(address) in allowed:
        return ""
    return f"port {address.port} is not fetched from; an operator can allow {place(address)} in FETCH_ALLOW_HOSTS."


def _built(address: URL, query: str) -> URL:
    return URL.build(
        scheme=address.scheme,
        host=_host(address),
        port=None if address.port == PORTS[address.scheme] else address.port,
        path=address.raw_path,
        query_string=query,
        encoded=True,
    )


def _host(address: URL) -> str:
    host = address.raw_host or ""
    return f"[{host}]" if ":" in host else host.removesuffix(".")


def _tracks(piece: str) -> bool:
    return _TRACKING.fullmatch(piece.partition("=")[0]) is not None
