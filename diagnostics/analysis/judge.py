"""The ways and branches of one question → one verdict, its path, its class, its flags and the four properties."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from diagnostics.analysis.leg import weaker
from diagnostics.analysis.screening import OF_SENDERS
from diagnostics.analysis.services import has_gateway_type
from diagnostics.model.addresses import V4, V6
from diagnostics.model.finding import Part
from diagnostics.model.trace import BLOCK_ORDER, Confidence, Flag, Trace, Verdict, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diagnostics.model.addresses import Family
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.network import VpcEndpoint
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Block, Resolution

T = TypeVar("T")
_NO_PATH = frozenset({Verdict.BLOCKED_DNS, Verdict.BLOCKED_ENDPOINT_STATE})
#: More parts than this are no partition a person can read.
_READABLE = 12
#: Regions of which AWS does not say that traffic to public addresses of AWS stays on its network: China, and the European
#: Sovereign Cloud.
_APART = ("cn-", "eusc-")
#: Hostnames of S3 that no gateway endpoint carries.
_ELSEWHERE = frozenset({"accelerate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the ways come to: the verdict, where routing leads, what lies behind, how sure, and the branches if any."""

    verdict: Verdict
    path: Verdict | None
    then: Verdict | None
    confidence: Confidence
    parts: tuple[Part, ...] = ()

    @property
    def verdict_class(self) -> VerdictClass:
        """Give the class: that of the known end where the way leads by an appliance or transit."""
        if self.verdict.value.startswith("VIA_") and self.then is not None:
            return self.then.verdict_class
        return self.verdict.verdict_class


def judge(branches: tuple[tuple[Resolution, tuple[Trace, ...]], ...]) -> Judgement:
    """Judge every branch; where what cannot be seen would change the verdict, say UNKNOWN_DNS and list the branches."""
    judged = [(resolution, _judge_ways(ways)) for resolution, ways in branches]
    first = judged[0][1]
    confidence = weaker(*(j.confidence for _, j in judged))
    if all((j.verdict, j.then) == (first.verdict, first.then) for _, j in judged):
        path = first.path if all(j.path == first.path for _, j in judged) else Verdict.MIXED
        return Judgement(verdict=first.verdict, path=path, then=first.then, confidence=confidence, parts=first.parts)
    parts = tuple(Part(when=r.when or Words(ko="그 밖에는", en="otherwise"), verdict=j.verdict) for r, j in judged)
    return Judgement(
        verdict=Verdict.UNKNOWN_DNS, path=None, then=None, confidence=weaker(confidence, Confidence.MEDIUM), parts=parts
    )


def _judge_ways(ways: tuple[Trace, ...]) -> Judgement:
    """Judge the ways of one branch: they agree, or they are parts of a mixed verdict."""
    confidence = weaker(*(w.confidence for w in ways))
    parts = _by_family(ways)
    paths = _distinct(w.path for w in ways)
    path = paths[0] if len(paths) == 1 else Verdict.AMBIGUOUS_ROUTE if Verdict.AMBIGUOUS_ROUTE in paths else Verdict.MIXED
    verdicts = _distinct(p.verdict for p in parts)
    if Verdict.AMBIGUOUS_ROUTE in verdicts:
        return Judgement(verdict=Verdict.AMBIGUOUS_ROUTE, path=path, then=None, confidence=confidence, parts=parts)
    if len(verdicts) == 1:
        verdict = verdicts[0]
        lost = verdict in _NO_PATH or verdict.verdict_class is VerdictClass.UNKNOWN
        then = ways[0].then if len(_distinct(w.then for w in ways)) == 1 else None
        return Judgement(verdict=verdict, path=None if lost else path, then=then, confidence=confidence)
    if all(v.verdict_class is VerdictClass.BLOCKED for v in verdicts):
        return Judgement(verdict=min(verdicts, key=BLOCK_ORDER.index), path=path, then=None, confidence=confidence)
    if any(_vague(of_family) for of_family in _families(ways).values()):
        # The service's own addresses are not known one by one: which of the parts it takes cannot be told.
        confidence = Confidence.LOW
    return Judgement(verdict=Verdict.MIXED, path=path, then=None, confidence=confidence, parts=parts)


def _families(ways: tuple[Trace, ...]) -> Mapping[Family, tuple[Trace, ...]]:
    """Give the ways to IPv4 addresses and those to IPv6 addresses apart."""
    return {family: tuple(w for w in ways if w.addresses.family == family) for family in (V4, V6)}


def _vague(ways: tuple[Trace, ...]) -> bool:
    """Say whether ways of one family part by addresses that are not known one by one."""
    parting = len(_distinct(p.verdict for w in ways for p in _parts(w))) > 1
    return parting and any(not w.addresses or len(w.addresses.cidrs()) > _READABLE for w in ways)


def _by_family(ways: tuple[Trace, ...]) -> tuple[Part, ...]:
    """Give the parts of every way; where both families are used, each part says which one it is of."""
    found: list[Part] = []
    for family, of_family in _families(ways).items():
        parts = tuple(p for w in of_family for p in _parts(w))
        name = f"IPv{family}"
        if len(of_family) == len(ways):
            found.extend(parts)
        elif len(_distinct(p.verdict for p in parts)) == 1:
            found.append(Part(when=Words(ko=name, en=name), verdict=parts[0].verdict))
        else:
            named = (replace(p, when=Words(ko=f"{name}: {p.when.ko}", en=f"{name}: {p.when.en}")) for p in parts)
            found.extend(named)
    return tuple(found)


def _parts(way: Trace) -> tuple[Part, ...]:
    """Give the part that a way is, or several where filters stop some of it: each address by the first that stops it."""
    if way.verdict.verdict_class is VerdictClass.BLOCKED:
        return (Part(when=_when(way), verdict=way.verdict),)
    left, parts = way.addresses, []
    for block in (b for b in way.blocks if b.partial):
        shut = block.addresses if block.addresses and block.cause not in OF_SENDERS else None
        if shut is None:
            parts.append(Part(when=_which(block), verdict=block.verdict))
        elif here := left & shut:
            parts.append(Part(when=_words(here.cidrs()), verdict=block.verdict))
            left = left - here
    if not parts:
        return (Part(when=_when(way), verdict=way.verdict),)
    if not left and way.addresses:
        return tuple(dict.fromkeys(parts))
    rest = left.cidrs() if left != way.addresses else ()
    passing = _words(rest) if rest else Words(ko="그 밖의 연결", en="all other connections")
    return (*dict.fromkeys(parts), Part(when=passing, verdict=way.verdict))


def _which(block: Block) -> Words:
    """Say which connections a filter stops where it is not a matter of the destination's address."""
    if block.addresses:
        shown = _cidrs(block.addresses.cidrs())
        return Words(ko=f"{shown}에서 보내는 연결", en=f"connections from {shown}")
    return Words(ko="허용되지 않은 클라이언트 포트를 쓰는 연결", en="connections from client ports that are not let back in")


def _when(way: Trace) -> Words:
    cidrs = way.addresses.cidrs()
    if not cidrs or len(cidrs) > _READABLE:
        return Words(ko="그 밖의 공인 주소", en="other public addresses")
    return _words(cidrs)


def _words(cidrs: tuple[str, ...]) -> Words:
    return Words(ko=_cidrs(cidrs), en=_cidrs(cidrs))


def _cidrs(cidrs: tuple[str, ...]) -> str:
    return ", ".join(cidrs) if len(cidrs) <= _READABLE else f"{', '.join(cidrs[:_READABLE])} … (+{len(cidrs) - _READABLE})"


def _distinct(values: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(values))


def properties(
    judgement: Judgement, ways: tuple[Trace, ...], source: Source, destination: Destination
) -> Mapping[str, bool | None]:
    """Give the four properties that "private" stands for; None where the way is not known or differs by part.

    Traffic that starts and ends on the AWS network stays on it, except to or from the China Regions.
    — https://aws.amazon.com/vpc/faqs/
    """
    ends = _distinct(w.then or w.path for w in ways)
    each = [_ENDS.get(e) if e is not None else None for e in ends]
    if judgement.path is None or not each or any(e is None for e in each):
        return dict.fromkeys(("no_public_ip_hop", "on_aws_network", "vpc_identity_visible", "private_destination"))
    columns = list(zip(*(e for e in each if e is not None), strict=True))
    merged: list[bool | None] = [c[0] if len(set(c)) == 1 else None for c in columns]
    names = ("no_public_ip_hop", "on_aws_network", "vpc_identity_visible", "private_destination")
    given = dict(zip(names, merged, strict=True))
    apart = any(r.startswith(_APART) for r in (source.region, destination.region))
    if apart and given["no_public_ip_hop"] is not True:
        given["on_aws_network"] = None
    if destination.service is None:
        # A host that is no AWS service: nothing keeps the traffic on AWS's network, and it knows no VPC.
        given.update(on_aws_network=False, vpc_identity_visible=None)
    return given


#: no public IP hop · on the AWS network · VPC identity visible · private destination address
_ENDS: dict[Verdict, tuple[bool, bool, bool, bool]] = {
    Verdict.PRIVATE_GATEWAY_ENDPOINT: (True, True, True, False),
    Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT: (True, True, True, False),
    Verdict.PRIVATE_INTERFACE_ENDPOINT: (True, True, True, True),
    Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE: (True, True, True, True),
    Verdict.PRIVATE_INTERFACE_ENDPOINT_CROSS_REGION: (True, True, True, True),
    Verdict.PUBLIC_VIA_NAT_GATEWAY: (False, True, False, False),
    Verdict.PUBLIC_VIA_NAT_INSTANCE: (False, True, False, False),
    Verdict.PUBLIC_VIA_IGW: (False, True, False, False),
    Verdict.PUBLIC_VIA_EIGW: (False, True, False, False),
}


def flags(
    judgement: Judgement,
    ways: tuple[Trace, ...],
    source: Source,
    destination: Destination,
    snapshot: Snapshot,
    *,
    main_table: bool,
    endpoints: tuple[VpcEndpoint, ...],
) -> frozenset[Flag]:
    """Give what is true of the path beside its verdict."""
    found: set[Flag] = set()
    path = judgement.path or judgement.verdict
    end = judgement.then if path.value.startswith("VIA_") and judgement.then else path
    works = judgement.verdict_class in {VerdictClass.PRIVATE, VerdictClass.PUBLIC}
    if endpoints and end.verdict_class is not VerdictClass.PRIVATE:
        found.add(Flag.ENDPOINT_PRESENT_BUT_UNUSED)
    if _comes_and_goes(judgement):
        found.add(Flag.INTERMITTENT)
    settled = judgement.verdict.verdict_class not in {VerdictClass.BLOCKED, VerdictClass.UNKNOWN}
    if settled and _pays(path, ways, destination, snapshot, endpoints):
        found.add(Flag.COST_AVOIDABLE)
    if _crosses_zone(ways, source, snapshot):
        found.add(Flag.CROSS_AZ)
    if works and (main_table or _in_one_zone(ways, snapshot)):
        found.add(Flag.FRAGILE)
    return frozenset(found)


def _comes_and_goes(judgement: Judgement) -> bool:
    """Say whether some connections work and others do not."""
    blocked = {p.verdict.verdict_class is VerdictClass.BLOCKED for p in judgement.parts}
    return judgement.verdict is Verdict.MIXED and len(blocked) > 1


def _pays(
    path: Verdict, ways: tuple[Trace, ...], destination: Destination, snapshot: Snapshot, endpoints: tuple[VpcEndpoint, ...]
) -> bool:
    """Say whether the path pays by the gigabyte for what a gateway endpoint would carry free of charge."""
    free = has_gateway_type(destination.service) and destination.region == snapshot.region
    if not free or destination.variant in _ELSEWHERE:
        return False
    through_nat = any(h.kind == "nat-gateway" for w in ways for h in w.hops)
    gateway = any(e.type == "Gateway" and e.usable for e in endpoints)
    return through_nat or (path is Verdict.PRIVATE_INTERFACE_ENDPOINT and destination.service == "s3" and gateway)


def _in_one_zone(ways: tuple[Trace, ...], snapshot: Snapshot) -> bool:
    """Say whether the path hangs on an interface endpoint that has interfaces in one Availability Zone only."""
    used = {h.id for w in ways for h in w.hops if h.kind == "interface-endpoint"}
    for endpoint in (snapshot.endpoints[i] for i in used if i in snapshot.endpoints):
        subnets = [snapshot.subnets[s] for s in endpoint.subnet_ids if s in snapshot.subnets]
        if subnets and len(subnets) == len(endpoint.subnet_ids) and len({s.az_id or s.az for s in subnets}) == 1:
            return True
    return False


def _crosses_zone(ways: tuple[Trace, ...], source: Source, snapshot: Snapshot) -> bool:
    """Say whether a way crosses Availability Zones: to a zonal NAT gateway, or to an endpoint with no interface at home."""
    home = snapshot.subnets[source.subnet_id]
    here = home.az_id or home.az
    for hop in (h for w in ways for h in w.hops):
        nat = snapshot.nat_gateways.get(hop.id) if hop.kind == "nat-gateway" else None
        endpoint = snapshot.endpoints.get(hop.id) if hop.kind == "interface-endpoint" else None
        subnet_ids = (nat.subnet_id,) if nat and nat.subnet_id else endpoint.subnet_ids if endpoint else ()
        zones = {s.az_id or s.az for i in subnet_ids if i and (s := snapshot.subnets.get(i))}
        if here and zones and here not in zones:
            return True
    return False


def serving_endpoints(
    destination: Destination, gateways: tuple[VpcEndpoint, ...], interfaces: tuple[VpcEndpoint, ...]
) -> tuple[VpcEndpoint, ...]:
    """Give the endpoints that could serve this very destination: the edge network is behind no endpoint."""
    if destination.variant in _ELSEWHERE:
        return ()
    return (*gateways, *interfaces)


def full_access(policy: str) -> bool:
    """Say whether an endpoint policy is the default: everything allowed to everyone, nothing denied."""
    if not policy.strip():
        return True
    try:
        statements = json.loads(policy).get("Statement", [])
    except (ValueError, AttributeError, RecursionError):
        return False
    statements = [statements] if isinstance(statements, dict) else statements
    open_door = False
    for statement in statements if isinstance(statements, list) else []:
        if not isinstance(statement, dict) or statement.get("Effect") != "Allow" or statement.get("Condition"):
            return False
        anyone = statement.get("Principal") in ("*", {"AWS": "*"}, {"AWS": ["*"]})
        anything = _star(statement.get("Action")) and _star(statement.get("Resource"))
        open_door = open_door or (anyone and anything)
    return open_door


def _star(value: object) -> bool:
    return value == "*" or (isinstance(value, list) and "*" in value)
