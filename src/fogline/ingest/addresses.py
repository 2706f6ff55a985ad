"""Which addresses may be asked: public ones only, checked after names are resolved."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit, urlunsplit

PORTS = {"http": 80, "https": 443}

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Addresses that lead to the IPv4 address in their last 32 bits (RFC 6052)."""


class Forbidden(ValueError):
    """An address that is not asked; the message is the reason, one clause."""


def is_address(given: str) -> bool:
    """Whether what a user gives is the address of a page rather than a file's path."""
    return given.lower().startswith(("http://", "https://"))


def plain(url: str) -> str:
    """*url* without its fragment, its scheme and host in lower case; what user and password it holds is left out."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    port = f":{parts.port}" if parts.port and parts.port != PORTS.get(parts.scheme) else ""
    shown = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme.lower(), f"{shown}{port}", parts.path or "/", parts.query, ""))


def resolved(url: str, *, allow_private: bool) -> str:
    """The IP address to ask for *url*. All that its host has must be public, unless *allow_private* says otherwise.

    Raises:
        Forbidden: it is of no kind that is asked, its host has no address, or one that is not public.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise Forbidden("is no address that can be read") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise Forbidden("is no http or https address")
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Forbidden(f"its host {parts.hostname} is not found") from error
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    private = next((one for one in addresses if not is_public(one)), None)
    if private is not None and not allow_private:
        raise Forbidden(f"leads to {private}, which is not public; --allow-private lets it through")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is anybody's: not loopback, link-local, private, multicast or reserved."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
