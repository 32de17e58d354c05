"""A public-subnet workload reaches S3 or DynamoDB through the internet gateway rather than a gateway endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.services import has_gateway_type
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="IGW-002",
    id="internet-gateway-to-s3",
    severity=Severity.MEDIUM,
    title=Words(
        ko="퍼블릭 서브넷에서 인터넷 게이트웨이로 S3나 DynamoDB에 가고 있어요",
        en="A public subnet reaches S3 or DynamoDB by the internet gateway",
    ),
    why=Words(
        ko=(
            "공인 IP로 서비스에 접속하고 있어요. NAT 요금은 없고 같은 리전이라면 트래픽이 AWS 네트워크를 벗어나지도 "
            "않지만, 서비스에는 공인 IP만 보여서 어느 VPC에서 왔는지로 접근을 제한할 수 없어요. 퍼블릭 액세스 차단을 "
            "켜거나 공인 IP를 떼는 순간 S3 접속도 끊겨요."
        ),
        en=(
            "The workload reaches the service from its public address. There is no NAT charge, and within the Region "
            "traffic does not leave the AWS network, but the service sees only a public address, so access cannot be "
            "limited to your VPC. Turning on VPC Block Public Access, or taking the public address away, cuts S3 off as "
            "well."
        ),
    ),
    fix=Words(
        ko="퍼블릭 서브넷의 라우팅 테이블도 게이트웨이 엔드포인트에 연결하세요. 무료이고, 다른 인터넷 트래픽은 그대로예요.",
        en=(
            "Associate the public subnet's route table with a gateway endpoint too. It is free and leaves other "
            "internet traffic alone."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "버킷 정책이 인스턴스의 EIP를 aws:SourceIp로 허용하고 있다면, 엔드포인트로 옮기는 순간 거부돼요. "
                "aws:SourceVpce 조건을 먼저 추가하세요."
            ),
            en=(
                "A bucket policy that allows the instance's Elastic IP by aws:SourceIp denies it once it moves to the "
                "endpoint. Add an aws:SourceVpce condition first."
            ),
        ),
        Words(
            ko="라우트가 추가되면 이 서브넷에서 서비스로 열려 있던 TCP 연결이 끊겨요.",
            en="Adding the route drops open TCP connections to the service from this subnet.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
    ),
    see_also=("gateway-endpoint-not-associated", "gateway-endpoint-missing", "igw-route-without-public-ip"),
    learn=("internet-gateway", "security-of-public-path", "s3-public-ip", "gateway-endpoint"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the table that sends a gateway service's traffic straight to an internet gateway."""
    table, region = case.table, case.source.region
    if table is None or not has_gateway_type(case.destination.service) or case.destination.region != region:
        return
    taken = next((t for t in case.traces if t.path is Verdict.PUBLIC_VIA_IGW), None)
    if taken is None or any(table.id in e.route_table_ids for e in case.gateway_endpoints):
        return
    route = next((h.route for h in taken.hops if h.kind == "route-table" and h.route is not None), None)
    usable = next((e for e in case.gateway_endpoints if e.usable), None)
    shown = f"{route.destination} → {route.target.id}" if route else "→ igw"
    yield Finding(
        rule=RULE,
        subject=table.id,
        evidence=(
            Evidence(
                call="ec2:DescribeRouteTables",
                subject=table.id,
                fact=Words(ko=f"{table.id}: {shown}", en=f"{table.id}: {shown}"),
            ),
        ),
        cli=(
            f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {usable.id} --add-route-table-ids {table.id} --region {region}"
            if usable
            else f"aws ec2 create-vpc-endpoint --vpc-id {case.vpc.id} --vpc-endpoint-type Gateway"
            f" --service-name com.amazonaws.{region}.{case.destination.service} --route-table-ids {table.id} "
            f"--region {region}",
        ),
        terraform=(
            f'resource "aws_vpc_endpoint_route_table_association" "{case.destination.service}_public" {{\n'
            f'  vpc_endpoint_id = "{usable.id if usable else "<vpc-endpoint-id>"}"\n'
            f'  route_table_id  = "{table.id}"\n'
            f"}}"
        ),
    )
