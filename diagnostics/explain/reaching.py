"""The verdicts that name a way, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.disposition import said
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.explain.disposition import Disposition

_PRIVATE: Mapping[Verdict, Disposition] = {
    Verdict.PRIVATE_GATEWAY_ENDPOINT: said(
        Words("게이트웨이 엔드포인트로 가는 프라이빗 경로", "Private, through a gateway endpoint"),
        Words(
            "라우팅 테이블의 접두사 목록 라우트가 트래픽을 게이트웨이 엔드포인트로 보내요. 공인 IP도 NAT 요금도 없어요.",
            "The route table's prefix list route sends the traffic to a gateway endpoint: no public IP, no NAT charge.",
        ),
        Words(
            "바꿀 것은 없어요. 접근까지 제한하려면 엔드포인트 정책과 버킷 정책을 보세요.",
            "Nothing to change. To restrict access as well, look at the endpoint policy and the bucket policy.",
        ),
    ),
    Verdict.PRIVATE_INTERFACE_ENDPOINT: said(
        Words("인터페이스 엔드포인트로 가는 프라이빗 경로", "Private, through an interface endpoint"),
        Words(
            "서비스 이름이 VPC 안 인터페이스 엔드포인트의 사설 IP로 풀려요.",
            "The service's name resolves to the private IPs of an interface endpoint in this VPC.",
        ),
        Words(
            "바꿀 것은 없어요. 엔드포인트가 출발지와 같은 가용 영역에도 있는지 확인해 두면 좋아요.",
            "Nothing to change. It is worth checking that the endpoint also sits in the source's Availability Zone.",
        ),
    ),
    Verdict.PRIVATE_INTERFACE_ENDPOINT_REMOTE: said(
        Words(
            "다른 VPC의 인터페이스 엔드포인트로 가는 프라이빗 경로", "Private, through an interface endpoint in another VPC"
        ),
        Words(
            "서비스 이름이 다른 VPC에 있는 인터페이스 엔드포인트로 풀리고, 피어링이나 Transit Gateway로 거기까지 가요.",
            "The name resolves to an interface endpoint in another VPC, reached by peering or a transit gateway.",
        ),
        Words(
            "그 VPC로 가고 오는 라우트와 엔드포인트의 보안 그룹을 보세요.",
            "Look at the routes to and from that VPC and at the endpoint's security group.",
        ),
    ),
    Verdict.PRIVATE_INTERFACE_ENDPOINT_CROSS_REGION: said(
        Words("다른 리전으로 가는 인터페이스 엔드포인트 경로", "Private, through a cross-Region interface endpoint"),
        Words(
            "이 VPC의 인터페이스 엔드포인트가 다른 리전의 서비스로 프라이빗하게 이어 줘요.",
            "An interface endpoint in this VPC reaches the service in another Region privately.",
        ),
        Words("리전 간 전송 요금과 지연 시간을 확인하세요.", "Check the inter-Region transfer charge and the latency."),
    ),
    Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT: said(
        Words("NAT를 거쳐 게이트웨이 엔드포인트로 가는 경로", "Private, through NAT and then a gateway endpoint"),
        Words(
            "NAT 게이트웨이까지 갔다가, NAT 서브넷에서 게이트웨이 엔드포인트로 가요. NAT 요금은 그대로 나와요.",
            "The traffic reaches the NAT gateway first and leaves its subnet by a gateway endpoint; NAT is still charged.",
        ),
        Words(
            "출발지 서브넷의 라우팅 테이블도 엔드포인트에 연결하면 NAT를 건너뛸 수 있어요.",
            "Associate the source subnet's own route table with the endpoint to skip the NAT gateway.",
        ),
    ),
}

_PUBLIC: Mapping[Verdict, Disposition] = {
    Verdict.PUBLIC_VIA_NAT_GATEWAY: said(
        Words("NAT 게이트웨이로 나가는 공인 경로", "Public, through a NAT gateway"),
        Words(
            "NAT 게이트웨이와 인터넷 게이트웨이를 거쳐 서비스의 공인 주소로 가요.",
            "The traffic goes through a NAT gateway and an internet gateway to the service's public address.",
        ),
        Words(
            "VPC에 이 서비스의 엔드포인트가 있는지, 이 서브넷의 라우팅 테이블이 거기에 연결돼 있는지 보세요.",
            "See whether the VPC has an endpoint for the service, and whether the subnet's route table uses it.",
        ),
    ),
    Verdict.PUBLIC_VIA_NAT_INSTANCE: said(
        Words("NAT 인스턴스로 나가는 공인 경로", "Public, through a NAT instance"),
        Words(
            "NAT 역할을 하는 인스턴스를 거쳐 서비스의 공인 주소로 가요.",
            "The traffic goes through an instance that does NAT, to the service's public address.",
        ),
        Words(
            "엔드포인트를 두면 그 인스턴스를 거치지 않아요. 인스턴스는 장애 지점이기도 해요.",
            "An endpoint would bypass the instance, which is a single point of failure too.",
        ),
    ),
    Verdict.PUBLIC_VIA_IGW: said(
        Words("인터넷 게이트웨이로 바로 나가는 공인 경로", "Public, straight through an internet gateway"),
        Words(
            "출발지의 공인 IP로 인터넷 게이트웨이를 거쳐 서비스의 공인 주소로 가요.",
            "The source uses its own public IP and an internet gateway to reach the service's public address.",
        ),
        Words(
            "퍼블릭 서브넷의 라우팅 테이블도 게이트웨이 엔드포인트에 연결할 수 있어요.",
            "A public subnet's route table can be associated with a gateway endpoint just the same.",
        ),
    ),
    Verdict.PUBLIC_VIA_EIGW: said(
        Words("송신 전용 게이트웨이로 나가는 IPv6 공인 경로", "Public over IPv6, through an egress-only gateway"),
        Words(
            "IPv6로 송신 전용 인터넷 게이트웨이를 거쳐 나가요.",
            "The traffic leaves over IPv6 through an egress-only internet gateway.",
        ),
        Words(
            "게이트웨이 엔드포인트의 IP 주소 유형이 IPv6를 포함하는지 보세요.",
            "See whether the gateway endpoint's IP address type includes IPv6.",
        ),
    ),
    Verdict.PUBLIC_VIA_EDGE_GATEWAY: said(
        Words("캐리어·로컬 게이트웨이로 나가는 공인 경로", "Public, through a carrier or local gateway"),
        Words(
            "Wavelength의 캐리어 게이트웨이나 Outposts의 로컬 게이트웨이로 나가요.",
            "The traffic leaves through a Wavelength carrier gateway or an Outposts local gateway.",
        ),
        Words(
            "부모 리전의 서브넷에서 엔드포인트를 쓸 수 있는지 보세요.",
            "See whether a subnet in the parent Region could use an endpoint.",
        ),
    ),
}

_ELSEWHERE: Mapping[Verdict, Disposition] = {
    Verdict.VIA_APPLIANCE: said(
        Words("어플라이언스를 거치는 경로", "Through an inspection appliance"),
        Words(
            "방화벽이나 어플라이언스로 먼저 넘어가고, 그다음 길은 어플라이언스 서브넷의 라우팅 테이블이 정해요.",
            "The traffic is handed to a firewall or appliance, and its subnet's route table decides what comes next.",
        ),
        Words(
            "어플라이언스가 있는 서브넷의 라우팅 테이블을 보세요.",
            "Look at the route table of the subnet where the appliance sits.",
        ),
    ),
    Verdict.VIA_TRANSIT_PRIVATE: said(
        Words("Transit Gateway를 거치는 프라이빗 경로", "Private, through a transit gateway"),
        Words(
            "Transit Gateway로 다른 VPC에 가고, 거기서 프라이빗하게 서비스에 닿아요.",
            "A transit gateway carries the traffic to another VPC, which reaches the service privately.",
        ),
        Words(
            "Transit Gateway 데이터 요금을 줄이려면 이 VPC에 엔드포인트를 두는 방법도 있어요.",
            "An endpoint in this VPC would save the transit gateway's data charge.",
        ),
    ),
    Verdict.VIA_TRANSIT_PUBLIC: said(
        Words("Transit Gateway를 거쳐 나가는 공인 경로", "Public, through a transit gateway"),
        Words(
            "Transit Gateway로 다른 VPC에 간 뒤, 거기서 공인 경로로 나가요.",
            "A transit gateway carries the traffic to another VPC, which sends it out by a public path.",
        ),
        Words(
            "이 VPC에 엔드포인트를 두거나, 나가는 VPC의 라우팅을 보세요.",
            "Put an endpoint in this VPC, or look at the egress VPC's routing.",
        ),
    ),
    Verdict.VIA_TRANSIT_UNKNOWN: said(
        Words("Transit Gateway 너머로 가는 경로", "Into a transit gateway, then out of sight"),
        Words(
            "Transit Gateway나 Cloud WAN으로 넘어가고, 그 너머는 볼 수 없었어요.",
            "The traffic is handed to a transit gateway or Cloud WAN, and what lies beyond could not be seen.",
        ),
        Words(
            "Transit Gateway 라우팅 테이블을 읽을 수 있는 계정에서 다시 진단하세요.",
            "Diagnose again from an account that may read the transit gateway's route tables.",
        ),
    ),
    Verdict.VIA_ONPREM: said(
        Words("온프레미스로 넘어가는 경로", "Out to on-premises, by VPN or Direct Connect"),
        Words(
            "가상 프라이빗 게이트웨이로 넘어가고, 그 뒤는 온프레미스 네트워크가 정해요.",
            "The traffic is handed to a virtual private gateway, and the on-premises network decides the rest.",
        ),
        Words(
            "온프레미스로 보내려던 게 맞는지 보세요. 아니라면 엔드포인트의 라우트가 더 구체적이라서 이겨요.",
            "Check that this is intended; if not, an endpoint's more specific routes would win over this one.",
        ),
    ),
}

REACHING: Mapping[Verdict, Disposition] = {**_PRIVATE, **_PUBLIC, **_ELSEWHERE}
