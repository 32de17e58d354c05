"""The Amazon resolver of the VPC is switched off, so names do not resolve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="DNS-001",
    id="vpc-resolver-off",
    severity=Severity.CRITICAL,
    title=Words(
        ko="VPC의 DNS 확인(enableDnsSupport)이 꺼져 있어요",
        en="DNS resolution (enableDnsSupport) is off in the VPC",
    ),
    why=Words(
        ko=(
            "인스턴스는 AmazonProvidedDNS를 쓰도록 설정돼 있는데 VPC가 그 질의에 답하지 않아요. 라우팅과 엔드포인트가 "
            "멀쩡해도 이름이 풀리지 않아서 S3를 포함한 모든 접속이 시작도 못 해요."
        ),
        en=(
            "Instances are configured to ask AmazonProvidedDNS, but the VPC does not answer. Routes and endpoints may be right, but no name resolves, so no connection to S3 or anything else even starts."
        ),
    ),
    fix=Words(
        ko=(
            "VPC의 enableDnsSupport를 켜세요. 인터페이스 엔드포인트의 프라이빗 DNS나 프라이빗 호스팅 영역을 쓴다면 "
            "enableDnsHostnames도 켜야 해요."
        ),
        en=(
            "Turn enableDnsSupport on for the VPC. With interface endpoints' private DNS or private hosted zones, turn "
            "enableDnsHostnames on too."
        ),
    ),
    caveats=(
        Words(
            ko="VPC 전체에 적용돼요. 자체 DNS만 쓰려고 일부러 꺼 둔 VPC라면 DHCP 옵션 세트를 먼저 확인하세요.",
            en=(
                "It applies to the whole VPC. If it is off so that only your own DNS servers are used, look at the DHCP "
                "option set first."
            ),
        ),
        Words(
            ko="보안 그룹이나 네트워크 ACL로는 AmazonProvidedDNS를 막거나 열 수 없어요. 그쪽은 의심하지 않아도 돼요.",
            en="Security groups and network ACLs do not apply to AmazonProvidedDNS; there is no need to suspect them.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html",
    ),
    see_also=("private-dns-without-vpc-dns", "custom-dns-servers"),
    learn=("use-dns-name", "verify-with-nslookup", "private-dns"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the VPC whose resolver is asked and is off."""
    off = next((r.block for r in case.resolutions if r.block is not None and r.block.cause == "resolver_off"), None)
    if off is None:
        return
    yield Finding(
        rule=RULE,
        subject=case.vpc.id,
        evidence=off.evidence,
        cli=(
            (
                f"aws ec2 modify-vpc-attribute --vpc-id {case.vpc.id} --enable-dns-support Value=true"
                f" --region {case.source.region}"
            ),
        ),
        terraform=f'# {case.vpc.id}\nresource "aws_vpc" "this" {{\n  enable_dns_support = true\n}}',
    )
