"""What is said around lessons, quizzes and progress, in both languages; the lessons word themselves."""

from __future__ import annotations

from diagnostics.model.words import Words

# --- the welcome ------------------------------------------------------------------------------------------------------
HELLO = Words(ko="{who} 님, 반가워요!", en="Welcome, {who}!")
WHAT_IT_IS = Words(
    ko="저는 routelore예요. 처음 오신 분이 궁금해할 내용을 짧은 레슨으로 하나씩 알려 드려요.",
    en="I'm routelore. I walk newcomers through what they will want to know, one short lesson at a time.",
)
A_PATH = Words(ko="레슨 {count}개", en="{count} lessons")
ONE_LESSON = Words(ko="레슨 1개", en="1 lesson")
HOW_IT_GOES = Words(
    ko="레슨 하나는 2분쯤 걸리고, 끝나면 짧은 퀴즈가 있어요. 틀려도 왜 틀렸는지 알려 드려요. "
    "언제든 멈췄다가 이어서 하고, 건너뛰거나 되돌아가도 돼요. 진도는 직접 공개하기 전에는 다른 사람에게 보이지 않아요.",
    en="A lesson takes about two minutes and ends with a short quiz that explains whatever you get wrong. "
    "Stop and come back whenever you like, skip, or go back. Nobody sees how far you are unless you share it.",
)
START = Words(ko="시작하기", en="Start")
NOT_NOW = Words(ko="나중에 할게요", en="Not now")
NOT_NOW_THEN = Words(
    ko="알겠어요. 하고 싶을 때 여기에 “온보딩”이라고 적거나 홈 탭에서 시작하세요.",
    en="No problem. Whenever you feel like it, write “onboarding” here or start from the Home tab.",
)
CHOOSE_PATH = Words(ko="어떤 과정을 시작할까요?", en="Which course would you like to take?")

# --- a lesson ---------------------------------------------------------------------------------------------------------
TO_QUIZ = Words(ko="퀴즈 풀기", en="Take the quiz")
BACK = Words(ko="이전 레슨", en="Previous lesson")
TO_TEXT = Words(ko="글 다시 보기", en="Back to the text")
SKIP = Words(ko="레슨 건너뛰기", en="Skip this lesson")
LATER = Words(ko="나중에 이어서", en="Later")
NEXT = Words(ko="다음", en="Next")
MOVE_ON = Words(ko="그냥 넘어가기", en="Move on")
CONTINUE = Words(ko="이어서 하기", en="Continue")
OTHER_LANGUAGE = Words(ko="Read in English", en="한국어로 보기")
TRY_IT = Words(ko="직접 해보기", en="Try it")
PAGES = Words(ko="더 읽을거리: {pages}", en="Further reading: {pages}")
ENTRY_GONE = Words(ko="이 부분의 글은 지금 노트에 없어요.", en="The text for this part is no longer in the notes.")
GOES_ON_BELOW = Words(ko=":arrow_down: 아래에서 이어져요: {title}", en=":arrow_down: Goes on below: {title}")
SAVED = Words(
    ko="여기까지 저장했어요. 아래 버튼을 누르거나 “온보딩 계속하기”라고 적으면 이어져요.",
    en="Saved. Press the button below or write “continue” to pick up here.",
)

SAVED_SO_FAR = Words(
    ko="여기까지 저장했어요. “온보딩 계속하기”라고 적으면 이어져요.",
    en="Saved. Write “continue” to pick up where you left off.",
)

# --- the quiz ---------------------------------------------------------------------------------------------------------
QUIZ = Words(ko="{title} · 퀴즈 {number}/{total}", en="{title} · quiz {number}/{total}")
YOUR_ANSWER = Words(ko="답을 하나 고르세요", en="Pick one")
TRY_ANOTHER = Words(ko="다시 풀어 볼까요?", en="Have another try?")
ANSWER = Words(ko="답하기", en="Answer")
CHOOSE_FIRST = Words(ko="먼저 답을 하나 골라 주세요.", en="Pick an answer first.")
CHOSEN = Words(ko="고른 답: {choice}", en="Your answer: {choice}")
RIGHT = Words(ko="맞았어요!", en="That's right!")
NOT_RIGHT = Words(ko="아쉽지만 정답이 아니에요.", en="Not quite.")
READ_AGAIN = Words(ko="다시 읽기: {title}", en="Read again: {title}")
QUIZ_DONE = Words(
    ko=":white_check_mark: “{title}” 퀴즈: {total}문제 중 {right}문제를 한 번에 맞혔어요.",
    en=":white_check_mark: Quiz on “{title}”: {right} of {total} right at the first try.",
)
QUIZ_LEFT = Words(ko="“{title}” 퀴즈는 여기서 멈췄어요.", en="You left the quiz on “{title}” here.")

# --- the end ----------------------------------------------------------------------------------------------------------
THROUGH = Words(ko=":tada: 끝까지 왔어요!", en=":tada: You made it to the end!")
HOW_IT_WENT = Words(
    ko="{path}: 퀴즈 {answered}문제 중 {right}문제를 한 번에 맞혔어요.",
    en="{path}: you got {right} of {answered} quiz questions right at the first try.",
)
NO_QUIZ = Words(ko="{path}: 퀴즈는 풀지 않았어요.", en="{path}: you took no quizzes.")
SKIPPED_ONES = Words(ko="건너뛴 레슨은 지금이라도 볼 수 있어요.", en="You can still read the lessons you skipped.")
NEW_ONES = Words(ko="그사이 새로 생긴 레슨이 있어요.", en="There are lessons that were added since.")
LABS_NEXT = Words(
    ko="이제 망가진 네트워크를 직접 고쳐 볼 차례예요. 실습에서 원인을 찾고 고칠 방법을 말해 보세요.",
    en="Now try it on broken networks: in the labs you find the cause and say what should change.",
)
LABS = Words(ko="실습 하러 가기", en="Go to the labs")
NO_LABS = Words(ko="지금은 준비된 실습이 없어요.", en="There are no labs here at the moment.")
QUESTIONS_NEXT = Words(
    ko="궁금한 것은 언제든 여기에 물어보세요.",
    en="Ask me anything here, any time.",
)

# --- how far somebody is ----------------------------------------------------------------------------------------------
MY_LEARNING = Words(ko="온보딩", en="Onboarding")
STANDS_AT = Words(ko="지금: {number}. {title}", en="Now: {number}. {title}")
ALL_DONE = Words(ko="끝까지 마쳤어요.", en="Finished.")
COUNTED = Words(ko="{total}개 중 {read}개 완료", en="{read} of {total} done")
AT_THE_END = Words(ko="끝까지 왔어요.", en="At the end.")
AND_SKIPPED = Words(ko="{count}개 건너뜀", en="{count} skipped")
IN_MESSAGES = Words(
    ko="레슨은 routelore와의 DM(메시지 탭)에 올라와요.",
    en="Lessons appear in your DM with routelore, on the Messages tab.",
)
GO_TO = Words(ko="레슨 고르기", en="Go to a lesson")
SHARE_ON = Words(ko="진도 공개하기", en="Share my progress")
SHARE_OFF = Words(ko="공개 그만하기", en="Stop sharing")
SHARING = Words(
    ko=":bust_in_silhouette: 팀 리드가 어느 레슨까지 했는지 볼 수 있어요. 퀴즈에 무엇을 골랐는지는 보이지 않아요.",
    en=":bust_in_silhouette: Your lead can see which lesson you are at, never what you answered.",
)
NOT_SHARING = Words(
    ko=":lock: 진도는 본인만 볼 수 있고, 공개하면 팀 리드도 볼 수 있어요. "
    "어려운 레슨을 찾으려고 3명 이상 모인 수치만 이름 없이 집계해요.",
    en=":lock: Only you see your progress, until you share it with your lead. "
    "Lessons that are hard are found from nameless counts of three people or more.",
)
OTHER_PATHS = Words(ko="다른 과정", en="Other courses")
RESET = Words(ko="처음부터 다시", en="Start over")
RESET_ASK = Words(
    ko="“{path}” 과정을 처음부터 다시 할까요? 지금까지의 진도와 퀴즈 답이 지워져요.",
    en="Start “{path}” over? Your progress and quiz answers so far will be deleted.",
)
RESET_YES = Words(ko="지우고 다시 하기", en="Delete and start over")
RESET_NO = Words(ko="그대로 두기", en="Keep it")

# --- what stands in the way -------------------------------------------------------------------------------------------
FURTHER = Words(
    ko="그 버튼은 지나온 단계의 것이에요. 지금은 “{where}”에 있어요. {link}",
    en="That button belongs to an earlier step. You are at “{where}” now. {link}",
)
GO_THERE = Words(ko="이어서 보기", en="Go there")
THE_END = Words(ko="과정 끝", en="the end of the course")
IN_DIRECT_MESSAGE = Words(ko="DM에 올려 뒀어요: {link}", en="It is in our direct message: {link}")
OPEN_IT = Words(ko="열기", en="open")
NO_PATHS = Words(ko="지금은 준비된 학습 과정이 없어요.", en="There is no course here at the moment.")
PATH_GONE = Words(
    ko="그 과정은 이제 없어요. “온보딩”이라고 적으면 지금 있는 과정을 보여 드려요.",
    en="That course no longer exists. Write “onboarding” to see what there is.",
)
UNREADABLE = Words(
    ko="저장된 진도를 읽을 수 없어요. 처음부터 다시 시작할 수 있어요.",
    en="Your saved progress cannot be read. You can start over.",
)
NOTHING_TO_RESET = Words(
    ko="아직 시작한 과정이 없어요. “온보딩”이라고 적으면 시작해요.",
    en="You have not started a course yet. Write “onboarding” to begin.",
)

# --- the team ---------------------------------------------------------------------------------------------------------
TEAM = Words(ko="팀 학습 현황", en="How the team is learning")
NOBODY_SHARES = Words(
    ko="진도를 공개한 사람이 아직 없어요. 각자 홈 탭에서 공개할 수 있어요.",
    en="Nobody shares their progress yet. Everyone can turn that on in their own Home tab.",
)
PERSON = Words(ko="{who}  {bar} {read}/{total} · {where}", en="{who}  {bar} {read}/{total} · {where}")
FINISHED = Words(ko="마침", en="finished")
FINISHED_SKIPPING = Words(ko="끝까지 감, {count}개 건너뜀", en="at the end, {count} skipped")
MORE_PEOPLE = Words(ko="… 외 {count}명", en="… and {count} more")
HARD_LESSONS = Words(ko="어려워하는 레슨", en="Lessons that lose people")
NO_HARD_LESSONS = Words(
    ko="아직 3명 이상 막힌 레슨이 없어요. 그보다 적은 수는 누구인지 드러날 수 있어서 보여 주지 않아요.",
    en="No lesson has enough answers to tell: counts of fewer than three people are not shown, so nobody is singled out.",
)
FAILED = Words(
    ko="{number}. {title}: {answered}명 중 {failed}명이 퀴즈를 처음에 틀림",
    en="{number}. {title}: {failed} of {answered} got the quiz wrong at first",
)
LEFT_OUT = Words(ko=", {count}명이 건너뜀", en=", {count} skipped it")
ONLY_LEFT_OUT = Words(ko="{number}. {title}: {count}명이 건너뜀", en="{number}. {title}: {count} skipped it")
WORST_QUESTION = Words(
    ko="가장 많이 틀린 문제({answered}명 중 {wrong}명): {ask}",
    en="Most often wrong ({wrong} of {answered}): {ask}",
)
NAMELESS = Words(
    ko="모든 사람의 답을 이름 없이 더한 수치이고, 3명 이상 모였을 때만 보여요.",
    en="Counted over everybody without names, and only where three people or more came that far.",
)
WHOLE_TEAM = Words(ko="전체 보기", en="Show everybody")
ONLY_MAINTAINERS = Words(
    ko="팀 학습 현황은 노트를 관리하는 분들만 볼 수 있어요. 내 진도는 홈 탭에 있어요.",
    en="Only the maintainers of the notes can see how the team is doing. Your own progress is on the Home tab.",
)
