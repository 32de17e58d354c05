"""What is said of who may have which AWS account read, in both languages."""

from __future__ import annotations

from diagnostics.model.words import Words

GUEST = Words(
    ko="게스트 계정에는 AWS 네트워크 정보를 보여 드리지 않아요. 이 워크스페이스의 멤버에게 부탁해 주세요.",
    en="I don't share AWS network details with guests. Ask a full member of this workspace to look it up.",
)
STRANGER = Words(
    ko="이 워크스페이스의 멤버가 아닌 분께는 AWS 네트워크 정보를 보여 드리지 않아요. 여기 멤버에게 부탁해 주세요.",
    en="I don't share AWS network details with people from outside this workspace. Ask one of its members to look it up.",
)
UNKNOWN_PERSON = Words(
    ko="이 워크스페이스의 멤버인지 Slack에서 확인하지 못해서, AWS 네트워크 정보를 보여 드릴 수 없어요. "
    "잠시 뒤에 다시 시도해 주세요.",
    en="I couldn't confirm with Slack that you are a member of this workspace, so I can't share AWS network details. "
    "Try again in a little while.",
)
SHARED_CHANNEL = Words(
    ko="다른 조직과 함께 쓰는 채널이라 여기서는 AWS 네트워크 정보를 보여 드리지 않아요. 저에게 DM으로 물어봐 주세요.",
    en="This channel is shared with another organisation, so I don't share AWS network details here. "
    "Ask me in a direct message.",
)
UNKNOWN_CHANNEL = Words(
    ko="다른 조직과 함께 쓰는 채널인지 Slack에서 확인하지 못해서, 여기서는 AWS 네트워크 정보를 보여 드릴 수 없어요. "
    "저에게 DM으로 물어보거나 잠시 뒤에 다시 시도해 주세요.",
    en="I couldn't confirm with Slack that this channel is not shared with another organisation, so I can't share AWS "
    "network details here. Ask me in a direct message, or try again in a little while.",
)
NOTHING = Words(
    ko="아직 볼 수 있는 AWS 계정이 없어요. routelore 관리자에게 정책에 추가해 달라고 요청해 주세요.",
    en="You have not been granted any AWS account. Ask whoever runs routelore here to grant you one in the policy.",
)
NOTHING_HERE = Words(
    ko="이 채널에서는 볼 수 있는 AWS 계정이 없어요. 저에게 DM으로 물어보면 볼 수 있어요.",
    en="You have no AWS account to look at in this channel. You do in a direct message, so ask me there.",
)
NOT_THIS = Words(
    ko="{account} 계정의 {region} 리전을 볼 권한이 없어요. routelore 관리자에게 정책에 추가해 달라고 요청해 주세요.",
    en="You don't have access to {account} in {region}. Ask whoever runs routelore here to grant it in the policy.",
)
NOT_THIS_ACCOUNT = Words(
    ko="이 진단이 다루는 AWS 계정을 볼 권한이 없어요. routelore 관리자에게 정책에 추가해 달라고 요청해 주세요.",
    en="You don't have access to the AWS account that this is about. "
    "Ask whoever runs routelore here to grant it in the policy.",
)
GRANTED = Words(ko="지금 볼 수 있는 계정: {granted}", en="You do have access to: {granted}")

# --- the policy's file ------------------------------------------------------------------------------------------------
OPEN = Words(
    ko="정책 파일이 없어서, 게스트를 뺀 워크스페이스 멤버 누구나 boto3 설정에 있는 AWS 계정을 진단할 수 있어요. "
    "좁히려면 정책 파일의 경로를 ROUTELORE_POLICY에 적으세요(docs/policy.md).",
    en="There is no policy, so every full member of the workspace can have the AWS account of boto3's settings diagnosed. "
    "To narrow that, name a policy file in ROUTELORE_POLICY (docs/policy.md).",
)
NOBODY = Words(
    ko="정책 파일이 없어서 아무도 AWS를 진단할 수 없어요. 여러 워크스페이스가 설치하는 앱이라, 어느 워크스페이스의 누구에게 "
    "허용할지 ROUTELORE_POLICY의 정책 파일에 적어야 해요(docs/policy.md).",
    en="There is no policy, so nobody can have AWS diagnosed: where several workspaces install the app, a policy file in "
    "ROUTELORE_POLICY has to say who of which workspace may (docs/policy.md).",
)
FINE = Words(
    ko="정책({file})도 이상 없어요: 계정 {accounts}개, 권한 {grants}개.",
    en="The policy ({file}) is all right, too: accounts: {accounts}, grants: {grants}.",
)
NO_WORKSPACE = Words(
    ko="다만 워크스페이스를 적지 않은 권한이 {count}개 있어요. 여러 워크스페이스가 설치하는 앱에서는 "
    "아무에게도 적용되지 않으니, to 옆에 workspace: T012AB3CD처럼 적어 주세요(docs/policy.md).",
    en="But grants that name no workspace are nobody's, as several workspaces install the app: {count} of them. "
    "Write workspace: T012AB3CD beside to (docs/policy.md).",
)
BROKEN = Words(
    ko=":warning: 정책 파일에 문제가 있어서 방금 바뀐 내용을 적용하지 못했어요. 고칠 때까지는 바뀌기 전 정책을 따라요.",
    en=":warning: The policy file has a mistake, so the latest changes are not in force. "
    "Until it is fixed, the previous version stays in force.",
)
BROKEN_AT = Words(ko="{place} 파일: {message}", en="{place} {message}")
HOW_TO_CHECK = Words(
    ko="고친 뒤 저장하면 바로 적용돼요. 저장하기 전에 {command}로 확인할 수도 있어요.",
    en="Once you fix and save it, it takes effect at once. {command} checks it beforehand.",
)
MENDED = Words(
    ko=":white_check_mark: 정책 파일이 다시 정상이에요. 이제 새 정책을 따라요.",
    en=":white_check_mark: The policy file is fine again, and the new version is in force.",
)
