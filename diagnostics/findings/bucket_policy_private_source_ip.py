"""The bucket's policy holds aws:SourceIp against private ranges, which it never is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.policies.document import read_policy
from diagnostics.analysis.policies.facts import named
from diagnostics.analysis.policies.observations import Cause, private_source_ips
from diagnostics.analysis.policies.refusals import policy_resource, put_policy, refused, remedy
from diagnostics.analysis.policies.rulings import BUCKET_POLICY, bucket_of
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="POL-005",
    id="bucket-policy-private-source-ip",
    severity=Severity.HIGH,
    title=Words(ko="aws:SourceIp에 사설 IP 대역이 적혀 있어요", en="aws:SourceIp is compared with a private range"),
    why=Words(
        ko="aws:SourceIp는 공인 주소예요. NAT로 나가면 NAT의 공인 IP가 들어가고, 엔드포인트로 나가면 키 자체가 없어요. 10.0.0.0/8 같은 사설 대역과는 절대 맞지 않아서, 허용하려던 요청이 허용되지 않거나 거부하지 않으려던 요청까지 거부돼요.",
        en="aws:SourceIp is a public address. Through a NAT gateway it is that gateway's address; through an endpoint the key is missing altogether. It never falls into a private range such as 10.0.0.0/8, so what was meant to be allowed is not, or what should have been spared is denied.",
    ),
    fix=Words(
        ko="사설 대역으로 좁히려면 aws:VpcSourceIp를 쓰고 aws:SourceVpc를 꼭 함께 거세요. 어느 VPC인지만 중요하다면 aws:SourceVpce나 aws:SourceVpc만으로 충분해요.",
        en="To go by private range use aws:VpcSourceIp, always together with aws:SourceVpc. Where only the VPC matters, aws:SourceVpce or aws:SourceVpc alone is enough.",
    ),
    caveats=(
        Words(
            ko="aws:VpcSourceIp는 엔드포인트를 거친 요청에만 있어요. NAT로 나가는 경로라면 엔드포인트부터 연결하세요.",
            en="aws:VpcSourceIp exists only on requests through an endpoint. Where the path is a NAT gateway, set up an endpoint first.",
        ),
        Words(
            ko="aws:VpcSourceIp만 쓰면 같은 사설 대역을 쓰는 다른 VPC도 통과할 수 있어요.",
            en="With aws:VpcSourceIp alone, another VPC with the same range gets through, too.",
        ),
    ),
    sources=("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",),
    causes=("private_source_ip",),
    see_also=("bucket-policy-source-ip",),
    learn=("gateway-public-ip-destination", "nat"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the bucket whose policy has a private range where there can be none, whether or not it refuses this request."""
    for one in refused(case):
        if one.cause is Cause.PRIVATE_SOURCE_IP and not one.by_access_point:
            cli, terraform = remedy(one, case)
            yield Finding(
                rule=RULE,
                subject=one.subject,
                evidence=one.evidence,
                cause=str(one.cause),
                cli=cli,
                terraform=terraform,
            )
            return
    bucket = bucket_of(case.destination, case.snapshot)
    statements = private_source_ips(read_policy(bucket.policy)) if bucket and bucket.policy else ()
    if bucket is not None and statements:
        yield Finding(
            rule=RULE,
            subject=bucket.name,
            evidence=tuple(
                Evidence(call=BUCKET_POLICY, subject=bucket.name, fact=Words(ko=_fact(n.ko, "ko"), en=_fact(n.en, "en")))
                for n in map(named, statements)
            ),
            cause=str(Cause.PRIVATE_SOURCE_IP),
            cli=(put_policy(bucket.name, "", case.destination.region),),
            terraform=policy_resource(bucket.name, ""),
        )


def _fact(name: str, lang: str) -> str:
    told = {"ko": "aws:SourceIp 조건에 사설 대역이 있어요", "en": "compares aws:SourceIp with a private range"}
    return f"{name}: {told['ko']}" if lang == "ko" else f"{name} {told['en']}"
