"""The way hop by hop: every lane of a diagnosis as steps, each with its sentence, its few words and its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.dispositions import DISPOSITIONS
from diagnostics.explain.explanation import Lane, Mark, WayStep
from diagnostics.explain.naming import capital
from diagnostics.explain.steps import detail, filter_step, label, lost_target, not_reached, sentence, service_step
from diagnostics.explain.stops import FILTER_KINDS, block_of, filter_place, stopping_hop, stops_replies
from diagnostics.model.addresses import PUBLIC_V4, PUBLIC_V6, V4
from diagnostics.model.trace import Hop, Verdict, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.addresses import AddressSet
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.trace import Block, HopKind, Resolution, Trace
    from diagnostics.model.words import Lang

_PUBLIC: frozenset[HopKind] = frozenset(
    {"nat-gateway", "internet-gateway", "egress-only-internet-gateway", "carrier-gateway", "local-gateway"}
)
_OUT_OF_SIGHT: frozenset[HopKind] = frozenset(
    {
        "transit-gateway",
        "core-network",
        "vpn-gateway",
        "gateway-load-balancer-endpoint",
        "network-interface",
        "instance",
        "unknown",
    }
)
_SHOWN_CIDRS = 2


def lanes(diagnosis: Diagnosis, lang: Lang) -> tuple[Lane, ...]:
    """Give each way that the traffic may take, the diagnosis's own first; traces of the same hops and end are one lane."""
    grouped: dict[tuple[object, ...], list[Trace]] = {}
    for trace in diagnosis.case.traces:
        grouped.setdefault((trace.hops, trace.verdict, trace.then), []).append(trace)
    if not grouped:
        steps = _steps(diagnosis, diagnosis.hops, diagnosis.verdict, None, lang)
        return (_lane("", diagnosis.verdict, diagnosis.verdict_class, steps, lang),)
    several = len(grouped) > 1
    ordered = sorted(grouped.values(), key=lambda traces: traces[0].hops != diagnosis.hops)
    return tuple(
        _lane(
            _when(diagnosis, traces, lang) if several else "",
            traces[0].verdict,
            diagnosis.verdict_class if not several else traces[0].verdict.verdict_class,
            _steps(diagnosis, traces[0].hops, traces[0].verdict, traces[0], lang),
            lang,
        )
        for traces in ordered
    )


def _lane(when: str, verdict: Verdict, verdict_class: VerdictClass, steps: tuple[WayStep, ...], lang: Lang) -> Lane:
    return Lane(
        when=when, verdict=verdict, verdict_class=verdict_class, name=DISPOSITIONS[verdict].name.say(lang), steps=steps
    )


def _when(diagnosis: Diagnosis, traces: Sequence[Trace], lang: Lang) -> str:
    """Say which addresses a lane is for: the condition of its resolution, else its first CIDRs."""
    first, *more = traces
    for resolution in diagnosis.case.resolutions:
        if resolution.when and _answers(resolution, first):
            return capital(resolution.when.say(lang))
    addresses = first.addresses
    if len({t.addresses.family for t in diagnosis.case.traces}) > 1 and _alone_in_its_family(diagnosis, traces):
        return f"IPv{addresses.family}"
    for trace in more:
        if trace.addresses.family == addresses.family:
            addresses = addresses | trace.addresses
    space = PUBLIC_V4 if addresses.family == V4 else PUBLIC_V6
    if addresses.size() * 2 > space.size():
        return Words("그 밖의 공인 주소", "all other public addresses").say(lang)
    cidrs = [c.removesuffix("/32") for c in addresses.cidrs()]
    shown = ", ".join(cidrs[:_SHOWN_CIDRS])
    rest = len(cidrs) - _SHOWN_CIDRS
    if rest > 0:
        shown += f" 외 {rest}개" if lang == "ko" else f" and {rest} more"
    return shown or Words("나머지 주소", "other addresses").say(lang)


def _answers(resolution: Resolution, trace: Trace) -> bool:
    """Say whether a way is that of a resolution: it ends at its block, or goes to its addresses, be they known or not."""
    if resolution.block is not None:
        return resolution.block in trace.blocks
    if resolution.addresses is None or not trace.addresses:
        return not resolution.addresses and not trace.addresses and not trace.blocks
    return resolution.addresses.covers(trace.addresses)


def _alone_in_its_family(diagnosis: Diagnosis, traces: Sequence[Trace]) -> bool:
    """Say whether a lane is the only one of its family, so that the family's name says which addresses it is for."""
    family = traces[0].addresses.family
    return len(traces) == sum(t.addresses.family == family for t in diagnosis.case.traces)


def _steps(
    diagnosis: Diagnosis, hops: tuple[Hop, ...], verdict: Verdict, trace: Trace | None, lang: Lang
) -> tuple[WayStep, ...]:
    hops = _from_source(diagnosis, hops)
    group = _group(verdict, trace)
    block = block_of(diagnosis, verdict, trace) if group is VerdictClass.BLOCKED else None
    barrier = filter_place(hops, block)
    stop = stopping_hop(hops, block) if group is VerdictClass.BLOCKED and barrier is None else None
    past = _reach(len(hops), block, barrier, stop)
    to = trace.addresses if trace else None
    marks = [_mark(hop, verdict, group, last=i == len(hops) - 1, bad=i == stop) for i, hop in enumerate(hops)]
    built = [_step(diagnosis, hop, i, marks[i], lang, to=to, reached=i < past) for i, hop in enumerate(hops)]
    if stop is not None and stop == len(hops) - 1:
        built.extend(lost_target(hops[stop], lang))
    if block and barrier is not None:
        built.insert(barrier, filter_step(diagnosis, FILTER_KINDS[verdict], block, lang))
    return (*built, service_step(diagnosis, group, block, lang))


def _group(verdict: Verdict, trace: Trace | None) -> VerdictClass:
    """Give the class of a way: that of its known end behind an appliance or a transit hop."""
    then = trace.then if trace else None
    return then.verdict_class if then and verdict.verdict_class is VerdictClass.ELSEWHERE else verdict.verdict_class


def _reach(count: int, block: Block | None, barrier: int | None, stop: int | None) -> int:
    """Count the hops that a packet gets to; where only the replies are stopped, it gets to all of them."""
    if block and stops_replies(block):
        return count
    if barrier is not None:
        return barrier
    return stop + 1 if stop is not None else count


def _from_source(diagnosis: Diagnosis, hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """Give the hops from the very sender that was asked about, and without the service, which has a step of its own."""
    source, snapshot = diagnosis.case.source, diagnosis.case.snapshot
    on_the_way = tuple(h for h in hops if h.kind != "service")
    if any(h.id in {source.instance_id, source.eni_id} for h in on_the_way[:1]):
        return on_the_way
    if source.function:
        return (Hop(kind="function", id=source.function), *on_the_way)
    if source.instance_id:
        instance = snapshot.instances.get(source.instance_id)
        return (Hop(kind="instance", id=source.instance_id, name=instance.name if instance else ""), *on_the_way)
    if source.eni_id:
        eni = snapshot.enis.get(source.eni_id)
        return (Hop(kind="network-interface", id=source.eni_id, name=eni.name if eni else ""), *on_the_way)
    return on_the_way


def _mark(hop: Hop, verdict: Verdict, group: VerdictClass, *, last: bool, bad: bool) -> Mark:
    if bad:
        return Mark.BAD
    lost = last and group in {VerdictClass.ELSEWHERE, VerdictClass.UNKNOWN}
    if hop.kind == "unknown" or (lost and hop.kind in _OUT_OF_SIGHT):
        return Mark.UNKNOWN
    if group is VerdictClass.PUBLIC and hop.kind in _PUBLIC:
        return Mark.WARN
    if verdict is Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT and hop.kind == "nat-gateway":
        return Mark.WARN
    return Mark.OK


def _step(
    diagnosis: Diagnosis, hop: Hop, index: int, mark: Mark, lang: Lang, *, to: AddressSet | None, reached: bool
) -> WayStep:
    route = hop.route
    return WayStep(
        text=sentence(diagnosis, hop, index, lang, to) if reached else not_reached(hop, lang),
        label=label(hop, lang),
        name=hop.name if hop.name != hop.id else "",
        sublabel=hop.id,
        detail=detail(diagnosis, hop, to),
        kind=hop.kind,
        mark=mark if reached else Mark.UNKNOWN,
        edge=route.destination if route else "",
        onto=route.target.id if route else "",
        reached=reached,
    )
