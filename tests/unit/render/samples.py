"""Diagnoses made by hand from the model's types: small, legible networks that the tests and a looking eye share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from diagnostics.model.addresses import AddressSet
from diagnostics.model.filters import NetworkAcl, SecurityGroup
from diagnostics.model.finding import Case, Diagnosis, Finding, Part, Rule, Severity
from diagnostics.model.flow import Destination, Query, Source
from diagnostics.model.network import (
    Instance,
    NatAddress,
    NatGateway,
    Route,
    RouteTable,
    Subnet,
    Target,
    TargetKind,
    Vpc,
    VpcEndpoint,
)
from diagnostics.model.snapshot import Gap, Snapshot
from diagnostics.model.trace import Block, Confidence, Evidence, Hop, Resolution, Trace, Verdict
from diagnostics.model.words import Words

SUBNET, TABLE, NAT, IGW = (
    "subnet-0a1b2c3d4e5f60718",
    "rtb-0f1e2d3c4b5a69788",
    "nat-0123456789abcdef0",
    "igw-0fedcba9876543210",
)
GATEWAY, INTERFACE, S3_LIST = "vpce-0aaaabbbbccccdddd", "vpce-0111122223333444a", "pl-78a54011"
PUBLIC = {"no_public_ip_hop": False, "on_aws_network": True, "vpc_identity_visible": False, "private_destination": False}
PRIVATE = {"no_public_ip_hop": True, "on_aws_network": True, "vpc_identity_visible": True, "private_destination": False}
NOT_KNOWN: dict[str, bool | None] = dict.fromkeys(PUBLIC)

RULE = Rule(
    code="GWE-002",
    id="gateway-endpoint-not-associated",
    severity=Severity.HIGH,
    title=Words(
        "게이트웨이 엔드포인트가 이 서브넷의 라우팅 테이블에 연결돼 있지 않음",
        "The subnet's route table is not associated with the gateway endpoint",
    ),
    why=Words(
        "게이트웨이 엔드포인트는 연결된 라우팅 테이블에서만 쓰여요. 나머지 서브넷은 계속 NAT로 나가고 GB당 요금을 내요.",
        "A gateway endpoint works only through the route tables it is associated with; other subnets keep paying for NAT.",
    ),
    fix=Words(
        "엔드포인트에 이 서브넷의 라우팅 테이블을 연결하세요.", "Associate the subnet's route table with the endpoint."
    ),
    caveats=(
        Words("연결하는 순간 열려 있던 S3 연결이 끊길 수 있어요.", "Open connections to S3 may drop when it is associated."),
    ),
    sources=("https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",),
    learn=("gateway-route-added",),
)
FINDING = Finding(
    rule=RULE,
    subject=TABLE,
    evidence=(
        Evidence(
            call="ec2:DescribeVpcEndpoints",
            subject=GATEWAY,
            fact=Words(f"{GATEWAY}의 RouteTableIds에 {TABLE}이 없어요", f"RouteTableIds of {GATEWAY} does not hold {TABLE}"),
        ),
    ),
    cli=(f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {GATEWAY} --add-route-table-ids {TABLE} --region ap-northeast-2",),
)


def route(destination: str, kind: TargetKind, target: str, state: str = "active") -> Route:
    """Give one row of a route table."""
    return Route(destination=destination, target=Target(kind, target), state=state)


def hops_by_nat(name: str = "orchard") -> tuple[Hop, ...]:
    """Give the way of a private subnet through a NAT gateway to S3."""
    out = route("0.0.0.0/0", TargetKind.NAT_GATEWAY, NAT)
    onward = route("0.0.0.0/0", TargetKind.INTERNET_GATEWAY, IGW)
    return (
        Hop(kind="subnet", id=SUBNET, name=f"{name}-a"),
        Hop(kind="route-table", id=TABLE, name=f"{name}-private", association="explicit", route=out),
        Hop(kind="nat-gateway", id=NAT, name=f"{name}-nat", route=onward),
        Hop(kind="internet-gateway", id=IGW),
        Hop(kind="service", id="s3"),
    )


def hops_by_gateway_endpoint(name: str = "harbor") -> tuple[Hop, ...]:
    """Give the way of a private subnet through a gateway endpoint to S3."""
    return (
        Hop(kind="subnet", id=SUBNET, name=f"{name}-a"),
        Hop(
            kind="route-table",
            id=TABLE,
            name=f"{name}-private",
            association="main",
            route=route(S3_LIST, TargetKind.VPC_ENDPOINT, GATEWAY),
        ),
        Hop(kind="gateway-endpoint", id=GATEWAY, name=f"{name}-s3"),
        Hop(kind="service", id="s3"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A diagnosis in few words, with the rest of a small network around it."""

    hops: tuple[Hop, ...]
    verdict: Verdict
    path: Verdict | None = None
    then: Verdict | None = None
    traces: tuple[Trace, ...] | None = None
    blocks: tuple[Block, ...] = ()
    properties: dict[str, bool | None] = field(default_factory=lambda: dict(NOT_KNOWN))
    findings: tuple[Finding, ...] = ()
    parts: tuple[Part, ...] = ()
    gaps: tuple[Gap, ...] = ()
    confidence: Confidence = Confidence.HIGH
    source: Source | None = None
    destination: Destination | None = None
    resolutions: tuple[Resolution, ...] = (Resolution(via="public", prefix_list_id=S3_LIST),)

    def draw(self) -> Diagnosis:
        """Give the diagnosis."""
        subnet = Subnet(id=SUBNET, vpc_id="vpc-1", name=self.hops[0].name, cidr="10.0.11.0/24", az="ap-northeast-2a")
        source = self.source or Source(
            asked=subnet.name, vpc_id="vpc-1", subnet_id=SUBNET, account="111122223333", region="ap-northeast-2"
        )
        destination = self.destination or Destination(
            asked="s3", service="s3", region="ap-northeast-2", hostname="s3.ap-northeast-2.amazonaws.com"
        )
        whole = AddressSet.of(("52.219.56.0/22",))
        path = self.path or self.verdict
        traces = self.traces
        if traces is None:
            one = Trace(addresses=whole, hops=self.hops, path=path, verdict=self.verdict, then=self.then, blocks=self.blocks)
            traces = (one,)
        case = Case(
            query=Query(source=source.asked, to=destination.asked),
            snapshot=_snapshot(subnet),
            source=source,
            destination=destination,
            vpc=Vpc(id="vpc-1", name="grove", cidrs=("10.0.0.0/16",)),
            subnet=subnet,
            table=RouteTable(id=TABLE, vpc_id="vpc-1"),
            table_is_main=False,
            resolutions=self.resolutions,
            traces=traces,
            verdict=self.verdict,
            path=path,
            then=self.then,
            confidence=self.confidence,
            flags=frozenset(),
        )
        return Diagnosis(
            case=case,
            verdict=self.verdict,
            verdict_class=(self.then or self.verdict).verdict_class,
            path=path,
            then=self.then,
            confidence=self.confidence,
            flags=(),
            properties=self.properties,
            hops=self.hops,
            parts=self.parts,
            findings=self.findings,
            gaps=self.gaps,
        )


def _snapshot(subnet: Subnet) -> Snapshot:
    nat = NatGateway(id=NAT, vpc_id="vpc-1", addresses=(NatAddress(private_ip="10.0.0.5", public_ip="203.0.113.24"),))
    return Snapshot(
        account="111122223333",
        region="ap-northeast-2",
        subnets={subnet.id: subnet},
        nat_gateways={NAT: nat},
        instances={"i-0abc": Instance(id="i-0abc", name="web-1")},
        security_groups={"sg-0web": SecurityGroup(id="sg-0web", name="web")},
        network_acls={"acl-0tight": NetworkAcl(id="acl-0tight", vpc_id="vpc-1", name="tight")},
        endpoints={
            GATEWAY: VpcEndpoint(id=GATEWAY, vpc_id="vpc-1", name="harbor-s3"),
            INTERFACE: VpcEndpoint(id=INTERFACE, vpc_id="vpc-1", type="Interface"),
        },
    )


def by_nat() -> Diagnosis:
    """Give a subnet that the endpoint forgot: public, through NAT, with one finding."""
    return Sketch(
        hops=hops_by_nat(), verdict=Verdict.PUBLIC_VIA_NAT_GATEWAY, properties=dict(PUBLIC), findings=(FINDING,)
    ).draw()


def by_gateway_endpoint() -> Diagnosis:
    """Give a subnet whose traffic goes through a gateway endpoint."""
    return Sketch(hops=hops_by_gateway_endpoint(), verdict=Verdict.PRIVATE_GATEWAY_ENDPOINT, properties=dict(PRIVATE)).draw()


def by_interface_endpoint() -> Diagnosis:
    """Give a subnet that reaches the EC2 API by an interface endpoint."""
    table = Hop(kind="route-table", id=TABLE, association="explicit", route=route("10.0.0.0/16", TargetKind.LOCAL, "local"))
    hops = (
        Hop(kind="subnet", id=SUBNET, name="quarry-b"),
        table,
        Hop(kind="interface-endpoint", id=INTERFACE, name="ec2-api"),
        Hop(kind="service", id="ec2"),
    )
    there = Destination(asked="ec2", service="ec2", region="ap-northeast-2", hostname="ec2.ap-northeast-2.amazonaws.com")
    known = {**PRIVATE, "private_destination": True}
    return Sketch(hops=hops, verdict=Verdict.PRIVATE_INTERFACE_ENDPOINT, properties=known, destination=there).draw()


def blackhole() -> Diagnosis:
    """Give a subnet whose default route points at a NAT gateway that is gone."""
    gone = route("0.0.0.0/0", TargetKind.NAT_GATEWAY, "nat-0deadbeefdeadbeef", "blackhole")
    hops = (
        Hop(kind="subnet", id=SUBNET, name="quarry-a"),
        Hop(kind="route-table", id=TABLE, association="main", route=gone, blocked=True),
    )
    block = Block(verdict=Verdict.BLOCKED_BLACKHOLE, subject=TABLE, cause="blackhole")
    return Sketch(hops=hops, verdict=Verdict.BLOCKED_BLACKHOLE, blocks=(block,)).draw()


def no_route() -> Diagnosis:
    """Give an isolated subnet."""
    hops = (
        Hop(kind="subnet", id=SUBNET, name="meadow-a"),
        Hop(kind="route-table", id=TABLE, name="isolated", association="explicit", blocked=True),
    )
    block = Block(verdict=Verdict.BLOCKED_NO_ROUTE, subject=TABLE, cause="no_route")
    return Sketch(hops=hops, verdict=Verdict.BLOCKED_NO_ROUTE, blocks=(block,)).draw()


def blocked_by_group() -> Diagnosis:
    """Give an instance whose security group lets nothing out, in front of a gateway endpoint."""
    source = Source(
        asked="web-1",
        vpc_id="vpc-1",
        subnet_id=SUBNET,
        instance_id="i-0abc",
        private_ips=("10.0.11.24",),
        group_ids=("sg-0web",),
        account="111122223333",
        region="ap-northeast-2",
    )
    block = Block(verdict=Verdict.BLOCKED_SG_EGRESS, subject="sg-0web", cause="egress")
    there = Destination(
        asked="s3://team-logs",
        service="s3",
        region="ap-northeast-2",
        hostname="team-logs.s3.ap-northeast-2.amazonaws.com",
        bucket="team-logs",
    )
    return Sketch(
        hops=hops_by_gateway_endpoint(),
        verdict=Verdict.BLOCKED_SG_EGRESS,
        path=Verdict.PRIVATE_GATEWAY_ENDPOINT,
        blocks=(block,),
        properties=dict(PRIVATE),
        source=source,
        destination=there,
    ).draw()


def replies_blocked() -> Diagnosis:
    """Give a subnet whose network ACL lets no answers back in, behind NAT."""
    block = Block(verdict=Verdict.BLOCKED_NACL, subject="acl-0tight", cause="nat_return")
    return Sketch(
        hops=hops_by_nat(),
        verdict=Verdict.BLOCKED_NACL,
        path=Verdict.PUBLIC_VIA_NAT_GATEWAY,
        blocks=(block,),
        properties=dict(PUBLIC),
    ).draw()


def mixed(ways: int = 2) -> Diagnosis:
    """Give a subnet where some of S3's addresses go private and others by NAT (and by a transit gateway)."""
    private, public = hops_by_gateway_endpoint("orchard"), hops_by_nat()
    transit = (
        *public[:1],
        replace(public[1], route=route("52.219.60.0/23", TargetKind.TRANSIT_GATEWAY, "tgw-0a0b0c0d0e0f01234")),
        Hop(kind="transit-gateway", id="tgw-0a0b0c0d0e0f01234", name="backbone"),
    )
    kinds = (
        (private, Verdict.PRIVATE_GATEWAY_ENDPOINT, ("52.219.56.0/22",)),
        (public, Verdict.PUBLIC_VIA_NAT_GATEWAY, ("3.5.140.0/22", "52.219.144.0/22", "16.12.0.0/23")),
        (transit, Verdict.VIA_TRANSIT_UNKNOWN, ("52.219.60.0/23",)),
    )[:ways]
    traces = tuple(Trace(addresses=AddressSet.of(c), hops=h, path=v, verdict=v) for h, v, c in kinds)
    parts = tuple(Part(when=Words(", ".join(c), ", ".join(c)), verdict=v) for _, v, c in kinds)
    return Sketch(hops=private, verdict=Verdict.MIXED, traces=traces, parts=parts).draw()


def unseen_transit() -> Diagnosis:
    """Give a way into a transit gateway that nobody can follow, with several refused calls."""
    hops = (
        Hop(kind="subnet", id=SUBNET, name="orchard-b"),
        Hop(
            kind="route-table",
            id=TABLE,
            association="explicit",
            route=route("0.0.0.0/0", TargetKind.TRANSIT_GATEWAY, "tgw-0a0b0c0d0e0f01234"),
        ),
        Hop(kind="transit-gateway", id="tgw-0a0b0c0d0e0f01234"),
        Hop(kind="service", id="s3"),
    )
    gaps = (
        Gap(call="ec2:DescribeNetworkAcls", reason="denied", hides="network ACLs", needs="ec2:DescribeNetworkAcls"),
        Gap(call="ec2:DescribeDhcpOptions", reason="denied", hides="DHCP option sets", needs="ec2:DescribeDhcpOptions"),
        Gap(
            call="ec2:SearchTransitGatewayRoutes",
            reason="not-collected",
            hides="transit gateway routes",
            needs="ec2:SearchTransitGatewayRoutes",
        ),
    )
    return Sketch(hops=hops, verdict=Verdict.VIA_TRANSIT_UNKNOWN, gaps=gaps, confidence=Confidence.MEDIUM).draw()


def no_name_answer() -> Diagnosis:
    """Give a VPC whose resolver is off."""
    hops = (Hop(kind="subnet", id=SUBNET, name="orchard-a"), Hop(kind="dns", id="vpc-1", blocked=True))
    block = Block(verdict=Verdict.BLOCKED_DNS, subject="vpc-1", cause="resolver_off")
    return Sketch(
        hops=hops,
        verdict=Verdict.BLOCKED_DNS,
        blocks=(block,),
        resolutions=(Resolution(via="none", block=block),),
    ).draw()


def long_way(name: str = "orchard-production-analytics-workers-subnet-in-zone-a") -> Diagnosis:
    """Give ten hops with long names, through inspection and NAT."""
    first = route("2600:1f18:24e6:b900::/56", TargetKind.VPC_ENDPOINT, "vpce-0cafe0cafe0cafe00")
    second = route("pl-0123456789abcdef0", TargetKind.NETWORK_INTERFACE, "eni-0f00dfeedf00dfeed")
    third = route("0.0.0.0/0", TargetKind.NAT_GATEWAY, NAT)
    fourth = route("0.0.0.0/0", TargetKind.INTERNET_GATEWAY, IGW)
    hops = (
        Hop(kind="subnet", id=SUBNET, name=name),
        Hop(
            kind="route-table",
            id=TABLE,
            name="공용-라우팅-테이블-분석팀-운영-에이존",
            association="main",
            route=first,
        ),
        Hop(kind="gateway-load-balancer-endpoint", id="vpce-0cafe0cafe0cafe00", name="central-inspection-firewall"),
        Hop(kind="route-table", id="rtb-0aaa0bbb0ccc0ddd0", name="inspection", association="own", route=second),
        Hop(kind="network-interface", id="eni-0f00dfeedf00dfeed", name="proxy-appliance-primary-interface"),
        Hop(kind="route-table", id="rtb-0eee0fff00001111a", name="egress", association="own", route=third),
        Hop(kind="nat-gateway", id=NAT, name="shared-egress-nat-gateway-ap-northeast-2a", route=fourth),
        Hop(kind="network-acl", id="acl-0tight", name="tight"),
        Hop(kind="internet-gateway", id=IGW, name="main-igw"),
        Hop(kind="service", id="s3"),
    )
    there = Destination(
        asked="s3://x",
        service="s3",
        region="ap-northeast-2",
        hostname="a-very-long-bucket-name-for-quarterly-exports-2026.s3.ap-northeast-2.amazonaws.com",
        bucket="a-very-long-bucket-name-for-quarterly-exports-2026",
    )
    return Sketch(
        hops=hops,
        verdict=Verdict.VIA_APPLIANCE,
        then=Verdict.PUBLIC_VIA_NAT_GATEWAY,
        properties=dict(PUBLIC),
        destination=there,
        confidence=Confidence.MEDIUM,
    ).draw()


EVERY = {
    made.__name__: made
    for made in (
        by_nat,
        by_gateway_endpoint,
        by_interface_endpoint,
        blackhole,
        no_route,
        blocked_by_group,
        replies_blocked,
        mixed,
        unseen_transit,
        no_name_answer,
        long_way,
    )
}
