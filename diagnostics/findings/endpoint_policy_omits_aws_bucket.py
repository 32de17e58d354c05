"""The endpoint's policy leaves out a bucket of AWS's own that workloads fetch from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.policies.observations import aws_owner
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="POL-002",
    id="endpoint-policy-omits-aws-bucket",
    severity=Severity.HIGH,
    title=Words(
        ko="엔드포인트 정책에 AWS가 소유한 버킷이 빠져 있어요", en="The endpoint policy leaves out a bucket that AWS owns"
    ),
    why=Words(
        ko="ECR 이미지 레이어, Amazon Linux 저장소, SSM 패치 같은 것은 AWS가 소유한 버킷에서 내려받아요. 우리 버킷만 허용한 정책이면 이미지 풀이나 패키지 설치가 403으로 실패해요.",
        en="ECR image layers, the Amazon Linux repositories, SSM patches and the like are fetched from buckets that AWS owns. With a policy that allows only your own buckets, image pulls and package installs fail with 403.",
    ),
    fix=Words(
        ko="엔드포인트 정책에 그 버킷을 읽는 s3:GetObject를 허용하세요.",
        en="Allow s3:GetObject on that bucket in the endpoint policy.",
    ),
    caveats=(
        Words(
            ko="aws:ResourceOrgID처럼 조직으로 좁히는 조건은 AWS가 소유한 버킷까지 막아요. 그 버킷은 조건 없이 따로 허용하세요.",
            en="Conditions that narrow by organization, such as aws:ResourceOrgID, shut out AWS's buckets too: allow those in a statement of their own.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
    ),
    causes=("resource", "principal", "gateway_principal", "action", "condition", "denied", "nothing_allowed"),
    see_also=("endpoint-policy-denies",),
    learn=("gateway-endpoint",),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the endpoint whose policy refuses a bucket of AWS's own."""
    bucket = case.destination.bucket
    owner = aws_owner(bucket, case.destination.region)
    blocks = dict.fromkeys(b for w in case.traces for b in w.blocks if b.verdict is Verdict.BLOCKED_ENDPOINT_POLICY)
    for block in blocks if owner else ():
        fact = Words(ko=f"{bucket}: {owner}에서 쓰는 AWS 소유 버킷", en=f"{bucket}: a bucket that AWS owns, used by {owner}")
        yield Finding(
            rule=RULE,
            subject=block.subject,
            evidence=(*block.evidence, Evidence(call="ec2:DescribeVpcEndpoints", subject=block.subject, fact=fact)),
            cause=block.cause,
            cli=(
                f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {block.subject} --policy-document file://endpoint-policy.json --region {case.source.region}",
            ),
            terraform=(
                'data "aws_iam_policy_document" "endpoint" {\n'
                "  statement {\n"
                '    actions   = ["s3:GetObject"]\n'
                f'    resources = ["arn:aws:s3:::{bucket}/*"]\n'
                '    principals {\n      type        = "*"\n      identifiers = ["*"]\n    }\n'
                "  }\n"
                "}"
            ),
        )
