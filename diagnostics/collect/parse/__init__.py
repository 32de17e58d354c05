"""From AWS's own words to the frozen snapshot. Pure; nothing here crashes on what AWS or a file may hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.collect.parse.asked import functions_in
from diagnostics.collect.parse.buckets import access_points_in, buckets_in
from diagnostics.collect.parse.combined import (
    block_public_access_in,
    endpoint_services_in,
    hosted_zones_in,
    prefix_lists_in,
    resolver_rules_in,
    vpcs_in,
)
from diagnostics.collect.parse.dns_firewall import domain_lists_in, firewall_groups_in
from diagnostics.collect.parse.endpoints import endpoint_of
from diagnostics.collect.parse.filters import network_acl_of, security_group_of
from diagnostics.collect.parse.gaps import gaps_of
from diagnostics.collect.parse.gateways import egress_only_gateway_of, internet_gateway_of, nat_gateway_of, peering_of
from diagnostics.collect.parse.names import dhcp_options_of
from diagnostics.collect.parse.nat_usage import nat_flows_in, nat_metrics_in
from diagnostics.collect.parse.places import eni_of, instance_of, subnet_of
from diagnostics.collect.parse.profiles import profiles_in, resolver_endpoints_in
from diagnostics.collect.parse.reading import Reading
from diagnostics.collect.parse.regions import whereabouts
from diagnostics.collect.parse.routes import route_tables_in
from diagnostics.collect.parse.transit import transit_attachments_in, transit_tables_in
from diagnostics.collect.parse.watching import encryption_controls_in, flow_log_of
from diagnostics.model.snapshot import Snapshot

if TYPE_CHECKING:
    from diagnostics.collect.answers import Answers

_PARTITIONS = (("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"), ("eusc-", "aws-eusc"))


def snapshot_of(answers: Answers, region: str | None = None) -> Snapshot:
    """Give the snapshot of one Region out of what AWS said; `region` wins over what the answers say of themselves.

    Raises `AskerError` only where a Region is asked for and every row that names one names another.
    """
    here = whereabouts(answers, region)
    reading = Reading(answers, here)
    profiles = profiles_in(reading)
    firewall_groups = firewall_groups_in(reading, profiles)
    read = Snapshot(
        account=here.account,
        region=here.region,
        partition=answers.meta.partition
        or next((name for start, name in _PARTITIONS if here.region.startswith(start)), "aws"),
        taken_at=answers.meta.taken_at,
        vpcs=vpcs_in(reading),
        subnets=reading.by_id("describe-subnets", subnet_of),
        route_tables=route_tables_in(reading),
        endpoints=reading.by_id("describe-vpc-endpoints", endpoint_of),
        endpoint_services=endpoint_services_in(reading),
        prefix_lists=prefix_lists_in(reading),
        nat_gateways=reading.by_id("describe-nat-gateways", nat_gateway_of),
        internet_gateways=reading.by_id("describe-internet-gateways", internet_gateway_of),
        egress_only_gateways=reading.by_id("describe-egress-only-internet-gateways", egress_only_gateway_of),
        enis=reading.by_id("describe-network-interfaces", eni_of),
        instances=reading.by_id("describe-instances", instance_of),
        security_groups=reading.by_id("describe-security-groups", security_group_of),
        network_acls=reading.by_id("describe-network-acls", network_acl_of),
        dhcp_options=reading.by_id("describe-dhcp-options", dhcp_options_of),
        peerings=reading.by_id("describe-vpc-peering-connections", peering_of),
        transit_attachments=transit_attachments_in(reading),
        transit_tables=transit_tables_in(reading),
        hosted_zones=hosted_zones_in(reading, profiles),
        resolver_rules=resolver_rules_in(reading),
        resolver_endpoints=resolver_endpoints_in(reading),
        firewall_groups=firewall_groups,
        domain_lists=domain_lists_in(reading, firewall_groups),
        profiles=profiles,
        buckets=buckets_in(reading),
        access_points=access_points_in(reading),
        functions=functions_in(reading),
        bpa=block_public_access_in(reading),
        encryption_controls=encryption_controls_in(reading),
        flow_logs=reading.by_id("describe-flow-logs", flow_log_of),
        nat_metrics=nat_metrics_in(reading),
        nat_flows=nat_flows_in(reading),
    )
    return replace(read, gaps=(*gaps_of(answers, account=here.account), *reading.unreadable))


__all__ = ["snapshot_of"]
