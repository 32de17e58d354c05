"""Every sentence of the bot's own, Korean and English side by side. Answers and diagnoses word themselves."""

from __future__ import annotations

from diagnostics.model.words import Words

# --- while it works ---------------------------------------------------------------------------------------------------
LOOKING = Words(ko=":eyes: 살펴보고 있어요. {source} → {to}", en=":eyes: Looking into it: {source} → {to}")
READING = Words(
    ko=":eyes: AWS 읽는 중 {done}/{total} · {what}  ({source} → {to})",
    en=":eyes: Reading AWS {done}/{total} · {what}  ({source} → {to})",
)
LOOKING_ANEW = Words(
    ko=":eyes: 이 스레드의 스냅샷에는 {named} 정보가 없어서 AWS를 다시 읽어요. {source} → {to}",
    en=":eyes: This thread's snapshot has nothing on {named}, so I am reading AWS again: {source} → {to}",
)
LOOKING_FOR_NAMES = Words(
    ko=":eyes: 네트워크에 있는 이름인지 AWS에서 확인하고 있어요.",
    en=":eyes: Checking in AWS whether that is a name in your network.",
)
READING_NAMES = Words(
    ko=":eyes: AWS 읽는 중 {done}/{total} · {what}",
    en=":eyes: Reading AWS {done}/{total} · {what}",
)
DIAGNOSIS_STARTED = Words(
    ko="진단을 시작했어요. 결과는 {link}에 올릴게요. 그 스레드에서 이어서 물어보면 돼요.",
    en="On it. The result goes to {link}; ask follow-ups in that thread.",
)
THE_THREAD = Words(ko="DM 스레드", en="our DM thread")
ASKED_BY_COMMAND = Words(ko=":mag: {source} → {to} 진단", en=":mag: Diagnosis of {source} → {to}")

# --- a diagnosis ------------------------------------------------------------------------------------------------------
WAY = Words(ko="경로", en="The path")
CAUSES = Words(ko="원인", en="Why")
NOTES = Words(ko="함께 챙길 것", en="Worth a look")
ASIDES = Words(ko="참고로", en="Also worth knowing")
WHAT_TO_DO = Words(ko="조치", en="What to do")
EVIDENCE = Words(ko="근거", en="Evidence")
UNSEEN = Words(ko="확인하지 못한 것", en="What could not be seen")
BRANCHES = Words(ko="나뉘는 경우", en="It splits")
ASSUMED = Words(ko="전제", en="Assumed")
NO_CAUSES = Words(ko="문제가 되는 설정은 없어요.", en="Nothing stands in the way.")
NO_FIX = Words(ko="손댈 것이 없어요.", en="There is nothing to fix.")
NO_UNSEEN = Words(ko="필요한 것은 모두 읽었어요.", en="Everything needed was read.")
NO_EVIDENCE = Words(ko="따로 인용할 근거가 없어요.", en="There is no evidence to quote.")
TRUST = Words(ko="신뢰도 {confidence}", en="confidence {confidence}")
TAKEN_AT = Words(ko="{at} 기준", en="as of {at}")
SURE = {
    "high": Words(ko="높음", en="high"),
    "medium": Words(ko="보통", en="medium"),
    "low": Words(ko="낮음", en="low"),
}
ROUTE_TABLE = Words(ko="{subnet}의 라우팅 테이블 {table}", en="Route table {table} of {subnet}")
MAIN_TABLE = Words(ko="기본", en="main")
NO_ROUTE_TABLE = Words(
    ko="이 서브넷의 라우팅 테이블은 읽지 못했어요.", en="The route table of this subnet could not be read."
)
CHOSEN_ROUTE = Words(ko="◀ 이 라우트로 나가요", en="◀ chosen")
FILTERS = Words(ko="보안 그룹과 네트워크 ACL", en="Security groups and network ACL")
GROUPS_UNKNOWN = Words(
    ko="서브넷만 지정해서 보안 그룹은 정해지지 않았어요. 인스턴스나 ENI로 물어보면 보안 그룹까지 봐요.",
    en="A bare subnet has no security groups. Ask about an instance or an ENI to have them checked.",
)
INGRESS = Words(ko="인바운드", en="in")
EGRESS = Words(ko="아웃바운드", en="out")
NO_RULES = Words(ko="(규칙 없음)", en="(no rules)")
EVERYWHERE = Words(ko="전체", en="all")
MANY = Words(
    ko="{source} → {to}: 서브넷 {count}개를 진단했어요.",
    en="{source} → {to}: {count} subnets diagnosed.",
)
MORE_ROWS = Words(ko="… 외 {count}개", en="… and {count} more")
PICK_SUBNET = Words(ko="자세히 볼 서브넷", en="Look closer at")
DIFFERENT_WAYS = Words(ko="{sources} → {to}: 경로가 달라요.", en="{sources} → {to}: they take different paths.")
SAME_WAY = Words(ko="{sources} → {to}: 경로가 같아요.", en="{sources} → {to}: they take the same path.")
PARTS_AT = Words(ko="처음 갈리는 곳", en="Where they first differ")
WAY_ENDS = Words(ko="여기서 끝나요", en="ends here")
WAY_OF = Words(ko="{source}의 경로", en="The path from {source}")
ONLY_CAUSES = Words(ko="{source}의 원인", en="Why {source} does that")
ONLY_NOTES = Words(ko="{source}에서 함께 챙길 것", en="Worth a look in {source}")
NO_NETWORK = Words(
    ko="VPC에 연결되지 않은 함수라서 라우팅 테이블, 보안 그룹, 서브넷이 없어요.",
    en="The function is not attached to a VPC, so it has no route table, security groups or subnet.",
)
NO_PICTURE = Words(
    ko="그림은 올리지 못했어요({reason}). 경로는 아래에 글로 적어 뒀어요.",
    en="The picture could not be posted ({reason}). The path is below in words.",
)
PICTURE_NOT_INSTALLED = Words(ko="그림 기능이 설치되지 않음", en="pictures are not installed")
PICTURE_NOT_TAKEN = Words(ko="Slack이 파일을 받지 않음: {code}", en="Slack did not take the file: {code}")
PICTURE_BROKE = Words(ko="그리는 중에 문제가 생김", en="drawing it failed")
PICTURE_TITLE = Words(ko="{source} → {to}", en="{source} → {to}")
UNKNOWN_SOURCE = Words(
    ko="이름이나 ID가 {source}인 서브넷, 인스턴스, VPC를 {region} 리전에서 찾지 못했어요.",
    en="There is no subnet, instance or VPC called {source} in {region}.",
)
UNKNOWN_FUNCTION = Words(
    ko="이름이 {source}인 Lambda 함수를 {region} 리전에서 찾지 못했어요.",
    en="There is no Lambda function called {source} in {region}.",
)
PERHAPS = Words(ko="혹시 {near} 말인가요?", en="Did you mean {near}?")
PICK_OR_SAY = Words(
    ko="아래에서 고르거나, 이 스레드에 이름을 적어 주세요.", en="Choose one below, or write its name in this thread."
)
MENU_CUT = Words(
    ko="메뉴에는 {shown}개까지만 담겨요. 나머지 {left}개는 이 스레드에 이름이나 서브넷 ID를 적어 주세요.",
    en="The menu holds only {shown}. For the other {left}, write the name or subnet id in this thread.",
)
NEAR_NAMES = Words(ko="비슷한 이름", en="Similar names")
WHICH_SOURCE = Words(
    ko="어디에서 나가는 트래픽을 볼까요? “orchard 서브넷 S3 진단해줘”처럼 이름을 적거나 아래에서 고르세요.",
    en="Traffic from where? Name it, as in “diagnose the orchard subnet to s3”, or choose it here.",
)
ONLY_SERVICES = Words(
    ko="서브넷이나 인스턴스끼리의 통신은 진단하지 않아요. S3 같은 AWS 서비스로 가는 경로를 물어봐 주세요.",
    en="I do not diagnose traffic between subnets or instances. Ask about the path to S3 or another AWS service.",
)
OTHER_SUBNETS = Words(ko="어느 서브넷을 볼까요?", en="Which subnet?")
NO_OTHER_SUBNETS = Words(ko="이 VPC에는 다른 서브넷이 없어요.", en="There is no other subnet in this VPC.")
NO_OTHER_ZONE = Words(
    ko="이 VPC에는 다른 가용 영역의 서브넷이 없어요.", en="This VPC has no subnet in another Availability Zone."
)
FOLLOW_UP_HINT = Words(
    ko="이 스레드에서 멘션 없이 이어서 물어보세요: {tries}",
    en="Ask on in this thread, no mention needed: {tries}",
)
TRY_OTHER = Words(ko="“그럼 {other}는?”", en="“and {other}?”")
TRY_DYNAMODB = Words(ko="“dynamodb는?”", en="“what about dynamodb?”")
TRY_S3 = Words(ko="“s3는?”", en="“what about s3?”")
TRY_WHY = Words(ko="“원인이 뭐야?”", en="“why?”")
TRY_FIX = Words(ko="“어떻게 고쳐?”", en="“how do I fix it?”")
TRY_ROUTES = Words(ko="“라우팅 테이블 보여줘”", en="“show the route table”")

# --- buttons ----------------------------------------------------------------------------------------------------------
SHOW_EVIDENCE = Words(ko="근거 보기", en="Evidence")
SHOW_ROUTES = Words(ko="라우팅 테이블", en="Route table")
ANOTHER_SUBNET = Words(ko="다른 서브넷", en="Another subnet")
WHY_MATCHED = Words(ko="왜 이 답인가요?", en="Why this answer?")
DIAGNOSE_MINE = Words(ko="내 VPC에서 확인하기", en="Check it in my VPC")
ASK_TEAM = Words(ko="사람에게 물어보기", en="Ask the team")

# --- an answer --------------------------------------------------------------------------------------------------------
CORRECTION = Words(ko=":pencil2: 노트와 다른 점: {text}", en=":pencil2: Where the notes differ: {text}")
NEAREST = Words(ko="그나마 가까운 주제예요:", en="The nearest topics are:")
AMBIGUOUS = Words(ko="이 중에 어떤 걸 물어보신 거예요?", en="Which of these do you mean?")
NOT_FOUND_BUT = Words(
    ko="이름이 {source}인 서브넷이나 인스턴스는 없어서, 노트에서 답을 찾았어요.",
    en="There is no subnet or instance called {source}, so here is what the notes say.",
)
TEAM_QUESTION = Words(
    ko="{person}님의 질문이에요. 아시는 분은 이 스레드에 답해 주세요.",
    en="{person} would like to know. Please answer in this thread.",
)
ASKED_TEAM = Words(ko="채널에 물어봤어요: {where}", en="Asked in the channel: {where}")
THE_QUESTION = Words(ko="질문 보기", en="see the question")
ASK_TEAM_TITLE = Words(ko="사람에게 물어보기", en="Ask the team")
ASK_TEAM_CHANNEL = Words(ko="물어볼 채널", en="Channel")
ASK_TEAM_QUESTION = Words(ko="질문", en="Question")
ASK_TEAM_SUBMIT = Words(ko="올리기", en="Post")
THANKED = Words(ko="도움이 됐다니 다행이에요 :blush:", en="Glad that helped :blush:")

# --- the form ---------------------------------------------------------------------------------------------------------
FORM_TITLE = Words(ko="네트워크 진단", en="Diagnose")
FORM_LOADING = Words(
    ko=":hourglass_flowing_sand: AWS에서 VPC와 서브넷을 읽고 있어요. 잠시만요.",
    en=":hourglass_flowing_sand: Reading your VPCs and subnets from AWS. One moment.",
)
FORM_READING = Words(
    ko=":hourglass_flowing_sand: AWS 읽는 중 {done}/{total} · {what}",
    en=":hourglass_flowing_sand: Reading AWS {done}/{total} · {what}",
)
FORM_VPC = Words(ko="VPC", en="VPC")
FORM_SUBNET = Words(ko="서브넷", en="Subnet")
FORM_SERVICE = Words(ko="어디로 가는 트래픽인가요?", en="Where does the traffic go?")
FORM_CHOOSE_VPC = Words(ko="VPC를 고르세요", en="Choose a VPC")
FORM_CHOOSE_SUBNET = Words(ko="서브넷을 고르세요", en="Choose a subnet")
FORM_CHOOSE_VPC_FIRST = Words(ko="VPC를 먼저 고르면 서브넷이 나와요.", en="Choose a VPC to see its subnets.")
FORM_SUBMIT = Words(ko="진단", en="Diagnose")
FORM_CLOSE = Words(ko="닫기", en="Close")
FORM_INCOMPLETE = Words(ko="VPC와 서브넷을 골라 주세요.", en="Choose a VPC and a subnet.")
FORM_VPC_GONE = Words(
    ko="이 VPC는 목록에 없어요. 창을 닫고 다시 열어 주세요.",
    en="This VPC is not on the list any more. Close this and open it again.",
)
FORM_VPC_EMPTY = Words(ko="이 VPC에는 서브넷이 없어요.", en="This VPC has no subnets.")
FORM_OLD = Words(
    ko="창을 연 지 오래돼서 목록이 남아 있지 않아요. 닫고 다시 열어 주세요.",
    en="This form was open for too long and its list has expired. Close it and open it again.",
)
ALL_SUBNETS = Words(ko="VPC의 모든 서브넷", en="All subnets of the VPC")

# --- help and home ----------------------------------------------------------------------------------------------------
HELP_TITLE = Words(ko="routelore가 하는 일", en="What routelore does")
ASK = Words(ko="물어보기", en="Ask")
ASK_WHAT = Words(
    ko="AWS 네트워크에 대한 질문에 팀 노트로 답해요. 모르면 모른다고 말해요.",
    en="Answers questions about AWS networking from the team's notes, and says so when it does not know.",
)
DIAGNOSE = Words(ko="진단하기", en="Diagnose")
DIAGNOSE_WHAT = Words(
    ko="서브넷이나 인스턴스에서 S3 같은 AWS 서비스로 가는 경로를 AWS에서 직접 읽고, "
    "프라이빗한지, 왜 그런지, 어떻게 고치는지 알려 줘요. "
    "이어서 “NAT를 지우면?”처럼 물어봐도 돼요. 읽기만 하고 아무것도 바꾸지 않아요.",
    en="Reads your AWS network and says whether the path from a subnet or an instance to S3 or another "
    "service is private, why, and what to do; ask on with “what if I delete the NAT?”. It only reads and changes nothing.",
)
SWEEP = Words(ko="전체 점검", en="Sweep")
SWEEP_WHAT = Words(
    ko="“전체 점검”이라고 하면 볼 수 있는 모든 계정과 리전의 VPC를 진단해서, "
    "돈이 새는 곳과 밖으로 열린 곳부터 DM으로 정리해 드려요.",
    en="Say “sweep” to have every VPC of every account and Region that you have access to diagnosed, "
    "with a report ranked by cost and exposure in your DMs.",
)
LEARN = Words(ko="배우기", en="Learn")
LEARN_WHAT = Words(
    ko="“온보딩”이라고 하면 2분짜리 레슨을 차례로 보여 주고, “실습”이라고 하면 고장 난 네트워크를 고쳐 볼 수 있어요.",
    en="Say “onboarding” for lessons of two minutes each, or “labs” for broken networks to fix.",
)
TEACH = Words(ko="알려 주기", en="Teach")
TEACH_WHAT = Words(
    ko="빠진 답을 알고 있으면 “답 추가”라고 해 주세요. 관리자가 승인하면 그때부터 그 답을 드려요.",
    en="Know an answer that is missing? Say “add an answer”; once a maintainer approves it, that is what people get.",
)
HELP_TRY = Words(ko="이렇게 물어보세요", en="Try")
HELP_WAYS = Words(
    ko="채널에서는 저를 멘션하고 DM에서는 바로 물어보세요. `{command} diagnose subnet-… to dynamodb`, `{command} ask …`, "
    "메시지 메뉴의 “Answer this message”도 돼요. “내 정보 지워 줘”라고 하면 저장된 내 기록을 지워요.",
    en="Mention me in a channel, write me a DM, `{command} diagnose subnet-… to dynamodb`, `{command} ask …`, "
    "or “Answer this message” in a message's menu. Say “forget me” to have what is kept about you deleted.",
)
EXAMPLES = (
    Words(
        ko="게이트웨이 엔드포인트랑 인터페이스 엔드포인트 차이가 뭐야?",
        en="What sets a gateway endpoint apart from an interface endpoint?",
    ),
    Words(ko="NAT 게이트웨이 없이도 S3에 갈 수 있어?", en="Can a private subnet reach S3 without a NAT gateway?"),
    Words(ko="엔드포인트로 나가는지 어떻게 확인해?", en="How do I check that traffic uses the endpoint?"),
)
HOME_HELLO = Words(ko="안녕하세요, routelore예요", en="Hello, this is routelore")
HOME_WHAT = Words(
    ko="AWS 네트워크를 배우고, 물어보고, 우리 팀 네트워크를 진단해 보세요.",
    en="Learn about AWS networking, ask about it, and have your own network diagnosed.",
)
HOME_DIAGNOSE = Words(ko="네트워크 진단하기", en="Diagnose a network")

# --- when it does not work --------------------------------------------------------------------------------------------
EMPTY = Words(
    ko="질문이 비어 있어요. 예를 들어 “게이트웨이 엔드포인트가 뭐야?”나 “subnet-0abc… S3 진단해줘”처럼 물어보세요.",
    en="There is no question in that. Try “what is a gateway endpoint?” or “diagnose subnet-0abc… to s3”.",
)
TOO_LONG = Words(
    ko="질문이 {length}자로 너무 길어요. {limit}자 안으로 궁금한 것 하나만 적어 주세요.",
    en="That is {length} characters long. Ask one thing in at most {limit} characters.",
)
TOO_MANY = Words(
    ko="출발지와 목적지는 한 번에 각각 {limit}개까지 진단해요. 나눠서 물어봐 주세요.",
    en="At most {limit} sources and {limit} destinations at a time. Please split the question.",
)
BUSY = Words(
    ko="지금 다른 진단이 밀려 있어요. 1분쯤 뒤에 다시 물어봐 주세요.",
    en="Other diagnoses are waiting. Please ask again in a minute.",
)
BROKE = Words(
    ko="제 쪽에서 문제가 생겨 답을 못 했어요. 다시 물어봐 주시고, 계속 그러면 관리자에게 이 번호를 알려 주세요: `{id}`",
    en="Something broke on my side and I could not answer. Please try again; if it persists, tell your admin this id: "
    "`{id}`",
)
SLACK_REFUSED = Words(
    ko="Slack이 답을 받아 주지 않았어요({code}). 관리자에게 이 번호를 알려 주세요: `{id}`",
    en="Slack would not let me post the answer ({code}). Give your admin this id: `{id}`",
)
NOT_IN_CHANNEL = Words(
    ko="그 채널에 제가 없어서 올릴 수 없어요. 채널에서 /invite @routelore 하고 다시 해 주세요.",
    en="I am not in that channel. Run /invite @routelore there and try again.",
)
NO_SNAPSHOT = Words(
    ko="이 스레드의 진단 기록이 남아 있지 않아요. 처음부터 다시 물어봐 주세요.",
    en="I no longer have the diagnosis behind this thread. Please ask again from the start.",
)
NO_ENTRY = Words(ko="그 항목은 이제 노트에 없어요.", en="That entry is no longer in the notes.")
NOTHING_TO_EXPLAIN = Words(
    ko="어떤 질문의 답인지 기억이 남아 있지 않아요. 다시 물어봐 주세요.",
    en="I no longer remember which question this answers. Please ask again.",
)
KNOWLEDGE_BROKEN = Words(
    ko="지식 항목 파일에 오류가 있어서 답할 수 없어요. 관리자가 `routelore check`로 확인할 수 있어요.",
    en="A knowledge entry is broken, so I cannot answer. An admin can find it with `routelore check`.",
)
STOPPING = Words(
    ko="지금 재시작하는 중이라 끝내지 못했어요. 잠시 뒤 다시 물어봐 주세요.",
    en="I am being restarted and could not finish. Please ask again in a moment.",
)
