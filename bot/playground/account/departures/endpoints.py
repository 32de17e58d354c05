"""VPC endpoints: what AWS says of each type, and what changing one really does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.playground.account.region import Departure, EndpointSettings
from bot.playground.account.wire import RefusedError, listed, numbered, put, put_rows, rows, text, texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from bot.playground.account.region import Exchange, Region

_SHOWN = ("CreateVpcEndpoint", "DescribeVpcEndpoints")
_CHANGED = ("CreateVpcEndpoint", "ModifyVpcEndpoint")


def endpoints(region: Region, params: Mapping[str, str] | None = None) -> list[Element]:
    """Give the endpoints that are there, as moto has them."""
    found = region.rows("DescribeVpcEndpoints", "vpcEndpointSet", params)
    return [row for row in found if text(row, "state") != "deleted"]


def _shown(exchange: Exchange) -> list[Element]:
    return rows(exchange.answer, "vpcEndpointSet", "vpcEndpoint")


def _is_gateway(endpoint: Element) -> bool:
    return text(endpoint, "vpcEndpointType") == "Gateway"


def default_type(exchange: Exchange) -> None:
    """CreateVpcEndpoint without a type: moto leaves the type out of everything; AWS makes a gateway endpoint."""
    exchange.params.setdefault("VpcEndpointType", "Gateway")


def default_group(exchange: Exchange) -> None:
    """An interface endpoint without security groups: moto's has none; AWS's has the VPC's default group."""
    if exchange.params.get("VpcEndpointType") == "Interface" and "SecurityGroupId.1" not in exchange.params:
        asked = {"Filter.1.Name": "vpc-id", "Filter.1.Value.1": exchange.params.get("VpcId", "")}
        groups = exchange.region.rows("DescribeSecurityGroups", "securityGroupInfo", asked)
        default = (text(group, "groupId") for group in groups if text(group, "groupName") == "default")
        exchange.params.update(numbered("SecurityGroupId", default))


def drop_deleted(exchange: Exchange) -> None:
    """Deleted endpoints: moto lists them for ever; AWS lists them no more."""
    held = exchange.answer.find("vpcEndpointSet") if exchange.answer is not None else None
    if held is not None:
        for gone in [row for row in held if text(row, "state") == "deleted"]:
            held.remove(gone)


def show_gateway_endpoint(exchange: Exchange) -> None:
    """Gateway endpoints: moto says that private DNS is on; AWS says that it is off, with no names, groups or subnets."""
    for endpoint in _shown(exchange):
        if _is_gateway(endpoint):
            put(endpoint, "privateDnsEnabled", "false")
            for empty in ("groupSet", "subnetIdSet", "networkInterfaceIdSet", "dnsEntrySet"):
                put(endpoint, empty)


def keep_settings(exchange: Exchange) -> None:
    """ModifyVpcEndpoint: moto ignores private DNS, DNS options and address type; AWS changes them."""
    endpoint_id = exchange.params.get("VpcEndpointId") or text(_one(exchange), "vpcEndpointId")
    known = exchange.region.settings.get(endpoint_id) or EndpointSettings()
    asked = exchange.params
    exchange.region.settings[endpoint_id] = replace(
        known,
        private_dns=_flag(asked.get("PrivateDnsEnabled"), otherwise=known.private_dns),
        inbound_only=_flag(asked.get("DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint"), otherwise=known.inbound_only),
        record_ip_type=asked.get("DnsOptions.DnsRecordIpType", known.record_ip_type),
        ip_address_type=asked.get("IpAddressType", known.ip_address_type),
    )


def _one(exchange: Exchange) -> Element:
    return _shown(exchange)[0]


def _flag(said: str | None, *, otherwise: bool) -> bool:
    return otherwise if said is None else said.lower() == "true"


def show_settings(exchange: Exchange) -> None:
    """IpAddressType, DnsOptions and private DNS: moto leaves out the first two and makes up the third; AWS says them.

    For S3, private DNS is only for an inbound Resolver endpoint unless one asks for more.
    """
    for endpoint in _shown(exchange):
        known = exchange.region.settings.get(text(endpoint, "vpcEndpointId"), EndpointSettings())
        put(endpoint, "ipAddressType", known.ip_address_type)
        put(endpoint, "requesterManaged", "false")
        options = put(endpoint, "dnsOptions")
        put(options, "dnsRecordIpType", known.record_ip_type or ("service-defined" if _is_gateway(endpoint) else "ipv4"))
        if not _is_gateway(endpoint):
            put(endpoint, "privateDnsEnabled", str(known.private_dns).lower())
            if text(endpoint, "serviceName").endswith(".s3"):
                only = known.private_dns and known.inbound_only
                put(options, "privateDnsOnlyForInboundResolverEndpoint", str(only).lower())


def show_dns_names(exchange: Exchange) -> None:
    """Interface endpoints: moto makes up one name; AWS gives the regional one, one a zone, and the private ones."""
    zones = {text(s, "subnetId"): text(s, "availabilityZone") for s in exchange.region.rows("DescribeSubnets", "subnetSet")}
    for endpoint in _shown(exchange):
        made_up = text(endpoint, "dnsEntrySet/item/dnsName")
        if _is_gateway(endpoint) or not made_up:
            continue
        own = made_up.split(".", 1)[0]
        known = exchange.region.settings.get(text(endpoint, "vpcEndpointId"), EndpointSettings())
        names = public_names(
            own,
            text(endpoint, "serviceName"),
            exchange.region.name,
            [zones[s] for s in texts(endpoint, "subnetIdSet") if s in zones],
        )
        names += private_names(text(endpoint, "serviceName"), exchange.region.name) if known.private_dns else []
        hosted = text(endpoint, "dnsEntrySet/item/hostedZoneId")
        put_rows(endpoint, "dnsEntrySet", [{"dnsName": name, "hostedZoneId": hosted} for name in names])


def _label(service_name: str, region: str) -> str:
    """Give a service's label in hostnames: `ecr.api` of an endpoint service name is `api.ecr` in a hostname."""
    return ".".join(reversed(service_name.partition(f".{region}.")[2].split(".")))


def public_names(own: str, service_name: str, region: str, zones: list[str]) -> list[str]:
    """Give the names that belong to one endpoint alone: for the Region, and for each zone it is in."""
    label = _label(service_name, region)
    star = "*." if label == "s3" else ""
    return [f"{star}{name}.{label}.{region}.vpce.amazonaws.com" for name in (own, *(f"{own}-{zone}" for zone in zones))]


def private_names(service_name: str, region: str) -> list[str]:
    """Give the service's own names, which private DNS leads to the endpoint; DynamoDB's interface endpoints have none."""
    label, domain = _label(service_name, region), f"{region}.amazonaws.com"
    if label == "dynamodb":
        return []
    if label == "s3":
        return [f"{name}.{domain}" for name in ("s3", "*.s3", "s3-control", "*.s3-control", "*.s3-accesspoint")]
    starred = [f"*.{label}.{domain}"] if label == "dkr.ecr" else []
    return [f"{label}.{domain}", *starred]


def refuse_second_gateway(exchange: Exchange) -> None:
    """A second gateway endpoint for a service on one route table: moto overwrites the first's route; AWS refuses."""
    region, params = exchange.region, exchange.params
    wanted = {*listed(params, "RouteTableId"), *listed(params, "AddRouteTableId")}
    there = endpoints(region)
    own = params.get("VpcEndpointId", "")
    service = params.get("ServiceName") or next(
        (text(e, "serviceName") for e in there if text(e, "vpcEndpointId") == own), ""
    )
    others = (e for e in there if text(e, "serviceName") == service and text(e, "vpcEndpointId") != own)
    for taken in sorted(wanted.intersection(table for other in others for table in texts(other, "routeTableIdSet"))):
        list_id = region.list_ids.get(list_of(region, service), "")
        msg = f"route table {taken} already has a route with destination-prefix-list-id {list_id}"
        raise RefusedError("RouteAlreadyExists", msg)


def list_of(region: Region, service_name: str) -> str:
    """Give moto's id of the prefix list of a gateway service, empty where the service has none."""
    lists = region.rows("DescribePrefixLists", "prefixListSet")
    return next((text(row, "prefixListId") for row in lists if text(row, "prefixListName") == service_name), "")


def refuse_unknown_table(exchange: Exchange) -> None:
    """ModifyVpcEndpoint with a route table that is not there: moto takes it; AWS refuses."""
    if added := listed(exchange.params, "AddRouteTableId"):
        exchange.region.ask("DescribeRouteTables", numbered("RouteTableId", added))


def move_routes(exchange: Exchange) -> None:
    """ModifyVpcEndpoint with route tables: moto notes them and leaves the routes; AWS adds and removes the routes."""
    region, endpoint_id = exchange.region, exchange.params.get("VpcEndpointId", "")
    (endpoint,) = endpoints(region, {"VpcEndpointId.1": endpoint_id})
    if not _is_gateway(endpoint):
        return
    listed_as = list_of(region, text(endpoint, "serviceName"))
    wanted = set(texts(endpoint, "routeTableIdSet"))
    for table in region.rows("DescribeRouteTables", "routeTableSet"):
        table_id = text(table, "routeTableId")
        routed = any(text(route, "gatewayId") == endpoint_id for route in rows(table, "routeSet"))
        to = {"RouteTableId": table_id, "DestinationPrefixListId": listed_as}
        if table_id in wanted and not routed:
            region.ask("CreateRoute", {**to, "GatewayId": endpoint_id})
        elif routed and table_id not in wanted:
            region.ask("DeleteRoute", to)


DEPARTURES: tuple[Departure, ...] = (
    Departure(name="endpoint-default-type", actions=("CreateVpcEndpoint",), request=default_type),
    Departure(name="endpoint-default-group", actions=("CreateVpcEndpoint",), request=default_group),
    Departure(name="one-gateway-endpoint-a-table", actions=_CHANGED, request=refuse_second_gateway),
    Departure(name="endpoint-unknown-table", actions=("ModifyVpcEndpoint",), request=refuse_unknown_table),
    Departure(name="deleted-endpoints", actions=("DescribeVpcEndpoints",), answer=drop_deleted),
    Departure(name="gateway-endpoint-fields", actions=_SHOWN, answer=show_gateway_endpoint),
    Departure(name="endpoint-dns-names", actions=_SHOWN, answer=show_dns_names),
    Departure(name="endpoint-options", actions=_SHOWN, answer=show_settings),
    Departure(name="endpoint-settings-change", actions=_CHANGED, answer=keep_settings),
    Departure(name="endpoint-route-tables", actions=("ModifyVpcEndpoint",), answer=move_routes),
)
