"""What `routelore check --live` says of Slack, the database, AWS and the broker."""

from __future__ import annotations

from diagnostics.model.words import Words

FINE = Words(ko="정상", en="ok")
WRONG = Words(ko="문제", en="wrong")
HINT = Words(ko="참고", en="note")

BOT_TOKEN = Words(ko="Slack 봇 토큰: {team} 워크스페이스에서 쓸 수 있어요.", en="Slack bot token: good for {team}.")
BOT_TOKEN_REFUSED = Words(
    ko="Slack 봇 토큰: Slack이 거절했거나 연결할 수 없어요({code}). OAuth & Permissions의 xoxb- 토큰을 다시 복사해 "
    "SLACK_BOT_TOKEN에 넣고, slack.com으로 나갈 수 있는지 확인해 주세요.",
    en="Slack bot token: Slack refused it or could not be reached ({code}). Copy the xoxb- token from OAuth & Permissions "
    "to SLACK_BOT_TOKEN again, and check that slack.com can be reached from here.",
)
SCOPES = Words(ko="Slack 권한(scope): 필요한 것이 모두 있어요.", en="Slack scopes: all that are needed are there.")
SCOPES_MISSING = Words(
    ko="Slack 권한(scope): 빠진 권한이 있어요: {scopes}. "
    "앱 설정의 App Manifest를 app.yaml로 바꾸고 워크스페이스에 다시 설치해 주세요.",
    en="Slack scopes: {scopes} missing. Put app.yaml into App Manifest in the app's settings, and install it again.",
)
SCOPES_SUPERFLUOUS = Words(
    ko="Slack 권한(scope): 쓰지 않는 권한이 있어요: {scopes}. app.yaml대로 다시 설치하면 빠져요.",
    en="Slack scopes: {scopes} not used. Installing the app again as in app.yaml takes them away.",
)
SCOPES_UNTOLD = Words(
    ko="Slack 권한(scope): Slack이 알려 주지 않아서 확인하지 못했어요.",
    en="Slack scopes: not known; Slack did not say which the token has.",
)
APP_TOKEN = Words(ko="Slack 앱 토큰: 소켓 모드로 연결할 수 있어요.", en="Slack app token: good for Socket Mode.")
APP_TOKEN_REFUSED = Words(
    ko="Slack 앱 토큰: Slack이 거절했거나 연결할 수 없어요({code}). connections:write가 있는 xapp- 토큰인지, 앱 설정에서 "
    "Socket Mode가 켜져 있는지 확인해 주세요.",
    en="Slack app token: Slack refused it or could not be reached ({code}). Check that it is an xapp- token with "
    "connections:write, and that Socket Mode is on in the app's settings.",
)
SIGNING_SECRET = Words(
    ko="Signing Secret: 값은 있지만 Slack의 요청이 와 봐야 맞는지 알 수 있어요.",
    en="Signing secret: set; whether it is right shows with the first request from Slack.",
)
SEVERAL = Words(
    ko="Slack 토큰: 설치한 워크스페이스마다 토큰이 따로 있어서 여기서는 확인하지 않아요.",
    en="Slack tokens: each workspace brings its own when it installs the app; none is tried here.",
)
NO_SLACK = Words(
    ko="Slack: 토큰이 없어서 확인하지 않았어요. SLACK_BOT_TOKEN과 SLACK_APP_TOKEN을 넣으면 확인해요.",
    en="Slack: not tried, no token is set. Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to have them tried.",
)

DATABASE = Words(ko="데이터베이스: {where} (리비전 {revision})", en="Database: {where} (revision {revision}).")
DATABASE_NEW = Words(
    ko="데이터베이스: 아직 비어 있어요({where}). 처음 시작할 때 테이블을 만들어요.",
    en="Database: {where} is still empty; the first start makes its tables.",
)
DATABASE_OLD = Words(
    ko="데이터베이스: {where} (리비전 {revision}). 다음에 시작하면 {head}로 올려요. 먼저 백업해 두세요.",
    en="Database: {where} is at revision {revision}; the next start brings it to {head}. Back it up first.",
)

ACCOUNT = Words(
    ko="AWS {name}: {account} 계정 {region} 리전을 {principal}로 읽어요.",
    en="AWS {name}: account {account} in {region}, as {principal}.",
)
ACCOUNT_OTHER = Words(
    ko="AWS {name}: 정책 파일에는 {wanted} 계정인데 실제로는 {account} 계정이에요. "
    "정책 파일의 id나 자격 증명을 고쳐 주세요.",
    en="AWS {name}: the policy says account {wanted}, and it is {account}. "
    "Correct the id in the policy, or the credentials.",
)
DENIED = Words(
    ko="AWS {name}: {actions} 권한이 없어요. `routelore permissions`가 출력하는 정책을 역할에 붙여 주세요.",
    en="AWS {name}: not allowed: {actions}. Attach the policy that `routelore permissions` prints.",
)
FAILED = Words(
    ko="AWS {name}: {calls} 호출이 실패했어요. 진단에서는 이 부분을 모르는 것으로 다뤄요.",
    en="AWS {name}: failed: {calls}. A diagnosis takes these for unknown.",
)
UNTRIED = Words(
    ko="AWS {name}: 특정 리소스를 물을 때만 쓰는 권한 {count}개는 확인하지 않았어요.",
    en="AWS {name}: {count} permissions are used only for a resource that a question names, and were not tried.",
)
AND_MORE = Words(ko="{regions} 외 {count}개", en="{regions} and {count} more")
REFUSED = Words(ko="AWS {name}: {why}", en="AWS {name}: {why}")
OWN = Words(ko="기본 계정", en="own account")

BROKER = Words(ko="브로커: 연결할 수 있어요.", en="Broker: it answers.")
BROKER_SILENT = Words(
    ko="브로커: 연결할 수 없어요. 떠 있는지, ROUTELORE_BROKER_URL의 주소와 암호가 맞는지 확인해 주세요.",
    en="Broker: it does not answer. Check that it is up, and the address and password in ROUTELORE_BROKER_URL.",
)
BROKER_NOT_INSTALLED = Words(
    ko="브로커: Celery가 없어요. pip install 'routelore[workers]'를 해 주세요.",
    en="Broker: Celery is not installed. Run: pip install 'routelore[workers]'.",
)
EXTRA_MISSING = Words(
    ko="트레이스: OTEL_EXPORTER_OTLP_ENDPOINT가 있지만 보낼 패키지가 없어요. pip install 'routelore[observe]'를 해 주세요.",
    en="Traces: OTEL_EXPORTER_OTLP_ENDPOINT is set, and what sends them is not installed. "
    "Run: pip install 'routelore[observe]'.",
)
