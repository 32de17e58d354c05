"""AWS refused, or restricts, a view that this answer would need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.gaps import relevant_gaps
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="PRM-001",
    id="permission-missing",
    severity=Severity.INFO,
    title=Words(
        ko="권한이 없어서 보지 못한 것이 있어요",
        en="Some settings could not be read for lack of permission",
    ),
    why=Words(
        ko=(
            "AWS가 읽기 호출을 거부했거나, 이 계정에는 보여 주지 않는 리소스예요. 보지 못한 것을 '없다'고 하지는 "
            "않아요. 대신 그 부분의 판단은 신뢰도를 낮추거나 '알 수 없음'으로 남겨 뒀어요."
        ),
        en=(
            "AWS refused a read call, or does not show the resource to this account. What was not seen is not called "
            "absent: conclusions that depend on it have lower confidence, or stay unknown."
        ),
    ),
    fix=Words(
        ko="진단에 쓰는 역할에 거부된 조회 권한을 추가하고 다시 진단하세요. 공유받은 서브넷은 소유자 계정에서 진단해야 다 보여요.",
        en="Give the role used for the diagnosis the read permission that was refused, and ask again. In a shared subnet, only the "
        "owner's account sees everything.",
    ),
    caveats=(
        Words(
            ko="모두 조회 권한이에요. 쓰기 권한은 필요 없어요.",
            en="These are read permissions; nothing needs write access.",
        ),
        Words(
            ko="권한 정책에 있는데도 거부된다면 SCP, 권한 경계, 세션 정책을 확인하세요.",
            en=(
                "If the policy has the action and AWS still refuses, look at SCPs, permission boundaries and session "
                "policies."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/security-iam.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html",
    ),
    see_also=("custom-dns-servers", "default-route-leaves-vpc"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each refused or unsupported call that bears on the answer, and the limited view of a shared subnet."""
    snapshot = case.snapshot
    told = [g for g in relevant_gaps(case) if g.reason in {"denied", "unsupported"} and g in snapshot.gaps]
    for gap in {g.call: g for g in reversed(told)}.values():
        document = f'{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"{gap.needs}","Resource":"*"}}]}}'
        denied = gap.reason == "denied"
        yield Finding(
            rule=RULE,
            subject=gap.call,
            evidence=(
                Evidence(
                    call=gap.call,
                    subject=gap.subject or snapshot.region,
                    fact=Words(
                        ko=f"{gap.call} {'거부됨' if denied else '지원되지 않음'}"
                        + (f" ({gap.detail})" if gap.detail else ""),
                        en=f"{gap.call} was {'refused' if denied else 'not supported'}"
                        + (f" ({gap.detail})" if gap.detail else ""),
                    ),
                ),
            ),
            cli=(
                f"aws iam put-role-policy --role-name <role-name> --policy-name read-network --policy-document '{document}'",
            )
            if denied
            else (),
            terraform=(
                'data "aws_iam_policy_document" "read_network" {\n'
                "  statement {\n"
                f'    actions   = ["{gap.needs}"]\n'
                '    resources = ["*"]\n'
                "  }\n"
                "}"
            )
            if denied
            else "",
        )
    owner = case.subnet.owner
    if owner and snapshot.account and owner != snapshot.account:
        yield Finding(
            rule=RULE,
            subject=case.subnet.id,
            evidence=(
                Evidence(
                    call="ec2:DescribeSubnets",
                    subject=case.subnet.id,
                    fact=Words(
                        ko=(
                            f"{case.subnet.id}의 소유자 계정: {owner}. 공유받은 계정({snapshot.account})에는 NAT "
                            "게이트웨이와 VPC 엔드포인트가 보이지 않아요"
                        ),
                        en=(
                            f"{case.subnet.id} is owned by {owner}; a participant ({snapshot.account}) cannot see NAT "
                            "gateways or VPC endpoints"
                        ),
                    ),
                ),
            ),
        )
