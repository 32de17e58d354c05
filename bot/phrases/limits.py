"""What is said to whoever asks for more than there is room for, waits, or stops waiting; in both languages."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.limits import Kind
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

WAIT: Mapping[Kind, Words] = MappingProxyType(
    {
        Kind.QUESTIONS: Words(
            ko=":hourglass_flowing_sand: 질문은 1분에 {limit}개까지 받을 수 있어요. {seconds}초 뒤에 다시 물어봐 주세요. "
            "그때까지 보내신 질문에는 따로 답하지 않아요.",
            en=":hourglass_flowing_sand: I take up to {limit} questions a minute from one person. Ask again in {seconds} s; "
            "I won't answer yours until then.",
        ),
        Kind.DIAGNOSES: Words(
            ko=":hourglass_flowing_sand: 진단은 1분에 {limit}건까지 시작할 수 있어요. {seconds}초 뒤에 다시 요청해 주세요. "
            "그때까지 요청하신 진단은 시작하지 않아요.",
            en=":hourglass_flowing_sand: I start up to {limit} diagnoses a minute for one person. Ask again in {seconds} s; "
            "I won't start any of yours until then.",
        ),
        Kind.CHANNEL: Words(
            ko=":hourglass_flowing_sand: 이 채널에서는 진단을 1분에 {limit}건까지 시작할 수 있어요. "
            "{seconds}초 뒤에 다시 요청하거나 DM으로 물어봐 주세요.",
            en=":hourglass_flowing_sand: I start up to {limit} diagnoses a minute in one channel. Ask again in {seconds} s, "
            "or ask me in a direct message.",
        ),
        Kind.AT_ONCE: Words(
            ko=":hourglass_flowing_sand: 먼저 요청하신 진단 {limit}건이 아직 진행 중이에요. "
            "끝난 뒤에 다시 요청하거나, 하나를 그만두고 요청해 주세요.",
            en=":hourglass_flowing_sand: Diagnoses of yours that are still under way: {limit}. Ask again when one is done, "
            "or cancel one first.",
        ),
    }
)
WAITING_TO_READ = Words(ko="{sentence}  ({source} → {to})", en="{sentence}  ({source} → {to})")
NEXT_IN_LINE = Words(
    ko=":hourglass_flowing_sand: 다른 진단이 끝나기를 기다리고 있어요. 다음 차례예요.",
    en=":hourglass_flowing_sand: Waiting for other diagnoses to finish. This one is next.",
)
IN_LINE = Words(
    ko=":hourglass_flowing_sand: 다른 진단이 끝나기를 기다리고 있어요. 앞에 {ahead}건 남았어요.",
    en=":hourglass_flowing_sand: Waiting for other diagnoses to finish: {ahead} before this one.",
)
CANCEL = Words(ko="그만두기", en="Cancel")
CLOSING_ENDS = Words(ko="이 창을 닫으면 읽기를 멈춰요.", en="Closing this window ends the reading.")
CANCELLED = Words(ko="진단을 그만뒀어요.", en="Cancelled.")
NOT_YOURS_TO_CANCEL = Words(
    ko="이 진단은 요청한 분만 그만둘 수 있어요.",
    en="Only the person who asked for this diagnosis can cancel it.",
)
NOTHING_TO_CANCEL = Words(
    ko="그만둘 진단이 없어요. 이미 끝났거나 그만둔 진단이에요.",
    en="There is nothing to cancel: this one is finished or cancelled already.",
)
NOTHING_UNDER_WAY = Words(
    ko="지금 여기서 하고 있는 일은 없어요. 다른 스레드의 진단이나 점검은 그 메시지의 버튼으로 멈출 수 있어요.",
    en="Nothing is under way here. A diagnosis or a sweep in another thread can be ended with the button on its message.",
)
TOOK_TOO_LONG = Words(
    ko="AWS를 {minutes}분 동안 읽었지만 끝나지 않아서 멈췄어요. 마지막으로 기다린 것: {what}. 잠시 뒤 다시 요청해 주세요. "
    "계속 이러면 제가 실행되는 곳에서 AWS API 엔드포인트까지 연결되는지(프록시, 방화벽) 확인이 필요해요.",
    en="I stopped reading AWS after {minutes} minutes; I was last waiting for: {what}. Ask again in a while. If it keeps "
    "happening, check that the host I run on reaches AWS's API endpoints (proxy, firewall).",
)
