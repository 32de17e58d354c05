"""The titles of a report's sections and its marks, said once for plain and for coloured terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.explanation import Mark
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

#: How a place on the way fares, as one character that needs no colour.
MARKS: Mapping[Mark, str] = {Mark.OK: "o", Mark.WARN: "!", Mark.BAD: "x", Mark.UNKNOWN: "?"}

WAY = Words("경로", "The path")
WAYS = Words("갈래", "The paths")
SEEN = Words("근거", "Evidence")
TO_DO = Words("할 일", "What to do")
COMMANDS = Words("명령", "Commands")
CAVEATS = Words("주의", "Beware")
UNSEEN = Words("보지 못한 것", "Not seen")
ASSUMED = Words("전제", "Taken for granted")
ASIDES = Words("참고로", "Also worth knowing")
ASIDE = Words("{title} ({code}, 자세히: docs/findings/{id}.md)", "{title} ({code}; more in docs/findings/{id}.md)")
NOW = Words("지금 할 일", "Now")
ONE_FIX = Words("해결 방법 (설정 복사본에 적용해서 확인했어요)", "The fix, proven on a copy of the network")
FIXES = Words(
    "해결 방법 {count}가지 (각각 설정 복사본에 적용해서 확인했어요. 하나만 고르면 돼요)",
    "{count} ways to fix it, each proven on a copy of the network; pick one",
)
ELSEWHERE = Words("함께 달라지는 것", "What else changes")
NOTHING_ELSE = Words(
    "같은 VPC의 다른 서브넷과 서비스는 판정이 그대로예요.",
    "The verdicts of the VPC's other subnets and services stay as they are.",
)
BEFOREHAND = Words("적용하기 전에", "Before you apply it")
CHANGES = Words("바꾸는 것", "The change")
TODAY, AFTERWARDS = Words("지금", "Now"), Words("바꾼 뒤", "After")
GONE, NEW = Words("사라지는 문제", "Findings that go away"), Words("새로 생기는 문제", "New findings")
