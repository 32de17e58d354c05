"""The subnet is associated with no route table of its own and follows the VPC's main table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="RTE-005",
    id="implicit-main-table",
    severity=Severity.LOW,
    title=Words(
        ko="서브넷이 기본 라우팅 테이블을 암묵적으로 따르고 있어요",
        en="The subnet follows the main route table implicitly",
    ),
    why=Words(
        ko=(
            "이 서브넷은 어떤 라우팅 테이블에도 명시적으로 연결돼 있지 않아서 VPC의 기본 라우팅 테이블을 써요. 지금은 문제가 "
            "없어도, 누군가 기본 테이블을 바꾸거나 다른 테이블을 기본으로 지정하는 순간 이 서브넷의 경로가 소리 없이 "
            "바뀌어요. 게이트웨이 엔드포인트 라우트도 함께 사라질 수 있어요."
        ),
        en=(
            "The subnet is not explicitly associated with any route table, so the VPC's main table applies. That works "
            "today; the moment someone edits the main table or makes another one main, this subnet's path changes silently, and its gateway endpoint route may disappear."
        ),
    ),
    fix=Words(
        ko="서브넷을 라우팅 테이블에 명시적으로 연결하세요. 지금 쓰는 기본 테이블에 그대로 연결해도 경로는 바뀌지 않아요.",
        en=(
            "Associate the subnet with a route table explicitly. Associating it with the very table it follows now "
            "changes no route."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "다른 테이블에 연결하면 그 순간 경로가 바뀌어 열려 있던 연결이 끊길 수 있어요. 먼저 라우트가 같은지 "
                "비교하세요."
            ),
            en="Associating another table changes routes at once and can break open connections. Compare the routes first.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
    ),
    see_also=("gateway-endpoint-not-associated", "gateway-endpoint-wrong-tables"),
    learn=("route-table", "subnet"),
    ambient=True,
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the subnet where the table that routes it is the VPC's main table by default."""
    table = case.table
    if table is None or not case.table_is_main:
        return
    yield Finding(
        rule=RULE,
        subject=case.subnet.id,
        evidence=(
            Evidence(
                call="ec2:DescribeRouteTables",
                subject=table.id,
                fact=Words(
                    ko=f"{case.subnet.id}에 명시적으로 연결된 테이블이 없어서 기본 테이블 {table.id}의 라우트를 따라요",
                    en=f"no table names {case.subnet.id}; the main table {table.id} routes it",
                ),
            ),
        ),
        cli=(
            (
                f"aws ec2 associate-route-table --route-table-id {table.id} --subnet-id {case.subnet.id} --region "
                f"{case.source.region}"
            ),
        ),
        terraform=(
            'resource "aws_route_table_association" "this" {\n'
            f'  subnet_id      = "{case.subnet.id}"\n'
            f'  route_table_id = "{table.id}"\n'
            "}"
        ),
    )
