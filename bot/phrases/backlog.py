"""What is said of questions that the notes owe an answer, in both languages."""

from __future__ import annotations

from diagnostics.model.words import Words
from knowledge.backlog import Shortfall

TITLE = Words(ko="답이 필요한 질문", en="Questions that need an answer")
HOW_MANY = Words(
    ko="{wants}가지 질문을 {askings}번 물어봤어요. 뜻이 같은 질문은 하나로 묶었고, 최근에 들어온 질문이 맨 아래에 있어요.",
    en="{wants} questions, asked {askings} times. What means the same counts as one; the newest are at the bottom.",
)
ONE = Words(
    ko="답이 필요한 질문이 하나 있어요.",
    en="One question needs an answer.",
)
NONE = Words(
    ko="지금은 없어요. 답하지 못했거나 틀렸다는 의견을 받은 질문이 여기에 모여요.",
    en="None at the moment. Questions that went unanswered, or whose answer was called wrong, gather here.",
)
MORE = Words(ko="…그 밖에 {count}가지가 더 있어요.", en="…and {count} more.")
MORE_IN_HOME = Words(
    ko="더 보려면 DM에 “백로그”라고 적으세요.",
    en="Write “backlog” in our direct message to see more.",
)
MORE_WHERE = Words(
    ko="모두 보려면 터미널에서 `routelore knowledge gaps`를 실행하세요.",
    en="`routelore knowledge gaps` in a terminal shows them all.",
)
TIMES = Words(ko="{count}번", en="asked {count} times")
ONCE = Words(ko="1번", en="asked once")
BETWEEN = Words(ko="{first}부터 {last}까지", en="{first} to {last}")
ALSO = Words(ko="다르게 물어본 말: {texts}", en="Also asked as: {texts}")
SHORTFALLS = {
    Shortfall.MISSING: Words(ko="답 없음 {count}", en="{count} unanswered"),
    Shortfall.AMBIGUOUS: Words(ko="후보만 보여 줌 {count}", en="{count} only offered a choice"),
    Shortfall.WRONG: Words(ko="틀렸다는 의견 {count}", en="{count} called wrong"),
    Shortfall.DIAGNOSIS: Words(ko="진단이 틀렸다는 의견 {count}", en="{count} diagnosis called wrong"),
}
ABOUT_ENTRY = Words(ko="답한 항목: {entry}", en="Answered by: {entry}")
TEACH = Words(ko="답 알려 주기", en="Teach the answer")
DISMISS = Words(ko="목록에서 빼기", en="Dismiss")

DISMISSED = Words(
    ko="목록에서 뺐어요. 뜻이 같은 질문이 또 들어와도 다시 올라오지 않아요.",
    en="Dismissed. It stays off the list when the same is asked again.",
)
GONE = Words(
    ko="이 질문은 이제 목록에 없어요. 그 사이 답이 생겼거나 다른 분이 뺐어요.",
    en="This question is no longer on the list: it has an answer by now, or somebody dismissed it.",
)
FOR_MAINTAINERS = Words(
    ko="이 목록은 노트 관리자만 볼 수 있어요. 아는 답이 있다면 “답 추가”라고 말해 주세요.",
    en="Only those who look after the notes see this list. If you know an answer that is missing, say “add an answer”.",
)
UNKNOWN_TEAM = Words(
    ko="{team} 워크스페이스에서는 질문을 받은 적이 없어요. --team에는 다음 중 하나를 쓰세요: {teams}",
    en="Nothing was asked in the workspace {team}. --team takes one of: {teams}",
)
