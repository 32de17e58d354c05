"""A service that has only interface endpoints is used from a VPC that has none for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.index import index_of
from diagnostics.analysis.services import endpoint_service_name, has_gateway_type, service_of
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="IFE-009",
    id="interface-endpoint-missing",
    severity=Severity.HIGH,
    title=Words(
        ko="VPC에 이 서비스의 인터페이스 엔드포인트가 없어요",
        en="The VPC has no interface endpoint for this service",
    ),
    why=Words(
        ko=(
            "이 서비스는 게이트웨이 엔드포인트가 없고 인터페이스 엔드포인트로만 프라이빗하게 갈 수 있어요. S3 "
            "게이트웨이 엔드포인트가 있어도 도움이 되지 않아요. 지금은 요청이 NAT나 인터넷 게이트웨이로 나가고, 그런 "
            "경로가 없는 서브넷에서는 연결이 안 돼요. 이름이 비슷한 다른 엔드포인트(ec2messages와 ec2, monitoring과 "
            "logs)를 이것으로 착각하는 일도 흔해요."
        ),
        en=(
            "This service has no gateway endpoint; an interface endpoint is the only private way, and one for S3 does "
            "not help. Requests leave by the NAT or internet gateway, or fail where there is none. Endpoints with "
            "similar names are easily taken for it: ec2messages is not ec2, monitoring is not logs."
        ),
    ),
    fix=Words(
        ko=(
            "서비스의 인터페이스 엔드포인트를 만들고 프라이빗 DNS를 켜세요. 짝으로 필요한 것도 챙기세요. SSM은 ssm과 "
            "ssmmessages, ECR은 ecr.api, ecr.dkr와 S3가 함께 있어야 해요."
        ),
        en=(
            "Create an interface endpoint for the service with private DNS on. Some are needed in sets: SSM "
            "needs ssm and ssmmessages; ECR needs ecr.api, ecr.dkr and S3."
        ),
    ),
    caveats=(
        Words(
            ko="가용 영역마다 시간당 요금과 GB당 요금이 들어요. 트래픽이 적으면 NAT 쪽이 더 쌀 수 있어요.",
            en="It costs by the hour in every zone and by the gigabyte. For little traffic NAT can be cheaper.",
        ),
        Words(
            ko=(
                "프라이빗 DNS를 켜는 순간 VPC 전체가 이 엔드포인트를 쓰기 시작해요. 보안 그룹이 모든 클라이언트의 443을 "
                "허용해야 해요."
            ),
            en=(
                "With private DNS the whole VPC starts using it at once, so its security group must admit port 443 from "
                "every client."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
    ),
    see_also=("gateway-endpoint-missing", "private-dns-off", "no-route"),
    learn=("interface-endpoint", "endpoint-types", "privatelink", "gateway-supported-services"),
)
#: Features of S3 for which another rule says what they need.
_TOLD_ELSEWHERE = frozenset({"s3-global.accesspoint", "s3tables", "s3vectors", "s3-outposts", "s3-object-lambda"})


def check(case: Case) -> Iterator[Finding]:
    """Yield the VPC that lacks the endpoint, where AWS offers one and the path is not private by other means."""
    service, region, vpc = case.destination.service, case.source.region, case.vpc
    if service is None or has_gateway_type(service) or case.destination.region != region or case.interface_endpoints:
        return
    if service in _TOLD_ELSEWHERE or case.destination.variant in {"global", "resource"}:
        return
    if (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE or case.destination.variant == "vpce":
        return
    name = endpoint_service_name(service, region)
    offered = case.snapshot.endpoint_services
    shared = bool(case.snapshot.account) and case.subnet.owner not in {"", case.snapshot.account}
    if (
        shared
        or case.snapshot.partly_unseen("ec2:DescribeVpcEndpoints")
        or (offered and not any(n.endswith(name) for n in offered))
    ):
        return
    present = sorted(
        service_of(e) for e in index_of(case.snapshot).endpoints_in.get(vpc.id, ()) if e.type == "Interface" and not e.gone
    )
    yield Finding(
        rule=RULE,
        subject=vpc.id,
        evidence=(
            Evidence(
                call="ec2:DescribeVpcEndpoints",
                subject=vpc.id,
                fact=Words(
                    ko=(
                        f"{vpc.id}에 {name} 엔드포인트가 없어요 (있는 인터페이스 엔드포인트: "
                        f"{', '.join(present[:8]) or '없음'})"
                    ),
                    en=(
                        f"{vpc.id} has no endpoint for {name} (interface endpoints there: "
                        f"{', '.join(present[:8]) or 'none'})"
                    ),
                ),
            ),
        ),
        cli=(
            (
                f"aws ec2 create-vpc-endpoint --vpc-id {vpc.id} --vpc-endpoint-type Interface --service-name {name}"
                f" --subnet-ids {case.subnet.id} --security-group-ids <security-group-id> --private-dns-enabled --region "
                f"{region}"
            ),
        ),
        terraform=(
            f'resource "aws_vpc_endpoint" "{service.replace(".", "_").replace("-", "_")}" {{\n'
            f'  vpc_id              = "{vpc.id}"\n'
            f'  vpc_endpoint_type   = "Interface"\n'
            f'  service_name        = "{name}"\n'
            f'  subnet_ids          = ["{case.subnet.id}"]\n'
            f'  security_group_ids  = ["<security-group-id>"]\n'
            f"  private_dns_enabled = true\n"
            f"}}"
        ),
    )
