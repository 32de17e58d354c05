"""Where a way ends that does not arrive: at which hop, or at which filter between two hops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.headline import deciding_block
from diagnostics.model.trace import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.trace import Block, Hop, HopKind, Trace

#: The filters that are no hop of their own on a way.
FILTER_KINDS: Mapping[Verdict, HopKind] = {
    Verdict.BLOCKED_SG_EGRESS: "security-group",
    Verdict.BLOCKED_NACL: "network-acl",
    Verdict.BLOCKED_ENDPOINT_SG: "security-group",
}
#: The hop at which a block stops the packet, where the block names something that is no hop.
_STOPPING_KINDS: Mapping[Verdict, tuple[HopKind, ...]] = {
    Verdict.BLOCKED_NO_ROUTE: ("route-table",),
    Verdict.BLOCKED_BLACKHOLE: ("route-table",),
    Verdict.BLOCKED_NAT_PATH: ("nat-gateway",),
    Verdict.BLOCKED_NO_PUBLIC_IP: ("internet-gateway",),
    Verdict.BLOCKED_BPA: ("internet-gateway", "egress-only-internet-gateway", "nat-gateway"),
    Verdict.BLOCKED_ENDPOINT_STATE: ("gateway-endpoint", "interface-endpoint"),
    Verdict.BLOCKED_ENCRYPTION: ("gateway-endpoint", "interface-endpoint"),
    Verdict.BLOCKED_ENDPOINT_POLICY: ("gateway-endpoint", "interface-endpoint"),
}
SOURCE_KINDS: frozenset[HopKind] = frozenset({"subnet", "network-interface", "instance", "function"})


def block_of(diagnosis: Diagnosis, verdict: Verdict, trace: Trace | None) -> Block | None:
    """Give the block that gives a way its verdict, or None where nothing says what blocks."""
    if trace is None:
        return deciding_block(diagnosis)
    return next((b for b in trace.blocks if b.verdict is verdict), None)


def stops_replies(block: Block) -> bool:
    """Say whether the packet gets through and only its replies are stopped."""
    return "return" in block.cause


def stopping_hop(hops: tuple[Hop, ...], block: Block | None) -> int | None:
    """Give the index of the hop where the packet ends: the one marked so, else the one that the block names."""
    if block is not None and block.cause == "far_return":
        return None  # it arrives; what does not is the reply
    past = next((i for i, h in enumerate(hops) if h.kind == "route-table"), 0)  # before it stand the source's own hops
    met = [(i, h) for i, h in enumerate(hops) if h.kind not in SOURCE_KINDS or i > past > 0]
    marked = next((i for i, h in met if h.blocked), None)
    if marked is not None or block is None:
        return marked
    named = next((i for i, h in met if h.id == block.subject), None)
    if named is not None:
        return named
    wanted = _STOPPING_KINDS.get(block.verdict, ())
    return next((i for i, h in enumerate(hops) if h.kind in wanted), None)


def filter_place(hops: tuple[Hop, ...], block: Block | None) -> int | None:
    """Give the index of the hop in front of which a filter stops the packet; None where it is no such filter."""
    kind = FILTER_KINDS.get(block.verdict) if block else None
    if block is None or kind is None or any(h.kind == kind for h in hops):
        return None
    if block.verdict is Verdict.BLOCKED_ENDPOINT_SG or "endpoint" in block.cause:
        return _first(hops, {"interface-endpoint"}, default=len(hops))
    if block.cause.startswith("nat_"):
        nat = _first(hops, {"nat-gateway"}, default=len(hops) - 1)
        return nat + 1
    return next((i for i, h in enumerate(hops) if h.kind not in SOURCE_KINDS), len(hops))


def _first(hops: tuple[Hop, ...], kinds: set[HopKind], default: int) -> int:
    return next((i for i, h in enumerate(hops) if h.kind in kinds), default)
