"""The frozen picture of one Region of one account, and what could not be seen of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.encryption import EncryptionControl
    from diagnostics.model.filters import NetworkAcl, SecurityGroup
    from diagnostics.model.flow_logs import FlowLog
    from diagnostics.model.names import (
        DhcpOptions,
        DomainList,
        FirewallGroup,
        HostedZone,
        Profile,
        ResolverEndpoint,
        ResolverRule,
    )
    from diagnostics.model.nat_usage import NatFlows, NatMetrics
    from diagnostics.model.network import (
        AccessPoint,
        BlockPublicAccess,
        Bucket,
        EndpointService,
        Eni,
        Function,
        Instance,
        InternetGateway,
        NatGateway,
        Peering,
        PrefixList,
        RouteTable,
        Subnet,
        Vpc,
        VpcEndpoint,
    )
    from diagnostics.model.transit import TransitAttachment, TransitTable

#: A time of UTC as the collector writes it.
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*(?:Z|\+00:00)")


def moment_of(stamp: str) -> str:
    """Give a time as a person reads it, to the minute; a stamp of another shape as it is."""
    found = _STAMP.fullmatch(stamp)
    return f"{found[1]} {found[2]} UTC" if found else stamp


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A call whose answer is not there, why, what it hides, and the IAM action that would let us look.

    `call` and `needs` are IAM actions (`ec2:DescribeRouteTables`); `subject` narrows a call made per resource.
    """

    call: str
    reason: Literal["denied", "not-collected", "failed", "unsupported"]
    hides: str
    needs: str
    subject: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What AWS said, by id. A kind that was never seen is empty *and* has a gap: empty alone means none."""

    account: str = ""
    region: str = ""
    partition: str = "aws"
    taken_at: str = ""
    vpcs: Mapping[str, Vpc] = field(default_factory=_none)
    subnets: Mapping[str, Subnet] = field(default_factory=_none)
    route_tables: Mapping[str, RouteTable] = field(default_factory=_none)
    endpoints: Mapping[str, VpcEndpoint] = field(default_factory=_none)
    endpoint_services: Mapping[str, EndpointService] = field(default_factory=_none)
    prefix_lists: Mapping[str, PrefixList] = field(default_factory=_none)
    nat_gateways: Mapping[str, NatGateway] = field(default_factory=_none)
    internet_gateways: Mapping[str, InternetGateway] = field(default_factory=_none)
    egress_only_gateways: Mapping[str, InternetGateway] = field(default_factory=_none)
    enis: Mapping[str, Eni] = field(default_factory=_none)
    instances: Mapping[str, Instance] = field(default_factory=_none)
    security_groups: Mapping[str, SecurityGroup] = field(default_factory=_none)
    network_acls: Mapping[str, NetworkAcl] = field(default_factory=_none)
    dhcp_options: Mapping[str, DhcpOptions] = field(default_factory=_none)
    peerings: Mapping[str, Peering] = field(default_factory=_none)
    transit_attachments: Mapping[str, TransitAttachment] = field(default_factory=_none)
    transit_tables: Mapping[str, TransitTable] = field(default_factory=_none)
    hosted_zones: Mapping[str, HostedZone] = field(default_factory=_none)
    resolver_rules: Mapping[str, ResolverRule] = field(default_factory=_none)
    resolver_endpoints: Mapping[str, ResolverEndpoint] = field(default_factory=_none)
    firewall_groups: Mapping[str, FirewallGroup] = field(default_factory=_none)
    domain_lists: Mapping[str, DomainList] = field(default_factory=_none)
    profiles: Mapping[str, Profile] = field(default_factory=_none)
    buckets: Mapping[str, Bucket] = field(default_factory=_none)
    access_points: Mapping[str, AccessPoint] = field(default_factory=_none)
    functions: Mapping[str, Function] = field(default_factory=_none)
    bpa: BlockPublicAccess | None = None
    encryption_controls: Mapping[str, EncryptionControl] = field(default_factory=_none)  # by VPC
    flow_logs: Mapping[str, FlowLog] = field(default_factory=_none)
    nat_metrics: Mapping[str, NatMetrics] = field(default_factory=_none)
    nat_flows: Mapping[str, NatFlows] = field(default_factory=_none)
    gaps: tuple[Gap, ...] = ()

    @property
    def moment(self) -> str:
        """Give when it was taken as a person reads it, to the minute; a stamp of another shape as it is."""
        return moment_of(self.taken_at)

    def unseen(self, call: str, subject: str = "") -> Gap | None:
        """Give the gap that hides a call's answer, or None where the answer was seen.

        With a subject, a gap of the whole call counts as well as a gap of that subject, and of a row that bears no id.
        """
        return next((g for g in self.gaps if g.call == call and (g.subject in {"", subject} or g.subject[0] == "#")), None)

    def partly_unseen(self, call: str) -> Gap | None:
        """Give a gap that hides the answer of a call, or any one row of it: what is not in the rest may be there."""
        return next((g for g in self.gaps if g.call == call), None)
