"""The bucket's policy asks for an endpoint, and the traffic comes by none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.policies.observations import Cause
from diagnostics.analysis.policies.refusals import refused
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="POL-006",
    id="bucket-policy-requires-endpoint",
    severity=Severity.CRITICAL,
    title=Words(
        ko="버킷 정책은 엔드포인트를 요구하는데 경로는 엔드포인트를 거치지 않아요",
        en="The bucket policy asks for an endpoint, but the path uses none",
    ),
    why=Words(
        ko="버킷 정책이 aws:SourceVpce나 aws:SourceVpc가 맞지 않으면 거부하게 되어 있어요. NAT나 인터넷 게이트웨이로 나가는 요청에는 그 키가 없고, 없는 키는 '같지 않음'으로 쳐서 Deny가 걸려 403이 나요. 정책은 제 역할을 하고 있고, 고칠 곳은 네트워크예요.",
        en="The bucket policy denies whatever does not match its aws:SourceVpce or aws:SourceVpc. A request through a NAT or internet gateway has no such key, a missing key counts as not equal, and the Deny answers 403. The policy does its job: what is wrong is the network.",
    ),
    fix=Words(
        ko="정책을 풀지 말고 경로를 고치세요. 함께 나온 라우팅(GWE)이나 DNS(DNS, IFE) 진단을 해결하면 요청에 aws:SourceVpce가 붙고 403도 사라져요.",
        en="Fix the path rather than loosening the policy. Once the gateway endpoint (GWE) or DNS (DNS, IFE) finding beside this one is fixed, requests carry aws:SourceVpce and the 403 is gone.",
    ),
    caveats=(
        Words(
            ko="새 엔드포인트를 만들면 ID도 새로 생겨요. 정책이 엔드포인트 ID로 막는다면 새 ID를 정책에 먼저 추가하세요.",
            en="A new endpoint has a new id. Where the policy names endpoint ids, add the new one first.",
        ),
        Words(
            ko="콘솔이나 사내망처럼 VPC 밖에서 오는 요청이 막히는 것은 이 정책에서는 정상이에요.",
            en="That requests from outside the VPC (the console, the office) are refused is what such a policy is for.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    ),
    causes=("endpoint_required",),
    see_also=(
        "gateway-endpoint-not-associated",
        "gateway-endpoint-missing",
        "private-dns-off",
        "bucket-policy-pins-another-endpoint",
    ),
    learn=("gateway-route-added", "nat-path-to-s3", "security-of-public-path"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the bucket whose policy asks for an endpoint that the way does not use, with how the way ends instead."""
    for one in refused(case):
        if one.cause is not Cause.ENDPOINT_REQUIRED or one.by_access_point:
            continue
        last = next((h for h in reversed(one.way.hops) if h.kind.endswith("gateway")), None)
        by = last.id if last else case.subnet.id
        fact = Words(
            ko=f"{case.subnet.id}에서 나가는 요청은 엔드포인트 없이 {by} 쪽으로 나가요",
            en=f"requests of {case.subnet.id} leave by {by}, without any endpoint",
        )
        call = "ec2:DescribeRouteTables"
        beside = Evidence(call=call, subject=case.table.id if case.table else case.subnet.id, fact=fact)
        yield Finding(rule=RULE, subject=one.subject, evidence=(*one.evidence, beside), cause=str(one.cause))
