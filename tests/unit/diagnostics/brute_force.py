"""What becomes of a drawn network's traffic, packet by packet, written from AWS's rules and from nothing of ours."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from tests.unit.diagnostics.drawn_network import (
    BALANCER,
    FORWARDERS,
    GATEWAY,
    REGION,
    S3,
    VPC,
    Row,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.diagnostics.drawn_network import Permission, World

#: Who stops a packet first, as the reference orders it: names, routes and endpoint states, then filters.
ORDER = (
    "BLOCKED_DNS",
    "BLOCKED_NO_ROUTE",
    "BLOCKED_BLACKHOLE",
    "BLOCKED_NAT_PATH",
    "BLOCKED_NO_PUBLIC_IP",
    "BLOCKED_UNSUPPORTED_PATH",
    "BLOCKED_ENDPOINT_STATE",
    "BLOCKED_BPA",
    "BLOCKED_SG_EGRESS",
    "BLOCKED_NACL",
    "BLOCKED_ENDPOINT_SG",
)
#: Every address of S3 here; for other services a few that stand for the whole of public space.
PROBES = {
    "s3": tuple(str(ip) for cidr in S3 for ip in ipaddress.ip_network(cidr)),
    "dynamodb": tuple(str(ip) for ip in ipaddress.ip_network("52.0.1.0/30")),
    "ec2": ("99.9.9.9", "200.9.9.9", "52.200.9.9"),
}
CLIENT_PORTS, NAT_PORTS = (32768, 45000, 50000, 60999), (1024, 33000, 65535)
HOME = "subnet-0"


@dataclass(frozen=True, slots=True)
class Who:
    """Who sends, as seen from a route table: what kind of sender, from which subnet, with a public address or not."""

    kind: str
    subnet: str | None
    public: bool
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Way:
    """Where a packet is routed, what lies behind an appliance, and who forwarded it."""

    end: str
    then: str | None = None
    stops: frozenset[str] = frozenset()
    forwarded: tuple[str, ...] = ()
    loop: bool = False
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Packet:
    """What became of one packet: all that stops it, and its way."""

    met: frozenset[str]
    way: Way


def expected(world: World, service: str) -> tuple[str, str]:
    """Give the verdict and its class."""
    judged = {_judged(_packets(world, answer, service)) for answer in _answers(world, service)}
    if len(judged) > 1:
        return "UNKNOWN_DNS", "unknown"
    ((verdict, then),) = judged
    return verdict, _class(then or verdict)


def _judged(packets: list[Packet]) -> tuple[str, str | None]:
    """Give the verdict of all packets, and what lies behind. On each way, what stops every packet comes first."""
    outcomes: set[tuple[str, str | None]] = set()
    for trail in {p.way.trail for p in packets}:
        along = [p for p in packets if p.way.trail == trail]
        every = frozenset.intersection(*(p.met for p in along)) & set(ORDER)
        outcomes |= {(min(every, key=ORDER.index), None)} if every else {_first(p) for p in along}
    verdicts = {verdict for verdict, _ in outcomes}
    thens = {then for _, then in outcomes}
    if "AMBIGUOUS_ROUTE" in verdicts:
        return "AMBIGUOUS_ROUTE", None
    if len(verdicts) == 1:
        return next(iter(verdicts)), next(iter(thens)) if len(thens) == 1 else None
    if all(v.startswith("BLOCKED") for v in verdicts):
        return min(verdicts, key=ORDER.index), None
    return "MIXED", None


def _class(verdict: str) -> str:
    word = verdict.partition("_")[0]
    if verdict.startswith("VIA_TRANSIT") or word == "VIA":
        return "elsewhere"
    return "mixed" if word in {"MIXED", "AMBIGUOUS"} else word.lower()


# Names


def _answers(world: World, service: str) -> list[str]:
    """Give what the name may be answered with, on each branch: `nothing`, `endpoint` or `public`."""
    inside = _amazon(world, service)
    if not world.custom_dns:
        return inside
    return ["public"] if not world.dns_support else [*inside, "public"]


def _amazon(world: World, service: str) -> list[str]:
    if not world.dns_support:
        return ["nothing"]
    name = f"{service}.{REGION}.amazonaws.com"
    found = world.interface
    claims = bool(
        service == "s3"
        and found
        and world.dns_hostnames
        and found.private_dns
        and not found.inbound_only
        and found.state == "available"
    )
    endpoint = len(name) if claims else 0
    zone = len(world.zone) if world.zone and _below(name, world.zone) else 0
    rules = [r for r in world.rules if r[1] != "RECURSIVE" and _below(name, r[0])]
    longest = max(rules, key=lambda r: len(r[0]), default=None)
    if longest and longest[1] == "FORWARD" and len(longest[0]) >= max(endpoint, zone):
        return ["public"]
    if zone > endpoint:
        return ["nothing"] if world.dns_hostnames else ["nothing", "public"]
    return ["endpoint" if endpoint else "public"]


def _below(name: str, domain: str) -> bool:
    return domain in {".", name} or name.endswith(f".{domain}")


# Ways


def _packets(world: World, answer: str, service: str) -> list[Packet]:
    if answer == "nothing":
        return [Packet(frozenset({"BLOCKED_DNS"}), Way("BLOCKED_DNS"))]
    public = world.public if world.source == "eni-app" else True
    who = Who("workload", HOME, public, frozenset({"eni-app"}))
    if answer == "public":
        return [
            packet
            for address in PROBES[service]
            for packet in _to_public(world, _walk(world, world.table_of[HOME], address, who), address)
        ]
    assert world.interface is not None
    return [
        packet for subnet in world.interface.subnets for packet in _to_endpoint(world, subnet, f"10.0.{subnet[-1]}.200", who)
    ]


def _walk(world: World, table: str, address: str, who: Who) -> Way:
    way = _next(world, table, address, who)
    targets = sorted({row.target for row in _best(world, table, address)})
    return replace(way, trail=("|".join(targets), *way.trail))


def _next(world: World, table: str, address: str, who: Who) -> Way:
    targets = {row.target for row in _best(world, table, address)}
    if len(targets) != 1:
        return Way("AMBIGUOUS_ROUTE" if targets else "BLOCKED_NO_ROUTE")
    (target,) = targets
    if target == world.dead:
        return Way("BLOCKED_BLACKHOLE")
    if target in who.seen:
        return Way("BLOCKED_UNSUPPORTED_PATH", loop=True)
    through = {"nat": _through_nat, "eni": _through_instance, "igw": _through_igw, "vpce": _through_endpoint}
    kind = target.partition("-")[0]
    if follow := through.get(kind):
        return follow(world, target, address, who)
    return Way(_ENDS[kind])


_ENDS = {
    "local": "PRIVATE_INTERFACE_ENDPOINT",
    "tgw": "VIA_TRANSIT_UNKNOWN",
    "vgw": "VIA_ONPREM",
    "pcx": "BLOCKED_UNSUPPORTED_PATH",
}


def _through_endpoint(world: World, target: str, address: str, who: Who) -> Way:
    if target == GATEWAY:
        return Way("PRIVATE_GATEWAY_ENDPOINT" if world.gateway == "available" else "BLOCKED_ENDPOINT_STATE")
    assert target == BALANCER
    there = replace(who, subnet="subnet-3", seen=who.seen | {target})
    return _behind_appliance(_walk(world, world.table_of["subnet-3"], address, there))


def _best(world: World, table: str, address: str) -> list[Row]:
    """Give the rows that win: longest prefix, then written before lists before learnt. `local` is a written row."""
    found: list[tuple[int, int, Row]] = []
    for row in (Row("10.0.0.0/16", "local"), *world.tables[table]):
        for cidr in world.lists[row.to] if row.to.startswith("pl-") else (row.to,):
            net = ipaddress.ip_network(cidr)
            if ipaddress.ip_address(address) in net:
                rank = 2 if row.learnt else 1 if row.to.startswith("pl-") else 0
                found.append((-net.prefixlen, rank, row))
    best = min((f[:2] for f in found), default=None)
    return [row for length, rank, row in found if (length, rank) == best]


def _through_igw(world: World, _target: str, _address: str, who: Who) -> Way:
    if not world.attached:
        return Way("BLOCKED_BLACKHOLE")
    stops = frozenset({"BLOCKED_BPA"} if _bpa(world, who) else ())
    return Way("PUBLIC_VIA_IGW" if who.public else "BLOCKED_NO_PUBLIC_IP", stops=stops)


def _bpa(world: World, who: Who) -> bool:
    if world.bpa == "off" or (world.bpa == "block-ingress" and who.kind == "nat"):
        return False
    enough = {"allow-bidirectional"} | ({"allow-egress"} if world.bpa == "block-bidirectional" else set())
    return not any(resource in {who.subnet, VPC} and mode in enough for resource, mode in world.excluded)


def _through_nat(world: World, target: str, address: str, who: Who) -> Way:
    nat = world.nats.get(target)
    if nat is None or nat.state != "available":
        return Way("BLOCKED_NAT_PATH")
    sender = Who("nat" if nat.public else "private-nat", nat.subnet, public=True, seen=who.seen | {target})
    way = _walk(world, nat.table if nat.subnet is None else world.table_of[nat.subnet], address, sender)
    way = replace(way, forwarded=(target, *way.forwarded))
    if not nat.public and "PUBLIC_VIA_IGW" in {way.end, way.then}:
        return replace(way, end="BLOCKED_NAT_PATH", then=None)
    if way.loop:
        return replace(way, end="BLOCKED_NAT_PATH", loop=False)
    means = {
        "PUBLIC_VIA_IGW": "PUBLIC_VIA_NAT_GATEWAY",
        "PRIVATE_GATEWAY_ENDPOINT": "PRIVATE_GATEWAY_ENDPOINT_VIA_NAT",
        "BLOCKED_NO_ROUTE": "BLOCKED_NAT_PATH",
        "BLOCKED_BLACKHOLE": "BLOCKED_NAT_PATH",
        "BLOCKED_NO_PUBLIC_IP": "BLOCKED_NAT_PATH",
    }
    return replace(way, end=means.get(way.end, way.end), then=means.get(way.then or "", way.then))


def _through_instance(world: World, target: str, address: str, who: Who) -> Way:
    box, subnet = world.forwarders[target], FORWARDERS[target]
    if box.state != "running" or box.checked:
        return Way("BLOCKED_NAT_PATH")
    way = _walk(world, world.table_of[subnet], address, Who("appliance", subnet, box.public, who.seen | {target}))
    if way.end == "PUBLIC_VIA_IGW":
        return replace(way, end="PUBLIC_VIA_NAT_INSTANCE", forwarded=(target, *way.forwarded))
    if way.end == "BLOCKED_NO_PUBLIC_IP":
        return Way("VIA_APPLIANCE")
    if way.then == "PUBLIC_VIA_IGW":
        way = replace(way, then="PUBLIC_VIA_NAT_INSTANCE")
    return _behind_appliance(way)


def _behind_appliance(way: Way) -> Way:
    if way.end.startswith("BLOCKED"):
        return way
    return replace(way, end="VIA_APPLIANCE", then=way.then if way.end == "VIA_APPLIANCE" else way.end)


# Filters


def _senders(world: World) -> tuple[str, ...]:
    return ("10.0.0.10",) if world.source == "eni-app" else ("10.0.0.10", "10.0.0.201")


def _to_public(world: World, way: Way, address: str) -> Iterator[Packet]:
    fixed = {way.end, *way.stops}
    if world.source == "eni-app" and not _lets_out(world, address):
        fixed.add("BLOCKED_SG_EGRESS")
    for sender, port, nat_port in product(_senders(world), CLIENT_PORTS, NAT_PORTS):
        passes = _acl(world, HOME, address, 443, egress=True) and _acl(world, HOME, address, port, egress=False)
        source, back = sender, port
        for hop in way.forwarded:
            subnet, own, keeps = _forwarder(world, hop, way)
            if subnet is None:
                continue
            ports = back if keeps else nat_port
            passes &= _acl(world, subnet, source, 443, egress=False) and _acl(world, subnet, source, back, egress=True)
            passes &= _acl(world, subnet, address, 443, egress=True) and _acl(world, subnet, address, ports, egress=False)
            source, back = own, ports
        yield Packet(frozenset(fixed | (set() if passes else {"BLOCKED_NACL"})), way)


def _forwarder(world: World, hop: str, way: Way) -> tuple[str | None, str, bool]:
    """Give the subnet whose ACL a forwarder meets (None: none that is known), its address, and whether it keeps ports."""
    if hop in FORWARDERS:
        subnet = FORWARDERS[hop]
        return (subnet if way.end == "PUBLIC_VIA_NAT_INSTANCE" else None), f"10.0.{subnet[-1]}.30", True
    nat = world.nats[hop].subnet
    return nat, f"10.0.{nat[-1]}.20" if nat else "", False


def _to_endpoint(world: World, subnet: str, address: str, who: Who) -> Iterator[Packet]:
    way = _walk(world, world.table_of[HOME], address, who)
    way = replace(way, trail=(*way.trail, subnet))
    admitted = [_lets_in(world, sender) for sender in _senders(world)]
    for sender, port in product(_senders(world), CLIENT_PORTS):
        met = {way.end, *way.stops}
        if world.source == "eni-app" and not _lets_out(world, address):
            met.add("BLOCKED_SG_EGRESS")
        if not any(admitted):
            met.add("BLOCKED_ENDPOINT_SG")
        if subnet != HOME:
            out = _acl(world, HOME, address, 443, egress=True) and _acl(world, HOME, address, port, egress=False)
            far = _acl(world, subnet, sender, 443, egress=False) and _acl(world, subnet, sender, port, egress=True)
            met |= set() if out and far else {"BLOCKED_NACL"}
        yield Packet(frozenset(met), way)


def _first(packet: Packet) -> tuple[str, str | None]:
    blocked = [name for name in ORDER if name in packet.met]
    return (blocked[0], None) if blocked else (packet.way.end, packet.way.then)


def _acl(world: World, subnet: str, remote: str, port: int, *, egress: bool) -> bool:
    for entry in sorted(world.acls[subnet], key=lambda e: e.number):
        here = entry.egress == egress and entry.ports[0] <= port <= entry.ports[1]
        if here and ipaddress.ip_address(remote) in ipaddress.ip_network(entry.cidr):
            return entry.allow
    return False


def _lets_out(world: World, address: str) -> bool:
    def reaches(permission: Permission) -> bool:
        if permission.peer == "sg-ep":
            return address.endswith(".200")
        return permission.peer != "sg-app" and _named(world, permission.peer, address)

    return any(p.ports[0] <= 443 <= p.ports[1] and reaches(p) for p in world.egress)


def _lets_in(world: World, sender: str) -> bool:
    return any(
        p.ports[0] <= 443 <= p.ports[1] and (p.peer == "sg-app" or _named(world, p.peer, sender)) for p in world.ingress
    )


def _named(world: World, peer: str, address: str) -> bool:
    cidrs = world.lists.get(peer, ()) if peer.startswith("pl-") else (peer,)
    return any(ipaddress.ip_address(address) in ipaddress.ip_network(c) for c in cidrs)
