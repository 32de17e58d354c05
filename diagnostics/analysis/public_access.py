"""VPC Block Public Access: does it stop what touches an internet gateway here?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.leg import Leg, said
from diagnostics.model.trace import Block, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.network import BlockPublicAccess
    from diagnostics.model.snapshot import Snapshot

_CALL = "ec2:DescribeVpcBlockPublicAccessOptions"
_IN_FORCE = frozenset({"create-complete", "update-complete"})


def blocked_by_public_access(leg: Leg, snapshot: Snapshot) -> tuple[Block | None, bool]:
    """Give what VPC Block Public Access stops of this leg, and whether the answer is in doubt.

    Bidirectional mode stops internet gateways, NAT and egress-only gateways; ingress mode leaves NAT and egress-only
    gateways working and stops an instance that goes straight to the internet gateway. Exclusions are of a VPC or of
    the subnet that touches the gateway.
    — https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
    """
    options = snapshot.bpa
    vpc = snapshot.vpcs.get(leg.vpc_id)
    subnet = snapshot.subnets.get(leg.subnet_id or "")
    if subnet and vpc and subnet.owner and snapshot.account and subnet.owner != snapshot.account:
        mode, state = subnet.bpa_mode or "off", "update-complete"  # the owner's mode binds a shared subnet
    elif options is not None:
        mode, state = options.mode, options.state
    else:
        mode, state = (subnet.bpa_mode if subnet else "") or (vpc.bpa_mode if vpc else ""), "update-complete"
    if mode in {"", "off"}:
        return None, False
    doubtful = state == "update-in-progress"
    straight = leg.sender == "workload"
    if mode == "block-ingress" and not straight:
        return None, doubtful
    enough = {"allow-bidirectional"} if mode == "block-ingress" else {"allow-bidirectional", "allow-egress"}
    excluded, changing = _exclusions(options, leg, enough)
    if excluded:
        return None, doubtful or changing
    fact = Words(
        ko=f"VPC 퍼블릭 액세스 차단 모드가 {mode}이고 {leg.subnet_id or leg.vpc_id}에 유효한 제외가 없어요",
        en=f"VPC Block Public Access is {mode} and no exclusion in force covers {leg.subnet_id or leg.vpc_id}",
    )
    block = Block(
        verdict=Verdict.BLOCKED_BPA,
        subject=leg.subnet_id or leg.vpc_id,
        cause="ingress" if mode == "block-ingress" else "bidirectional",
        evidence=(said(_CALL, snapshot.region, fact),),
    )
    return block, doubtful or changing


def _exclusions(options: BlockPublicAccess | None, leg: Leg, enough: set[str]) -> tuple[bool, bool]:
    """Say whether an exclusion in force covers the leg, and whether one that would is being changed."""
    covering = [
        (state in _IN_FORCE)
        for resource, mode, state in (options.exclusions if options else ())
        if mode in enough and resource.rpartition("/")[2] in {leg.subnet_id, leg.vpc_id}
    ]
    return any(covering), bool(covering) and not all(covering)
