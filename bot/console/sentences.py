"""The sentences of the terminal, Korean and English side by side."""

from __future__ import annotations

from diagnostics.model.words import Words

NO_QUESTION = Words(
    ko='질문이 없어요. routelore ask "게이트웨이 엔드포인트가 뭐야?"처럼 쓰세요.',
    en='There is no question. Write, for example: routelore ask "what is a gateway endpoint?"',
)
TOO_LONG = Words(
    ko="질문이 {length}자로 너무 길어요. {limit}자 안으로 줄여 주세요.",
    en="The question is {length} characters long; ask one thing in at most {limit} characters.",
)
BATCH_AND_QUESTION = Words(
    ko="질문과 --batch는 함께 쓸 수 없어요. 둘 중 하나만 쓰세요.",
    en="Give either a question or --batch FILE, not both.",
)
BATCH_UNREADABLE = Words(
    ko="파일을 읽을 수 없어요: {file}({reason}). 경로를 확인해 주세요. 표준 입력은 -예요.",
    en="{file} cannot be read ({reason}). Check the path; - means standard input.",
)
BATCH_LINE = Words(
    ko='{file}:{line}: JSON 객체가 아니거나 q가 없어요. {{"q": "질문"}}처럼 한 줄에 하나씩 쓰세요.',
    en='{file}:{line}: not a JSON object with "q". Write one such as {{"q": "a question"}} a line.',
)
NO_SOURCE = Words(
    ko="어디에서 출발하는지 없어요. routelore diagnose subnet-…처럼 쓰거나, 모두 보려면 --all을 쓰세요.",
    en="There is no source. Write, for example: routelore diagnose subnet-…, or --all for every subnet.",
)
SOURCE_AND_ALL = Words(
    ko="SOURCE와 --all은 함께 쓸 수 없어요. 둘 중 하나만 쓰세요.", en="Give either SOURCE or --all, not both."
)
VPC_WITHOUT_ALL = Words(
    ko="--vpc는 --all과 함께 써요. VPC 하나를 보려면 routelore diagnose vpc-…처럼 쓰세요.",
    en="--vpc goes with --all. For the subnets of one VPC, write: routelore diagnose vpc-…",
)
LIST_ALONE = Words(
    ko="--what-if list는 바꿀 수 있는 것을 보여 주기만 해요. 다른 --what-if와 함께 쓰지 말고 따로 실행하세요.",
    en="--what-if list only lists the changes. Run it by itself, without other changes.",
)
ONE_PASTED = Words(
    ko="붙여 준 출력은 경로 하나와 견줘요. 지금은 {count}개라서, 출발지 하나와 --to 하나만 골라 주세요.",
    en="Pasted output is held against one path, and there are {count}. Name one source and one --to.",
)
NOTHING_READ = Words(
    ko=(
        "읽을 수 있는 출력이 없어요. nslookup·dig·traceroute·curl·aws 명령의 출력이나 VPC 흐름 로그, S3 액세스 로그 줄을 "
        "그대로 붙여 주세요."
    ),
    en=(
        "There is no output in it that can be read. Paste what nslookup, dig, traceroute, curl or aws printed, or lines of "
        "a VPC flow log or an S3 access log, as they are."
    ),
)
NO_FOLDER = Words(
    ko="어디에 저장할지 없어요. routelore save ./snapshot처럼 폴더를 쓰거나, 스크립트를 받으려면 --script를 쓰세요.",
    en="There is no folder to save to. Write, for example: routelore save ./snapshot, or --script for a script.",
)
SAVED_AND_PROFILE = Words(
    ko="--saved는 저장된 폴더를 읽으니 --profile이 필요 없어요. 하나를 빼 주세요.",
    en="--saved reads a folder and needs no --profile. Leave one of them out.",
)
MEASURED_LIVE = Words(
    ko="--measure는 AWS에 직접 물어보는 옵션이라 --saved나 --script와는 함께 쓸 수 없어요. 하나를 빼 주세요.",
    en="--measure asks AWS itself and cannot go with --saved or --script. Leave one of them out.",
)
ONE_PICTURE = Words(
    ko="그림은 한 장에 경로 하나예요. 지금은 {count}개라서, 서브넷 하나와 --to 하나만 골라 주세요.",
    en="A picture shows one path, and there are {count}. Name one subnet and one --to.",
)
PICTURE_TO_TERMINAL = Words(
    ko="PNG는 터미널에 보일 수 없어요. --out path.png처럼 파일을 지정해 주세요.",
    en="A PNG cannot be shown in a terminal. Name a file with --out path.png.",
)
NO_PICTURES = Words(
    ko="PNG를 그리는 패키지가 설치되지 않았어요. pip install 'routelore[pictures]'를 하거나 --format svg를 쓰세요.",
    en="The packages that draw PNGs are not installed. Run pip install 'routelore[pictures]', or use --format svg.",
)
NOT_WRITABLE = Words(
    ko="{path}에 쓸 수 없어요({reason}). 경로와 권한을 확인해 주세요.",
    en="{path} cannot be written ({reason}). Check the path and its permissions.",
)
UNREAD = Words(ko="쓰지 못한 파일 {file}: {reason}", en="not used: {file}: {reason}")
READING = Words(ko="AWS 읽는 중 {done}/{total} · {what}", en="Reading AWS {done}/{total} · {what}")
SAVED = Words(ko="{folder}에 저장했어요.", en="Saved to {folder}.")
SLACK_UNREACHABLE = Words(
    ko="Slack에 연결하지 못했어요({code}). 토큰과 네트워크를 확인해 주세요.",
    en="Slack could not be reached ({code}). Check the tokens and the network.",
)
SERVING = Words(
    ko="{team} 워크스페이스에 연결했어요. 멈추려면 Ctrl-C를 누르세요.", en="Connected to {team}. Press Ctrl-C to stop."
)
STOPPED = Words(ko="멈췄어요.", en="Stopped.")
SERVING_SEVERAL = Words(
    ko="여러 워크스페이스를 받고 있어요. 설치 페이지는 /slack/install이에요. 끝내려면 Ctrl-C를 누르세요.",
    en="Serving several workspaces; they install the app at /slack/install. Press Ctrl-C to stop.",
)
LEFT_UNDONE = Words(
    ko="아직 하던 일이 있는데 기다릴 시간이 다 됐어요. 약속한 일은 다음에 시작할 때 이어서 해요.",
    en="Stopped with work under way; what was promised is done after the next start.",
)
CANNOT_LISTEN = Words(
    ko="{port} 포트를 쓸 수 없어요({reason}). 다른 포트를 주세요.",
    en="Port {port} cannot be used ({reason}). Give another one.",
)
WRONG_PORT = Words(
    ko="포트는 1에서 65535 사이의 수예요. --http 3000처럼 쓰세요.",
    en="A port is a number from 1 to 65535, as in --http 3000.",
)
NO_HTTP = Words(
    ko="HTTP 모드에 필요한 패키지가 없어요. pip install 'routelore[http]'를 해 주세요.",
    en="HTTP mode needs more packages. Run: pip install 'routelore[http]'.",
)
NO_TRACES = Words(
    ko="OTEL_EXPORTER_OTLP_ENDPOINT로 트레이스를 보내려면 패키지가 더 있어야 해요. "
    "pip install 'routelore[observe]'를 실행해 주세요.",
    en="Sending traces to OTEL_EXPORTER_OTLP_ENDPOINT needs more packages. Run: pip install 'routelore[observe]'.",
)
NO_PLAYGROUND = Words(
    ko="플레이그라운드에 필요한 패키지가 없어요({module}). pip install 'routelore[playground]'를 해 주세요.",
    en="The playground needs more packages ({module}). Run: pip install 'routelore[playground]'.",
)
PORT_TAKEN = Words(
    ko="{port} 포트를 쓸 수 없어요({reason}). 다른 포트를 주거나 --port를 빼면 비어 있는 포트를 골라요.",
    en="Port {port} cannot be used ({reason}). Give another, or leave --port out for a free one.",
)
ALL_RIGHT = Words(
    ko="이상 없어요: 지식 항목 {entries}개, {manifest}, 설정.", en="All right: {entries} entries, {manifest}, settings."
)
NO_MANIFEST = Words(ko="app.yaml은 여기 없어서 보지 않음", en="no app.yaml here")
BROKEN = Words(
    ko="예상하지 못한 문제가 생겼어요({type}, {where}). 이 줄을 그대로 이슈에 올려 주세요.",
    en="Something unexpected happened ({type}, {where}). Please report it with this line.",
)
