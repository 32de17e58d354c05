"""VPC Block Public Access: does it stop what touches an internet gateway here?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.leg import Leg, said, shared_with
from diagnostics.model.trace import Block, Confidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.snapshot import Snapshot

_OPTIONS = "ec2:DescribeVpcBlockPublicAccessOptions"
_EXCLUSIONS = "ec2:DescribeVpcBlockPublicAccessExclusions"
_INGRESS = "block-ingress"
_MODES = frozenset({"off", _INGRESS, "block-bidirectional"})
_IN_FORCE = frozenset({"create-complete", "update-complete"})


def blocked_by_public_access(leg: Leg, snapshot: Snapshot) -> tuple[Block | None, Confidence]:
    """Give what VPC Block Public Access stops of this leg, and how sure that is.

    Bidirectional mode stops internet gateways, NAT and egress-only gateways; ingress mode leaves NAT and egress-only
    gateways working and stops an instance that goes straight to the internet gateway, an appliance too. Exclusions are of
    a VPC or of the subnet that touches the gateway.
    — https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
    """
    mode, sure = _mode(leg, snapshot)
    if mode in {"", "off"} or (mode == _INGRESS and leg.sender == "nat"):
        return None, sure
    enough = {"allow-bidirectional"} if mode == _INGRESS else {"allow-bidirectional", "allow-egress"}
    states = [
        state
        for resource, allows, state in (snapshot.bpa.exclusions if snapshot.bpa else ())
        if allows in enough and resource.rpartition("/")[2] in {leg.subnet_id, leg.vpc_id}
    ]
    if any(state.endswith("-in-progress") for state in states):
        sure = Confidence.LOW
    if any(state in _IN_FORCE for state in states):
        return None, sure
    if shared_with(leg, snapshot) or snapshot.partly_unseen(_EXCLUSIONS):
        sure = Confidence.LOW  # an exclusion that we cannot see may cover it
    fact = Words(
        ko=f"VPC 퍼블릭 액세스 차단 모드가 {mode}이고 {leg.subnet_id or leg.vpc_id}에 유효한 제외가 없어요",
        en=f"VPC Block Public Access is {mode} and no exclusion in force covers {leg.subnet_id or leg.vpc_id}",
    )
    block = Block(
        verdict=Verdict.BLOCKED_BPA,
        subject=leg.subnet_id or leg.vpc_id,
        cause="ingress" if mode == _INGRESS else "bidirectional",
        evidence=(said(_OPTIONS, snapshot.region, fact),),
    )
    return block, sure


def _mode(leg: Leg, snapshot: Snapshot) -> tuple[str, Confidence]:
    """Give the mode that binds the leg, and how sure that is: the owner's in a shared subnet, else the Region's."""
    subnet, vpc = snapshot.subnets.get(leg.subnet_id or ""), snapshot.vpcs.get(leg.vpc_id)
    shown = (subnet.bpa_mode if subnet else "") or (vpc.bpa_mode if vpc else "")
    if shared_with(leg, snapshot):
        return shown, Confidence.HIGH if shown else Confidence.MEDIUM
    if snapshot.bpa is None:
        seen = shown or not snapshot.unseen(_OPTIONS)
        return shown, Confidence.HIGH if seen else Confidence.MEDIUM
    settled = snapshot.bpa.state != "update-in-progress" and snapshot.bpa.mode in _MODES
    return snapshot.bpa.mode, Confidence.HIGH if settled else Confidence.LOW
