"""The endpoint's policy does not let the request through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.policies.observations import aws_owner
from diagnostics.analysis.policies.omitted import omits_access_point
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="POL-001",
    id="endpoint-policy-denies",
    severity=Severity.CRITICAL,
    title=Words(ko="엔드포인트 정책이 이 요청을 허용하지 않아요", en="The endpoint policy does not allow this request"),
    why=Words(
        ko="네트워크는 열려 있어서 연결은 되지만, 엔드포인트 정책에 걸려 403 AccessDenied가 돌아와요. IAM 권한이나 버킷 정책을 아무리 고쳐도 풀리지 않고, 같은 요청이 NAT로 나갈 때는 성공해서 원인을 찾기 어려워요.",
        en="The network is open and the connection succeeds, but the endpoint policy answers 403 AccessDenied. Changing IAM permissions or the bucket policy does not help, and the same request succeeds through a NAT gateway, which makes the cause hard to find.",
    ),
    fix=Words(
        ko='엔드포인트 정책에 필요한 작업과 리소스를 허용하는 스테이트먼트를 추가하세요. 게이트웨이 엔드포인트 정책에서는 Principal을 "*"로 두고 aws:PrincipalArn 조건으로 좁혀요.',
        en='Add a statement to the endpoint policy that allows the actions and resources in question. In a gateway endpoint policy keep Principal "*" and narrow it down with a condition on aws:PrincipalArn.',
    ),
    caveats=(
        Words(
            ko="정책을 바꾸면 반영되기까지 몇 분 걸릴 수 있어요.",
            en="A changed policy can take a few minutes to take effect.",
        ),
        Words(
            ko="--reset-policy 옵션은 전체 허용으로 되돌려요. 유출을 막으려고 일부러 좁힌 정책일 수 있으니 담당 팀과 먼저 확인하세요.",
            en="The option --reset-policy goes back to full access. The policy may have been narrowed on purpose against exfiltration: ask its owners first.",
        ),
    ),
    sources=("https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",),
    causes=("resource", "principal", "gateway_principal", "action", "condition", "denied", "nothing_allowed"),
    see_also=("endpoint-policy-omits-aws-bucket",),
    learn=("endpoint-definition", "security-of-public-path"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the endpoint whose policy refuses the request; AWS's own buckets and access points have rules of their own."""
    if aws_owner(case.destination.bucket, case.destination.region) or omits_access_point(case):
        return
    blocks = dict.fromkeys(b for w in case.traces for b in w.blocks if b.verdict is Verdict.BLOCKED_ENDPOINT_POLICY)
    for block in blocks:
        yield Finding(
            rule=RULE,
            subject=block.subject,
            evidence=block.evidence,
            cause=block.cause,
            cli=(
                f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {block.subject} --policy-document file://endpoint-policy.json --region {case.source.region}",
            ),
            terraform=(
                'resource "aws_vpc_endpoint_policy" "this" {\n'
                f'  vpc_endpoint_id = "{block.subject}"\n'
                '  policy          = file("endpoint-policy.json")\n'
                "}"
            ),
        )
