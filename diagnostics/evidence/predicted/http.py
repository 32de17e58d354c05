"""What `curl -sv` would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.evidence.observation import Tool
from diagnostics.evidence.predicted.scene import known_to_arrive, nameless, stopper, without_address
from diagnostics.evidence.prediction import Prediction
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.evidence.predicted.scene import Scene
    from diagnostics.model.trace import Trace
    from diagnostics.model.words import Lang

_CONNECTS = Words(
    "{ip} 주소로 TCP와 TLS 연결이 돼요. 나가는 길과 돌아오는 길이 모두 열려 있다는 뜻이에요.",
    "It proves that TCP and TLS connect to {ip}: the way out and the way back are both open.",
)
_CONNECTS_NOT = Words(
    "게이트웨이 엔드포인트, NAT, 인터넷 게이트웨이 가운데 무엇을 거쳤는지는 알 수 없어요. 서명하지 않은 요청이라 403이 "
    "나와도 권한이 없다는 뜻은 아니에요.",
    "It does not prove whether a gateway endpoint, NAT or an internet gateway carried it. The request is unsigned, so a "
    "403 says nothing of your permissions.",
)
_PRIVATE_NOT = Words(
    "정책이 요청을 허용하는지는 이걸로 알 수 없어요. 서명하지 않은 요청이라 403이 나와도 권한이 없다는 뜻은 아니에요.",
    "It does not prove that policies allow the request: it is unsigned, so a 403 says nothing of your permissions.",
)
_STOPPED = Words("TCP 연결이 안 된다는 뜻이에요.", "It proves that no TCP connection comes about.")
_STOPPED_NOT = Words(
    "라우트, 보안 그룹, 네트워크 ACL 가운데 어디서 막히는지는 이걸로 알 수 없어요.",
    "It does not prove which of them stops it: a route, a security group or a network ACL.",
)
_FAMILY_NOT = Words(
    "라우트나 필터가 열려 있는지는 이걸로 알 수 없어요. 그 주소 체계(IPv4/IPv6)의 주소가 없어서 패킷을 보내지도 못했어요.",
    "It does not prove anything of routes and filters: without an address of that IP version nothing was even sent.",
)
_NO_NAME = Words("이름이 풀리지 않는다는 뜻이에요.", "It proves that the name does not resolve.")
_NO_NAME_NOT = Words("라우팅이 어떤지는 이걸로 알 수 없어요.", "It proves nothing about routing.")
_OPEN = Words(
    "연결되는지 아닌지를 보여 줘요. 구성만으로는 알 수 없던 부분이에요.",
    "It shows whether a connection comes about, which the configuration alone leaves open.",
)


def predict_http(scene: Scene, lang: Lang) -> Iterator[Prediction]:
    """Give what curl would show on each way."""
    for way in scene.ways:
        when = scene.when(way)
        output, proves, not_proven = _shown(way, scene)
        yield Prediction(
            tool=Tool.CURL,
            command=f"curl {scene.family_option(way)}-sv --connect-timeout 5 {scene.url}",
            output=output,
            proves=proves.say(lang).format(ip=scene.addresses(way)),
            not_proven=scene.not_proven(way, not_proven).say(lang),
            when=when.say(lang) if when else "",
        )


def _shown(way: Trace, scene: Scene) -> tuple[str, Words, Words]:
    if nameless(way):
        return f"* Could not resolve host: {scene.host}\n* Closing connection", _NO_NAME, _NO_NAME_NOT
    port, ip = scene.diagnosis.case.destination.port, scene.addresses(way)
    trying = f"*   Trying {f'[{ip}]' if ':' in ip else ip}:{port}...\n"
    if without_address(way):
        refused = f"* Immediate connect fail for {ip}: Network is unreachable"
        return f"{trying}{refused}\n* Closing connection", _STOPPED, _FAMILY_NOT
    if stopper(way) is not None:
        return f"{trying}* Connection timed out after 5001 milliseconds\n* Closing connection", _STOPPED, _STOPPED_NOT
    if not known_to_arrive(way):
        return f"{trying}…", _OPEN, _STOPPED_NOT
    secured = "" if port == 80 else "* SSL connection using TLSv1.3 / TLS_AES_128_GCM_SHA256\n"  # noqa: PLR2004 (plain HTTP)
    connected = f"* Connected to {scene.host} ({ip}) port {port}\n"
    private = any(hop.kind == "interface-endpoint" for hop in way.hops)
    return f"{trying}{connected}{secured}{_status(scene)}", _CONNECTS, _PRIVATE_NOT if private else _CONNECTS_NOT


def _status(scene: Scene) -> str:
    """Give how the service answers a request that is not signed, as far as that is known."""
    destination = scene.diagnosis.case.destination
    if destination.service == "s3" and destination.bucket and destination.variant != "website":
        return f"< HTTP/1.1 403 Forbidden\n< x-amz-bucket-region: {destination.region}\n…\n<Error><Code>AccessDenied</Code>…"
    if destination.service == "s3" and destination.variant in {"regional", "global"}:
        return "< HTTP/1.1 307 Temporary Redirect\n< Location: https://aws.amazon.com/s3/"
    if destination.service == "dynamodb":
        return f"< HTTP/1.1 200 OK\n…\nhealthy: {scene.host}"
    return "< HTTP/1.1 …"
