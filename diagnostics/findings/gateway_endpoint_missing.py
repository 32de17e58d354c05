"""S3 or DynamoDB is used from a VPC that has no gateway endpoint for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.services import endpoint_service_name, has_gateway_type
from diagnostics.model.addresses import V6
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="GWE-001",
    id="gateway-endpoint-missing",
    severity=Severity.HIGH,
    title=Words(
        ko="VPC에 이 서비스의 게이트웨이 엔드포인트가 없어요",
        en="The VPC has no gateway endpoint for this service",
    ),
    why=Words(
        ko=(
            "S3와 DynamoDB는 게이트웨이 엔드포인트로 추가 요금 없이 갈 수 있어요. 엔드포인트가 없으면 요청이 기본 "
            "라우트를 따라가요. NAT 게이트웨이를 지나면 GB마다 데이터 처리 요금이 붙고, 서비스 쪽에는 VPC가 아니라 공인 "
            "IP가 보여서 버킷 정책으로 프라이빗 경로를 강제할 수 없어요. 기본 라우트도 없는 서브넷이라면 서비스에 아예 "
            "닿지 못해요."
        ),
        en=(
            "S3 and DynamoDB can be reached through a gateway endpoint at no charge. Without one, requests follow the "
            "default route: a NAT gateway bills every gigabyte it processes, and the service sees a public address "
            "instead of your VPC, so no bucket policy can insist on the private path. A subnet without a default route "
            "cannot reach the service at all."
        ),
    ),
    fix=Words(
        ko=(
            "서비스의 게이트웨이 엔드포인트를 만들고, 그 서비스를 쓰는 모든 서브넷의 라우팅 테이블에 연결하세요. 접두사 "
            "목록 라우트는 AWS가 알아서 넣어 줘요. 직접 추가하는 라우트가 아니에요."
        ),
        en=(
            "Create a gateway endpoint for the service and associate it with the route table of every subnet that uses "
            "the service. AWS adds the prefix-list route to those tables; it is not a route that you create yourself."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "라우트가 추가되는 순간 해당 서브넷에서 서비스로 열려 있던 TCP 연결이 끊겨요. 대용량 업로드가 없는 "
                "시간에 적용하세요."
            ),
            en=(
                "The moment the route appears, open TCP connections to the service from those subnets are dropped. Pick "
                "a time without long uploads."
            ),
        ),
        Words(
            ko=(
                "엔드포인트를 지난 요청에는 aws:SourceIp가 없어요. NAT나 EIP 주소를 조건으로 건 버킷 정책이 있으면 먼저 "
                "고치세요."
            ),
            en=(
                "Requests through the endpoint carry no aws:SourceIp. Fix bucket policies that name NAT or Elastic IP "
                "addresses first."
            ),
        ),
        Words(
            ko="목적지는 여전히 S3의 공인 IP예요. 보안 그룹과 네트워크 ACL이 VPC 대역으로만 나가게 돼 있으면 연결이 막혀요.",
            en=(
                "The destination is still a public S3 address: security groups and network ACLs that allow only VPC "
                "ranges will block it."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
    ),
    see_also=("gateway-endpoint-not-associated", "interface-endpoint-missing"),
    learn=("gateway-endpoint", "gateway-supported-services", "nat-path-to-s3", "why-endpoint"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the VPC that lacks the endpoint, unless the path is private by other means or endpoints were not seen."""
    service, region, vpc = case.destination.service, case.source.region, case.vpc
    if service is None or not has_gateway_type(service) or case.destination.region != region:
        return
    if case.gateway_endpoints or case.destination.variant in {"accelerate", "vpce"}:
        return
    if (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE:
        return
    # A participant in a shared VPC cannot see the owner's endpoints: an empty answer is no evidence there.
    shared = bool(case.snapshot.account) and case.subnet.owner not in {"", case.snapshot.account}
    if shared or case.snapshot.partly_unseen("ec2:DescribeVpcEndpoints"):
        return
    name = endpoint_service_name(service, region)
    table = case.table.id if case.table else "<route-table-id>"
    # IPv6 takes a dual-stack endpoint, which AWS offers for S3.
    both = service == "s3" and any(t.addresses.family == V6 for t in case.traces)
    yield Finding(
        rule=RULE,
        subject=vpc.id,
        evidence=(
            Evidence(
                call="ec2:DescribeVpcEndpoints",
                subject=vpc.id,
                fact=Words(
                    ko=f"{vpc.id}에 {name} 게이트웨이 엔드포인트가 하나도 없어요",
                    en=f"{vpc.id} has no gateway endpoint for {name}",
                ),
            ),
        ),
        cli=(
            (
                f"aws ec2 create-vpc-endpoint --vpc-id {vpc.id} --vpc-endpoint-type Gateway --service-name {name}"
                f" --route-table-ids {table}{' --ip-address-type dualstack' if both else ''} --region {region}"
            ),
        ),
        terraform=(
            f'resource "aws_vpc_endpoint" "{service}" {{\n'
            f'  vpc_id            = "{vpc.id}"\n'
            f'  vpc_endpoint_type = "Gateway"\n'
            f'  service_name      = "{name}"\n'
            f'  route_table_ids   = ["{table}"]\n' + ('  ip_address_type   = "dualstack"\n' if both else "") + "}"
        ),
    )
