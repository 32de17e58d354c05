"""Make an interface endpoint with private DNS on, in one subnet a zone, with a security group that exists or a new one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.service_titles import titled
from diagnostics.analysis.services import NO_PRIVATE_DNS, service_of
from diagnostics.changes.cautions import ADDRESS_CONDITIONS, WHOLE_VPC, costs_by_zone
from diagnostics.changes.commands import Bare, ec2, resource
from diagnostics.changes.editing import new_id, put, refuse
from diagnostics.changes.endpoints import FULL_ACCESS, answering, own_name, placed, service_named
from diagnostics.changes.groups import group_commands, group_terraform, with_new_group
from diagnostics.changes.reading import NEW_GROUP
from diagnostics.model.network import VpcEndpoint
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "create-interface-endpoint"
USAGE = "create-interface-endpoint SERVICE SUBNET… [SG]"
TITLE = Words(ko="프라이빗 DNS를 켠 인터페이스 엔드포인트를 만들어요", en="Create an interface endpoint with private DNS on")
RANK = 8
#: Zones whose subnets cannot hold an endpoint for another Region's service.
#: — https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html
NOT_ACROSS_REGIONS = frozenset({"use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4"})


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the endpoint and its network interfaces; without a group it gets the VPC's default one."""
    word, subnets, group = _read(change)
    name, region = service_named(word, snapshot.region)
    if snapshot.endpoint_services and region == snapshot.region and name not in snapshot.endpoint_services:
        refuse(change, f"InvalidServiceName: The Vpc Endpoint Service '{name}' does not exist")
    vpc_id = snapshot.subnets[subnets[0]].vpc_id
    if group == NEW_GROUP:
        snapshot = with_new_group(vpc_id, snapshot)
    endpoint = VpcEndpoint(
        id=new_id(f"vpce-new-{word.rpartition('.')[2] if word.count('.') > 1 else word}", snapshot.endpoints),
        vpc_id=vpc_id,
        type="Interface",
        service_name=name,
        service_region="" if region == snapshot.region else region,
        owner=snapshot.account,
        group_ids=(group,) if group else _default_group(vpc_id, snapshot),
        policy=FULL_ACCESS,
    )
    held = put(snapshot, "endpoints", replace(endpoint, dns_names=(own_name(endpoint, snapshot),)))
    for subnet_id in subnets:
        subnet = snapshot.subnets[subnet_id]
        if region != snapshot.region and subnet.az_id in NOT_ACROSS_REGIONS:
            refuse(change, f"InvalidParameter: cross-Region endpoints are not supported in {subnet.az_id} ({subnet_id})")
        held = placed(held.endpoints[endpoint.id], subnet, change, held)
    made = held.endpoints[endpoint.id]
    if service_of(made) not in NO_PRIVATE_DNS:
        made = answering(made, change, held)
    return put(held, "endpoints", made)


def _default_group(vpc_id: str, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the VPC's default group, which AWS attaches where none is named."""
    return tuple(g.id for _, g in sorted(snapshot.security_groups.items()) if g.vpc_id == vpc_id and g.name == "default")[:1]


def _read(change: Change) -> tuple[str, tuple[str, ...], str]:
    """Give the service, the subnets, and the group if one was named."""
    service, *rest = change.arguments
    subnets = tuple(word for word in rest if word.startswith("subnet-"))
    return service, subnets, next((word for word in rest if word.startswith("sg-")), "")


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the commands: the group first where it is new, then the endpoint."""
    word, subnets, group = _read(change)
    name, region = service_named(word, snapshot.region)
    vpc_id = snapshot.subnets[subnets[0]].vpc_id
    options = [f"--vpc-id {vpc_id} --vpc-endpoint-type Interface --service-name {name}"]
    if region != snapshot.region:
        options.append(f"--service-region {region}")
    options.append(f"--subnet-ids {' '.join(subnets)}")
    if group:
        options.append(f"--security-group-ids {'$GROUP' if group == NEW_GROUP else group}")
    service = name.rpartition(f"{region}.")[2]
    options.append("--no-private-dns-enabled" if service in NO_PRIVATE_DNS else "--private-dns-enabled")
    if service == "s3":
        options.append("--dns-options PrivateDnsOnlyForInboundResolverEndpoint=false")
    before = group_commands(vpc_id, snapshot) if group == NEW_GROUP else ()
    return (*before, ec2(f"create-vpc-endpoint {' '.join(options)}", snapshot))


def terraform(change: Change, snapshot: Snapshot) -> str:
    """Give the endpoint, and the group where it is new."""
    word, subnets, group = _read(change)
    name, region = service_named(word, snapshot.region)
    vpc_id = snapshot.subnets[subnets[0]].vpc_id
    service = name.rpartition(f"{region}.")[2]
    groups: tuple[object, ...] | None = (Bare("aws_security_group.endpoint.id"),) if group == NEW_GROUP else None
    body = resource(
        "aws_vpc_endpoint",
        service,
        vpc_id=vpc_id,
        vpc_endpoint_type="Interface",
        service_name=name,
        service_region=region if region != snapshot.region else None,
        subnet_ids=subnets,
        security_group_ids=groups or ((group,) if group else None),
        private_dns_enabled=service not in NO_PRIVATE_DNS,
    )
    if service == "s3":
        setting = "    private_dns_only_for_inbound_resolver_endpoint = false"
        body = body.removesuffix("}") + "  dns_options {\n" + setting + "\n  }\n}"
    return f"{group_terraform(vpc_id, snapshot)}\n\n{body}" if group == NEW_GROUP else body


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of what it costs, that the whole VPC follows, and of policies; across Regions of the right it takes."""
    word, subnets, _ = _read(change)
    across = Words(
        ko="다른 리전의 서비스에 연결하려면 vpce:AllowMultiRegion 권한이 필요하고, 리전 간 데이터 전송 요금이 따로 들어요.",
        en=(
            "A service in another Region needs the permission vpce:AllowMultiRegion, and inter-Region "
            "transfer is billed too."
        ),
    )
    far = service_named(word, snapshot.region)[1] != snapshot.region
    return (costs_by_zone(len(subnets)), WHOLE_VPC, ADDRESS_CONDITIONS, *((across,) if far else ()))


def describe(change: Change, _: Snapshot) -> Words:
    """Say for which service, and where."""
    word, subnets, group = _read(change)
    listed = ", ".join(subnets)
    ko = {"": "기본 보안 그룹", NEW_GROUP: "VPC 대역의 443을 허용하는 새 보안 그룹"}.get(group, group)
    en = {"": "the default security group", NEW_GROUP: "a new security group that allows 443 from the VPC"}.get(group, group)
    return Words(
        ko=f"{listed}에 {titled(word)} 인터페이스 엔드포인트 생성 ({ko}, 프라이빗 DNS 켬)",
        en=f"Create an interface endpoint for {titled(word)} in {listed} ({en}, private DNS on)",
    )
