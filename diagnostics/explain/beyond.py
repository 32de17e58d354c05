"""What hops beyond the source's own VPC say: transit gateways, the subnet where traffic comes out, endpoints over there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.trace import Hop

_PASSED_ON = Words("{me}로 넘어가고, 거기서 {route} 라우트가 선택돼요.", "It is handed to {me}, where {route} is chosen.")
_DROPPED = Words("{me}로 가지만 여기서 버려져요.", "It is sent to {me} and dropped there.")
_DROPPED_BY_ROUTE = Words(
    "{me}로 가지만, 거기서 {route} 라우트가 선택돼 버려져요.",
    "It is sent to {me}, where {route} is chosen and drops it.",
)
_COMES_OUT = Words("{vpc}의 {me}으로 나와요.", "It comes out at {me} in {vpc}.")
_NOWHERE_ON = Words(
    "{vpc}의 {me}으로 나오지만, 거기서 갈 곳이 없어요.", "It comes out at {me} in {vpc} and gets no further."
)
_OVER_THERE = Words("{vpc}에 있는 {me}의 사설 IP로 가요.", "It goes to the private IP of {me} in {vpc}.")


def beyond(diagnosis: Diagnosis, hop: Hop) -> Words | None:
    """Give what a hop beyond the source's VPC says; None for one that says what its kind says. `{vpc}` is filled in."""
    if hop.kind == "transit-gateway":
        if hop.blocked:
            return _DROPPED_BY_ROUTE if hop.route else _DROPPED
        return _PASSED_ON if hop.route else None
    snapshot, home = diagnosis.case.snapshot, diagnosis.case.vpc.id
    if hop.kind == "subnet" and hop.route is not None:
        subnet = snapshot.subnets.get(hop.id)
        return _in(subnet.vpc_id if subnet else "?", _NOWHERE_ON if hop.blocked else _COMES_OUT)
    if hop.kind == "interface-endpoint" and not hop.blocked:
        endpoint = snapshot.endpoints.get(hop.id)
        return _in(endpoint.vpc_id, _OVER_THERE) if endpoint and endpoint.vpc_id != home else None
    return None


def _in(vpc_id: str, words: Words) -> Words:
    return Words(words.ko.replace("{vpc}", vpc_id), words.en.replace("{vpc}", vpc_id))
