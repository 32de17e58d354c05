"""What `routelore audit` says."""

from __future__ import annotations

from diagnostics.model.words import Words

NONE = Words(ko="감사 기록이 없어요.", en="There are no audit records.")
NOT_A_DAY = Words(
    ko="--since에는 날짜를 2026-11-23이나 2026-11-23T09:00+09:00처럼 적어 주세요: {text}",
    en="--since takes a day, such as 2026-11-23, or a moment, such as 2026-11-23T09:00+09:00: {text}",
)
UNKNOWN_TEAM = Words(
    ko="{team} 워크스페이스의 감사 기록이 없어요. --team에는 다음 중 하나를 쓰세요: {teams}",
    en="There are no audit records of the workspace {team}. --team takes one of: {teams}",
)
WHOLE = Words(
    ko="{team}: {number}번 기록까지 바뀌거나 빠진 것이 없어요. 마지막 다이제스트 {digest}",
    en="{team}: nothing was changed or taken out up to record {number}; its digest is {digest}",
)
BROKEN = Words(
    ko="{team}: {number}번 기록부터 바뀌었거나 빠져 있어요. 백업과 비교해 보세요.",
    en="{team}: from record {number} on, something was changed or taken out. Compare it with a backup.",
)
