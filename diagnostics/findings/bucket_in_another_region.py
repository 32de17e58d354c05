"""The bucket or table lives in another Region than the VPC, so the gateway endpoint cannot carry the traffic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.services import endpoint_service_name, has_gateway_type, service_of
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="GWE-006",
    id="bucket-in-another-region",
    severity=Severity.HIGH,
    title=Words(
        ko="버킷이나 테이블이 VPC와 다른 리전에 있어요",
        en="The bucket or table is in another Region than the VPC",
    ),
    why=Words(
        ko=(
            "게이트웨이 엔드포인트의 접두사 목록에는 자기 리전의 주소만 들어 있어요. 다른 리전의 버킷으로 가는 요청은 "
            "그 목록에 걸리지 않고 기본 라우트를 따라 NAT나 인터넷 게이트웨이로 나가요. NAT 요금에 리전 간 전송 "
            "요금까지 붙고, 지연 시간도 늘어요."
        ),
        en=(
            "A gateway endpoint's prefix list holds the addresses of its own Region only. Requests to a bucket "
            "elsewhere do not match it and follow the default route out by the NAT or internet gateway. You pay NAT and "
            "inter-Region transfer, and every request is slower."
        ),
    ),
    fix=Words(
        ko=(
            "가능하면 같은 리전의 버킷이나 복제본을 쓰세요. 꼭 다른 리전이어야 한다면 S3는 리전 간 인터페이스 "
            "엔드포인트를 만들 수 있어요. DynamoDB는 글로벌 테이블 복제본을 이 리전에 두는 편이 나아요."
        ),
        en=(
            "Use a bucket or replica in the same Region where you can. Where it must be the other Region, S3 has "
            "cross-Region interface endpoints; for DynamoDB, put a global table replica in this Region."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "리전 간 인터페이스 엔드포인트는 시간당·GB당 요금이 있고 vpce:AllowMultiRegion 권한이 필요해요. "
                "use1-az3, usw1-az2, apne1-az3, apne2-az2, apne2-az4에는 만들 수 없어요."
            ),
            en=(
                "Cross-Region interface endpoints are billed by the hour and the gigabyte, need vpce:AllowMultiRegion, "
                "and cannot be placed in use1-az3, usw1-az2, apne1-az3, apne2-az2 and apne2-az4."
            ),
        ),
        Words(
            ko="클라이언트가 버킷 리전을 잘못 알고 있는 경우도 많아요. 코드의 리전 설정부터 확인하세요.",
            en="Often the client merely has the wrong Region configured. Check its Region setting first.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html",
    ),
    see_also=("gateway-endpoint-missing", "legacy-global-s3-name"),
    learn=("gateway-endpoint", "gateway-supported-services", "s3-interface-endpoint"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the destination where it is of a gateway service in another Region and the path there is not private."""
    service, home, away = case.destination.service, case.source.region, case.destination.region
    if service is None or not has_gateway_type(service) or away == home or case.destination.region_assumed:
        return
    if (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE:
        return
    asked = case.destination.bucket in case.snapshot.buckets  # HeadBucket, which s3:ListBucket allows, said where it is
    evidence = [
        Evidence(
            call="s3:ListBucket" if asked else "ec2:DescribeVpcs",
            subject=case.destination.bucket if asked and case.destination.bucket else case.vpc.id,
            fact=Words(
                ko=(
                    f"목적지 {case.destination.bucket or case.destination.hostname} 리전은 {away}, {case.vpc.id} 리전은 "
                    f"{home}"
                ),
                en=f"{case.destination.bucket or case.destination.hostname} is in {away}; {case.vpc.id} is in {home}",
            ),
        )
    ]
    for _, endpoint in sorted(case.snapshot.endpoints.items()):
        if endpoint.vpc_id == case.vpc.id and endpoint.type == "Gateway" and service_of(endpoint) == service:
            fact = Words(
                ko=f"{endpoint.id} 대상 서비스: {endpoint.service_name}", en=f"{endpoint.id} serves {endpoint.service_name}"
            )
            evidence.append(Evidence(call="ec2:DescribeVpcEndpoints", subject=endpoint.id, fact=fact))
    name = endpoint_service_name(service, away)
    yield Finding(
        rule=RULE,
        subject=case.destination.bucket or case.destination.hostname,
        evidence=tuple(evidence),
        cli=(
            (
                f"aws ec2 create-vpc-endpoint --vpc-id {case.vpc.id} --vpc-endpoint-type Interface --service-name {name}"
                f" --service-region {away} --subnet-ids {case.subnet.id} --security-group-ids <security-group-id>"
                f" --private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false --region {home}"
            ),
        )
        if service == "s3"
        else (),
        terraform=(
            f'resource "aws_vpc_endpoint" "s3_{away.replace("-", "_")}" {{\n'
            f'  vpc_id             = "{case.vpc.id}"\n'
            f'  vpc_endpoint_type  = "Interface"\n'
            f'  service_name       = "{name}"\n'
            f'  service_region     = "{away}"\n'
            f'  subnet_ids         = ["{case.subnet.id}"]\n'
            f'  security_group_ids = ["<security-group-id>"]\n'
            f"}}"
        )
        if service == "s3"
        else "",
    )
