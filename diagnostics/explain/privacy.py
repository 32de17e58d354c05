"""The four properties of "private" in one or two honest sentences, never as a bare yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.naming import service_name, with_particle
from diagnostics.model.trace import VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

#: (no public IP on the way, stays on the AWS network) → the sentence. None is "not known".
#: "Traffic … to a public AWS service endpoint … does not leave the AWS network": AWS PrivateLink Guide, Gateway endpoints.
_WAY: Mapping[tuple[bool | None, bool | None], Words] = {
    (True, True): Words(
        "공인 IP를 쓰지 않고 AWS 네트워크 안에서만 오가요.", "It uses no public IP and stays on the AWS network."
    ),
    (False, True): Words(
        "공인 IP로 나가지만, AWS 네트워크를 벗어나 인터넷으로 나가는 건 아니에요.",
        "It leaves with a public IP, yet it stays on the AWS network and does not cross the internet.",
    ),
    (False, False): Words(
        "공인 IP로 나가고, AWS 네트워크 안에 머문다는 보장이 없어요.",
        "It leaves with a public IP, and nothing guarantees that it stays on the AWS network.",
    ),
    (True, False): Words(
        "이쪽에서 공인 IP를 쓰지는 않지만, AWS 네트워크 안에 머문다는 보장이 없어요.",
        "It uses no public IP on this side, but nothing guarantees that it stays on the AWS network.",
    ),
    (False, None): Words(
        "공인 IP로 나가고, AWS 네트워크 안에 머무는지는 알 수 없어요.",
        "It leaves with a public IP, and whether it stays on the AWS network is not known.",
    ),
    (True, None): Words(
        "공인 IP는 쓰지 않지만, AWS 네트워크 안에 머무는지는 알 수 없어요.",
        "It uses no public IP, but whether it stays on the AWS network is not known.",
    ),
    (None, True): Words(
        "AWS 네트워크 안에 머물지만, 공인 IP를 거치는지는 알 수 없어요.",
        "It stays on the AWS network, but whether it passes a public IP is not known.",
    ),
    (None, False): Words(
        "공인 IP를 거치는지 알 수 없고, AWS 네트워크 안에 머문다는 보장도 없어요.",
        "Whether it passes a public IP is not known, and nothing guarantees that it stays on the AWS network.",
    ),
    (None, None): Words(
        "경로를 끝까지 볼 수 없어서, 프라이빗한지는 아직 말할 수 없어요.",
        "Its path cannot be followed to the end, so it is too early to say whether it is private.",
    ),
}

#: (the service sees which VPC it came from, the destination address is private) → the sentence.
_END: Mapping[tuple[bool | None, bool | None], Words] = {
    (True, True): Words(
        "목적지 주소도 사설 IP이고, {은} 어느 엔드포인트로 들어온 요청인지 알 수 있어요(aws:SourceVpce).",
        "The destination address is private too, and {service} can tell which endpoint it came through (aws:SourceVpce).",
    ),
    (True, False): Words(
        "목적지 주소는 {service}의 공인 IP 그대로지만, {은} 어느 엔드포인트로 들어온 요청인지 알 수 있어요(aws:SourceVpce).",
        "The destination is still a public address of {service}, but {service} can tell which endpoint it came through "
        "(aws:SourceVpce).",
    ),
    (False, False): Words(
        "다만 {은} 어느 VPC에서 온 요청인지 알 수 없어서, aws:SourceVpce 조건으로는 접근을 제한할 수 없어요.",
        "{Service} cannot tell which VPC it came from, though, so an aws:SourceVpce condition cannot restrict access.",
    ),
}


def private_line(diagnosis: Diagnosis, lang: Lang) -> str:
    """Say in what sense the way is private; "" where no packet goes any way."""
    if diagnosis.verdict_class is VerdictClass.NOT_IN_VPC:
        return ""
    blocked = diagnosis.verdict_class is VerdictClass.BLOCKED
    if blocked and (diagnosis.path is None or diagnosis.path.verdict_class is VerdictClass.BLOCKED):
        return Words(
            "지금은 패킷이 아예 도달하지 못해요. 프라이빗한지는 어떤 길을 열어 주느냐에 달렸어요.",
            "No packet gets there now; whether it will be private depends on which path you open.",
        ).say(lang)
    if diagnosis.verdict_class is VerdictClass.MIXED:
        return Words(
            "갈라지는 길마다 프라이빗한 정도가 달라요. 아래 갈래를 하나씩 보세요.",
            "How private it is differs from path to path; see each of them below.",
        ).say(lang)
    sentences = _sentences(diagnosis, lang)
    said = " ".join(sentences)
    if not blocked:
        return said
    return (
        f"막힌 곳을 풀면 이 길은 이래요. {said}" if lang == "ko" else f"Once it is unblocked, {said[:1].lower()}{said[1:]}"
    )


def _sentences(diagnosis: Diagnosis, lang: Lang) -> list[str]:
    known = diagnosis.properties
    way = _WAY[known.get("no_public_ip_hop"), known.get("on_aws_network")]
    end = _END.get((known.get("vpc_identity_visible"), known.get("private_destination")))
    service = service_name(diagnosis.case.destination, lang)
    capital = service[:1].upper() + service[1:]
    said = [way.say(lang)]
    if end:
        said.append(end.say(lang).format(service=service, Service=capital, 은=with_particle(service, "은/는")))
    return said
