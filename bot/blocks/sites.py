"""The site that a link leads to, and whether its label pretends to be another. Pure."""

from __future__ import annotations

import re

_NAMED = re.compile(
    r"(?<![\w.-])(?:[a-z0-9-]+\.)+(?:com|net|org|edu|gov|io|dev|app|cloud|aws|kr|jp|cn|co|me|ai|us)(?![\w.-])", re.IGNORECASE
)


def site(url: str) -> str:
    """Give the host of an address, whatever stands before and behind it."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].lower()


def names_another(label: str, url: str) -> bool:
    """Say whether a label looks like the address of another site than the one that the link leads to."""
    host = f".{site(url)}"
    named = (f".{one.lower()}" for one in _NAMED.findall(label))
    return any(not one.endswith(host) and not host.endswith(one) for one in named)
