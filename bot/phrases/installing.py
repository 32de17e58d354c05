"""What the pages say on which a workspace installs the app, in both languages."""

from __future__ import annotations

from diagnostics.model.words import Words

TITLE = Words(ko="routelore 설치", en="Install routelore")
WHAT = Words(
    ko="AWS 네트워크 질문에 답하고, S3 트래픽이 프라이빗인지 진단하는 Slack 앱이에요.",
    en="A Slack app that answers AWS network questions and explains whether traffic to S3 is private.",
)
ADD = Words(ko="Slack에 추가", en="Add to Slack")
SCOPES = Words(ko="이런 권한을 요청해요:", en="It asks for these permissions:")
DONE = Words(ko="설치했어요", en="Installed")
DONE_IN = Words(
    ko="{team} 워크스페이스에 routelore를 설치했어요. 채널에 초대하거나 DM을 보내 보세요.",
    en="routelore is installed in {team}. Invite it to a channel, or write it a direct message.",
)
OPEN_SLACK = Words(ko="Slack 열기", en="Open Slack")
NOT_DONE = Words(ko="설치하지 못했어요", en="Not installed")
AGAIN = Words(ko="처음부터 다시 하기", en="Start again")
DENIED = Words(
    ko="설치를 취소하셨어요. 마음이 바뀌면 다시 시작해 주세요.",
    en="You cancelled the installation. Start again if you change your mind.",
)
OTHER_BROWSER = Words(
    ko="이 설치는 이 브라우저에서 시작하지 않았어요. 설치 페이지에서 다시 시작해 주세요.",
    en="This installation was not begun in this browser. Start again from the install page.",
)
TOO_OLD = Words(
    ko="이 설치 링크는 이미 썼거나 너무 오래됐어요(10분). 다시 시작해 주세요.",
    en="This installation was finished already, or was begun more than ten minutes ago. Start again.",
)
NO_CODE = Words(
    ko="Slack에서 설치 코드가 오지 않았어요. 다시 시작해 주세요.",
    en="Slack sent no code for the installation. Start again.",
)
REFUSED = Words(
    ko="Slack이 설치를 받아 주지 않았어요. 다시 시작해 보고, 계속 안 되면 앱을 운영하는 사람에게 알려 주세요.",
    en="Slack refused the installation. Start again; if that does not help, tell whoever runs the app.",
)
NOT_JUST_NOW = Words(
    ko="Slack이나 데이터베이스에 잠시 연결할 수 없어요. 몇 분 뒤에 다시 시작해 주세요.",
    en="Slack or the database cannot be reached just now. Start again in a few minutes.",
)
NOT_HERE = Words(
    ko="{team} 워크스페이스에는 이 앱을 설치할 수 없어요. 앱을 운영하는 사람에게 워크스페이스 ID({id})를 알려 주세요.",
    en="{team} is not among the workspaces that may install this app. Tell whoever runs it the workspace's id, {id}.",
)
NOT_INSTALLED = Words(
    ko="이 워크스페이스에 앱이 설치되어 있지 않아요. 관리자에게 다시 설치해 달라고 부탁해 주세요.",
    en="The app is not installed in this workspace any more. Ask an admin to install it again.",
)
