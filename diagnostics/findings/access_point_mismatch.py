"""The access point does not let this request through: its VPC, its policy, or an endpoint's policy that leaves it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.policies.omitted import omits_access_point
from diagnostics.analysis.policies.refusals import refused, remedy
from diagnostics.analysis.policies.rulings import ACCESS_POINT, access_point_of
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.analysis.policies.refusals import Refused
    from diagnostics.model.finding import Case

RULE = Rule(
    code="POL-007",
    id="access-point-mismatch",
    severity=Severity.CRITICAL,
    title=Words(
        ko="액세스 포인트가 이 경로의 요청을 받지 않아요", en="The access point does not take requests from this path"
    ),
    why=Words(
        ko="네트워크는 통하지만 403이 나요. VPC 전용 액세스 포인트는 정해진 VPC에서 온 요청만 받고, 엔드포인트 정책은 버킷과 액세스 포인트 ARN을 둘 다 허용해야 해요. 버킷 정책만 보고 있으면 이유를 찾을 수 없어요.",
        en="The network is open, yet the answer is 403. An access point bound to a VPC takes requests from that VPC only, and an endpoint policy has to allow both the bucket and the access point's ARN. The bucket policy alone never shows why.",
    ),
    fix=Words(
        ko="네트워크 오리진은 나중에 바꿀 수 없어요. 이 VPC용 액세스 포인트를 새로 만들어 그쪽으로 접속하세요. 엔드포인트 정책에 빠져 있다면 액세스 포인트 ARN과 그 아래 object/*를 추가하세요.",
        en="A network origin cannot be changed: create an access point for this VPC and use that. Where the endpoint policy leaves it out, add the access point's ARN and the objects under it (/object/*).",
    ),
    caveats=(
        Words(
            ko="액세스 포인트 정책과 버킷 정책이 둘 다 허용해야 해요. 다른 계정의 호출자라면 버킷 정책에서 s3:DataAccessPointAccount로 권한을 위임해 두세요.",
            en="Both the access point's and the bucket's policy have to let a request through. For callers of other accounts, delegate in the bucket policy with s3:DataAccessPointAccount.",
        ),
        Words(
            ko="VPC 전용 액세스 포인트는 콘솔이나 VPC 밖에서는 열리지 않아요. 다른 VPC가 같은 액세스 포인트를 쓰고 있지 않은지도 보세요.",
            en="An access point bound to a VPC cannot be opened from the console or from outside. See whether another VPC relies on the same one.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html",
    ),
    causes=("access_point_origin", "access_point_policy", "endpoint_policy"),
    see_also=("endpoint-policy-denies", "bucket-policy-pins-another-endpoint"),
    learn=("endpoint-definition",),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the access point that refuses the request, and the endpoint whose policy allows its bucket and not itself."""
    for one in refused(case):
        if not one.by_access_point:
            continue
        origin = one.call == ACCESS_POINT
        cli, terraform = _anew(one, case) if origin else remedy(one, case)
        yield Finding(
            rule=RULE,
            subject=one.subject,
            evidence=one.evidence,
            cause="access_point_origin" if origin else "access_point_policy",
            cli=cli,
            terraform=terraform,
        )
    if not omits_access_point(case):
        return
    for block in dict.fromkeys(b for w in case.traces for b in w.blocks if b.verdict is Verdict.BLOCKED_ENDPOINT_POLICY):
        arn = case.destination.access_point
        yield Finding(
            rule=RULE,
            subject=block.subject,
            evidence=block.evidence,
            cause="endpoint_policy",
            cli=(
                f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {block.subject} --policy-document file://endpoint-policy.json --region {case.source.region}",
            ),
            terraform=(
                'data "aws_iam_policy_document" "endpoint" {\n'
                "  statement {\n"
                '    actions   = ["s3:GetObject", "s3:PutObject", "s3:ListBucket"]\n'
                f'    resources = ["{arn}", "{arn}/object/*"]\n'
                '    principals {\n      type        = "*"\n      identifiers = ["*"]\n    }\n'
                "  }\n"
                "}"
            ),
        )


def _anew(one: Refused, case: Case) -> tuple[tuple[str, ...], str]:
    """Give how to make an access point of the same bucket for the VPC that the request comes from."""
    point = access_point_of(case.destination, case.snapshot)
    account, name = one.subject.split(":")[4], f"{one.subject.rpartition('/')[2]}-{case.vpc.id}"
    bucket = point.bucket if point and point.bucket else "<bucket>"
    command = (
        f"aws s3control create-access-point --account-id {account} --name {name} --bucket {bucket}"
        f" --vpc-configuration VpcId={case.vpc.id} --region {case.destination.region}"
    )
    terraform = (
        'resource "aws_s3_access_point" "this" {\n'
        f'  name   = "{name}"\n  bucket = "{bucket}"\n'
        f'  vpc_configuration {{\n    vpc_id = "{case.vpc.id}"\n  }}\n'
        "}"
    )
    return (command,), terraform
