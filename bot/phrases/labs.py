"""What is said around the labs, Korean and English side by side."""

from __future__ import annotations

from diagnostics.model.words import Words

# --- the list ---------------------------------------------------------------------------------------------------------
LABS = Words(ko="실습", en="Labs")
LABS_TITLE = Words(ko="고장 난 네트워크 고치기", en="Broken networks to fix")
LABS_INTRO = Words(
    ko="네트워크를 직접 들여다보고 원인과 가장 작은 변경을 찾아보세요. 맞았는지는 바꾼 네트워크를 진단해서 알려 드려요.",
    en="Look around the network, find what is wrong and the smallest change that fixes it. "
    "A diagnosis of the changed network is the judge.",
)
LABS_COUNT = Words(ko="{done}/{count} 해결", en="{done} of {count} solved")
LEVEL = Words(ko="난이도 {stars}", en="Difficulty {stars}")
POINTS = Words(ko="{points}/{full}점", en="{points}/{full} points")
BEGUN = Words(ko="진행 중", en="in progress")
OPEN = Words(ko="열기", en="Open")
OPEN_AGAIN = Words(ko="다시 보기", en="Look again")
GO_ON = Words(ko="이어서", en="Continue")
FIRST_LAB = Words(ko="첫 실습 시작하기", en="Start the first lab")
NEXT_LAB = Words(ko="다음 실습", en="Next lab")
ALL_LABS = Words(ko="실습 목록", en="All labs")
CHOOSE_LAB = Words(ko="실습 고르기", en="Choose a lab")
LIST_IN_DM = Words(
    ko="실습은 DM에서 해요. {link}에 목록을 올려 뒀어요.", en="Labs happen in direct messages; the list is in {link}."
)
LIST_THERE = Words(ko="DM", en="our DM")
OPENED = Words(ko="실습을 열었어요: {link}", en="The lab is open: {link}")
THERE = Words(ko="{title} 스레드", en="{title}")
ALL_SOLVED = Words(
    ko="실습을 모두 풀었어요. 점수를 더 올리고 싶으면 목록에서 다시 열어 처음부터 해 보세요.",
    en="You have solved every lab. To better your points, open one from the list and start it over.",
)

# --- a lab ------------------------------------------------------------------------------------------------------------
TASK = Words(
    ko="*찾을 것*  {source} → {to} 트래픽이 왜 이런지, 그리고 목표를 이루는 *가장 작은 변경*",
    en="*Find*  why traffic from {source} to {to} does what it does, and the *smallest change* that gets it to the goal.",
)
GOAL = Words(ko="*목표*  {goal}", en="*Goal*  {goal}")
GOALS = {
    "free": Words(
        ko="NAT도 인터넷도 거치지 않고 프라이빗하게 도착하기, 데이터 처리 요금 없이",
        en="it gets there privately, through neither NAT nor the internet, with no data processing charge",
    ),
    "private": Words(
        ko="NAT도 인터넷도 거치지 않고 프라이빗하게 도착하기",
        en="it gets there privately, through neither NAT nor the internet",
    ),
    "public": Words(ko="인터넷 쪽으로라도 도착하기", en="it gets there, be it through the internet"),
    "blocked": Words(ko="막히게 하기", en="it is stopped"),
    "other": Words(ko="진단이 말하는 대로 바꾸기", en="what the story says"),
}
HOW = Words(
    ko="이 스레드에 편하게 적어 주세요. “라우팅 테이블 보여줘”, “vpce-… 정책”처럼 둘러보고, “원인은 …”이라고 원인을 말하고, "
    "“nat-…를 삭제해요”처럼 변경을 제안하면 돼요. 실제 AWS는 아무것도 바뀌지 않아요.",
    en="Just write in this thread. Look around (“show the route tables”, “vpce-… policy”), name the cause (“the cause is "
    "…”), propose a change (“delete nat-…”). Nothing in AWS is touched.",
)
WRITE_HERE = Words(ko="여기에 적어 주세요. 어디부터 볼까요?", en="Write here. Where would you like to look first?")
AGAIN = Words(ko="이어서 해 볼까요? 지금까지 한 것이에요.", en="Picking up where you were:")
FOUND_CAUSE = Words(ko=":white_check_mark: 원인을 찾았어요", en=":white_check_mark: cause found")
FOUND_SOME = Words(ko="원인 {found}/{count}", en="{found} of {count} causes found")
FOUND_CHANGE = Words(ko=":white_check_mark: 가장 작은 변경을 찾았어요", en=":white_check_mark: smallest change found")
NO_CAUSE_YET = Words(ko=":white_circle: 원인", en=":white_circle: cause")
NO_CHANGE_YET = Words(ko=":white_circle: 변경", en=":white_circle: change")
HINTS_TAKEN = Words(ko="힌트 {taken}/{count}", en="hints {taken}/{count}")

# --- what can be looked at --------------------------------------------------------------------------------------------
TOPICS = {
    "overview": Words(ko="VPC·서브넷", en="VPC & subnets"),
    "routes": Words(ko="라우팅 테이블", en="Route tables"),
    "endpoints": Words(ko="엔드포인트", en="Endpoints"),
    "dns": Words(ko="DNS", en="DNS"),
    "gateways": Words(ko="NAT·IGW", en="NAT & IGW"),
    "groups": Words(ko="보안 그룹", en="Security groups"),
    "acls": Words(ko="네트워크 ACL", en="Network ACLs"),
    "policies": Words(ko="정책", en="Policies"),
    "lists": Words(ko="접두사 목록", en="Prefix lists"),
}
LOOK_AROUND = Words(ko="더 둘러보기", en="Look around")
NONE_THERE = Words(ko="이 네트워크에는 없어요.", en="This network has none.")
NO_SUCH_ID = Words(
    ko="{ids}: 이 네트워크에 없는 리소스예요. “VPC·서브넷”이나 “라우팅 테이블”에서 ID를 확인해 보세요.",
    en="{ids}: this network has no such resource. Look the id up under “VPC & subnets” or “Route tables”.",
)
ON_THE_COPY = Words(
    ko="지금까지의 변경 {count}개를 적용한 상태예요.", en="As the network is with your changes so far ({count})."
)

# --- buttons ----------------------------------------------------------------------------------------------------------
SAY_CAUSE = Words(ko="원인 말하기", en="Name the cause")
PROPOSE = Words(ko="변경 제안", en="Propose a change")
HINT = Words(ko="힌트 {at}/{count}", en="Hint {at} of {count}")
GIVE_UP = Words(ko="정답 보기", en="Show the solution")
GIVE_UP_SURE = Words(ko="네, 정답 보기", en="Yes, show it")
UNDO = Words(ko="되돌리기", en="Undo")
CLEAR = Words(ko="모두 지우기", en="Clear all")
TAKE_OUT = Words(ko="변경 하나 빼기", en="Take one out")
RESET = Words(ko="처음부터", en="Start over")
READ_ENTRY = Words(ko="읽어 보기: {title}", en="Read: {title}")
AS_CAUSE = Words(ko="원인이에요", en="It is the cause")
AS_CHANGE = Words(ko="변경이에요", en="It is a change")

# --- what is answered -------------------------------------------------------------------------------------------------
HINT_TEXT = Words(ko="*힌트 {at}/{count}*  {hint}", en="*Hint {at} of {count}*  {hint}")
NO_MORE_HINTS = Words(
    ko="힌트는 모두 봤어요. 다시 읽어 보고, 그래도 어려우면 정답을 볼 수 있어요.",
    en="Those are all the hints. Read them again; if that does not help, you can see the solution.",
)
NOW_WHY = Words(
    ko="고쳤어요, 가장 작은 변경이에요! 이제 하나 남았어요. 처음에 *왜* 그랬는지 원인을 말해 주세요.",
    en="Fixed, and with the smallest change! One thing is left: say *why* it was so in the first place.",
)
ALL_OF_IT = Words(ko="맞아요, 그게 원인이었어요: {title} ({code}).", en="That is it, that was the cause: {title} ({code}).")
SOLVED = Words(ko=":tada: {title} 실습을 풀었어요. {points}", en=":tada: You solved “{title}”: {points}.")
WHY_POINTS = Words(
    ko="해결 1점{hints}{detours}.",
    en="One point for solving it{hints}{detours}.",
)
FOR_NO_HINT = Words(ko=", 힌트 없이 1점", en=", one for taking no hint")
FOR_NO_DETOUR = Words(ko=", 필요 없는 변경 없이 1점", en=", one for no detour")
AFTER_SOLUTION = Words(ko="정답을 본 실습이라 1점이에요.", en="You had seen the solution, so it is one point.")
YOUR_CHANGES = Words(ko="지금까지의 변경", en="Your changes so far")
NO_CHANGES = Words(ko="아직 한 변경이 없어요.", en="There are no changes yet.")
TAKEN_BACK = Words(ko="뺐어요: {change}", en="Taken out: {change}")
CLEARED = Words(
    ko="변경을 모두 지웠어요. 처음의 고장 난 네트워크예요.", en="All changes are gone; this is the broken network again."
)
LIST_MOVED = Words(
    ko="그 사이에 변경 목록이 바뀌었어요. 지금 목록이에요.", en="The list of changes is another by now; here it is."
)
NO_SUCH_CHANGE = Words(ko="{number}번 변경은 없어요.", en="There is no change number {number}.")
TOO_MANY_CHANGES = Words(
    ko="변경이 {count}개나 쌓였어요. 이 실습은 훨씬 적은 변경으로 풀려요. “되돌리기”나 “모두 지우기”로 정리해 보세요.",
    en="That would be more than {count} changes; this lab takes far fewer. Undo some or clear them all.",
)
NOT_KEPT = Words(ko="그래서 이 변경은 적용하지 않았어요.", en="So the change was not made.")
WHICH_CHANGE = Words(ko="어떤 변경을 말하는 거예요?", en="Which change do you mean?")
EITHER = Words(ko="원인을 말한 건가요, 변경을 제안한 건가요?", en="Is that the cause, or a change that you propose?")
YOURS_TO_FIND = Words(
    ko="그걸 찾는 게 이 실습이에요. 출발지에서 한 단계씩 따라가 보세요. 막히면 힌트를 드릴게요.",
    en="Finding that out is the lab. Follow the packet from its source one step at a time; there are hints if you get "
    "stuck.",
)
NOT_UNDERSTOOD = Words(
    ko="무슨 뜻인지 알아듣지 못했어요. “라우팅 테이블 보여줘”처럼 둘러보거나, “원인은 …”, “nat-…를 삭제해요”처럼 "
    "적어 주세요.",
    en="I did not get that. Look around (“show the route tables”), name a cause (“the cause is …”) or propose a change "
    "(“delete nat-…”).",
)
NOTHING_OF_THE_KIND = Words(
    ko="이 네트워크에는 그렇게 바꿀 대상이 없어요. 무엇이 있는지 먼저 둘러보거나 “변경 제안” 버튼에서 골라 보세요.",
    en="There is nothing of the kind in this network to change. Look at what is there, or choose from “Propose a change”.",
)
NO_CHANGE_READ = Words(
    ko="무엇을 어떻게 바꾸자는 건지 알아듣지 못했어요. “nat-…를 삭제해요”처럼 적거나 “변경 제안” 버튼에서 골라 주세요.",
    en="I cannot tell what that would change. Write it like “delete nat-…”, or choose from “Propose a change”.",
)
GIVE_UP_ASK = Words(
    ko="정답을 볼까요? 나중에 처음부터 다시 풀 수 있지만, 이 실습은 1점까지만 받을 수 있어요.",
    en="See the solution? You can start over and solve it later, but for one point at most.",
)
SOLUTION = Words(ko="정답", en="The solution")
STARTED_OVER = Words(
    ko="처음 상태로 되돌렸어요. 힌트와 변경도 지웠어요.", en="Back at the start; your hints and changes are gone."
)
KEPT_POINTS = Words(ko="전에 받은 점수는 그대로예요.", en="Your points stay.")
GONE = Words(
    ko="이 실습은 이제 없어요. “실습”이라고 적으면 지금 있는 실습을 보여 드려요.",
    en="This lab is no longer there. Write “labs” to see those that are.",
)
LEFT = Words(
    ko="여기까지 한 것은 그대로 있어요. 이 스레드에 다시 적으면 이어서 할 수 있고, 다른 실습은 “실습”이라고 적으면 나와요.",
    en="What you have done so far stays. Write in this thread again to go on, or “labs” for the others.",
)
NOT_YOURS = Words(
    ko="다른 분의 실습이에요. DM에 “실습”이라고 적으면 내 실습을 열 수 있어요.",
    en="This is somebody else's lab. Write “labs” in your DM with me to open your own.",
)
VERDICT_NOW = Words(ko="이제는 이래요: {headline}", en="Now: {headline}")
WARNINGS = Words(ko="함께 알아 둘 것", en="What else it does")

# --- forms ------------------------------------------------------------------------------------------------------------
CAUSE_TITLE = Words(ko="원인 말하기", en="Name the cause")
CAUSE_LABEL = Words(ko="어느 리소스의 무엇이 잘못됐나요?", en="What is wrong with which resource?")
CAUSE_EXAMPLE = Words(ko="예: 서브넷에 남은 IP가 없어요", en="e.g. the subnet has no free addresses")
SUBMIT = Words(ko="확인", en="Check")
CLOSE = Words(ko="닫기", en="Close")
CHANGE_TITLE = Words(ko="변경 제안", en="Propose a change")
CHANGE_KIND = Words(ko="무엇을 바꿀까요?", en="What to change")
CHOOSE_KIND = Words(ko="변경 고르기", en="Choose a change")
CHOOSE_KIND_FIRST = Words(
    ko="변경을 고르면 이 네트워크의 리소스가 나와요.", en="Choose a change to see the resources it can be made to."
)
CHOOSE = Words(ko="고르기", en="Choose")
NONE_OF_KIND = Words(
    ko="이 네트워크에는 이 변경을 할 대상({what})이 없어요. 다른 변경을 골라 보세요.",
    en="This network has nothing to make this change to ({what}). Choose another one.",
)
KIND_MISSING = Words(ko="변경을 골라 주세요.", en="Choose a change.")
FORM_OLD = Words(
    ko="창을 연 지 오래돼서 내용이 남아 있지 않아요. 닫고 다시 열어 주세요.",
    en="This form was open for too long. Close it and open it again.",
)
NEW_GROUP = Words(ko="sg-new · VPC 대역의 443을 허용하는 새 그룹", en="sg-new · a new group that allows 443 from the VPC")
#: What stands in the place of a value in the usage of a change, in words.
SLOTS = {
    "VPCE": Words(ko="엔드포인트", en="Endpoint"),
    "RTB": Words(ko="라우팅 테이블", en="Route table"),
    "SUBNET": Words(ko="서브넷", en="Subnet"),
    "SG": Words(ko="보안 그룹", en="Security group"),
    "ACL": Words(ko="네트워크 ACL", en="Network ACL"),
    "ENI": Words(ko="네트워크 인터페이스", en="Network interface"),
    "NAT": Words(ko="NAT 게이트웨이", en="NAT gateway"),
    "VPC": Words(ko="VPC", en="VPC"),
    "ZONE": Words(ko="프라이빗 호스팅 영역", en="Private hosted zone"),
    "RULE": Words(ko="Resolver 규칙", en="Resolver rule"),
    "GROUP": Words(ko="DNS 방화벽 규칙 그룹", en="DNS Firewall rule group"),
    "BUCKET": Words(ko="버킷", en="Bucket"),
    "DEST": Words(ko="대상(CIDR 또는 pl-…)", en="Destination (CIDR or pl-…)"),
    "CIDR": Words(ko="CIDR", en="CIDR"),
    "PL": Words(ko="접두사 목록", en="Prefix list"),
    "TARGET": Words(ko="타깃", en="Target"),
    "SERVICE": Words(ko="서비스", en="Service"),
    "NAME": Words(ko="이름", en="Name"),
    "PORT": Words(ko="포트", en="Port"),
    "PORTS": Words(ko="포트", en="Ports"),
    "STATEMENT": Words(ko="스테이트먼트 번호", en="Statement number"),
}
DIRECTION = Words(ko="방향", en="Direction")
SETTING = Words(ko="설정", en="Setting")
EXAMPLES = {
    "DEST": "10.20.0.0/16, pl-…",
    "CIDR": "10.20.0.0/16",
    "SERVICE": "s3, dynamodb, sts",
    "NAME": "s3.ap-northeast-2.amazonaws.com",
    "PORT": "443",
    "PORTS": "443, 1024-65535",
    "STATEMENT": "1",
}
LEAVE_EMPTY = Words(ko="비워 둬도 돼요.", en="May be left empty.")
