"""A network interface: a NAT instance or another appliance, which forwards by its own subnet's table or drops."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from diagnostics.analysis.index import index_of
from diagnostics.analysis.leg import Ending, Leg, Onward, Outcome, behind, said, through_appliance, weaker
from diagnostics.analysis.lookup import effective_table
from diagnostics.model.addresses import PUBLIC_V6, V4, V6, AddressSet
from diagnostics.model.network import TargetKind
from diagnostics.model.trace import Block, Confidence, Hop, Trace, Verdict, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.network import Eni, Route
    from diagnostics.model.snapshot import Snapshot

KINDS = (TargetKind.NETWORK_INTERFACE, TargetKind.INSTANCE)
_CALL = "ec2:DescribeNetworkInterfaces"
_NAT_INSTANCE = Verdict.PUBLIC_VIA_NAT_INSTANCE


def follow(route: Route, leg: Leg, snapshot: Snapshot) -> Outcome:
    """Give what an instance or appliance behind a network interface does with the packet.

    An instance drops what is neither from nor to itself unless its source/destination check is off, so it must be off
    on a NAT instance. — https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
    """
    eni = _interface(route, snapshot)
    if eni is None:
        return _unseen(route, snapshot)
    hop = Hop(kind="network-interface", id=eni.id, name=eni.name or _instance_name(eni, snapshot))
    if broken := _broken(eni, snapshot):
        cause, fact = broken
        block = Block(verdict=Verdict.BLOCKED_NAT_PATH, subject=eni.id, cause=cause, evidence=(said(_CALL, eni.id, fact),))
        return Ending(verdict=Verdict.BLOCKED_NAT_PATH, hops=(replace(hop, blocked=True),), blocks=(block,))
    arms = index_of(snapshot).interfaces_of.get(eni.instance_id or "", ())
    inner = replace(
        leg,
        sender="appliance",
        subnet_id=eni.subnet_id,
        table=effective_table(eni.subnet_id, snapshot)[0],
        zone=subnet.az_id if (subnet := snapshot.subnets.get(eni.subnet_id)) else "",
        home=eni.subnet_id,
        public=bool(eni.public_ips if leg.addresses.family == V4 else AddressSet.of(eni.ipv6_ips, V6) & PUBLIC_V6),
        visited=leg.visited | {eni.id, route.target.id},
    )
    hidden = bool(eni.instance_id) and snapshot.unseen("ec2:DescribeInstances") is not None
    sure = Confidence.MEDIUM if hidden else Confidence.HIGH
    return Onward(leg=inner, beyond=lambda trace: _beyond(trace, hop, sure, alone=len(arms) <= 1))


def _beyond(trace: Trace, hop: Hop, sure: Confidence, *, alone: bool) -> Trace:
    """Say what a forwarding instance makes of the way behind it: NAT to the internet gateway, or an appliance."""
    trace = replace(trace, confidence=weaker(trace.confidence, sure))
    if trace.path is Verdict.PUBLIC_VIA_IGW:
        return replace(trace, hops=behind(trace, hop), path=_NAT_INSTANCE, verdict=_NAT_INSTANCE)
    if trace.then is Verdict.PUBLIC_VIA_IGW:
        trace = replace(trace, then=_NAT_INSTANCE)
    stuck = trace.path is not None and trace.path.verdict_class is VerdictClass.BLOCKED
    if (stuck and not alone) or any(b.cause == "no_public_ip" for b in trace.blocks):
        # By this interface it would be stuck; another one, by which its own software sends, may carry it on.
        return replace(
            trace,
            hops=behind(trace, hop)[:1],
            path=Verdict.VIA_APPLIANCE,
            verdict=Verdict.VIA_APPLIANCE,
            then=None,
            blocks=(),
            confidence=Confidence.LOW,
        )
    return through_appliance(trace, hop)


def _interface(route: Route, snapshot: Snapshot) -> Eni | None:
    """Give the interface that a route names; of an instance the first that AWS lists, which is its primary one."""
    if route.target.kind is TargetKind.NETWORK_INTERFACE:
        return snapshot.enis.get(route.target.id)
    instance = snapshot.instances.get(route.target.id)
    listed = (snapshot.enis[e] for e in (instance.eni_ids if instance else ()) if e in snapshot.enis)
    return next(chain(listed, index_of(snapshot).interfaces_of.get(route.target.id, ())), None)


def _instance_name(eni: Eni, snapshot: Snapshot) -> str:
    instance = snapshot.instances.get(eni.instance_id or "")
    return instance.name if instance else ""


def _broken(eni: Eni, snapshot: Snapshot) -> tuple[str, Words] | None:
    """Say why the interface forwards nothing: not attached, its instance not running, source/destination check on."""
    instance = snapshot.instances.get(eni.instance_id or "")
    if instance is not None and instance.state != "running":
        return "nat_instance_not_running", Words(
            ko=f"인스턴스({instance.id})가 {instance.state} 상태예요", en=f"instance {instance.id} is {instance.state}"
        )
    if eni.status == "available":
        return "nat_instance_detached", Words(
            ko=f"{eni.id} 인터페이스가 아무 인스턴스에도 연결돼 있지 않아요", en=f"{eni.id} is attached to no instance"
        )
    if eni.source_dest_check:
        return "nat_instance_source_dest_check", Words(
            ko=f"{eni.id}의 소스/대상 확인(SourceDestCheck)이 켜져 있어요", en=f"SourceDestCheck is on for {eni.id}"
        )
    return None


def _unseen(route: Route, snapshot: Snapshot) -> Ending:
    target = route.target.id
    hop = Hop(kind="instance" if route.target.kind is TargetKind.INSTANCE else "network-interface", id=target)
    if snapshot.unseen(_CALL, target):
        fact = Words(ko=f"라우트의 타깃({target})을 볼 수 없었어요", en=f"{target} could not be seen")
        return Ending(
            verdict=Verdict.UNKNOWN_PERMISSIONS,
            hops=(hop,),
            confidence=Confidence.LOW,
            evidence=(said(_CALL, target, fact),),
        )
    fact = Words(ko=f"라우트의 타깃({target})이 더 이상 없어요", en=f"{target} no longer exists")
    block = Block(
        verdict=Verdict.BLOCKED_NAT_PATH,
        subject=target,
        cause="nat_instance_detached",
        evidence=(said(_CALL, target, fact),),
    )
    return Ending(verdict=Verdict.BLOCKED_NAT_PATH, hops=(replace(hop, blocked=True),), blocks=(block,))
