"""What is said of sweeps: what they are asked for, how far they are, what came of them. In both languages."""

from __future__ import annotations

from diagnostics.model.words import Words

NO_ACCOUNT = Words(
    ko="‘{account}’라는 계정은 볼 수 없어요. 볼 수 있는 계정: {known}. 이름을 고쳐서 다시 말해 주세요.",
    en="You don't have access to an account called “{account}”. You can sweep: {known}. Correct the name and try again.",
)
NO_SUCH_REGION = Words(
    ko="‘{region}’은 리전 이름이 아니에요. ap-northeast-2처럼 적어 주세요.",
    en="“{region}” is not a Region. Write one such as ap-northeast-2.",
)
NO_REGION = Words(
    ko="{region} 리전은 볼 수 없어요. 볼 수 있는 리전: {known}. 이 중에서 골라 주세요.",
    en="You don't have access to {region}. You can sweep: {known}. Pick one of these.",
)
NOTHING_TO_SWEEP = Words(
    ko="점검할 계정과 리전이 없어요. 정책에 계정과 리전을 넣거나 다른 이름으로 다시 시도해 주세요.",
    en="There is no account and Region to sweep. Add some to the policy, or name others.",
)
TOO_MUCH = Words(
    ko="한 번에 {limit}곳까지만 점검할 수 있는데 {count}곳이에요. 계정이나 리전을 골라서 나눠 주세요.",
    en="One sweep takes at most {limit} account Regions, and these are {count}. Name some accounts or Regions and split it.",
)

TITLE = Words(ko="전체 점검", en="Sweep")
STARTED = Words(
    ko="전체 점검을 시작했어요. 진행 상황과 결과는 {link}에 올릴게요.",
    en="The sweep has begun. Its progress and its result are in {link}.",
)
ROOT = Words(ko="전체 점검: 계정과 리전 {count}곳", en="Sweep (account Regions: {count})")
PROGRESS = Words(
    ko="{bar}  {count}곳 중 {ended}곳을 읽었어요.",
    en="{bar}  Account Regions read: {ended} of {count}.",
)
FAILED_SO_FAR = Words(ko="읽지 못한 곳은 {failed}곳이에요.", en="{failed} could not be read.")
RUNNING_NOTE = Words(
    ko="오래 걸려도 괜찮아요. 앱이 다시 시작돼도 이어서 하고, 끝나면 이 스레드에 알려 드릴게요.",
    en="It keeps going even if the app restarts. I'll post in this thread when it is done.",
)
CANCEL = Words(ko="점검 그만하기", en="Cancel the sweep")
CANCELLED = Words(
    ko="점검을 멈췄어요. 그때까지 읽은 결과예요.", en="The sweep was cancelled. This is what was read up to then."
)
NOT_YOURS = Words(
    ko="점검은 시작한 사람만 멈출 수 있어요.",
    en="Only the person who began a sweep can cancel it.",
)
OVER_ALREADY = Words(ko="이 점검은 이미 끝났어요.", en="This sweep is already over.")
STOPPING = Words(
    ko="점검을 멈추고 있어요. 지금까지 읽은 결과를 곧 올릴게요.",
    en="Stopping the sweep. I'll post what was read so far in a moment.",
)
ONE_AT_A_TIME = Words(
    ko="이미 진행 중인 점검이 있어요. 끝나기를 기다리거나, DM에 있는 그 점검을 멈춘 뒤 다시 시작해 주세요.",
    en="You already have a sweep running. Wait for it to finish, or cancel it in your direct messages and start again.",
)
BROKER_AWAY_NOW = Words(
    ko="지금은 워커에 연결할 수 없어서 기다리고 있어요. 다시 연결되면 이어서 할게요.",
    en="The workers can't be reached right now, so the sweep is waiting. It carries on as soon as they are back.",
)
NO_MORE_RIGHTS = Words(
    ko="점검하던 계정을 이제는 볼 수 없어서 점검을 멈췄어요. {why}",
    en="You no longer have access to these accounts, so I stopped the sweep. {why}",
)
FORGOTTEN = Words(
    ko="점검을 멈추고, 그때까지 읽은 것도 모두 지웠어요.",
    en="The sweep was stopped, and all that it had read is deleted.",
)
DONE = Words(ko="전체 점검이 끝났어요.", en="The sweep is done.")
FILES = Words(
    ko="전체 결과예요. CSV는 스프레드시트로, HTML은 브라우저로 열어 보세요.",
    en="Everything that was found: the CSV for a spreadsheet, the HTML page for a browser.",
)
NO_FILES = Words(
    ko="Slack이 파일을 받아 주지 않아서 CSV와 HTML은 올리지 못했어요({code}).",
    en="Slack did not take the CSV and the HTML page ({code}).",
)
MORE_ROWS = Words(ko="그 밖에 {count}줄은 CSV와 HTML에 있어요.", en="The CSV and the HTML page have the rest: {count} more.")
SHOWN_CAUSES = Words(ko="많이 나온 원인", en="Most widespread causes")
SPREAD = Words(ko="(서브넷 {subnets}개, VPC {vpcs}개)", en="(subnets: {subnets}, VPCs: {vpcs})")

RESUME_HOW = Words(
    ko="여기까지 읽은 것은 남아 있어요. 이어서 하려면: routelore sweep --resume {id}",
    en="What was read is kept. To go on: routelore sweep --resume {id}",
)
NOTHING_TO_RESUME = Words(
    ko="이어서 할 점검이 없어요. routelore sweep으로 새로 시작하세요.",
    en="There is no sweep to resume. Begin one with: routelore sweep",
)
NO_SUCH_SWEEP = Words(
    ko="{id} 점검이 없어요. 번호를 확인하거나 --resume만 써서 마지막 점검을 이어서 하세요.",
    en="There is no sweep {id}. Check its number, or write --resume alone for the last one.",
)
RESUME_ALONE = Words(
    ko="--resume은 처음 시작할 때 고른 계정, 리전, 목적지로 이어서 해요. --accounts, --regions, --to는 빼 주세요.",
    en="--resume goes on with the accounts, Regions and destinations that the sweep began with. "
    "Leave out --accounts, --regions and --to.",
)
PARTIAL = Words(
    ko="{count}곳을 읽지 못했어요. 다시 읽어 보려면: routelore sweep --resume {id}",
    en="Account Regions that could not be read: {count}. To try them again: routelore sweep --resume {id}",
)
NOW = Words(ko="점검 {id}: {ended}/{total}곳, 실패 {failed}곳", en="sweep {id}: {ended}/{total} read, {failed} failed")
NO_BROKER = Words(
    ko="ROUTELORE_BROKER_URL이 없어요. redis://…나 sqs://…로 설정한 뒤 워커를 시작해 주세요.",
    en="ROUTELORE_BROKER_URL is not set. Set it to redis://… or sqs://…, then start the worker.",
)
NO_WORKERS = Words(
    ko="워커에 필요한 패키지가 없어요({module}). pip install 'routelore[workers]'로 설치해 주세요.",
    en="What workers need is not installed ({module}). Install it with: pip install 'routelore[workers]'",
)
NO_PROBES = Words(
    ko="ROUTELORE_HEALTH_PORT에 필요한 패키지가 없어요({module}). pip install 'routelore[http]'로 설치해 주세요.",
    en="What ROUTELORE_HEALTH_PORT needs is not installed ({module}). Install it with: pip install 'routelore[http]'",
)
BROKER_AWAY = Words(
    ko="브로커({broker})에 닿지 못했어요. 브로커가 떠 있는지, ROUTELORE_BROKER_URL이 맞는지 확인해 주세요.",
    en="The broker ({broker}) could not be reached. Check that it is up and that ROUTELORE_BROKER_URL is right.",
)
WORKING = Words(
    ko="점검 작업을 기다리고 있어요(한 번에 {count}개). 끝내려면 Ctrl-C를 누르세요.",
    en="Waiting for parts of sweeps, {count} at a time. Ctrl-C ends it.",
)
