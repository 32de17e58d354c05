"""Routes that lead nowhere any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.account.region import Departure
from bot.playground.account.wire import numbered, put, rows, text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from bot.playground.account.region import Exchange, Region

_ALIVE = ("pending", "available", "failed", "deleting")


def mark_blackholes(exchange: Exchange) -> None:
    """Routes whose NAT gateway is deleted or internet gateway detached: moto keeps `active`; AWS says `blackhole`."""
    alive = {text(nat, "natGatewayId") for nat in _living_nat_gateways(exchange.region)}
    attached = _attachments(exchange.region)
    for table in rows(exchange.answer, "routeTableSet"):
        for route in rows(table, "routeSet"):
            nat, gateway = text(route, "natGatewayId"), text(route, "gatewayId")
            unattached = gateway.startswith("igw-") and (gateway, text(table, "vpcId")) not in attached
            if unattached or (nat and nat not in alive):
                put(route, "state", "blackhole")


def _living_nat_gateways(region: Region) -> list[Element]:
    return region.rows(
        "DescribeNatGateways", "natGatewaySet", {"Filter.1.Name": "state", **numbered("Filter.1.Value", _ALIVE)}
    )


def _attachments(region: Region) -> set[tuple[str, str]]:
    gateways = region.rows("DescribeInternetGateways", "internetGatewaySet")
    return {(text(g, "internetGatewayId"), text(a, "vpcId")) for g in gateways for a in rows(g, "attachmentSet")}


DEPARTURES: tuple[Departure, ...] = (
    Departure(name="blackhole-routes", actions=("DescribeRouteTables",), answer=mark_blackholes),
)
