"""The client dials S3's legacy global name, which no interface endpoint answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="DNS-007",
    id="legacy-global-s3-name",
    severity=Severity.HIGH,
    title=Words(
        ko="클라이언트가 S3의 예전 글로벌 이름(s3.amazonaws.com)을 쓰고 있어요",
        en="The client dials S3's legacy global name, s3.amazonaws.com",
    ),
    why=Words(
        ko=(
            "S3 인터페이스 엔드포인트의 프라이빗 DNS는 리전 이름(s3.us-east-1.amazonaws.com)에만 답하고 글로벌 이름에는 "
            "답하지 않아요. boto3와 일부 SDK는 us-east-1에서 기본으로 글로벌 이름을 써서, 엔드포인트가 멀쩡해도 이름이 "
            "공인 IP로 풀려 NAT나 인터넷 게이트웨이로 나가요. 게이트웨이 엔드포인트는 영향이 없어요."
        ),
        en=(
            "Private DNS of an S3 interface endpoint answers for the regional name (s3.us-east-1.amazonaws.com), not "
            "for the global one. boto3 and some other SDKs dial the global name in us-east-1 by default, so it resolves "
            "to public addresses and traffic bypasses the endpoint. Gateway endpoints are not affected."
        ),
    ),
    fix=Words(
        ko=(
            "클라이언트가 리전 이름을 쓰게 하세요. boto3는 설정 s3_us_east_1_regional_endpoint나 환경 변수 "
            "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT에 regional을 넣으면 돼요."
        ),
        en=(
            "Make the client dial the regional name. For boto3, set s3_us_east_1_regional_endpoint, or the variable "
            "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT, to regional."
        ),
    ),
    caveats=(
        Words(
            ko="설정은 애플리케이션마다 넣어야 해요. 코드에 endpoint_url이나 글로벌 URL을 박아 둔 곳도 찾아보세요.",
            en="Every application needs the setting. Also look for code with a hard-coded endpoint_url or global URL.",
        ),
        Words(
            ko="글로벌 이름으로 이미 발급한 미리 서명된(presigned) URL은 계속 공인 경로로 가요.",
            en="Presigned URLs already issued with the global name keep taking the public path.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#privatelink-limitations",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html",
    ),
    see_also=("hostname-not-covered", "private-dns-off"),
    learn=("s3-interface-endpoint", "private-dns", "use-dns-name"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the global name where an S3 interface endpoint is meant to answer; mild where the path is private anyway."""
    meant = [e for e in case.interface_endpoints if e.usable and e.private_dns and not e.inbound_resolver_only]
    if case.destination.service != "s3" or case.destination.variant != "global" or not meant:
        return
    private = (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE
    yield Finding(
        rule=RULE,
        subject=case.destination.hostname,
        severity=Severity.LOW if private else None,
        evidence=(
            Evidence(
                call="ec2:DescribeVpcEndpoints",
                subject=meant[0].id,
                fact=Words(
                    ko=(
                        f"{meant[0].id}의 프라이빗 DNS는 리전 이름에만 답하는데 클라이언트는 "
                        f"{case.destination.hostname}에 접속해요"
                    ),
                    en=f"{meant[0].id} answers for regional names only; the client dials {case.destination.hostname}",
                ),
            ),
        ),
        cli=("aws configure set s3_us_east_1_regional_endpoint regional",),
    )
