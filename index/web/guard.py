"""Which addresses may be connected to: those of the public internet, and the hosts that the operator names.

The check stands where a socket is made. There every name is resolved, every redirect followed and every spelling of an
address decoded, so that a name which resolves to something else the second time (rebinding) is seen like any other.
"""

from __future__ import annotations

import ipaddress
import socket

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver

# From the registries of special-purpose addresses (RFC 6890 and its updates), stated here because the tables of the
# ipaddress module change with Python's patch releases: all that is not globally reachable, and all that carries another
# address inside, which only its gateway could check.
_V4 = """
0.0.0.0/8          RFC 791    this network
10.0.0.0/8         RFC 1918   private
100.64.0.0/10      RFC 6598   carrier-grade NAT
127.0.0.0/8        RFC 1122   loopback
169.254.0.0/16     RFC 3927   link-local, where clouds keep credentials
172.16.0.0/12      RFC 1918   private
192.0.0.0/24       RFC 6890   protocol assignments
192.0.2.0/24       RFC 5737   documentation
192.88.99.0/24     RFC 7526   6to4 relays
192.168.0.0/16     RFC 1918   private
198.18.0.0/15      RFC 2544   benchmarks
198.51.100.0/24    RFC 5737   documentation
203.0.113.0/24     RFC 5737   documentation
224.0.0.0/4        RFC 5771   multicast
240.0.0.0/4        RFC 1112   reserved, and broadcast
"""
# Of IPv6 only 2000::/3 is handed out for the internet (RFC 4291, 2.4); all else is refused: ::/128, ::1, v4-compatible
# ::/96, v4-mapped ::ffff:0:0/96 (RFC 4291), v4-translated ::ffff:0:0:0/96 (RFC 2765), NAT64 64:ff9b::/96 (RFC 6052) and
# 64:ff9b:1::/48 (RFC 8215), discard 100::/64 (RFC 6666), SRv6 5f00::/16 (RFC 9602), unique local fc00::/7 (RFC 4193),
# link-local fe80::/10, site-local fec0::/10 (RFC 3879), multicast ff00::/8. Within it these:
_V6 = """
2001::/23          RFC 2928   protocol assignments, with Teredo (RFC 4380), ORCHID (RFC 7343) and benchmarks (RFC 5180)
2001:db8::/32      RFC 3849   documentation
2002::/16          RFC 3056   6to4
3fff::/20          RFC 9637   documentation
"""
_INTERNET = ipaddress.IPv6Network("2000::/3")
# RFC 5214, 6.1: the upper half of an interface identifier that ends in an IPv4 address
_ISATAP = (0x00005EFE, 0x02005EFE)


def _networks(table: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(line.split()[0]) for line in table.strip().splitlines()]


_CLOSED = [*_networks(_V4), *_networks(_V6)]


class Private(OSError):
    """Raised in place of a connection. An OSError, since aiohttp's race of addresses loses every other kind."""

    def __init__(self) -> None:
        # One message for all, or a name with several such addresses would yield a merged error of another type.
        super().__init__("not a public address")


def is_public(host: str) -> bool:
    """Tell whether an IP address belongs to the public internet; what is no plain IP address does not."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    if address.version == 6 and (address.scope_id or address not in _INTERNET or _is_isatap(address)):
        return False
    return not any(address in network for network in _CLOSED if network.version == address.version)


def _is_isatap(address: ipaddress.IPv6Address) -> bool:
    return int(address) >> 32 & 0xFFFFFFFF in _ISATAP


AddrInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[str | int | bytes, ...]]


def public_socket(info: AddrInfo) -> socket.socket:
    """Make the socket for one connection, from what getaddrinfo says. Raises Private."""
    family, kind, protocol, _, target = info
    if family not in (socket.AF_INET, socket.AF_INET6) or not is_public(str(target[0])) or any(target[2:]):
        raise Private
    return socket.socket(family, kind, protocol)


def public_connector(resolver: AbstractResolver | None = None) -> TCPConnector:
    """Return a connector to the public internet alone. No proxy: behind one nobody sees where a connection goes."""
    return TCPConnector(resolver=resolver, socket_factory=public_socket, use_dns_cache=False, limit=0)


def allowed_connector(resolver: AbstractResolver | None = None) -> TCPConnector:
    """Return a connector for hosts that the operator names in FETCH_ALLOW_HOSTS, wherever they are. For no other."""
    return TCPConnector(resolver=resolver, use_dns_cache=False, limit=0)
