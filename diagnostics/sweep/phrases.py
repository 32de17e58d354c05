"""What every rendering of a sweep says: its headline, its columns, why a part is missing. Korean and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.trouble import trouble
from diagnostics.explain.unseen import shown_by
from diagnostics.findings import catalogue
from diagnostics.model.words import Words
from diagnostics.render.matrix_words import CLASSES, SHORT
from diagnostics.sweep.part import BROKEN, CANCELLED, GIVEN_UP, NO_LONGER, NOT_GRANTED, NOT_YET
from diagnostics.sweep.report import EXAMPLE_GB

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.words import Lang
    from diagnostics.sweep.part import Unseen
    from diagnostics.sweep.report import Hidden, Ranked, Report, Told

TITLE = Words("전체 점검", "Sweep")
RANKED = Words("먼저 볼 곳", "What to look at first")
ALL_WELL = Words("눈여겨볼 경로가 없어요.", "No path deserves a look.")
CAUSES = Words("많이 나온 원인", "Causes, the most widespread first")
ACCOUNTS = Words("계정별", "By account")
UNREAD = Words("읽지 못한 곳", "Not read")
HIDDEN = Words("보지 못한 것", "Not seen")
BASIS = Words(
    f"순서는 노출(공인 주소, 공인 경로, 갈리거나 막힌 경로, 열린 엔드포인트 정책)과 안 내도 되는 요금으로 정하고, "
    f"같으면 서브넷이 많은 쪽이 먼저예요. "
    f"금액은 한 달에 {EXAMPLE_GB:,}GB를 보낼 때의 정가(USD)예요. 실제 전송량은 AWS 설정에 나오지 않아요.",
    f"Ranked by what is exposed (public addresses, public paths, paths that split or are blocked, open endpoint policies) "
    f"and by avoidable charges; then by the number of subnets. Amounts are list prices in USD for {EXAMPLE_GB:,} GB a "
    f"month: how much really passes is not part of AWS's settings.",
)
OWN_ACCOUNT = Words("기본 계정", "default account")
OWN_REGION = Words("기본 리전", "default Region")

ACCOUNT, REGION, VPC, SERVICE = (
    Words("계정", "Account"),
    Words("리전", "Region"),
    Words("VPC", "VPC"),
    Words("서비스", "Service"),
)
PATH, SUBNETS, CAUSE = Words("경로", "Path"), Words("서브넷", "Subnets"), Words("원인", "Causes")
CHARGE = Words("안 내도 되는 요금", "Avoidable")
CODE, MEANING, VPCS, GRAVITY = (
    Words("코드", "Code"),
    Words("뜻", "What it is"),
    Words("VPC 수", "VPCs"),
    Words("심각도", "Severity"),
)
COUNT_ACCOUNTS = Words("계정 수", "Accounts")
REGIONS_READ = Words("읽은 리전", "Regions read")
PAYING = Words("과금 경로", "Paying")
WHY = Words("이유", "Why")
CLASS = Words("분류", "Class")

_SCALE = Words(
    "계정 {accounts}개에서 리전별로 {all}곳 중 {parts}곳을 읽었어요. VPC {vpcs}개, 서브넷 {subnets}개예요.",
    "Account Regions read: {parts} of {all} ({accounts}), VPCs: {vpcs}, subnets: {subnets}.",
)
_WAYS = Words("경로 {ways}개: {classes}.", "Paths: {ways} ({classes}).")
_PAYING = Words(
    "그중 {paying}개는 게이트웨이 엔드포인트면 무료인 트래픽에 요금을 내요.",
    "Those that pay for traffic that a gateway endpoint would carry free of charge: {paying}.",
)
_NOTHING = Words("서브넷이 하나도 없었어요.", "There was not one subnet.")
_PARTIAL = Words(
    "전부 본 결과가 아니에요. 읽지 못한 곳과 그 이유는 아래에 있어요.",
    "These are partial results; what was not read is listed below with the reason.",
)
_SAVING = Words("{gb}GB에 ${amount}", "${amount} per {gb} GB")
_UNPRICED = Words("있음(단가 모름)", "yes (price not known)")
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
        "이제 이 계정의 이 리전을 볼 권한이 없어서 결과에서 뺐어요.",
        "You no longer have access to this account in this Region, so its results are left out.",
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
    counted = str(accounts) if lang == "ko" else f"{accounts:,} account{'' if accounts == 1 else 's'}"
    numbers = {"parts": parts, "all": parts + len(report.unseen), "vpcs": report.vpcs, "subnets": report.subnets}
    shown = {name: f"{value:,}" for name, value in numbers.items()}
    said.append(_SCALE.say(lang).format(accounts=counted, **shown))
    if not report.ways:
        return (*said, *([_NOTHING.say(lang)] if report.seen else []))
    classes = ", ".join(f"{CLASSES[group].say(lang)} {count:,}" for group, count in report.classes.items())
    said.append(_WAYS.say(lang).format(ways=f"{report.ways:,}", classes=classes))
    if report.paying:
        said.append(_PAYING.say(lang).format(paying=f"{report.paying:,}"))
    return tuple(said)


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


def charge(one: Ranked, lang: Lang) -> str:
    """Say what a stream is billed for needlessly; nothing where it is not."""
    if not one.pays:
        return ""
    if one.saving is None:
        return _UNPRICED.say(lang)
    return _SAVING.say(lang).format(gb=f"{EXAMPLE_GB:,}", amount=f"{one.saving:,.0f}")


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
