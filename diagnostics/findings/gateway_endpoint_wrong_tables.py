"""A gateway endpoint is associated with tables that no workload uses, or with some of like subnets only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.index import index_of, is_public
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="GWE-003",
    id="gateway-endpoint-wrong-tables",
    severity=Severity.HIGH,
    title=Words(
        ko="게이트웨이 엔드포인트가 엉뚱한 라우팅 테이블에 연결돼 있어요",
        en="The gateway endpoint is associated with the wrong route tables",
    ),
    why=Words(
        ko=(
            "엔드포인트가 워크로드 서브넷이 쓰지 않는 테이블(예: 아무 서브넷도 쓰지 않는 기본 테이블, 퍼블릭 테이블)에만 "
            "연결돼 있거나, 같은 성격의 서브넷 중 일부에만 연결돼 있어요. 어느 가용 영역에 떴느냐에 따라 같은 앱이 "
            "프라이빗으로도, NAT로도 나가서 요금도 들쭉날쭉하고 버킷 정책도 일부 서브넷에서만 통과해요."
        ),
        en=(
            "The endpoint serves only tables that no workload uses (the main table with no subnet on it, a public "
            "table), or only some of the subnets of the same tier. The same application then goes privately or through "
            "NAT depending on the zone it was started in: the bill varies, and a bucket policy that asks for the "
            "endpoint passes in some subnets and fails in others."
        ),
    ),
    fix=Words(
        ko=(
            "같은 성격의 서브넷이 쓰는 라우팅 테이블을 빠짐없이 엔드포인트에 연결하세요. 서브넷과 라우팅 테이블을 "
            "만드는 코드에 엔드포인트 연결까지 넣어 두면 새 가용 영역을 추가할 때 빠뜨리지 않아요."
        ),
        en=(
            "Associate the endpoint with the route table of every subnet of the tier. Put the association in the code "
            "that creates subnets and tables, so that the next zone does not miss it."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "연결되는 모든 테이블의 서브넷에서 서비스로 열려 있던 TCP 연결이 끊겨요. 테이블을 하나씩 나눠서 "
                "적용해도 돼요."
            ),
            en=(
                "Open TCP connections to the service are dropped in the subnets of every table that is added. Tables "
                "can be added one at a time."
            ),
        ),
        Words(
            ko="방화벽 검사를 거치게 하려고 일부러 빼 둔 서브넷일 수도 있어요. 담당 팀에 먼저 물어보세요.",
            en="A subnet may have been left out on purpose, so that its traffic passes a firewall. Ask its owners first.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html",
    ),
    causes=("no_workload_table", "inconsistent_siblings"),
    see_also=("gateway-endpoint-not-associated", "implicit-main-table"),
    learn=("gateway-route-added", "public-vs-private-subnet", "route-table"),
    refines="gateway-endpoint-not-associated",
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the endpoint where the source's table is left out while like subnets are served, or no workload is."""
    table, snapshot = case.table, case.snapshot
    usable = [e for e in case.gateway_endpoints if e.usable]
    private = (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE
    if table is None or not usable or private or snapshot.unseen("ec2:DescribeSubnets"):
        return
    served = {t for e in case.gateway_endpoints for t in e.route_table_ids}
    if table.id in served:
        return
    # The tables of the same tier (those with, or without, a route to an internet gateway) and their subnets.
    index = index_of(snapshot)
    tier = index.tables_in_use.get((case.vpc.id, is_public(table)), ())
    siblings = {s: t for t in tier if t in served for s in index.subnets_by[t]}
    if not siblings and is_public(table) and any(index.subnets_by.get(t) for t in served):
        return  # only private subnets are served, as is usual
    endpoint, missing = usable[0], sorted(set(tier) - served)
    shown = ", ".join(f"{s} ({t})" for s, t in list(siblings.items())[:4])
    yield Finding(
        rule=RULE,
        subject=endpoint.id,
        cause="inconsistent_siblings" if siblings else "no_workload_table",
        evidence=(
            Evidence(
                call="ec2:DescribeRouteTables",
                subject=endpoint.id,
                fact=Words(
                    ko=(
                        f"같은 성격의 서브넷 {shown}에는 {endpoint.id} 라우트가 있는데 {case.subnet.id} ({table.id})에는 "
                        "없어요"
                    ),
                    en=f"a route to {endpoint.id} is in the table of {shown}, but not of {case.subnet.id} ({table.id}), which is of the same tier",
                )
                if siblings
                else Words(
                    ko=f"{endpoint.id} 연결 테이블({', '.join(sorted(served)) or '없음'})을 쓰는 워크로드 서브넷이 없어요",
                    en=f"no workload subnet uses a table of {endpoint.id} ({', '.join(sorted(served)) or 'it has none'})",
                ),
            ),
        ),
        cli=(
            (
                f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint.id} --add-route-table-ids {' '.join(missing)}"
                f" --region {case.source.region}"
            ),
        ),
        terraform=(
            f'resource "aws_vpc_endpoint_route_table_association" "{case.destination.service}" {{\n'
            f"  for_each        = toset({_listed(missing)})\n"
            f'  vpc_endpoint_id = "{endpoint.id}"\n'
            f"  route_table_id  = each.value\n"
            f"}}"
        ),
    )


def _listed(ids: list[str]) -> str:
    return "[" + ", ".join(f'"{i}"' for i in ids) + "]"
