"""Where a request comes from, as limits count it."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle


def origin_of(request: HttpRequest) -> str:
    """The address behind the proxies that are ours; of IPv6 the network (/64), all of which one household has."""
    said = str(BaseThrottle().get_ident(request))  # type: ignore[arg-type]
    try:
        address = ip_address(said)
    except ValueError:
        return said
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(IPv6Network((address, 64), strict=False))
    return said
