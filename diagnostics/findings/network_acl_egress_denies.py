"""The source subnet's network ACL denies what goes out to the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.addresses import EVERYWHERE, V4
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="ACL-001",
    id="network-acl-egress-denies",
    severity=Severity.CRITICAL,
    title=Words(
        ko="네트워크 ACL의 아웃바운드가 서비스로 가는 트래픽을 막고 있어요",
        en="The network ACL denies outbound traffic to the service",
    ),
    why=Words(
        ko=(
            "서브넷의 네트워크 ACL이 서비스 주소로 나가는 443/tcp를 거부해요. '10.0.0.0/8만 허용' 같은 규칙이 "
            "대표적이에요. 게이트웨이 엔드포인트를 써도 목적지는 S3의 공인 IP라서 이런 규칙에 걸려요. 보안 그룹을 "
            "아무리 열어도 소용없어요."
        ),
        en=(
            "The subnet's network ACL denies tcp/443 to the service's addresses; rules like “allow 10.0.0.0/8 only” do "
            "that. Behind a gateway endpoint too the destination is a public S3 address. Opening the security group further does not help."
        ),
    ),
    fix=Words(
        ko=(
            "아웃바운드 443/tcp를 0.0.0.0/0으로 허용하는 규칙을 거부 규칙보다 앞 번호로 추가하세요. 네트워크 ACL은 "
            "접두사 목록을 쓸 수 없어서, 대역 제한은 보안 그룹과 엔드포인트 정책으로 하는 편이 안전해요."
        ),
        en=(
            "Add a rule that allows outbound tcp/443 to 0.0.0.0/0, numbered before the one that denies. Network ACLs "
            "cannot name prefix lists; limit addresses with security groups and the endpoint policy instead."
        ),
    ),
    caveats=(
        Words(
            ko="네트워크 ACL은 상태를 기억하지 않아요. 응답이 돌아올 임시 포트(1024-65535)의 인바운드도 허용돼 있어야 해요.",
            en="Network ACLs are stateless: replies to ephemeral ports 1024-65535 must be allowed inbound as well.",
        ),
        Words(
            ko="이 ACL을 쓰는 모든 서브넷에 바로 적용돼요. 규정 때문에 막아 둔 것인지 먼저 확인하세요.",
            en="It applies at once to every subnet that uses this ACL. First make sure that it was not closed for compliance.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
    ),
    aws_code="SUBNET_ACL_RESTRICTION",
    see_also=("network-acl-return-denied", "network-acl-partial", "security-group-egress-closed"),
    learn=("gateway-public-ip-destination", "subnet"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each network ACL that denies the way out of the source's subnet altogether."""
    met = {
        (b.subject, b.addresses.family if b.addresses is not None else V4): b
        for t in case.traces
        for b in t.blocks
        if b.verdict is Verdict.BLOCKED_NACL and b.cause == "egress" and not b.partial
    }
    port, region = case.destination.port, case.source.region
    for (subject, family), block in met.items():
        acl = case.snapshot.network_acls.get(subject)
        number = (
            max(1, min((e.number for e in acl.entries if e.egress), default=100) - (1 if family == V4 else 2)) if acl else 1
        )
        member = "cidr" if family == V4 else "ipv6_cidr"
        yield Finding(
            rule=RULE,
            subject=subject,
            evidence=block.evidence,
            cli=(
                (
                    f"aws ec2 create-network-acl-entry --network-acl-id {subject} --egress --rule-number {number}"
                    f" --protocol 6"
                    f" --port-range From={port},To={port} --{member.replace('_', '-')}-block {EVERYWHERE[family]} --rule-action allow --region {region}"
                ),
            ),
            terraform=(
                'resource "aws_network_acl_rule" "https_out" {\n'
                f'  network_acl_id = "{subject}"\n'
                "  egress         = true\n"
                f"  rule_number    = {number}\n"
                '  protocol       = "tcp"\n'
                '  rule_action    = "allow"\n'
                f'  {member}_block = "{EVERYWHERE[family]}"\n'
                f"  from_port      = {port}\n"
                f"  to_port        = {port}\n"
                "}"
            ),
        )
