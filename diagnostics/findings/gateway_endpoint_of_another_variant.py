"""A gateway endpoint is there for a sibling of the service that is used: S3 for S3 Express, DynamoDB for its streams."""

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
    code="GWE-005",
    id="gateway-endpoint-of-another-variant",
    severity=Severity.HIGH,
    title=Words(
        ko="게이트웨이 엔드포인트가 다른 종류의 서비스용이에요",
        en="The gateway endpoint is for another variant of the service",
    ),
    why=Words(
        ko=(
            "이름이 비슷해도 엔드포인트 서비스는 따로예요. 디렉터리 버킷(S3 Express One Zone)은 s3express, 일반 버킷은 s3 "
            "게이트웨이 엔드포인트를 써요. 접두사 목록이 서로 다르니 한쪽 엔드포인트로 다른 쪽 트래픽이 가지 않아요. DynamoDB "
            "게이트웨이 엔드포인트도 DynamoDB Streams는 받지 않아요."
        ),
        en=(
            "The names look alike, but the endpoint services are separate. Directory buckets (S3 Express One Zone) need the "
            "s3express gateway endpoint, general purpose buckets the s3 one; each has a prefix list of its own, so neither "
            "carries the other's traffic. A DynamoDB gateway endpoint does not carry DynamoDB Streams."
        ),
    ),
    fix=Words(
        ko=(
            "쓰는 서비스에 맞는 엔드포인트를 추가하세요. 기존 엔드포인트를 지울 필요는 없어요. 둘 다 게이트웨이 유형이면 추가 "
            "요금이 없어요. DynamoDB Streams에는 인터페이스 엔드포인트뿐이에요."
        ),
        en=(
            "Add the endpoint of the service in use; the one that is there can stay. Where both are of the gateway type, "
            "neither costs anything. DynamoDB Streams has interface endpoints only."
        ),
    ),
    caveats=(
        Words(
            ko="s3express 접두사 목록은 보안 그룹과 라우팅 테이블 한도에서 항목 6개로 계산돼요.",
            en="The s3express prefix list counts as 6 entries against the quotas of security groups and route tables.",
        ),
        Words(
            ko="보안 그룹 아웃바운드가 S3 접두사 목록만 허용한다면 s3express 목록도 추가해야 연결돼요.",
            en="Where the security group allows outbound traffic to S3's prefix list only, add the s3express list as well.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-networking.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html",
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-streams.html",
    ),
    causes=("directory_bucket", "general_purpose_bucket", "streams"),
    see_also=("gateway-endpoint-missing", "service-needs-another-endpoint"),
    learn=("gateway-endpoint", "gateway-supported-services", "dynamodb-endpoint"),
)
#: The service that is used, the sibling that its endpoint is taken for, and the cause.
_SIBLINGS = {
    "s3express": ("s3", "directory_bucket"),
    "s3": ("s3express", "general_purpose_bucket"),
    "dynamodb-streams": ("dynamodb", "streams"),
}


def check(case: Case) -> Iterator[Finding]:
    """Yield the endpoint of the sibling where the service that is used has no endpoint and its path is not private."""
    service, region = case.destination.service or "", case.source.region
    if service not in _SIBLINGS or case.destination.region != region or case.gateway_endpoints or case.interface_endpoints:
        return
    if (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE:
        return
    sibling, cause = _SIBLINGS[service]
    held = index_of(case.snapshot).endpoints_in.get(case.vpc.id, ())
    there = next((e for e in held if e.type == "Gateway" and e.usable and service_of(e) == sibling), None)
    if there is None:
        return
    name = endpoint_service_name(service, region)
    table = case.table.id if case.table else "<route-table-id>"
    gateway = has_gateway_type(service)
    yield Finding(
        rule=RULE,
        subject=there.id,
        cause=cause,
        evidence=(
            Evidence(
                call="ec2:DescribeVpcEndpoints",
                subject=there.id,
                fact=Words(
                    ko=f"{there.id} 서비스: {there.service_name}, 필요한 서비스: {name} ({case.destination.hostname})",
                    en=f"{there.id} is for {there.service_name}; {case.destination.hostname} needs {name}",
                ),
            ),
        ),
        cli=(
            (
                f"aws ec2 create-vpc-endpoint --vpc-id {case.vpc.id} --vpc-endpoint-type Gateway --service-name {name}"
                f" --route-table-ids {table} --region {region}"
            ),
        )
        if gateway
        else (),
        terraform=(
            f'resource "aws_vpc_endpoint" "{service}" {{\n'
            f'  vpc_id            = "{case.vpc.id}"\n'
            f'  vpc_endpoint_type = "Gateway"\n'
            f'  service_name      = "{name}"\n'
            f'  route_table_ids   = ["{table}"]\n'
            f"}}"
        )
        if gateway
        else "",
    )
