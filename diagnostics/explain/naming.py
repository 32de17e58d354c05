"""How things are called in a sentence: kinds, resources, services, and the Korean particle that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.service_titles import titled
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.flow import Destination
    from diagnostics.model.trace import HopKind
    from diagnostics.model.words import Lang

KINDS: Mapping[HopKind, Words] = {
    "subnet": Words("서브넷", "subnet"),
    "network-interface": Words("네트워크 인터페이스", "network interface"),
    "instance": Words("인스턴스", "instance"),
    "function": Words("Lambda 함수", "Lambda function"),
    "route-table": Words("라우팅 테이블", "route table"),
    "nat-gateway": Words("NAT 게이트웨이", "NAT gateway"),
    "internet-gateway": Words("인터넷 게이트웨이", "internet gateway"),
    "egress-only-internet-gateway": Words("송신 전용 게이트웨이", "egress-only gateway"),
    "gateway-endpoint": Words("게이트웨이 엔드포인트", "gateway endpoint"),
    "interface-endpoint": Words("인터페이스 엔드포인트", "interface endpoint"),
    "gateway-load-balancer-endpoint": Words("GWLB 엔드포인트", "GWLB endpoint"),
    "transit-gateway": Words("Transit Gateway", "transit gateway"),
    "core-network": Words("Cloud WAN 코어 네트워크", "Cloud WAN core network"),
    "vpc-peering-connection": Words("VPC 피어링", "VPC peering connection"),
    "vpn-gateway": Words("가상 프라이빗 게이트웨이", "virtual private gateway"),
    "carrier-gateway": Words("캐리어 게이트웨이", "carrier gateway"),
    "local-gateway": Words("로컬 게이트웨이", "local gateway"),
    "dns": Words("DNS", "DNS"),
    "security-group": Words("보안 그룹", "security group"),
    "network-acl": Words("네트워크 ACL", "network ACL"),
    "service": Words("AWS 서비스", "AWS service"),
    "unknown": Words("알 수 없는 대상", "unknown target"),
}

_PREFIXES: tuple[tuple[str, HopKind], ...] = (
    ("subnet-", "subnet"),
    ("eni-", "network-interface"),
    ("i-", "instance"),
    ("rtb-", "route-table"),
    ("nat-", "nat-gateway"),
    ("igw-", "internet-gateway"),
    ("eigw-", "egress-only-internet-gateway"),
    ("tgw-rtb-", "route-table"),
    ("tgw-", "transit-gateway"),
    ("pcx-", "vpc-peering-connection"),
    ("vgw-", "vpn-gateway"),
    ("cagw-", "carrier-gateway"),
    ("lgw-", "local-gateway"),
    ("sg-", "security-group"),
    ("acl-", "network-acl"),
)

_NO_FINAL, _RIEUL, _OTHER_FINAL = 0, 8, 1
_HANGUL_FIRST, _HANGUL_LAST, _FINALS = 0xAC00, 0xD7A3, 28
#: The final sound of what Latin letters and digits are called; those left out end in a vowel.
_SPOKEN_FINALS = {"l": _RIEUL, "r": _RIEUL, "m": _OTHER_FINAL, "n": _OTHER_FINAL} | {
    "0": _OTHER_FINAL,
    "1": _RIEUL,
    "6": _OTHER_FINAL,
    "7": _RIEUL,
    "8": _RIEUL,
}


def with_particle(word: str, pair: str) -> str:
    """Give the word with the fitting particle of a pair such as `은/는`, `이/가`, `을/를` or `으로/로`.

    What stands in closing brackets is passed over: the particle goes with the noun before them.
    """
    after_final, after_vowel = pair.split("/")
    final = _final_sound(_before_brackets(word))
    if after_final == "으로" and final == _RIEUL:
        return word + after_vowel
    return word + (after_vowel if final == _NO_FINAL else after_final)


def _before_brackets(word: str) -> str:
    opening = word.rfind("(")
    return word[:opening] if word.endswith(")") and opening > 0 else word


def _final_sound(word: str) -> int:
    last = word.rstrip("\"'`”’ .")[-1:].lower()
    if last and _HANGUL_FIRST <= ord(last) <= _HANGUL_LAST:
        return (ord(last) - _HANGUL_FIRST) % _FINALS
    return _latin_final(word, last)


def _latin_final(word: str, last: str) -> int:
    """Give the final sound of a Latin word as Koreans say it: `manager` ends in a vowel, `balancing` does not."""
    ending = word[-2:]
    if ending.islower() and ending.isalpha():
        if last == "r":
            return _NO_FINAL
        if ending == "ng":
            return _OTHER_FINAL
    return _SPOKEN_FINALS.get(last, _NO_FINAL)


def capital(words: str) -> str:
    """Give words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def uncapital(words: str) -> str:
    """Give a title as it goes on in an English sentence."""
    return words[:1].lower() + words[1:]


def thing(kind: HopKind, name: str, identity: str, lang: Lang) -> str:
    """Call a resource by its kind, its Name tag and its id, as a noun that a sentence can take in."""
    noun = KINDS[kind].say(lang)
    if not name or name == identity:
        if not identity:
            return noun
        return f"{noun}({identity})" if lang == "ko" else f"{noun} {identity}"
    marked = f"({identity})" if lang == "ko" else f" ({identity})"
    tail = marked if identity else ""
    return f"{name} {noun}{tail}" if lang == "ko" else f"{noun} {name}{tail}"


def by_id(identity: str, lang: Lang, kind: HopKind | None = None) -> str:
    """Call a resource of which only the id is known; an id of no known kind stands for itself."""
    kind = kind or next((k for prefix, k in _PREFIXES if identity.startswith(prefix)), None)
    return thing(kind, "", identity, lang) if kind else identity


def service_title(destination: Destination) -> str:
    """Call the service as engineers do; the hostname where it is none that we know."""
    if destination.service is None:
        return destination.hostname
    return titled(destination.service)


def service_name(destination: Destination, lang: Lang) -> str:
    """Call the service in a sentence: an API takes an article in English."""
    title = service_title(destination)
    return f"the {title}" if lang == "en" and title.endswith(" API") else title


def destination_name(diagnosis: Diagnosis, lang: Lang) -> str:
    """Call the destination: the service, its bucket, and its Region where that is not the source's own."""
    destination, source = diagnosis.case.destination, diagnosis.case.source
    service = service_title(destination)
    said = service_name(destination, lang)
    if destination.access_point:
        name = destination.stored
        said = f"{service} {name} 액세스 포인트" if lang == "ko" else f"{service} access point {name}"
    elif destination.bucket:
        said = f"{service} {destination.bucket} 버킷" if lang == "ko" else f"{service} bucket {destination.bucket}"
    if destination.region and source.region and destination.region != source.region:
        return f"{destination.region} 리전의 {said}" if lang == "ko" else f"{said} in {destination.region}"
    return said


def source_name(diagnosis: Diagnosis, lang: Lang) -> str:
    """Call the source: the instance or network interface that was asked about, else the subnet."""
    case = diagnosis.case
    source = case.source
    if source.function:
        return thing("function", source.function, "", lang)
    if source.instance_id:
        instance = case.snapshot.instances.get(source.instance_id)
        return thing("instance", instance.name if instance else "", source.instance_id, lang)
    if source.eni_id:
        eni = case.snapshot.enis.get(source.eni_id)
        return thing("network-interface", eni.name if eni else "", source.eni_id, lang)
    return thing("subnet", case.subnet.name, case.subnet.id, lang)
