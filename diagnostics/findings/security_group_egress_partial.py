"""The client's security groups let traffic out to some of the service's addresses only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.services import prefix_list_of
from diagnostics.model.addresses import EVERYWHERE, V4
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="SGR-002",
    id="security-group-egress-partial",
    severity=Severity.HIGH,
    title=Words(
        ko="보안 그룹의 아웃바운드가 서비스 주소의 일부만 허용해요",
        en="The security group allows only some of the service's addresses",
    ),
    why=Words(
        ko=(
            "아웃바운드 규칙에 적힌 대역이 서비스의 주소를 다 담지 못해요. DNS가 어느 IP를 주느냐에 따라 되다 안 되다 "
            "해서 원인을 찾기 어려운 간헐적 타임아웃이 나요. 예전에 복사해 둔 IP 대역이 낡았을 때 흔해요."
        ),
        en=(
            "The ranges in the outbound rules do not hold all of the service's addresses. Whether a request works "
            "depends on the address that DNS gives: intermittent timeouts that are hard to trace. Usually a list of "
            "ranges was copied long ago and has gone stale."
        ),
    ),
    fix=Words(
        ko="손으로 적은 대역 대신 서비스의 AWS 관리형 접두사 목록을 아웃바운드 규칙에 쓰세요.",
        en="Use the service's AWS-managed prefix list in the outbound rule instead of ranges written by hand.",
    ),
    caveats=(
        Words(
            ko="접두사 목록은 보안 그룹 규칙 한도를 목록의 가중치만큼 차지해요.",
            en="A prefix list counts as many rules as its weight against the limit of rules per group.",
        ),
        Words(
            ko="한두 번 성공했다고 안심하지 마세요. 재시도에 성공하는 것도 이 문제의 증상이에요.",
            en="A request that works proves nothing here: success on retry is part of the symptom.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html",
    ),
    see_also=("security-group-egress-closed", "security-group-wrong-prefix-list", "network-acl-partial"),
    learn=("gateway-public-ip-destination", "s3-public-ip"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each group that lets out to a part of the addresses, with the part that it does not."""
    met = {
        (b.subject, t.addresses.family): b
        for t in case.traces
        for b in t.blocks
        if b.verdict is Verdict.BLOCKED_SG_EGRESS and b.partial
    }
    port, region = case.destination.port, case.source.region
    for (subject, family), block in met.items():
        listed = prefix_list_of(case.destination.service, case.destination.region, case.snapshot, family)
        anywhere = "IpRanges=[{CidrIp=0.0.0.0/0}]" if family == V4 else "Ipv6Ranges=[{CidrIpv6=::/0}]"
        to = f"PrefixListIds=[{{PrefixListId={listed.id}}}]" if listed else anywhere
        shut = block.addresses.cidrs() if block.addresses else ()
        shown = ", ".join(shut[:6])
        left = Evidence(
            call="ec2:DescribeSecurityGroups",
            subject=subject,
            fact=Words(
                ko=f"허용되지 않은 서비스 주소: {shown}", en=f"addresses of the service that are not allowed: {shown}"
            ),
        )
        yield Finding(
            rule=RULE,
            subject=subject,
            evidence=(*block.evidence, *((left,) if shut and not block.evidence else ())),
            cli=(
                (
                    f"aws ec2 authorize-security-group-egress --group-id {subject}"
                    f" --ip-permissions 'IpProtocol=tcp,FromPort={port},ToPort={port},{to}' --region {region}"
                ),
            ),
            terraform=(
                'resource "aws_vpc_security_group_egress_rule" "service" {\n'
                f'  security_group_id = "{subject}"\n'
                '  ip_protocol       = "tcp"\n'
                f"  from_port         = {port}\n"
                f"  to_port           = {port}\n"
                + (
                    f'  prefix_list_id    = "{listed.id}"\n'
                    if listed
                    else f'  cidr_ipv{family}         = "{EVERYWHERE[family]}"\n'
                )
                + "}"
            ),
        )
