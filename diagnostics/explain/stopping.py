"""The verdicts that stop a packet, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.disposition import said
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.explain.disposition import Disposition

_ROUTING: Mapping[Verdict, Disposition] = {
    Verdict.BLOCKED_DNS: said(
        Words("이름 풀이에서 막힘", "Blocked: the name does not resolve"),
        Words(
            "서비스 이름이 주소로 풀리지 않아서 패킷을 보낼 곳이 없어요.",
            "The service's name resolves to no address, so there is nowhere to send a packet.",
        ),
        Words(
            "VPC의 enableDnsSupport, DHCP 옵션의 DNS 서버, 같은 이름의 프라이빗 호스팅 영역, DNS 방화벽 규칙을 보세요.",
            "Look at enableDnsSupport, the DHCP options' DNS servers, private hosted zones of that name, and DNS Firewall.",
        ),
    ),
    Verdict.BLOCKED_NO_ROUTE: said(
        Words("라우트가 없어서 막힘", "Blocked: no route"),
        Words(
            "라우팅 테이블에 이 주소로 가는 라우트가 하나도 없어요.",
            "The route table has no route to the address.",
        ),
        Words(
            "격리된 서브넷이라면 엔드포인트를 두세요. 아니라면 라우팅 테이블 연결이 맞는지 보세요.",
            "In an isolated subnet, add an endpoint; otherwise check which route table the subnet uses.",
        ),
    ),
    Verdict.BLOCKED_BLACKHOLE: said(
        Words("블랙홀 라우트에서 막힘", "Blocked: the route is a blackhole"),
        Words(
            "선택된 라우트의 타깃이 삭제됐거나 쓸 수 없는 상태라서 패킷이 버려져요.",
            "The chosen route's target is deleted or unusable, so packets are dropped.",
        ),
        Words(
            "그 라우트를 지우거나 살아 있는 타깃으로 바꾸세요.",
            "Delete the route or point it at a target that exists.",
        ),
    ),
    Verdict.BLOCKED_NAT_PATH: said(
        Words("NAT 게이트웨이 뒤에서 막힘", "Blocked: the NAT gateway leads nowhere"),
        Words(
            "NAT 게이트웨이까지는 가지만 거기서 나가는 길이 끊겨 있어요.",
            "The traffic reaches the NAT gateway, but nothing leads on from it.",
        ),
        Words(
            "NAT 게이트웨이의 상태와 연결 유형, NAT 서브넷의 라우팅 테이블을 보세요.",
            "Look at the NAT gateway's state and connectivity type, and at its subnet's route table.",
        ),
    ),
    Verdict.BLOCKED_NO_PUBLIC_IP: said(
        Words("공인 IP가 없어서 막힘", "Blocked: no public IP"),
        Words(
            "라우트는 인터넷 게이트웨이를 가리키지만 출발지에 공인 IP가 없어서 나갈 수 없어요.",
            "The route points at an internet gateway, but the source has no public IP to leave with.",
        ),
        Words(
            "공인 IP를 붙이기보다 엔드포인트나 NAT 게이트웨이를 쓰세요.",
            "Use an endpoint or a NAT gateway rather than giving it a public IP.",
        ),
    ),
    Verdict.BLOCKED_UNSUPPORTED_PATH: said(
        Words("AWS가 지원하지 않는 경로라서 막힘", "Blocked: AWS does not support this path"),
        Words(
            "이 조합은 AWS가 전달하지 않아요. 피어링 너머로 서비스의 공인 주소에 가려는 경우가 그래요.",
            "AWS does not carry this combination, such as a service's public address over VPC peering.",
        ),
        Words(
            "출발지가 있는 VPC에 엔드포인트를 두세요.",
            "Put an endpoint in the source's own VPC.",
        ),
    ),
    Verdict.BLOCKED_ENDPOINT_STATE: said(
        Words("엔드포인트가 쓸 수 없는 상태", "Blocked: the endpoint is not available"),
        Words(
            "이름이나 라우트가 가리키는 엔드포인트가 available 상태가 아니에요.",
            "The name or the route leads to an endpoint that is not in the available state.",
        ),
        Words(
            "엔드포인트의 상태와 마지막 오류를 보고, 필요하면 다시 만드세요.",
            "Look at the endpoint's state and last error, and create it again if need be.",
        ),
    ),
}

_FILTERS: Mapping[Verdict, Disposition] = {
    Verdict.BLOCKED_BPA: said(
        Words("VPC 퍼블릭 액세스 차단에 막힘", "Blocked: VPC Block Public Access"),
        Words(
            "VPC 퍼블릭 액세스 차단(BPA)이 인터넷 게이트웨이로 나가는 트래픽을 막아요.",
            "VPC Block Public Access stops traffic through the internet gateway.",
        ),
        Words(
            "엔드포인트는 BPA의 영향을 받지 않아요. 공인 경로가 꼭 필요하면 BPA 제외를 검토하세요.",
            "Endpoints are not affected by it; consider an exclusion only where a public path is really needed.",
        ),
    ),
    Verdict.BLOCKED_SG_EGRESS: said(
        Words("보안 그룹 아웃바운드 규칙에 막힘", "Blocked: security group egress"),
        Words(
            "출발지 보안 그룹의 아웃바운드 규칙이 이 목적지를 허용하지 않아요.",
            "No outbound rule of the source's security groups allows the destination.",
        ),
        Words(
            "아웃바운드 443을 서비스의 접두사 목록이나 엔드포인트 보안 그룹으로 여세요.",
            "Allow outbound 443 to the service's prefix list or to the endpoint's security group.",
        ),
    ),
    Verdict.BLOCKED_NACL: said(
        Words("네트워크 ACL에 막힘", "Blocked: network ACL"),
        Words(
            "서브넷의 네트워크 ACL이 나가는 패킷이나 돌아오는 응답을 막아요.",
            "A subnet's network ACL stops the packets going out or the replies coming back.",
        ),
        Words(
            "나가는 443과 돌아오는 임시 포트(1024-65535)가 둘 다 허용되는지 보세요.",
            "See that both outbound 443 and the returning ephemeral ports (1024-65535) are allowed.",
        ),
    ),
    Verdict.BLOCKED_ENDPOINT_SG: said(
        Words("엔드포인트 보안 그룹에 막힘", "Blocked: the endpoint's security group"),
        Words(
            "인터페이스 엔드포인트의 보안 그룹이 출발지에서 오는 443을 허용하지 않아요.",
            "The interface endpoint's security group does not allow 443 from the source.",
        ),
        Words(
            "엔드포인트 보안 그룹의 인바운드에 출발지의 443을 추가하세요.",
            "Add inbound 443 from the source to the endpoint's security group.",
        ),
    ),
    Verdict.BLOCKED_ENCRYPTION: said(
        Words("VPC 암호화 제어에 막힘", "Blocked: VPC encryption controls"),
        Words(
            "VPC 암호화 제어가 enforce 모드라서 암호화되지 않은 트래픽을 버려요.",
            "VPC encryption controls are in enforce mode and drop traffic that is not encrypted.",
        ),
        Words("HTTP 대신 HTTPS로 접속하세요.", "Use HTTPS instead of HTTP."),
    ),
    Verdict.BLOCKED_ENDPOINT_POLICY: said(
        Words("엔드포인트 정책이 거부함", "Denied: the endpoint policy"),
        Words(
            "네트워크는 통하지만 엔드포인트 정책이 요청을 거부해서 403이 나요.",
            "The network path is fine, but the endpoint policy refuses the request, which ends in a 403.",
        ),
        Words(
            "엔드포인트 정책의 Allow 범위를 보세요.",
            "Look at what the endpoint policy allows.",
        ),
    ),
    Verdict.BLOCKED_RESOURCE_POLICY: said(
        Words("버킷 정책이 거부함", "Denied: the bucket policy"),
        Words(
            "네트워크는 통하지만 버킷이나 액세스 포인트의 정책이 요청을 거부해서 403이 나요.",
            "The network path is fine, but the bucket's or access point's policy refuses the request, which ends in a 403.",
        ),
        Words(
            "정책의 aws:SourceVpce, aws:SourceVpc, aws:SourceIp 조건이 지금 경로와 맞는지 보세요.",
            "See whether its aws:SourceVpce, aws:SourceVpc and aws:SourceIp conditions fit this path.",
        ),
    ),
}

STOPPING: Mapping[Verdict, Disposition] = {**_ROUTING, **_FILTERS}
