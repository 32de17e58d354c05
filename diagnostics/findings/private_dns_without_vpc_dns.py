"""An interface endpoint has private DNS on, in a VPC whose DNS attributes make that without effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="IFE-002",
    id="private-dns-without-vpc-dns",
    severity=Severity.HIGH,
    title=Words(
        ko="프라이빗 DNS는 켜져 있는데 VPC의 DNS 속성이 꺼져 있어요",
        en="Private DNS is on but a DNS attribute of the VPC is off",
    ),
    why=Words(
        ko=(
            "엔드포인트의 프라이빗 DNS는 VPC의 enableDnsSupport와 enableDnsHostnames가 모두 켜져 있어야 동작해요. "
            "콘솔에는 프라이빗 DNS가 '예'로 보여도 실제로는 이름이 공인 IP로 풀려서 트래픽이 엔드포인트를 타지 않아요. "
            "기본 VPC가 아니면 enableDnsHostnames는 처음에 꺼져 있어요."
        ),
        en=(
            "An endpoint's private DNS works only while the VPC has both enableDnsSupport and enableDnsHostnames on. "
            "The console shows private DNS as enabled, yet the name resolves to public addresses and traffic never uses "
            "the endpoint. In VPCs other than the default one, enableDnsHostnames starts off."
        ),
    ),
    fix=Words(
        ko="VPC의 두 DNS 속성을 모두 켜세요. 한 번에 하나씩만 바꿀 수 있어요.",
        en="Turn both DNS attributes of the VPC on, one call each.",
    ),
    caveats=(
        Words(
            ko=(
                "VPC 전체에 적용돼요. 연결만 돼 있고 쓰이지 않던 프라이빗 호스팅 영역과 다른 엔드포인트의 프라이빗 DNS도 "
                "함께 살아나요."
            ),
            en=(
                "It applies to the whole VPC: private hosted zones and other endpoints' private DNS that had no effect so far start working, too."
            ),
        ),
        Words(
            ko="이름이 엔드포인트로 풀리기 시작하면 엔드포인트 보안 그룹이 클라이언트의 443을 허용해야 연결돼요.",
            en="Once the name leads to the endpoint, its security group must admit port 443 from the clients.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html",
    ),
    see_also=("private-dns-off", "vpc-resolver-off"),
    learn=("private-dns", "private-dns-disabled-symptom", "verify-with-nslookup"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the VPC whose attribute is off while an available endpoint counts on it and the path is not private."""
    vpc, region = case.vpc, case.source.region
    off = [
        (name, option)
        for name, option, value in (
            ("enableDnsSupport", "--enable-dns-support", vpc.dns_support),
            ("enableDnsHostnames", "--enable-dns-hostnames", vpc.dns_hostnames),
        )
        if value is False
    ]
    waiting = [e for e in case.interface_endpoints if e.usable and e.private_dns and not e.inbound_resolver_only]
    private = (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE
    if not off or not waiting or private or case.destination.variant == "vpce":
        return
    shown = ", ".join(f"{name} = false" for name, _ in off)
    yield Finding(
        rule=RULE,
        subject=vpc.id,
        evidence=(
            Evidence(
                call="ec2:DescribeVpcAttribute", subject=vpc.id, fact=Words(ko=f"{vpc.id}: {shown}", en=f"{vpc.id}: {shown}")
            ),
            *(
                Evidence(
                    call="ec2:DescribeVpcEndpoints",
                    subject=e.id,
                    fact=Words(
                        ko=f"{e.id} ({e.service_name}): PrivateDnsEnabled = true",
                        en=f"{e.id} ({e.service_name}): PrivateDnsEnabled = true",
                    ),
                )
                for e in waiting
            ),
        ),
        cli=tuple(
            f"aws ec2 modify-vpc-attribute --vpc-id {vpc.id} {option} Value=true --region {region}" for _, option in off
        ),
        terraform=(
            f'# {vpc.id}\nresource "aws_vpc" "this" {{\n  enable_dns_support   = true\n  enable_dns_hostnames = true\n}}'
        ),
    )
