"""The subnet's traffic goes through a NAT gateway in another Availability Zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="NAT-003",
    id="nat-in-another-zone",
    severity=Severity.MEDIUM,
    title=Words(
        ko="다른 가용 영역의 NAT 게이트웨이를 쓰고 있어요",
        en="Traffic uses a NAT gateway in another Availability Zone",
    ),
    why=Words(
        ko=(
            "트래픽이 NAT까지 가용 영역을 건너가요. NAT 데이터 처리 요금에 가용 영역 간 전송 요금이 오갈 때마다 더 붙어요. NAT가 있는 가용 영역에 장애가 나면 멀쩡한 이 가용 영역까지 외부 통신이 끊겨요."
        ),
        en=(
            "Traffic crosses zones to reach the NAT gateway. Inter-zone transfer is charged in both directions on top "
            "of NAT processing, and an outage of the NAT's zone cuts this one off too, although it is healthy."
        ),
    ),
    fix=Words(
        ko=(
            "가용 영역마다 NAT 게이트웨이를 두고 서브넷이 같은 가용 영역의 것을 쓰게 하거나, 리전 NAT 게이트웨이로 "
            "바꾸세요. S3와 DynamoDB는 게이트웨이 엔드포인트로 보내면 이 비용이 사라져요."
        ),
        en=(
            "Run a NAT gateway in each zone and let subnets use their own, or move to a regional NAT gateway. With a "
            "gateway endpoint, S3 and DynamoDB traffic does not pay this at all."
        ),
    ),
    caveats=(
        Words(
            ko="라우트를 바꾸면 이 서브넷에서 NAT를 거쳐 열려 있던 연결이 끊기고, 바깥에서 보이는 공인 IP도 달라져요.",
            en=(
                "Changing the route breaks connections that are open through NAT, and the outside sees another public "
                "address."
            ),
        ),
        Words(
            ko="NAT가 하나 늘 때마다 시간당 요금이 늘어요. 트래픽이 적은 개발 환경이라면 지금 구성이 더 쌀 수 있어요.",
            en="Each further NAT gateway costs by the hour. For a quiet development VPC the present setup may be cheaper.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html",
    ),
    see_also=("gateway-endpoint-missing", "nat-gateway-not-available", "endpoint-not-in-this-zone"),
    learn=("nat", "nat-path-to-s3", "subnet"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each zonal NAT gateway of another zone that the source's own table leads to."""
    snapshot, here, region = case.snapshot, case.subnet, case.source.region
    taken = {
        h.route.target.id: h.route.destination
        for t in case.traces
        for h in t.hops
        if h.kind == "route-table" and h.route is not None and h.route.target.id in snapshot.nat_gateways
    }
    for nat_id, destination in taken.items():
        nat = snapshot.nat_gateways[nat_id]
        home = snapshot.subnets.get(nat.subnet_id or "")
        if (
            nat.availability_mode == "regional"
            or home is None
            or not (home.az_id and here.az_id)
            or home.az_id == here.az_id
        ):
            continue
        near = next(
            (
                n.id
                for _, n in sorted(snapshot.nat_gateways.items())
                if n.state == "available"
                and n.vpc_id == case.vpc.id
                and n.connectivity == nat.connectivity
                and (s := snapshot.subnets.get(n.subnet_id or "")) is not None
                and s.az_id == here.az_id
            ),
            None,
        )
        table = case.table.id if case.table else "<route-table-id>"
        option = "--destination-ipv6-cidr-block" if ":" in destination else "--destination-cidr-block"
        yield Finding(
            rule=RULE,
            subject=nat_id,
            evidence=(
                Evidence(
                    call="ec2:DescribeNatGateways",
                    subject=nat_id,
                    fact=Words(
                        ko=f"{nat_id} 가용 영역: {home.az_id}, 출발지 {here.id}: {here.az_id}",
                        en=f"{nat_id} is in {home.az_id}; {here.id} is in {here.az_id}",
                    ),
                ),
            ),
            cli=(
                *(
                    ()
                    if near
                    else (
                        (
                            f"aws ec2 create-nat-gateway --subnet-id <public-subnet-id-in-{here.az_id}>"
                            f" --allocation-id <allocation-id> --region {region}"
                        ),
                    )
                ),
                *(
                    ()
                    if destination.startswith("pl-")
                    else (
                        (
                            f"aws ec2 replace-route --route-table-id {table} {option} {destination}"
                            f" --nat-gateway-id {near or '<new-nat-gateway-id>'} --region {region}"
                        ),
                    )
                ),
            ),
        )
