"""Hand out Amazon's DNS server in a VPC, instead of the servers of its DHCP option set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.cautions import WHOLE_VPC
from diagnostics.changes.commands import Bare, ec2, resource
from diagnostics.changes.editing import new_id, put
from diagnostics.model.names import DhcpOptions
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "amazon-dns"
USAGE = "amazon-dns VPC"
TITLE = Words(ko="VPC의 DHCP 옵션을 AmazonProvidedDNS로 바꿔요", en="Change a VPC's DHCP options to AmazonProvidedDNS")
RANK = 11
_AMAZON = "AmazonProvidedDNS"


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with a DHCP option set on the VPC that names Amazon's server: one that is there, or a new one."""
    (vpc_id,) = change.arguments
    options_id = _existing(snapshot)
    if not options_id:
        options_id = new_id("dopt-new", snapshot.dhcp_options)
        snapshot = put(snapshot, "dhcp_options", DhcpOptions(id=options_id, domain_name_servers=(_AMAZON,)))
    return put(snapshot, "vpcs", replace(snapshot.vpcs[vpc_id], dhcp_options_id=options_id))


def _existing(snapshot: Snapshot) -> str:
    sets = (d.id for _, d in sorted(snapshot.dhcp_options.items()) if d.domain_name_servers == (_AMAZON,))
    return next(sets, "")


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the commands: the option set first where there is none, then its association."""
    (vpc_id,) = change.arguments
    existing = _existing(snapshot)
    made = ec2(
        f"create-dhcp-options --dhcp-configurations Key=domain-name-servers,Values={_AMAZON}"
        " --query DhcpOptions.DhcpOptionsId --output text",
        snapshot,
    )
    before = () if existing else (f"OPTIONS=$({made})",)
    associate = f"associate-dhcp-options --dhcp-options-id {existing or '$OPTIONS'} --vpc-id {vpc_id}"
    return (*before, ec2(associate, snapshot))


def terraform(change: Change, snapshot: Snapshot) -> str:
    """Give the option set where there is none, and its association."""
    (vpc_id,) = change.arguments
    existing = _existing(snapshot)
    options_id: object = existing or Bare("aws_vpc_dhcp_options.amazon.id")
    associate = resource("aws_vpc_dhcp_options_association", "amazon", vpc_id=vpc_id, dhcp_options_id=options_id)
    options = resource("aws_vpc_dhcp_options", "amazon", domain_name_servers=(_AMAZON,))
    return associate if existing else f"{options}\n\n{associate}"


def warnings(_: Change, __: Snapshot) -> tuple[Words, ...]:
    """Warn of names that only the old servers know, and of when instances notice."""
    inner = Words(
        ko=(
            "지금 DNS 서버만 아는 사내 이름은 풀리지 않게 돼요. 먼저 Resolver 아웃바운드 엔드포인트와 전달 규칙을 "
            "마련하거나, 반대로 사내 DNS에서 amazonaws.com만 VPC Resolver로 전달하는 방법도 있어요."
        ),
        en=(
            "Names that only the current servers know stop resolving. Set up an outbound Resolver endpoint with forwarding "
            "rules first, or let those servers forward amazonaws.com to the VPC's resolver instead."
        ),
    )
    lag = Words(
        ko="이미 떠 있는 인스턴스에는 DHCP 임대를 갱신할 때 반영되니 몇 시간 걸릴 수 있어요.",
        en="Running instances pick it up when they renew their DHCP lease, which can take hours.",
    )
    return (inner, lag, WHOLE_VPC)


def describe(change: Change, _: Snapshot) -> Words:
    """Say which VPC."""
    return Words(
        ko=f"{change.arguments[0]}의 DHCP 옵션을 AmazonProvidedDNS로 변경",
        en=f"Change the DHCP options of {change.arguments[0]} to AmazonProvidedDNS",
    )
