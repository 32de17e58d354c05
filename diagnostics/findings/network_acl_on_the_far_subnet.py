"""The network ACL of the subnet that holds the endpoint's interface, or the NAT gateway, stops the traffic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.addresses import EVERYWHERE, V4, AddressSet
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.trace import Block

RULE = Rule(
    code="ACL-003",
    id="network-acl-on-the-far-subnet",
    severity=Severity.CRITICAL,
    title=Words(
        ko="엔드포인트나 NAT가 있는 서브넷의 네트워크 ACL이 트래픽을 막고 있어요",
        en="The network ACL of the endpoint's or NAT's subnet blocks the traffic",
    ),
    why=Words(
        ko=(
            "출발지 서브넷에는 문제가 없는데, 인터페이스 엔드포인트나 NAT 게이트웨이가 놓인 서브넷의 네트워크 ACL이 "
            "요청이나 응답을 거부해요. NAT 게이트웨이에는 보안 그룹이 없어서 그 서브넷의 네트워크 ACL이 유일한 "
            "필터이고, 돌아오는 응답에는 1024-65535가 열려 있어야 해요."
        ),
        en=(
            "The source's subnet is fine; the network ACL of the subnet that holds the interface endpoint or NAT "
            "gateway denies the requests or the replies. A NAT gateway has no security group, so that ACL is its only filter, and replies to it need ports 1024-65535 open."
        ),
    ),
    fix=Words(
        ko=(
            "엔드포인트 서브넷이라면 출발지 대역에서 오는 443 인바운드와 출발지로 돌아가는 1024-65535 아웃바운드를 "
            "허용하세요. NAT 서브넷이라면 서비스로 나가는 443과 거기서 돌아오는 1024-65535도 함께 허용하세요."
        ),
        en=(
            "On the endpoint's subnet allow inbound 443 from the source's range and outbound 1024-65535 back to it. On "
            "the NAT's subnet also allow outbound 443 to the service and inbound 1024-65535 from it."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "이 서브넷은 여러 워크로드가 함께 쓰는 곳이에요. 규칙을 바꾸면 모두에게 적용되니 거부 규칙을 지우기보다 "
                "허용 규칙을 앞에 추가하세요."
            ),
            en="Many workloads share such a subnet. Rather than removing a deny rule, add an allow rule before it.",
        ),
        Words(
            ko="출발지와 엔드포인트가 같은 서브넷에 있으면 네트워크 ACL은 적용되지 않아요.",
            en="Network ACLs do not apply between interfaces in the same subnet.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
    ),
    aws_code="SUBNET_ACL_RESTRICTION",
    see_also=("network-acl-egress-denies", "network-acl-return-denied", "endpoint-security-group-blocks"),
    learn=("interface-endpoint", "nat", "subnet"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each network ACL that stops the traffic away from home, with the rules that let it through."""
    met: dict[str, list[Block]] = {}
    for block in dict.fromkeys(b for t in case.traces for b in t.blocks):
        away = block.cause.startswith(("far_", "nat_"))
        if block.verdict is Verdict.BLOCKED_NACL and away and not block.partial:
            met.setdefault(block.subject, []).append(block)
    for subject, blocks in met.items():
        entries = case.snapshot.network_acls[subject].entries if subject in case.snapshot.network_acls else ()
        commands = []
        for block in blocks:
            egress, ports, cidr = _opening(block, case)
            number = max(1, min((e.number for e in entries if e.egress == egress), default=100) - 1)
            commands.append(
                f"aws ec2 create-network-acl-entry --network-acl-id {subject} --{'egress' if egress else 'ingress'}"
                f" --rule-number {number} --protocol 6 --port-range {ports}"
                f" --{'ipv6-cidr' if ':' in cidr else 'cidr'}-block {cidr} --rule-action allow"
                f" --region {case.source.region}"
            )
        yield Finding(
            rule=RULE,
            subject=subject,
            evidence=tuple(e for b in blocks for e in b.evidence),
            cli=tuple(dict.fromkeys(commands)),
        )


def _opening(block: Block, case: Case) -> tuple[bool, str, str]:
    """Give the direction, the ports and the range that a rule must open to let through what the block stops."""
    egress = block.cause.endswith(("egress", "answer"))
    family = block.addresses.family if block.addresses is not None else V4
    within = AddressSet.of((*case.vpc.cidrs, *case.vpc.ipv6_cidrs), family)
    inside = block.addresses is not None and within.covers(block.addresses)
    # Requests arrive from inside and leave for outside at the service's port; answers go the other ways.
    request = egress != inside
    ports = f"From={case.destination.port},To={case.destination.port}" if request else "From=1024,To=65535"
    own = case.subnet.cidr if family == V4 else next(iter(case.subnet.ipv6_cidrs), "")
    return egress, ports, (own or "<source-cidr>") if inside else EVERYWHERE[family]
