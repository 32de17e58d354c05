"""What is said in and around the weekly summary, in both languages."""

from __future__ import annotations

from diagnostics.model.words import Words

TITLE = Words(ko="지난주 질문 요약", en="Last week's questions")
WEEK = Words(ko="{first}부터 {last}까지", en="{first} to {last}")
QUIET = Words(
    ko="지난주에는 질문이 없었어요. 네트워크가 조용하면 좋은 거죠. 이번 주도 궁금한 게 있으면 불러 주세요.",
    en="Nobody asked anything last week. A quiet network is a good network. I am here when something comes up.",
)
ASKED = Words(ko="질문 {count}", en="{count} asked")
ANSWERED = Words(ko="답함 {count}", en="{count} answered")
OFFERED = Words(ko="후보만 보여 줌 {count}", en="{count} offered a choice")
REFUSED = Words(ko="답 못 함 {count}", en="{count} not answered")
CHANGE = Words(ko="(전주 대비 {change})", en="({change} on the week before)")
SAME = Words(ko="(전주와 같음)", en="(same as the week before)")
FEEDBACK = Words(ko="의견: 👍 {helpful} · 👎 {wrong}", en="Feedback: 👍 {helpful} · 👎 {wrong}")
GAPS = Words(ko="아직 답이 없는 질문", en="Still without an answer")
GAP = Words(ko="{question} · {times}", en="{question} · {times}")
MORE = Words(
    ko="…그 밖에 {count}가지는 노트 관리자가 홈에서 볼 수 있어요.",
    en="…and {count} more, which maintainers see in Home.",
)
ELSEWHERE = Words(
    ko="모두 {count}가지예요. 이 채널에서 나온 질문이 아니라서, 노트 관리자만 홈에서 볼 수 있어요.",
    en="{count} in all. They were not asked in this channel, so only maintainers see them, in Home.",
)
TAUGHT = Words(ko="새로 배운 답", en="Newly taught")
KNOW = Words(ko="답을 알아요", en="I know the answer")
HOW_TO_END = Words(
    ko="이 요약을 그만 받으려면 노트 관리자가 이 채널에서 저를 부르며 “요약 그만”이라고 하면 돼요.",
    en="To end these summaries, a maintainer mentions me here with “digest off”.",
)

ON = Words(
    ko="이 채널에 매주 월요일 오전 9시({zone})에 질문 요약을 올릴게요. 첫 요약은 {first}이에요.",
    en="I will post a summary of the questions here every Monday at 9:00 ({zone}), for the first time on {first}.",
)
OFF = Words(ko="이제 이 채널에 주간 요약을 올리지 않을게요.", en="I will not post the weekly summary here any more.")
WAS_OFF = Words(ko="이 채널에는 주간 요약이 켜져 있지 않아요.", en="There is no weekly summary in this channel.")
ONLY_CHANNELS = Words(
    ko="주간 요약은 채널에서 켜고 끌 수 있어요. 받을 채널에서 저를 부르며 “주간 요약 켜기”라고 해 주세요.",
    en="The weekly summary is for channels. Mention me with “digest on” in the channel that wants it.",
)
FOR_MAINTAINERS = Words(
    ko="주간 요약은 노트 관리자만 켜고 끌 수 있어요. 관리자에게 부탁해 주세요.",
    en="Only those who look after the notes can switch the weekly summary on or off. Ask one of them.",
)
NOT_A_MEMBER = Words(
    ko="제가 이 채널에 없어서 요약을 올릴 수 없어요. /invite로 초대한 뒤 다시 말해 주세요.",
    en="I am no member of this channel, so I could not post there. /invite me, then say it again.",
)
