"""How the headline ends for each verdict, and which hop it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.model.trace import HopKind

_INTERFACE: tuple[HopKind, ...] = ("interface-endpoint",)
_GATEWAY: tuple[HopKind, ...] = ("gateway-endpoint",)
_NAT: tuple[HopKind, ...] = ("nat-gateway",)
_IGW: tuple[HopKind, ...] = ("internet-gateway",)
_TRANSIT: tuple[HopKind, ...] = ("transit-gateway", "core-network")
_APPLIANCE: tuple[HopKind, ...] = ("gateway-load-balancer-endpoint", "network-interface", "instance")

#: The kinds of hop that decide each verdict, the likeliest first; the last such hop on the way is named.
DECIDING: Mapping[Verdict, tuple[HopKind, ...]] = {
    Verdict.PRIVATE_GATEWAY_ENDPOINT: _GATEWAY,
    Verdict.PRIVATE_INTERFACE_ENDPOINT: _INTERFACE,
    Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE: _INTERFACE,
    Verdict.PRIVATE_INTERFACE_ENDPOINT_CROSS_REGION: _INTERFACE,
    Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT: _GATEWAY,
    Verdict.PUBLIC_VIA_NAT_GATEWAY: _NAT,
    Verdict.PUBLIC_VIA_NAT_INSTANCE: ("instance", "network-interface"),
    Verdict.PUBLIC_VIA_IGW: _IGW,
    Verdict.PUBLIC_VIA_EIGW: ("egress-only-internet-gateway",),
    Verdict.PUBLIC_VIA_EDGE_GATEWAY: ("carrier-gateway", "local-gateway"),
    Verdict.VIA_APPLIANCE: _APPLIANCE,
    Verdict.VIA_TRANSIT_PRIVATE: _TRANSIT,
    Verdict.VIA_TRANSIT_PUBLIC: _TRANSIT,
    Verdict.VIA_TRANSIT_UNKNOWN: _TRANSIT,
    Verdict.VIA_ONPREM: ("vpn-gateway",),
    Verdict.BLOCKED_NO_ROUTE: ("route-table",),
    Verdict.BLOCKED_BLACKHOLE: ("route-table",),
    Verdict.BLOCKED_NAT_PATH: _NAT,
    Verdict.BLOCKED_NO_PUBLIC_IP: _IGW,
    Verdict.BLOCKED_UNSUPPORTED_PATH: ("vpc-peering-connection", *_NAT, *_GATEWAY, *_TRANSIT),
    Verdict.BLOCKED_ENDPOINT_STATE: (*_GATEWAY, *_INTERFACE),
    Verdict.BLOCKED_ENDPOINT_SG: _INTERFACE,
    Verdict.BLOCKED_ENDPOINT_POLICY: (*_GATEWAY, *_INTERFACE),
}

#: The end of the sentence. `hop` is the deciding hop, `stop` the resource that blocks, `로` the particle after `hop`.
ENDINGS: Mapping[Verdict, Words] = {
    Verdict.PRIVATE_GATEWAY_ENDPOINT: Words("{hop}를 거쳐 프라이빗하게 가요", "goes privately through {hop}"),
    Verdict.PRIVATE_INTERFACE_ENDPOINT: Words(
        "{hop}의 사설 IP로 프라이빗하게 가요", "goes privately to the private IP of {hop}"
    ),
    Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE: Words(
        "다른 VPC에 있는 {hop}의 사설 IP로 프라이빗하게 가요", "goes privately to {hop} in another VPC"
    ),
    Verdict.PRIVATE_INTERFACE_ENDPOINT_CROSS_REGION: Words(
        "{hop}를 거쳐 다른 리전까지 프라이빗하게 가요", "goes privately to the other Region through {hop}"
    ),
    Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT: Words(
        "NAT 게이트웨이를 거친 다음 {hop}로 나가서, 프라이빗하지만 NAT 요금이 들어요",
        "goes through a NAT gateway and then {hop}: private, but NAT is still charged",
    ),
    Verdict.PUBLIC_VIA_NAT_GATEWAY: Words("{hop}를 거쳐 공인 경로로 나가요", "goes out through {hop}, over a public path"),
    Verdict.PUBLIC_VIA_NAT_INSTANCE: Words(
        "NAT 역할을 하는 {hop}를 거쳐 공인 경로로 나가요", "goes out through {hop}, which does NAT, over a public path"
    ),
    Verdict.PUBLIC_VIA_IGW: Words(
        "{hop}로 바로 나가는 공인 경로를 타요", "goes straight out through {hop}, over a public path"
    ),
    Verdict.PUBLIC_VIA_EIGW: Words(
        "IPv6로 {hop}를 거쳐 공인 경로로 나가요", "goes out over IPv6 through {hop}, a public path"
    ),
    Verdict.PUBLIC_VIA_EDGE_GATEWAY: Words("{hop}를 거쳐 공인 경로로 나가요", "goes out through {hop}, over a public path"),
    Verdict.VIA_APPLIANCE: Words("먼저 {hop}로 넘어가고, {then}", "is first handed to {hop}; {then}"),
    Verdict.VIA_TRANSIT_PRIVATE: Words(
        "{hop}로 다른 VPC에 가서, 거기서 프라이빗하게 도달해요", "goes through {hop} to another VPC and gets there privately"
    ),
    Verdict.VIA_TRANSIT_PUBLIC: Words(
        "{hop}로 다른 VPC에 간 다음, 거기서 공인 경로로 나가요",
        "goes through {hop} to another VPC, which sends it out over a public path",
    ),
    Verdict.VIA_TRANSIT_UNKNOWN: Words(
        "{hop}로 넘어가고, 그 너머는 볼 수 없었어요", "is handed to {hop}, and what lies beyond could not be seen"
    ),
    Verdict.VIA_ONPREM: Words(
        "{hop}로 넘어가고, 그다음 길은 온프레미스 네트워크가 정해요",
        "is handed to {hop}, and the on-premises network decides the rest",
    ),
    Verdict.BLOCKED_DNS: Words(
        "{host} 이름이 주소로 풀리지 않아서 출발도 못 해요", "never starts: the name {host} does not resolve"
    ),
    Verdict.BLOCKED_NO_ROUTE: Words("{hop}에 라우트가 없어서 나가지 못해요", "has nowhere to go: {hop} has no route for it"),
    Verdict.BLOCKED_BLACKHOLE: Words(
        "{route} 라우트를 타는데, 타깃이 없어진 블랙홀이라 버려져요", "is dropped: the route {route} is a blackhole"
    ),
    Verdict.BLOCKED_NAT_PATH: Words("{hop}까지는 가지만 거기서 더 나가지 못해요", "reaches {hop} but gets no further"),
    Verdict.BLOCKED_NO_PUBLIC_IP: Words(
        "{hop}로 나가야 하는데 출발지에 공인 IP가 없어서 막혀요", "cannot leave through {hop}: the source has no public IP"
    ),
    Verdict.BLOCKED_UNSUPPORTED_PATH: Words(
        "{hop} 쪽으로 향하지만, AWS가 이 길로는 전달해 주지 않아서 버려져요",
        "is routed to {hop}, but AWS does not carry it that way and drops it",
    ),
    Verdict.BLOCKED_ENDPOINT_STATE: Words(
        "{hop}가 쓸 수 있는 상태가 아니라서 막혀요", "is stopped: {hop} is not in the available state"
    ),
    Verdict.BLOCKED_BPA: Words(
        "VPC 퍼블릭 액세스 차단(BPA)에 막혀서 나가지 못해요", "is stopped by VPC Block Public Access"
    ),
    Verdict.BLOCKED_SG_EGRESS: Words(
        "{stop}의 아웃바운드 규칙에 막혀서 나가지 못해요", "is stopped by the outbound rules of {stop}"
    ),
    Verdict.BLOCKED_NACL: Words("{stop}에 막혀요", "is stopped by {stop}"),
    Verdict.BLOCKED_ENDPOINT_SG: Words(
        "{hop}까지 가지만 {stop}의 인바운드 규칙에 막혀요", "reaches {hop} but is stopped by the inbound rules of {stop}"
    ),
    Verdict.BLOCKED_ENCRYPTION: Words(
        "VPC 암호화 제어가 암호화되지 않은 트래픽을 막아서 버려져요",
        "is dropped because VPC encryption controls refuse unencrypted traffic",
    ),
    Verdict.BLOCKED_ENDPOINT_POLICY: Words(
        "{hop}까지 도달하지만 엔드포인트 정책이 거부해서 403이 나요",
        "reaches {hop}, but the endpoint policy refuses it with a 403",
    ),
    Verdict.BLOCKED_RESOURCE_POLICY: Words(
        "네트워크로는 도달하지만 버킷 정책이 거부해서 403이 나요", "gets there, but the bucket policy refuses it with a 403"
    ),
    Verdict.MIXED: Words(
        "접속하는 주소에 따라 길이 갈려요: {parts}", "takes different paths depending on the address: {parts}"
    ),
    Verdict.AMBIGUOUS_ROUTE: Words(
        "똑같은 대역의 라우트 둘이 맞서서 어느 쪽으로 갈지 정해져 있지 않아요",
        "has two equal routes to choose from, and which one AWS takes is not defined",
    ),
    Verdict.UNKNOWN_DNS: Words(
        "이름이 어떤 주소로 풀리는지 다 볼 수 없어서, 어느 길로 가는지 아직 알 수 없어요",
        "may take one path or another: what the name resolves to cannot be seen from here",
    ),
    Verdict.UNKNOWN_PERMISSIONS: Words(
        "꼭 필요한 설정을 읽지 못해서, 어느 길로 가는지 아직 알 수 없어요",
        "cannot be followed yet: settings that decide its path could not be read",
    ),
    Verdict.UNKNOWN_EXTERNAL: Words(
        "다른 계정이나 네트워크로 넘어가서, 끝까지 따라가지 못했어요",
        "leads into another account or network and could not be followed to its end",
    ),
    Verdict.UNKNOWN_UNSUPPORTED: Words(
        "아직 해석하지 못하는 설정을 만나서, 끝까지 따라가지 못했어요",
        "meets a setting that the diagnosis cannot follow yet",
    ),
    Verdict.NOT_IN_VPC: Words(
        "VPC 안에서 출발하지 않아서, VPC의 라우팅 테이블이나 엔드포인트를 거치지 않아요",
        "does not start inside a VPC, so it passes no route table and no endpoint",
    ),
}

BY_FAMILY = Words("IPv4와 IPv6가 서로 다른 길로 가요: {parts}", "takes different paths over IPv4 and IPv6: {parts}")
NO_COMMON_FAMILY = {
    "no_ipv4": Words(
        "출발지는 IPv6 전용인데 이름이 IPv4 주소로만 풀려서 연결되지 않아요",
        "cannot connect: the source has IPv6 only, and the name resolves to IPv4 addresses only",
    ),
    "no_ipv6": Words(
        "출발지에는 IPv6 주소가 없는데 이름이 IPv6 주소로만 풀려서 연결되지 않아요",
        "cannot connect: the source has no IPv6 address, and the name resolves to IPv6 addresses only",
    ),
}
NO_WAY_BACK = Words(
    "{hop}까지 가지만, {stop}에 돌아오는 라우트가 없어서 응답을 받지 못해요",
    "gets to {hop}, but no reply gets back: {stop} has no route to the source",
)
TRANSIT_BLACKHOLE = Words(
    "{hop}까지 가지만, {stop}의 블랙홀 라우트에 걸려 버려져요",
    "gets to {hop}, where a blackhole route of {stop} drops it",
)
STALE_RECORD = Words(
    "이름이 지금은 없는 엔드포인트의 주소로 풀려서 막혀요",
    "goes nowhere: the name resolves to an address of an endpoint that is gone",
)
ACCESS_POINT_REFUSES = Words(
    "네트워크로는 도달하지만 액세스 포인트가 거부해서 403이 나요", "gets there, but the access point refuses it with a 403"
)
NAME_OUT_OF_SIGHT = Words(
    "이름이 어떤 주소로 풀리는지 여기서는 알 수 없어서, 따라가지 못했어요",
    "could not be followed: what the name resolves to is not known here",
)
REPLIES_STOPPED = Words("나가지만, 돌아오는 응답이 {stop}에 막혀요", "gets out, but the replies are stopped by {stop}")
