"""The endpoint says that the table is associated, and the table has no route to it; or the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="GWE-007",
    id="endpoint-association-without-route",
    severity=Severity.MEDIUM,
    title=Words(
        ko="엔드포인트 연결 정보와 라우팅 테이블의 라우트가 서로 맞지 않아요",
        en="The endpoint's association and the table's routes contradict each other",
    ),
    why=Words(
        ko=(
            "엔드포인트에는 이 테이블이 연결돼 있다고 나오는데 테이블에는 라우트가 없거나, 그 반대예요. 실제로 패킷을 "
            "움직이는 건 라우트예요. 보통은 연결이나 삭제가 진행 중일 때 잠깐 보이는 모습이지만, 계속 그대로라면 "
            "콘솔에서 연결됐다고 보이는 것과 달리 트래픽이 엔드포인트를 타지 않아요."
        ),
        en=(
            "The endpoint lists this table as associated while the table has no route to it, or the reverse. Routes are "
            "what moves packets. Usually an association or a deletion is in flight and the contradiction is gone a "
            "minute later; if it stays, traffic does not use the endpoint although the console says associated."
        ),
    ),
    fix=Words(
        ko="1분쯤 뒤에 다시 확인해 보고, 그래도 그대로면 엔드포인트에서 이 테이블 연결을 해제했다가 다시 연결하세요.",
        en="Look again after a minute. If it is still there, remove the table from the endpoint and add it again.",
    ),
    caveats=(
        Words(
            ko="해제와 재연결은 라우트를 바꾸는 일이라 서비스로 열려 있던 TCP 연결이 끊겨요.",
            en="Removing and adding change routes, and so drop open TCP connections to the service.",
        ),
        Words(
            ko="스냅샷 한 장만 보고 내린 판단이에요. 변경 직후에 찍은 스냅샷이라면 아직 반영되지 않은 것일 수 있어요.",
            en="One snapshot shows this. If it was taken right after a change, the change may not have arrived yet.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html",
    ),
    see_also=("gateway-endpoint-not-associated", "gateway-endpoint-not-available"),
    learn=("gateway-route-added", "route-table"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the available endpoint whose list of tables and the subnet's table disagree about a route."""
    table, region = case.table, case.source.region
    if table is None:
        return
    for endpoint in case.gateway_endpoints:
        listed = table.id in endpoint.route_table_ids
        routed = any(r.target.id == endpoint.id and r.by_prefix_list and r.state == "active" for r in table.routes)
        if not endpoint.usable or listed == routed:
            continue
        modify = f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint.id}"
        yield Finding(
            rule=RULE,
            subject=endpoint.id,
            evidence=(
                Evidence(
                    call="ec2:DescribeVpcEndpoints",
                    subject=endpoint.id,
                    fact=Words(
                        ko=f"{endpoint.id} 연결 테이블에 {table.id}{' 있음' if listed else ' 없음'}",
                        en=f"{endpoint.id} {'lists' if listed else 'does not list'} {table.id} as associated",
                    ),
                ),
                Evidence(
                    call="ec2:DescribeRouteTables",
                    subject=table.id,
                    fact=Words(
                        ko=f"{table.id} 테이블에 타깃이 {endpoint.id}인 활성 라우트{' 있음' if routed else ' 없음'}",
                        en=f"{table.id} has {'an active' if routed else 'no active'} route to {endpoint.id}",
                    ),
                ),
            ),
            cli=(
                *((f"{modify} --remove-route-table-ids {table.id} --region {region}",) if listed else ()),
                f"{modify} --add-route-table-ids {table.id} --region {region}",
            ),
            terraform=(
                f'resource "aws_vpc_endpoint_route_table_association" "{case.destination.service}" {{\n'
                f'  vpc_endpoint_id = "{endpoint.id}"\n'
                f'  route_table_id  = "{table.id}"\n'
                f"}}"
            ),
        )
