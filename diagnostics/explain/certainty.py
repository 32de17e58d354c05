"""What the verdict takes for granted, and why it is not surer than it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.dns_firewall import LISTS
from diagnostics.analysis.policies.caller import caller_named
from diagnostics.analysis.policies.evaluate import Undecided
from diagnostics.analysis.policies.facts import explain_decision
from diagnostics.analysis.policies.rulings import BUCKET_POLICY, rulings
from diagnostics.analysis.sources import address_asked
from diagnostics.model.trace import Confidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

CONFIDENCE: Mapping[Confidence, Words] = {
    Confidence.HIGH: Words("높음", "high"),
    Confidence.MEDIUM: Words("보통", "medium"),
    Confidence.LOW: Words("낮음", "low"),
}

_VARIANTS: Mapping[str, Words] = {
    "global": Words(
        "리전이 없는 글로벌 이름({host})으로 접속한다고 봤어요.",
        "This assumes that the client dials the global name {host}.",
    ),
    "dualstack": Words(
        "듀얼스택 이름({host})으로 접속한다고 봤어요.", "This assumes that the client dials the dual-stack name {host}."
    ),
    "fips": Words("FIPS 이름({host})으로 접속한다고 봤어요.", "This assumes that the client dials the FIPS name {host}."),
    "website": Words(
        "웹사이트 이름({host})으로 접속한다고 봤어요.", "This assumes that the client dials the website name {host}."
    ),
    "accelerate": Words(
        "전송 가속 이름({host})으로 접속한다고 봤어요.", "This assumes that the client dials the acceleration name {host}."
    ),
    "account": Words(
        "SDK가 기본으로 쓰는 계정별 이름({host})으로 접속하고, 그 주소가 서비스의 접두사 목록에 있다고 봤어요.",
        "This assumes that the client dials the account-based name {host}, and that it is in the service's prefix list.",
    ),
    "control": Words(
        "S3 제어 API({host})의 주소가 S3 접두사 목록에 있다고 봤어요.",
        "This assumes that the addresses of the control API {host} are in S3's prefix list.",
    ),
    "resource": Words(
        "{host} 이름이 사설 IP로 풀리는지 공인 IP로 풀리는지는 여기서 알 수 없어요. nslookup으로 확인해 주세요.",
        "Whether {host} resolves to private or public addresses cannot be seen from here; nslookup shows it.",
    ),
    "vpce": Words(
        "엔드포인트 전용 이름({host})으로 접속한다고 봤어요.",
        "This assumes that the client dials the endpoint's own name {host}.",
    ),
}
_NO_GROUPS = Words(
    "서브넷만 알고 있어서 보안 그룹은 따지지 않았어요. 인스턴스나 네트워크 인터페이스로 물어보면 함께 볼게요.",
    "Only the subnet is known, so security groups were left out; ask about an instance or an ENI to include them.",
)
_NOBODYS = Words(
    "IP가 {ip}인 네트워크 인터페이스가 없어서, {subnet} 서브넷에서 나가는 트래픽으로 보고 진단했어요.",
    "No network interface has {ip}; this was diagnosed as a sender in {subnet}.",
)
_NOBODY_SEEN = Words(
    "네트워크 인터페이스를 볼 수 없어서 IP {ip}의 주인을 몰라요. {subnet} 서브넷에서 나가는 트래픽으로 보고 진단했어요.",
    "Network interfaces could not be seen, so whose {ip} is is not known; this was diagnosed as a sender in {subnet}.",
)
_NO_POLICIES = Words(
    "{principal} 기준으로 엔드포인트 정책까지만 따졌어요. IAM 권한과 버킷 정책은 보지 않았어요.",
    "For {principal}, endpoint policies were evaluated; IAM permissions and bucket policies were not looked at.",
)
_NO_IDENTITY = Words(
    "{principal} 기준으로 엔드포인트 정책과 버킷 정책을 따졌어요. IAM 권한은 보지 않았어요.",
    "For {principal}, endpoint and bucket policies were evaluated; IAM permissions were not looked at.",
)
_OPEN_POLICY = Words(
    "{whose} 정책은 결과를 판단하지 못했어요({fact}).", "The policy of {whose} could not be decided ({fact})."
)
_NO_PUBLIC = Words(
    "출발지에 공인 IP가 있다고 봤어요. 공인 IP가 없는 인스턴스라면 나가지 못해요.",
    "This assumes that the source has a public IP; an instance without one cannot get out.",
)
_SHARED = Words(
    "공유받은 서브넷이라 소유자 계정({owner})의 NAT 게이트웨이와 엔드포인트는 보이지 않아요.",
    "The subnet is shared by account {owner}, whose NAT gateways and endpoints cannot be seen from here.",
)
_SPACE = Words(
    "서비스의 주소 목록(접두사 목록) 없이, 공인 주소 전체를 두고 판단했어요.",
    "The service's prefix list was not available, so the verdict is about public address space as a whole.",
)
_LOWER = Words("신뢰도: {level}. {why}", "Confidence: {level}. {why}")
_WHY_BRANCHES = Words("보이지 않는 조건에 따라 답이 달라져요.", "The answer depends on conditions that cannot be seen.")
_WHY_GAPS = Words("읽지 못한 설정이 있어요.", "Some settings could not be read.")
_WHY_WAY = Words(
    "이 경로에는 AWS 설정만으로 다 알 수 없는 구간이 있어요.", "Part of this path cannot be known from AWS settings alone."
)


def assumptions(diagnosis: Diagnosis, lang: Lang) -> tuple[str, ...]:
    """Give what was taken for granted, one sentence each, and the confidence where it is not high."""
    return tuple(_said(diagnosis, lang))


def _said(diagnosis: Diagnosis, lang: Lang) -> Iterator[str]:
    case = diagnosis.case
    caller = caller_named(case.query.principal)
    met = [r for w in case.traces for r in rulings(w, case.source, case.destination, case.snapshot, caller)]
    if diagnosis.confidence is not Confidence.HIGH:
        yield _LOWER.say(lang).format(level=CONFIDENCE[diagnosis.confidence].say(lang), why=_why(diagnosis).say(lang))
    if not case.source.eni_id and address_asked(case.source.asked):
        hidden = case.snapshot.partly_unseen("ec2:DescribeNetworkInterfaces")
        words = _NOBODY_SEEN if hidden else _NOBODYS
        yield words.say(lang).format(ip=address_asked(case.source.asked), subnet=case.subnet.name or case.subnet.id)
    if case.query.principal:
        seen = any(r.call == BUCKET_POLICY and r.decision is not None for r in met)
        yield (_NO_IDENTITY if seen else _NO_POLICIES).say(lang).format(principal=case.query.principal)
    open_ones = {r.subject: r.decision for r in met if isinstance(r.decision, Undecided)}
    for subject, decision in open_ones.items():
        fact = explain_decision(decision).say(lang)
        yield _OPEN_POLICY.say(lang).format(whose=subject.rpartition("/")[2], fact=fact)
    if case.source.group_ids is None and case.source.subnet_id:
        yield _NO_GROUPS.say(lang)
    if diagnosis.path is Verdict.PUBLIC_VIA_IGW and case.source.public is None:
        yield _NO_PUBLIC.say(lang)
    if case.subnet.owner and case.snapshot.account and case.subnet.owner != case.snapshot.account:
        yield _SHARED.say(lang).format(owner=case.subnet.owner)
    if variant := _VARIANTS.get(case.destination.variant):
        yield variant.say(lang).format(host=case.destination.hostname)
    assumed = (e.fact.say(lang) for r in case.resolutions for e in r.evidence if e.call == LISTS)
    yield from (f"{fact[:1].upper() if lang == 'en' else fact[:1]}{fact[1:]}." for fact in dict.fromkeys(assumed))
    listed = [r for r in case.resolutions if r.via == "public"]
    if case.destination.service in {"s3", "dynamodb"} and listed and all(r.prefix_list_id is None for r in listed):
        yield _SPACE.say(lang)


def _why(diagnosis: Diagnosis) -> Words:
    if any(r.when for r in diagnosis.case.resolutions):
        return _WHY_BRANCHES
    return _WHY_GAPS if diagnosis.gaps else _WHY_WAY
