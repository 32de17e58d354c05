"""Nouns of a VPC as AWS describes them: networks, interfaces, gateways, routes, filters, endpoints, names."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

#: The states of an endpoint that say whether it answers (EC2 API, VpcEndpoint); of `partial` some interfaces do.
_ENDPOINT_STATES = frozenset(
    {"available", "pendingacceptance", "pending", "deleting", "deleted", "rejected", "failed", "expired"}
)


class TargetKind(StrEnum):
    """What a route points at, decided by the field and by the id's prefix."""

    LOCAL = "local"
    INTERNET_GATEWAY = "internet-gateway"
    EGRESS_ONLY_GATEWAY = "egress-only-internet-gateway"
    NAT_GATEWAY = "nat-gateway"
    VPC_ENDPOINT = "vpc-endpoint"
    NETWORK_INTERFACE = "network-interface"
    INSTANCE = "instance"
    TRANSIT_GATEWAY = "transit-gateway"
    CORE_NETWORK = "core-network"
    PEERING = "vpc-peering-connection"
    VPN_GATEWAY = "vpn-gateway"
    CARRIER_GATEWAY = "carrier-gateway"
    LOCAL_GATEWAY = "local-gateway"
    ODB_NETWORK = "odb-network"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a route points: the kind and the id (`local` for the local route)."""

    kind: TargetKind
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A row of a route table. `destination` is a CIDR or a prefix list id (`pl-…`)."""

    destination: str
    target: Target
    state: str = "active"  # active | blackhole | filtered | whatever AWS says next
    origin: str = "CreateRoute"  # CreateRouteTable | CreateRoute | EnableVgwRoutePropagation | Advertisement

    @property
    def by_prefix_list(self) -> bool:
        """Say whether the destination is a prefix list rather than a CIDR."""
        return self.destination.startswith("pl-")

    @property
    def propagated(self) -> bool:
        """Say whether the route was learnt rather than written."""
        return self.origin in {"EnableVgwRoutePropagation", "Advertisement"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTable:
    """A route table with its rows but the `unread`, the subnets it names, and whether it is the VPC's main table.

    `changing` are the subnets whose association with it is under way, or in a state that is not known.
    """

    id: str
    vpc_id: str
    name: str = ""
    main: bool = False
    subnet_ids: tuple[str, ...] = ()
    gateway_ids: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()
    unread: int = 0
    changing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefixList:
    """A named set of CIDRs. `aws` where AWS owns it; `cidrs` is None where the entries were not seen."""

    id: str
    name: str
    aws: bool
    cidrs: tuple[str, ...] | None
    family: str = "IPv4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vpc:
    """A VPC. The DNS attributes are None where they were not seen."""

    id: str
    name: str = ""
    owner: str = ""
    cidrs: tuple[str, ...] = ()
    ipv6_cidrs: tuple[str, ...] = ()
    dhcp_options_id: str = ""
    dns_support: bool | None = None
    dns_hostnames: bool | None = None
    bpa_mode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subnet:
    """A subnet in one Availability Zone. `az_id` (not the name) compares across accounts."""

    id: str
    vpc_id: str
    name: str = ""
    owner: str = ""
    az: str = ""
    az_id: str = ""
    cidr: str = ""
    ipv6_cidrs: tuple[str, ...] = ()
    map_public_ip: bool = False
    dns64: bool = False
    bpa_mode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eni:
    """An elastic network interface."""

    id: str
    vpc_id: str
    subnet_id: str
    name: str = ""
    type: str = "interface"
    description: str = ""
    private_ips: tuple[str, ...] = ()
    public_ips: tuple[str, ...] = ()
    ipv6_ips: tuple[str, ...] = ()
    group_ids: tuple[str, ...] = ()
    instance_id: str | None = None
    source_dest_check: bool = True
    status: str = "in-use"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """An EC2 instance, as far as a packet cares."""

    id: str
    name: str = ""
    vpc_id: str = ""
    subnet_id: str = ""
    state: str = "running"
    eni_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NatAddress:
    """One address of a NAT gateway."""

    private_ip: str = ""
    public_ip: str = ""
    az_id: str = ""
    status: str = "succeeded"
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NatGateway:
    """A NAT gateway. A regional one has no subnet and its own route table.

    `appliances` are the types of what inspects in it.
    """

    id: str
    vpc_id: str
    name: str = ""
    subnet_id: str | None = None
    state: str = "available"
    connectivity: str = "public"  # public | private
    availability_mode: str = "zonal"  # zonal | regional
    route_table_id: str | None = None
    auto_provision_zones: str = ""
    addresses: tuple[NatAddress, ...] = ()
    appliances: tuple[str, ...] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InternetGateway:
    """An internet gateway or egress-only internet gateway and the VPCs that it is attached to."""

    id: str
    name: str = ""
    vpc_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Peering:
    """A VPC peering connection."""

    id: str
    name: str = ""
    status: str = "active"
    requester_vpc: str = ""
    accepter_vpc: str = ""
    requester_cidrs: tuple[str, ...] = ()
    accepter_cidrs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VpcEndpoint:
    """A VPC endpoint of any type. `state` is lower-case; `inbound_resolver_only` is None where AWS did not say.

    `dns_zone_id` is AWS's hosted zone of the first of `dns_names`, which an alias record to that name has to give.
    """

    id: str
    vpc_id: str
    name: str = ""
    type: str = "Gateway"  # Gateway | Interface | GatewayLoadBalancer | Resource | ServiceNetwork | Tunnel | …
    service_name: str = ""
    service_region: str = ""
    owner: str = ""
    state: str = "available"
    route_table_ids: tuple[str, ...] = ()
    subnet_ids: tuple[str, ...] = ()
    eni_ids: tuple[str, ...] = ()
    group_ids: tuple[str, ...] = ()
    private_dns: bool = False
    dns_names: tuple[str, ...] = ()
    dns_zone_id: str = ""
    inbound_resolver_only: bool | None = None
    dns_record_ip_type: str = ""
    ip_address_type: str = "ipv4"
    policy: str = ""
    last_error: str = ""

    @property
    def usable(self) -> bool:
        """Say whether the endpoint is in service."""
        return self.state == "available"

    @property
    def settled(self) -> bool:
        """Say whether the endpoint is in a state that AWS documents, with none of its interfaces missing."""
        return self.state in _ENDPOINT_STATES

    @property
    def gone(self) -> bool:
        """Say whether the endpoint is deleted or on its way out."""
        return self.state in {"deleted", "deleting"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointService:
    """What AWS says of an endpoint service: its private DNS names and its Availability Zones."""

    name: str
    private_dns_names: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    zone_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPublicAccess:
    """VPC Block Public Access of the Region, and its exclusions as (resource id, mode, state)."""

    mode: str = "off"
    state: str = "default-state"
    managed_by: str = "account"
    exclusions_allowed: str = "allowed"
    exclusions: tuple[tuple[str, str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """An S3 bucket that was asked about. `region` is where it really is; "" where AWS did not say.

    `policy` is None where it was not seen, and "" where there is none.
    """

    name: str
    region: str = ""
    exists: bool = True
    policy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPoint:
    """An access point of S3 that was asked about, and the bucket behind it ("" where AWS did not say).

    `vpc_id` is the one VPC that it takes requests from; "" where it takes them from anywhere. `policy` is None where it was
    not seen, and "" where there is none.
    """

    name: str
    arn: str = ""
    bucket: str = ""
    bucket_owner: str = ""
    vpc_id: str = ""
    exists: bool = True
    policy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A Lambda function that was asked about; without subnets it sends from outside every VPC of the account.

    `ipv6` says whether it may use IPv6 in subnets that have it (`Ipv6AllowedForDualStack`).
    """

    name: str
    vpc_id: str = ""
    subnet_ids: tuple[str, ...] = ()
    group_ids: tuple[str, ...] = ()
    ipv6: bool = False
    exists: bool = True
