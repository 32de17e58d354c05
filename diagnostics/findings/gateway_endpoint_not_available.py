"""A gateway endpoint for the service exists, in a state in which it carries nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="GWE-004",
    id="gateway-endpoint-not-available",
    severity=Severity.HIGH,
    title=Words(
        ko="게이트웨이 엔드포인트가 사용 가능한 상태가 아니에요",
        en="The gateway endpoint is not in the available state",
    ),
    why=Words(
        ko=(
            "available 상태가 아닌 엔드포인트는 트래픽을 나르지 못해요. 라우팅 테이블에 라우트가 남아 있으면 요청이 "
            "거기서 끊기고, 라우트가 없으면 조용히 NAT나 인터넷 게이트웨이로 나가요."
        ),
        en=(
            "An endpoint that is not available carries no traffic. Where a route to it is still in the table, requests "
            "stop there; where none is, they silently leave by the NAT or internet gateway."
        ),
    ),
    fix=Words(
        ko=(
            "pending이면 잠시 기다리면 돼요. failed, rejected, expired 상태는 저절로 돌아오지 않으니 엔드포인트를 "
            "지우고 다시 만든 뒤 같은 라우팅 테이블에 연결하세요."
        ),
        en=(
            "Wait a moment if it is pending. Failed, rejected and expired are final: delete the endpoint, create it "
            "again and associate the same route tables."
        ),
    ),
    caveats=(
        Words(
            ko="새 엔드포인트는 ID가 달라져요. aws:SourceVpce로 예전 ID를 적어 둔 버킷 정책과 IAM 정책을 함께 고치세요.",
            en="The new endpoint has a new id. Update bucket and IAM policies that name the old one in aws:SourceVpce.",
        ),
        Words(
            ko=(
                "삭제와 재생성 때마다 라우트가 바뀌어서 서비스로 열려 있던 TCP 연결이 끊겨요. 사용자 지정 엔드포인트 "
                "정책도 다시 넣어야 해요."
            ),
            en=(
                "Deleting and creating each change routes and so drop open TCP connections to the service. A custom "
                "endpoint policy must be set again."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html",
    ),
    aws_code="BAD_STATE",
    see_also=("gateway-endpoint-not-associated", "interface-endpoint-not-available"),
    learn=("gateway-endpoint", "gateway-route-added"),
)
_LASTING = frozenset({"failed", "rejected", "expired"})


def check(case: Case) -> Iterator[Finding]:
    """Yield every gateway endpoint of the service that is not available, while the path is not private without it."""
    if (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE:
        return
    for endpoint in case.gateway_endpoints:
        if endpoint.usable:
            continue
        routed = case.table is not None and any(r.target.id == endpoint.id for r in case.table.routes)
        region, tables = case.source.region, " ".join(endpoint.route_table_ids) or "<route-table-id>"
        yield Finding(
            rule=RULE,
            subject=endpoint.id,
            severity=Severity.CRITICAL if routed else None,
            evidence=(
                Evidence(
                    call="ec2:DescribeVpcEndpoints",
                    subject=endpoint.id,
                    fact=Words(
                        ko=f"{endpoint.id} 상태: {endpoint.state}"
                        + (f" ({endpoint.last_error})" if endpoint.last_error else ""),
                        en=f"{endpoint.id} is in state {endpoint.state}"
                        + (f" ({endpoint.last_error})" if endpoint.last_error else ""),
                    ),
                ),
            ),
            cli=(
                f"aws ec2 delete-vpc-endpoints --vpc-endpoint-ids {endpoint.id} --region {region}",
                (
                    f"aws ec2 create-vpc-endpoint --vpc-id {endpoint.vpc_id} --vpc-endpoint-type Gateway"
                    f" --service-name {endpoint.service_name} --route-table-ids {tables} --region {region}"
                ),
            )
            if endpoint.state in _LASTING
            else (),
            terraform=f"# terraform apply -replace=aws_vpc_endpoint.{case.destination.service}"
            if endpoint.state in _LASTING
            else "",
        )
