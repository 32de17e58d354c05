"""A small place to try rules on: the baseline network as model types, changed one fact at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from diagnostics.diagnosis import diagnose
from diagnostics.model.filters import AclEntry, FilterRule, NetworkAcl, SecurityGroup
from diagnostics.model.flow import Query
from diagnostics.model.names import DhcpOptions
from diagnostics.model.network import (
    Eni,
    InternetGateway,
    NatAddress,
    NatGateway,
    PrefixList,
    Route,
    RouteTable,
    Subnet,
    Target,
    TargetKind,
    Vpc,
    VpcEndpoint,
)
from diagnostics.model.snapshot import Gap, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagnostics.model.finding import Case, Finding

    Change = Callable[["Place"], None]

REGION, ACCOUNT, VPC = "ap-northeast-2", "111122223333", "vpc-0a"
S3 = ("52.219.56.0/22", "3.5.140.0/22")
ALL = FilterRule(protocol="-1", cidrs=("0.0.0.0/0",))
_KINDS = {
    "nat": TargetKind.NAT_GATEWAY,
    "igw": TargetKind.INTERNET_GATEWAY,
    "eigw": TargetKind.EGRESS_ONLY_GATEWAY,
    "vpce": TargetKind.VPC_ENDPOINT,
    "tgw": TargetKind.TRANSIT_GATEWAY,
    "pcx": TargetKind.PEERING,
    "vgw": TargetKind.VPN_GATEWAY,
    "eni": TargetKind.NETWORK_INTERFACE,
    "local": TargetKind.LOCAL,
}


def to(destination: str, target: str, **more: Any) -> Route:
    """Give a route; the kind of the target is read from its id."""
    return Route(destination=destination, target=Target(_KINDS[target.partition("-")[0]], target), **more)


def entry(number: int, cidr: str, *, egress: bool, allow: bool = True, ports: tuple[int, int] | None = None) -> AclEntry:
    """Give a TCP entry of a network ACL, for all ports where none are named."""
    low, high = ports or (None, None)
    return AclEntry(
        number=number, egress=egress, protocol="6" if ports else "-1", allow=allow, cidr=cidr, from_port=low, to_port=high
    )


@dataclass
class Place:
    """The baseline: two private subnets behind one NAT gateway, a public subnet, open filters, no endpoint."""

    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    rest: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lay out the baseline."""
        local, nat = to("10.0.0.0/16", "local"), to("0.0.0.0/0", "nat-0a")
        self.parts = {
            "vpcs": {
                VPC: Vpc(
                    id=VPC,
                    owner=ACCOUNT,
                    cidrs=("10.0.0.0/16",),
                    dhcp_options_id="dopt-0a",
                    dns_support=True,
                    dns_hostnames=True,
                )
            },
            "dhcp_options": {"dopt-0a": DhcpOptions(id="dopt-0a", domain_name_servers=("AmazonProvidedDNS",))},
            "subnets": {
                "subnet-a1": _subnet("subnet-a1", "10.0.1.0/24", "apne2-az1"),
                "subnet-a2": _subnet("subnet-a2", "10.0.2.0/24", "apne2-az3"),
                "subnet-pub": replace(_subnet("subnet-pub", "10.0.0.0/24", "apne2-az1"), map_public_ip=True),
            },
            "route_tables": {
                "rtb-main": RouteTable(id="rtb-main", vpc_id=VPC, main=True, routes=(local,)),
                "rtb-a1": RouteTable(id="rtb-a1", vpc_id=VPC, subnet_ids=("subnet-a1",), routes=(local, nat)),
                "rtb-a2": RouteTable(id="rtb-a2", vpc_id=VPC, subnet_ids=("subnet-a2",), routes=(local, nat)),
                "rtb-pub": RouteTable(
                    id="rtb-pub", vpc_id=VPC, subnet_ids=("subnet-pub",), routes=(local, to("0.0.0.0/0", "igw-0a"))
                ),
            },
            "prefix_lists": {
                "pl-s3": PrefixList(id="pl-s3", name=f"com.amazonaws.{REGION}.s3", aws=True, cidrs=S3),
                "pl-ddb": PrefixList(
                    id="pl-ddb", name=f"com.amazonaws.{REGION}.dynamodb", aws=True, cidrs=("52.94.8.0/22",)
                ),
            },
            "nat_gateways": {
                "nat-0a": NatGateway(
                    id="nat-0a", vpc_id=VPC, subnet_id="subnet-pub", addresses=(NatAddress(public_ip="198.51.100.9"),)
                )
            },
            "internet_gateways": {"igw-0a": InternetGateway(id="igw-0a", vpc_ids=(VPC,))},
            "security_groups": {
                "sg-app": SecurityGroup(id="sg-app", name="app", vpc_id=VPC, egress=(ALL,), unsaid=frozenset({"ingress"})),
                "sg-ep": SecurityGroup(
                    id="sg-ep",
                    name="endpoints",
                    vpc_id=VPC,
                    ingress=(FilterRule(protocol="tcp", from_port=443, to_port=443, cidrs=("10.0.0.0/16",)),),
                ),
            },
            "network_acls": {
                "acl-0a": NetworkAcl(
                    id="acl-0a",
                    vpc_id=VPC,
                    default=True,
                    entries=(entry(100, "0.0.0.0/0", egress=True), entry(100, "0.0.0.0/0", egress=False)),
                )
            },
            "enis": {
                "eni-a1": _eni("eni-a1", "subnet-a1", "10.0.1.10"),
                "eni-a2": _eni("eni-a2", "subnet-a2", "10.0.2.10"),
                "eni-pub": replace(_eni("eni-pub", "subnet-pub", "10.0.0.10"), public_ips=("203.0.113.10",)),
            },
        }

    def put(self, kind: str, thing: Any) -> None:
        """Add a resource, or replace the one of the same id."""
        self.parts.setdefault(kind, {})[thing.id] = thing

    def change(self, kind: str, thing_id: str, **fields: Any) -> None:
        """Change fields of a resource."""
        self.put(kind, replace(self.parts[kind][thing_id], **fields))

    def route(self, table_id: str, *routes: Route, without: str = "") -> None:
        """Add routes to a table, after taking the one for a destination away."""
        kept = tuple(r for r in self.parts["route_tables"][table_id].routes if r.destination != without)
        self.change("route_tables", table_id, routes=(*kept, *routes))

    def gateway(self, *tables: str, service: str = "s3", routed: bool = True, **fields: Any) -> None:
        """Add a gateway endpoint and the route that AWS puts into each of its tables."""
        listed = {"s3": "pl-s3", "dynamodb": "pl-ddb"}[service]
        made = {"id": f"vpce-gw-{service}", "service_name": f"com.amazonaws.{REGION}.{service}", "route_table_ids": tables}
        self.put("endpoints", VpcEndpoint(vpc_id=VPC, type="Gateway", **{**made, **fields}))
        for table in tables if routed else ():
            self.route(table, to(listed, made["id"]))  # type: ignore[arg-type]

    def interface(self, service: str = "s3", subnet: str = "subnet-a1", **fields: Any) -> None:
        """Add an interface endpoint with one network interface and private DNS for all resolvers."""
        endpoint_id = f"vpce-if-{service.replace('.', '')}"
        ip = f"10.0.{1 if subnet == 'subnet-a1' else 2}.200"
        self.put("enis", replace(_eni(f"eni-{endpoint_id}", subnet, ip), type="vpc_endpoint", group_ids=("sg-ep",)))
        base: dict[str, Any] = {
            "id": endpoint_id,
            "service_name": f"com.amazonaws.{REGION}.{service}",
            "subnet_ids": (subnet,),
            "eni_ids": (f"eni-{endpoint_id}",),
            "group_ids": ("sg-ep",),
            "private_dns": True,
            "inbound_resolver_only": False,
        }
        self.put("endpoints", VpcEndpoint(vpc_id=VPC, type="Interface", **{**base, **fields}))

    def acl(self, subnet: str, *entries: AclEntry) -> None:
        """Give a subnet a network ACL of its own."""
        self.put("network_acls", NetworkAcl(id=f"acl-{subnet}", vpc_id=VPC, subnet_ids=(subnet,), entries=entries))

    def gap(self, call: str, reason: str = "denied") -> None:
        """Hide the answer of a call."""
        gap = Gap(call=call, reason=reason, hides=call, needs=call)  # type: ignore[arg-type]
        self.rest["gaps"] = (*self.rest.get("gaps", ()), gap)

    def snapshot(self) -> Snapshot:
        """Give the place as a snapshot."""
        return Snapshot(account=ACCOUNT, region=self.rest.pop("region", REGION), **self.parts, **self.rest)


@dataclass(frozen=True, slots=True)
class Row:
    """One try: what is changed, what is asked, and whether (True, or by which cause) the rule must fire."""

    code: str
    where: str
    change: Change
    source: str
    destination: str
    fires: bool | str


def rows(cases: dict[str, list[tuple[str, Change, str, str, bool | str]]]) -> dict[str, Any]:
    """Give the arguments of `parametrize` for a table of tries by code, each named by code and sentence."""
    every = [Row(code, *tried) for code, tries in cases.items() for tried in tries]
    return {"argvalues": every, "ids": [f"{r.code} {r.where}" for r in every]}


def outcome(row: Row) -> bool | str:
    """Give whether the rule fired; its cause where the row asks for one."""
    found = of(row.code, row.change, row.source, row.destination)
    return found is not None if found is None or isinstance(row.fires, bool) else str(found.cause)


def case_of(change: Change, source: str, destination: str) -> Case:
    """Give the case of one question after the change."""
    place = Place()
    change(place)
    (diagnosis,) = diagnose(Query(source=source, to=destination), place.snapshot())
    return diagnosis.case


def findings(change: Change, source: str, destination: str) -> list[Finding]:
    """Give what is found on the way from the source to the destination after the change."""
    place = Place()
    change(place)
    (diagnosis,) = diagnose(Query(source=source, to=destination), place.snapshot())
    return list(diagnosis.findings)


def of(code: str, change: Change, source: str, destination: str) -> Finding | None:
    """Give the first finding of a code, if there is one."""
    return next((f for f in findings(change, source, destination) if f.rule.code == code), None)


def nothing(_: Place) -> None:
    """Leave the baseline as it is."""


def both(*changes: Change) -> Change:
    """Give one change that makes several, in order."""

    def made(place: Place) -> None:
        for change in changes:
            change(place)

    return made


def _subnet(subnet_id: str, cidr: str, zone: str) -> Subnet:
    return Subnet(id=subnet_id, vpc_id=VPC, owner=ACCOUNT, az=f"{REGION}{zone[-1]}", az_id=zone, cidr=cidr)


def _eni(eni_id: str, subnet: str, ip: str) -> Eni:
    return Eni(id=eni_id, vpc_id=VPC, subnet_id=subnet, private_ips=(ip,), group_ids=("sg-app",), instance_id="i-0a")
