"""The walk over networks nobody would build: it always ends, and it always says what decided."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.analysis.judge import judge
from diagnostics.analysis.trace import trace
from diagnostics.model.addresses import AddressSet
from diagnostics.model.flow import Destination, Source
from diagnostics.model.network import (
    Eni,
    InternetGateway,
    NatGateway,
    Route,
    RouteTable,
    Subnet,
    Target,
    TargetKind,
    Vpc,
    VpcEndpoint,
)
from diagnostics.model.snapshot import Snapshot
from diagnostics.model.trace import Resolution, VerdictClass

SUBNETS = [f"subnet-{n}" for n in range(4)]
ADDRESSES = AddressSet.of(["52.219.56.0/22", "3.5.140.0/22"])
TARGETS = [
    *(Target(TargetKind.NAT_GATEWAY, f"nat-{n}") for n in range(4)),
    *(Target(TargetKind.NETWORK_INTERFACE, f"eni-{n}") for n in range(4)),
    *(Target(TargetKind.INSTANCE, f"i-{n}") for n in range(4)),
    *(Target(TargetKind.VPC_ENDPOINT, f"vpce-{n}") for n in range(4)),
    Target(TargetKind.VPC_ENDPOINT, "vpce-s3"),
    Target(TargetKind.INTERNET_GATEWAY, "igw-1"),
    Target(TargetKind.PEERING, "pcx-1"),
    Target(TargetKind.TRANSIT_GATEWAY, "tgw-1"),
    Target(TargetKind.VPN_GATEWAY, "vgw-1"),
    Target(TargetKind.UNKNOWN, "new-1"),
]
route = st.builds(
    lambda destination, target, state: Route(destination=destination, target=target, state=state),
    st.sampled_from(["0.0.0.0/0", "52.219.56.0/22", "52.0.0.0/8", "3.5.140.0/23"]),
    st.sampled_from(TARGETS),
    st.sampled_from(["active", "active", "active", "blackhole", "filtered"]),
)
tables = st.tuples(*(st.lists(route, max_size=3, unique_by=lambda r: r.destination) for _ in SUBNETS))


def network(rows: tuple[list[Route], ...]) -> Snapshot:
    """Give a VPC in which every subnet has a NAT gateway, an appliance and a load balancer endpoint to point at."""
    return Snapshot(
        region="ap-northeast-2",
        vpcs={"vpc-1": Vpc(id="vpc-1", cidrs=("10.0.0.0/16",), dns_support=True, dns_hostnames=True)},
        subnets={s: Subnet(id=s, vpc_id="vpc-1", cidr=f"10.0.{n}.0/24", az_id=f"az{n % 2}") for n, s in enumerate(SUBNETS)},
        route_tables={
            f"rtb-{n}": RouteTable(id=f"rtb-{n}", vpc_id="vpc-1", subnet_ids=(s,), routes=tuple(rows[n]))
            for n, s in enumerate(SUBNETS)
        },
        nat_gateways={f"nat-{n}": NatGateway(id=f"nat-{n}", vpc_id="vpc-1", subnet_id=s) for n, s in enumerate(SUBNETS)},
        enis={
            f"eni-{n}": Eni(
                id=f"eni-{n}",
                vpc_id="vpc-1",
                subnet_id=s,
                instance_id=f"i-{n}",
                source_dest_check=False,
                public_ips=("203.0.113.1",),
            )
            for n, s in enumerate(SUBNETS)
        },
        endpoints={
            **{
                f"vpce-{n}": VpcEndpoint(id=f"vpce-{n}", vpc_id="vpc-1", type="GatewayLoadBalancer", subnet_ids=(s,))
                for n, s in enumerate(SUBNETS)
            },
            "vpce-s3": VpcEndpoint(id="vpce-s3", vpc_id="vpc-1", service_name="com.amazonaws.ap-northeast-2.s3"),
        },
        internet_gateways={"igw-1": InternetGateway(id="igw-1", vpc_ids=("vpc-1",))},
    )


@given(tables)
@settings(max_examples=300, deadline=None)
def test_the_walk_ends_and_carries_every_address_once(rows: tuple[list[Route], ...]) -> None:
    """Loops end, the parts are disjoint and complete, and whatever is blocked names what blocked it."""
    snapshot = network(rows)
    source = Source(asked="x", vpc_id="vpc-1", subnet_id="subnet-0", public=True)
    destination = Destination(asked="s3", service="s3", region="ap-northeast-2", hostname="s3.ap-northeast-2.amazonaws.com")
    resolution = Resolution(via="public", addresses=ADDRESSES)
    ways = trace(source, destination, resolution, snapshot)
    carried = AddressSet(4)
    for way in ways:
        assert not way.addresses & carried
        carried = carried | way.addresses
        assert len(way.hops) <= 2 * len(SUBNETS) * 3 + 4
        if way.verdict.verdict_class is VerdictClass.BLOCKED:
            assert way.blocks, "a block names itself"
            assert all(b.evidence for b in way.blocks)
            assert way.hops[-1].kind != "service" or way.path is not way.verdict
    assert carried == ADDRESSES
    judged = judge(((resolution, ways),))
    assert judged.verdict_class in set(VerdictClass)


@given(tables)
@settings(max_examples=100, deadline=None)
def test_an_unrelated_vpc_changes_nothing(rows: tuple[list[Route], ...]) -> None:
    """What another VPC holds never bears on this one's way."""
    here = network(rows)
    there = Snapshot(
        region=here.region,
        vpcs={**here.vpcs, "vpc-2": Vpc(id="vpc-2", cidrs=("10.9.0.0/16",))},
        subnets={**here.subnets, "subnet-z": Subnet(id="subnet-z", vpc_id="vpc-2", cidr="10.9.0.0/24")},
        route_tables={"rtb-_": RouteTable(id="rtb-_", vpc_id="vpc-2", main=True), **here.route_tables},
        nat_gateways=here.nat_gateways,
        enis=here.enis,
        endpoints={
            **here.endpoints,
            "vpce-zz": VpcEndpoint(id="vpce-zz", vpc_id="vpc-2", service_name="com.amazonaws.ap-northeast-2.s3"),
        },
        internet_gateways=here.internet_gateways,
    )
    source = Source(asked="x", vpc_id="vpc-1", subnet_id="subnet-0", public=True)
    destination = Destination(asked="s3", service="s3", region="ap-northeast-2", hostname="s3.ap-northeast-2.amazonaws.com")
    resolution = Resolution(via="public", addresses=ADDRESSES)
    assert trace(source, destination, resolution, here) == trace(source, destination, resolution, there)
