"""Why an observation may differ from the configuration, and what to look at then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.finding import Diagnosis

CACHED = Words(
    "리졸버나 OS가 예전 답을 캐시하고 있을 수 있어요. TTL이 지나면 새 답으로 바뀌어요.",
    "A resolver or the OS may still hold an older answer, until its TTL runs out.",
)
OTHER_DNS = Words(
    "이 컴퓨터가 VPC의 Amazon DNS 서버가 아닌 다른 DNS 서버를 쓰고 있을 수 있어요 (/etc/resolv.conf 확인).",
    "This machine may be asking a DNS server other than the VPC's Amazon one; see /etc/resolv.conf.",
)
HOSTS_FILE = Words(
    "/etc/hosts나 프록시(HTTPS_PROXY)가 이름을 다른 주소로 보내고 있을 수 있어요.",
    "/etc/hosts or a proxy (HTTPS_PROXY) may send the name elsewhere.",
)
UNSEEN_ZONE = Words(
    "Route 53 프로필이나 DNS 방화벽처럼 이 스냅샷에 없는 설정이 이름에 답하고 있을 수 있어요.",
    "Something that is not in this snapshot may answer the name, such as a Route 53 Profile or DNS Firewall.",
)
OTHER_REGION = Words(
    "다른 리전의 버킷이거나 다른 호스트 이름일 수 있어요. 다른 리전의 주소는 이 리전의 접두사 목록에 없어서 게이트웨이 "
    "엔드포인트를 타지 않아요.",
    "It may be a bucket in another Region, or another hostname: another Region's addresses are not in this Region's "
    "prefix list, so no gateway endpoint carries them.",
)
LIST_CHANGED = Words(
    "AWS가 접두사 목록을 갱신했을 수 있어요. 목록은 수시로 바뀌어요.",
    "AWS may have updated the prefix list since; its entries change over time.",
)
LOCAL_FIREWALL = Words(
    "OS 방화벽(iptables, Windows 방화벽)처럼 AWS 설정에 보이지 않는 것이 막고 있을 수 있어요.",
    "Something outside AWS's configuration may stop it, such as the OS's own firewall.",
)
BRIEF = Words(
    "잠깐의 장애이거나 프로그램의 제한 시간이 너무 짧았을 수 있어요. 한 번 더 해 보세요.",
    "It may have been a temporary failure or too short a timeout; try once more.",
)
OLD_RECORD = Words(
    "구성을 바꾸기 전에 남은 기록일 수 있어요. 기록의 시각을 확인하세요.",
    "The record may be older than the last configuration change; check its time.",
)
OTHER_CLIENT = Words(
    "같은 서비스를 부른 다른 클라이언트의 기록일 수 있어요.",
    "It may be another client's call to the same service.",
)

SEE_ROUTES = Words(
    "이 서브넷의 라우팅 테이블과 흐름 로그의 traffic-path를 확인하세요. 경로를 증명하는 건 그 둘이에요.",
    "Look at this subnet's route table and at traffic-path in the flow logs: those two prove the path.",
)
COLLECT_AGAIN = Words(
    "스냅샷을 새로 떠서 다시 진단한 다음, 같은 명령을 출발지 안에서 한 번 더 실행해 보세요.",
    "Take a new snapshot, diagnose again, and run the same command once more inside the source.",
)


def changed_since(diagnosis: Diagnosis) -> Words:
    """Say that the configuration may have changed since the snapshot, with its time where it is known."""
    taken = diagnosis.case.snapshot.moment
    ko, en = (f"({taken})", f" ({taken})") if taken else ("", "")
    return Words(
        f"스냅샷{ko}을 뜬 뒤에 구성이 바뀌었을 수 있어요.",
        f"The configuration may have changed after the snapshot{en} was taken.",
    )


def other_place(diagnosis: Diagnosis) -> Words:
    """Say that the command may have been run elsewhere than in the source."""
    where = diagnosis.case.source.eni_id or diagnosis.case.subnet.id
    return Words(
        f"다른 서브넷이나 다른 VPC, 아니면 노트북에서 실행한 결과일 수 있어요. 진단은 {where}에서 나가는 트래픽 기준이에요.",
        f"It may have been run in another subnet or VPC, or on a laptop; the diagnosis is about what leaves {where}.",
    )


def ask_resolver(hostname: str, resolver: str) -> Words:
    """Say how to ask the VPC's own resolver."""
    server = f" {resolver}" if resolver else ""
    return Words(
        f"출발지 안에서 `nslookup {hostname}{server}`로 VPC의 DNS 서버에 직접 물어보세요.",
        f"Ask the VPC's DNS server itself, inside the source: `nslookup {hostname}{server}`.",
    )


def trace_again(hostname: str) -> Words:
    """Say how to trace so that the answer means something."""
    command = f"sudo traceroute -n -T -p 443 {hostname}"
    return Words(
        f"`{command}`로 TCP 443 경로를 보세요. 확실한 증거는 라우팅 테이블과 흐름 로그의 traffic-path예요.",
        f"Trace TCP 443 with `{command}`; the real proof is the route table and traffic-path in the flow logs.",
    )
