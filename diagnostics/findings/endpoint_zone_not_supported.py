"""The service of an interface endpoint cannot have an interface in the client's Availability Zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.services import region_of
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.network import VpcEndpoint

RULE = Rule(
    code="IFE-008",
    id="endpoint-zone-not-supported",
    severity=Severity.MEDIUM,
    title=Words(
        ko="이 가용 영역에서는 이 서비스의 인터페이스 엔드포인트를 쓸 수 없어요",
        en="The endpoint's service is not available in this Availability Zone",
    ),
    why=Words(
        ko=(
            "엔드포인트 서비스마다 지원하는 가용 영역이 정해져 있어요. 지원하지 않는 곳에는 네트워크 인터페이스를 둘 수 없어서, "
            "이 서브넷의 트래픽은 언제나 다른 가용 영역으로 건너가요. 리전 간 엔드포인트는 지원하지 않는 가용 영역이 따로 "
            "있어요."
        ),
        en=(
            "Every endpoint service supports certain zones. Elsewhere the endpoint can have no network interface, so traffic "
            "from this subnet always crosses to another zone. Cross-Region endpoints leave out some zones of their own."
        ),
    ),
    fix=Words(
        ko=(
            "이 서비스를 많이 쓰거나 가용 영역 장애에 민감한 워크로드라면 지원하는 가용 영역의 서브넷으로 옮기세요. 그대로 "
            "두려면 엔드포인트를 다른 가용 영역 둘 이상에 두세요."
        ),
        en=(
            "Move workloads that use the service heavily, or that must survive the loss of another zone, to a subnet in a supported zone. Otherwise put the endpoint into at least two other zones."
        ),
    ),
    caveats=(
        Words(
            ko="가용 영역은 이름이 아니라 ID로 비교하세요. 같은 ap-northeast-2a라도 계정마다 다른 곳일 수 있어요.",
            en="Compare zones by id, not by name: ap-northeast-2a may be a different place in another account.",
        ),
        Words(
            ko="지원하는 가용 영역은 늘어날 수 있어요. 옮기기 전에 describe-vpc-endpoint-services로 다시 확인하세요.",
            en="More zones may be supported later. Look again with describe-vpc-endpoint-services before moving anything.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html",
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html",
    ),
    causes=("cross_region", "service"),
    see_also=("endpoint-not-in-this-zone", "bucket-in-another-region"),
    learn=("interface-endpoint", "eni", "subnet"),
)
#: Zones in which there are no cross-Region endpoints for services of AWS (first source).
_NO_CROSS_REGION = frozenset({"use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4"})


def check(case: Case) -> Iterator[Finding]:
    """Yield each endpoint of the service that can have no interface in the source's zone, as far as AWS says so."""
    here = case.subnet.az_id
    for endpoint in case.interface_endpoints:
        placed = {case.snapshot.subnets[s].az_id for s in endpoint.subnet_ids if s in case.snapshot.subnets}
        if not here or not endpoint.usable or here in placed:
            continue
        zones = _supported(endpoint, case)
        across = region_of(endpoint, case.source.region) != case.source.region
        if across and here in _NO_CROSS_REGION:
            yield _found(endpoint, "cross_region", _across(endpoint, case))
        elif zones and here not in zones:
            yield _found(endpoint, "service", _offered(endpoint, zones, case))


def _found(endpoint: VpcEndpoint, cause: str, evidence: Evidence) -> Finding:
    return Finding(rule=RULE, subject=endpoint.id, cause=cause, evidence=(evidence,))


def _supported(endpoint: VpcEndpoint, case: Case) -> tuple[str, ...]:
    service = case.snapshot.endpoint_services.get(endpoint.service_name)
    return service.zone_ids if service else ()


def _across(endpoint: VpcEndpoint, case: Case) -> Evidence:
    away = region_of(endpoint, case.source.region)
    return Evidence(
        call="ec2:DescribeVpcEndpoints",
        subject=endpoint.id,
        fact=Words(
            ko=f"{endpoint.id}: {away} 서비스를 위한 리전 간 엔드포인트, 출발지 {case.subnet.id}: {case.subnet.az_id}",
            en=f"{endpoint.id} is a cross-Region endpoint to {away}; {case.subnet.id} is in {case.subnet.az_id}",
        ),
    )


def _offered(endpoint: VpcEndpoint, zones: tuple[str, ...], case: Case) -> Evidence:
    return Evidence(
        call="ec2:DescribeVpcEndpointServices",
        subject=endpoint.service_name,
        fact=Words(
            ko=f"{endpoint.service_name} 지원 가용 영역: {', '.join(zones)}, 출발지 {case.subnet.id}: {case.subnet.az_id}",
            en=f"{endpoint.service_name} supports {', '.join(zones)}; {case.subnet.id} is in {case.subnet.az_id}",
        ),
    )
