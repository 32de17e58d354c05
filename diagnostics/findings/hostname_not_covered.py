"""The client dials a name of the service that the interface endpoint's private DNS does not answer for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.private_names import covers, endpoint_names
from diagnostics.analysis.services import endpoints_for
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.network import VpcEndpoint

RULE = Rule(
    code="DNS-008",
    id="hostname-not-covered",
    severity=Severity.HIGH,
    title=Words(
        ko="엔드포인트의 프라이빗 DNS가 이 호스트 이름에는 답하지 않아요",
        en="The endpoint's private DNS does not cover this hostname",
    ),
    why=Words(
        ko=(
            "인터페이스 엔드포인트는 정해진 이름에만 사설 IP로 답해요. S3라면 리전 버킷, s3-control, s3-accesspoint "
            "이름뿐이에요. 대시 형식(s3-us-west-2), FIPS, 웹사이트, 전송 가속, Outposts, Object Lambda, 듀얼스택 이름은 이 "
            "엔드포인트의 사설 IP로 풀리지 않아요."
        ),
        en=(
            "An interface endpoint answers only for certain names. For S3 these are the regional bucket, s3-control and "
            "s3-accesspoint names. Dash-style (s3-us-west-2), FIPS, website, accelerate, Outposts, Object Lambda and "
            "dual-stack names do not resolve to its addresses and bypass the endpoint."
        ),
    ),
    fix=Words(
        ko=(
            "클라이언트가 서비스의 일반 리전 이름을 쓰게 하세요. 듀얼스택 이름이 꼭 필요하면 엔드포인트의 IP 유형을 dualstack으로 바꾸고, FIPS가 필요하면 서비스의 FIPS 전용 엔드포인트가 있는지 확인하세요."
        ),
        en=(
            "Make the client dial the service's plain regional name. If it must be a dual-stack name, make the endpoint "
            "dual-stack; for FIPS, see whether the service offers a FIPS endpoint service of its own."
        ),
    ),
    caveats=(
        Words(
            ko="FIPS는 규정 때문에 쓰는 경우가 많아요. 이름을 바꾸기 전에 보안 담당자와 확인하세요.",
            en="FIPS names are often there for compliance. Ask whoever is responsible before changing them.",
        ),
        Words(
            ko="전송 가속은 엣지 네트워크로 들어가는 기능이라 어떤 VPC 엔드포인트로도 프라이빗하게 갈 수 없어요.",
            en="Transfer Acceleration enters at the edge network; no VPC endpoint makes it private.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#privatelink-limitations",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html",
    ),
    see_also=("legacy-global-s3-name", "private-dns-off"),
    learn=("private-dns", "use-dns-name", "s3-interface-endpoint"),
)


#: Kinds of S3 that have hostnames and no endpoint of their own, so that S3's is taken for theirs.
_BESIDE_S3 = frozenset({"s3-outposts", "s3-object-lambda"})


def _meant(case: Case) -> tuple[VpcEndpoint, ...]:
    """Give the interface endpoints that one may take to be for the name."""
    if case.destination.service in _BESIDE_S3 or any(f".{kind}." in case.destination.hostname for kind in _BESIDE_S3):
        return endpoints_for("s3", case.destination.region, case.vpc.id, case.snapshot, "Interface")
    return case.interface_endpoints


def check(case: Case) -> Iterator[Finding]:
    """Yield each endpoint whose private DNS is in force and covers other names than the one dialled."""
    name, vpc = case.destination.hostname, case.vpc
    if case.destination.variant in {"global", "vpce"} or vpc.dns_support is False or vpc.dns_hostnames is False:
        return
    if (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE:
        return
    for endpoint in _meant(case):
        names = endpoint_names(endpoint, case.snapshot.region)
        in_force = endpoint.usable and endpoint.private_dns and not endpoint.inbound_resolver_only
        if not in_force or not names or any(covers(n, name) for n in names):
            continue
        shown = ", ".join(names[:6])
        yield Finding(
            rule=RULE,
            subject=name,
            evidence=(
                Evidence(
                    call="ec2:DescribeVpcEndpoints",
                    subject=endpoint.id,
                    fact=Words(
                        ko=f"{endpoint.id}: 답하는 이름은 {shown}, 클라이언트가 쓰는 이름은 {name}",
                        en=f"{endpoint.id} answers for {shown}; the client dials {name}",
                    ),
                ),
            ),
            cli=(
                (
                    f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint.id} --ip-address-type dualstack"
                    f" --region {case.source.region}"
                ),
            )
            if case.destination.variant == "dualstack" and endpoint.ip_address_type == "ipv4"
            else (),
        )
