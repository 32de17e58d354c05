"""What is said of who may see a diagnosis, of which account it is, and of sharing it."""

from __future__ import annotations

from diagnostics.model.words import Words

ANSWERED_IN_DM = Words(
    ko="이 채널에는 진단 결과를 올리지 않아요. {link}에서 따로 알려 드릴게요.",
    en="Diagnoses are not posted in this channel, so I answer you in {link}.",
)
NOT_SHOWN_HERE = Words(
    ko="이 채널에는 이제 진단 결과를 올리지 않아요. 처음부터 다시 물어보면 DM으로 알려 드릴게요.",
    en="Diagnoses are no longer posted in this channel. Ask again from the start and I will answer you in a DM.",
)

# --- which account ----------------------------------------------------------------------------------------------------
WHICH_ACCOUNT = Words(ko="어느 계정을 볼까요?", en="Which account should I look at?")
WHICH_REGION = Words(ko="어느 리전을 볼까요?", en="Which Region should I look at?")
CHOOSE_PLACE = Words(ko="계정과 리전 고르기", en="Choose an account and Region")
SAY_IT_NEXT_TIME = Words(
    ko="질문에 “{example}”처럼 적으면 묻지 않고 바로 볼게요.",
    en="Say “{example}” in the question and I won't have to ask.",
)
SAID_ACCOUNT = Words(ko="{account} 계정에서", en="in {account}")
SAID_REGION = Words(ko="{region} 리전에서", en="in {region}")
SAID_BOTH = Words(ko="{account} 계정 {region} 리전에서", en="in {account} in {region}")
CHOSEN = Words(ko="볼 곳: {where}", en="Looking at {where}.")
ABOUT = Words(ko="계정 {account} · 리전 {region}", en="Account {account} · Region {region}")
NO_SUCH_ACCOUNT = Words(
    ko="{asked} 계정은 볼 수 없어요. 볼 수 있는 곳: {known}",
    en="You don't have access to the account {asked}. You can ask about: {known}.",
)
NO_SUCH_REGION = Words(
    ko="{asked} 리전은 볼 수 없어요. 볼 수 있는 곳: {known}",
    en="You don't have access to the Region {asked}. You can ask about: {known}.",
)
OWN_ACCOUNT = Words(ko="기본 계정", en="the default account")
NOT_YOUR_CHOICE = Words(
    ko="물어본 사람만, 두 시간 안에 고를 수 있어요. 직접 다시 물어봐 주세요.",
    en="Only the person who asked can choose here, and only within two hours. Please ask again yourself.",
)

# --- sharing ----------------------------------------------------------------------------------------------------------
ONLY_YOU = Words(
    ko="이 결과는 {asker}님만 볼 수 있어요. 원하면 {channel}에 공유할 수 있어요.",
    en="Only you can see this, {asker}. You can share it in {channel} if you like.",
)
SHARE = Words(ko="채널에 공유", en="Share in the channel")
SHARE_TITLE = Words(ko="채널에 공유할까요?", en="Share this in the channel?")
SHARE_ASKED = Words(
    ko="{channel}에 있는 모두가 이 진단의 판정과 경로, 원인, 해결 방법을 볼 수 있게 돼요.",
    en="Everyone in {channel} will see the verdict of this diagnosis, its path, causes and fixes.",
)
THE_CHANNEL = Words(ko="물어본 채널", en="the channel that you asked in")
SHARE_YES = Words(ko="공유하기", en="Share")
SHARE_NO = Words(ko="취소", en="Cancel")
SHARING = Words(ko="진단 결과를 여기에 올릴게요.", en="Sharing your diagnosis here.")
SHARED_BY = Words(ko=":mag: {asker}님이 진단 결과를 공유했어요.", en=":mag: {asker} shared a diagnosis.")
SHARED = Words(ko="{channel}에 공유했어요.", en="Shared in {channel}.")
SHARED_ALREADY = Words(ko="{channel}에 이미 공유했어요.", en="This is shared in {channel} already.")
NOT_YOURS_TO_SHARE = Words(
    ko="진단을 요청한 사람만 공유할 수 있어요.",
    en="Only the person who asked for this diagnosis can share it.",
)
BOT_NOT_THERE = Words(
    ko="제가 {channel}에 없어서 올리지 못했어요. 저를 초대하고 다시 눌러 주세요.",
    en="I am not in {channel}, so nothing was posted. Invite me and press again.",
)
YOU_NOT_THERE = Words(
    ko="{asker}님이 {channel}의 멤버가 아니어서 올리지 않았어요.",
    en="You are not a member of {channel}, so nothing was posted.",
)
