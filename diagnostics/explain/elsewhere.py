"""What a change does to ways that nobody asked about: one sentence for each kind of difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.service_titles import titled
from diagnostics.explain.dispositions import DISPOSITIONS
from diagnostics.explain.naming import with_particle
from diagnostics.model.trace import VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diagnostics.model.change import SideEffect
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.trace import Verdict
    from diagnostics.model.words import Lang

#: So many subnets are named; the others are counted.
_NAMED = 4
_BUCKET = "s3://"

#: What becomes of the traffic, by the class that it has afterwards.
_BECOMES: Mapping[VerdictClass, Words] = {
    VerdictClass.PRIVATE: Words("트래픽도 프라이빗해져요", "goes private too"),
    VerdictClass.PUBLIC: Words("트래픽이 공인 경로로 바뀌어요", "goes public"),
    VerdictClass.BLOCKED: Words("트래픽이 막혀요", "stops working"),
}
#: What becomes of it where the class is the same as before.
_STAYS: Mapping[VerdictClass, Words] = {
    VerdictClass.PRIVATE: Words("트래픽은 그대로 프라이빗하고 지나는 길만 달라져요", "stays private but takes another path"),
    VerdictClass.PUBLIC: Words(
        "트래픽은 여전히 공인 경로로 나가고 지나는 길만 달라져요", "stays public but takes another path"
    ),
    VerdictClass.BLOCKED: Words("트래픽은 계속 막히고 막히는 이유만 달라져요", "stays blocked, now for another reason"),
}
#: How a verdict's English name begins where the sentence has said as much.
_SAID_ALREADY: Mapping[VerdictClass, str] = {
    VerdictClass.PRIVATE: "private, ",
    VerdictClass.PUBLIC: "public, ",
    VerdictClass.BLOCKED: "blocked: ",
}
_UNBLOCKED = Words("트래픽도 통하게 돼요", "gets through too")
_DIFFERS = Words("트래픽의 경로가 바뀌어요", "takes another path")
_SENTENCE = Words(
    "{subnets}에서 {services} 가는 {becomes}({after}).", "{services} traffic from {subnets} {becomes} ({after})."
)
_BUCKETS = Words("{name} 버킷", "bucket {name}")
_SELF = Words("이 서브넷", "this subnet")
_ONE = Words("다른 서브넷({names})", "another subnet ({names})")
_SEVERAL = Words("다른 서브넷 {count}개({names})", "{count} other subnets ({names})")
_AND_MORE = Words("{names} 외 {count}개", "{names} and {count} more")

#: What becomes of the traffic, the verdict that it has then, and the subnets that it is from.
_Kind = tuple[Words, "Verdict", tuple[str, ...]]


def elsewhere(effects: Iterable[SideEffect], diagnosis: Diagnosis, lang: Lang) -> tuple[str, ...]:
    """Give one sentence for each kind of difference; what stops working comes first.

    Services whose ways change alike in the same subnets share a sentence.
    """
    kinds = _kinds(effects)
    gravest_first = sorted(kinds, key=lambda kind: kind[1].verdict_class is not VerdictClass.BLOCKED)
    return tuple(_sentence(kind, kinds[kind], diagnosis, lang) for kind in gravest_first)


def _kinds(effects: Iterable[SideEffect]) -> Mapping[_Kind, tuple[str, ...]]:
    """Give the services by what happens to them and in which subnets; a bucket that fares like S3 is not named beside it."""
    subnets: dict[tuple[Words, Verdict, str], list[str]] = {}
    for effect in effects:
        subnets.setdefault((_becomes(effect.before, effect.after), effect.after, effect.service), []).append(
            effect.subnet_id
        )
    services: dict[_Kind, list[str]] = {}
    for (becomes, after, service), ids in subnets.items():
        services.setdefault((becomes, after, tuple(ids)), []).append(service)
    return {
        kind: tuple(s for s in names if not (s.startswith(_BUCKET) and "s3" in names)) for kind, names in services.items()
    }


def _sentence(kind: _Kind, services: tuple[str, ...], diagnosis: Diagnosis, lang: Lang) -> str:
    becomes, after, subnet_ids = kind
    name = _name(after, lang)
    if becomes is not _UNBLOCKED:
        name = name.removeprefix(_SAID_ALREADY.get(after.verdict_class, ""))
    return _SENTENCE.say(lang).format(
        subnets=_subnets(subnet_ids, diagnosis, lang),
        services=_services(services, lang),
        becomes=becomes.say(lang),
        after=name,
    )


def _becomes(before: Verdict, after: Verdict) -> Words:
    if before.verdict_class is after.verdict_class:
        return _STAYS.get(after.verdict_class, _DIFFERS)
    if before.verdict_class is VerdictClass.BLOCKED and after.verdict_class in {VerdictClass.PUBLIC, VerdictClass.PRIVATE}:
        return _UNBLOCKED
    return _BECOMES.get(after.verdict_class, _DIFFERS)


def _name(verdict: Verdict, lang: Lang) -> str:
    name = DISPOSITIONS[verdict].name.say(lang)
    return name if lang == "ko" else name[:1].lower() + name[1:]


def _subnets(ids: tuple[str, ...], diagnosis: Diagnosis, lang: Lang) -> str:
    own = diagnosis.case.source.subnet_id
    if ids == (own,):
        return _SELF.say(lang)
    known = diagnosis.case.snapshot.subnets
    others = [known[i].name or i if i in known else i for i in ids if i != own]
    names = ", ".join(others[:_NAMED])
    if len(others) > _NAMED:
        names = _AND_MORE.say(lang).format(names=names, count=len(others) - _NAMED)
    said = (_ONE if len(others) == 1 else _SEVERAL).say(lang).format(names=names, count=len(others))
    if own not in ids:
        return said
    return f"{with_particle(_SELF.say(lang), '과/와')} {said}" if lang == "ko" else f"{_SELF.say(lang)} and {said}"


def _services(services: tuple[str, ...], lang: Lang) -> str:
    names = [_service(service, lang) for service in services]
    if lang == "ko":
        return with_particle(", ".join(names), "으로/로")
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _service(service: str, lang: Lang) -> str:
    """Call a service, or a bucket as one."""
    if service.startswith(_BUCKET):
        return _BUCKETS.say(lang).format(name=service.removeprefix(_BUCKET))
    return titled(service)
