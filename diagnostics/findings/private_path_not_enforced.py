"""The path is private, and nothing in the bucket's policy asks for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.authorise import enforced
from diagnostics.analysis.policies.caller import caller_named
from diagnostics.analysis.policies.rulings import BUCKET_POLICY, bucket_of, endpoint_of
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="POL-009",
    id="private-path-not-enforced",
    severity=Severity.INFO,
    title=Words(
        ko="경로는 프라이빗하지만 버킷 정책이 강제하지는 않아요",
        en="The path is private, but the bucket policy does not enforce it",
    ),
    why=Words(
        ko="지금은 엔드포인트로 나가지만, 같은 자격 증명으로 인터넷에서도 이 버킷에 접근할 수 있어요. 라우팅이 바뀌어 NAT로 나가도 오류 없이 그대로 동작해서 알아채기 어려워요.",
        en="The traffic uses an endpoint today, but the same credentials also reach the bucket from the internet. If routing changes to a NAT gateway, everything keeps working and nobody notices.",
    ),
    fix=Words(
        ko="꼭 프라이빗 경로만 써야 하는 버킷이라면, 엔드포인트가 아닌 요청을 거부하는 Deny(StringNotEquals aws:SourceVpce)를 버킷 정책에 추가하세요. 콘솔과 AWS 서비스 접근에 예외를 먼저 정해 두세요.",
        en="Where the bucket must be reached privately only, add a Deny for whatever does not come through the endpoint (StringNotEquals aws:SourceVpce). Settle the exceptions for the console and for AWS services first.",
    ),
    caveats=(
        Words(
            ko="이 Deny를 넣으면 콘솔, 사내망, CI처럼 엔드포인트를 거치지 않는 요청이 모두 막혀요. 관리자 역할을 aws:PrincipalArn 예외로 빼 두지 않으면 계정의 루트 사용자만 정책을 되돌릴 수 있어요.",
            en="Such a Deny shuts out everything that does not use the endpoint: the console, the office, CI. Without an exception for an administrator's role (aws:PrincipalArn), only the account's root user can undo it.",
        ),
        Words(
            ko="로그 전달, 복제, Athena처럼 AWS 서비스가 대신 접근하는 경우는 aws:PrincipalIsAWSService와 aws:ViaAWSService 조건으로 예외를 두세요.",
            en="For log delivery, replication, Athena and other services that act on your behalf, add exceptions with aws:PrincipalIsAWSService and aws:ViaAWSService.",
        ),
        Words(
            ko="문제가 아니라 참고 사항이에요. 모든 버킷에 필요한 설정은 아니에요.",
            en="This is for information: not every bucket needs it.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html",
    ),
    see_also=("bucket-policy-requires-endpoint", "endpoint-policy-open"),
    learn=("security-of-public-path", "why-endpoint"),
    ambient=True,
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the bucket that is reached privately and whose policy, which was seen, would let other ways pass."""
    bucket = bucket_of(case.destination, case.snapshot)
    caller = caller_named(case.query.principal)
    if bucket is None or not case.private:
        return
    if enforced(case.traces, case.source, case.destination, case.snapshot, caller) is not False:
        return
    ids = dict.fromkeys(e.id for w in case.traces if (e := endpoint_of(w, case.snapshot)))
    listed = ", ".join(f'"{i}"' for i in ids) or '"<endpoint-id>"'
    arn = f"arn:aws:s3:::{bucket.name}"
    fact = Words(
        ko=f"{bucket.name}: " + ("엔드포인트를 요구하는 Deny가 없어요" if bucket.policy else "버킷 정책이 없어요"),
        en=f"{bucket.name} has " + ("no Deny that asks for an endpoint" if bucket.policy else "no bucket policy"),
    )
    yield Finding(
        rule=RULE,
        subject=bucket.name,
        evidence=(Evidence(call=BUCKET_POLICY, subject=bucket.name, fact=fact),),
        cli=(
            f"aws s3api put-bucket-policy --bucket {bucket.name} --policy file://bucket-policy.json --region {case.destination.region}",
        ),
        terraform=(
            'data "aws_iam_policy_document" "bucket" {\n'
            "  statement {\n"
            '    effect    = "Deny"\n    actions   = ["s3:*"]\n'
            f'    resources = ["{arn}", "{arn}/*"]\n'
            '    principals {\n      type        = "*"\n      identifiers = ["*"]\n    }\n'
            '    condition {\n      test     = "StringNotEquals"\n      variable = "aws:SourceVpce"\n'
            f"      values   = [{listed}]\n    }}\n"
            '    condition {\n      test     = "BoolIfExists"\n      variable = "aws:PrincipalIsAWSService"\n'
            '      values   = ["false"]\n    }\n'
            '    condition {\n      test     = "BoolIfExists"\n      variable = "aws:ViaAWSService"\n'
            '      values   = ["false"]\n    }\n'
            '    condition {\n      test     = "ArnNotLike"\n      variable = "aws:PrincipalArn"\n'
            '      values   = ["<administrator-role-arn>"]\n    }\n'
            "  }\n"
            "}"
        ),
    )
