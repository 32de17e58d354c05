"""The way back from another VPC: do the tables over there lead what is answered to where it came from?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.families import sender_addresses
from diagnostics.analysis.leg import said
from diagnostics.analysis.lookup import effective_table, select
from diagnostics.analysis.screening import Screened
from diagnostics.analysis.transit import entrance_to, select_transit
from diagnostics.model.trace import Block, Confidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.addresses import AddressSet
    from diagnostics.model.flow import Source
    from diagnostics.model.network import RouteTable
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Evidence, Trace

_TABLES = "ec2:DescribeRouteTables"
_TRANSIT_ROUTES = "ec2:SearchTransitGatewayRoutes"
_BRIDGES = frozenset({"transit-gateway", "core-network", "vpc-peering-connection"})


def screen_way_back_from_subnet(way: Trace, subnet_id: str, source: Source, snapshot: Snapshot) -> Screened:
    """Screen what an interface in a subnet of another VPC answers: without a route back, replies are lost.

    Both sides route to each other, by their own tables.
    — https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
    """
    table = effective_table(subnet_id, snapshot)[0]
    lost, unsure = _lost(way, table, source, snapshot)
    if lost is None:
        return Screened(confidence=unsure)
    block = Block(verdict=Verdict.BLOCKED_NO_ROUTE, subject=lost.subject, cause="far_return", evidence=(lost,))
    return Screened(blocks=(block,), confidence=unsure)


def screen_way_back_from_nat(way: Trace, source: Source, snapshot: Snapshot) -> Screened:
    """Screen what a NAT gateway in another VPC hands back: without a route to the source, replies get there and are lost.

    Behind a transit gateway, the NAT gateway's own table needs routes to the VPCs that send through it.
    — https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html
    """
    beyond = next((n for n, h in enumerate(way.hops) if h.kind in _BRIDGES), None)
    nat = next(
        (snapshot.nat_gateways.get(h.id) for h in way.hops[beyond or 0 :] if beyond and h.kind == "nat-gateway"), None
    )
    if nat is None:
        return Screened()
    own = snapshot.route_tables.get(nat.route_table_id or "") if nat.subnet_id is None else None
    lost, unsure = _lost(way, own or effective_table(nat.subnet_id or "", snapshot)[0], source, snapshot)
    if lost is None:
        return Screened(confidence=unsure)
    block = Block(verdict=Verdict.BLOCKED_NO_ROUTE, subject=lost.subject, cause="far_return", evidence=(lost,))
    return Screened(blocks=(block,), confidence=unsure)


def _lost(way: Trace, table: RouteTable | None, source: Source, snapshot: Snapshot) -> tuple[Evidence | None, Confidence]:
    """Give what shows that replies do not find back, and how sure it is that they do or do not."""
    bridge = next((h for h in reversed(way.hops) if h.kind in _BRIDGES), None)
    senders = sender_addresses(source, snapshot, way.addresses.family)
    nat = next((snapshot.nat_gateways.get(h.id) for h in way.hops if h.kind == "nat-gateway"), None)
    translated = nat is not None and nat.vpc_id == source.vpc_id  # replies go to that NAT gateway rather than the source
    if bridge is None or table is None or not senders or translated:
        return None, Confidence.MEDIUM
    shown = ", ".join(senders.cidrs()[:2])
    choices = select(table, senders, snapshot, None, snapshot.region)
    if any(c.route is None or c.route.target.id != bridge.id or c.route.state != "active" for c in choices):
        fact = Words(
            ko=f"{table.id}에 {shown}(출발지)로 돌아가는 {bridge.id} 라우트가 없어서 응답이 돌아오지 못해요",
            en=f"{table.id} has no route by {bridge.id} back to the source, {shown}, so replies are lost",
        )
        return said(_TABLES, table.id, fact), Confidence.MEDIUM
    if bridge.kind != "transit-gateway":
        return None, Confidence.HIGH
    return _lost_in_transit(table.vpc_id, bridge.id, senders, source, snapshot), Confidence.MEDIUM


def _lost_in_transit(
    far_vpc: str, gateway_id: str, senders: AddressSet, source: Source, snapshot: Snapshot
) -> Evidence | None:
    """Give the transit gateway's table that leads replies elsewhere than to the source's VPC, where that is seen."""
    entrance, home = entrance_to(gateway_id, far_vpc, snapshot), entrance_to(gateway_id, source.vpc_id, snapshot)
    table = snapshot.transit_tables.get(entrance.table_id) if entrance else None
    if table is None or table.routes is None or home is None:
        return None
    choices = select_transit(table, senders, snapshot)
    wrong = [c for c in choices if not c.doubtful and (c.route is None or home.id not in c.route.attachment_ids)]
    through = any(c.route is not None and c.route.attachment_ids and c.route.state == "active" for c in wrong)
    if not wrong or through:  # by way of yet another VPC, they may still find back
        return None
    shown = ", ".join(senders.cidrs()[:2])
    fact = Words(
        ko=f"Transit Gateway 라우팅 테이블 {table.id}에 {shown}(출발지)로 돌아가는 라우트가 없어서 응답이 돌아오지 못해요",
        en=f"transit gateway route table {table.id} has no route back to the source, {shown}, so replies are lost",
    )
    return said(_TRANSIT_ROUTES, table.id, fact)
