"""A route learnt over VPN, Direct Connect or Route Server takes service addresses away from the gateway endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.addresses import AddressSet, parse_cidr, prefix_length
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.network import Route

RULE = Rule(
    code="RTE-006",
    id="propagated-route-beats-endpoint",
    severity=Severity.HIGH,
    title=Words(
        ko="전파된 라우트가 서비스 트래픽 일부를 가로채고 있어요",
        en="A propagated route takes service addresses away from the endpoint",
    ),
    why=Words(
        ko=(
            "VPN, Direct Connect, Route Server로 배운 라우트가 서비스 대역보다 더 구체적이라 엔드포인트 라우트를 "
            "이겨요. 온프레미스 라우터가 Direct Connect 퍼블릭 VIF에서 배운 AWS 공인 대역을 VPC로 되돌려 광고할 때 흔히 "
            "생겨요. 그 주소로 가는 요청은 온프레미스까지 돌아서 나가거나 거기서 버려져요."
        ),
        en=(
            "A route learnt over VPN, Direct Connect or Route Server is more specific than the service's range and "
            "beats the endpoint's route. Typically an on-premises router re-advertises AWS public ranges that it learnt "
            "over a Direct Connect public VIF. Requests to those addresses take the detour through on premises, or are dropped there."
        ),
    ),
    fix=Words(
        ko="온프레미스 라우터가 AWS 공인 대역을 VPC로 광고하지 않게 필터를 거세요. 급하면 이 테이블의 라우트 전파를 끄세요.",
        en=(
            "Filter AWS public ranges out of what on-premises routers advertise to the VPC. In a hurry, disable "
            "propagation on this table."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "전파를 끄면 이 테이블을 쓰는 서브넷에서 온프레미스로 가는 라우트가 전부 사라져요. 필요한 대역은 정적 "
                "라우트로 먼저 넣으세요."
            ),
            en=(
                "Disabling propagation removes every learnt route to on premises from this table. Add the ranges that "
                "you need as static routes first."
            ),
        ),
        Words(
            ko="광고는 계속 바뀌어요. 스냅샷을 찍은 시점의 라우트만 보고 내린 판단이에요.",
            en="Advertisements come and go: this is what the table held when the snapshot was taken.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html",
        "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html",
    ),
    aws_code="MORE_SPECIFIC_ROUTE",
    see_also=("static-route-beats-endpoint", "default-route-leaves-vpc"),
    learn=("route-table", "route-destination", "gateway-route-added"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each propagated route that is more specific than a CIDR that the endpoint's route stands for."""
    table, region = case.table, case.source.region
    if table is None:
        return
    own = {e.id for e in case.gateway_endpoints}
    lists = [case.snapshot.prefix_lists.get(r.destination) for r in table.routes if r.by_prefix_list and r.target.id in own]
    cidrs = [c for known in lists if known for c in known.cidrs or ()]
    for route in table.routes:
        held = _holder(route, cidrs) if route.propagated else None
        if held is None:
            continue
        learnt = route.origin == "EnableVgwRoutePropagation"
        resource = "aws_vpn_gateway_route_propagation" if learnt else "aws_vpc_route_server_propagation"
        yield Finding(
            rule=RULE,
            subject=table.id,
            evidence=(
                Evidence(
                    call="ec2:DescribeRouteTables",
                    subject=table.id,
                    fact=Words(
                        ko=(
                            f"{table.id}: {route.destination} → {route.target.id} ({route.origin}) 라우트가 서비스 대역 "
                            f"{held}보다 구체적이에요"
                        ),
                        en=(
                            f"{table.id}: {route.destination} → {route.target.id} ({route.origin}) is more specific than "
                            f"the service's {held}"
                        ),
                    ),
                ),
            ),
            cli=(
                f"aws ec2 disable-vgw-route-propagation --gateway-id {route.target.id} --route-table-id {table.id}"
                f" --region {region}"
                if learnt
                else "aws ec2 disable-route-server-propagation --route-server-id <route-server-id>"
                f" --route-table-id {table.id} --region {region}",
            ),
            terraform=f"# {resource}: route_table_id = {table.id} (제거 / remove)",
        )


def _holder(route: Route, cidrs: list[str]) -> str | None:
    """Give the service's CIDR that the route lies strictly within."""
    parsed = parse_cidr(route.destination)
    if parsed is None:
        return None
    own = AddressSet(parsed[0], (parsed[1],))
    return next(
        (
            c
            for c in cidrs
            if prefix_length(c) < prefix_length(route.destination) and AddressSet.of((c,), parsed[0]).covers(own)
        ),
        None,
    )
