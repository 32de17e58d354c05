"""What is said where the process that took something up ended before it was done."""

from __future__ import annotations

from diagnostics.model.words import Words

TOO_LATE = Words(
    ko="제가 중간에 재시작되면서 이 요청은 처리하지 못했어요. 아직 필요하시면 다시 요청해 주세요.",
    en="I was restarted partway through and didn't get to this one. If you still need it, please ask again.",
)
FORM_LATE = Words(
    ko="제가 재시작되는 사이에 창을 열 수 있는 시간이 지났어요. 한 번 더 눌러 주세요.",
    en="I was restarted, and by now it's too late to open the form. Please try once more.",
)
