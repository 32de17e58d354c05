"""What the commands would meet: which address each way is for, who answers on it, and what stops it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.evidence.addressbook import AddressBook
from diagnostics.model.addresses import V4, V6, AddressSet
from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.addresses import Family
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.trace import Block, Resolution, Trace

#: Verdicts that refuse the request itself: the packets arrive.
_POLICIES = frozenset({Verdict.BLOCKED_ENDPOINT_POLICY, Verdict.BLOCKED_RESOURCE_POLICY})
_READABLE = 64  # more CIDRs than any prefix list of one service: public space as a whole
_MOST_WAYS = 3
_FEW = 16  # no more addresses than an endpoint has
ANY_PUBLIC = "x.x.x.x"
_ANY_IPV6 = "x:x:x::x"
_MOST_LISTED: Mapping[Family, int] = {V4: 1 << 28, V6: 1 << 110}  # more than any prefix list holds in one range
#: Causes of a block that the client's own machine meets: it has no address of the family.
_NO_FAMILY = frozenset({"no_ipv4", "no_ipv6"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A diagnosis as the commands meet it."""

    diagnosis: Diagnosis
    book: AddressBook

    @property
    def host(self) -> str:
        """Give the name that is dialled."""
        return self.diagnosis.case.destination.hostname

    @property
    def url(self) -> str:
        """Give the URL that is opened, with its port where that is not the scheme's own."""
        port = self.diagnosis.case.destination.port
        scheme = "http" if port == 80 else "https"  # noqa: PLR2004 (the port of plain HTTP)
        return f"{scheme}://{self.host}" + ("" if port in {80, 443} else f":{port}")

    @property
    def server(self) -> str:
        """Give the DNS server that machines of the VPC are told to ask."""
        case = self.diagnosis.case
        options = case.snapshot.dhcp_options.get(case.vpc.dhcp_options_id)
        named = options.domain_name_servers if options else ()
        return named[0] if named and not any(self.book.is_amazon(s) for s in named) else self.book.resolver

    @property
    def ways(self) -> tuple[Trace, ...]:
        """Give the ways worth showing: distinct in their hops and their end, the most telling first."""
        distinct = {(way.hops, way.verdict): way for way in self.diagnosis.case.traces}
        return tuple(distinct.values())[:_MOST_WAYS]

    def when(self, way: Trace) -> Words | None:
        """Say for which answers of the DNS, or for which addresses, this is the way; None where it is the only one."""
        if len(self.ways) == 1:
            return None
        for resolution in self.diagnosis.case.resolutions:
            if resolution.when is not None and _of(way, resolution):
                return resolution.when
        alone = sum(w.addresses.family == way.addresses.family for w in self.ways) == 1
        if self.both_families and alone:
            return Words(f"IPv{way.addresses.family}로 갈 때", f"over IPv{way.addresses.family}")
        cidrs = way.addresses.cidrs()
        if not cidrs or len(cidrs) > _READABLE:
            return Words("그 밖의 공인 주소로 갈 때", "for all other public addresses")
        shown = ", ".join(cidrs[:2]) + (" …" if len(cidrs) > 2 else "")  # noqa: PLR2004 (two fit a line)
        return Words(f"목적지 주소가 {shown}에 들 때", f"where the destination is in {shown}")

    @property
    def both_families(self) -> bool:
        """Say whether the client may go over IPv4 and over IPv6."""
        return len({w.addresses.family for w in self.ways}) > 1

    def family_option(self, way: Trace) -> str:
        """Give the option, with a space after it, by which tools take the way's family; "" where there is only one."""
        return f"-{way.addresses.family} " if self.both_families else ""

    def not_proven(self, way: Trace, words: Words) -> Words:
        """Add what a filter stops of a way, so that the output comes and goes."""
        part = next((b for b in way.blocks if b.partial), None)
        if part is None:
            return words
        return Words(
            f"{words.ko} {part.subject}에서 일부 연결이 막혀서, 될 때와 안 될 때가 섞여 나올 수 있어요. 여러 번 해 보세요.",
            f"{words.en} {part.subject} stops some connections, so the outcome may come and go; try several times.",
        )

    def addresses(self, way: Trace) -> str:
        """Give an address of the way as the tools would print it; an endpoint's own is private, even where it is unseen."""
        if not way.addresses and way.addresses.family == V4 and any(h.kind == "interface-endpoint" for h in way.hops):
            return "10.x.x.x"
        return sample(way.addresses)


def scene_of(diagnosis: Diagnosis) -> Scene:
    """Give the scene of a diagnosis."""
    return Scene(diagnosis, AddressBook(diagnosis))


def sample(addresses: AddressSet | None) -> str:
    """Give one address of a set: an exact one where there are few, `52.219.56.x` out of a prefix list."""
    if addresses is None:
        return ANY_PUBLIC
    widest = max((high - low for low, high in addresses.ranges), default=0)
    if not addresses or len(addresses.ranges) > _READABLE or widest > _MOST_LISTED[addresses.family]:
        return ANY_PUBLIC if addresses.family == V4 else _ANY_IPV6
    first, last = addresses.ranges[0 if addresses.size() <= _FEW else -1]
    if addresses.family != V4:
        shown = AddressSet(V6, ((first, first),)).cidrs()[0].removesuffix("/128")
        if addresses.size() <= _FEW:
            return shown
        return f"{shown}x" if shown.endswith("::") else f"{shown[:-2]}xx"
    dotted = ".".join(str(first >> shift & 255) for shift in (24, 16, 8, 0))
    return dotted if first == last else f"{dotted.rpartition('.')[0]}.x"


def stopper(way: Trace) -> Block | None:
    """Give what stops the packets of a way, first of all; a policy stops no packet."""
    return next((b for b in way.blocks if not b.partial and b.verdict not in _POLICIES), None)


def refuser(way: Trace) -> Verdict | None:
    """Give the policy verdict by which the service refuses what arrives."""
    return (
        next((b.verdict for b in way.blocks if not b.partial and b.verdict in _POLICIES), None) if not stopper(way) else None
    )


def known_to_arrive(way: Trace) -> bool:
    """Say whether packets of the way are known to get to the service."""
    if stopper(way) is not None or way.path is None:
        return False
    end = way.then or way.path
    return end.verdict_class in {VerdictClass.PRIVATE, VerdictClass.PUBLIC}


def without_address(way: Trace) -> bool:
    """Say whether the client has no address of the family that the name is answered with, so that it cannot even send."""
    block = stopper(way)
    return block is not None and block.cause in _NO_FAMILY


def nameless(way: Trace) -> bool:
    """Say whether there is no address to go to."""
    block = stopper(way)
    return block is not None and not way.addresses and block.verdict in {Verdict.BLOCKED_DNS, Verdict.BLOCKED_ENDPOINT_STATE}


def _of(way: Trace, resolution: Resolution) -> bool:
    """Say whether a way is one of a branch's."""
    if resolution.block is not None:
        return resolution.block in way.blocks
    if not resolution.addresses:
        return not way.addresses
    if resolution.ipv6 is not None and _of(way, resolution.ipv6):
        return True
    same = resolution.addresses.family == way.addresses.family
    return bool(way.addresses) and same and resolution.addresses.covers(way.addresses)
