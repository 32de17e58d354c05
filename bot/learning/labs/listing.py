"""What packets and names pass in a network, one card a thing, in the words of AWS's own API. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.learning.labs.cards import Card, called, columns, facts, listed, titled, yes

if TYPE_CHECKING:
    from diagnostics import Snapshot
    from diagnostics.model.network import RouteTable, Vpc, VpcEndpoint


def overview(snapshot: Snapshot) -> tuple[Card, ...]:
    """Give VPCs, subnets, instances and network interfaces."""
    subnets = sorted(snapshot.subnets.values(), key=lambda one: one.cidr)
    machines = sorted(snapshot.instances.values(), key=lambda one: one.id)
    worn_by = {eni: one.id for one in machines for eni in one.eni_ids}
    enis = sorted(snapshot.enis.values(), key=lambda one: one.id)
    return (
        Card(
            id="",
            title="VPCs",
            lines=columns(
                ("VpcId", "Name", "CidrBlock"),
                [(one.id, one.name, ", ".join(one.cidrs)) for one in snapshot.vpcs.values()],
            ),
            holds=tuple(snapshot.vpcs),
        ),
        Card(
            id="",
            title="Subnets",
            lines=columns(
                ("SubnetId", "Name", "CidrBlock", "AvailabilityZone"),
                [(one.id, one.name, one.cidr, f"{one.az} ({one.az_id})") for one in subnets],
            ),
            holds=tuple(snapshot.subnets),
        ),
        Card(
            id="",
            title="Instances",
            lines=columns(
                ("InstanceId", "Name", "SubnetId", "NetworkInterfaces", "State"),
                [(i.id, i.name, i.subnet_id, ", ".join(i.eni_ids), i.state) for i in machines],
            ),
            holds=tuple(snapshot.instances),
        ),
        Card(
            id="",
            title="Network interfaces",
            lines=columns(
                ("NetworkInterfaceId", "SubnetId", "PrivateIp", "Type", "Groups", "InstanceId"),
                [
                    (e.id, e.subnet_id, ", ".join(e.private_ips), e.type, ", ".join(e.group_ids), worn_by.get(e.id, "-"))
                    for e in enis
                ],
            ),
            holds=tuple(snapshot.enis),
        ),
    )


def route_tables(snapshot: Snapshot) -> tuple[Card, ...]:
    """Give every route table with its associations and its rows."""
    return tuple(_table(one, snapshot) for _, one in sorted(snapshot.route_tables.items()))


def _table(table: RouteTable, snapshot: Snapshot) -> Card:
    subnets = [called(one, snapshot.subnets) for one in table.subnet_ids]
    propagates = any(route.propagated for route in table.routes)
    rows = [
        (
            listed(route.destination, snapshot),
            route.target.id,
            route.state,
            *(("Yes" if route.propagated else "No",) if propagates else ()),
        )
        for route in table.routes
    ]
    return Card(
        id=table.id,
        title=titled(table.id, table.name),
        lines=(
            f"Main: {'Yes' if table.main else 'No'}",
            f"Explicit subnet associations: {', '.join(subnets) or '-'}",
            "",
            *columns(("Destination", "Target", "Status", *(("Propagated",) if propagates else ())), rows),
        ),
        about=(*table.subnet_ids, *(route.target.id for route in table.routes), *(r.destination for r in table.routes)),
    )


def endpoints(snapshot: Snapshot) -> tuple[Card, ...]:
    """Give every VPC endpoint with its options."""
    return tuple(_endpoint(one, snapshot) for _, one in sorted(snapshot.endpoints.items()))


def _endpoint(one: VpcEndpoint, snapshot: Snapshot) -> Card:
    said = [
        ("VpcEndpointType", one.type),
        ("ServiceName", one.service_name),
        ("State", one.state),
        ("VpcId", one.vpc_id),
    ]
    if one.type == "Gateway":
        said.append(("RouteTableIds", ", ".join(one.route_table_ids) or "-"))
    else:
        enis = [snapshot.enis[eni] for eni in one.eni_ids if eni in snapshot.enis]
        said += [
            ("PrivateDnsEnabled", yes(one.private_dns)),
            *(
                [("PrivateDnsOnlyForInboundResolverEndpoint", yes(one.inbound_resolver_only))]
                if one.inbound_resolver_only is not None
                else []
            ),
            ("SubnetIds", ", ".join(called(s, snapshot.subnets) for s in one.subnet_ids)),
            ("NetworkInterfaces", ", ".join(f"{eni.id} {'/'.join(eni.private_ips)}" for eni in enis) or "-"),
            ("Groups", ", ".join(called(g, snapshot.security_groups) for g in one.group_ids) or "-"),
            *(("DnsName", name) for name in one.dns_names),
        ]
    return Card(
        id=one.id,
        title=titled(one.id, one.name),
        lines=facts(said),
        about=(*one.route_table_ids, *one.subnet_ids, *one.group_ids, *one.eni_ids),
    )


def names(snapshot: Snapshot) -> tuple[Card, ...]:
    """Give what decides how names resolve: VPC attributes, DHCP options, hosted zones, Resolver rules, DNS Firewall."""
    cards = [
        Card(
            id=vpc.id,
            title=titled(vpc.id, vpc.name),
            lines=facts(
                [
                    ("enableDnsSupport", yes(vpc.dns_support)),
                    ("enableDnsHostnames", yes(vpc.dns_hostnames)),
                    ("DhcpOptionsId", vpc.dhcp_options_id or "-"),
                    ("domain-name-servers", _servers(vpc, snapshot)),
                ]
            ),
        )
        for vpc in snapshot.vpcs.values()
    ]
    zones = [(zone.id, zone.name, ", ".join(zone.vpc_ids)) for zone in snapshot.hosted_zones.values()]
    rules = [
        (rule.id, rule.domain, rule.type, ", ".join(rule.target_ips) or "-", ", ".join(rule.vpc_ids) or "-")
        for rule in snapshot.resolver_rules.values()
    ]
    groups = [(one.id, one.name, ", ".join(one.priority_in)) for one in snapshot.firewall_groups.values()]
    for title, head, rows, held in (
        ("Private hosted zones", ("HostedZoneId", "Name", "VPCs"), zones, snapshot.hosted_zones),
        ("Resolver rules", ("Id", "DomainName", "RuleType", "TargetIps", "VPCs"), rules, snapshot.resolver_rules),
        ("DNS Firewall rule groups", ("Id", "Name", "VPCs"), groups, snapshot.firewall_groups),
    ):
        cards.append(Card(id="", title=title, lines=columns(head, rows), holds=tuple(held)))
    cards += [
        Card(
            id=zone.id,
            title=f"{zone.id} ({zone.name})",
            lines=columns(
                ("Name", "Type", "Value"), [(r.name, r.type, ", ".join(r.values) or r.alias) for r in zone.records or ()]
            ),
        )
        for zone in snapshot.hosted_zones.values()
        if zone.records
    ]
    return tuple(cards)


def _servers(vpc: Vpc, snapshot: Snapshot) -> str:
    options = snapshot.dhcp_options.get(vpc.dhcp_options_id)
    return ", ".join(options.domain_name_servers) if options is not None else "-"


def gateways(snapshot: Snapshot) -> tuple[Card, ...]:
    """Give NAT gateways and internet gateways."""
    nats = [
        Card(
            id=one.id,
            title=titled(one.id, one.name),
            lines=facts(
                [
                    ("State", one.state),
                    ("ConnectivityType", one.connectivity),
                    ("SubnetId", called(one.subnet_id or "-", snapshot.subnets)),
                    *(("Address", f"{a.private_ip} / {a.public_ip or '-'}") for a in one.addresses),
                ]
            ),
            about=(one.subnet_id or "",),
        )
        for one in snapshot.nat_gateways.values()
    ]
    internet = [
        Card(id=one.id, title=titled(one.id, one.name), lines=facts([("Attachments", ", ".join(one.vpc_ids) or "-")]))
        for one in (*snapshot.internet_gateways.values(), *snapshot.egress_only_gateways.values())
    ]
    return (*nats, *internet)
