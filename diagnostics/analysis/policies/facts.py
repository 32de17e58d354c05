"""Decisions and turnings as facts in words: which statement, by what condition, and what the key is on this way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.policies.context import Standing
from diagnostics.analysis.policies.evaluate import Allowed, Denied, Ground
from diagnostics.analysis.policies.turning import Turn
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.analysis.policies.conditions import Held
    from diagnostics.analysis.policies.document import Statement
    from diagnostics.analysis.policies.evaluate import Decision, Undecided
    from diagnostics.analysis.policies.matching import Match
    from diagnostics.analysis.policies.request import Operation
    from diagnostics.analysis.policies.turning import Turning

_SHOWN = 3


def explain_decision(decision: Decision) -> Words:
    """Give the fact that a decision rests on, as one line of evidence."""
    if isinstance(decision, Denied):
        return _denied(decision)
    return _allowed(decision) if isinstance(decision, Allowed) else _undecided(decision)


def explain_turning(turning: Turning) -> Words:
    """Give what becomes of a statement when the path moves, and the keys that turn it."""
    name = named(turning.statement)
    ko, en = _TURNS[turning.turn]
    told = [_told(after) for _, after in turning.conditions]
    return Words(
        ko=f"경로를 옮기면 {name.ko}{ko}" + "".join(f". {t.ko}" for t in told),
        en=f"once the path moves, {name.en} {en}" + "".join(f": {t.en}" for t in told[:1]),
    )


def named(statement: Statement) -> Words:
    """Name a statement: its effect and its Sid, or its number where it has no Sid."""
    effect = statement.effect.value
    if statement.sid:
        return Words(ko=f"{effect} 스테이트먼트 {statement.sid}", en=f"{effect} statement {statement.sid}")
    return Words(ko=f"{statement.number}번 {effect} 스테이트먼트", en=f"{effect} statement no. {statement.number}")


_TURNS = {
    Turn.STARTS: (" 적용이 시작돼요", "starts to apply"),
    Turn.MAY_START: (" 적용이 시작될 수 있어요", "may start to apply"),
    Turn.STOPS: (" 적용이 멈춰요", "no longer applies"),
    Turn.MAY_STOP: (" 적용이 멈출 수 있어요", "may no longer apply"),
}

_GROUNDS = {
    Ground.NO_POLICY: Words(ko="정책이 없어서 막지 않아요", en="there is no policy, so nothing is refused"),
    Ground.NOT_DENIED: Words(
        ko="이 정책에서 거부하는 스테이트먼트는 없어요. 허용은 호출자의 IAM 정책에 달려 있어요",
        en="no statement denies it; whether it is allowed is up to the caller's own IAM policies",
    ),
    Ground.ORIGIN: Words(
        ko="액세스 포인트가 이 VPC에서 온 요청을 받아요", en="the access point takes requests from this VPC"
    ),
}


def _allowed(decision: Allowed) -> Words:
    if decision.by is None:
        return _GROUNDS[decision.ground]
    name, operation = named(decision.by.statement), _operation(decision.by.operation)
    missing = ", ".join(dict.fromkeys(d.operation.action.known for d in decision.but if d.operation))
    but_ko, but_en = (f" (허용되지 않거나 판단할 수 없는 작업: {missing})", f" (but not, or not for sure, {missing})")
    return Words(
        ko=f"{name.ko}에서 {operation} 허용{but_ko if missing else ''}",
        en=f"{name.en} allows {operation}{but_en if missing else ''}",
    )


def _denied(decision: Denied) -> Words:
    if decision.origin:
        return Words(
            ko=f"액세스 포인트는 {decision.origin}에서 온 요청만 받는데, 이 요청은 그 VPC에서 오지 않아요",
            en=f"the access point takes requests from {decision.origin} only, and this one does not come from there",
        )
    if decision.by is not None:
        return _by_statement(decision.by)
    operation = _operation(decision.operation) if decision.operation else ""
    if not decision.misses:
        return Words(ko=f"{operation}: 허용하는 스테이트먼트가 없어요", en=f"no statement allows {operation}")
    closest = decision.misses[0]
    name, falls = named(closest.statement), _shortfall(closest)
    return Words(
        ko=f"{operation}: 허용하는 스테이트먼트가 없어요. {name.ko}: {falls.ko}",
        en=f"no statement allows {operation}; {name.en} {falls.en}",
    )


def _by_statement(denying: Match) -> Words:
    name, operation = named(denying.statement), _operation(denying.operation)
    told = [_told(held) for held in denying.conditions if _telling(held)]
    return Words(
        ko=f"{name.ko}에 걸려 {operation} 요청이 거부돼요" + "".join(f". {t.ko}" for t in told),
        en=f"{name.en} refuses {operation}" + ("" if not told else ": " + "; ".join(t.en for t in told)),
    )


def _shortfall(missed: Match) -> Words:
    """Say in what the closest Allow statement falls short."""
    statement = missed.statement
    if missed.failing == "Principal":
        who = _few(tuple(p.id for p in statement.principals or statement.not_principals or ()))
        return Words(ko=f"Principal: {who}", en=f"has {who} as its Principal")
    if missed.failing == "Action":
        what = _few(statement.actions or statement.not_actions or ())
        kind = "Action" if statement.actions else "NotAction"
        return Words(ko=f"{kind}: {what}", en=f"has {what} as its {kind}")
    if missed.failing == "Resource":
        what = _few(statement.resources or statement.not_resources or ())
        kind = "Resource" if statement.resources else "NotResource"
        return Words(ko=f"{kind}: {what}", en=f"has {what} as its {kind}")
    told = [_told(held) for held in missed.conditions if held.truth is False]
    return Words(ko=". ".join(t.ko for t in told) or "해당하지 않아요", en="; ".join(t.en for t in told) or "does not apply")


def _undecided(decision: Undecided) -> Words:
    if decision.wants == ("unreadable",):
        return Words(ko="정책 문서를 읽을 수 없어서 판단할 수 없어요", en="the policy document cannot be read")
    wants = [wanted(w) for w in decision.wants[:_SHOWN]]
    if not decision.by:
        return Words(
            ko=f"{', '.join(w.ko for w in wants)}: 알 수 없어서 판단할 수 없어요",
            en=f"cannot be told without {', '.join(w.en for w in wants)}",
        )
    asked = [named(m.statement) for m in decision.by[:_SHOWN]]
    covered = tuple(r for m in decision.by if m.resource is not True for r in m.statement.resources or ())
    ko_only, en_only = (f" (Resource: {_few(covered)})", f" (Resource: {_few(covered)})") if covered else ("", "")
    return Words(
        ko=f"{', '.join(w.ko for w in wants)}에 따라 달라요: {', '.join(a.ko for a in asked)}{ko_only}",
        en=f"it depends on {', '.join(w.en for w in wants)}: {', '.join(a.en for a in asked)}{en_only}",
    )


def wanted(want: str) -> Words:
    """Name what an undecided question wants."""
    if want in _WANTS:
        return _WANTS[want]
    kind, colon, rest = want.partition(":")
    if colon and kind in _UNREAD:
        ko, en = _UNREAD[kind]
        return Words(ko=f"{ko} {rest}", en=f"{en} {rest}")
    return Words(ko=want, en=want)


_WANTS = {
    "bucket": Words(ko="어느 버킷인지", en="which bucket it is"),
    "object key": Words(ko="객체 키", en="the object's key"),
    "action": Words(ko="어떤 API 작업인지", en="which API action it is"),
    "resource": Words(ko="어느 리소스인지", en="which resource it is"),
    "owner": Words(ko="누구 계정의 리소스인지", en="which account owns it"),
    "session": Words(ko="역할 세션 이름", en="the name of the role session"),
    "NotPrincipal": Words(ko="NotPrincipal 해석", en="how NotPrincipal is read"),
    "gateway principal": Words(
        ko="게이트웨이 엔드포인트 정책의 Principal 해석", en="how a gateway endpoint reads a Principal other than *"
    ),
}
_UNREAD = {
    "operator": ("모르는 조건 연산자", "the unknown condition operator"),
    "value": ("읽을 수 없는 조건 값", "the unreadable condition value"),
    "element": ("읽을 수 없는 요소", "the unreadable element"),
    "principal": ("확인할 수 없는 Principal", "the Principal that cannot be told,"),
}


def _told(held: Held) -> Words:
    """Tell a condition as it is written, and what the key is on this way."""
    condition, known = held.condition, held.known
    written = f"{condition.operator} {condition.key} {_few(condition.values)}"
    if known.standing is Standing.ABSENT:
        return Words(
            ko=f"조건은 {written}인데 이 경로의 요청에는 {condition.key} 키가 없어요",
            en=f"{written}, and a request on this path has no {condition.key}",
        )
    if known.values:
        value = _few(known.values)
        return Words(
            ko=f"조건은 {written}인데 이 경로의 {condition.key} 값은 {value}",
            en=f"{written}, and on this path {condition.key} is {value}",
        )
    return Words(ko=f"조건: {written}", en=written)


def _telling(held: Held) -> bool:
    """Say whether a condition tells the reader something: not the carve-outs for AWS's own services."""
    return held.condition.key.lower() not in {"aws:viaawsservice", "aws:principalisawsservice"}


def _operation(operation: Operation) -> str:
    resource = operation.resource
    name = f"{resource.known}*" if resource.is_open else resource.known
    return f"{operation.action.known or '*'} {name or '*'}"


def _few(texts: tuple[str, ...]) -> str:
    more = len(texts) - _SHOWN
    return ", ".join(texts[:_SHOWN]) + (f" … (+{more})" if more > 0 else "")
