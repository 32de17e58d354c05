"""What curl and the AWS CLI prove: whether packets get there and back, and who refuses the request if somebody does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.evidence.addressbook import OwnerKind
from diagnostics.evidence.compared import explanations as why
from diagnostics.evidence.compared.names import address_disagrees
from diagnostics.evidence.compared.readings import agrees, differs, silent
from diagnostics.evidence.compared.refused import read_refusal
from diagnostics.evidence.observation import CliOutcome, PolicyKind
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.evidence.addressbook import AddressBook
    from diagnostics.evidence.comparison import Reading
    from diagnostics.evidence.expectation import Expectation
    from diagnostics.evidence.observation import CliAnswer, HttpExchange

_OTHER = Words(
    "진단한 목적지가 아닌 곳과 주고받은 결과라 이 경로에 대해서는 알 수 없어요.",
    "It is about another destination than the one diagnosed, so it says nothing about this path.",
)
_PROXIED = Words(
    "프록시를 거친 연결이에요. 이름을 풀고 길을 고르는 건 프록시라서, 이 서브넷의 경로는 알 수 없어요.",
    "The connection goes through a proxy, which resolves the name and picks the path; it says nothing about "
    "this subnet's path.",
)
_NO_PROXY = Words(
    "`curl --noproxy '*'`로 프록시 없이 한 번 더 해 보세요. 프로그램에는 NO_PROXY를 쓰면 돼요.",
    "Try again without the proxy: `curl --noproxy '*'`, or NO_PROXY for programs.",
)
_UNREACHED = Words(
    "TCP 연결이 안 됐어요. 라우트, 보안 그룹, 네트워크 ACL 가운데 어딘가에서 버려지고 있어요. 권한 문제는 아니에요.",
    "No TCP connection was made: a route, a security group or a network ACL drops the packets. It is not a "
    "permissions problem.",
)
_NO_NAME = Words(
    "이름이 주소로 풀리지 않았어요. 연결은 시작하지도 못했어요.",
    "The name did not resolve, so no connection was even started.",
)
_VAGUE = Words(
    "CLI가 연결하지 못했어요. 이름이 안 풀려도, 연결이 거절돼도 같은 메시지가 나와요.",
    "The CLI could not connect; it says the same whether the name did not resolve or the connection was refused.",
)
_TLS = Words(
    "TCP 연결은 됐지만 TLS에서 실패했어요. 패킷은 오가니 라우팅이나 보안 그룹 문제가 아니라 인증서나 중간 검사 장비 "
    "문제예요.",
    "TCP connected but TLS failed. Packets do flow, so look at certificates or an inspecting device, not at "
    "routes or security groups.",
)
_CREDENTIALS = Words(
    "요청을 보내기 전에 자격 증명이 없어서 멈췄어요. 네트워크가 통하는지는 이걸로 알 수 없어요.",
    "It stopped for lack of credentials before sending anything; it proves nothing about the network.",
)
_AGREES_BLOCKED = Words("구성과 맞아요. 이 경로는 막혀 있어요.", "It agrees: this path is blocked.")
_SHOULD_ARRIVE = Words("구성과 달라요. 구성대로라면 연결돼야 해요.", "It differs: by the configuration, it should connect.")
_SHOULD_NOT = Words(
    "구성과 달라요. 구성대로라면 연결되지 않아야 해요.", "It differs: by the configuration, it should not connect."
)
_REACHES_AGREES = Words(
    "연결된다는 점은 구성과 맞아요. 어느 길로 갔는지는 이 출력만으로 알 수 없어요.",
    "It agrees that the connection works. This output does not show which path it took.",
)
_AT_ENDPOINT = Words(
    "구성과 맞아요. 인터페이스 엔드포인트로 연결되는 경로예요.", "It agrees: connections go to the interface endpoint."
)
_ANSWERS: dict[CliOutcome, Words] = {
    CliOutcome.TLS_FAILED: _TLS,
    CliOutcome.LISTED: Words(
        "S3까지 요청이 가고 응답도 왔고, 권한도 있어요. 어느 길로 갔는지는 이걸로 알 수 없어요.",
        "The request got to S3, the answer came back, and it is authorized. It does not prove which path it took.",
    ),
    CliOutcome.ANSWERED: Words(
        "서비스까지 요청이 가고 응답도 왔고, 권한도 있어요. 어느 길로 갔는지는 이걸로 알 수 없어요.",
        "The request got to the service, the answer came back, and it is authorized. It does not prove which path it took.",
    ),
    CliOutcome.BAD_CREDENTIALS: Words(
        "서비스가 직접 자격 증명 오류로 답했어요. 네트워크는 통하고, 자격 증명이 만료됐거나 틀렸어요.",
        "The service itself answered that the credentials are wrong or expired: the network works.",
    ),
    CliOutcome.WRONG_REGION: Words(
        "S3가 직접 답했고, 버킷이 다른 리전에 있대요. 다른 리전의 S3는 이 리전의 게이트웨이 엔드포인트를 타지 않아요.",
        "S3 itself answered, and says that the bucket is in another Region; this Region's gateway endpoint does not "
        "carry that.",
    ),
    CliOutcome.NO_SUCH_BUCKET: Words(
        "S3가 직접 그런 버킷이 없다고 답했어요. 네트워크는 통해요.",
        "S3 itself answered that there is no such bucket: the network works.",
    ),
    CliOutcome.OTHER_ERROR: Words(
        "서비스가 직접 오류로 답했어요. 네트워크는 통해요.", "The service itself answered with an error: the network works."
    ),
}


_BEFORE_SENDING: dict[CliOutcome, Words] = {CliOutcome.NO_CREDENTIALS: _CREDENTIALS, CliOutcome.PROXY_FAILED: _PROXIED}
#: What the AWS CLI calls a service, where the endpoint service is called otherwise.
_CLI_NAMES = {"cloudwatch": "monitoring", "stepfunctions": "states", "ecr": "ecr.api", "s3api": "s3"}


def read_exchange(exchange: HttpExchange, expected: Expectation, book: AddressBook) -> Reading:
    """Give what a connection over HTTP proves beside the diagnosis."""
    if exchange.proxy:
        return silent(exchange, proves=_PROXIED, look=_NO_PROXY)
    if not expected.meant(exchange.host):
        return silent(exchange, proves=_OTHER)
    if exchange.failure == "no-name":
        return _no_name(exchange, expected, _NO_NAME)
    if exchange.failure and exchange.failure not in {"tls", "cut"}:
        return _unreached(exchange, expected, _UNREACHED)
    return _got_through(exchange, expected, book)


def _got_through(exchange: HttpExchange, expected: Expectation, book: AddressBook) -> Reading:
    """Read a connection that came about: with which address, and what the service said."""
    proves = _TLS if exchange.failure == "tls" else _connected(exchange, book)
    if exchange.remote and (differing := address_disagrees(exchange, expected, book)) is not None:
        return differs(
            exchange,
            proves=proves,
            agreement=Words(
                "구성과 달라요. 구성대로라면 이 이름은 다른 주소로 풀려요.",
                "It differs: by the configuration, this name resolves to other addresses.",
            ),
            explanations=differing,
            look=why.ask_resolver(expected.hostname, book.resolver),
        )
    if exchange.refusal is not None and exchange.refusal.by is not PolicyKind.UNSAID:
        return read_refusal(exchange, exchange.refusal, expected)
    at_endpoint = bool(exchange.remote) and book.whose(exchange.remote).kind is OwnerKind.ENDPOINT
    return _reached(exchange, expected, proves, _AT_ENDPOINT if at_endpoint else _REACHES_AGREES)


def read_cli(answer: CliAnswer, expected: Expectation) -> Reading:
    """Give what the AWS CLI's output proves beside the diagnosis."""
    service = _CLI_NAMES.get(answer.service, answer.service)
    if service not in {"", expected.diagnosis.case.destination.service} or not expected.meant(answer.host):
        return silent(answer, proves=_OTHER)
    if answer.refusal is not None:
        return read_refusal(answer, answer.refusal, expected)
    if answer.outcome in _BEFORE_SENDING:
        return silent(answer, proves=_BEFORE_SENDING[answer.outcome])
    if answer.outcome is CliOutcome.NO_CONNECTION and _nameless(expected):
        return _no_name(answer, expected, _VAGUE)
    vague = {CliOutcome.CONNECT_TIMEOUT: _UNREACHED, CliOutcome.READ_TIMEOUT: _UNREACHED, CliOutcome.NO_CONNECTION: _VAGUE}
    if answer.outcome in vague:
        return _unreached(answer, expected, vague[answer.outcome])
    return _reached(answer, expected, _ANSWERS.get(answer.outcome, _ANSWERS[CliOutcome.OTHER_ERROR]))


def _connected(exchange: HttpExchange, book: AddressBook) -> Words:
    at = book.whose(exchange.remote).words if exchange.remote else Words("목적지", "the destination")
    said_ko = f" HTTP {exchange.status} 응답까지 왔어요." if exchange.status else ""
    said_en = f", and HTTP {exchange.status} came back" if exchange.status else ""
    denied_ko, denied_en = "", ""
    if exchange.status == 403:  # noqa: PLR2004 (HTTP's own number)
        denied_ko = " 서명하지 않은 curl 요청에는 403이 정상이라, 권한이 없다는 뜻은 아니에요."
        denied_en = " A 403 to an unsigned request is to be expected, and says nothing of permissions."
    return Words(
        f"{at.ko}에 TCP로 연결돼요.{said_ko} 나가는 길과 돌아오는 길이 모두 열려 있다는 뜻이에요.{denied_ko}",
        f"It connects to {at.en}{said_en}: the way out and the way back are both open.{denied_en}",
    )


def _reached(
    observation: HttpExchange | CliAnswer, expected: Expectation, proves: Words, agreement: Words = _REACHES_AGREES
) -> Reading:
    if expected.arrives is False:
        reasons = (why.changed_since(expected.diagnosis), why.other_place(expected.diagnosis), why.HOSTS_FILE)
        return differs(observation, proves=proves, agreement=_SHOULD_NOT, explanations=reasons, look=why.COLLECT_AGAIN)
    look = why.SEE_ROUTES if agreement is _REACHES_AGREES else None
    if expected.arrives is None:
        return silent(observation, proves=proves, look=look)
    return agrees(observation, proves=proves, agreement=agreement, look=look)


def _unreached(observation: HttpExchange | CliAnswer, expected: Expectation, proves: Words) -> Reading:
    if expected.arrives is False:
        return agrees(observation, proves=proves, agreement=_AGREES_BLOCKED)
    if expected.arrives is None:
        return silent(observation, proves=proves)
    diagnosis = expected.diagnosis
    return differs(
        observation,
        proves=proves,
        agreement=_SHOULD_ARRIVE,
        explanations=(why.other_place(diagnosis), why.changed_since(diagnosis), why.LOCAL_FIREWALL, why.BRIEF),
        look=why.COLLECT_AGAIN,
    )


def _nameless(expected: Expectation) -> bool:
    """Say whether the configuration has the name resolve to nothing, on some branch."""
    return any(r.via == "none" and not r.addresses for r in expected.names)


def _no_name(observation: HttpExchange | CliAnswer, expected: Expectation, proves: Words) -> Reading:
    if _nameless(expected):
        agreement = Words("구성과 맞아요. 이 이름은 풀리지 않아야 해요.", "It agrees: this name should not resolve.")
        return agrees(observation, proves=proves, agreement=agreement)
    diagnosis = expected.diagnosis
    return differs(
        observation,
        proves=proves,
        agreement=Words(
            "구성과 달라요. 구성대로라면 이 이름은 풀려야 해요.", "It differs: by the configuration, the name resolves."
        ),
        explanations=(why.OTHER_DNS, why.UNSEEN_ZONE, why.other_place(diagnosis), why.changed_since(diagnosis)),
        look=why.ask_resolver(expected.hostname, ""),
    )
