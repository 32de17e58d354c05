"""One sentence for each setting that will not work: what is wrong, and what to write instead."""

from __future__ import annotations

from diagnostics.model.words import Words

NO_BOT_TOKEN = Words(
    ko="SLACK_BOT_TOKEN이 없어요. 앱 설정의 OAuth & Permissions에 있는 xoxb- 토큰을 넣어 주세요.",
    en="SLACK_BOT_TOKEN is not set. Put the xoxb- token from the app's OAuth & Permissions page there.",
)
NOT_A_BOT_TOKEN = Words(
    ko="SLACK_BOT_TOKEN이 xoxb-로 시작하지 않아요. 사용자 토큰이 아니라 봇 토큰을 넣어 주세요.",
    en="SLACK_BOT_TOKEN does not start with xoxb-. Use the bot token, not a user token.",
)
NO_APP_TOKEN = Words(
    ko="SLACK_APP_TOKEN이 없어요. connections:write 권한으로 만든 xapp- 토큰을 넣거나, --http 포트로 HTTP 모드를 쓰세요.",
    en="SLACK_APP_TOKEN is not set. Put an xapp- token with connections:write there, or use HTTP mode with --http PORT.",
)
NOT_AN_APP_TOKEN = Words(
    ko="SLACK_APP_TOKEN이 xapp-로 시작하지 않아요. Basic Information의 App-Level Token을 넣어 주세요.",
    en="SLACK_APP_TOKEN does not start with xapp-. Use the App-Level Token from Basic Information.",
)
NO_SIGNING_SECRET = Words(
    ko="HTTP 모드에는 SLACK_SIGNING_SECRET이 꼭 필요해요. Basic Information의 Signing Secret을 넣어 주세요.",
    en="HTTP mode needs SLACK_SIGNING_SECRET. Put the Signing Secret from Basic Information there.",
)
NOT_AN_API_URL = Words(
    ko="SLACK_API_URL이 URL이 아니에요. https://slack.com/api/처럼 http(s)로 시작하게 쓰거나 지우세요.",
    en="SLACK_API_URL is not a URL. Write one that starts with http(s), such as https://slack.com/api/, or unset it.",
)
NOT_A_DATABASE_URL = Words(
    ko="ROUTELORE_DATABASE_URL이 데이터베이스 URL이 아니에요. sqlite:////var/lib/routelore/routelore.db처럼 쓰세요.",
    en="ROUTELORE_DATABASE_URL is not a database URL. Write one such as sqlite:////var/lib/routelore/routelore.db.",
)
NOT_MAINTAINERS = Words(
    ko="ROUTELORE_MAINTAINERS에는 Slack 멤버 ID만 쉼표로 구분해 적어 주세요(예: U012AB3CD,U045EF6GH). "
    "프로필의 “멤버 ID 복사”에 있어요.",
    en="ROUTELORE_MAINTAINERS takes Slack member ids separated by commas, such as U012AB3CD,U045EF6GH "
    "(“Copy member ID” in a profile).",
)
NOT_A_WELCOME = Words(
    ko="ROUTELORE_WELCOME에는 on이나 off만 적을 수 있어요. 새로 들어온 사람에게 먼저 말을 걸지 않게 하려면 off를 적으세요.",
    en="ROUTELORE_WELCOME takes on or off. Write off to keep the app from writing first to people who join.",
)
NOT_A_KNOWLEDGE_FOLDER = Words(
    ko="ROUTELORE_KNOWLEDGE에 적힌 폴더가 없어요. entries 폴더가 들어 있는 폴더의 경로를 적거나 지우세요.",
    en="ROUTELORE_KNOWLEDGE names no folder that is there. Write the path of the folder that holds your entries folder, "
    "or unset it.",
)
NOT_A_RETRIEVAL = Words(
    ko="ROUTELORE_RETRIEVAL은 lexical(단어로 찾기, 기본값)이나 semantic(뜻까지 보고 찾기) 중 하나로 적어 주세요.",
    en="ROUTELORE_RETRIEVAL is neither lexical (by words, the default) nor semantic (by words and meaning). "
    "Write one of the two, or unset it.",
)
NOT_A_LOG = Words(
    ko="ROUTELORE_LOG은 json, text, auto(기본값: 터미널이면 text, 아니면 json) 중 하나로 적어 주세요.",
    en="ROUTELORE_LOG is none of json, text and auto (the default: text at a terminal, json elsewhere). Write one of them.",
)
NOT_A_LOG_LEVEL = Words(
    ko="ROUTELORE_LOG_LEVEL은 debug, info(기본값), warning, error 중 하나로 적어 주세요.",
    en="ROUTELORE_LOG_LEVEL is none of debug, info (the default), warning and error. Write one of them.",
)
NOT_A_TRACES_URL = Words(
    ko="OTEL_EXPORTER_OTLP_ENDPOINT가 URL이 아니에요. http://localhost:4318처럼 OTLP/HTTP 수집기의 주소를 적거나 지우세요.",
    en="OTEL_EXPORTER_OTLP_ENDPOINT is not a URL. Write the address of an OTLP/HTTP collector, such as "
    "http://localhost:4318, or unset it.",
)
NOT_A_BROKER = Words(
    ko="ROUTELORE_BROKER_URL은 redis://, rediss://, sqs:// 중 하나로 시작해야 해요. "
    "redis://localhost:6379/0처럼 적거나 지우세요.",
    en="ROUTELORE_BROKER_URL must begin with redis://, rediss:// or sqs://. Write one such as redis://localhost:6379/0, "
    "or unset it.",
)
NOT_A_POLICY = Words(
    ko="ROUTELORE_POLICY에 적힌 파일이 없어요. 정책 YAML 파일의 경로를 적어 주세요. "
    "변수를 지우면 워크스페이스 멤버 누구나 진단할 수 있어요.",
    en="ROUTELORE_POLICY names no file that is there. Write the path of the policy's YAML file; "
    "without it, every member of the workspace may diagnose.",
)
HALF_A_CLIENT = Words(
    ko="SLACK_CLIENT_ID와 SLACK_CLIENT_SECRET은 함께 넣어야 해요. 둘 다 앱 설정의 Basic Information에 있어요.",
    en="SLACK_CLIENT_ID and SLACK_CLIENT_SECRET go together. Put both there, from the app's Basic Information page.",
)
SEVERAL_NEED_HTTP = Words(
    ko="여러 워크스페이스에 설치하려면(SLACK_CLIENT_ID) HTTP 모드여야 해요. routelore serve --http 포트로 실행해 주세요.",
    en="Several workspaces (SLACK_CLIENT_ID) need HTTP mode. Run routelore serve --http PORT.",
)
TOKEN_AND_CLIENT = Words(
    ko="여러 워크스페이스(SLACK_CLIENT_ID)라면 토큰은 설치할 때마다 받아요. SLACK_BOT_TOKEN을 지우세요.",
    en="With several workspaces (SLACK_CLIENT_ID), each installation brings its own token: unset SLACK_BOT_TOKEN.",
)
NO_WORKSPACES = Words(
    ko="ROUTELORE_WORKSPACES에 앱을 설치해도 되는 워크스페이스 ID를 적어 주세요(예: T012AB3CD,T045EF6GH. *는 어디든).",
    en="ROUTELORE_WORKSPACES must list the workspaces that may install the app, such as T012AB3CD,T045EF6GH; * means any.",
)
MAINTAINERS_OF_SEVERAL = Words(
    ko="여러 워크스페이스에서는 각 워크스페이스의 관리자가 답을 승인해요. ROUTELORE_MAINTAINERS를 지우세요.",
    en="With several workspaces, each one's admins decide about its answers: unset ROUTELORE_MAINTAINERS.",
)
NOT_DAYS = Words(
    ko="ROUTELORE_KEEP_THREADS, ROUTELORE_KEEP_QUESTIONS, ROUTELORE_KEEP_AUDIT에는 일수를 1~9999 숫자로 적어 주세요.",
    en="ROUTELORE_KEEP_THREADS, ROUTELORE_KEEP_QUESTIONS and ROUTELORE_KEEP_AUDIT take a number of days from 1 to 9999.",
)
NOT_A_HEALTH_PORT = Words(
    ko="ROUTELORE_HEALTH_PORT에는 8081 같은 포트 번호를 적거나 지우세요.",
    en="ROUTELORE_HEALTH_PORT is not a port. Write a number such as 8081, or unset it.",
)
