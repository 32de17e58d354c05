"""The bucket's policy asks for another endpoint or VPC than the one that the traffic comes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.policies.observations import Cause
from diagnostics.analysis.policies.refusals import refused, remedy
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="POL-003",
    id="bucket-policy-pins-another-endpoint",
    severity=Severity.CRITICAL,
    title=Words(ko="버킷 정책이 다른 엔드포인트나 VPC를 요구해요", en="The bucket policy asks for another endpoint or VPC"),
    why=Words(
        ko="엔드포인트로 잘 나가지만, 버킷 정책의 Deny 조건에 적힌 aws:SourceVpce(또는 aws:SourceVpc) 값이 지금 경로와 달라서 403 AccessDenied가 나요. 엔드포인트를 지웠다 다시 만들면 ID가 바뀌어서 어제까지 되던 것이 갑자기 막히는 일이 흔해요.",
        en="The traffic does use an endpoint, but the Deny in the bucket policy lists another aws:SourceVpce (or aws:SourceVpc), so S3 answers 403 AccessDenied. A recreated endpoint has a new id, which is why this often breaks overnight.",
    ),
    fix=Words(
        ko="조건의 값 목록에 지금 쓰는 엔드포인트 ID를 추가하세요. 예전 ID는 새 경로가 되는 것을 확인한 다음에 지우세요.",
        en="Add the id of the endpoint in use to the values of the condition. Remove the old id once the new one is seen to work.",
    ),
    caveats=(
        Words(
            ko="put-bucket-policy는 정책 전체를 바꿔 써요. 지금 정책을 먼저 받아 두고, 그 사이에 바뀐 것이 없는지 확인하세요.",
            en="put-bucket-policy replaces the whole policy. Save the current one first and see that nobody changed it in the meantime.",
        ),
        Words(
            ko="다른 팀 전용으로 일부러 막아 둔 버킷일 수 있어요. 버킷 담당자와 먼저 확인하세요.",
            en="The bucket may be closed on purpose to everyone but another team. Ask its owners first.",
        ),
        Words(
            ko="aws:SourceVpc에는 VPC ID만 들어 있어요. aws:SourceVpcArn을 쓰면 계정과 리전까지 함께 확인할 수 있어요.",
            en="aws:SourceVpc holds only the VPC's id. aws:SourceVpcArn also tells the account and the Region.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    ),
    causes=("other_endpoint",),
    see_also=("bucket-policy-requires-endpoint", "bucket-policy-source-ip", "access-point-mismatch"),
    learn=("endpoint-definition", "security-of-public-path"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the bucket whose policy wants another endpoint than the way's."""
    for one in refused(case):
        if one.cause is Cause.OTHER_ENDPOINT and not one.by_access_point:
            cli, terraform = remedy(one, case)
            yield Finding(
                rule=RULE,
                subject=one.subject,
                evidence=one.evidence,
                cause=str(one.cause),
                cli=cli,
                terraform=terraform,
            )
