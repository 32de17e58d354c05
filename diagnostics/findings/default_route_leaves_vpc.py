"""Traffic to the service is routed out of the VPC, to a transit gateway, VPN or peering, rather than to an endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Evidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.network import Route

RULE = Rule(
    code="RTE-007",
    id="default-route-leaves-vpc",
    severity=Severity.MEDIUM,
    title=Words(
        ko="서비스로 가는 트래픽이 Transit Gateway, VPN, 피어링으로 VPC를 벗어나요",
        en="Traffic to the service leaves the VPC through a transit gateway, VPN or peering",
    ),
    why=Words(
        ko=(
            "이 서브넷의 라우트가 서비스 트래픽을 Transit Gateway, Cloud WAN, 가상 프라이빗 게이트웨이, 피어링으로 "
            "보내요. 그 너머의 라우팅이 실제 경로를 정하고, 거기서 NAT나 방화벽을 거치면 Transit Gateway 요금과 NAT "
            "요금을 둘 다 내요. 피어링은 상대 VPC의 대역만 나르기 때문에 S3의 공인 IP로 가는 패킷은 버려져요."
        ),
        en=(
            "The subnet's route hands traffic for the service to a transit gateway, Cloud WAN, virtual private gateway "
            "or peering. The routing beyond it decides the real path. If it passes a NAT gateway or firewall there, you pay for both. Peering carries only the peer VPC's ranges, so packets to S3's public addresses are dropped."
        ),
    ),
    fix=Words(
        ko=(
            "S3와 DynamoDB라면 이 VPC에 무료 게이트웨이 엔드포인트를 만들어 이 서브넷의 테이블에 연결하세요. 더 "
            "구체적인 라우트가 이기기 때문에 기본 라우트는 그대로 두어도 돼요."
        ),
        en=(
            "For S3 and DynamoDB, create a free gateway endpoint in this VPC and associate this subnet's table. Its "
            "routes are more specific, so the default route can stay as it is."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "중앙 방화벽에서 모든 트래픽을 검사하는 구성이라면 게이트웨이 엔드포인트는 그 검사를 건너뛰어요. "
                "보안팀과 합의하고, 엔드포인트 정책으로 접근할 버킷을 제한하세요."
            ),
            en=(
                "If a central firewall inspects everything, a gateway endpoint bypasses it. Agree with the security "
                "team, and limit the buckets in the endpoint policy."
            ),
        ),
        Words(
            ko=(
                "중앙 VPC의 인터페이스 엔드포인트를 DNS로 나눠 쓰는 구성이라면 정상이에요. 다만 이 이름은 그쪽으로 "
                "풀리지 않고 있어요."
            ),
            en=(
                "Sharing a central VPC's interface endpoints by DNS is a sound design, but this name does not resolve "
                "to them."
            ),
        ),
        Words(
            ko=(
                "Transit Gateway는 연결(attachment)의 서브넷이 있는 가용 영역에서 보낸 트래픽만 받고, 허브 VPC에서는 그 "
                "연결 서브넷의 라우팅 테이블이 다음 길을 정해요. 허브의 NAT 서브넷과 Transit Gateway 라우팅 테이블에는 이 "
                "VPC로 돌아오는 라우트도 있어야 해요."
            ),
            en=(
                "A transit gateway takes traffic only from Availability Zones in which the attachment has a subnet, and in "
                "the hub the attachment subnet's own table decides what comes next. The hub's NAT subnet and its transit "
                "gateway route table need routes back to this VPC, too."
            ),
        ),
        Words(
            ko="게이트웨이 라우트를 추가하면 서비스로 열려 있던 TCP 연결이 끊겨요.",
            en="Adding the gateway route drops open TCP connections to the service.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
        "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
        "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html",
    ),
    see_also=("gateway-endpoint-missing", "gateway-endpoint-from-outside", "propagated-route-beats-endpoint"),
    learn=("route-target", "gateway-endpoint", "endpoint-no-igw-needed", "vpc-onprem-ip"),
)
_OUT = frozenset({TargetKind.TRANSIT_GATEWAY, TargetKind.CORE_NETWORK, TargetKind.VPN_GATEWAY, TargetKind.PEERING})
#: Calls that tell of transit gateways, and of the way back from beyond them.
_OF_TRANSIT = frozenset(
    {
        "ec2:DescribeTransitGatewayAttachments",
        "ec2:DescribeTransitGatewayVpcAttachments",
        "ec2:GetTransitGatewayRouteTableAssociations",
        "ec2:SearchTransitGatewayRoutes",
        "ec2:DescribeVpcs",
    }
)
_TABLES = "ec2:DescribeRouteTables"
#: What a transit gateway drops by itself, whatever lies beyond.
_DROPPED = frozenset({"transit_zone", "internet_gateway_from_outside", "loop"})
_TO_AN_ENDPOINT = frozenset({Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE, Verdict.PRIVATE_INTERFACE_ENDPOINT_CROSS_REGION})


def check(case: Case) -> Iterator[Finding]:
    """Yield each route of the source's table that takes the traffic out of the VPC, unless to a remote endpoint."""
    routes = {
        h.route: h.id
        for t in case.traces
        if t.path not in _TO_AN_ENDPOINT
        for h in t.hops
        if h.kind == "route-table" and h.route is not None and h.route.target.kind in _OUT
    }
    dropped = any(b.cause in _DROPPED and not b.partial for t in case.traces for b in t.blocks)
    usable = next((e for e in case.gateway_endpoints if e.usable), None)
    for route, table_id in routes.items():
        yield Finding(
            rule=RULE,
            subject=table_id,
            severity=Severity.CRITICAL if dropped and route.target.kind is TargetKind.TRANSIT_GATEWAY else None,
            evidence=(
                Evidence(
                    call="ec2:DescribeRouteTables",
                    subject=table_id,
                    fact=Words(
                        ko=f"{table_id}: {route.destination} → {route.target.id}{' (전파됨)' if route.propagated else ''}",
                        en=(
                            f"{table_id}: {route.destination} → "
                            f"{route.target.id}{' (propagated)' if route.propagated else ''}"
                        ),
                    ),
                ),
                *_beyond(route, case),
            ),
            cli=(
                (
                    f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {usable.id} --add-route-table-ids {table_id}"
                    f" --region {case.source.region}"
                ),
            )
            if usable and table_id not in usable.route_table_ids
            else (),
        )


def _beyond(route: Route, case: Case) -> tuple[Evidence, ...]:
    """Give what was seen beyond the transit gateway, or what was not: its rows, its blocks, the way back."""
    if route.target.kind is not TargetKind.TRANSIT_GATEWAY:
        return ()
    ways = [t for t in case.traces if any(h.route == route for h in t.hops if h.kind == "route-table")]
    own = {h.id for t in ways for h in t.hops if h.kind == "route-table"}
    told = (e for t in ways for e in t.evidence if e.call in _OF_TRANSIT or (e.call == _TABLES and e.subject not in own))
    blocked = (e for t in ways for b in t.blocks if b.cause in _DROPPED for e in b.evidence)
    return tuple(dict.fromkeys((*told, *blocked)))
