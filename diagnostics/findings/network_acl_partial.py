"""A network ACL on the way lets through some of the addresses, or some of the client ports, only."""

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
    code="ACL-004",
    id="network-acl-partial",
    severity=Severity.HIGH,
    title=Words(
        ko="네트워크 ACL이 주소나 임시 포트의 일부만 허용해요",
        en="The network ACL allows only some addresses or client ports",
    ),
    why=Words(
        ko=(
            "네트워크 ACL이 서비스 주소의 일부, 또는 응답이 돌아올 임시 포트의 일부만 허용해요. 어떤 IP와 포트가 "
            "걸리느냐에 따라 연결이 되다 안 되다 하고, 부하가 늘 때만 실패하기도 해요. 32768-61000만 열어 두면 Linux는 "
            "되지만 Lambda나 NAT 게이트웨이(1024-65535), Windows(49152-65535)는 간헐적으로 끊겨요."
        ),
        en=(
            "The network ACL allows only a part of the service's addresses, or of the ephemeral ports that replies come back to. Connections work or hang depending on which address and port they happen to get, sometimes only "
            "under load. Opening 32768-61000 suits Linux, while Lambda and NAT gateways (1024-65535) and Windows "
            "(49152-65535) fail intermittently."
        ),
    ),
    fix=Words(
        ko=(
            "응답이 들어오는 인바운드는 1024-65535/tcp를, 요청이 나가는 아웃바운드는 443/tcp를 0.0.0.0/0으로 "
            "허용하세요. 네트워크 ACL에는 접두사 목록을 쓸 수 없으니, 서비스 대역을 손으로 적는 방식은 언젠가 어긋나요."
        ),
        en=(
            "Allow tcp 1024-65535 inbound for the replies, and outbound tcp/443 to 0.0.0.0/0 for the requests. Network "
            "ACLs cannot name prefix lists, and ranges written by hand go stale."
        ),
    ),
    caveats=(
        Words(
            ko="이 ACL을 쓰는 모든 서브넷에 바로 적용돼요. 실제 접근 제한은 보안 그룹으로 하세요.",
            en="It applies at once to every subnet that uses this ACL. Keep the real access control in security groups.",
        ),
        Words(
            ko="한두 번 성공했다고 안심하지 마세요. 재시도에 성공하는 것도 이 문제의 증상이에요.",
            en="A request that works proves nothing here: success on retry is part of the symptom.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
    ),
    aws_code="SUBNET_ACL_RESTRICTION",
    see_also=("network-acl-egress-denies", "network-acl-return-denied", "security-group-egress-partial"),
    learn=("subnet", "gateway-public-ip-destination"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each network ACL that stops a part of the traffic, by direction."""
    met = {(b.subject, b.cause): b for t in case.traces for b in t.blocks if b.verdict is Verdict.BLOCKED_NACL and b.partial}
    for (subject, cause), block in met.items():
        acl = case.snapshot.network_acls.get(subject)
        egress = cause.endswith(("egress", "answer"))
        number = max(1, min((e.number for e in acl.entries if e.egress == egress), default=100) - 1) if acl else 1
        home = cause in {"far_ingress", "far_egress", "nat_ingress", "nat_answer"}
        answers = egress == home
        low, high = (1024, 65535) if answers else (case.destination.port, case.destination.port)
        family = block.addresses.family if block.addresses is not None else V4
        own = case.subnet.cidr if family == V4 else next(iter(case.subnet.ipv6_cidrs), "")
        cidr = (own or "<source-cidr>") if home else EVERYWHERE[family]
        member = "cidr" if family == V4 else "ipv6_cidr"
        yield Finding(
            rule=RULE,
            subject=subject,
            evidence=block.evidence,
            cli=(
                (
                    f"aws ec2 create-network-acl-entry --network-acl-id {subject} --{'egress' if egress else 'ingress'}"
                    f" --rule-number {number} --protocol 6 --port-range From={low},To={high} --{member.replace('_', '-')}-block"
                    f" {cidr}"
                    f" --rule-action allow --region {case.source.region}"
                ),
            ),
            terraform=(
                'resource "aws_network_acl_rule" "service" {\n'
                f'  network_acl_id = "{subject}"\n'
                f"  egress         = {'true' if egress else 'false'}\n"
                f"  rule_number    = {number}\n"
                '  protocol       = "tcp"\n'
                '  rule_action    = "allow"\n'
                f'  {member}_block = "{cidr}"\n'
                f"  from_port      = {low}\n"
                f"  to_port        = {high}\n"
                "}"
            ),
        )
