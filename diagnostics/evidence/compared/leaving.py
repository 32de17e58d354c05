"""By what packets left a subnet, as a flow log says it: the one record that shows the way itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.evidence.compared import explanations as why
from diagnostics.evidence.compared.readings import agrees, differs, silent
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.evidence.addressbook import Owner
    from diagnostics.evidence.comparison import Reading
    from diagnostics.evidence.expectation import Expectation
    from diagnostics.evidence.observation import FlowRecord
    from diagnostics.model.trace import HopKind

#: What `traffic-path` says of an egress record. — https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
PATHS: Mapping[str, tuple[frozenset[HopKind], Words]] = {
    "1": (
        frozenset({"nat-gateway", "network-interface", "instance", "gateway-load-balancer-endpoint"}),
        Words(
            "같은 VPC 안의 리소스(NAT 게이트웨이나 검사 장비 등)",
            "a resource in the same VPC, such as a NAT gateway or an appliance",
        ),
    ),
    "2": (
        frozenset({"internet-gateway", "gateway-endpoint"}),
        Words("인터넷 게이트웨이나 게이트웨이 엔드포인트", "an internet gateway or a gateway endpoint"),
    ),
    "3": (frozenset({"vpn-gateway"}), Words("가상 프라이빗 게이트웨이", "a virtual private gateway")),
    "4": (frozenset({"vpc-peering-connection"}), Words("같은 리전의 VPC 피어링", "VPC peering within the Region")),
    "5": (frozenset({"vpc-peering-connection"}), Words("다른 리전과의 VPC 피어링", "VPC peering with another Region")),
    "6": (
        frozenset({"local-gateway", "carrier-gateway"}),
        Words("로컬 영역이나 로컬 게이트웨이", "a Local Zone or a local gateway"),
    ),
    "7": (frozenset({"gateway-endpoint"}), Words("게이트웨이 VPC 엔드포인트", "a gateway VPC endpoint")),
    "8": (frozenset({"internet-gateway"}), Words("인터넷 게이트웨이", "an internet gateway")),
}


def left_by(record: FlowRecord, receiver: Owner, expected: Expectation) -> Reading:
    """Compare what `traffic-path` says with what the way leads to first."""
    kinds, name = PATHS[record.traffic_path]
    sure = "확실한 증거" if record.traffic_path in {"7", "8"} else "증거"
    proves = Words(
        f"traffic-path {record.traffic_path}: {receiver.words.ko} 쪽 패킷이 {name.ko} 쪽으로 나갔어요. 경로를 보여 주는 "
        f"{sure}예요.",
        f"traffic-path {record.traffic_path}: packets to {receiver.words.en} left through {name.en}. That is "
        "evidence of the path itself.",
    )
    if expected.stopped_at_home:
        return should_not_leave(record, proves, expected)
    firsts = expected.first_hops()
    if not firsts:
        agreement = Words("구성만으로는 나가는 길을 알 수 없었어요.", "The configuration alone did not decide the path.")
        return silent(record, proves=proves, agreement=agreement)
    if meets := [h for h in firsts if h.kind in kinds]:
        part = len(meets) < len(firsts)
        return agrees(
            record,
            proves=proves,
            agreement=Words(
                f"구성과 맞아요. {meets[0].id} 쪽으로 나가는 경로예요{' (갈라지는 경로 가운데 하나예요)' if part else ''}.",
                f"It agrees: {'one of the paths' if part else 'the path'} leads through {meets[0].id}.",
            ),
            look=why.SEE_ROUTES if record.traffic_path == "2" else None,
        )
    return differs(
        record,
        proves=proves,
        agreement=Words(
            f"구성과 달라요. 구성대로라면 {firsts[0].id} 쪽으로 나가야 해요.",
            f"It differs: by the configuration, traffic leaves through {firsts[0].id}.",
        ),
        explanations=(why.OLD_RECORD, why.changed_since(expected.diagnosis), why.LIST_CHANGED),
        look=why.COLLECT_AGAIN,
    )


def should_not_leave(record: FlowRecord, proves: Words, expected: Expectation) -> Reading:
    """Give the reading of packets that left, though by the configuration none does."""
    return differs(
        record,
        proves=proves,
        agreement=Words(
            "구성과 달라요. 구성대로라면 이 트래픽은 서브넷을 나가지도 못해요.",
            "It differs: by the configuration, this traffic does not even leave the subnet.",
        ),
        explanations=(why.OLD_RECORD, why.changed_since(expected.diagnosis)),
        look=why.COLLECT_AGAIN,
    )
