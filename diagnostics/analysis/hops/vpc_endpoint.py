"""A `vpce-` target: a gateway endpoint (the private end), or a Gateway Load Balancer endpoint (inspection, then on)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.leg import Ending, Leg, Onward, Outcome, said, shared_with, through_appliance
from diagnostics.analysis.lookup import effective_table
from diagnostics.analysis.services import service_of
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Block, Confidence, Hop, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.network import Route, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot

KINDS = (TargetKind.VPC_ENDPOINT,)
_CALL = "ec2:DescribeVpcEndpoints"
#: States that AWS documents in which an endpoint carries nothing. One that is being deleted may still carry for a while.
_OUT_OF_SERVICE = frozenset({"pendingacceptance", "pending", "rejected", "failed", "expired", "deleted"})


def follow(route: Route, leg: Leg, snapshot: Snapshot) -> Outcome:
    """Give where a packet ends that is routed to an endpoint; the id alone does not say which type it is."""
    endpoint = snapshot.endpoints.get(route.target.id)
    if endpoint is None:
        return _unseen(route, leg, snapshot)
    if endpoint.type == "Gateway":
        return _gateway(endpoint, leg)
    if endpoint.type == "GatewayLoadBalancer":
        return _inspection(endpoint, leg, snapshot)
    fact = Words(
        ko=f"{endpoint.id} 엔드포인트는 {endpoint.type} 유형이라 라우트의 타깃으로 해석할 수 없어요",
        en=f"{endpoint.id} is of type {endpoint.type}, which we cannot read as a route target",
    )
    return Ending(
        verdict=Verdict.UNKNOWN_UNSUPPORTED,
        hops=(Hop(kind="unknown", id=endpoint.id, name=endpoint.name),),
        confidence=Confidence.LOW,
        evidence=(said(_CALL, endpoint.id, fact),),
    )


def _gateway(endpoint: VpcEndpoint, leg: Leg) -> Ending:
    """End at a gateway endpoint: private, for senders inside its VPC.

    What is on the other side of a VPN connection, a peering connection, a transit gateway or Direct Connect cannot use
    a gateway endpoint of this VPC.
    — https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    hop = Hop(kind="gateway-endpoint", id=endpoint.id, name=endpoint.name)
    if not endpoint.usable:
        why = f" ({endpoint.last_error})" if endpoint.last_error else ""
        fact = Words(
            ko=f"{endpoint.id}의 상태: {endpoint.state}{why}", en=f"{endpoint.id} is in state {endpoint.state}{why}"
        )
        return _dropped(hop, Verdict.BLOCKED_ENDPOINT_STATE, "endpoint_state", fact, _sure_of_state(endpoint))
    if leg.from_outside:
        fact = Words(
            ko=f"{endpoint.id} 엔드포인트는 자기 VPC 안에서 보낸 트래픽만 받아요",
            en=f"{endpoint.id} takes only what is sent from inside its own VPC",
        )
        return _dropped(hop, Verdict.BLOCKED_UNSUPPORTED_PATH, "gateway_endpoint_from_outside", fact, Confidence.LOW)
    if leg.service is not None and service_of(endpoint) != leg.service:
        fact = Words(
            ko=f"{endpoint.id} 엔드포인트는 {endpoint.service_name}용이라 이 목적지를 받지 않아요",
            en=f"{endpoint.id} is for {endpoint.service_name} and does not take this destination",
        )
        return _dropped(hop, Verdict.BLOCKED_UNSUPPORTED_PATH, "other_service", fact, Confidence.MEDIUM)
    return Ending(verdict=Verdict.PRIVATE_GATEWAY_ENDPOINT, hops=(hop,))


def _sure_of_state(endpoint: VpcEndpoint) -> Confidence:
    """Say how sure it is that an endpoint in this state carries nothing."""
    if endpoint.state in _OUT_OF_SERVICE:
        return Confidence.HIGH
    return Confidence.MEDIUM if endpoint.gone else Confidence.LOW


def _dropped(hop: Hop, verdict: Verdict, cause: str, fact: Words, confidence: Confidence) -> Ending:
    block = Block(verdict=verdict, subject=hop.id, cause=cause, evidence=(said(_CALL, hop.id, fact),))
    return Ending(verdict=verdict, hops=(replace(hop, blocked=True),), blocks=(block,), confidence=confidence)


def _inspection(endpoint: VpcEndpoint, leg: Leg, snapshot: Snapshot) -> Outcome:
    """Pass an inspection: traffic comes back at the endpoint's subnet and goes on by that subnet's table."""
    hop = Hop(kind="gateway-load-balancer-endpoint", id=endpoint.id, name=endpoint.name)
    if not endpoint.usable:
        fact = Words(ko=f"{endpoint.id}의 상태: {endpoint.state}", en=f"{endpoint.id} is in state {endpoint.state}")
        return _dropped(hop, Verdict.BLOCKED_ENDPOINT_STATE, "endpoint_state", fact, _sure_of_state(endpoint))
    subnet_id = endpoint.subnet_ids[0] if endpoint.subnet_ids else ""
    inner = replace(
        leg,
        subnet_id=subnet_id,
        table=effective_table(subnet_id, snapshot)[0],
        zone=subnet.az_id if (subnet := snapshot.subnets.get(subnet_id)) else "",
        visited=leg.visited | {endpoint.id},
    )
    return Onward(leg=inner, beyond=lambda trace: through_appliance(trace, hop))


def _unseen(route: Route, leg: Leg, snapshot: Snapshot) -> Ending:
    """Judge an endpoint that was not seen by its route, which keeps the class that its id gives it.

    Only gateway endpoints are reached by AWS's own lists, only Gateway Load Balancer endpoints by anything else.
    """
    endpoint_id = route.target.id
    listed = snapshot.prefix_lists.get(route.destination)
    gateway = route.by_prefix_list and (listed is None or listed.aws)
    hop = Hop(kind="gateway-endpoint" if gateway else "gateway-load-balancer-endpoint", id=endpoint_id)
    if not (shared_with(leg, snapshot) or snapshot.unseen(_CALL, endpoint_id)):
        fact = Words(ko=f"{endpoint_id} 엔드포인트가 더 이상 없어요", en=f"endpoint {endpoint_id} no longer exists")
        return _dropped(hop, Verdict.BLOCKED_ENDPOINT_STATE, "endpoint_state", fact, Confidence.MEDIUM)
    fact = Words(ko=f"{endpoint_id} 엔드포인트를 볼 수 없었어요", en=f"{endpoint_id} could not be seen")
    return Ending(
        verdict=Verdict.PRIVATE_GATEWAY_ENDPOINT if gateway else Verdict.VIA_APPLIANCE,
        hops=(hop,),
        confidence=Confidence.MEDIUM if gateway else Confidence.LOW,
        evidence=(said(_CALL, endpoint_id, fact),),
    )
