"""What `nslookup` would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.dns_firewall import blocking_rule
from diagnostics.analysis.zone_records import exists
from diagnostics.evidence.observation import Tool
from diagnostics.evidence.predicted.scene import sample
from diagnostics.evidence.prediction import Prediction
from diagnostics.model.addresses import AddressSet
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.evidence.predicted.scene import Scene
    from diagnostics.model.trace import Block, Resolution
    from diagnostics.model.words import Lang

_SHOWN = 3
_NAMES_ONLY = Words(
    "이름만 본 거라, 그 주소까지 실제로 연결되는지는 알 수 없어요.",
    "It is about the name only, and does not prove that a connection gets there.",
)
_PRIVATE = Words(
    "이 이름이 엔드포인트의 사설 IP로 풀려요. 이 이름으로 여는 연결은 인터페이스 엔드포인트로 간다는 뜻이에요.",
    "It proves that the name resolves to the endpoint's private IPs, so connections by this name go to the interface "
    "endpoint.",
)
_PUBLIC = Words(
    "이 이름이 서비스의 공인 IP로 풀려요. 인터페이스 엔드포인트로는 가지 않는다는 뜻이에요.",
    "It proves that the name resolves to the service's public IPs, so it does not go to an interface endpoint.",
)
_NO_WAY = Words(
    "게이트웨이 엔드포인트를 타는지 NAT를 타는지는 이걸로 알 수 없어요. 게이트웨이 엔드포인트는 이름 풀이를 바꾸지 "
    "않아서 답이 똑같아요.",
    "It does not prove whether a gateway endpoint or NAT carries it: a gateway endpoint changes no name, so the answer "
    "is the same.",
)
_NOTHING = Words(
    "이름이 풀리지 않아서 연결을 시작할 수도 없다는 뜻이에요.",
    "It proves that the name does not resolve, so no connection can begin.",
)
_ONLY_DNS = Words(
    "라우트나 보안 그룹이 열려 있는지는 이걸로 알 수 없어요. 거기까지 가지도 못했으니까요.",
    "It does not prove anything of routes and security groups: nothing got that far.",
)
_STALE = Words(
    "프라이빗 호스팅 영역의 레코드가 이 이름에 답한다는 뜻이에요. 그 주소에는 지금 엔드포인트가 없어요.",
    "It proves that a record of a private hosted zone answers the name; no endpoint is at that address now.",
)
_RECORDED = Words(
    "이 이름이 레코드가 가리키는 주소로 풀린다는 뜻이에요.",
    "It proves that the name resolves to what the record points at.",
)


def predict_name(scene: Scene, lang: Lang) -> Iterator[Prediction]:
    """Give what `nslookup` would show on each branch that the configuration leaves open."""
    resolutions = scene.diagnosis.case.resolutions
    for resolution in resolutions[:_SHOWN]:
        output, proves, not_proven = _shown(resolution, scene)
        when = resolution.when.say(lang) if resolution.when and len(resolutions) > 1 else ""
        yield Prediction(
            tool=Tool.NSLOOKUP,
            command=f"nslookup {scene.host}",
            output=output,
            proves=proves.say(lang),
            not_proven=not_proven.say(lang),
            when=when,
        )


def _shown(resolution: Resolution, scene: Scene) -> tuple[str, Words, Words]:
    server = scene.server or "10.x.x.2"
    head = f"Server:\t\t{server}\nAddress:\t{server}#53\n"
    block = resolution.block
    if block is not None and block.cause == "resolver_off":
        return f";; communications error to {server}#53: timed out\n;; no servers could be reached", _NOTHING, _ONLY_DNS
    if block is not None and resolution.addresses:
        return f"{head}\nNon-authoritative answer:\n{_answer(scene.host, _each(resolution))}", _STALE, _NAMES_ONLY
    if resolution.via == "none":
        return f"{head}\n{_refused(block, scene)}", _NOTHING, _ONLY_DNS
    if resolution.via == "endpoint":
        private = _both(resolution, ("10.x.x.x",) if resolution.endpoint_id else ("x.x.x.x",))
        proves = _PRIVATE if resolution.endpoint_id else _RECORDED
        return f"{head}\nNon-authoritative answer:\n{_answer(scene.host, private)}", proves, _NAMES_ONLY
    shown = _each(resolution) if resolution.via == "literal" else ()
    answer = _answer(scene.host, shown or (sample(resolution.addresses), *_aaaa(resolution)))
    literal = resolution.via == "literal"
    return f"{head}\nNon-authoritative answer:\n{answer}", _RECORDED if literal else _PUBLIC, _NO_WAY


def _each(resolution: Resolution) -> tuple[str, ...]:
    """Give the addresses one by one, where there are few."""
    addresses = resolution.addresses
    if addresses is None or not addresses or addresses.size() > 16:  # noqa: PLR2004 (more than any endpoint has)
        return ()
    every = [a for low, high in addresses.ranges for a in range(low, high + 1)][:_SHOWN]
    return tuple(sample(AddressSet(addresses.family, ((a, a),))) for a in every)


def _both(resolution: Resolution, unseen: tuple[str, ...]) -> tuple[str, ...]:
    """Give the addresses of an endpoint of both families, or what stands for those that were not seen."""
    ipv6 = resolution.ipv6
    more = (_each(ipv6) or ("x:x:x::x",)) if ipv6 is not None else ()
    return (*(_each(resolution) or unseen), *more)


def _aaaa(resolution: Resolution) -> tuple[str, ...]:
    """Give one address of the AAAA records beside the A records, which nslookup asks for as well."""
    return (sample(resolution.ipv6.addresses),) if resolution.ipv6 is not None else ()


def _refused(block: Block | None, scene: Scene) -> str:
    """Give how it says that there is no address: no such name, a name without one, or another name in its place.

    DNS Firewall answers what the blocking rule says: NODATA, NXDOMAIN, or OVERRIDE with a CNAME record.
    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-actions.html
    """
    snapshot, host = scene.diagnosis.case.snapshot, scene.host
    group = snapshot.firewall_groups.get(block.subject) if block else None
    zone = snapshot.hosted_zones.get(block.subject) if block else None
    rule = blocking_rule(group, host, snapshot) if group else None
    if rule is not None and rule.response == "OVERRIDE" and rule.override:
        return f"Non-authoritative answer:\n{host}\tcanonical name = {rule.override}.\n…"
    if (rule is not None and rule.response == "NODATA") or (zone is not None and exists(host, zone.records or ())):
        return f"*** Can't find {host}: No answer"
    return f"** server can't find {host}: NXDOMAIN"


def _answer(host: str, addresses: tuple[str, ...]) -> str:
    return "\n".join(f"Name:\t{host}\nAddress: {address}" for address in addresses)
