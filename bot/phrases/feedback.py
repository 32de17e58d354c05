"""What is said around feedback and hearing back, in both languages."""

from __future__ import annotations

from diagnostics.model.words import Words

HELPFUL = Words(ko="👍 도움 됐어요", en="👍 Helpful")
WRONG = Words(ko="👎 틀렸어요", en="👎 Wrong")
HEAR_BACK = Words(ko="답이 생기면 알려 주세요", en="Tell me when answered")
NEVER_MIND = Words(ko="안 알려 줘도 돼요", en="Never mind")
RIGHT_ANSWER = Words(ko="맞는 답 알려 주기", en="What would be right?")

THANKS_HELPFUL = Words(ko="고마워요, 도움이 된 답으로 세어 둘게요.", en="Thanks, counted as helpful.")
THANKS_WRONG = Words(
    ko="알려 줘서 고마워요. 노트를 관리하는 분들이 볼 수 있게 적어 뒀어요. 맞는 답을 알면 알려 주세요.",
    en="Thanks for telling. It is on the list of those who look after the notes. If you know the right answer, teach me.",
)
THANKS_WRONG_DIAGNOSIS = Words(
    ko="알려 줘서 고마워요. 관리자가 볼 수 있게 적어 뒀어요. 무엇을 보고 판단했는지는 “근거 보기”에 있어요.",
    en="Thanks for telling. It is on the maintainers' list. “Evidence” shows what the verdict rests on.",
)
TAKEN_BACK = Words(ko="의견을 취소했어요.", en="Your feedback is taken back.")
NOTHING_TO_JUDGE = Words(
    ko="어떤 답에 대한 의견인지 알 수 없어요. 다시 물어보고 그 답에서 눌러 주세요.",
    en="I cannot tell which answer this is about. Ask again and press the button below that answer.",
)

WILL_TELL = Words(
    ko="답이 생기면 DM으로 알려 드릴게요. 그때까지만 누가 기다리는지 기억하고, 알린 뒤에는 지워요.",
    en="I will send you a direct message when there is an answer. "
    "I remember that you wait only until then, and forget it afterwards.",
)
WILL_NOT_TELL = Words(ko="알겠어요, 따로 알리지 않을게요.", en="All right, I will not tell you.")
NOTHING_TO_WAIT_FOR = Words(
    ko="어떤 질문을 기다리는지 알 수 없어요. 다시 물어보고 그 답에서 눌러 주세요.",
    en="I cannot tell which question you mean. Ask it again and press the button below that answer.",
)
TOO_MANY_WAITED_FOR = Words(
    ko="기다리는 질문이 이미 {most}개예요. 하나를 취소한 뒤 다시 눌러 주세요.",
    en="You wait for {most} questions already. Cancel one of them, then press again.",
)
ANSWERED_ALREADY = Words(ko="그 사이 답이 생겼어요.", en="There is an answer by now.")
THERE_IS_AN_ANSWER = Words(ko="전에 물어보신 질문에 이제 답할 수 있어요.", en="I can answer now what you asked before.")
