"""Sentences around what is shown or handed over whole: every subnet at a glance, zips, pasted output, predicted output."""

from __future__ import annotations

from diagnostics.model.words import Words

# --- every subnet at a glance -----------------------------------------------------------------------------------------
EVERY_SUBNET = Words(ko="전체 서브넷", en="all subnets")
AT_A_GLANCE = Words(ko="전체 서브넷 보기", en="All subnets at a glance")
SUBNETS = Words(ko="서브넷", en="Subnets")
TABLES = Words(ko="VPC · 라우팅 테이블", en="VPC · route table")
CAUSES = Words(ko="원인", en="Causes")
ROWS_LEFT = Words(
    ko="그 밖에 서브넷 {count}개가 더 있어요. 아래 CSV 파일에 전부 있어요.",
    en="{count} more subnets are in the CSV file below.",
)
GLANCE_HINT = Words(
    ko="한 서브넷을 자세히 보려면 아래에서 고르거나, 이 스레드에 이름을 적어 주세요.",
    en="Pick a subnet below, or write its name in this thread, for the whole diagnosis.",
)
GLANCE_TITLE = Words(ko="전체 서브넷 한눈에 보기", en="Every subnet at a glance")
GLANCE_FILE = Words(ko="서브넷마다 한 줄씩 (CSV)", en="One line per subnet (CSV)")
NO_FILES = Words(
    ko="그림과 CSV는 올리지 못했어요(Slack: {code}).", en="The picture and the CSV could not be posted (Slack: {code})."
)

# --- a zip in the conversation ----------------------------------------------------------------------------------------
OPENING = Words(ko=":package: {name} 파일을 읽고 있어요.", en=":package: Reading {name}.")
SNAPSHOT_READ = Words(
    ko=":package: {name} 스냅샷을 읽었어요. 이 스레드에서는 이 스냅샷으로 답할게요. AWS에는 접속하지 않아요.",
    en=":package: I have read the snapshot in {name}. In this thread I answer from it alone and do not call AWS.",
)
SNAPSHOT_HOLDS = Words(
    ko="계정 {account} · 리전 {region} · VPC {vpcs}개 · 서브넷 {subnets}개 · {at}",
    en="account {account} · {region} · {vpcs} VPC(s) · {subnets} subnet(s) · {at}",
)
NOT_SAID = Words(ko="알 수 없음", en="not said")
SNAPSHOT_LACKS = Words(
    ko="빠진 것이 있어서 그만큼은 모른다고 답해요: {what}", en="These are missing, so that much stays unknown: {what}"
)
AND_MORE = Words(ko="외 {count}개", en="and {count} more")
SNAPSHOT_COMPLETE = Words(ko="필요한 조회 결과가 모두 들어 있어요.", en="Nothing that is needed is missing.")
SNAPSHOT_ASK = Words(
    ko="어디를 볼까요? 아래에서 고르거나 “{name} 서브넷 S3 진단해줘”처럼 적어 주세요.",
    en="What shall I look at? Choose below, or write “diagnose the {name} subnet to s3”.",
)
SNAPSHOT_EMPTY = Words(
    ko="이 스냅샷에는 서브넷이 하나도 없어요. 리전을 확인하고 다시 저장해 주세요.",
    en="There is no subnet in this snapshot. Check the Region and save it again.",
)
FILE_TOO_LARGE = Words(
    ko="파일이 너무 커서 받지 않았어요(최대 {limit}MB). 스냅샷 폴더만 압축해 주세요.",
    en="The file is too large, so I did not take it (at most {limit} MB). Zip the snapshot folder only.",
)
FILE_ELSEWHERE = Words(
    ko="Slack에 올린 파일만 받을 수 있어요. zip 파일을 이 대화에 직접 올려 주세요.",
    en="I only take files that are kept in Slack. Upload the zip here instead of linking to it.",
)
FILE_NOT_GIVEN = Words(
    ko="Slack에서 파일을 받지 못했어요({code}). 앱에 files:read 권한이 있는지 관리자에게 확인하고 다시 올려 주세요.",
    en="Slack did not hand the file over ({code}). Ask your admin whether the app has files:read, then upload it again.",
)
FILE_ELSEWHERE = Words(
    ko="이 스레드에서는 파일을 읽지 않아요. 스레드 밖에 새 메시지로 올려 주세요.",
    en="Files are not read in this thread. Drop it as a new message, outside the thread.",
)
FILE_NOT_KNOWN = Words(
    ko="이런 파일은 읽지 못해요. `routelore save --script`가 만든 폴더를 zip이나 tar.gz로 압축해서 올려 주세요.",
    en="I cannot read this kind of file. Upload the folder that `routelore save --script` made, as a zip or tar.gz.",
)

FILE_HOLDS_NOTHING = Words(
    ko="이 파일에는 읽을 수 있는 명령 결과나 로그가 없어요. "
    "nslookup, dig, traceroute, curl, aws 명령의 출력이나 VPC 흐름 로그, S3 액세스 로그, CloudTrail 기록을 올려 주세요.",
    en="There is no output or log in this file that I can read. Upload what nslookup, dig, traceroute, curl or aws printed, "
    "or records of VPC flow logs, S3 access logs or CloudTrail.",
)

# --- the snapshot to take away ----------------------------------------------------------------------------------------
DOWNLOAD = Words(ko="스냅샷 (zip)", en="Snapshot (zip)")
DOWNLOAD_IS_HERE = Words(
    ko="요청하신 스냅샷이에요. AWS 접속 없이 같은 진단을 그대로 다시 볼 수 있어요:",
    en="Here is the snapshot. It gives the same diagnosis again, without AWS:",
)
DOWNLOAD_SENT = Words(
    ko="스냅샷을 DM으로 보냈어요. 네트워크 구성이 들어 있으니 공유할 때 주의해 주세요.",
    en="I sent the snapshot to your DM. It holds your network's configuration, so be careful who you share it with.",
)
DOWNLOAD_NOT_YOURS = Words(
    ko="스냅샷은 이 진단을 요청한 {asker}님만 받을 수 있어요. 직접 진단을 요청하면 그 스냅샷을 받을 수 있어요.",
    en="Only {asker}, who asked for this diagnosis, can download its snapshot. Run the diagnosis yourself to get your own.",
)

# --- pasted output ----------------------------------------------------------------------------------------------------
EVIDENCE_AGREES = Words(
    ko=":white_check_mark: 붙여 주신 결과는 설정으로 내린 진단과 일치해요.",
    en=":white_check_mark: What you pasted agrees with the configuration.",
)
EVIDENCE_CONTRADICTS = Words(
    ko=":rotating_light: 붙여 주신 결과가 설정으로 내린 진단과 어긋나요.",
    en=":rotating_light: What you pasted contradicts the configuration.",
)
EVIDENCE_SILENT = Words(
    ko=":information_source: 붙여 주신 결과만으로는 진단이 맞는지 가릴 수 없어요.",
    en=":information_source: What you pasted neither confirms nor contradicts the diagnosis.",
)
EVIDENCE_MORE = Words(ko="나머지 {count}건은 생략했어요.", en="{count} more were left out.")
EVIDENCE_LIKELY = Words(ko="그럴 만한 이유", en="Likely reasons")
EVIDENCE_OF_WHAT = Words(
    ko="어느 서브넷에서 실행한 결과인가요? 먼저 서브넷을 고르고 다시 붙여 주세요.",
    en="From which subnet is this? Choose it first, then paste the output again.",
)

# --- predicted output -------------------------------------------------------------------------------------------------
WHAT_TO_SEE = Words(ko="뭐가 보여야 해?", en="What would I see?")
TRY_TO_SEE = Words(ko="“뭐가 보여야 해?”", en="“what would I see?”")
SEE_NOW = Words(
    ko="{source} 안에서 실행하면 지금은 이렇게 나와야 해요. 결과를 이 스레드에 붙여 주시면 진단과 비교해 드릴게요.",
    en="Run these inside {source}: this is what they should show now. Paste your output here and I will compare it.",
)
SEE_AFTER = Words(ko="고친 뒤({change})에는 이렇게 바뀌어요.", en="After the fix ({change}), they should show this instead.")
SEE_NOTHING = Words(
    ko="VPC 밖에서 나가는 트래픽이라 VPC 안에서 확인할 결과가 없어요.",
    en="This traffic does not leave a VPC, so there is nothing to see inside one.",
)
SEE_SAME = Words(ko="{tool} 결과는 그대로예요.", en="{tool} shows the same.")

# --- costs ------------------------------------------------------------------------------------------------------------
COSTS = Words(ko="비용", en="What it costs")
