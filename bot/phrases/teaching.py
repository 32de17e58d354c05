"""What is said around teaching: the form, what waits for a decision, and what became of it."""

from __future__ import annotations

from diagnostics.model.words import Words

# --- the form ---------------------------------------------------------------------------------------------------------
TITLE = Words(ko="답 알려 주기", en="Teach an answer")
EDIT_TITLE = Words(ko="제안 고치기", en="Edit the proposal")
SUBMIT = Words(ko="제안하기", en="Propose")
SAVE = Words(ko="저장", en="Save")
CLOSE = Words(ko="닫기", en="Close")
HOW = Words(
    ko="관리자가 확인하고 승인하면 바로 이 답을 드려요. 한국어와 영어 중 하나만 써도 돼요.",
    en="Once a maintainer approves it, this is the answer people get. One language is enough.",
)
QUESTION = Words(ko="질문", en="Question")
QUESTION_EXAMPLE = Words(
    ko="예: 스테이징 VPC에서 S3는 어떤 엔드포인트로 나가요?", en="e.g. Which endpoint does staging use for S3?"
)
ANSWER_KO = Words(ko="답 (한국어)", en="Answer in Korean")
ANSWER_EN = Words(ko="답 (영어)", en="Answer in English")
ANSWER_EXAMPLE = Words(ko="알고 있는 대로 적어 주세요.", en="Write what you know.")
ANSWER_HINT = Words(
    ko="마크다운을 쓸 수 있어요: **굵게**, `코드`, - 목록, ``` 코드 블록.",
    en="Markdown works: **bold**, `code`, - lists, ``` code blocks.",
)
WAYS = Words(ko="같은 뜻의 다른 질문", en="Other ways to ask it")
WAYS_EXAMPLE = Words(ko="한 줄에 하나씩", en="One a line")
WAYS_HINT = Words(
    ko="말이 다를수록 더 잘 찾아요. 한국어와 영어를 섞어도 돼요.",
    en="The more they differ, the better it is found. Korean and English may be mixed.",
)
NAME = Words(ko="짧은 제목", en="Short title")
NAME_EXAMPLE = Words(ko="예: 스테이징의 S3 엔드포인트", en="e.g. The S3 endpoint of staging")
NAME_HINT = Words(ko="비우면 질문이 제목이 돼요.", en="Left empty, the question is the title.")
LINK = Words(ko="참고 링크", en="Link")
LINK_EXAMPLE = Words(ko="https://…", en="https://…")
LINK_HINT = Words(ko="더 읽을 문서가 있으면 적어 주세요.", en="A page to read on, if there is one.")
CORRECTS = Words(ko="고칠 답", en="Corrects")
CORRECTS_HINT = Words(
    ko="지금 있는 답을 고치는 거라면 골라 주세요. 승인되면 그 답을 대신해요.",
    en="Choose the answer that this one is to replace once it is approved, if any.",
)
A_NEW_ONE = Words(ko="새 답이에요", en="Nothing, it is new")
OPEN_FORM = Words(
    ko="어떤 질문에 어떤 답이 맞는지 알려 주세요. 관리자가 승인하면 그때부터 그 답을 드려요.",
    en="Tell me a question and its answer. Once a maintainer approves it, that is what people get.",
)

# --- what is wrong with it --------------------------------------------------------------------------------------------
FAULTS = {
    "empty-question": Words(ko="질문을 적어 주세요.", en="Write the question."),
    "long-question": Words(ko="질문은 300자 안으로 줄여 주세요.", en="Keep the question within 300 characters."),
    "no-answer": Words(
        ko="한국어나 영어 중 하나는 답을 적어 주세요.", en="Write the answer in Korean, in English, or in both."
    ),
    "long-answer": Words(
        ko="답은 2,700자 안으로 줄여 주세요. 그보다 길면 Slack에서 잘려요.",
        en="Keep the answer within 2,700 characters; Slack would cut a longer one.",
    ),
    "not-korean": Words(
        ko="한국어가 보이지 않아요. 영어 답이면 영어 칸에 적어 주세요.",
        en="There is no Korean in it. Put an English answer into the English field.",
    ),
    "not-english": Words(
        ko="영어 칸에 한국어 답이 있어요. 한국어 칸으로 옮겨 주세요.",
        en="This looks Korean. Put it into the Korean field.",
    ),
    "many-ways": Words(ko="10개까지만 적어 주세요.", en="Ten at most, please."),
    "long-way": Words(ko="한 줄은 300자 안으로 줄여 주세요.", en="Keep each line within 300 characters."),
    "long-title": Words(ko="제목은 140자 안으로 줄여 주세요.", en="Keep the title within 140 characters."),
    "no-address": Words(
        ko="https://로 시작하는 전체 주소를 적어 주세요.", en="Write the whole address, starting with https://."
    ),
}
VAGUE = Words(
    ko="“{question}”만으로는 무엇을 묻는지 알 수 없어요. 무엇에 관한 질문인지 넣어서 다시 적어 주세요.",
    en="“{question}” does not say what it is about. Write it so that it can stand alone.",
)
LONG_MARKUP = Words(
    ko="표나 링크가 많아서 Slack에 다 담기지 않아요. 나누거나 줄여 주세요.",
    en="With its tables and links this is more than Slack shows. Split or shorten it.",
)
ENTRY_GONE = Words(
    ko="그 항목은 이제 없어요. “새 답이에요”를 고르거나 다른 항목을 골라 주세요.",
    en="That entry is gone. Choose “Nothing, it is new” or another one.",
)
TOO_MANY_WAIT = Words(
    ko="확인을 기다리는 제안이 벌써 {count}개예요. 먼저 결정된 뒤에 더 알려 주세요.",
    en="{count} of your proposals are waiting already. Please wait until some are decided.",
)

# --- to whoever proposed it -------------------------------------------------------------------------------------------
THANKS = Words(
    ko=":bulb: 고마워요! 아래 제안을 관리자에게 전했어요. 결정되면 알려 드릴게요.",
    en=":bulb: Thank you! I passed this on to the maintainers and will tell you what they decide.",
)
NOBODY_ELSE = Words(
    ko=":bulb: 고마워요! 제안을 저장했어요. 그런데 이 제안을 승인할 다른 관리자가 없어요. "
    "ROUTELORE_MAINTAINERS에 한 명을 더 적거나 워크스페이스 관리자를 늘리면 그분이 승인할 수 있어요.",
    en=":bulb: Thank you! It is saved, but there is no other maintainer to approve it. "
    "Name one more in ROUTELORE_MAINTAINERS, or make somebody an admin of the workspace.",
)
WITHDRAW = Words(ko="제안 취소", en="Withdraw")
YOURS_APPROVED = Words(
    ko=":white_check_mark: {person}님이 제안을 승인했어요. 이제 “{question}”에 이 답을 드려요.",
    en=":white_check_mark: {person} approved your proposal. “{question}” gets this answer from now on.",
)
YOURS_APPROVED_EDITED = Words(
    ko=":white_check_mark: {editor}님이 다듬고 {person}님이 승인했어요. 이제 “{question}”에 이 답을 드려요.",
    en=":white_check_mark: {editor} edited your proposal and {person} approved it. "
    "“{question}” gets this answer from now on.",
)
YOURS_DECLINED = Words(
    ko="{person}님이 “{question}” 제안을 반려했어요. 이유: {reason}",
    en="{person} declined your proposal for “{question}”: {reason}",
)
YOURS_RETIRED = Words(
    ko="{person}님이 알려 주신 “{question}”의 답을 내렸어요. 이제 그 답은 나오지 않아요.",
    en="{person} took the answer that you taught for “{question}” out of service.",
)

# --- to a maintainer --------------------------------------------------------------------------------------------------
PROPOSED = Words(
    ko=":bulb: {person}님이 답을 제안했어요. 확인해 주세요.", en=":bulb: {person} proposes an answer. Please have a look."
)
ASKED = Words(ko="질문", en="Question")
ALSO_ASKED = Words(ko="다른 질문: {ways}", en="Other ways to ask: {ways}")
CALLED = Words(ko="제목: {title}", en="Title: {title}")
SEE = Words(ko="링크: {link}", en="Link: {link}")
IN_KOREAN = Words(ko="한국어 답", en="In Korean")
IN_ENGLISH = Words(ko="영어 답", en="In English")
EDITED_BY = Words(ko="{person}님이 고쳤어요.", en="Edited by {person}.")
REPLACES = Words(
    ko=":arrows_counterclockwise: 승인하면 지금의 “{title}” 항목을 대신해요.",
    en=":arrows_counterclockwise: Approved, it replaces “{title}”.",
)
REPLACES_GONE = Words(
    ko=":arrows_counterclockwise: 고치려던 “{title}” 항목은 이제 없어요. 승인하면 새 답이 돼요.",
    en=":arrows_counterclockwise: “{title}”, which it was to replace, is gone. Approved, it is a new entry.",
)
ANSWERED_TODAY = Words(
    ko=":information_source: 지금 이 질문에는 “{title}” 항목이 답해요. 승인하면 이 질문에는 새 답이 나가요.",
    en=":information_source: “{title}” answers this question today. Approved, the new answer is given to it.",
)
CLASHES = Words(
    ko=":warning: “{title}” 항목도 “{phrase}”에 답해서 그대로는 승인할 수 없어요. "
    "질문을 고치거나, 새 답이 그 항목을 대신하게 해 주세요.",
    en=":warning: “{phrase}” is a question of “{title}”, too, so it cannot be approved as it is. "
    "Reword it, or have it replace that entry.",
)
APPROVE = Words(ko="승인", en="Approve")
REPLACE = Words(ko="“{title}” 대체하고 승인", en="Approve, replacing “{title}”")
EDIT = Words(ko="고치기", en="Edit")
DECLINE = Words(ko="반려", en="Decline")
OWN = Words(
    ko="직접 제안한 답은 스스로 승인할 수 없어요. 다른 관리자에게 확인을 부탁해 주세요.",
    en="You cannot approve your own proposal. Please ask another maintainer to look at it.",
)
OWN_ALONE = Words(
    ko="직접 제안한 답은 스스로 승인할 수 없는데, 지금은 다른 관리자가 없어요. "
    "ROUTELORE_MAINTAINERS에 한 명을 더 적거나 워크스페이스 관리자를 늘려 주세요.",
    en="You cannot approve your own proposal, and there is no other maintainer. "
    "Name one more in ROUTELORE_MAINTAINERS, or make somebody an admin of the workspace.",
)
NOT_YOURS_TO_DECIDE = Words(
    ko="답을 승인하거나 내리는 일은 관리자만 할 수 있어요. 관리자에게 부탁해 주세요.",
    en="Only maintainers decide what the notes say. Please ask one of them.",
)
NOT_YOURS_TO_WITHDRAW = Words(ko="제안한 사람만 취소할 수 있어요.", en="Only whoever made a proposal can withdraw it.")
GONE = Words(ko="그 제안은 남아 있지 않아요.", en="That proposal is not there any more.")
DECIDED = Words(ko="이미 결정된 제안이에요. 창을 닫고 확인해 주세요.", en="This is decided already. Close this to see how.")
CHANGED = Words(
    ko="그 사이에 내용이 바뀌었어요. 바뀐 내용을 보고 다시 결정해 주세요.",
    en="It was changed meanwhile. Please look at it again before you decide.",
)
BECAME = {
    "approved": Words(ko=":white_check_mark: {person}님이 승인했어요.", en=":white_check_mark: Approved by {person}."),
    "declined": Words(
        ko=":no_entry_sign: {person}님이 반려했어요: {reason}", en=":no_entry_sign: Declined by {person}: {reason}"
    ),
    "withdrawn": Words(ko="{person}님이 제안을 취소했어요.", en="Withdrawn by {person}."),
    "retired": Words(ko="{person}님이 내린 답이에요.", en="Taken out of service by {person}."),
}
APPROVED_NOW = Words(
    ko=":white_check_mark: 승인했어요. 이제 “{question}”에 이 답을 드려요.",
    en=":white_check_mark: Approved. “{question}” gets this answer from now on.",
)
DECLINE_TITLE = Words(ko="제안 반려", en="Decline")
DECLINE_REASON = Words(ko="이유 (제안한 사람에게 전해요)", en="Why (whoever proposed it is told)")
DECLINE_EXAMPLE = Words(ko="예: 운영에서는 다르게 쓰고 있어요.", en="e.g. Production does it differently.")
NO_REASON = Words(ko="이유를 한 줄이라도 적어 주세요.", en="Give a reason, if only a line.")

# --- Home -------------------------------------------------------------------------------------------------------------
WAITING = Words(ko="확인을 기다리는 답 {count}개", en="Answers waiting for a maintainer: {count}")
YOURS_WAITING = Words(ko="내가 제안한 답 {count}개가 확인을 기다려요", en="Your proposals that wait: {count}")
AND_MORE = Words(
    ko="… 외 {count}개. 위의 것부터 결정하면 이어서 보여요.", en="… and {count} more, shown as these are decided."
)
IN_SERVICE = Words(ko="팀이 알려 준 답 {count}개", en="Answers taught by the team: {count}")
APPROVED_BY = Words(ko="{teacher}님 제안 · {at} {person}님 승인", en="Taught by {teacher} · approved by {person} on {at}")
RETIRE = Words(ko="내리기", en="Retire")
OLDER = Words(ko="더 오래된 답 내리기", en="Retire an older one")
RETIRE_TITLE = Words(ko="답 내리기", en="Retire an answer")
RETIRE_SUBMIT = Words(ko="내리기", en="Retire")
RETIRE_WHAT = Words(
    ko="이 답을 내리면 다음 질문부터 나오지 않아요.",
    en="Retired, it is not given any more, from the next question on.",
)
RETIRE_BACK = Words(
    ko="이 답이 대신하던 원래 항목이 있으면 그 항목이 다시 답해요.",
    en="If it replaced an entry of the notes, that one answers again.",
)
RETIRED_ALREADY = Words(ko="이미 내린 답이에요.", en="It is out of service already.")
