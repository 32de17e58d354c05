"""VPC encryption controls on a way: what they drop of it, and what cannot be if they are as they were seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.hostnames import HTTPS
from diagnostics.analysis.leg import said
from diagnostics.analysis.screening import Screened
from diagnostics.model.trace import Block, Confidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.encryption import EncryptionControl
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Trace

_CALL = "ec2:DescribeVpcEncryptionControls"
#: What an enforcing VPC cannot have unless it is excluded, by the kind of hop.
_FORBIDDEN = {
    "internet-gateway": "InternetGateway",
    "egress-only-internet-gateway": "EgressOnlyInternetGateway",
    "nat-gateway": "NatGateway",
    "vpn-gateway": "VirtualPrivateGateway",
}


def screen_cleartext(vpc_id: str, endpoint_id: str, port: int, snapshot: Snapshot) -> Screened:
    """Screen what is sent to an interface endpoint unencrypted: a VPC that enforces encryption drops it.

    What is sent to port 443 counts as encrypted: flow logs assume the same of endpoints (field encryption-status).
    — https://docs.aws.amazon.com/vpc/latest/userguide/vpc-encryption-controls.html
    """
    control = snapshot.encryption_controls.get(vpc_id)
    if port == HTTPS:
        return Screened()
    if control is None:
        return Screened(confidence=Confidence.MEDIUM if snapshot.unseen(_CALL) else Confidence.HIGH)
    if not control.enforced:
        return Screened(confidence=Confidence.LOW if control.changing else Confidence.HIGH)
    block = Block(
        verdict=Verdict.BLOCKED_ENCRYPTION,
        subject=control.id,
        cause="cleartext",
        evidence=(said(_CALL, control.id, _enforces(control, endpoint_id, port)),),
    )
    return Screened(blocks=(block,))


def doubt_of_encryption(way: Trace, vpc_id: str, port: int, snapshot: Snapshot) -> Screened:
    """Doubt a way that an enforcing VPC should not have: through a gateway that is not excluded, or unencrypted.

    AWS does not say what becomes of unencrypted traffic at a gateway endpoint; and it lets nobody enforce encryption in a
    VPC with an internet gateway or the like that is not excluded, so something in the answers is out of date.
    — https://docs.aws.amazon.com/vpc/latest/userguide/vpc-encryption-controls.html
    """
    control = snapshot.encryption_controls.get(vpc_id)
    if control is None or not control.enforced:
        unsure = port != HTTPS and (control.changing if control else snapshot.unseen(_CALL) is not None)
        return Screened(confidence=Confidence.MEDIUM if unsure else Confidence.HIGH)
    odd = next((h for h in way.hops if (kind := _FORBIDDEN.get(h.kind)) and kind not in control.excluded), None)
    if odd is not None:
        fact = Words(
            ko=f"{vpc_id} VPC는 암호화를 강제(enforce)하는데 {odd.id} 쪽은 제외 대상이 아니에요. 둘은 함께 있을 수 없어요",
            en=f"{vpc_id} enforces encryption and does not exclude {odd.id}; AWS does not allow both",
        )
        return Screened(confidence=Confidence.LOW, evidence=(said(_CALL, control.id, fact),))
    gateway = next((h for h in way.hops if h.kind == "gateway-endpoint"), None)
    if port != HTTPS and gateway is not None:
        return Screened(confidence=Confidence.LOW, evidence=(said(_CALL, control.id, _enforces(control, gateway.id, port)),))
    return Screened()


def _enforces(control: EncryptionControl, endpoint_id: str, port: int) -> Words:
    return Words(
        ko=f"{control.vpc_id}의 암호화 제어가 enforce 모드인데, {endpoint_id} 엔드포인트에 TCP {port}번 포트로 접속해요",
        en=(
            f"the encryption controls of {control.vpc_id} are in enforce mode, and the client connects to "
            f"{endpoint_id} on TCP port {port}"
        ),
    )
