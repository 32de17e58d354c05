"""The verdict as one sentence that names the source, the destination and the resource that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.dispositions import DISPOSITIONS
from diagnostics.explain.endings import (
    ACCESS_POINT_REFUSES,
    BY_FAMILY,
    DECIDING,
    ENDINGS,
    NAME_OUT_OF_SIGHT,
    NO_COMMON_FAMILY,
    NO_WAY_BACK,
    REPLIES_STOPPED,
    STALE_RECORD,
    TRANSIT_BLACKHOLE,
)
from diagnostics.explain.naming import (
    by_id,
    destination_name,
    service_title,
    source_name,
    thing,
    with_particle,
)
from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.trace import Block, Hop, HopKind
    from diagnostics.model.words import Lang

#: How the headline ends where the cause of a block says more than its verdict.
_BY_CAUSE: Mapping[str, Words] = {
    "far_return": NO_WAY_BACK,
    "transit_blackhole": TRANSIT_BLACKHOLE,
    "stale_record": STALE_RECORD,
    "access_point_origin": ACCESS_POINT_REFUSES,
    **NO_COMMON_FAMILY,
}
#: Which hop the headline names, where what decides is beyond the source's own VPC.
_DECIDING_BEYOND: Mapping[str, tuple[HopKind, ...]] = {
    "far_return": ("interface-endpoint", "nat-gateway"),
    "transit_blackhole": ("transit-gateway",),
    "internet_gateway_from_outside": ("internet-gateway",),
}


def headline(diagnosis: Diagnosis, lang: Lang) -> str:
    """Give the verdict as one sentence."""
    block = deciding_block(diagnosis)
    words = ENDINGS[diagnosis.verdict]
    if diagnosis.verdict is Verdict.BLOCKED_NACL and block and "return" in block.cause:
        words = REPLIES_STOPPED
    elif block and block.cause in _BY_CAUSE:
        words = _BY_CAUSE[block.cause]
    elif out_of_sight(diagnosis):
        words = NAME_OUT_OF_SIGHT
    elif diagnosis.verdict is Verdict.MIXED and parted_by_family(diagnosis):
        words = BY_FAMILY
    end = words.say(lang).format(
        hop=_deciding_hop(diagnosis, lang),
        stop=_stopper(diagnosis, block, lang),
        host=diagnosis.case.destination.hostname,
        route=_chosen_route(diagnosis, lang),
        parts=_parts(diagnosis, lang),
        then=_behind(diagnosis, lang),
    )
    source, there = source_name(diagnosis, lang), destination_name(diagnosis, lang)
    if lang == "ko":
        return f"{source}에서 {with_particle(there, '으로/로')} 가는 트래픽은 {end}."
    return f"Traffic from {source} to {there} {end}."


def verdict_name(diagnosis: Diagnosis, lang: Lang) -> str:
    """Give the verdict as a short title, with what lies behind an appliance where that is known."""
    name, then = DISPOSITIONS[diagnosis.verdict].name.say(lang), diagnosis.then
    if then is None or diagnosis.verdict.verdict_class is not VerdictClass.ELSEWHERE:
        return name
    behind = DISPOSITIONS[then].name.say(lang)
    return f"{name}, 그다음 {behind}" if lang == "ko" else f"{name}, then {behind[:1].lower()}{behind[1:]}"


def route_name(diagnosis: Diagnosis, lang: Lang) -> str:
    """Give the shortest title: from where to what, in one line."""
    case = diagnosis.case
    start = case.subnet.name or case.subnet.id
    if case.source.function or case.source.instance_id or case.source.eni_id:
        start = source_name(diagnosis, lang)
    return f"{start} → {case.destination.stored or service_title(case.destination)}"


def deciding_block(diagnosis: Diagnosis) -> Block | None:
    """Give the block that names the verdict, or None where nothing blocks."""
    every = [b for t in diagnosis.case.traces for b in t.blocks]
    every += [r.block for r in diagnosis.case.resolutions if r.block]
    return next((b for b in every if b.verdict is diagnosis.verdict), None)


def out_of_sight(diagnosis: Diagnosis) -> bool:
    """Say whether the way ends at its name already: what it resolves to is not known here."""
    return diagnosis.verdict is Verdict.UNKNOWN_EXTERNAL and not any(t.addresses for t in diagnosis.case.traces)


def _deciding_hop(diagnosis: Diagnosis, lang: Lang) -> str:
    kinds = DECIDING.get(diagnosis.verdict, ())
    source_ids = {diagnosis.case.source.eni_id, diagnosis.case.source.instance_id}
    passed = [h for h in diagnosis.hops if h.id not in source_ids]
    if beyond := _beyond_the_vpc(diagnosis, passed, lang):
        return beyond
    for kind in kinds:
        found = next((h for h in reversed(passed) if h.kind == kind), None)
        if found:
            return thing(found.kind, found.name, found.id, lang)
    block = deciding_block(diagnosis)
    if block and block.subject:
        return _subject(diagnosis, block.subject, lang)
    return thing(kinds[0] if kinds else "unknown", "", "", lang)


def _beyond_the_vpc(diagnosis: Diagnosis, passed: list[Hop], lang: Lang) -> str:
    """Call what decides beyond the source's own VPC, where the last hop of a kind is not it."""
    block = deciding_block(diagnosis)
    if block is None:
        return ""
    if block.cause == "transit_no_route":
        return _subject(diagnosis, block.subject, lang)
    found = next((h for h in passed if h.kind in _DECIDING_BEYOND.get(block.cause, ())), None)
    return thing(found.kind, found.name, found.id, lang) if found else ""


def _stopper(diagnosis: Diagnosis, block: Block | None, lang: Lang) -> str:
    return _subject(diagnosis, block.subject, lang) if block else Words("필터", "a filter").say(lang)


def _subject(diagnosis: Diagnosis, identity: str, lang: Lang) -> str:
    """Call the resource that an id belongs to, with its Name tag where the snapshot has it."""
    snapshot = diagnosis.case.snapshot
    if group := snapshot.security_groups.get(identity):
        return thing("security-group", group.name, identity, lang)
    if table := snapshot.route_tables.get(identity) or snapshot.transit_tables.get(identity):
        return thing("route-table", table.name, identity, lang)
    if acl := snapshot.network_acls.get(identity):
        return thing("network-acl", acl.name, identity, lang)
    if endpoint := snapshot.endpoints.get(identity):
        kind: HopKind = "gateway-endpoint" if endpoint.type == "Gateway" else "interface-endpoint"
        return thing(kind, endpoint.name, identity, lang)
    return by_id(identity, lang)


def _chosen_route(diagnosis: Diagnosis, lang: Lang) -> str:
    """Write the last route that was chosen, as `destination → target`."""
    chosen: list[Hop] = [h for h in diagnosis.hops if h.route]
    if chosen and chosen[-1].route:
        return f"{chosen[-1].route.destination} → {chosen[-1].route.target.id}"
    return Words("선택된", "chosen").say(lang)


def parted_by_family(diagnosis: Diagnosis) -> bool:
    """Say whether the parts of a mixed verdict are IPv4 and IPv6, each as a whole."""
    return {p.when.en for p in diagnosis.parts} == {"IPv4", "IPv6"}


def _parts(diagnosis: Diagnosis, lang: Lang) -> str:
    if parted_by_family(diagnosis):
        named = [(p.when.say(lang), DISPOSITIONS[p.verdict].name.say(lang)) for p in diagnosis.parts]
        if lang == "ko":
            return " / ".join(f"{family}는 {name}" for family, name in named)
        return "; ".join(f"{family} is {name[:1].lower()}{name[1:]}" for family, name in named)
    names = list(dict.fromkeys(DISPOSITIONS[p.verdict].name.say(lang) for p in diagnosis.parts))
    if lang == "ko":
        return " / ".join(names)
    return "; or ".join(name[:1].lower() + name[1:] for name in names)


def _behind(diagnosis: Diagnosis, lang: Lang) -> str:
    """Say what lies behind an appliance, as far as it was followed."""
    then = diagnosis.then
    if then is None or then.verdict_class is VerdictClass.UNKNOWN:
        return Words("그 너머는 볼 수 없었어요", "what lies beyond could not be seen").say(lang)
    name = DISPOSITIONS[then].name.say(lang)
    return (
        f"그다음은 {with_particle(name, '이에요/예요')}"
        if lang == "ko"
        else f"from there it is {name[:1].lower()}{name[1:]}"
    )
