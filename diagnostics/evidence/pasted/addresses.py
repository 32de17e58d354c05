"""IP addresses as tools print them."""

from __future__ import annotations

import ipaddress
import re

_SHAPED = re.compile(r"(?<![\w.:-])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?![\w-]|\.\d)")
_LONGEST = 60


def address_of(text: str) -> str:
    """Give the address that a word is, whatever stands around it (`10.0.0.2#53`, `(52.1.2.3)`); "" where it is none."""
    if len(text) > _LONGEST:
        return ""
    bare = text.strip(" ()[]<>,;.'\"").partition("#")[0].partition("%")[0]
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return ""


def addresses_in(line: str) -> tuple[str, ...]:
    """Give every address that stands in a line, once."""
    return tuple(dict.fromkeys(found for word in _SHAPED.findall(line) if (found := address_of(word))))
