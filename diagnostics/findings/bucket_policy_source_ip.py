"""The bucket's policy goes by aws:SourceIp, which requests over an endpoint do not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.policies.facts import explain_turning
from diagnostics.analysis.policies.moving import turned_by_moving
from diagnostics.analysis.policies.observations import Cause
from diagnostics.analysis.policies.refusals import policy_resource, put_policy, refused, remedy
from diagnostics.analysis.policies.rulings import BUCKET_POLICY
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="POL-004",
    id="bucket-policy-source-ip",
    severity=Severity.HIGH,
    title=Words(
        ko="버킷 정책의 aws:SourceIp 조건이 엔드포인트 경로와 맞지 않아요",
        en="The bucket policy's aws:SourceIp condition does not work with an endpoint",
    ),
    why=Words(
        ko="엔드포인트로 오는 요청에는 aws:SourceIp가 아예 없어요. 그래서 NAT 주소만 허용하던 Allow + IpAddress는 더 이상 허용하지 않고, Deny + NotIpAddress는 키가 없으면 참이라서 그때부터 거부해요. 엔드포인트를 붙이자마자 S3가 403을 내는 가장 흔한 이유예요.",
        en="Requests through an endpoint carry no aws:SourceIp at all. An Allow with IpAddress on the NAT address stops allowing, and a Deny with NotIpAddress starts denying, because a negated condition is true where the key is missing. It is the usual reason why S3 turns to 403 the moment an endpoint is added.",
    ),
    fix=Words(
        ko="경로를 옮기기 전에 정책부터 고치세요. Deny라면 같은 Condition에 StringNotEquals aws:SourceVpce(또는 aws:SourceVpc)를 함께 넣어 둘 다 아닐 때만 거부하게 하고, Allow라면 aws:SourceVpce로 허용하는 스테이트먼트를 따로 추가하세요.",
        en="Change the policy before the path. In a Deny, add StringNotEquals on aws:SourceVpce (or aws:SourceVpc) to the same Condition, so that it denies only what fits neither; for an Allow, add a statement of its own by aws:SourceVpce.",
    ),
    caveats=(
        Words(
            ko="사설 IP로 좁혀야 한다면 aws:VpcSourceIp를 aws:SourceVpc와 함께 쓰세요. 사설 대역은 다른 VPC와 겹칠 수 있어요.",
            en="To narrow down by private address, use aws:VpcSourceIp together with aws:SourceVpc: other VPCs may have the same ranges.",
        ),
        Words(
            ko="같은 계정의 IAM 정책이나 SCP에 있는 aws:SourceIp 조건도 똑같이 영향을 받아요. 그쪽은 이 진단에서 보지 않아요.",
            en="Conditions on aws:SourceIp in IAM policies and SCPs are affected just the same; this diagnosis does not see those.",
        ),
        Words(
            ko="NotIpAddressIfExists로 바꿔도 키가 없으면 참이라서 Deny의 결과는 같아요. IpAddressIfExists를 쓴 Deny도 그때부터 거부해요.",
            en="NotIpAddressIfExists is true for a missing key as well, so it does not help in a Deny. A Deny with IpAddressIfExists starts denying, too.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
    ),
    causes=("source_ip", "predicted"),
    see_also=("bucket-policy-private-source-ip", "gateway-endpoint-missing", "gateway-endpoint-not-associated"),
    learn=("gateway-endpoint", "security-of-public-path"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the bucket whose policy refuses the way for its address, or will once the way leads by an endpoint."""
    found = [one for one in refused(case) if one.cause is Cause.SOURCE_IP and not one.by_access_point]
    for one in found:
        cli, terraform = remedy(one, case)
        yield Finding(
            rule=RULE, subject=one.subject, evidence=one.evidence, cause=str(one.cause), cli=cli, terraform=terraform
        )
    bucket, turnings, amended = turned_by_moving(case)
    if turnings and not found:
        facts = (Evidence(call=BUCKET_POLICY, subject=bucket, fact=explain_turning(t)) for t in turnings)
        yield Finding(
            rule=RULE,
            subject=bucket,
            evidence=tuple(facts),
            cause="predicted",
            cli=(put_policy(bucket, amended, case.destination.region),),
            terraform=policy_resource(bucket, amended),
        )
