"""What a newcomer is told about a proposed cause or change, in words that keep the rest of the riddle."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from diagnostics.explain.elsewhere import elsewhere
from diagnostics.explain.headline import headline
from diagnostics.explain.trouble import trouble
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.learning.labs.lab import Lab
    from diagnostics import Diagnosis
    from diagnostics.model.change import SideEffect
    from diagnostics.model.finding import Rule
    from diagnostics.model.flow import AskerError

UNCLEAR = Words(
    ko="어떤 원인인지 알아듣지 못했어요. 어느 리소스의 무엇이 잘못됐는지 한 문장으로 말해 주세요. "
    "예: “서브넷에 남은 IP가 없어요”",
    en="I cannot tell which cause you mean. Say in one sentence what is wrong with which resource, "
    "for instance “the subnet has no free addresses”.",
)
TOO_MANY = Words(
    ko="한꺼번에 너무 많은 원인을 말했어요. 네트워크를 보고 가장 그럴듯한 것만 골라 주세요.",
    en="That is too many causes at once. Look at the network and choose the likeliest.",
)
NEAR = Words(
    ko="보고 있는 곳은 맞아요. 그런데 진단해 보면 그 문제는 없어요. 같은 곳을 조금 더 들여다보세요.",
    en="You are looking in the right place, but the diagnosis does not find that there. Look a little closer.",
)
FAR = Words(
    ko="진단해 보면 그쪽에는 문제가 없어요. 출발지에서 목적지까지 한 단계씩 따라가면서, "
    "예상과 처음 달라지는 곳을 찾아보세요.",
    en="The diagnosis finds nothing wrong there. Trace the path from the source one step at a time, "
    "and find the first place where it is not what you expect.",
)
_RIGHT = Words(
    ko="맞아요! 진단 결과도 같아요: {title} ({code}). 이제 가장 작은 변경으로 고쳐 보세요.",
    en="That is it, and the diagnosis agrees: {title} ({code}). Now fix it with the smallest change.",
)
_MORE = Words(
    ko="하나는 찾았어요: {titles}. 그런데 원인이 더 있어요. 그것만 고친 네트워크를 떠올리고 다시 따라가 보세요.",
    en="That is a part of it: {titles}. There is more. Imagine the network with only that fixed, and trace the path again.",
)
_BESIDE = Words(
    ko="그건 사실이에요: {title} ({code}). 하지만 이 랩의 목표를 막는 원인은 따로 있어요.",
    en="That is true: {title} ({code}). But something else keeps this lab from its goal.",
)
BESIDE = Words(
    ko="그 말은 맞아요. 다만 이 랩이 묻는 원인은 아니에요. 먼저 무엇이 트래픽을 지금 이 길로 보내는지 찾아보세요.",
    en="That is so, but it is not the cause that this lab asks for. First find what sends the traffic the way it goes now.",
)
_BY_NOW = Words(
    ko="지금까지 바꾼 네트워크에서는 그래요: {title} ({code}). 처음에 왜 그랬는지는 원래 네트워크에서 찾아보세요.",
    en="In the network as you have changed it, that is so: {title} ({code}). For what was wrong at first, look at the "
    "network as it was.",
)
_SOLVED = Words(ko="해결했어요! 가장 작은 변경이에요.\n\n{after}", en="Solved, and with the smallest change.\n\n{after}")
_LONGER = Words(
    ko="목표는 이뤘어요. 다만 {made}단계가 들었는데, {steps}단계로도 돼요. 더 작은 방법을 찾아보세요.",
    en="The goal is reached. You took {made} steps, though, where {steps} will do: look for the smaller way.",
)
_HEAVIER = Words(
    ko="목표는 이뤘어요. 다만 덜 건드리고도 풀 수 있어요. 새로 만들거나 통째로 되돌리지 않는 방법을 찾아보세요.",
    en="The goal is reached, but less will do: find the way that neither makes something new nor resets a whole policy.",
)
_WIDER = Words(
    ko="목표는 이뤘어요. 다만 필요한 것보다 넓게 열었어요. 꼭 필요한 상대와 포트만 여는 방법을 찾아보세요.",
    en="The goal is reached, but this opens more than the traffic needs: find the way that opens only what it does.",
)
_BREAKS_REACHED = Words(
    ko="목표는 이뤘어요. 그런데 다른 곳이 나빠졌어요.\n{effects}",
    en="The goal is reached, but something else got worse.\n{effects}",
)
_BREAKS_MISSED = Words(
    ko="아직 목표에 이르지 못했고, 다른 곳까지 나빠졌어요.\n{effects}",
    en="The goal is not reached yet, and something else got worse.\n{effects}",
)
_SAME = Words(ko="아직이에요. 진단 결과가 그대로예요.\n{now}", en="Not yet: the diagnosis says the same as before.\n{now}")
_OTHER = Words(
    ko="아직이지만 결과가 달라졌어요. 이제는 이래요.\n{now}",
    en="Not yet, but the diagnosis has changed. Now it says:\n{now}",
)

#: What a rule is about, by the family of its code; a lab's answer is not told by it, only whether one is near.
_AREAS = {"GWE": "routes", "RTE": "routes", "NAT": "routes", "IGW": "routes", "SGR": "filters", "ACL": "filters"}
_NAMES = {"IFE": "names", "DNS": "names", "POL": "policies"}


def area(code: str) -> str:
    """Give what a rule is about: routes, names, filters, policies, or its own family."""
    family = code.partition("-")[0]
    if code == "IFE-005":  # the endpoint's security group
        return "filters"
    return (_AREAS | _NAMES).get(family, family)


def right(rule: Rule) -> Words:
    """Say that this is all of it."""
    return _filled(_RIGHT, title=rule.title, code=rule.code)


def more_to_find(rules: Sequence[Rule]) -> Words:
    """Say that this is a part of it."""
    titles = Words(
        ko=", ".join(f"{r.title.ko} ({r.code})" for r in rules), en="; ".join(f"{r.title.en} ({r.code})" for r in rules)
    )
    return _filled(_MORE, titles=titles)


def true_but_beside(rule: Rule) -> Words:
    """Say that this is so, and not why."""
    return _filled(_BESIDE, title=rule.title, code=rule.code)


def true_by_now(rule: Rule) -> Words:
    """Say that this is so since the network was changed."""
    return _filled(_BY_NOW, title=rule.title, code=rule.code)


def solved(lab: Lab) -> Words:
    """Say that it is done, and what it teaches."""
    return _filled(_SOLVED, after=lab.after)


class Spared(StrEnum):
    """What a smaller fix does without."""

    MADE = "made"  # something new, or something reset as a whole
    OPENED = "opened"  # a rule that lets more pass than has to


def longer(lab: Lab, made: int, spared: Spared | None) -> Words:
    """Say that it is done with more than was needed: more steps, or wider ones."""
    if made <= lab.steps:
        return _WIDER if spared is Spared.OPENED else _HEAVIER
    return _filled(_LONGER, made=str(made), steps=str(lab.steps))


def breaks(broken: Sequence[SideEffect], diagnosis: Diagnosis, *, reached: bool) -> Words:
    """Say what else got worse."""
    effects = Words(
        ko="\n".join(f"• {line}" for line in elsewhere(broken, diagnosis, "ko")),
        en="\n".join(f"• {line}" for line in elsewhere(broken, diagnosis, "en")),
    )
    return _filled(_BREAKS_REACHED if reached else _BREAKS_MISSED, effects=effects)


def not_yet(was: Diagnosis, now: Diagnosis) -> Words:
    """Say what the diagnosis says now, and not what would mend it."""
    before, after = _headline(was), _headline(now)
    return _filled(_SAME if before == after else _OTHER, now=after)


def refused(trouble_met: AskerError) -> Words:
    """Say why the change cannot be made."""
    code, particulars = trouble_met.code, trouble_met.particulars
    return Words(ko=trouble(code, particulars, "ko"), en=trouble(code, particulars, "en"))


def _headline(diagnosis: Diagnosis) -> Words:
    return Words(ko=headline(diagnosis, "ko"), en=headline(diagnosis, "en"))


def _filled(words: Words, **given: Words | str) -> Words:
    """Fill both languages, each with its own."""
    ko = {name: value if isinstance(value, str) else value.ko for name, value in given.items()}
    en = {name: value if isinstance(value, str) else value.en for name, value in given.items()}
    return Words(ko=words.ko.format(**ko), en=words.en.format(**en))
