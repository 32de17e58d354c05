"""The bot's own sentences about fixes and suppositions, Korean and English side by side."""

from __future__ import annotations

from diagnostics.model.words import Words

# --- a fix ------------------------------------------------------------------------------------------------------------
FIX = Words(ko="해결 방법", en="The fix")
FIX_OF_MANY = Words(ko="해결 방법 {at}/{of}", en="Fix {at} of {of}")
VERIFIED = Words(
    ko=":white_check_mark: 네트워크 사본에 적용하고 다시 분석했어요. 적용한 뒤: {name} {code}",
    en=":white_check_mark: Applied to a copy of the network and analysed again. Result: {name} {code}",
)
ELSEWHERE = Words(ko="그 밖에 바뀌는 것", en="What else changes")
NOTHING_ELSEWHERE = Words(
    ko="함께 확인한 이 VPC의 다른 서브넷과 서비스는 그대로예요.",
    en="The other subnets and services checked in this VPC stay as they are.",
)
COMMANDS_IN_FILE = Words(
    ko="명령이 길어서 이 스레드에 파일 {file}로 올려 둘게요.",
    en="The commands are long; they are in the file {file} in this thread.",
)
FILE_NOT_TAKEN = Words(
    ko="{file} 파일을 Slack이 받지 않아서 올리지 못했어요({code}). 잠시 뒤 “어떻게 고쳐?”라고 다시 물어봐 주세요.",
    en="Slack did not take the file {file} ({code}). Ask “how do I fix it?” again in a moment.",
)
NO_PROVEN_FIX = Words(
    ko="네트워크 사본에서 확인된 해결 방법은 찾지 못했어요.",
    en="I found no fix that could be proven on a copy of the network.",
)
BLOCKERS = Words(
    ko="막고 있는 게 {count}가지예요. 패킷이 만나는 순서대로 적었고, 하나만 풀어서는 통하지 않아요.",
    en="{count} things stop it, in the order in which the packet meets them. Clearing one alone is not enough.",
)
LEARN = Words(ko="{code} 더 알아보기: {title}", en="Learn {code}: {title}")
FINDINGS = Words(ko="원인 자세히", en="Findings in full")
NOTES_IN_FULL = Words(ko="챙길 것 자세히", en="Findings in full")
FIX_OF = Words(ko="{source} 해결 방법 · {title}", en="The fix for {source} · {title}")
NOT_PROVEN_COMMANDS = Words(
    ko="이 원인만 놓고 쓴 예시 명령이에요. 확인을 거친 명령은 “해결 방법”에 있어요.",
    en="These commands are the example for this finding alone; the verified ones are under “The fix”.",
)
NO_FINDINGS = Words(ko="따로 짚을 원인이 없어요.", en="There are no findings.")
ONLY_FIX = Words(ko="확인된 방법은 이것 하나예요.", en="This is the only verified fix.")
NO_TERRAFORM = Words(ko="Terraform으로 적을 변경이 없어요.", en="There is no change to write as Terraform.")
TERRAFORM_OF = Words(ko="Terraform · {changes}", en="Terraform · {changes}")
PICTURE_OF_BOTH = Words(ko="{source} → {to}: 지금과 바꾼 뒤", en="{source} → {to}: now and after")

# --- what if ----------------------------------------------------------------------------------------------------------
NOW = Words(ko="지금", en="Now")
THEN = Words(ko="바꾼 뒤", en="After")
SUPPOSED = Words(ko="가정", en="What if")
ONLY_SUPPOSED = Words(
    ko="네트워크 사본에서 계산했어요. AWS는 아무것도 바뀌지 않았어요.",
    en="Worked out on a copy of the network; nothing was changed in AWS.",
)
TRY_WITHOUT_NAT = Words(ko="“NAT를 지우면?”", en="“what if I delete the NAT?”")
TRY_INTERFACE = Words(ko="“인터페이스 엔드포인트를 만들면?”", en="“what if I add an interface endpoint?”")
TRY_WITHOUT_ENDPOINT = Words(ko="“엔드포인트를 지우면?”", en="“what if I delete the endpoint?”")
TRY_ENDPOINT = Words(ko="“게이트웨이 엔드포인트를 붙이면?”", en="“what if I add a gateway endpoint?”")
STAYS = Words(ko="그대로예요. {headline}", en="It stays as it is. {headline}")
GONE = Words(ko="해결되는 것", en="Findings that go away")
COMES = Words(ko="새로 보이는 것", en="New findings")
HOW_TO_MAKE = Words(ko="실제로 바꾸는 명령", en="To make the change")
WHICH_CHANGE = Words(ko="어떤 변경을 말하는 거예요?", en="Which change do you mean?")
WHICH_START = Words(
    ko="어디에서 나가는 트래픽으로 볼까요? {changed}와 관련된 서브넷이에요.",
    en="Traffic from where? These subnets use {changed}.",
)
NOTHING_TO_CHANGE = Words(
    ko="이 VPC에는 그렇게 바꿀 대상이 없어요. 지금 있는 것은 “라우팅 테이블 보여줘”로 볼 수 있어요.",
    en="There is nothing of the kind in this VPC to change. “show the route table” shows what is there.",
)
ALREADY_SO = Words(
    ko="이미 그렇게 돼 있어서 달라지는 게 없어요: {what}",
    en="It is that way already, so nothing changes: {what}",
)
NO_CHANGE_READ = Words(
    ko="이 네트워크에서 무엇을 바꾸는 가정인지 알 수 없어요. 이렇게 물어보세요: “프라이빗 DNS를 켜면?”, "
    "“NAT 게이트웨이를 지우면?”, “{exact}”",
    en="I cannot tell what in this network that would change. Try “what if private DNS were on?”, "
    "“what if I delete the NAT gateway?” or “{exact}”.",
)
BEYOND_ANY_CHANGE = Words(
    ko="{thing} 변경은 네트워크 사본에서 계산해 볼 수 없어요. 대신 이렇게 물어보세요: “게이트웨이 엔드포인트를 붙이면?”, "
    "“NAT를 지우면?”, “프라이빗 DNS를 켜면?”, “{exact}”",
    en="I cannot work out changes to {thing} on a copy of the network. These I can: “what if I add a gateway endpoint?”, "
    "“what if I delete the NAT?”, “what if private DNS were on?”, “{exact}”",
)
WHAT_IF_HINT = Words(
    ko="더하려면 “그리고 …하면?”, 처음 상태에서 다시 보려면 그냥 물어보세요.",
    en="Say “and also …” to build on this; anything else starts from the real network again.",
)
MANY_SUPPOSED = Words(ko="서브넷 {count}개 중 {changed}개가 달라져요.", en="{changed} of {count} subnets change.")
NONE_SUPPOSED = Words(ko="서브넷 {count}개 모두 그대로예요.", en="All {count} subnets stay as they are.")

# --- buttons and the form ---------------------------------------------------------------------------------------------
BEFORE_AFTER = Words(ko="지금/바꾼 뒤 그림", en="Before/after picture")
OTHER_FIXES = Words(ko="다른 방법 {count}가지", en="{count} other fixes")
OTHER_FIX = Words(ko="다른 방법 1가지", en="1 other fix")
TERRAFORM = Words(ko="Terraform", en="Terraform")
FORM_WHAT_IF = Words(ko="이렇게 바꾸면?", en="What if…?")
FORM_WHAT_IF_EXAMPLE = Words(ko="예: 프라이빗 DNS를 켜면?", en="e.g. private DNS were on")
FORM_WHAT_IF_HINT = Words(
    ko="비워 두면 지금 네트워크만 진단해요. add-route-table vpce-… rtb-…처럼 정확히 적어도 돼요.",
    en="Leave it empty to diagnose the network as it is. add-route-table vpce-… rtb-… works too.",
)
