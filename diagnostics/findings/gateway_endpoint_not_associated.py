"""A gateway endpoint exists, but the table that routes the subnet is not associated with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="GWE-002",
    id="gateway-endpoint-not-associated",
    severity=Severity.HIGH,
    title=Words(
        ko="게이트웨이 엔드포인트가 이 서브넷의 라우팅 테이블에 연결돼 있지 않아요",
        en="This subnet's route table is not associated with the gateway endpoint",
    ),
    why=Words(
        ko=(
            "게이트웨이 엔드포인트는 연결된 라우팅 테이블에만 라우트를 넣어요. VPC에 엔드포인트가 있어도 이 서브넷의 "
            "테이블에 연결돼 있지 않으면 트래픽은 그대로 NAT나 인터넷 게이트웨이로 나가고, 엔드포인트는 있으나 "
            "마나예요. NAT 요금이 줄지 않는 가장 흔한 이유예요."
        ),
        en=(
            "A gateway endpoint puts its route only into the tables it is associated with. While this subnet's table is "
            "not one of them, traffic keeps leaving by the NAT or internet gateway as if the endpoint did not exist. "
            "This is the most common reason why the NAT bill does not go down."
        ),
    ),
    fix=Words(
        ko=(
            "엔드포인트에 이 서브넷의 라우팅 테이블을 추가로 연결하세요. create-route로는 넣을 수 없는 라우트라서 "
            "반드시 엔드포인트를 수정해야 해요."
        ),
        en=(
            "Associate the subnet's route table with the endpoint. The route cannot be made with create-route; it only "
            "comes from modifying the endpoint."
        ),
    ),
    caveats=(
        Words(
            ko="라우트가 추가되면 이 테이블을 쓰는 모든 서브넷에서 서비스로 열려 있던 TCP 연결이 끊겨요.",
            en="Adding the route drops open TCP connections to the service in every subnet that uses this table.",
        ),
        Words(
            ko=(
                "aws:SourceIp로 NAT 주소를 허용하던 버킷 정책은 더 이상 맞지 않고, aws:SourceVpce 조건은 맞기 시작해요. "
                "정책부터 확인하세요."
            ),
            en=(
                "Bucket policies that allow NAT addresses by aws:SourceIp stop matching and aws:SourceVpce conditions "
                "start to. Check policies first."
            ),
        ),
        Words(
            ko=(
                "Terraform에서 aws_vpc_endpoint의 route_table_ids와 별도 association 리소스를 같은 테이블에 함께 쓰면 "
                "서로 지우려고 해요. 한 가지만 쓰세요."
            ),
            en=(
                "In Terraform, route_table_ids on aws_vpc_endpoint and a separate association for the same table fight "
                "each other. Use one."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
    ),
    see_also=("gateway-endpoint-wrong-tables", "gateway-endpoint-behind-nat", "implicit-main-table"),
    learn=("gateway-route-added", "route-table", "gateway-endpoint"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the subnet's table where an available endpoint serves other tables and the path is not private."""
    table = case.table
    usable = [e for e in case.gateway_endpoints if e.usable]
    # A path over NAT that ends at the endpoint is private too: that case has a rule of its own.
    private = (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE
    if table is None or not usable or private:
        return
    routed = {r.target.id for r in table.routes}
    if any(table.id in e.route_table_ids or e.id in routed for e in case.gateway_endpoints):
        return
    endpoint = usable[0]
    serves = ", ".join(endpoint.route_table_ids)
    yield Finding(
        rule=RULE,
        subject=table.id,
        evidence=(
            Evidence(
                call="ec2:DescribeVpcEndpoints",
                subject=endpoint.id,
                fact=Words(
                    ko=f"{endpoint.id} ({endpoint.service_name}) 연결 테이블: {serves or '없음'}",
                    en=f"{endpoint.id} ({endpoint.service_name}) is associated with {serves or 'no route table'}",
                ),
            ),
            Evidence(
                call="ec2:DescribeRouteTables",
                subject=table.id,
                fact=Words(
                    ko=(
                        f"{case.subnet.id} 서브넷은 {table.id} 테이블{'(기본 라우팅 테이블)' if case.table_is_main else ''}을 "
                        f"쓰는데 {endpoint.id} 라우트가 없어요"
                    ),
                    en=(
                        f"{case.subnet.id} is routed by {table.id}{' (the main table)' if case.table_is_main else ''}, "
                        f"which has no route to {endpoint.id}"
                    ),
                ),
            ),
        ),
        cli=(
            (
                f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint.id} --add-route-table-ids {table.id}"
                f" --region {case.source.region}"
            ),
        ),
        terraform=(
            f'resource "aws_vpc_endpoint_route_table_association" "{case.destination.service}" {{\n'
            f'  vpc_endpoint_id = "{endpoint.id}"\n'
            f'  route_table_id  = "{table.id}"\n'
            f"}}"
        ),
    )
