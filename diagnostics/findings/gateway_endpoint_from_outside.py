"""Traffic from another VPC or from on premises is routed to a gateway endpoint, which does not take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.services import endpoint_service_name, has_gateway_type
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="GWE-010",
    id="gateway-endpoint-from-outside",
    severity=Severity.CRITICAL,
    title=Words(
        ko="게이트웨이 엔드포인트를 VPC 밖에서 쓰려고 해요",
        en="A gateway endpoint is used from outside its VPC",
    ),
    why=Words(
        ko=(
            "게이트웨이 엔드포인트는 자기 VPC 안에서 출발한 트래픽만 받아요. 피어링, Transit Gateway, VPN, Direct "
            "Connect로 들어온 트래픽은 라우트가 있어도 엔드포인트를 쓸 수 없어요. 그래서 허브 VPC에 게이트웨이 "
            "엔드포인트 하나를 두고 나눠 쓰는 구성은 동작하지 않아요."
        ),
        en=(
            "A gateway endpoint takes only traffic that starts inside its own VPC. What enters over peering, a transit "
            "gateway, VPN or Direct Connect cannot use it, route or no route, so one gateway endpoint in a hub VPC "
            "cannot be shared."
        ),
    ),
    fix=Words(
        ko=(
            "출발지 VPC에 게이트웨이 엔드포인트를 따로 만드세요. 무료예요. 온프레미스처럼 VPC가 아닌 곳이라면 허브 "
            "VPC에 인터페이스 엔드포인트를 두고 DNS를 그쪽으로 풀어 주세요."
        ),
        en=(
            "Create a gateway endpoint in the source VPC; it is free. For callers outside any VPC, such as on premises, put an interface endpoint in the hub and point DNS at it."
        ),
    ),
    caveats=(
        Words(
            ko="새 엔드포인트는 ID가 달라요. 허브 엔드포인트의 ID를 적어 둔 버킷 정책이 있으면 같이 추가하세요.",
            en="The new endpoint has an id of its own. Add it to bucket policies that name the hub's endpoint.",
        ),
        Words(
            ko="허브에서 방화벽 검사를 하고 있었다면, 출발지 VPC의 엔드포인트는 그 검사를 건너뛰어요.",
            en="If the hub inspects traffic, an endpoint in the source VPC bypasses that inspection.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
    ),
    see_also=("gateway-endpoint-missing", "default-route-leaves-vpc"),
    learn=("gateway-endpoint", "gateway-vs-interface", "endpoint-no-igw-needed"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each gateway endpoint that the walk met from outside its VPC."""
    met = {
        b.subject: b
        for t in case.traces
        for b in t.blocks
        if b.verdict is Verdict.BLOCKED_UNSUPPORTED_PATH and b.cause == "gateway_endpoint_from_outside"
    }
    service, region = case.destination.service, case.source.region
    table = case.table.id if case.table else "<route-table-id>"
    own = service is not None and has_gateway_type(service) and case.destination.region == region
    name = endpoint_service_name(service or "", region)
    for subject, block in met.items():
        yield Finding(
            rule=RULE,
            subject=subject,
            severity=Severity.HIGH if block.partial else None,
            evidence=block.evidence,
            cli=(
                (
                    f"aws ec2 create-vpc-endpoint --vpc-id {case.vpc.id} --vpc-endpoint-type Gateway --service-name {name}"
                    f" --route-table-ids {table} --region {region}"
                ),
            )
            if own
            else (),
            terraform=(
                f'resource "aws_vpc_endpoint" "{service}" {{\n'
                f'  vpc_id            = "{case.vpc.id}"\n'
                f'  vpc_endpoint_type = "Gateway"\n'
                f'  service_name      = "{name}"\n'
                f'  route_table_ids   = ["{table}"]\n'
                f"}}"
            )
            if own
            else "",
        )
