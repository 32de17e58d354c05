"""What `traceroute -T -p 443` would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.evidence.observation import Tool
from diagnostics.evidence.predicted.scene import known_to_arrive, nameless, stopper, without_address
from diagnostics.evidence.prediction import Prediction
from diagnostics.model.addresses import NAT64, V4
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.evidence.predicted.scene import Scene
    from diagnostics.model.trace import Trace
    from diagnostics.model.words import Lang

_SILENCE = " 1  * * *\n 2  * * *\n …\n30  * * *"
#: Causes of a block that stop a packet, or the answer to it, before a NAT gateway can show itself.
_BEFORE_NAT = frozenset(
    {
        "nat_not_available",
        "regional_nat_without_zone",
        "nat_in_another_vpc",
        "nat_ingress",
        "nat_answer",
        "nat_instance_not_running",
        "nat_instance_detached",
        "nat_instance_source_dest_check",
        "loop",
    }
)
_AFTER_NAT = frozenset({"BLOCKED_NAT_PATH", "BLOCKED_BPA", "BLOCKED_BLACKHOLE", "BLOCKED_NO_PUBLIC_IP"})
_NAT = Words(
    "첫 홉이 NAT의 사설 IP({ip})면 이 트래픽이 NAT를 거친다는 확실한 증거예요.",
    "Where the NAT's private IP ({ip}) is the first hop, this traffic certainly goes through the NAT.",
)
_NAT_NOT = Words(
    "NAT 뒤에서 게이트웨이 엔드포인트로 가는지 인터넷 게이트웨이로 가는지는 알 수 없어요. 홉이 안 보인다고 NAT가 없다는 "
    "뜻도 아니에요.",
    "It does not prove whether a gateway endpoint or an internet gateway follows the NAT; nor does a missing hop rule "
    "the NAT out.",
)
_INTERFACE = Words(
    "첫 홉이자 마지막 홉이 엔드포인트의 사설 IP({ip})면, TCP가 인터페이스 엔드포인트까지 사설 주소로만 간다는 증거예요.",
    "Where the endpoint's private IP ({ip}) is the first hop and the last, TCP gets to the interface endpoint by "
    "private addresses.",
)
_INTERFACE_NOT = Words(
    "정책이 요청을 허용하는지는 이걸로 알 수 없어요. 옵션 없는 traceroute나 ping에는 인터페이스 엔드포인트가 답하지 않아요.",
    "It does not prove that policies allow the request. To ping, or traceroute without options, interface endpoints do "
    "not answer.",
)
_REACHES = Words("TCP로 서비스까지 도달한다는 뜻이에요.", "It proves that TCP gets to the service.")
_REACHES_NOT = Words(
    "NAT 홉이 안 보이는 건 약한 증거예요. 응답하지 않는 홉이 있고, 목적지는 어차피 공인 IP예요. 경로를 증명하는 건 "
    "라우팅 테이블과 흐름 로그의 traffic-path예요.",
    "That no NAT hop shows is weak evidence: hops may stay silent, and the destination is a public IP anyway. The route "
    "table and traffic-path in the flow logs prove the path.",
)
_STOPPED = Words("TCP가 목적지까지 가지 못한다는 뜻이에요.", "It proves that TCP does not get to the destination.")
_STOPPED_NOT = Words(
    "어디서 막히는지는 이걸로 알 수 없어요. 라우트, 보안 그룹, 네트워크 ACL 모두 말없이 버려서 똑같이 별표로 보여요.",
    "It does not prove where it stops: routes, security groups and network ACLs all drop silently, and look the same.",
)
_BEYOND = Words(
    "보이는 홉이 있으면, 구성만으로는 알 수 없던 길을 보여 주는 실마리예요.",
    "Any hop that shows is a clue to the path, which the configuration alone does not decide.",
)
_BEYOND_NOT = Words("별표만 나오면 아무것도 알 수 없어요.", "Asterisks alone prove nothing.")
_NO_NAME = Words("이름이 풀리지 않는다는 뜻이에요.", "It proves that the name does not resolve.")
_NO_NAME_NOT = Words("라우팅이 어떤지는 이걸로 알 수 없어요.", "It proves nothing about routing.")


def predict_route(scene: Scene, lang: Lang) -> Iterator[Prediction]:
    """Give what a TCP traceroute would show on each way."""
    for way in scene.ways:
        when = scene.when(way)
        output, proves, not_proven = _shown(way, scene, lang)
        port = scene.diagnosis.case.destination.port
        yield Prediction(
            tool=Tool.TRACEROUTE,
            command=f"sudo traceroute {scene.family_option(way)}-n -T -p {port} {scene.host}",
            output=output,
            proves=proves,
            not_proven=scene.not_proven(way, not_proven).say(lang),
            when=when.say(lang) if when else "",
        )


def _shown(way: Trace, scene: Scene, lang: Lang) -> tuple[str, str, Words]:
    if nameless(way):
        output = f'{scene.host}: Name or service not known\nCannot handle "host" cmdline arg `{scene.host}\' on position 1'
        return output, _NO_NAME.say(lang), _NO_NAME_NOT
    ip = scene.addresses(way)
    size = 60 if way.addresses.family == V4 else 80  # what traceroute sends by default
    head = f"traceroute to {scene.host} ({ip}), 30 hops max, {size} byte packets\n"
    if without_address(way):
        return f"{head}connect: Network is unreachable", _STOPPED.say(lang), _NO_NAME_NOT
    nat = _nat_address(way, scene)
    if (block := stopper(way)) is not None:
        shows = nat and block.verdict.value in _AFTER_NAT and block.cause not in _BEFORE_NAT
        rows = f" 1  {nat}  0.4 ms\n 2  * * *\n …\n30  * * *" if shows else _SILENCE
        return head + rows, _STOPPED.say(lang), _STOPPED_NOT
    return _going_on(way, scene, lang, head, nat)


def _going_on(way: Trace, scene: Scene, lang: Lang, head: str, nat: str) -> tuple[str, str, Words]:
    """Give what shows of a way that nothing is known to stop."""
    ip = scene.addresses(way)
    if not known_to_arrive(way):
        first = f" 1  {nat}  0.4 ms\n" if nat else " 1  * * *\n"
        return f"{head}{first} 2  * * *\n …", _BEYOND.say(lang), _BEYOND_NOT
    if not NAT64 & way.addresses and any(hop.kind == "interface-endpoint" for hop in way.hops):
        return f"{head} 1  {ip}  0.3 ms", _INTERFACE.say(lang).format(ip=ip), _INTERFACE_NOT
    if nat:
        return f"{head} 1  {nat}  0.4 ms\n 2  * * *\n …\n 9  {ip}  2.1 ms", _NAT.say(lang).format(ip=nat), _NAT_NOT
    return f"{head} 1  * * *\n 2  * * *\n …\n 7  {ip}  1.2 ms", _REACHES.say(lang), _REACHES_NOT


def _nat_address(way: Trace, scene: Scene) -> str:
    """Give the private address of the first NAT gateway or forwarding instance on the way; "" where there is none.

    What a NAT gateway shows of itself over IPv6, as it translates to IPv4, AWS does not say.
    """
    if way.addresses.family != V4:
        return ""
    snapshot, source = scene.diagnosis.case.snapshot, scene.diagnosis.case.source
    for hop in way.hops:
        nat = snapshot.nat_gateways.get(hop.id)
        if nat is not None:
            return next((a.private_ip for a in nat.addresses if a.private_ip), "10.x.x.x")
        eni = snapshot.enis.get(hop.id)
        if eni is not None and hop.kind == "network-interface" and hop.id != source.eni_id and eni.private_ips:
            return eni.private_ips[0]
        if hop.kind == "nat-gateway":
            return "10.x.x.x"
    return ""
