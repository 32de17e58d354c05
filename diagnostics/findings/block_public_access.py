"""VPC Block Public Access, in bidirectional mode, stops the way through the internet gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="BPA-001",
    id="block-public-access",
    severity=Severity.CRITICAL,
    title=Words(
        ko="VPC 퍼블릭 액세스 차단이 인터넷 게이트웨이 경로를 막고 있어요",
        en="VPC Block Public Access stops the internet gateway path",
    ),
    why=Words(
        ko=(
            "이 리전에 VPC 퍼블릭 액세스 차단이 양방향 모드로 켜져 있어요. 인터넷 게이트웨이와 NAT 게이트웨이, 송신 "
            "전용 인터넷 게이트웨이를 지나는 트래픽은 라우트와 보안 그룹이 멀쩡해도 막혀요. 게이트웨이 엔드포인트와 "
            "인터페이스 엔드포인트는 인터넷 게이트웨이를 쓰지 않아서 영향을 받지 않아요."
        ),
        en=(
            "VPC Block Public Access is on in bidirectional mode in this Region. Traffic through internet gateways, NAT "
            "gateways and egress-only gateways is stopped even where routes and security groups are right. Gateway and "
            "interface endpoints use no internet gateway and are not affected."
        ),
    ),
    fix=Words(
        ko=(
            "AWS 서비스라면 VPC 엔드포인트로 옮기세요. 차단의 취지에도 맞아요. 인터넷이 꼭 필요한 경우에만 NAT "
            "게이트웨이가 있는 서브넷에 송신 전용 제외를 추가하세요."
        ),
        en=(
            "For AWS services use VPC endpoints, which is also in the spirit of the block. Only where the internet "
            "is really needed, add an egress-only exclusion for the NAT gateway's subnet."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "조직의 보안 통제로 켜 둔 것일 가능성이 커요. 제외를 추가하기 전에 보안팀의 승인을 받으세요. 조직 "
                "정책으로 관리되면 이 계정에서는 바꿀 수 없어요."
            ),
            en=(
                "It is most likely a deliberate security control. Get the security team's approval before excluding "
                "anything; under an organization's declarative policy it cannot be changed here."
            ),
        ),
        Words(
            ko="제외는 create-complete가 된 뒤에야 효력이 있고, Network Firewall을 지나는 경로는 제외를 넣어도 막혀요.",
            en="An exclusion counts once it is create-complete, and paths through Network Firewall stay blocked even then.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html",
    ),
    aws_code="VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
    see_also=("block-public-access-ingress", "gateway-endpoint-missing", "interface-endpoint-missing"),
    learn=("why-endpoint", "endpoint-no-igw-needed", "internet-gateway", "security-of-public-path"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each subnet or VPC that bidirectional mode stops; an exclusion is offered where AWS would take one."""
    met = {
        b.subject: b
        for t in case.traces
        for b in t.blocks
        if b.verdict is Verdict.BLOCKED_BPA and b.cause == "bidirectional"
    }
    options = case.snapshot.bpa
    allowed = options is None or (options.exclusions_allowed != "not-allowed" and options.managed_by != "declarative-policy")
    for subject, block in met.items():
        kind = "subnet" if subject.startswith("subnet-") else "vpc"
        yield Finding(
            rule=RULE,
            subject=subject,
            severity=Severity.HIGH if block.partial else None,
            evidence=block.evidence,
            cli=(
                (
                    f"aws ec2 create-vpc-block-public-access-exclusion --{kind}-id {subject}"
                    f" --internet-gateway-exclusion-mode allow-egress --region {case.source.region}"
                ),
            )
            if allowed
            else (),
            terraform=(
                'resource "aws_vpc_block_public_access_exclusion" "nat" {\n'
                f'  {kind}_id                       = "{subject}"\n'
                '  internet_gateway_exclusion_mode = "allow-egress"\n'
                "}"
            )
            if allowed
            else "",
        )
