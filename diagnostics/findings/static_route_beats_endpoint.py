"""A static route takes part of the service's addresses away from the gateway endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.addresses import parse_cidr
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.network import Route

RULE = Rule(
    code="RTE-001",
    id="static-route-beats-endpoint",
    severity=Severity.HIGH,
    title=Words(
        ko="정적 라우트가 서비스 트래픽 일부를 가로채고 있어요",
        en="A static route takes service addresses away from the endpoint",
    ),
    why=Words(
        ko=(
            "라우팅 테이블에 서비스 대역과 똑같거나 더 구체적인 CIDR 라우트가 있어요. 가장 구체적인 라우트가 우선하고, "
            "길이가 같으면 정적 라우트가 접두사 목록보다 먼저예요. 그래서 그 주소로 가는 요청만 엔드포인트를 벗어나요. "
            "DNS가 어느 IP를 주느냐에 따라 되다 안 되다 하거나 요금이 들쭉날쭉해요."
        ),
        en=(
            "The table has a CIDR route that equals one of the service's ranges or lies within it. The most specific "
            "route wins, and of equal length a static route comes before a prefix list, so requests to those addresses "
            "leave the endpoint's path. Which way a request goes depends on the address that DNS happens to give: "
            "failures and costs come and go with it."
        ),
    ),
    fix=Words(
        ko="그 CIDR 라우트를 지우세요. 특정 대역을 따로 보내야 할 이유가 있다면 서비스 대역과 겹치지 않게 좁히세요.",
        en=(
            "Delete the CIDR route. If some range must go elsewhere, narrow it so that it does not overlap the "
            "service's ranges."
        ),
    ),
    caveats=(
        Words(
            ko="방화벽 검사를 거치게 하려고 보안팀이 일부러 넣은 라우트일 수 있어요. 지우기 전에 물어보세요.",
            en="A firewall team may have put it there on purpose, to force inspection. Ask before deleting it.",
        ),
        Words(
            ko="라우트를 지우면 그 경로로 열려 있던 연결은 끊겨요.",
            en="Connections that are open over that route break when it is deleted.",
        ),
        Words(
            ko="AWS의 서비스 대역은 바뀌어요. 대역을 손으로 적은 라우트는 지금 겹치지 않아도 나중에 겹칠 수 있어요.",
            en="AWS's ranges change: a hand-written route that does not overlap today may do so later.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
    ),
    aws_code="MORE_SPECIFIC_ROUTE",
    see_also=("propagated-route-beats-endpoint", "prefix-lists-overlap", "inspection-on-the-way"),
    learn=("route-table", "route-destination", "gateway-route-added"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each static CIDR route that is, or lies within, one of the CIDRs that the endpoint's route stands for."""
    table, region = case.table, case.source.region
    if table is None:
        return
    endpoints = {e.id for e in case.gateway_endpoints}
    lists = [r for r in table.routes if r.by_prefix_list and r.target.id in endpoints]
    cidrs = [c for r in lists if (known := case.snapshot.prefix_lists.get(r.destination)) for c in known.cidrs or ()]
    for route in table.routes:
        held = None if route.by_prefix_list or route.propagated else _holder(route, cidrs)
        if held is None or route.target.kind is TargetKind.LOCAL:
            continue
        option = "--destination-ipv6-cidr-block" if ":" in route.destination else "--destination-cidr-block"
        yield Finding(
            rule=RULE,
            subject=table.id,
            evidence=(
                Evidence(
                    call="ec2:DescribeRouteTables",
                    subject=table.id,
                    fact=Words(
                        ko=f"{table.id}: {route.destination} → {route.target.id} 라우트가 서비스 대역 {held}에 들어 있어요",
                        en=f"{table.id}: {route.destination} → {route.target.id} lies in the service's range {held}",
                    ),
                ),
                *(
                    Evidence(
                        call="ec2:DescribeRouteTables",
                        subject=table.id,
                        fact=Words(
                            ko=f"{table.id}: {r.destination} → {r.target.id}",
                            en=f"{table.id}: {r.destination} → {r.target.id}",
                        ),
                    )
                    for r in lists
                ),
            ),
            cli=(f"aws ec2 delete-route --route-table-id {table.id} {option} {route.destination} --region {region}",),
            terraform=f"# aws_route: route_table_id = {table.id}, destination = {route.destination} (제거 / remove)",
        )


def _holder(route: Route, cidrs: list[str]) -> str | None:
    """Give the service's CIDR that the route equals or lies within."""
    parsed = parse_cidr(route.destination)
    if parsed is None:
        return None
    family, (first, last) = parsed
    read = ((c, given) for c in cidrs if (given := parse_cidr(c)) is not None and given[0] == family)
    return next((c for c, (_, (low, high)) in read if low <= first and last <= high), None)
