"""One VPC has several gateway endpoints for one service, so which of them a subnet uses depends on its route table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.index import index_of
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.network import VpcEndpoint

RULE = Rule(
    code="GWE-008",
    id="several-gateway-endpoints",
    severity=Severity.INFO,
    title=Words(
        ko="VPC 하나에 같은 서비스의 게이트웨이 엔드포인트가 여럿이에요",
        en="The VPC has several gateway endpoints for one service",
    ),
    why=Words(
        ko=(
            "라우팅 테이블이 다르면 허용되는 구성이에요. 다만 서브넷마다 지나는 엔드포인트가 달라져요. 엔드포인트 정책도 각각 "
            "적용되고, 버킷 정책이 aws:SourceVpce로 하나만 허용하면 다른 엔드포인트를 쓰는 서브넷은 거부돼요."
        ),
        en=(
            "This is allowed on different route tables, but which endpoint a request uses then depends on the subnet. Each "
            "has a policy of its own, and a bucket policy that admits one of them by aws:SourceVpce denies the subnets on the "
            "others."
        ),
    ),
    fix=Words(
        ko=(
            "일부러 나눈 게 아니라면 하나로 합치세요. 나눠 두려면 엔드포인트 정책을 맞추고, 버킷 정책에는 모든 엔드포인트 "
            "ID를 적거나 aws:SourceVpc를 쓰세요."
        ),
        en=(
            "Unless it is on purpose, merge them into one. If it is, keep the endpoint policies in step, and in bucket "
            "policies list every endpoint or use aws:SourceVpc."
        ),
    ),
    caveats=(
        Words(
            ko="라우팅 테이블을 다른 엔드포인트로 옮기는 동안 그 서브넷에서 서비스로 열려 있던 연결이 끊겨요.",
            en="Moving a route table to another endpoint drops the connections that its subnets have open to the service.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html",
    ),
    see_also=("gateway-endpoint-wrong-tables", "gateway-endpoint-not-associated"),
    learn=("gateway-endpoint", "gateway-route-added"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the VPC where it has two or more endpoints of the service in use, with the subnets of each."""
    usable = [e for e in case.gateway_endpoints if e.usable]
    if len(usable) < 2:  # noqa: PLR2004 (several are two or more)
        return
    yield Finding(rule=RULE, subject=case.vpc.id, evidence=tuple(_used_by(endpoint, case) for endpoint in usable))


def _used_by(endpoint: VpcEndpoint, case: Case) -> Evidence:
    index = index_of(case.snapshot)
    subnets = [s for table in endpoint.route_table_ids for s in index.subnets_by.get(table, ())]
    tables, shown = ", ".join(endpoint.route_table_ids), ", ".join(subnets[:6]) + (" …" if len(subnets) > 6 else "")  # noqa: PLR2004 (a line's worth)
    return Evidence(
        call="ec2:DescribeVpcEndpoints",
        subject=endpoint.id,
        fact=Words(
            ko=f"{endpoint.id} 연결 테이블: {tables or '없음'}, 서브넷: {shown or '없음'}",
            en=f"{endpoint.id} is associated with {tables or 'no route table'}, used by {shown or 'no subnet'}",
        ),
    )
