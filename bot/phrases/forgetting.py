"""What is said to somebody who wants to be forgotten, in chat and at the terminal."""

from __future__ import annotations

from diagnostics.model.words import Words

TITLE = Words(ko="내 정보 지우기", en="Forget me")
ASK = Words(
    ko="제가 이 워크스페이스에서 저장한 본인 정보를 지울까요?",
    en="Shall I delete what I keep about you in this workspace?",
)
GOES = Words(
    ko="*지워요*\n"
    "• 직접 시작한 질문·진단 스레드의 기록과 그때 읽은 네트워크 정보, 전체 점검 결과\n"
    "• 학습 진도, 실습 기록, 언어 설정\n"
    "• 답이 생기면 알려 달라고 한 질문, 열어 둔 양식\n"
    "• 답변에 남긴 평가(도움 됨·틀림)\n"
    "• 제안했지만 쓰이지 않은 답",
    en="*This goes*\n"
    "• what I remember of the threads you started, with the networks read for them, and your sweeps\n"
    "• your lessons, labs and language\n"
    "• the questions you wait to hear back on, and forms you have open\n"
    "• whether you called answers helpful or wrong\n"
    "• the answers you proposed that are not in use",
)
STAYS = Words(
    ko="*남아요*\n"
    "• 쓰이고 있거나 쓰였던 답은 팀의 지식이라 남지만, 누가 제안했는지는 지워요\n"
    "• AWS 계정을 누가 조회했는지 남기는 감사 기록은 보관 기간({days}일)이 끝나면 지워져요. 메시지 내용은 들어 있지 않아요\n"
    "• Slack에 올라간 메시지는 Slack에 남아요. 직접 지우거나 관리자에게 요청해 주세요",
    en="*This stays*\n"
    "• answers that are or were in use are the team's knowledge; that they came from you is removed\n"
    "• the audit of who had which AWS account read, without any message text, until its {days} days are over\n"
    "• messages in Slack: delete them there, or ask an admin",
)
YES = Words(ko="지우기", en="Delete it")
NO = Words(ko="그만두기", en="Keep it")
SURE_TITLE = Words(ko="정말 지울까요?", en="Delete for good?")
SURE = Words(
    ko="지운 정보는 되돌릴 수 없어요. 학습 진도도 처음부터 다시 시작하게 돼요.",
    en="This cannot be undone. Your lessons start from the beginning.",
)
DONE = Words(
    ko="지웠어요. 다시 말을 걸어 주시면 처음 만난 것처럼 도와드릴게요.",
    en="Done, it's gone. Write to me any time; I'll treat you like somebody new.",
)
NOTHING = Words(
    ko="남아 있는 정보가 없어요. 이미 지웠거나 저장한 적이 없어요.",
    en="I keep nothing about you: it is deleted already, or there never was anything.",
)
FORGOTTEN = Words(ko="이름을 지운 분", en="someone whose name was removed")
FORGOT_ROWS = Words(ko="{table}: {count}행", en="{table}: {count}")
FORGOT_NOBODY = Words(
    ko="{team} 워크스페이스에 {user}의 정보가 없어요. 멤버 ID와 워크스페이스 ID를 확인해 주세요.",
    en="Nothing is kept of {user} in the workspace {team}. Check both ids.",
)
NOT_A_MEMBER_ID = Words(
    ko="Slack 멤버 ID가 아니에요: {user}. 프로필의 “멤버 ID 복사”에 있는 U012AB3CD 같은 값을 적어 주세요.",
    en="Not a Slack member id: {user}. Write one such as U012AB3CD (“Copy member ID” in a profile).",
)
