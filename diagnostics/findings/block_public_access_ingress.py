"""VPC Block Public Access, in ingress-only mode, stops a sender that goes straight to the internet gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="BPA-002",
    id="block-public-access-ingress",
    severity=Severity.CRITICAL,
    title=Words(
        ko="퍼블릭 액세스 차단 수신 모드가 나가는 트래픽까지 막고 있어요",
        en="Block Public Access in ingress mode stops outbound traffic too",
    ),
    why=Words(
        ko=(
            "VPC 퍼블릭 액세스 차단이 수신 전용 모드예요. 이 모드에서 NAT 게이트웨이와 송신 전용 인터넷 게이트웨이는 "
            "그대로 나가지만, 공인 IP를 달고 인터넷 게이트웨이로 직접 나가는 트래픽은 나가는 방향도 함께 막혀요. 송신 "
            "전용(allow-egress) 제외는 이 모드에서 무시돼서, 제외가 있는데도 막히는 것처럼 보여요."
        ),
        en=(
            "VPC Block Public Access is in ingress-only mode. NAT gateways and egress-only gateways keep working, but a "
            "sender with a public address that goes straight to the internet gateway is stopped outbound as well. "
            "Exclusions of mode allow-egress are ignored in this mode, so traffic is blocked although an exclusion exists."
        ),
    ),
    fix=Words(
        ko=(
            "AWS 서비스라면 VPC 엔드포인트로 보내세요. 인터넷이 필요하면 NAT 게이트웨이를 거치게 옮기고, 그것도 "
            "어렵다면 이 서브넷에 양방향(allow-bidirectional) 제외를 추가하세요."
        ),
        en=(
            "Send AWS services through VPC endpoints. If the internet is needed, move the workload behind a NAT "
            "gateway, or, failing that, add an allow-bidirectional exclusion for this subnet."
        ),
    ),
    caveats=(
        Words(
            ko="양방향 제외는 인터넷에서 들어오는 접속도 다시 허용해요. 보안 그룹을 먼저 점검하고 보안팀의 승인을 받으세요.",
            en=(
                "A bidirectional exclusion lets the internet in again too. Check the security groups first and get the "
                "security team's approval."
            ),
        ),
        Words(
            ko="조직 정책으로 관리되거나 제외가 금지돼 있으면 이 계정에서는 바꿀 수 없어요.",
            en=(
                "Under an organization's declarative policy, or where exclusions are not allowed, nothing can be "
                "changed here."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-example.html",
    ),
    aws_code="VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
    see_also=("block-public-access", "internet-gateway-to-s3", "igw-route-without-public-ip"),
    learn=("internet-gateway", "endpoint-no-igw-needed", "no-public-ip-needed"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each subnet or VPC that ingress mode stops, quoting the exclusion that has no effect in it."""
    met = {b.subject: b for t in case.traces for b in t.blocks if b.verdict is Verdict.BLOCKED_BPA and b.cause == "ingress"}
    options = case.snapshot.bpa
    allowed = options is None or (options.exclusions_allowed != "not-allowed" and options.managed_by != "declarative-policy")
    for subject, block in met.items():
        idle = [
            Evidence(
                call="ec2:DescribeVpcBlockPublicAccessExclusions",
                subject=resource,
                fact=Words(
                    ko=f"{resource} 제외 모드: {mode} (수신 전용 모드에서는 효력 없음)",
                    en=f"the exclusion of {resource} is {mode}, which has no effect in ingress mode",
                ),
            )
            for resource, mode, _ in (options.exclusions if options else ())
            if resource.rpartition("/")[2] in {subject, case.vpc.id} and mode == "allow-egress"
        ]
        kind = "subnet" if subject.startswith("subnet-") else "vpc"
        yield Finding(
            rule=RULE,
            subject=subject,
            severity=Severity.HIGH if block.partial else None,
            evidence=(*block.evidence, *idle),
            cli=(
                (
                    f"aws ec2 create-vpc-block-public-access-exclusion --{kind}-id {subject}"
                    f" --internet-gateway-exclusion-mode allow-bidirectional --region {case.source.region}"
                ),
            )
            if allowed and not idle
            else (),
            terraform=(
                'resource "aws_vpc_block_public_access_exclusion" "direct" {\n'
                f'  {kind}_id                       = "{subject}"\n'
                '  internet_gateway_exclusion_mode = "allow-bidirectional"\n'
                "}"
            )
            if allowed
            else "",
        )
