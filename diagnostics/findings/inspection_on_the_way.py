"""An inspection appliance stands on the way to the service, or the gateway endpoint goes around it."""

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
    code="RTE-008",
    id="inspection-on-the-way",
    severity=Severity.MEDIUM,
    title=Words(
        ko="기본 라우트가 방화벽이나 검사 어플라이언스를 지나요",
        en="The default route passes a firewall or inspection appliance",
    ),
    why=Words(
        ko=(
            "이 서브넷의 라우트는 Gateway Load Balancer 엔드포인트, Network Firewall, 어플라이언스로 향해요. 검사를 "
            "거친 트래픽에는 그 처리 요금이 붙고, 검사 쪽 라우팅이 나머지 경로를 정해요. 반대로 게이트웨이 엔드포인트의 "
            "접두사 목록 라우트는 더 구체적이라 이 검사를 건너뛰어요. 어느 쪽이든 의도한 구성인지 확인하세요."
        ),
        en=(
            "This subnet's route leads to a Gateway Load Balancer endpoint, Network Firewall or appliance. Inspected traffic is billed for processing, and the inspection side's routing decides the rest of the path. A gateway "
            "endpoint's prefix-list route, being more specific, bypasses the inspection. Either way, make sure that it is intended."
        ),
    ),
    fix=Words(
        ko=(
            "S3와 DynamoDB를 검사할 필요가 없다면 게이트웨이 엔드포인트로 바로 보내고, 엔드포인트 정책으로 접근할 "
            "버킷을 제한하세요. 꼭 검사해야 한다면 엔드포인트를 이 테이블에 연결하지 말고, 검사 서브넷의 테이블에 "
            "연결하세요."
        ),
        en=(
            "If S3 and DynamoDB need no inspection, send them straight to a gateway endpoint and limit the buckets in "
            "its policy. If they must be inspected, keep the endpoint off this table and associate it with the table "
            "behind the inspection."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "게이트웨이 엔드포인트를 이 테이블에 연결하면 S3 트래픽이 방화벽 로그에서 사라져요. 감사 요건이 있는지 "
                "확인하세요."
            ),
            en=(
                "Associating a gateway endpoint with this table takes S3 traffic out of the firewall's logs. Check what "
                "auditing requires."
            ),
        ),
        Words(
            ko="어플라이언스 안의 규칙은 여기서 볼 수 없어요. 통과한다고 가정하고 그 뒤의 경로를 따라갔어요.",
            en="The appliance's own rules cannot be seen from here; the walk assumes that it lets the traffic through.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html",
    ),
    see_also=("gateway-endpoint-missing", "static-route-beats-endpoint"),
    learn=("route-target", "gateway-route-added", "gateway-endpoint"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the route to the appliance: where the walk took it, or, as information, where the endpoint avoids it."""
    table = case.table
    if table is None:
        return
    inspected = any(t.path is Verdict.VIA_APPLIANCE for t in case.traces)
    avoided = any(t.path is Verdict.PRIVATE_GATEWAY_ENDPOINT for t in case.traces)
    if inspected:
        taken = [h.route for t in case.traces if t.path is Verdict.VIA_APPLIANCE for h in t.hops if h.kind == "route-table"]
        routes = list(dict.fromkeys(r for r in taken if r is not None))
    else:
        routes = [r for r in table.routes if _to_inspection(r, case)] if avoided else []
    for route in routes:
        yield Finding(
            rule=RULE,
            subject=route.target.id,
            severity=None if inspected else Severity.INFO,
            evidence=(_chosen(table.id, route, inspected=inspected),),
        )
    yield from _by_proxy(case)


def _chosen(table_id: str, route: Route, *, inspected: bool) -> Evidence:
    row = f"{table_id}: {route.destination} → {route.target.id}"
    if inspected:
        return Evidence(call="ec2:DescribeRouteTables", subject=table_id, fact=Words(ko=row, en=row))
    fact = Words(
        ko=f"{row} (게이트웨이 엔드포인트 라우트가 더 구체적이라 서비스 트래픽은 이 검사를 건너뛰어요)",
        en=f"{row} (the gateway endpoint's route is more specific: service traffic bypasses it)",
    )
    return Evidence(call="ec2:DescribeRouteTables", subject=table_id, fact=fact)


def _by_proxy(case: Case) -> Iterator[Finding]:
    """Yield, as information, each NAT gateway on the way that hands traffic to an appliance of its own."""
    met = dict.fromkeys(h.id for t in case.traces for h in t.hops if h.kind == "nat-gateway")
    for nat in (case.snapshot.nat_gateways[i] for i in met if i in case.snapshot.nat_gateways):
        if nat.appliances:
            kinds = ", ".join(nat.appliances)
            fact = Words(
                ko=f"{nat.id}에 {kinds} 어플라이언스가 붙어 있어서, 지나는 트래픽이 거기서 검사돼요",
                en=f"{nat.id} has an attached appliance ({kinds}), which inspects what passes",
            )
            evidence = Evidence(call="ec2:DescribeNatGateways", subject=nat.id, fact=fact)
            yield Finding(rule=RULE, subject=nat.id, severity=Severity.INFO, evidence=(evidence,))


def _to_inspection(route: Route, case: Case) -> bool:
    """Say whether the route leads to a Gateway Load Balancer endpoint, by the endpoint's type or by the CIDR it is for."""
    if route.target.kind is not TargetKind.VPC_ENDPOINT or route.by_prefix_list:
        return False
    endpoint = case.snapshot.endpoints.get(route.target.id)
    return endpoint is None or endpoint.type == "GatewayLoadBalancer"
