"""What every matrix says: a sentence for each total, a sign and a short word for each cell, a name for each row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.explain.naming import service_title
from diagnostics.explain.unseen import hidden
from diagnostics.glance import Concern
from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from diagnostics.glance import Cell, Glance, Row, Total
    from diagnostics.model.flow import Destination
    from diagnostics.model.words import Lang

#: The sign of each class in plain text, and what it stands for.
SIGNS: Mapping[VerdictClass, str] = {
    VerdictClass.PRIVATE: "o",
    VerdictClass.PUBLIC: "!",
    VerdictClass.BLOCKED: "x",
    VerdictClass.MIXED: "~",
    VerdictClass.ELSEWHERE: ">",
    VerdictClass.UNKNOWN: "?",
    VerdictClass.NOT_IN_VPC: "-",
}
CLASSES: Mapping[VerdictClass, Words] = {
    VerdictClass.PRIVATE: Words("프라이빗", "private"),
    VerdictClass.PUBLIC: Words("공인 경로", "public"),
    VerdictClass.BLOCKED: Words("막힘", "blocked"),
    VerdictClass.MIXED: Words("갈림", "mixed"),
    VerdictClass.ELSEWHERE: Words("VPC 밖으로", "leaves the VPC"),
    VerdictClass.UNKNOWN: Words("알 수 없음", "unknown"),
    VerdictClass.NOT_IN_VPC: Words("VPC 아님", "not in a VPC"),
}
#: What stands behind a cell's word where there is more to say of it.
ASIDES: Mapping[Concern, str] = {Concern.ENDPOINT_UNUSED: "*", Concern.COST_AVOIDABLE: "$"}
ASIDE_WORDS: Mapping[Concern, Words] = {
    Concern.ENDPOINT_UNUSED: Words("엔드포인트가 있는데 안 씀", "endpoint there but unused"),
    Concern.COST_AVOIDABLE: Words("안 내도 되는 요금", "avoidable cost"),
}
#: Each verdict in a word or two that fit a cell.
SHORT: Mapping[Verdict, Words] = {
    Verdict.PRIVATE_GATEWAY_ENDPOINT: Words("게이트웨이 EP", "gateway EP"),
    Verdict.PRIVATE_INTERFACE_ENDPOINT: Words("인터페이스 EP", "interface EP"),
    Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE: Words("다른 VPC EP", "remote EP"),
    Verdict.PRIVATE_INTERFACE_ENDPOINT_CROSS_REGION: Words("다른 리전 EP", "x-Region EP"),
    Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT: Words("NAT→EP", "NAT→EP"),
    Verdict.PUBLIC_VIA_NAT_GATEWAY: Words("NAT", "NAT"),
    Verdict.PUBLIC_VIA_NAT_INSTANCE: Words("NAT 인스턴스", "NAT instance"),
    Verdict.PUBLIC_VIA_IGW: Words("IGW", "IGW"),
    Verdict.PUBLIC_VIA_EIGW: Words("EIGW", "EIGW"),
    Verdict.PUBLIC_VIA_EDGE_GATEWAY: Words("엣지 GW", "edge GW"),
    Verdict.VIA_APPLIANCE: Words("어플라이언스", "appliance"),
    Verdict.VIA_TRANSIT_PRIVATE: Words("TGW→EP", "TGW→EP"),
    Verdict.VIA_TRANSIT_PUBLIC: Words("TGW→공인", "TGW→public"),
    Verdict.VIA_TRANSIT_UNKNOWN: Words("TGW", "TGW"),
    Verdict.VIA_ONPREM: Words("온프레미스", "on-prem"),
    Verdict.BLOCKED_DNS: Words("DNS", "DNS"),
    Verdict.BLOCKED_NO_ROUTE: Words("라우트 없음", "no route"),
    Verdict.BLOCKED_BLACKHOLE: Words("블랙홀", "blackhole"),
    Verdict.BLOCKED_NAT_PATH: Words("NAT 뒤", "beyond NAT"),
    Verdict.BLOCKED_NO_PUBLIC_IP: Words("공인 IP 없음", "no public IP"),
    Verdict.BLOCKED_UNSUPPORTED_PATH: Words("미지원 경로", "unsupported"),
    Verdict.BLOCKED_ENDPOINT_STATE: Words("EP 상태", "EP state"),
    Verdict.BLOCKED_BPA: Words("BPA", "BPA"),
    Verdict.BLOCKED_SG_EGRESS: Words("보안 그룹", "sec. group"),
    Verdict.BLOCKED_NACL: Words("NACL", "NACL"),
    Verdict.BLOCKED_ENDPOINT_SG: Words("EP 보안 그룹", "EP group"),
    Verdict.BLOCKED_ENCRYPTION: Words("암호화 제어", "encryption"),
    Verdict.BLOCKED_ENDPOINT_POLICY: Words("EP 정책", "EP policy"),
    Verdict.BLOCKED_RESOURCE_POLICY: Words("버킷 정책", "bucket policy"),
    Verdict.MIXED: Words("주소에 따라", "by address"),
    Verdict.AMBIGUOUS_ROUTE: Words("라우트 동률", "routes tie"),
    Verdict.UNKNOWN_DNS: Words("DNS", "DNS"),
    Verdict.UNKNOWN_PERMISSIONS: Words("권한 부족", "permissions"),
    Verdict.UNKNOWN_EXTERNAL: Words("외부", "outside"),
    Verdict.UNKNOWN_UNSUPPORTED: Words("미지원", "unsupported"),
    Verdict.NOT_IN_VPC: Words("VPC 아님", "no VPC"),
}
SUBNETS, IN_VPC, WHY = Words("서브넷", "Subnets"), Words("VPC", "VPC"), Words("원인", "Causes")
MORE_ROWS = Words("그 밖의 {rows}줄(서브넷 {subnets}개)", "{rows} more rows ({subnets} subnets)")
NOT_SEEN = Words("보지 못한 것: {what}", "Not seen: {what}")
#: Subnets and route tables of a row that are named, and causes.
NAMED, CODES = 2, 3
_MORE = Words("외 {count}개", "+{count} more")
_ALL_WELL = Words("서브넷 {all}개 모두 {services}에 프라이빗하게 접속해요.", "All {all} subnets reach {services} privately.")
_ONE_WELL = Words("서브넷이 {services}에 프라이빗하게 접속해요.", "The subnet reaches {services} privately.")

_WAYS: Mapping[Verdict, Words] = {
    Verdict.PUBLIC_VIA_NAT_GATEWAY: Words("NAT 게이트웨이를 거쳐", "through a NAT gateway"),
    Verdict.PUBLIC_VIA_NAT_INSTANCE: Words("NAT 인스턴스를 거쳐", "through a NAT instance"),
    Verdict.PUBLIC_VIA_IGW: Words("인터넷 게이트웨이를 거쳐", "through an internet gateway"),
    Verdict.PUBLIC_VIA_EIGW: Words("송신 전용 게이트웨이를 거쳐", "through an egress-only gateway"),
    Verdict.PUBLIC_VIA_EDGE_GATEWAY: Words("캐리어·로컬 게이트웨이를 거쳐", "through a carrier or local gateway"),
    Verdict.VIA_TRANSIT_PUBLIC: Words("Transit Gateway를 거쳐", "through a transit gateway"),
}
_SOMEHOW = Words("공인 경로로", "over a public path")
#: How each concern is said; `{s}` is the ending of an English verb in the singular.
_SENTENCES: Mapping[Concern, Words] = {
    Concern.BLOCKED: Words("{share} {service}에 접속하지 못해요.", "{share} cannot reach {service}."),
    Concern.ENDPOINT_UNUSED: Words(
        "{share} 엔드포인트가 있는데도 {way} {service}에 접속해요.",
        "{share} reach{es} {service} {way} although an endpoint exists.",
    ),
    Concern.COST_AVOIDABLE: Words(
        "{share} 게이트웨이 엔드포인트면 무료인 {service} 트래픽에 요금을 내고 있어요.",
        "{share} pay{s} for {service} traffic that a gateway endpoint would carry free of charge.",
    ),
    Concern.MIXED: Words(
        "{share} 주소에 따라 {service}로 가는 경로가 갈려요.", "{share} take{s} different paths to {service}."
    ),
    Concern.UNKNOWN: Words("{share} {service}로 어떻게 가는지 알 수 없어요.", "{share}: the path to {service} is unknown."),
    Concern.PUBLIC: Words("{share} {way} {service}에 접속해요.", "{share} reach{es} {service} {way}."),
    Concern.ELSEWHERE: Words(
        "{share} {service} 트래픽을 VPC 밖(Transit Gateway, VPN, 어플라이언스)으로 보내요.",
        "{share} send{s} {service} traffic out of the VPC through a transit gateway, a VPN or an appliance.",
    ),
    Concern.NONE: Words("{share} {service}에 프라이빗하게 접속해요.", "{share} reach{es} {service} privately."),
}


def column_title(service: Destination) -> str:
    """Call a column as engineers call the service; a bucket by its name."""
    return f"s3://{service.bucket}" if service.bucket else service_title(service)


def sentences(glance: Glance, lang: Lang, most: int = 4) -> tuple[str, ...]:
    """Give sentences of what deserves a look, what matters most first; one sentence where all is well.

    Each of the gravest concerns is told once before any is told of a second service.
    """
    alike = _alike(total for total in glance.totals if total.cell.concern is not Concern.NONE)
    firsts = {total.cell.concern: total for total in reversed(alike)}
    told = [one for one in firsts.values() if one.cell.concern.rank <= Concern.COST_AVOIDABLE.rank]
    grave = sorted([*told, *(one for one in alike if one not in told)][:most], key=alike.index)
    if grave:
        return tuple(_sentence(total, glance, lang) for total in grave)
    services = ", ".join(column_title(service) for service in glance.services)
    words = _ALL_WELL if len(glance.each) > 1 else _ONE_WELL
    return (words.say(lang).format(all=len(glance.each), services=services),)


def _alike(totals: Iterable[Total]) -> list[Total]:
    """Give the totals with those added up that are said in the same words."""
    said: dict[tuple[Concern, int, Words | None], Total] = {}
    for total in totals:
        key = (total.cell.concern, total.column, _WAYS.get(total.cell.verdict) if _names_way(total.cell.concern) else None)
        held = said.get(key)
        said[key] = total if held is None else replace(held, count=held.count + total.count)
    return list(said.values())


def _names_way(concern: Concern) -> bool:
    return "{way}" in _SENTENCES[concern].en


def _sentence(total: Total, glance: Glance, lang: Lang) -> str:
    one = total.count == 1
    return (
        _SENTENCES[total.cell.concern]
        .say(lang)
        .format(
            share=_share(total.count, len(glance.each), lang),
            service=_spoken(glance.services[total.column], lang),
            way=_WAYS.get(total.cell.verdict, _SOMEHOW).say(lang),
            s="s" if one else "",
            es="es" if one else "",
        )
    )


def _share(count: int, every: int, lang: Lang) -> str:
    if lang == "en":
        return f"{count} of {every} subnets" if every > 1 else "The subnet"
    return f"서브넷 {every}개 중 {count}개는" if every > 1 else "서브넷은"


def _spoken(service: Destination, lang: Lang) -> str:
    title = column_title(service)
    return f"the {title}" if lang == "en" and title.endswith(" API") else title


def cell_word(cell: Cell, lang: Lang) -> str:
    """Give a cell's short word, with the mark of what else is to be said of it."""
    return SHORT[cell.verdict].say(lang) + ASIDES.get(cell.concern, "")


def row_title(row: Row, lang: Lang, most: int = NAMED) -> str:
    """Name the subnets of a row: so many of them, and how many more there are."""
    named = [subnet.name or subnet.id for subnet in row.subnets[:most]]
    more = len(row.subnets) - len(named)
    return ", ".join(named) + (f" {_MORE.say(lang).format(count=more)}" if more > 0 else "")


def row_tables(row: Row) -> str:
    """Name the route tables of a row: two of them, and how many more there are."""
    more = len(row.tables) - NAMED
    return ", ".join(row.tables[:NAMED]) + (f" +{more}" if more > 0 else "")


def row_vpcs(row: Row) -> str:
    """Name the VPC of a row; the first one, and how many more there are, where it is of several."""
    first = row.vpcs[0].name or row.vpcs[0].id
    return first if len(row.vpcs) == 1 else f"{first} +{len(row.vpcs) - 1}"


def row_codes(row: Row, most: int = CODES) -> str:
    """Give the codes of a row's causes, the gravest first: so many of them, and how many more there are."""
    more = len(row.codes) - most
    return " ".join(row.codes[:most]) + (f" +{more}" if more > 0 else "")


def legend(glance: Glance, lang: Lang) -> Iterator[tuple[str, str]]:
    """Give each sign and mark that the matrix uses, with its word."""
    cells = {cell for row in glance.each for cell in row.cells}
    for group, sign in SIGNS.items():
        if any(cell.verdict_class is group for cell in cells):
            yield sign, CLASSES[group].say(lang)
    for concern, mark in ASIDES.items():
        if any(cell.concern is concern for cell in cells):
            yield mark, ASIDE_WORDS[concern].say(lang)


def unseen(glance: Glance, lang: Lang) -> str:
    """Say what could not be seen; nothing where everything was."""
    what = ", ".join(dict.fromkeys(hidden(gap, lang) for gap in glance.gaps))
    return NOT_SEEN.say(lang).format(what=what) if what else ""
