"""What every rendering of a sweep says: its headline, its columns, why a part is missing. Korean and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.service_titles import titled
from diagnostics.explain.causes import SEVERITIES
from diagnostics.explain.trouble import trouble
from diagnostics.explain.unseen import shown_by
from diagnostics.findings import catalogue
from diagnostics.model.words import Words
from diagnostics.render.matrix_words import CLASSES, SHORT
from diagnostics.sweep.part import BROKEN, CANCELLED, GIVEN_UP, NO_LONGER, NOT_GRANTED, NOT_YET
from diagnostics.sweep.report import EXAMPLE_GB, MONTH
from diagnostics.sweep.urgency import Urgency

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.words import Lang
    from diagnostics.sweep.part import Unseen
    from diagnostics.sweep.report import Hidden, Ranked, Report, Told

TITLE = Words("전체 점검", "Sweep")
RANKED = Words("먼저 볼 곳", "What to look at first")
ALL_WELL = Words("눈여겨볼 경로가 없어요.", "Nothing here needs a look.")
CAUSES = Words("많이 나온 원인", "Most widespread causes")
ACCOUNTS = Words("계정별", "By account")
UNREAD = Words("읽지 못한 곳", "Could not be read")
HIDDEN = Words("보지 못한 것", "Could not be seen")
BASIS = Words(
    "순서: 공인 경로인데 요금까지 나오는 곳 → 공인 경로 → 요금만 나오는 곳 → 막힌 곳 → 갈리거나 알 수 없는 곳 → "
    "엔드포인트 정책이 전체 허용인 곳. "
    "같은 단계에서는 한 달 요금이 큰 곳, 그다음 서브넷이 많은 곳이 먼저예요.",
    "Order: public paths that also cost money, public paths, avoidable charges alone, blocked paths, paths that split or "
    "are unknown, open endpoint policies. Within each, the highest monthly charge comes first, then the most subnets.",
)
_ASSUMED = Words(
    f"≈가 붙은 요금은 서브넷마다 한 달에 {EXAMPLE_GB:,}GB씩 주고받는다고 가정한 처리 요금 정가(USD)예요. "
    f"실제 전송량은 AWS 설정에 나오지 않아요.",
    f"Charges with ≈ assume that each subnet transfers {EXAMPLE_GB:,} GB a month, at list prices per GB (USD): AWS's "
    f"settings don't show how much it really is.",
)
_COUNTED = Words(
    f"≤가 붙은 요금은 CloudWatch가 NAT 게이트웨이에서 잰 양을 {MONTH}일치로 환산해 정가(USD)로 계산한 상한이에요. "
    "대상을 구분하지 않은 양이라 실제로 줄어드는 요금은 더 적을 수 있고, 같은 게이트웨이를 쓰는 경로끼리는 더하면 안 돼요.",
    f"Charges with ≤ are upper bounds: what CloudWatch counted at the NAT gateways, scaled to {MONTH} days, at list prices "
    "(USD). That covers every destination, and paths through the same gateway share it, so don't add them up.",
)
OWN_ACCOUNT = Words("기본 계정", "default account")
OWN_REGION = Words("기본 리전", "default Region")
URGENCIES: Mapping[Urgency, Words] = {
    Urgency.EXPOSED_AND_BILLED: Words("공인 경로·요금", "public, charged"),
    Urgency.EXPOSED: Words("공인 경로", "public"),
    Urgency.BILLED: Words("요금", "charged"),
    Urgency.BLOCKED: Words("막힘", "blocked"),
    Urgency.UNSETTLED: Words("확인 필요", "uncertain"),
    Urgency.OPEN_POLICY: Words("정책 전체 허용", "open policy"),
    Urgency.NONE: Words("문제없음", "fine"),
}

ACCOUNT, REGION, VPC, SERVICE = (
    Words("계정", "Account"),
    Words("리전", "Region"),
    Words("VPC", "VPC"),
    Words("서비스", "Service"),
)
PLACE, PLACES = Words("계정 / 리전", "Account / Region"), Words("계정 / 리전", "Accounts / Regions")
CONCERN, WHAT = Words("볼 이유", "Concern"), Words("보지 못한 것", "What")
PATH, SUBNETS, CAUSE = Words("경로", "Path"), Words("서브넷", "Subnets"), Words("원인", "Causes")
CHARGE = Words("줄일 요금(월)", "Avoidable/month")
CODE, MEANING, VPCS, GRAVITY = (
    Words("코드", "Code"),
    Words("내용", "What it is"),
    Words("VPC 수", "VPCs"),
    Words("심각도", "Severity"),
)
COUNT_ACCOUNTS = Words("계정 수", "Accounts")
RANKED_COLUMNS = (CONCERN, ACCOUNT, REGION, VPC, SERVICE, PATH, SUBNETS, CHARGE, CAUSE)
REGIONS_READ = Words("읽은 리전", "Regions read")
PAYING = Words("요금 줄일 경로", "Avoidable charges")
WHY = Words("이유", "Why")

_SCALE = Words(
    "계정 {accounts}개에서 리전별로 {all}곳 중 {parts}곳을 읽었어요. VPC {vpcs}개, 서브넷 {subnets}개예요.",
    "Read {parts} of {all} account Regions in {accounts}: {vpcs}, {subnets}.",
)
_WAYS = Words("경로 {ways}개: {classes}.", "{ways} ({classes}).")
_PAYING = Words(
    "그중 {paying}개는 게이트웨이 엔드포인트면 무료인 트래픽에 요금을 내요.",
    "{paying} of them pay{s} for traffic that a gateway endpoint would carry for free.",
)
_NOTHING = Words("서브넷이 하나도 없었어요.", "There are no subnets there.")
_PARTIAL = Words(
    "전부 본 결과가 아니에요. 읽지 못한 곳과 그 이유는 아래에 있어요.",
    "These results are partial: what could not be read is listed below, with the reason.",
)
_UNPRICED = Words("단가 모름", "price unknown")
_UNSEEN: Mapping[str, Words] = {
    NOT_YET: Words("아직 차례가 오지 않았어요.", "It has not been read yet."),
    CANCELLED: Words("점검을 중간에 멈춰서 읽지 않았어요.", "The sweep was cancelled before it was read."),
    GIVEN_UP: Words(
        "읽던 프로세스가 {attempts}번 모두 중간에 끝나서 그만뒀어요. 이 계정과 리전만 다시 점검해 보세요.",
        "Each of {attempts} attempts ended half-way, so it was given up. Sweep this account and Region by themselves.",
    ),
    BROKEN: Words(
        "진단하다가 예상하지 못한 오류가 났어요({type}, {where}). routelore 관리자에게 알려 주세요.",
        "The diagnosis broke in an unforeseen way ({type} at {where}). Tell whoever runs routelore.",
    ),
    NOT_GRANTED: Words(
        "정책 파일에 이 계정이 없어요. 계정 이름을 확인하거나 정책에 넣어 주세요.",
        "The policy has no account of this name. Check the name, or add it to the policy.",
    ),
    NO_LONGER: Words(
        "이제 이 계정의 이 리전을 볼 권한이 없어서 읽지 않았거나 결과에서 뺐어요.",
        "You no longer have access to this account in this Region, so it was not read, or its results are left out.",
    ),
}
_REASONS: Mapping[str, Words] = {
    "denied": Words("권한이 없어요", "not allowed"),
    "not-collected": Words("스냅샷에 없어요", "not in the snapshot"),
    "failed": Words("읽다가 실패했어요", "could not be read"),
    "unsupported": Words("여기서는 조회할 수 없어요", "not supported here"),
}


def headline(report: Report, lang: Lang) -> tuple[str, ...]:
    """Give the sentences that a sweep comes to: that it is partial, first; what was seen; how the paths fare; the bill."""
    said = []
    if report.unseen:
        said.append(_PARTIAL.say(lang))
    accounts, parts = len(report.accounts), len(report.seen)
    numbers = {"accounts": (accounts, "account"), "vpcs": (report.vpcs, "VPC"), "subnets": (report.subnets, "subnet")}
    counted = {name: _counted(*number, lang) for name, number in numbers.items()}
    said.append(_SCALE.say(lang).format(parts=f"{parts:,}", all=f"{parts + len(report.unseen):,}", **counted))
    if not report.ways:
        return (*said, *([_NOTHING.say(lang)] if report.seen else []))
    classes = ", ".join(f"{CLASSES[group].say(lang)} {count:,}" for group, count in report.classes.items())
    said.append(_WAYS.say(lang).format(ways=_counted(report.ways, "path", lang), classes=classes))
    if report.paying:
        said.append(_PAYING.say(lang).format(paying=f"{report.paying:,}", s="s" if report.paying == 1 else ""))
    return tuple(said)


def _counted(count: int, what: str, lang: Lang) -> str:
    """Give a number of things; Korean has the word in its sentence."""
    return f"{count:,}" if lang == "ko" else f"{count:,} {what}{'' if count == 1 else 's'}"


def account_title(account: str, account_id: str, lang: Lang) -> str:
    """Call an account by the policy's name and by AWS's number."""
    if not account:
        return account_id or OWN_ACCOUNT.say(lang)
    return f"{account} ({account_id})" if account_id and account_id != account else account


def where_title(account: str, region: str, lang: Lang) -> str:
    """Call a part by its account and its Region."""
    return f"{account or OWN_ACCOUNT.say(lang)} / {region or OWN_REGION.say(lang)}"


def vpc_title(one: Ranked) -> str:
    """Call a VPC by its name and its id."""
    stream = one.stream
    return f"{stream.vpc_name} ({stream.vpc})" if stream.vpc_name else stream.vpc


def path_title(one: Ranked, lang: Lang) -> str:
    """Say how a stream fares: its class, and how it goes or what stops it."""
    return f"{CLASSES[one.stream.verdict_class].say(lang)}: {SHORT[one.stream.verdict].say(lang)}"


def service_title(one: Ranked) -> str:
    """Call a service as engineers do."""
    return titled(one.stream.service)


def concern(one: Ranked, lang: Lang) -> str:
    """Say why a stream deserves a look."""
    return URGENCIES[one.urgency].say(lang)


def charge(one: Ranked, lang: Lang) -> str:
    """Say what a stream is billed needlessly a month; nothing where it is not."""
    if not one.pays:
        return ""
    if one.at_most is not None:
        return f"≤ ${one.at_most:,.0f}" if one.at_most >= 1 else "< $1"
    return _UNPRICED.say(lang) if one.monthly is None else f"≈ ${one.monthly:,.0f}"


def basis(report: Report) -> tuple[Words, ...]:
    """Give what is to be known of the ranking: by what it is ordered, and what its amounts are."""
    paying = [one for one in report.ranked if one.pays]
    assumed = (_ASSUMED,) if any(one.at_most is None for one in paying) else ()
    counted = (_COUNTED,) if any(one.at_most is not None for one in paying) else ()
    return (BASIS, *counted, *assumed) if report.ranked else ()


def gravity(told: Told, lang: Lang) -> str:
    """Say how grave a cause is."""
    return SEVERITIES[told.severity].say(lang)


def cause_title(told: Told, lang: Lang) -> str:
    """Say what a cause is, in the catalogue's words."""
    return next((rule.title.say(lang) for rule in catalogue().values() if rule.code == told.code), told.code)


def why_unseen(part: Unseen, lang: Lang) -> str:
    """Say why a part was not read."""
    words = _UNSEEN.get(part.code)
    return trouble(part.code, part.particulars, lang) if words is None else words.say(lang).format(**part.particulars)


def hidden_title(one: Hidden, lang: Lang) -> str:
    """Say what could not be seen, why, and the IAM action that would show it."""
    blank = one.blank
    reason = _REASONS.get(blank.reason)
    why = reason.say(lang) if reason is not None else blank.reason
    return f"{shown_by(blank.needs, blank.hides, lang)}: {why} ({blank.needs})"
