"""What one hop says: its sentence, its label, and one more fact about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.beyond import beyond
from diagnostics.explain.explanation import Mark, WayStep
from diagnostics.explain.naming import KINDS, service_name, service_title, thing
from diagnostics.explain.stops import stops_replies
from diagnostics.model.addresses import NAT64, V6
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diagnostics.model.addresses import AddressSet
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.trace import Block, Hop, HopKind
    from diagnostics.model.words import Lang

_SENTENCES: Mapping[HopKind, Words] = {
    "subnet": Words("{me} 안에 있어요.", "It is in {me}."),
    "network-interface": Words("{me}로 넘어가요.", "It is handed to {me}."),
    "instance": Words("{me}로 넘어가요.", "It is handed to {me}."),
    "nat-gateway": Words("{me}가 출발지 주소를 자기 주소로 바꿔 보내요.", "{Me} replaces the source address with its own."),
    "internet-gateway": Words("{me}에서 공인 IP로 바뀌어 VPC를 나가요.", "At {me} it gets a public IP and leaves the VPC."),
    "egress-only-internet-gateway": Words("IPv6로 {me}를 거쳐 VPC를 나가요.", "It leaves the VPC over IPv6 through {me}."),
    "gateway-endpoint": Words(
        "{me}를 거쳐 AWS 네트워크로 바로 들어가요.", "It enters the AWS network directly through {me}."
    ),
    "interface-endpoint": Words(
        "{me}의 사설 IP로 VPC 안에서 바로 가요.", "It goes to the private IP of {me}, inside the VPC."
    ),
    "gateway-load-balancer-endpoint": Words("{me}로 넘어가 검사를 받아요.", "It is handed to {me} for inspection."),
    "transit-gateway": Words("{me}로 넘어가 VPC를 나가요.", "It is handed to {me} and leaves the VPC."),
    "core-network": Words("{me}로 넘어가 VPC를 나가요.", "It is handed to {me} and leaves the VPC."),
    "vpc-peering-connection": Words("{me}으로 넘어가요.", "It is handed to {me}."),
    "vpn-gateway": Words("{me}로 넘어가 온프레미스 쪽으로 나가요.", "It is handed to {me}, towards on-premises."),
    "carrier-gateway": Words("{me}로 나가요.", "It leaves through {me}."),
    "local-gateway": Words("{me}로 나가요.", "It leaves through {me}."),
    "dns": Words("{host} 이름을 주소로 풀어요.", "The name {host} is resolved."),
    "security-group": Words("{me}의 규칙을 지나요.", "It passes the rules of {me}."),
    "network-acl": Words("{me}의 규칙을 지나요.", "It passes the rules of {me}."),
    "service": Words("{id}에 도착해요.", "It arrives at {id}."),
    "unknown": Words("해석할 수 없는 대상({id})을 만나요.", "It meets {id}, a target that cannot be read."),
}

#: What a hop says of IPv6, where that is another thing: its addresses are not translated, unless by NAT64.
_IPV6_SENTENCES: Mapping[HopKind, Words] = {
    "internet-gateway": Words(
        "IPv6 주소 그대로 {me}를 거쳐 VPC를 나가요.", "It leaves the VPC through {me} with its own IPv6 address."
    ),
    "interface-endpoint": Words(
        "{me}의 IPv6 주소로 VPC 안에서 바로 가요.", "It goes to the IPv6 address of {me}, inside the VPC."
    ),
}
_NAT64 = Words(
    "{me}가 IPv6를 IPv4로 변환하고(NAT64) 자기 주소로 보내요.",
    "{Me} translates IPv6 to IPv4 (NAT64) and sends it from its own address.",
)

#: What a hop says where the packet ends at it. Kinds that are not here say what they say, and that it stops here.
_STOPS: Mapping[HopKind, Words] = {
    "nat-gateway": Words("{me}까지 오지만 여기서 더 나가지 못해요.", "It reaches {me} and gets no further."),
    "network-interface": Words("{me}로 가지만 여기서 막혀요.", "It is sent to {me} and stopped there."),
    "internet-gateway": Words("{me} 앞에서 막혀요.", "It is stopped at {me}."),
    "egress-only-internet-gateway": Words("{me} 앞에서 막혀요.", "It is stopped at {me}."),
    "gateway-endpoint": Words("{me}로 가지만 여기서 막혀요.", "It is sent to {me} and stopped there."),
    "interface-endpoint": Words("{me}로 가지만 여기서 막혀요.", "It is sent to {me} and stopped there."),
    "vpc-peering-connection": Words("{me}으로 가지만 여기서 버려져요.", "It is sent to {me} and dropped there."),
    "security-group": Words("{me}의 규칙이 막아요.", "The rules of {me} stop it."),
    "network-acl": Words("{me}의 규칙이 막아요.", "The rules of {me} stop it."),
    "dns": Words("{host} 이름이 주소로 풀리지 않아요.", "The name {host} does not resolve."),
}

#: What the resolver's hop says where the name resolves, but to nothing that is there.
_STALE = Words(
    "{host} 이름이 지금은 없는 엔드포인트의 주소로 풀려요.",
    "The name {host} resolves to an address of an endpoint that is gone.",
)
_STARTS = Words("{me}에서 출발해요.", "It starts at {me}.")
_BY_MAIN = Words(
    "따로 연결된 테이블이 없어서 기본 {me}을 쓰고, {route} 라우트가 선택돼요.",
    "No table is associated with the subnet, so the main one applies, {me}; the route {route} is chosen.",
)
_BY_TABLE = Words("{me}에서 {route} 라우트가 선택돼요.", "In {me} the route {route} is chosen.")
_NO_ROUTE = Words("{me}에 이 목적지로 가는 라우트가 없어요.", "{Me} has no route to the destination.")
_BLACKHOLE = Words(
    "{me}에서 {route} 라우트가 선택되지만, 타깃이 없어진 블랙홀이에요.",
    "In {me} the route {route} is chosen, but its target is gone: a blackhole.",
)
_NOT_REACHED = Words("{me}까지 가지 못해요.", "It does not get to {me}.")
_REPLIES = Words("{me}의 규칙이 돌아오는 응답을 막아요.", "The rules of {me} stop the replies.")
_GONE = Words("{me}는 없어졌거나 쓸 수 없는 상태예요.", "Its target, {me}, is gone or unusable.")
_GONE_DETAIL = Words("없어진 타깃", "gone")
_TARGETS: Mapping[TargetKind, HopKind] = {
    TargetKind.INTERNET_GATEWAY: "internet-gateway",
    TargetKind.EGRESS_ONLY_GATEWAY: "egress-only-internet-gateway",
    TargetKind.NAT_GATEWAY: "nat-gateway",
    TargetKind.VPC_ENDPOINT: "gateway-endpoint",
    TargetKind.NETWORK_INTERFACE: "network-interface",
    TargetKind.INSTANCE: "instance",
    TargetKind.TRANSIT_GATEWAY: "transit-gateway",
    TargetKind.CORE_NETWORK: "core-network",
    TargetKind.PEERING: "vpc-peering-connection",
    TargetKind.VPN_GATEWAY: "vpn-gateway",
    TargetKind.CARRIER_GATEWAY: "carrier-gateway",
    TargetKind.LOCAL_GATEWAY: "local-gateway",
}
_SOURCES: frozenset[HopKind] = frozenset({"subnet", "network-interface", "instance", "function"})


def sentence(diagnosis: Diagnosis, hop: Hop, index: int, lang: Lang, to: AddressSet | None = None) -> str:
    """Say what happens at a hop on the way to addresses."""
    me = thing(hop.kind, hop.name, hop.id, lang)
    if index == 0 and (more := detail(diagnosis, hop, to)):
        aside = f" ({more})" if lang == "en" and not hop.name else f", {more}"
        me = thing(hop.kind, hop.name, hop.id + aside, lang)
    route = f"{hop.route.destination} → {hop.route.target.id}" if hop.route else ""
    host = diagnosis.case.destination.hostname
    words = _STALE if _stale(diagnosis, hop) else beyond(diagnosis, hop) or _words(hop, index, to)
    return words.say(lang).format(me=me, Me=me[:1].upper() + me[1:], id=hop.id, route=route, host=host)


def _stale(diagnosis: Diagnosis, hop: Hop) -> bool:
    """Say whether a name is answered with a record that leads to no endpoint."""
    blocks = (block for trace in diagnosis.case.traces for block in trace.blocks)
    return hop.kind == "dns" and any(b.cause == "stale_record" and b.subject == hop.id for b in blocks)


def _words(hop: Hop, index: int, to: AddressSet | None) -> Words:
    if hop.kind == "route-table":
        if hop.route is None:
            return _NO_ROUTE
        if hop.route.state == "blackhole":
            return _BLACKHOLE
        return _BY_MAIN if hop.association == "main" else _BY_TABLE
    if index == 0 and hop.kind in _SOURCES:
        return _STARTS
    if hop.blocked:
        return _STOPS.get(hop.kind, _SENTENCES[hop.kind])
    over_ipv6 = to is not None and to.family == V6
    return _over_ipv6(hop, translated=to is not None and NAT64.covers(to)) if over_ipv6 else _SENTENCES[hop.kind]


def _over_ipv6(hop: Hop, *, translated: bool) -> Words:
    if translated:
        return _NAT64 if hop.kind == "nat-gateway" else _SENTENCES[hop.kind]
    return _IPV6_SENTENCES.get(hop.kind, _SENTENCES[hop.kind])


def label(hop: Hop, lang: Lang) -> str:
    """Call the kind of a hop in the few words that fit a box; a main route table says so."""
    noun = KINDS[hop.kind].say(lang)
    if hop.kind == "route-table" and hop.association == "main":
        return f"기본 {noun}" if lang == "ko" else f"main {noun}"
    return noun


def detail(diagnosis: Diagnosis, hop: Hop, to: AddressSet | None = None) -> str:
    """Give one more fact of a hop from the snapshot: a CIDR or an address of the way's family; "" where there is none."""
    snapshot = diagnosis.case.snapshot
    ipv6 = to is not None and to.family == V6
    if hop.kind == "subnet" and (subnet := snapshot.subnets.get(hop.id)):
        return next(iter(subnet.ipv6_cidrs), "") if ipv6 or not subnet.cidr else subnet.cidr
    if hop.kind == "nat-gateway" and (nat := snapshot.nat_gateways.get(hop.id)):
        return next((a.public_ip for a in nat.addresses if a.public_ip), "")
    if hop.kind == "network-interface" and (eni := snapshot.enis.get(hop.id)):
        return next(iter(eni.ipv6_ips if ipv6 or not eni.private_ips else eni.private_ips), "")
    if hop.kind == "instance":
        source = diagnosis.case.source
        own = source.ipv6_ips or () if ipv6 else source.private_ips
        return next(iter(own), "") if hop.id == source.instance_id else ""
    return ""


def not_reached(hop: Hop, lang: Lang) -> str:
    """Say that the packet never gets to a hop."""
    return _NOT_REACHED.say(lang).format(me=thing(hop.kind, hop.name, hop.id, lang))


def lost_target(table: Hop, lang: Lang) -> Iterator[WayStep]:
    """Give the target of a route table's chosen route where it is no hop because it is gone."""
    route = table.route
    if table.kind != "route-table" or route is None or route.state != "blackhole":
        return
    kind = _TARGETS.get(route.target.kind, "unknown")
    yield WayStep(
        text=_GONE.say(lang).format(me=thing(kind, "", route.target.id, lang)),
        label=KINDS[kind].say(lang),
        sublabel=route.target.id,
        detail=_GONE_DETAIL.say(lang),
        kind=kind,
        mark=Mark.UNKNOWN,
        reached=False,
    )


def filter_step(diagnosis: Diagnosis, kind: HopKind, block: Block, lang: Lang) -> WayStep:
    """Give the step of a filter that stops the packet."""
    snapshot = diagnosis.case.snapshot
    held = snapshot.security_groups.get(block.subject) or snapshot.network_acls.get(block.subject)
    name = held.name if held else ""
    me = thing(kind, name, block.subject, lang)
    return WayStep(
        text=(_REPLIES if stops_replies(block) else _STOPS[kind]).say(lang).format(me=me),
        label=KINDS[kind].say(lang),
        name=name,
        sublabel=block.subject,
        kind=kind,
        mark=Mark.BAD,
    )


_ARRIVES = Words("{name}({host})에 도착해요.", "It arrives at {name} ({host}).")
_ARRIVES_OUTSIDE = Words("{host}에 도착해요.", "It arrives at {host}.")
_REFUSED = Words("{name}까지 가지만 정책이 요청을 거부해요(403).", "It gets to {name}, where the policy refuses it (403).")
_UNANSWERED = Words("{name}까지 가지만 응답이 돌아오지 못해요.", "It gets to {name}, but no reply comes back.")
_ENDS: Mapping[VerdictClass, Words] = {
    VerdictClass.BLOCKED: Words("{name}에는 도달하지 못해요.", "It never reaches {name}."),
    VerdictClass.ELSEWHERE: Words(
        "거기서 {name}까지 가는 길은 여기서 볼 수 없어요.",
        "How it gets from there to {name} cannot be seen from here.",
    ),
    VerdictClass.UNKNOWN: Words("{name}까지 어떻게 가는지 알 수 없어요.", "How it gets to {name} is not known."),
    VerdictClass.MIXED: Words("{name}까지 어느 길로 갈지 정해져 있지 않아요.", "Its path to {name} is not defined."),
}
_END_MARKS: Mapping[VerdictClass, Mark] = {
    VerdictClass.PRIVATE: Mark.OK,
    VerdictClass.PUBLIC: Mark.OK,
    VerdictClass.BLOCKED: Mark.BAD,
}


def service_step(diagnosis: Diagnosis, group: VerdictClass, block: Block | None, lang: Lang) -> WayStep:
    """Give the destination as the last step, whether the packet gets there or not."""
    destination = diagnosis.case.destination
    refused = block is not None and block.verdict is Verdict.BLOCKED_RESOURCE_POLICY
    unanswered = block is not None and stops_replies(block)
    arrives = _ARRIVES_OUTSIDE if destination.service is None else _ARRIVES
    words = _REFUSED if refused else _UNANSWERED if unanswered else _ENDS.get(group, arrives)
    return WayStep(
        text=words.say(lang).format(name=service_name(destination, lang), host=destination.hostname),
        label=Words("목적지", "destination").say(lang) if destination.service is None else KINDS["service"].say(lang),
        name=service_title(destination),
        sublabel=destination.stored or destination.region,
        kind="service",
        mark=Mark.WARN if unanswered else _END_MARKS.get(group, Mark.UNKNOWN),
        reached=group is not VerdictClass.BLOCKED or refused or unanswered,
    )
