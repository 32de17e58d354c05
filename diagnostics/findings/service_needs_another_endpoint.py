"""A feature that looks like S3 or DynamoDB is reached by another endpoint service, or by none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.index import index_of
from diagnostics.analysis.services import NO_PRIVATE_DNS, endpoint_service_name, service_of
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="SVC-001",
    id="service-needs-another-endpoint",
    severity=Severity.HIGH,
    title=Words(
        ko="S3·DynamoDB 엔드포인트로는 갈 수 없는 기능이에요",
        en="The S3 and DynamoDB endpoints do not serve this feature",
    ),
    why=Words(
        ko=(
            "S3 게이트웨이 엔드포인트나 s3 인터페이스 엔드포인트로는 갈 수 없는 기능이 있어요. 다중 리전 액세스 포인트(MRAP), "
            "S3 Tables, S3 Vectors, DynamoDB Streams는 각자 엔드포인트 서비스가 따로 있어요. S3 on Outposts는 VPC 안에 전용 엔드포인트를 둬야 하고, Object Lambda에는 VPC 엔드포인트가 없어요. 디렉터리 버킷은 게이트웨이 엔드포인트뿐이라 "
            "인터페이스 엔드포인트로는 못 가요."
        ),
        en=(
            "Some features cannot be reached through S3's gateway or interface endpoint. Multi-Region Access Points, S3 Tables, S3 "
            "Vectors and DynamoDB Streams have endpoint services of their own; S3 on Outposts needs an endpoint of its own kind "
            "inside the VPC; Object Lambda has no VPC endpoint. Directory buckets have a gateway endpoint only, so no "
            "interface endpoint leads there."
        ),
    ),
    fix=Words(
        ko=(
            "이 기능에 맞는 엔드포인트를 만드세요. MRAP은 리전 이름이 없는 com.amazonaws.s3-global.accesspoint 인터페이스 "
            "엔드포인트예요. Object Lambda처럼 엔드포인트가 없는 기능은 NAT 같은 공인 경로를 남겨 두거나 일반 액세스 포인트로 "
            "바꾸세요."
        ),
        en=(
            "Create the endpoint for this feature. For Multi-Region Access Points that is the interface endpoint "
            "com.amazonaws.s3-global.accesspoint, without a Region in its name. For a feature without an endpoint, such as "
            "Object Lambda, keep a public way out or use a plain access point."
        ),
    ),
    caveats=(
        Words(
            ko="MRAP 뒤의 버킷이 다른 리전에 있으면 엔드포인트를 지난 뒤에도 리전 간 전송 요금이 붙어요.",
            en="Where the bucket behind a Multi-Region Access Point is elsewhere, inter-Region transfer is billed as before.",
        ),
        Words(
            ko="S3 Tables는 테이블 관리 API만 s3tables로 가요. 데이터 파일은 s3 이름으로 읽고 쓰니 S3 엔드포인트도 필요해요.",
            en="Only the table API of S3 Tables goes to s3tables. Data files are read and written at S3's own name.",
        ),
        Words(
            ko="DynamoDB Streams 인터페이스 엔드포인트에는 프라이빗 DNS가 없어요. 클라이언트의 endpoint_url을 바꿔야 해요.",
            en="The endpoint of DynamoDB Streams has no private DNS: set endpoint_url in the client.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointsPrivateLink.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-VPC.html",
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-streams.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-networking.html",
    ),
    causes=(
        "multi_region_access_point",
        "tables",
        "vectors",
        "outposts",
        "object_lambda",
        "streams",
        "no_interface_type",
    ),
    see_also=("interface-endpoint-missing", "gateway-endpoint-of-another-variant", "dynamodb-interface-endpoint-unused"),
    learn=("s3-interface-endpoint", "gateway-supported-services", "endpoint-types"),
)
_CAUSES = {
    "s3-global.accesspoint": "multi_region_access_point",
    "s3tables": "tables",
    "s3vectors": "vectors",
    "s3-outposts": "outposts",
    "s3-object-lambda": "object_lambda",
    "dynamodb-streams": "streams",
}
_ENDPOINTS = "ec2:DescribeVpcEndpoints"


def check(case: Case) -> Iterator[Finding]:
    """Yield the feature that is used where its own endpoint is not there and its path is not private."""
    service, region = case.destination.service or "", case.source.region
    held = [e for e in index_of(case.snapshot).endpoints_in.get(case.vpc.id, ()) if e.usable]
    mistaken = service == "s3express" and any(e.type == "Interface" and service_of(e) == "s3" for e in held)
    cause = "no_interface_type" if mistaken else _CAUSES.get(service)
    if cause is None or case.destination.region != region or case.destination.variant == "vpce":
        return
    shared = bool(case.snapshot.account) and case.subnet.owner not in {"", case.snapshot.account}
    if case.gateway_endpoints or case.interface_endpoints or shared or case.snapshot.partly_unseen(_ENDPOINTS):
        return
    if (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE:
        return
    present = ", ".join(sorted({f"{service_of(e)} ({e.type})" for e in held})[:6])
    yield Finding(
        rule=RULE,
        subject=case.destination.hostname,
        cause=cause,
        evidence=(
            Evidence(
                call=_ENDPOINTS,
                subject=case.vpc.id,
                fact=Words(
                    ko=f"{case.destination.hostname}의 엔드포인트가 {case.vpc.id}에 없어요 (있는 엔드포인트: {present or '없음'})",
                    en=f"{case.vpc.id} has no endpoint for {case.destination.hostname} (there: {present or 'none'})",
                ),
            ),
        ),
        cli=_commands(service, case),
        terraform=_terraform(service, case),
    )


def _commands(service: str, case: Case) -> tuple[str, ...]:
    region, vpc, subnet = case.source.region, case.vpc.id, case.subnet.id
    if service == "s3-object-lambda":
        return ()
    if service == "s3-outposts":
        return (
            (
                f"aws s3outposts create-endpoint --outpost-id <outpost-id> --subnet-id {subnet}"
                f" --security-group-id <security-group-id> --region {region}"
            ),
        )
    name = endpoint_service_name(service, region)
    if service == "s3express":
        table = case.table.id if case.table else "<route-table-id>"
        return (
            (
                f"aws ec2 create-vpc-endpoint --vpc-id {vpc} --vpc-endpoint-type Gateway --service-name {name}"
                f" --route-table-ids {table} --region {region}"
            ),
        )
    dns = "" if service in NO_PRIVATE_DNS else " --private-dns-enabled"
    return (
        (
            f"aws ec2 create-vpc-endpoint --vpc-id {vpc} --vpc-endpoint-type Interface --service-name {name}"
            f" --subnet-ids {subnet} --security-group-ids <security-group-id>{dns} --region {region}"
        ),
    )


def _terraform(service: str, case: Case) -> str:
    if service in {"s3-object-lambda", "s3-outposts", "s3express"}:
        return ""
    return (
        f'resource "aws_vpc_endpoint" "{service.replace(".", "_").replace("-", "_")}" {{\n'
        f'  vpc_id              = "{case.vpc.id}"\n'
        f'  vpc_endpoint_type   = "Interface"\n'
        f'  service_name        = "{endpoint_service_name(service, case.source.region)}"\n'
        f'  subnet_ids          = ["{case.subnet.id}"]\n'
        f'  security_group_ids  = ["<security-group-id>"]\n'
        f"  private_dns_enabled = {str(service not in NO_PRIVATE_DNS).lower()}\n"
        f"}}"
    )
