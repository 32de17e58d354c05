"""What AWS does when an endpoint is made or changed: routes by prefix lists, interfaces, and private names."""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.partitions import dns_suffix
from diagnostics.analysis.private_names import covers, endpoint_names
from diagnostics.analysis.services import (
    NO_PRIVATE_DNS,
    endpoint_service_name,
    prefix_list_of,
    region_of,
    service_of,
)
from diagnostics.changes.editing import new_id, put, refuse
from diagnostics.model.network import Eni, Route, Target, TargetKind

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.network import RouteTable, Subnet, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot

#: What an endpoint made without a policy lets through, and what `--reset-policy` puts back.
FULL_ACCESS = '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'
#: How the ids begin of endpoints that a change makes: AWS gives them their own.
NEW_ENDPOINT = "vpce-new-"
#: States in which an endpoint no longer claims its private names.
_OVER = frozenset({"deleted", "deleting", "failed", "rejected", "expired"})


def lists_of(endpoint: VpcEndpoint, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the prefix lists by which AWS routes a table to the gateway endpoint: those of its other tables, else by name."""
    routed = {
        route.destination
        for table in snapshot.route_tables.values()
        for route in table.routes
        if route.by_prefix_list and route.target.id == endpoint.id
    }
    if routed:
        return tuple(sorted(routed))
    service = service_of(endpoint)
    named = prefix_list_of(service, snapshot.region, snapshot)
    name = f"com.amazonaws.{snapshot.region}.{service}"
    six = [p.id for p in snapshot.prefix_lists.values() if p.family == "IPv6" and p.name.startswith(name)]
    four = () if endpoint.ip_address_type == "ipv6" and six else (named.id if named else f"pl-{service}",)
    return (*four, *(sorted(six) if endpoint.ip_address_type in {"ipv6", "dualstack"} else ()))


def associated(endpoint: VpcEndpoint, table: RouteTable, change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot after AWS has associated the table: the endpoint names it, and it has the endpoint's routes.

    "If you create or modify a gateway endpoint … we add a route"; a table takes one route to a prefix list.
    — https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    if table.vpc_id != endpoint.vpc_id:
        refuse(change, f"InvalidParameter: route table {table.id} and endpoint {endpoint.id} belong to different networks")
    lists = lists_of(endpoint, snapshot)
    if taken := next((r.destination for r in table.routes if r.destination in lists), None):
        refuse(
            change, f"RouteAlreadyExists: route table {table.id} already has a route with destination-prefix-list-id {taken}"
        )
    if table.id in endpoint.route_table_ids:
        refuse(change, f"InvalidParameter: route table {table.id} is associated with endpoint {endpoint.id} already")
    rows = tuple(Route(destination=d, target=Target(TargetKind.VPC_ENDPOINT, endpoint.id)) for d in lists)
    held = put(snapshot, "endpoints", replace(endpoint, route_table_ids=(*endpoint.route_table_ids, table.id)))
    return put(held, "route_tables", replace(table, routes=(*table.routes, *rows)))


def placed(endpoint: VpcEndpoint, subnet: Subnet, change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot after AWS has put a network interface of the endpoint into the subnet: one a zone, in its VPC.

    "you can select one subnet per Availability Zone"
    — https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    """
    if subnet.vpc_id != endpoint.vpc_id:
        refuse(change, f"InvalidParameter: subnet {subnet.id} is not in {endpoint.vpc_id}")
    zones = {s.az_id or s.az for i in endpoint.subnet_ids if (s := snapshot.subnets.get(i))}
    if (subnet.az_id or subnet.az) in zones:
        refuse(
            change,
            "DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of " + subnet.id,
        )
    eni = Eni(
        id=new_id(f"eni-{endpoint.id}", snapshot.enis),
        vpc_id=endpoint.vpc_id,
        subnet_id=subnet.id,
        type="vpc_endpoint",
        description=f"VPC Endpoint Interface {endpoint.id}",
        private_ips=(_free_address(subnet, change, snapshot),),
        group_ids=endpoint.group_ids,
    )
    grown = replace(endpoint, subnet_ids=(*endpoint.subnet_ids, subnet.id), eni_ids=(*endpoint.eni_ids, eni.id))
    return put(put(snapshot, "enis", eni), "endpoints", grown)


def _free_address(subnet: Subnet, change: Change, snapshot: Snapshot) -> str:
    """Give an address of the subnet that nobody has; AWS keeps the first four and the last."""
    try:
        network = ipaddress.IPv4Network(subnet.cidr, strict=False)
    except ValueError:
        refuse(change, f"InvalidSubnet: {subnet.id} has no IPv4 range")
    taken = {ip for e in snapshot.enis.values() if e.subnet_id == subnet.id for ip in e.private_ips}
    first, last = int(network.network_address) + 4, int(network.broadcast_address) - 1
    found = next((ip for n in range(last, first - 1, -1) if (ip := str(ipaddress.IPv4Address(n))) not in taken), None)
    return found or refuse(change, f"InsufficientFreeAddressesInSubnet: no free address in {subnet.id}")


def answering(endpoint: VpcEndpoint, change: Change, snapshot: Snapshot) -> VpcEndpoint:
    """Give the endpoint with its private DNS on, for every resolver of the VPC.

    "To use private DNS, you must enable DNS hostnames and DNS resolution for your VPC."
    — https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    """
    vpc = snapshot.vpcs.get(endpoint.vpc_id)
    if endpoint.type != "Interface":
        refuse(change, f"InvalidParameter: private DNS is for interface endpoints, and {endpoint.id} is {endpoint.type}")
    if service_of(endpoint) in NO_PRIVATE_DNS:
        refuse(change, f"InvalidParameter: the service {endpoint.service_name} does not provide a private DNS name")
    if vpc is not None and (vpc.dns_support is False or vpc.dns_hostnames is False):
        refuse(
            change,
            "InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes"
            f" set to true for {vpc.id}",
        )
    own = tuple(n for n in endpoint.dns_names if ".vpce." in n)
    on = replace(endpoint, private_dns=True, inbound_resolver_only=_for_all(endpoint), dns_names=own)
    names = _service_names(endpoint, snapshot) or endpoint_names(on, snapshot.region)
    if taken := _claimed(names, on, snapshot):
        refuse(
            change,
            "InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for"
            f" {taken} in the VPC {endpoint.vpc_id}",
        )
    return replace(on, dns_names=(*own, *names))


def silent(endpoint: VpcEndpoint) -> VpcEndpoint:
    """Give the endpoint with its private DNS off: only its own names are left."""
    return replace(endpoint, private_dns=False, dns_names=tuple(n for n in endpoint.dns_names if ".vpce." in n))


def _for_all(endpoint: VpcEndpoint) -> bool | None:
    """Give the setting that lets every resolver of the VPC answer: S3 alone has one, and it has to be said."""
    return False if service_of(endpoint) == "s3" else endpoint.inbound_resolver_only


def _service_names(endpoint: VpcEndpoint, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the private names that AWS says the service has, where that was collected."""
    said = snapshot.endpoint_services.get(endpoint.service_name)
    names = tuple(n.casefold().rstrip(".") for n in said.private_dns_names) if said else ()
    # S3's list is cut short in some answers; its names are documented.
    return names if names and service_of(endpoint) != "s3" else ()


def _claimed(names: tuple[str, ...], endpoint: VpcEndpoint, snapshot: Snapshot) -> str:
    """Give the first of the names that another endpoint or a private hosted zone of the VPC answers already."""
    plain = tuple(n for n in names if not n.startswith("*."))
    for other in snapshot.endpoints.values():
        if other.id == endpoint.id or other.vpc_id != endpoint.vpc_id or other.type != "Interface":
            continue
        if other.private_dns and other.state not in _OVER:
            theirs = endpoint_names(other, snapshot.region)
            if clash := next((n for n in plain if any(covers(t, n) for t in theirs)), ""):
                return clash
    zones = {z.name.rstrip(".").casefold() for z in snapshot.hosted_zones.values() if endpoint.vpc_id in z.vpc_ids}
    return next((n for n in plain if n in zones), "")


def service_named(word: str, region: str) -> tuple[str, str]:
    """Give the full endpoint service name and its Region; a bare service is the Region's own."""
    parts = word.removeprefix("cn.").split(".")
    if word.startswith(("com.amazonaws.", "cn.com.amazonaws.")) and len(parts) > 3:  # noqa: PLR2004 (com.amazonaws.REGION.service)
        return word, parts[2]
    return endpoint_service_name(word, region), region


def own_name(endpoint: VpcEndpoint, snapshot: Snapshot) -> str:
    """Give the endpoint's own DNS name, which always answers with its private addresses."""
    region = region_of(endpoint, snapshot.region)
    return f"{endpoint.id}.{service_of(endpoint)}.{region}.vpce.{dns_suffix(region)}"
