"""What to do now, in one or two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.causes import told_once
from diagnostics.explain.dispositions import DISPOSITIONS
from diagnostics.explain.headline import out_of_sight
from diagnostics.explain.naming import service_name, service_title
from diagnostics.model.finding import Severity
from diagnostics.model.trace import Verdict, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

_GATEWAY_SERVICES = frozenset({"s3", "dynamodb"})

_NOTHING = Words("이미 프라이빗 경로예요. 지금 바꿀 것은 없어요.", "It is private already. There is nothing to change.")
_PRIVATE_BUT = Words(
    "이미 프라이빗 경로예요. 다만 이것만 챙기세요: {fix}", "It is private already, with one thing to take care of. {fix}"
)
_CREATE_GATEWAY = Words(
    "프라이빗하게 보내려면 {service} 게이트웨이 엔드포인트를 만들고 라우팅 테이블 {table}에 연결하세요. "
    "게이트웨이 엔드포인트는 무료예요.",
    "To make it private, create a gateway endpoint for {service} and associate it with route table {table}. "
    "Gateway endpoints are free.",
)
_CREATE_INTERFACE = Words(
    "프라이빗하게 보내려면 {service} 인터페이스 엔드포인트를 만들고 프라이빗 DNS를 켜세요.",
    "To make it private, create an interface endpoint for {service} with private DNS on.",
)
_NAME_FIRST = Words(
    "출발지에서 nslookup을 실행해서 이름이 어떤 주소로 풀리는지 먼저 확인하세요.",
    "Run nslookup at the source first, to see what the name resolves to.",
)
_READ_AGAIN = Words(
    "실패한 호출이 있어요. 잠시 뒤에 다시 진단하세요.", "Some calls to AWS failed. Diagnose again in a while."
)
_SEEN_FIRST = Words("{look} 그다음에 다시 진단하세요.", "{look} Then diagnose again.")


def advice(diagnosis: Diagnosis, lang: Lang) -> str:
    """Say what to do now; where the way is private already, say so."""
    weighty = [f for f in told_once(diagnosis) if f.weight.rank <= Severity.MEDIUM.rank and not f.rule.ambient]
    group = diagnosis.verdict_class
    if group is VerdictClass.PRIVATE:
        if not weighty:
            return _NOTHING.say(lang)
        return _PRIVATE_BUT.say(lang).format(fix=weighty[0].rule.fix.say(lang))
    if weighty:
        return weighty[0].rule.fix.say(lang)
    if group is VerdictClass.PUBLIC:
        return _create(diagnosis, lang)
    if out_of_sight(diagnosis):
        return _NAME_FIRST.say(lang)
    return _look(diagnosis, lang)


def _look(diagnosis: Diagnosis, lang: Lang) -> str:
    """Say where to look; where something could not be read, that it is to be diagnosed again."""
    look = DISPOSITIONS[diagnosis.verdict].look.say(lang)
    if diagnosis.verdict is Verdict.UNKNOWN_PERMISSIONS:  # which says so itself
        only_failed = {gap.reason for gap in diagnosis.gaps} == {"failed"}
        return _READ_AGAIN.say(lang) if only_failed else look
    unseen = diagnosis.verdict_class is VerdictClass.UNKNOWN and diagnosis.gaps
    return _SEEN_FIRST.say(lang).format(look=look) if unseen else look


def _create(diagnosis: Diagnosis, lang: Lang) -> str:
    """Say how to make a public way private where no finding says it."""
    destination, table = diagnosis.case.destination, diagnosis.case.table
    if destination.service is None:
        return DISPOSITIONS[diagnosis.verdict].look.say(lang)
    if destination.service in _GATEWAY_SERVICES and table is not None:
        return _CREATE_GATEWAY.say(lang).format(service=service_title(destination), table=table.id)
    return _CREATE_INTERFACE.say(lang).format(service=service_name(destination, lang))
