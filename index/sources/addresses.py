"""Links to addresses, and addresses told apart by site. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Iterator
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from index.errors import BadAddress
from index.web.address import PORTS, normal


class _EveryPort(Collection[str]):
    """Which ports are fetched from is for the fetcher to say, not for what is read."""

    def __contains__(self, pair: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def resolve(base: str, link: str) -> str:
    """Return the absolute address of a link in its canonical form; "" when it is none that can be fetched."""
    try:
        return normal(urljoin(base, link.strip()), _EveryPort()) if link else ""
    except (BadAddress, ValueError):
        return ""


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses belong to one owner: the same registrable domain, or the same numeric host."""
    return _site(one) == _site(other) != ""


def is_front(url: str) -> bool:
    """Tell whether an address is a site's front page."""
    parts = urlsplit(url)
    return parts.path.strip("/").casefold() in ("", "index.html", "index.htm", "index.php", "home") and not parts.query


def _site(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    return _registrable(host) or f"{host}:{port or PORTS.get(parts.scheme)}"


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
