"""Traffic reaches the gateway endpoint only after it has been through a NAT gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="GWE-009",
    id="gateway-endpoint-behind-nat",
    severity=Severity.MEDIUM,
    title=Words(
        ko="게이트웨이 엔드포인트가 NAT 쪽 라우팅 테이블에만 있어요",
        en="Only the NAT gateway's route table leads to the gateway endpoint",
    ),
    why=Words(
        ko=(
            "트래픽이 NAT 게이트웨이를 먼저 지난 다음 NAT 서브넷의 라우트로 엔드포인트에 들어가요. 경로는 "
            "프라이빗이지만 NAT 데이터 처리 요금을 GB마다 그대로 내고, NAT의 동시 연결 한도도 함께 써요. 서비스에는 "
            "워크로드가 아니라 NAT의 사설 IP가 보여요."
        ),
        en=(
            "Traffic passes the NAT gateway first and enters the endpoint through the route in the NAT subnet's table. The path is "
            "private, but every gigabyte still pays NAT data processing and uses up the NAT's connections, and the "
            "service sees the NAT's private address instead of the workload's."
        ),
    ),
    fix=Words(
        ko=(
            "워크로드 서브넷의 라우팅 테이블에도 같은 엔드포인트를 연결하세요. 그러면 트래픽이 NAT를 거치지 않고 바로 "
            "엔드포인트로 가요."
        ),
        en=(
            "Associate the workload subnet's own route table with the same endpoint. Traffic then goes straight to it and bypasses the NAT gateway."
        ),
    ),
    caveats=(
        Words(
            ko="라우트가 추가되면 이 테이블을 쓰는 서브넷에서 서비스로 열려 있던 TCP 연결이 끊겨요.",
            en="Adding the route drops open TCP connections to the service in the subnets that use this table.",
        ),
        Words(
            ko="aws:VpcSourceIp에 NAT의 사설 IP를 적어 둔 정책이 있으면 워크로드 대역으로 바꿔야 해요.",
            en="Policies that name the NAT's private address in aws:VpcSourceIp must name the workload's range instead.",
        ),
        Words(
            ko=(
                "NAT의 다음 홉을 NAT 서브넷 테이블로 정한다는 것까지가 AWS 문서에 있는 내용이고, 엔드포인트로 이어지는 "
                "조합은 거기서 끌어낸 결론이에요."
            ),
            en=(
                "AWS documents that a NAT gateway's onward hop follows its subnet's table; that this may be an endpoint "
                "is inferred from it."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html",
    ),
    see_also=("gateway-endpoint-not-associated", "nat-in-another-zone"),
    learn=("gateway-route-added", "nat-path-to-s3", "nat"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the endpoint that the walk reached through NAT, where the source's own table is not associated with it."""
    table = case.table
    through = next((t for t in case.traces if t.path is Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT), None)
    if through is None or table is None:
        return
    endpoint_id = next((h.id for h in through.hops if h.kind == "gateway-endpoint"), "")
    endpoint = case.snapshot.endpoints.get(endpoint_id)
    if not endpoint_id or (endpoint is not None and table.id in endpoint.route_table_ids):
        return
    onward = [h for h in through.hops if h.kind in {"route-table", "nat-gateway"} and h.route is not None]
    yield Finding(
        rule=RULE,
        subject=endpoint_id,
        evidence=tuple(
            Evidence(
                call="ec2:DescribeRouteTables",
                subject=hop.id,
                fact=Words(
                    ko=(
                        f"{hop.id}{' 서브넷의 테이블' if hop.kind == 'nat-gateway' else ''}: {hop.route.destination} → "
                        f"{hop.route.target.id}"
                    ),
                    en=(
                        f"{hop.id}{' (table of its subnet)' if hop.kind == 'nat-gateway' else ''}: {hop.route.destination} → "
                        f"{hop.route.target.id}"
                    ),
                ),
            )
            for hop in onward
            if hop.route is not None
        ),
        cli=(
            (
                f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint_id} --add-route-table-ids {table.id}"
                f" --region {case.source.region}"
            ),
        ),
        terraform=(
            f'resource "aws_vpc_endpoint_route_table_association" "{case.destination.service}" {{\n'
            f'  vpc_endpoint_id = "{endpoint_id}"\n'
            f'  route_table_id  = "{table.id}"\n'
            f"}}"
        ),
    )
