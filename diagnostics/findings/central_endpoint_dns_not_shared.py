"""A central VPC has the interface endpoint and can be reached, but the name does not resolve to it here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from diagnostics.analysis.dns_answers import endpoint_addresses
from diagnostics.analysis.lookup import select
from diagnostics.analysis.services import NO_PRIVATE_DNS, endpoints_for, hostname
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.network import Route, VpcEndpoint

RULE = Rule(
    code="IFE-011",
    id="central-endpoint-dns-not-shared",
    severity=Severity.HIGH,
    title=Words(
        ko="중앙 VPC의 인터페이스 엔드포인트 이름이 이 VPC에 공유되지 않았어요",
        en="DNS in this VPC does not lead to the central VPC's interface endpoint",
    ),
    why=Words(
        ko=(
            "Transit Gateway나 피어링으로 닿는 다른 VPC에 이 서비스의 인터페이스 엔드포인트가 있지만, 여기서는 서비스 이름이 "
            "그 사설 IP로 풀리지 않아요. 프라이빗 DNS가 만드는 숨은 영역은 엔드포인트가 있는 VPC에만 연결돼요. 그래서 "
            "이 VPC의 요청은 엔드포인트를 두고도 공인 주소로 나가요."
        ),
        en=(
            "Another VPC that this one reaches by transit gateway or peering has an interface endpoint for the service, "
            "yet the service's name does not resolve to its private IPs here. The hidden zone that private DNS makes is "
            "in effect in the endpoint's own VPC only, so requests from this VPC go to public addresses and bypass the endpoint."
        ),
    ),
    fix=Words(
        ko=(
            "서비스 이름으로 프라이빗 호스팅 영역을 만들어 엔드포인트의 리전 DNS 이름으로 별칭(alias) 레코드를 넣고, 이 VPC에 "
            "연결하세요. VPC가 많으면 Route 53 프로필에 영역을 담아 한 번에 연결하는 편이 나아요."
        ),
        en=(
            "Create a private hosted zone of the service's name with an alias record to the endpoint's regional DNS name, "
            "and associate it with this VPC. For many VPCs, put the zone into a Route 53 Profile and associate that."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "엔드포인트의 프라이빗 DNS가 켜져 있으면 같은 이름의 영역을 중앙 VPC에는 연결할 수 없어요. 스포크 VPC에만 "
                "연결하거나, 프라이빗 DNS를 끄고 모든 VPC에 연결하세요."
            ),
            en=(
                "While the endpoint's private DNS is on, a zone of the same name cannot be associated with the central "
                "VPC. Associate it with the spokes only, or turn private DNS off and associate it with all."
            ),
        ),
        Words(
            ko="엔드포인트 보안 그룹이 이 VPC의 대역에서 오는 443을 받아야 하고, 양쪽 라우팅 테이블에 서로의 대역이 있어야 해요.",
            en=(
                "The endpoint's security group must admit 443 from this VPC's range, and both sides' route tables need "
                "each other's ranges."
            ),
        ),
        Words(
            ko="S3와 DynamoDB는 이 VPC에 무료 게이트웨이 엔드포인트를 두는 쪽이 더 싸고 간단해요.",
            en="For S3 and DynamoDB, a free gateway endpoint in this VPC is cheaper and simpler.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-associate-vpcs.html",
    ),
    see_also=("interface-endpoint-missing", "private-dns-off", "default-route-leaves-vpc"),
    learn=("interface-endpoint", "private-dns"),
)
_ENDPOINTS = "ec2:DescribeVpcEndpoints"
_ZONES = "route53:ListHostedZonesByVPC"
_BRIDGES = frozenset({TargetKind.TRANSIT_GATEWAY, TargetKind.CORE_NETWORK, TargetKind.PEERING})


def check(case: Case) -> Iterator[Finding]:
    """Yield each usable endpoint of another VPC that this one has a route to and no name for."""
    service = case.destination.service
    if service is None or service in NO_PRIVATE_DNS or case.destination.variant in {"vpce", "website", "accelerate"}:
        return
    if case.interface_endpoints or case.gateway_endpoints or case.snapshot.partly_unseen(_ENDPOINTS):
        return
    end = case.then or case.path or case.verdict
    public = bool(case.resolutions) and all(r.via == "public" for r in case.resolutions)
    if end.verdict_class is VerdictClass.PRIVATE or not public or case.snapshot.unseen(_ZONES, case.vpc.id):
        return
    for vpc_id in sorted(case.snapshot.vpcs.keys() - {case.vpc.id}):
        for endpoint in endpoints_for(service, case.destination.region, vpc_id, case.snapshot, "Interface"):
            route = _route_to(endpoint, case)
            if endpoint.usable and route is not None:
                yield _finding(endpoint, route, service, case)


def _route_to(endpoint: VpcEndpoint, case: Case) -> Route | None:
    """Give the route by which the source's table leads to the endpoint's interfaces over a transit gateway or peering."""
    addresses = endpoint_addresses(endpoint, case.snapshot)
    if case.table is None or not addresses:
        return None
    choices = select(case.table, addresses, case.snapshot, None, case.snapshot.region)
    routes = [c.route for c in choices]
    usable = all(r is not None and r.target.kind in _BRIDGES and r.state == "active" for r in routes)
    return routes[0] if usable else None


def _finding(endpoint: VpcEndpoint, route: Route, service: str, case: Case) -> Finding:
    region = case.destination.region
    name = hostname(service, region)
    vpc = f"VPCRegion={case.source.region},VPCId={case.vpc.id}"
    zones = sorted(z.id for z in case.snapshot.hosted_zones.values() if z.name.rstrip(".") == name)
    if zones:
        cli: tuple[str, ...] = (f"aws route53 associate-vpc-with-hosted-zone --hosted-zone-id {zones[0]} --vpc {vpc}",)
    else:
        batch = json.dumps({"Changes": [_alias(n, endpoint) for n in (name, f"*.{name}")]}, separators=(",", ":"))
        cli = (
            f"aws route53 create-hosted-zone --name {name} --vpc {vpc} --caller-reference {endpoint.id}-{case.vpc.id}",
            f"aws route53 change-resource-record-sets --hosted-zone-id <hosted-zone-id> --change-batch '{batch}'",
        )
    return Finding(
        rule=RULE,
        subject=endpoint.id,
        evidence=(
            Evidence(
                call=_ENDPOINTS,
                subject=endpoint.id,
                fact=Words(
                    ko=f"{endpoint.vpc_id}에 {name}용 인터페이스 엔드포인트({endpoint.id})가 있어요",
                    en=f"{endpoint.vpc_id} has an interface endpoint for {name}, {endpoint.id}",
                ),
            ),
            Evidence(
                call="ec2:DescribeRouteTables",
                subject=case.table.id if case.table else case.vpc.id,
                fact=Words(
                    ko=f"{route.destination} → {route.target.id} 라우트로 그 엔드포인트에 닿을 수 있어요",
                    en=f"the route {route.destination} → {route.target.id} leads to it",
                ),
            ),
            Evidence(
                call=_ZONES,
                subject=case.vpc.id,
                fact=Words(
                    ko=f"{case.vpc.id}에 {name} 이름을 답하는 프라이빗 호스팅 영역이 없어요",
                    en=f"no private hosted zone of {case.vpc.id} answers for {name}",
                ),
            ),
        ),
        cli=cli,
        terraform=(
            'resource "aws_route53_zone_association" "central_endpoint" {\n'
            f'  zone_id = "{zones[0] if zones else "<hosted-zone-id>"}"\n'
            f'  vpc_id  = "{case.vpc.id}"\n'
            "}"
        ),
    )


def _alias(name: str, endpoint: VpcEndpoint) -> dict[str, object]:
    target = {
        "HostedZoneId": endpoint.dns_zone_id or "<endpoint-hosted-zone-id>",
        "DNSName": endpoint.dns_names[0] if endpoint.dns_names else "<endpoint-dns-name>",
        "EvaluateTargetHealth": False,
    }
    return {"Action": "CREATE", "ResourceRecordSet": {"Name": name, "Type": "A", "AliasTarget": target}}
