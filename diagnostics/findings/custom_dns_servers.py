"""Clients in the VPC ask DNS servers other than Amazon's, or are handed none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.inbound import hosts_of
from diagnostics.analysis.resolve import uses_custom_dns
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="DNS-002",
    id="custom-dns-servers",
    severity=Severity.MEDIUM,
    title=Words(
        ko="VPC가 Amazon DNS가 아닌 다른 DNS 서버를 쓰고 있어요",
        en="The VPC uses DNS servers other than Amazon's",
    ),
    why=Words(
        ko=(
            "인터페이스 엔드포인트의 프라이빗 DNS와 프라이빗 호스팅 영역은 Amazon Resolver에 물어봐야만 보여요. 자체 "
            "DNS 서버가 그쪽으로 전달하지 않으면 서비스 이름이 공인 IP로 풀려서 엔드포인트를 타지 않아요. 그 서버의 "
            "설정은 여기서 볼 수 없어서 두 경우를 모두 따져 봤어요. 게이트웨이 엔드포인트는 이름이 AWS 공인 IP로만 "
            "풀리면 영향이 없어요."
        ),
        en=(
            "Private DNS of interface endpoints and private hosted zones are visible only to those who ask the Amazon "
            "resolver. Unless your DNS servers forward to it, the service's name resolves to public addresses and "
            "traffic never uses the endpoint. Their configuration cannot be seen from here, so both cases were examined. Gateway endpoints are unaffected as long as names resolve to AWS's public addresses."
        ),
    ),
    fix=Words(
        ko=(
            "자체 DNS 서버에서 amazonaws.com 질의를 VPC의 Resolver(VPC 대역의 시작 주소 +2)로 전달하세요. 온프레미스 "
            "DNS 서버라면 인바운드 Resolver 엔드포인트로 전달하면 돼요. DHCP 옵션 세트가 아예 없으면 "
            "AmazonProvidedDNS를 쓰는 세트를 연결하세요."
        ),
        en=(
            "Forward amazonaws.com from your DNS servers to the VPC's resolver (base of the VPC range plus two), or, "
            "from on premises, to an inbound Resolver endpoint. Where no DHCP option set is associated at all, "
            "associate one with AmazonProvidedDNS."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "DHCP 옵션을 AmazonProvidedDNS로 바꾸면 자체 DNS에만 있는 사내 이름이 안 풀릴 수 있어요. 전달 설정이 더 "
                "안전해요."
            ),
            en="Switching DHCP to AmazonProvidedDNS loses internal names that only your servers know. Forwarding is safer.",
        ),
        Words(
            ko="DHCP 옵션 변경은 인스턴스가 임대를 갱신할 때 적용돼서 몇 시간 걸릴 수 있어요.",
            en="A changed DHCP option set reaches instances when they renew their lease, which can take hours.",
        ),
        Words(
            ko="자체 DNS 서버로 가는 53번 포트는 보안 그룹과 네트워크 ACL의 영향을 받아요.",
            en="Unlike Amazon's resolver, your own DNS servers are subject to security groups and network ACLs on port 53.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html",
    ),
    causes=("no_dhcp_set",),
    see_also=("vpc-resolver-off", "resolver-rule-captures-name", "private-dns-off"),
    learn=("dhcp", "dhcp-assigned-items", "dhcp-lease", "private-dns"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the VPC's DHCP options where they name no Amazon resolver; milder where no endpoint depends on names."""
    servers = uses_custom_dns(case.vpc, case.snapshot)
    if servers is None or case.destination.variant == "vpce" or hosts_of(servers, case.snapshot) is not None:
        return  # inbound Resolver endpoints in sight are no riddle: what they answer was followed
    options, region = case.vpc.dhcp_options_id or case.vpc.id, case.source.region
    yield Finding(
        rule=RULE,
        subject=options if servers else case.vpc.id,
        cause=None if servers else "no_dhcp_set",
        severity=None if case.interface_endpoints else Severity.LOW,
        evidence=(
            Evidence(
                call="ec2:DescribeDhcpOptions",
                subject=options,
                fact=Words(
                    ko=f"{options}: domain-name-servers = {', '.join(servers)}",
                    en=f"{options}: domain-name-servers = {', '.join(servers)}",
                )
                if servers
                else Words(
                    ko=f"{case.vpc.id}에 연결된 DHCP 옵션 세트가 없어요 (DhcpOptionsId = default)",
                    en=f"no DHCP option set is associated with {case.vpc.id} (DhcpOptionsId = default)",
                ),
            ),
        ),
        cli=()
        if servers
        else (
            (
                "aws ec2 create-dhcp-options --dhcp-configurations Key=domain-name-servers,Values=AmazonProvidedDNS "
                f"--region {region}"
            ),
            f"aws ec2 associate-dhcp-options --dhcp-options-id <dhcp-options-id> --vpc-id {case.vpc.id} --region {region}",
        ),
        terraform=""
        if servers
        else (
            'resource "aws_vpc_dhcp_options" "amazon" {\n'
            '  domain_name_servers = ["AmazonProvidedDNS"]\n'
            "}\n\n"
            'resource "aws_vpc_dhcp_options_association" "amazon" {\n'
            f'  vpc_id          = "{case.vpc.id}"\n'
            "  dhcp_options_id = aws_vpc_dhcp_options.amazon.id\n"
            "}"
        ),
    )
