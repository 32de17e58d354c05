"""The bucket's policy refuses the request for another reason than the way that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.policies.observations import Cause
from diagnostics.analysis.policies.refusals import policy_resource, put_policy, refused
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

_CAUSES = (
    Cause.CLEARTEXT,
    Cause.PRINCIPAL,
    Cause.ACTION,
    Cause.RESOURCE,
    Cause.CONDITION,
    Cause.DENIED,
    Cause.NOTHING_ALLOWED,
)
RULE = Rule(
    code="POL-010",
    id="bucket-policy-denies",
    severity=Severity.CRITICAL,
    title=Words(ko="버킷 정책이 이 요청을 거부해요", en="The bucket policy refuses this request"),
    why=Words(
        ko="네트워크 경로와는 상관없이 버킷 정책에서 403이 나요. 라우팅이나 엔드포인트를 아무리 바꿔도 결과가 같아요. HTTP로 접속했거나(aws:SecureTransport), 다른 계정의 호출자인데 버킷 정책에 허용이 없거나, 명시적인 Deny에 걸린 경우예요.",
        en="The 403 comes from the bucket policy whichever path the traffic takes, so changing routes or endpoints does not help. Either the request is plain HTTP (aws:SecureTransport), or the caller belongs to another account and nothing grants it access, or an explicit Deny applies.",
    ),
    fix=Words(
        ko="근거에 나온 스테이트먼트를 보세요. HTTP라면 HTTPS로 접속하고, 다른 계정이라면 버킷 정책에 그 역할을 허용하는 스테이트먼트를 추가하세요. 명시적인 Deny는 Allow로 이길 수 없어서 Deny의 조건을 고쳐야 해요.",
        en="Look at the statement in the evidence. Use HTTPS instead of HTTP; for a caller of another account, add a statement that allows its role. An explicit Deny wins over every Allow: its own conditions have to change.",
    ),
    caveats=(
        Words(
            ko="다른 계정의 호출자는 그쪽 IAM 정책에도 허용이 있어야 해요. 이 진단은 IAM 정책을 보지 않아요.",
            en="A caller of another account also needs an Allow in its own IAM policy, which this diagnosis does not see.",
        ),
        Words(
            ko="버킷 소유자가 일부러 막아 둔 것일 수 있어요. 정책을 바꾸기 전에 담당자와 확인하세요.",
            en="The bucket's owners may have done this on purpose: ask them before changing the policy.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html",
    ),
    causes=tuple(map(str, _CAUSES)),
    see_also=("bucket-policy-requires-endpoint", "bucket-policy-source-ip", "endpoint-policy-denies"),
    learn=("services-outside-vpc",),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the bucket whose policy refuses the request for who asks, for what, or how."""
    for one in refused(case):
        if one.cause in _CAUSES and not one.by_access_point:
            cleartext = one.cause is Cause.CLEARTEXT  # the client has to change, not the policy
            yield Finding(
                rule=RULE,
                subject=one.subject,
                evidence=one.evidence,
                cause=str(one.cause),
                cli=() if cleartext else (put_policy(one.subject, "", case.destination.region),),
                terraform="" if cleartext else policy_resource(one.subject, ""),
            )
