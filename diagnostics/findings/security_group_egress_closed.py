"""No outbound rule of the client's security groups reaches the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.families import by_nat64
from diagnostics.analysis.services import prefix_list_of
from diagnostics.model.addresses import EVERYWHERE, V4
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="SGR-001",
    id="security-group-egress-closed",
    severity=Severity.CRITICAL,
    title=Words(
        ko="보안 그룹의 아웃바운드가 서비스로 가는 트래픽을 막고 있어요",
        en="The security group does not allow outbound traffic to the service",
    ),
    why=Words(
        ko=(
            "출발지 보안 그룹의 아웃바운드 규칙 중에 서비스 주소를 허용하는 것이 없어서 연결이 타임아웃 나요. "
            "인터페이스 엔드포인트를 쓸 때는 VPC 대역만 열어 둬도 되지만, 게이트웨이 엔드포인트는 목적지가 S3의 공인 "
            "IP라서 같은 규칙으로는 막혀요."
        ),
        en=(
            "No outbound rule of the source's security groups allows the service's addresses, so connections time out. "
            "Rules that allow only the VPC's range are enough for an interface endpoint; behind a gateway endpoint the "
            "destination is a public S3 address, and the same rules block it."
        ),
    ),
    fix=Words(
        ko=(
            "아웃바운드에 443/tcp를 서비스의 AWS 관리형 접두사 목록으로 허용하세요. 주소를 직접 적는 것보다 안전하고, "
            "AWS 대역이 바뀌어도 따라가요."
        ),
        en=(
            "Allow outbound tcp/443 to the service's AWS-managed prefix list. It is tighter than writing ranges down "
            "and follows them when AWS changes them."
        ),
    ),
    caveats=(
        Words(
            ko="접두사 목록은 보안 그룹 규칙 한도를 목록의 가중치만큼 차지해요. 한도에 가까우면 먼저 늘리세요.",
            en="A prefix list counts as many rules as its weight. Near the limit of rules per group, raise the limit first.",
        ),
        Words(
            ko="보안 그룹은 같은 그룹을 쓰는 모든 인스턴스에 적용돼요.",
            en="The rule applies to everything that carries the group.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html",
    ),
    causes=("vpc_cidr_only",),
    aws_code="ENI_SG_RULES_MISMATCH",
    see_also=("security-group-egress-partial", "security-group-wrong-prefix-list", "network-acl-egress-denies"),
    learn=("gateway-public-ip-destination", "gateway-vs-interface"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each group that lets nothing out to the service; some let out to a part, and are no matter of this rule."""
    met = {
        (b.subject, t.addresses.family): b
        for t in case.traces
        for b in t.blocks
        if b.verdict is Verdict.BLOCKED_SG_EGRESS and not b.partial
    }
    inside = any(r.via == "endpoint" for r in case.resolutions)
    endpoint_group = next((g for e in case.interface_endpoints for g in e.group_ids), None) if inside else None
    port, region = case.destination.port, case.source.region
    for (subject, family), block in met.items():
        translated = block.addresses is not None and by_nat64(block.addresses)
        listed = prefix_list_of(case.destination.service, case.destination.region, case.snapshot, family)
        listed = None if translated else listed
        if endpoint_group:
            to, tf = f"UserIdGroupPairs=[{{GroupId={endpoint_group}}}]", f'referenced_security_group_id = "{endpoint_group}"'
        elif listed and not inside:
            to, tf = f"PrefixListIds=[{{PrefixListId={listed.id}}}]", f'prefix_list_id    = "{listed.id}"'
        else:
            own = case.vpc.cidrs if family == V4 else case.vpc.ipv6_cidrs
            cidr = next(iter(own), "<vpc-cidr>") if inside else "64:ff9b::/96" if translated else EVERYWHERE[family]
            to = f"IpRanges=[{{CidrIp={cidr}}}]" if family == V4 else f"Ipv6Ranges=[{{CidrIpv6={cidr}}}]"
            tf = f'cidr_ipv{family}         = "{cidr}"'
        yield Finding(
            rule=RULE,
            subject=subject,
            cause="vpc_cidr_only" if block.cause == "vpc_cidr_only" else None,
            evidence=block.evidence,
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
                f"  {tf}\n"
                "}"
            ),
        )
