"""A transit gateway: traffic goes on by the route table of the attachment that it came in by, to another attachment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.leg import Ending, Fork, Leg, Onward, Outcome, said, shared_with, weaker
from diagnostics.analysis.lookup import effective_table
from diagnostics.analysis.transit import entrance_to, lacks_zone, landing_subnets, select_transit
from diagnostics.model.network import Route, Target, TargetKind
from diagnostics.model.trace import Block, Confidence, Evidence, Hop, Trace, Verdict, VerdictClass
from diagnostics.model.transit import AttachmentKind
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.analysis.transit import TransitChoice
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.transit import TransitAttachment, TransitTable

KINDS = (TargetKind.TRANSIT_GATEWAY,)
ATTACHMENTS = "ec2:DescribeTransitGatewayAttachments"
VPC_ATTACHMENTS = "ec2:DescribeTransitGatewayVpcAttachments"
ASSOCIATIONS = "ec2:GetTransitGatewayRouteTableAssociations"
ROUTES = "ec2:SearchTransitGatewayRoutes"
_REMOTE = Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE
#: Attachments that lead to a network outside AWS, whose own routing nobody can read here.
_ONPREM = frozenset(
    {
        AttachmentKind.VPN,
        AttachmentKind.VPN_CONCENTRATOR,
        AttachmentKind.CLIENT_VPN,
        AttachmentKind.DIRECT_CONNECT,
        AttachmentKind.CONNECT,
    }
)


def follow(route: Route, leg: Leg, snapshot: Snapshot) -> Outcome:
    """Give where a transit gateway passes the packet on to, as far as its attachments and route tables can be read.

    — https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
    """
    hop = Hop(kind="transit-gateway", id=route.target.id)
    entrance = entrance_to(hop.id, leg.vpc_id, snapshot)
    if entrance is None:
        return _not_attached(hop, leg, snapshot)
    if lacks_zone(entrance, leg.zone, snapshot):
        fact = Words(
            ko=(
                f"{entrance.id}에 {leg.zone} 가용 영역의 서브넷이 없어서, 그 영역의 트래픽은 Transit "
                f"Gateway({hop.id})로 넘어가지 못해요"
            ),
            en=f"{entrance.id} has no subnet in {leg.zone}, so {hop.id} takes nothing that is sent from that zone",
        )
        return _stopped(
            hop,
            Verdict.BLOCKED_UNSUPPORTED_PATH,
            "transit_zone",
            said(VPC_ATTACHMENTS, entrance.id, fact),
            confidence=Confidence.MEDIUM,
        )
    return _by_table(entrance, hop, leg, snapshot)


def _by_table(entrance: TransitAttachment, hop: Hop, leg: Leg, snapshot: Snapshot) -> Outcome:
    """Route by the table that the attachment is associated with; a table met again is a loop."""
    if not entrance.table_id:
        fact = Words(
            ko=f"{entrance.id}에 연결된 Transit Gateway 라우팅 테이블을 볼 수 없었어요. {hop.id}의 소유자 계정에서만 보여요",
            en=f"the route table of {entrance.id} could not be seen; only the account that owns {hop.id} sees it",
        )
        return _out_of_sight(hop, leg, said(ASSOCIATIONS, entrance.id, fact))
    table = snapshot.transit_tables.get(entrance.table_id)
    if table is None or table.routes is None:
        fact = Words(
            ko=f"Transit Gateway 라우팅 테이블 {entrance.table_id}의 라우트를 볼 수 없었어요",
            en=f"the routes of transit gateway route table {entrance.table_id} could not be seen",
        )
        return _out_of_sight(hop, leg, said(ROUTES, entrance.table_id, fact))
    if table.id in leg.visited:
        fact = Words(
            ko=f"트래픽이 {table.id} 테이블로 다시 돌아와서 {hop.id} 안에서 맴돌아요",
            en=f"traffic comes back to {table.id} and loops through {hop.id}",
        )
        return _stopped(hop, Verdict.BLOCKED_UNSUPPORTED_PATH, "loop", said(ROUTES, table.id, fact))
    choices = select_transit(table, leg.addresses, snapshot)
    onward = replace(leg, visited=leg.visited | {table.id})
    return Fork(parts=tuple((c.addresses, _along(c, table, hop, onward, snapshot)) for c in choices))


def _along(choice: TransitChoice, table: TransitTable, hop: Hop, leg: Leg, snapshot: Snapshot) -> tuple[Outcome, ...]:
    """Give where the chosen row of a transit gateway's table leads; one to several attachments may take any."""
    route = choice.route
    if route is None:
        shown = ", ".join(choice.addresses.cidrs()[:2])
        fact = Words(
            ko=f"Transit Gateway 라우팅 테이블 {table.id}에 {shown} 등으로 가는 라우트가 없어요",
            en=f"transit gateway route table {table.id} has no route to {shown}, …",
        )
        evidence = said(ROUTES, table.id, fact)
        if choice.doubtful:
            return (_out_of_sight(hop, leg, evidence),)
        return (_stopped(hop, Verdict.BLOCKED_NO_ROUTE, "transit_no_route", evidence, subject=table.id),)
    to = ", ".join(route.attachment_ids) or route.state
    chosen = Route(destination=route.destination, target=Target(TargetKind.TRANSIT_GATEWAY, to), state=route.state)
    passed = replace(hop, route=chosen)
    state = "" if route.state in {"active", to} else f" ({route.state})"
    row = f"{table.id}: {route.destination} → {to}{state}"
    evidence = said(ROUTES, table.id, Words(ko=row, en=row))
    if route.state == "blackhole":
        return (_stopped(passed, Verdict.BLOCKED_BLACKHOLE, "transit_blackhole", evidence, subject=table.id),)
    sure = Confidence.LOW if choice.doubtful or route.state != "active" else Confidence.MEDIUM
    onward = replace(leg, addresses=choice.addresses)
    known = [snapshot.transit_attachments.get(i) for i in route.attachment_ids]
    if not known or None in known:
        return (_out_of_sight(passed, leg, evidence),)
    return tuple(o for a in known if a is not None for o in _out_by(a, passed, onward, evidence, sure, snapshot))


def _out_by(
    attachment: TransitAttachment, hop: Hop, leg: Leg, evidence: Evidence, sure: Confidence, snapshot: Snapshot
) -> tuple[Outcome, ...]:
    """Give what is behind an attachment: a VPC is walked on from, a firewall hands back, all else is out of sight."""
    if not attachment.usable:
        fact = Words(
            ko=f"{attachment.id} 연결의 상태: {attachment.state}", en=f"{attachment.id} is in state {attachment.state}"
        )
        gone = said(ATTACHMENTS, attachment.id, fact)
        return (_stopped(hop, Verdict.BLOCKED_BLACKHOLE, "transit_blackhole", gone, confidence=Confidence.LOW),)
    if attachment.kind is AttachmentKind.VPC:
        return _into_vpc(attachment, hop, leg, evidence, sure, snapshot)
    if attachment.kind is AttachmentKind.NETWORK_FUNCTION:
        # A firewall attached to the transit gateway itself hands traffic back, to be routed by its attachment's table.
        return (_by_table(attachment, hop, leg, snapshot),)
    called = attachment.said_kind or attachment.kind.value
    behind = f"{attachment.id} ({called}{f' {attachment.resource_id}' if attachment.resource_id else ''})"
    fact = Words(
        ko=f"{behind} 쪽으로 나가고, 그 너머의 라우팅은 이 계정과 리전의 설정에 보이지 않아요",
        en=f"it leaves by {behind}, and the routing beyond does not show in the settings of this account and Region",
    )
    then = Verdict.VIA_ONPREM if attachment.kind in _ONPREM else None
    return (_out_of_sight(hop, leg, evidence, said(ATTACHMENTS, attachment.id, fact), then=then),)


def _into_vpc(
    attachment: TransitAttachment, hop: Hop, leg: Leg, evidence: Evidence, sure: Confidence, snapshot: Snapshot
) -> tuple[Outcome, ...]:
    """Walk on from the subnets at which traffic comes out of an attachment, by the tables of those subnets."""
    vpc_id = attachment.resource_id
    if vpc_id not in snapshot.vpcs:
        owner = f" ({attachment.owner})" if attachment.owner and attachment.owner != snapshot.account else ""
        fact = Words(
            ko=f"{attachment.id} 너머의 {vpc_id}{owner} VPC는 이 스냅샷에 없어요",
            en=f"{vpc_id}{owner}, beyond {attachment.id}, is not in this snapshot",
        )
        return (_out_of_sight(hop, leg, evidence, said("ec2:DescribeVpcs", vpc_id, fact)),)
    landings = landing_subnets(attachment, leg.zone, snapshot)
    if landings is None:
        fact = Words(
            ko=f"{attachment.id} 연결이 {vpc_id}의 어느 서브넷에 있는지 볼 수 없었어요",
            en=f"could not see which subnets of {vpc_id} hold {attachment.id}",
        )
        return (_out_of_sight(hop, leg, evidence, said(VPC_ATTACHMENTS, attachment.id, fact)),)
    return tuple(_landing(subnet_id, vpc_id, hop, leg, evidence, sure, snapshot) for subnet_id in landings)


def _landing(
    subnet_id: str, vpc_id: str, hop: Hop, leg: Leg, evidence: Evidence, sure: Confidence, snapshot: Snapshot
) -> Outcome:
    subnet = snapshot.subnets[subnet_id]
    landed = Hop(kind="subnet", id=subnet_id, name=subnet.name)
    inner = replace(
        leg,
        vpc_id=vpc_id,
        subnet_id=subnet_id,
        table=effective_table(subnet_id, snapshot)[0],
        zone=subnet.az_id,
        public=False,
        from_outside=True,
    )
    return Onward(leg=inner, beyond=lambda trace: _beyond(trace, hop, landed, evidence, sure))


def _beyond(trace: Trace, hop: Hop, landed: Hop, evidence: Evidence, sure: Confidence) -> Trace:
    """Say what the way in the other VPC means for whoever sent it there."""
    first = trace.hops[0].route if trace.hops and trace.hops[0].kind == "route-table" else None
    stuck = all(h.kind == "route-table" for h in trace.hops) and any(h.blocked for h in trace.hops)
    hops = (
        hop,
        replace(landed, route=first, blocked=stuck),
        *(h for h in trace.hops if h.kind != "route-table"),
    )
    path, then = _seen_from_afar(trace)
    return replace(
        trace,
        hops=hops,
        path=path,
        verdict=path or trace.verdict,
        then=then,
        confidence=weaker(trace.confidence, sure),
        evidence=(evidence, *trace.evidence),
    )


def _seen_from_afar(trace: Trace) -> tuple[Verdict | None, Verdict | None]:
    """Give the path, and what lies behind it, of a way that goes on as this trace beyond a transit gateway."""
    path, then = trace.path, trace.then
    if path is None:
        hidden = trace.verdict.verdict_class is VerdictClass.UNKNOWN
        return (Verdict.VIA_TRANSIT_UNKNOWN if hidden else None), None
    if path in {_REMOTE, Verdict.AMBIGUOUS_ROUTE} or path.verdict_class is VerdictClass.BLOCKED:
        return path, then
    end = then if path is Verdict.VIA_APPLIANCE or path.value.startswith("VIA_TRANSIT_") else path
    group = end.verdict_class if end is not None else None
    if group is VerdictClass.PRIVATE:
        return Verdict.VIA_TRANSIT_PRIVATE, end
    if group is VerdictClass.PUBLIC:
        return Verdict.VIA_TRANSIT_PUBLIC, end
    return Verdict.VIA_TRANSIT_UNKNOWN, end if end is not None and group is VerdictClass.ELSEWHERE else None


def _not_attached(hop: Hop, leg: Leg, snapshot: Snapshot) -> Ending:
    """End where the VPC's attachment is not in sight; AWS would mark the route of one that is gone as a blackhole."""
    if shared_with(leg, snapshot) or snapshot.partly_unseen(ATTACHMENTS):
        fact = Words(
            ko=f"{leg.vpc_id}의 {hop.id} 연결을 볼 수 없어서, 그 너머의 라우팅은 확인하지 못했어요",
            en=f"the attachment of {leg.vpc_id} to {hop.id} could not be seen, nor the routing beyond it",
        )
    else:
        fact = Words(
            ko=f"{leg.vpc_id}와 {hop.id} 사이의 연결(attachment)이 목록에 없어요",
            en=f"the attachments that are listed hold none of {leg.vpc_id} to {hop.id}",
        )
    return _out_of_sight(hop, leg, said(ATTACHMENTS, hop.id, fact))


def _stopped(
    hop: Hop,
    verdict: Verdict,
    cause: str,
    evidence: Evidence,
    *,
    subject: str = "",
    confidence: Confidence = Confidence.MEDIUM,
) -> Ending:
    block = Block(verdict=verdict, subject=subject or hop.id, cause=cause, evidence=(evidence,))
    return Ending(
        verdict=verdict, hops=(replace(hop, blocked=True),), blocks=(block,), confidence=confidence, evidence=(evidence,)
    )


def _out_of_sight(hop: Hop, leg: Leg, *evidence: Evidence, then: Verdict | None = None) -> Ending:
    """End where the way is lost from sight; an endpoint whose addresses are dialled is taken to be reached, unsurely."""
    if leg.arrives is not None:
        reached = leg.arrives
        return replace(reached, hops=(hop, *reached.hops), confidence=Confidence.LOW, evidence=evidence)
    return Ending(
        verdict=Verdict.VIA_TRANSIT_UNKNOWN, hops=(hop,), then=then, confidence=Confidence.MEDIUM, evidence=evidence
    )
