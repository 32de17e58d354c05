"""The route that wins for the service leads to something that no longer works."""

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
    code="RTE-003",
    id="blackhole-route",
    severity=Severity.CRITICAL,
    title=Words(
        ko="선택되는 라우트가 블랙홀이에요",
        en="The chosen route is a blackhole",
    ),
    why=Words(
        ko=(
            "라우트의 타깃(NAT 게이트웨이, 네트워크 인터페이스, 피어링, 인터넷 게이트웨이 등)이 지워졌거나 분리됐어요. "
            "블랙홀 라우트도 다른 라우트와 똑같이 선택되고, 덜 구체적인 라우트로 넘어가지 않은 채 패킷을 버려요. "
            "클라이언트에서는 타임아웃으로 보여요."
        ),
        en=(
            "The target of the route (a NAT gateway, network interface, peering, internet gateway) was deleted or "
            "detached. A blackhole still takes part in route selection and drops the packet; traffic does not fall "
            "through to a less specific route. Clients see timeouts."
        ),
    ),
    fix=Words(
        ko=(
            "라우트를 살아 있는 타깃으로 바꾸세요. 이 서브넷이 AWS 서비스만 쓴다면 라우트를 지우고 VPC 엔드포인트로 "
            "보내는 편이 나아요."
        ),
        en=(
            "Point the route at a target that works. If the subnet only needs AWS services, delete the route and use "
            "VPC endpoints instead."
        ),
    ),
    caveats=(
        Words(
            ko="기본 라우트를 바꾸면 S3뿐 아니라 이 서브넷의 모든 외부 통신 경로가 바뀌어요.",
            en="Replacing a default route changes the path of all outbound traffic from the subnet, not only S3's.",
        ),
        Words(
            ko="타깃을 일부러 지운 것일 수 있어요. NAT를 없애는 작업 중이라면 엔드포인트부터 준비하세요.",
            en="The target may have been removed on purpose. If NAT is being retired, prepare the endpoints first.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
    ),
    aws_code="BAD_STATE_ROUTE",
    see_also=("nat-gateway-not-available", "no-route", "nat-instance-broken"),
    learn=("route-table", "route-target", "nat-path-to-s3"),
)
_OPTIONS = {
    TargetKind.NAT_GATEWAY: "--nat-gateway-id <nat-gateway-id>",
    TargetKind.INTERNET_GATEWAY: "--gateway-id <internet-gateway-id>",
    TargetKind.VPN_GATEWAY: "--gateway-id <vpn-gateway-id>",
    TargetKind.EGRESS_ONLY_GATEWAY: "--egress-only-internet-gateway-id <egress-only-gateway-id>",
    TargetKind.TRANSIT_GATEWAY: "--transit-gateway-id <transit-gateway-id>",
    TargetKind.PEERING: "--vpc-peering-connection-id <peering-id>",
    TargetKind.NETWORK_INTERFACE: "--network-interface-id <network-interface-id>",
    TargetKind.INSTANCE: "--network-interface-id <network-interface-id>",
}


def check(case: Case) -> Iterator[Finding]:
    """Yield each blackhole that the walk ran into, with the route that chose it."""
    met = {b.subject: (b, t) for t in case.traces for b in t.blocks if b.verdict is Verdict.BLOCKED_BLACKHOLE}
    for subject, (block, trace) in met.items():
        hop = next((h for h in trace.hops if h.kind == "route-table" and h.route is not None), None)
        route = hop.route if hop else None
        chosen = (
            Evidence(
                call="ec2:DescribeRouteTables",
                subject=hop.id,
                fact=Words(
                    ko=f"{hop.id}: {route.destination} → {route.target.id} ({route.state})",
                    en=f"{hop.id}: {route.destination} → {route.target.id} ({route.state})",
                ),
            )
            if hop and route
            else None
        )
        yield Finding(
            rule=RULE,
            subject=subject,
            severity=Severity.HIGH if block.partial else None,
            evidence=(*block.evidence, *((chosen,) if chosen and block.cause == "igw_detached" else ())),
            cli=_commands(hop.id, route, case) if hop and route else (),
        )


def _commands(table_id: str, route: Route, case: Case) -> tuple[str, ...]:
    """Give the command that mends the route: attach the gateway again, or point the route somewhere that works."""
    region, kind = case.source.region, route.target.kind
    if kind is TargetKind.INTERNET_GATEWAY and route.target.id in case.snapshot.internet_gateways:
        return (
            (
                f"aws ec2 attach-internet-gateway --internet-gateway-id {route.target.id} --vpc-id {case.vpc.id}"
                f" --region {region}"
            ),
        )
    if route.propagated or kind not in _OPTIONS:
        return ()
    field = "prefix-list-id" if route.by_prefix_list else "ipv6-cidr-block" if ":" in route.destination else "cidr-block"
    return (
        (
            f"aws ec2 replace-route --route-table-id {table_id} --destination-{field} {route.destination}"
            f" {_OPTIONS[kind]} --region {region}"
        ),
    )
