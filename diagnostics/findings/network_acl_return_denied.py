"""The source subnet's network ACL lets requests out and denies the answers on their way back."""

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
    code="ACL-002",
    id="network-acl-return-denied",
    severity=Severity.CRITICAL,
    title=Words(
        ko="네트워크 ACL의 인바운드가 서비스의 응답을 막고 있어요",
        en="The network ACL denies the service's replies",
    ),
    why=Words(
        ko=(
            "요청은 나가는데 돌아오는 응답이 서브넷의 네트워크 ACL에서 버려져요. 네트워크 ACL은 상태를 기억하지 않아서, "
            "서비스의 공인 IP에서 임시 포트로 들어오는 응답을 따로 허용해야 해요. 인바운드를 10.0.0.0/8로만 열어 두면 "
            "S3의 응답은 통과하지 못해요."
        ),
        en=(
            "Requests go out, but the replies are dropped at the subnet's network ACL. It keeps no state: replies from the service's public addresses to ephemeral ports need an allow rule of their own. Inbound rules for 10.0.0.0/8 alone do not let S3's replies in."
        ),
    ),
    fix=Words(
        ko=(
            "인바운드에 1024-65535/tcp를 0.0.0.0/0에서 허용하는 규칙을 추가하세요. 실제로 들어올 수 있는 연결은 보안 "
            "그룹이 제한해 줘요."
        ),
        en=(
            "Add an inbound rule that allows tcp 1024-65535 from 0.0.0.0/0. Security groups still limit what can really connect."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "임시 포트 범위는 클라이언트마다 달라요. Linux는 32768-60999, Windows는 49152-65535, NAT 게이트웨이와 "
                "Lambda는 1024-65535를 써요."
            ),
            en="Ephemeral ranges differ: Linux uses 32768-60999, Windows 49152-65535, NAT gateways and Lambda 1024-65535.",
        ),
        Words(
            ko=(
                "이 ACL을 쓰는 모든 서브넷에 바로 적용돼요. 1024 이상의 포트에서 직접 듣는 서비스가 있으면 보안 "
                "그룹부터 확인하세요."
            ),
            en=(
                "It applies at once to every subnet that uses this ACL. If anything listens on ports above 1023, check "
                "its security group first."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
    ),
    aws_code="SUBNET_ACL_RESTRICTION",
    see_also=("network-acl-egress-denies", "network-acl-partial"),
    learn=("gateway-public-ip-destination", "subnet"),
)
_PORTS = (1024, 65535)


def check(case: Case) -> Iterator[Finding]:
    """Yield each network ACL that denies the answers to the source altogether."""
    met = {
        (b.subject, b.addresses.family if b.addresses is not None else V4): b
        for t in case.traces
        for b in t.blocks
        if b.verdict is Verdict.BLOCKED_NACL and b.cause == "return" and not b.partial
    }
    low, high = _PORTS
    for (subject, family), block in met.items():
        acl = case.snapshot.network_acls.get(subject)
        number = (
            max(1, min((e.number for e in acl.entries if not e.egress), default=100) - (1 if family == V4 else 2))
            if acl
            else 1
        )
        member = "cidr" if family == V4 else "ipv6_cidr"
        yield Finding(
            rule=RULE,
            subject=subject,
            evidence=block.evidence,
            cli=(
                (
                    f"aws ec2 create-network-acl-entry --network-acl-id {subject} --ingress --rule-number {number}"
                    f" --protocol 6"
                    f" --port-range From={low},To={high} --{member.replace('_', '-')}-block {EVERYWHERE[family]} --rule-action allow --region "
                    f"{case.source.region}"
                ),
            ),
            terraform=(
                'resource "aws_network_acl_rule" "answers_in" {\n'
                f'  network_acl_id = "{subject}"\n'
                "  egress         = false\n"
                f"  rule_number    = {number}\n"
                '  protocol       = "tcp"\n'
                '  rule_action    = "allow"\n'
                f'  {member}_block = "{EVERYWHERE[family]}"\n'
                f"  from_port      = {low}\n"
                f"  to_port        = {high}\n"
                "}"
            ),
        )
