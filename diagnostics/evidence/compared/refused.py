"""What a 403 proves: the request arrived, and the policy that AWS names says by which way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.evidence.compared import explanations as why
from diagnostics.evidence.compared.readings import agrees, differs, silent
from diagnostics.evidence.observation import PolicyKind
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.evidence.comparison import Reading
    from diagnostics.evidence.expectation import Expectation
    from diagnostics.evidence.observation import Observation, Refusal

_ENDPOINTS = ("gateway-endpoint", "interface-endpoint")
_ARRIVED = Words(
    "요청이 서비스까지 갔고, 서비스가 권한 문제로 거부했어요. 네트워크는 통해요.",
    "The request got to the service, which refused it for want of permission: the network works.",
)
_BY: dict[PolicyKind, tuple[Words, Words]] = {
    PolicyKind.RESOURCE: (
        Words(
            "요청이 서비스까지 갔고, 버킷 정책 같은 리소스 기반 정책이 거부했어요. 네트워크는 통해요.",
            "The request got to the service, and a resource-based policy, such as the bucket's, refused it: the network "
            "works.",
        ),
        Words(
            "버킷 정책의 aws:SourceVpce, aws:SourceVpc, aws:SourceIp 조건이 지금 경로와 맞는지 보세요. 엔드포인트를 "
            "타면 aws:SourceIp가 없어져요.",
            "See whether its conditions on aws:SourceVpce, aws:SourceVpc and aws:SourceIp fit this path; over an "
            "endpoint there is no aws:SourceIp.",
        ),
    ),
    PolicyKind.IDENTITY: (
        _ARRIVED,
        Words(
            "호출한 역할이나 사용자에 붙은 IAM 정책을 보세요.", "Look at the IAM policies of the role or user that called."
        ),
    ),
    PolicyKind.BOUNDARY: (
        _ARRIVED,
        Words(
            "호출한 역할의 권한 경계(permissions boundary)를 보세요.",
            "Look at the permissions boundary of the role that called.",
        ),
    ),
    PolicyKind.SESSION: (
        _ARRIVED,
        Words("역할을 맡을 때 넘긴 세션 정책을 보세요.", "Look at the session policy that the role was assumed with."),
    ),
    PolicyKind.SERVICE_CONTROL: (
        _ARRIVED,
        Words("조직의 SCP(서비스 제어 정책)를 보세요.", "Look at the organization's service control policies."),
    ),
    PolicyKind.RESOURCE_CONTROL: (
        _ARRIVED,
        Words("조직의 RCP(리소스 제어 정책)를 보세요.", "Look at the organization's resource control policies."),
    ),
    PolicyKind.UNSAID: (
        _ARRIVED,
        Words(
            "어느 정책이 거부했는지는 메시지에 없어요. IAM 정책, 엔드포인트 정책, 버킷 정책 순서로 보세요.",
            "The message does not say which policy refused; look at the IAM, endpoint and bucket policies, in that order.",
        ),
    ),
}
_THROUGH_ENDPOINT = Words(
    "VPC 엔드포인트 정책이 거부했어요. 엔드포인트를 거친 요청에만 적용되는 정책이니, 이 요청은 분명히 VPC 엔드포인트로 "
    "갔어요.",
    "A VPC endpoint's policy refused it. Only a request that goes through an endpoint meets its policy, so this one "
    "certainly did.",
)


def read_refusal(observation: Observation, refusal: Refusal, expected: Expectation) -> Reading:
    """Give what a refused request proves beside the diagnosis."""
    if refusal.by is PolicyKind.ENDPOINT:
        return _by_endpoint_policy(observation, refusal, expected)
    proves, look = _BY[refusal.by]
    if expected.arrives is False:
        return differs(
            observation,
            proves=proves,
            agreement=Words(
                "구성과 달라요. 구성대로라면 요청이 서비스까지 가지 못해요.",
                "It differs: by the configuration, the request does not get to the service.",
            ),
            explanations=(why.changed_since(expected.diagnosis), why.other_place(expected.diagnosis)),
            look=why.COLLECT_AGAIN,
        )
    if refusal.by is PolicyKind.RESOURCE and _says(expected, Verdict.BLOCKED_RESOURCE_POLICY):
        agreement = Words(
            "구성과 맞아요. 진단도 이 정책이 거부한다고 봤어요.", "It agrees: by the diagnosis, too, this policy refuses."
        )
        return agrees(observation, proves=proves, agreement=agreement, look=look)
    if expected.arrives is None:
        agreement = Words("구성만으로는 도달하는지 알 수 없었어요.", "The configuration alone left open whether it arrives.")
        return silent(observation, proves=proves, agreement=agreement, look=look)
    agreement = Words(
        "도달한다는 점은 구성과 맞아요. 어느 길로 갔는지는 이 오류만으로 알 수 없어요.",
        "It agrees that the request arrives. This error does not show which path it took.",
    )
    return agrees(observation, proves=proves, agreement=agreement, look=look)


def _by_endpoint_policy(observation: Observation, refusal: Refusal, expected: Expectation) -> Reading:
    look = Words(
        "엔드포인트 정책에서 이 작업을 거부(Deny)하는 구문을 찾으세요."
        if refusal.explicit
        else "엔드포인트 정책의 Allow에 이 작업과 버킷이 들어 있는지 보세요.",
        "Find the statement of the endpoint policy that denies this action."
        if refusal.explicit
        else "See whether the endpoint policy's Allow covers this action and this bucket.",
    )
    ids = ", ".join(sorted(expected.hop_ids(*_ENDPOINTS)))
    if not ids:
        return differs(
            observation,
            proves=_THROUGH_ENDPOINT,
            agreement=Words(
                "구성과 달라요. 구성대로라면 이 트래픽은 엔드포인트를 거치지 않아요.",
                "It differs: by the configuration, this traffic goes through no endpoint.",
            ),
            explanations=(why.other_place(expected.diagnosis), why.changed_since(expected.diagnosis), why.HOSTS_FILE),
            look=look,
        )
    refused = _says(expected, Verdict.BLOCKED_ENDPOINT_POLICY)
    return agrees(
        observation,
        proves=_THROUGH_ENDPOINT,
        agreement=Words(
            f"구성과 맞아요. {ids} 엔드포인트로 "
            f"가{'고, 그 정책이 거부해요.' if refused else '는 경로예요. 거부한 건 그 정책이에요.'}",
            f"It agrees: the path leads through {ids}, "
            f"{'whose policy refuses.' if refused else 'and it is its policy that refused.'}",
        ),
        look=look,
    )


def _says(expected: Expectation, verdict: Verdict) -> bool:
    return any(way.verdict is verdict for way in expected.ways)
