"""Sets of IP addresses, exact and comparable: the arithmetic under routes, filters and prefix lists."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Family = Literal[4, 6]
V4: Family = 4
V6: Family = 6
BITS: dict[Family, int] = {4: 32, 6: 128}


@dataclass(frozen=True, slots=True)
class AddressSet:
    """Addresses of one family as sorted, disjoint, non-adjacent closed ranges."""

    family: Family
    ranges: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, cidrs: Iterable[str], family: Family = 4) -> AddressSet:
        """Give the union of the CIDRs of that family; those of the other family are left out."""
        ranges = [r for c in cidrs if (parsed := parse_cidr(c)) is not None for f, r in (parsed,) if f == family]
        return cls(family, _merged(ranges))

    @classmethod
    def everything(cls, family: Family = 4) -> AddressSet:
        """Give the whole address space of the family."""
        return cls(family, ((0, (1 << BITS[family]) - 1),))

    def __bool__(self) -> bool:
        """Say whether there is any address in it."""
        return bool(self.ranges)

    def __and__(self, other: AddressSet) -> AddressSet:
        """Give the addresses in both."""
        if self.family != other.family:
            return AddressSet(self.family)
        found, i, j = [], 0, 0
        while i < len(self.ranges) and j < len(other.ranges):
            (a, b), (c, d) = self.ranges[i], other.ranges[j]
            if (low := max(a, c)) <= (high := min(b, d)):
                found.append((low, high))
            if b < d:
                i += 1
            else:
                j += 1
        return AddressSet(self.family, tuple(found))

    def __or__(self, other: AddressSet) -> AddressSet:
        """Give the addresses in either; sets of different families cannot be joined."""
        if self.family != other.family:
            msg = "IPv4 and IPv6 addresses do not mix in one set"
            raise ValueError(msg)
        return AddressSet(self.family, _merged([*self.ranges, *other.ranges]))

    def __sub__(self, other: AddressSet) -> AddressSet:
        """Give the addresses here that are not in the other."""
        if self.family != other.family:
            return self
        left: list[tuple[int, int]] = []
        for start, end in self.ranges:
            low = start
            for a, b in other.ranges:
                if b < low or a > end:
                    continue
                if a > low:
                    left.append((low, a - 1))
                low = b + 1
                if low > end:
                    break
            if low <= end:
                left.append((low, end))
        return AddressSet(self.family, tuple(left))

    def __contains__(self, address: str) -> bool:
        """Say whether one address, written as text, is in the set."""
        parsed = parse_cidr(address)
        return parsed is not None and parsed[0] == self.family and bool(self & AddressSet(self.family, (parsed[1],)))

    def covers(self, other: AddressSet) -> bool:
        """Say whether every address of the other is in this set."""
        return not (other - self)

    def size(self) -> int:
        """Count the addresses."""
        return sum(b - a + 1 for a, b in self.ranges)

    def cidrs(self) -> tuple[str, ...]:
        """Write the set as the fewest CIDRs, in order."""
        return _cidrs(self)


@lru_cache(maxsize=4096)
def _cidrs(addresses: AddressSet) -> tuple[str, ...]:
    """Write a set as CIDRs; the same few sets (a service's, the public space) are written over and over."""
    kind = ipaddress.IPv4Address if addresses.family == 4 else ipaddress.IPv6Address  # noqa: PLR2004 (the family's own number)
    return tuple(
        str(network) for a, b in addresses.ranges for network in ipaddress.summarize_address_range(kind(a), kind(b))
    )


def _merged(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if out and low <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)


@lru_cache(maxsize=65536)
def parse_cidr(text: str) -> tuple[Family, tuple[int, int]] | None:
    """Read a CIDR or a bare address as (family, (first, last)); None where it is neither."""
    try:
        net = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None
    family: Family = 4 if net.version == 4 else 6  # noqa: PLR2004 (the family's own number)
    return family, (int(net.network_address), int(net.broadcast_address))


@lru_cache(maxsize=65536)
def prefix_length(text: str) -> int:
    """Give the prefix length of a CIDR; a bare address is /32 or /128; 0 where it cannot be read."""
    try:
        return ipaddress.ip_network(text.strip(), strict=False).prefixlen
    except ValueError:
        return 0


#: Address space that no public AWS endpoint answers from (RFC 1918, 6598, 3927, 1122, 5771, 1112, loopback).
NOT_PUBLIC_V4 = AddressSet.of(
    (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",
    ),
)
PUBLIC_V4 = AddressSet.everything(4) - NOT_PUBLIC_V4
#: Global unicast (RFC 4291) is what AWS public endpoints answer from over IPv6.
PUBLIC_V6 = AddressSet.of(("2000::/3",), 6)
#: All addresses of a family, as routes and filters write them.
EVERYWHERE: Mapping[Family, str] = {V4: "0.0.0.0/0", V6: "::/0"}
#: The well-known prefix (RFC 6052) that DNS64 puts in front of an IPv4 address, and NAT64 takes away again.
NAT64 = AddressSet.of(("64:ff9b::/96",), 6)
_NAT64_BASE = NAT64.ranges[0][0]


def synthesised(addresses: AddressSet) -> AddressSet:
    """Give the IPv6 addresses by which DNS64 stands for IPv4 addresses."""
    return AddressSet(6, tuple((low + _NAT64_BASE, high + _NAT64_BASE) for low, high in addresses.ranges))


def embedded(addresses: AddressSet) -> AddressSet:
    """Give the IPv4 addresses that addresses of DNS64 stand for; any other IPv6 address stands for none."""
    return AddressSet(4, tuple((low - _NAT64_BASE, high - _NAT64_BASE) for low, high in (addresses & NAT64).ranges))
