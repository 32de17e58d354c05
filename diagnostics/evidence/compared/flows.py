"""What a VPC flow log record proves: who sent, to whom, whether filters let it, and by what it left the subnet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.evidence.addressbook import OwnerKind
from diagnostics.evidence.compared import explanations as why
from diagnostics.evidence.compared.leaving import PATHS, left_by, should_not_leave
from diagnostics.evidence.compared.readings import agrees, differs, silent
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.evidence.addressbook import AddressBook, Owner
    from diagnostics.evidence.comparison import Reading
    from diagnostics.evidence.expectation import Expectation
    from diagnostics.evidence.observation import FlowRecord

_FILTERED = frozenset({Verdict.BLOCKED_SG_EGRESS, Verdict.BLOCKED_NACL, Verdict.BLOCKED_ENDPOINT_SG, Verdict.BLOCKED_BPA})
_EMPTY = Words(
    "그 시간에 기록할 트래픽이 없었거나(NODATA) 기록이 누락됐어요(SKIPDATA). 경로에 대해서는 알 수 없어요.",
    "There was no traffic to log (NODATA), or records were skipped (SKIPDATA); it says nothing about the path.",
)
_MORE_FIELDS = Words(
    "기본 형식에는 traffic-path가 없어요. flow-direction, traffic-path, pkt-dst-aws-service를 넣은 사용자 지정 형식으로 "
    "흐름 로그를 새로 만드세요.",
    "The default format lacks traffic-path; make a new flow log whose custom format has flow-direction, traffic-path "
    "and pkt-dst-aws-service.",
)


def read_flow(record: FlowRecord, expected: Expectation, book: AddressBook) -> Reading:
    """Give what a flow log record proves beside the diagnosis."""
    if record.status in {"NODATA", "SKIPDATA"} or not (record.sender and record.receiver):
        return silent(record, proves=_EMPTY)
    receiver, sender = book.whose(record.receiver), book.whose(record.sender)
    towards = _is_service(receiver, record.destination_service, expected)
    if not towards:
        back = _is_service(sender, record.source_service, expected)
        return _answer(record, sender, expected) if back else _elsewhere(record, receiver, _OTHER_DESTINATION)
    if (nat := _forwarded_by(record, book)) is not None:
        return _at_nat(record, nat, receiver, expected)
    return _sent(record, sender, receiver, expected)


def _sent(record: FlowRecord, sender: Owner, receiver: Owner, expected: Expectation) -> Reading:
    """Read what was sent to the destination by whoever it was."""
    if not expected.in_source(record.sender):
        return _elsewhere(record, sender, _OTHER_SOURCE)
    if record.action == "REJECT":
        return _rejected(record, receiver, expected)
    if record.traffic_path in PATHS and record.direction != "ingress" and receiver.kind is not OwnerKind.ENDPOINT:
        return left_by(record, receiver, expected)
    return _accepted(record, receiver, expected)


def _is_service(owner: Owner, named: str, expected: Expectation) -> bool:
    """Say whether an end of the flow is the destination: by the service that the log names, or by address."""
    service = (expected.diagnosis.case.destination.service or "").partition(".")[0]
    if named and named.casefold() == service:
        return True
    if owner.kind is OwnerKind.SERVICE:
        return True
    if owner.kind is OwnerKind.ENDPOINT:
        return (
            owner.id in expected.hop_ids("interface-endpoint")
            or expected.expects_address(owner.address)
            or _serves(owner, expected)
        )
    return not owner.private and expected.expects_address(owner.address) and owner.kind is not OwnerKind.OTHER_SERVICE


def _serves(owner: Owner, expected: Expectation) -> bool:
    return owner.id in {e.id for e in expected.diagnosis.case.interface_endpoints}


_OTHER_DESTINATION = Words("진단한 목적지가 아닌", "which is not the destination that was diagnosed")
_OTHER_SOURCE = Words("진단한 출발지가 아닌", "which is not the source that was diagnosed")


def _elsewhere(record: FlowRecord, owner: Owner, what: Words) -> Reading:
    proves = Words(
        f"{what.ko} {owner.words.ko} 쪽 트래픽이라 이 경로에 대해서는 알 수 없어요.",
        f"It is about {owner.words.en}, {what.en}; it says nothing about this path.",
    )
    return silent(record, proves=proves)


def _answer(record: FlowRecord, sender: Owner, expected: Expectation) -> Reading:
    """Read a record of what comes back: it has no traffic path of its own."""
    proves = Words(
        f"{sender.words.ko}에서 돌아오는 응답 기록이에요. 들어오는 기록에는 traffic-path가 없으니, 같은 포트 쌍의 egress "
        "기록을 보세요.",
        f"It records what comes back from {sender.words.en}. Ingress records have no traffic-path; look at the egress "
        "record of the same ports.",
    )
    if record.action == "REJECT":
        rejects = any(b.cause == "return" or b.verdict is Verdict.BLOCKED_NACL for way in expected.ways for b in way.blocks)
        return _by_filter(record, proves, expected, known=rejects)
    return silent(record, proves=proves)


def _rejected(record: FlowRecord, receiver: Owner, expected: Expectation) -> Reading:
    by_bpa = record.reject_reason == "BPA"
    who = (
        Words("VPC 퍼블릭 액세스 차단(BPA)이", "VPC Block Public Access")
        if by_bpa
        else Words("보안 그룹이나 네트워크 ACL이", "A security group or network ACL")
    )
    proves = Words(
        f"{who.ko} {receiver.words.ko} 쪽 패킷을 거부했어요.",
        f"{who.en} rejected packets to {receiver.words.en}.",
    )
    blocks = any(b.verdict in _FILTERED for way in expected.ways for b in way.blocks)
    return _by_filter(record, proves, expected, known=blocks)


def _by_filter(record: FlowRecord, proves: Words, expected: Expectation, *, known: bool) -> Reading:
    if known:
        agreement = Words(
            "구성과 맞아요. 진단에서도 필터가 이 트래픽을 막아요.",
            "It agrees: by the diagnosis, too, a filter stops this traffic.",
        )
        return agrees(record, proves=proves, agreement=agreement)
    if expected.diagnosis.case.source.group_ids is None and record.reject_reason != "BPA":
        return _undecided(record, proves)
    return differs(
        record,
        proves=proves,
        agreement=Words(
            "구성과 달라요. 구성대로라면 필터가 이 트래픽을 통과시켜요.",
            "It differs: by the configuration, filters let this traffic pass.",
        ),
        explanations=(why.OLD_RECORD, why.changed_since(expected.diagnosis)),
        look=why.COLLECT_AGAIN,
    )


def _undecided(record: FlowRecord, proves: Words) -> Reading:
    """Read a rejection where only the subnet is known: a security group may have refused what its network ACL lets pass."""
    who = record.interface
    return silent(
        record,
        proves=proves,
        agreement=Words(
            "서브넷만 보고 진단해서 보안 그룹을 몰라요. 보안 그룹이 막았을 수도 있어서 이 기록만으로는 판단할 수 없어요.",
            "It cannot be judged: the diagnosis is of the subnet alone, without security groups, and one of those may have "
            "rejected it.",
        ),
        look=Words(
            f"{who or '인스턴스나 네트워크 인터페이스'} 기준으로 다시 진단하면 보안 그룹까지 비교할 수 있어요.",
            f"Diagnose {who or 'the instance or its network interface'} to compare with its security groups.",
        ),
    )


def _accepted(record: FlowRecord, receiver: Owner, expected: Expectation) -> Reading:
    """Read a record that does not say by what the packets left; an endpoint's own address says it all the same."""
    if receiver.kind is OwnerKind.ENDPOINT:
        proves = Words(
            f"{receiver.words.ko} 쪽으로 나간 트래픽이에요. 인터페이스 엔드포인트를 쓰고 있다는 확실한 증거예요.",
            f"The traffic goes to {receiver.words.en}: strong evidence that the interface endpoint is used.",
        )
        if receiver.id in expected.hop_ids("interface-endpoint"):
            agreement = Words("구성과 맞아요. 이 엔드포인트로 가는 경로예요.", "It agrees: the path leads to this endpoint.")
            return agrees(record, proves=proves, agreement=agreement)
        return differs(
            record,
            proves=proves,
            agreement=Words(
                "구성과 달라요. 구성대로라면 이 엔드포인트로 가지 않아요.",
                "It differs: by the configuration, traffic does not go to this endpoint.",
            ),
            explanations=(why.OLD_RECORD, why.HOSTS_FILE, why.UNSEEN_ZONE, why.changed_since(expected.diagnosis)),
            look=why.COLLECT_AGAIN,
        )
    proves = Words(
        f"{receiver.words.ko} 쪽으로 나가는 패킷을 필터가 통과시켰어요. 무엇을 거쳐 나갔는지는 이 기록에 없어요.",
        f"Filters let packets out to {receiver.words.en}. This record does not say through what they left.",
    )
    if expected.stopped_at_home & _FILTERED:
        return should_not_leave(record, proves, expected)
    look = None if record.has_path else _MORE_FIELDS
    return silent(record, proves=proves, look=look)


def _forwarded_by(record: FlowRecord, book: AddressBook) -> Owner | None:
    """Give the NAT gateway whose own record this is: it is an end of the flow, and the packet's end is another."""
    for address in (record.source, record.destination):
        owner = book.whose(address)
        if owner.kind is OwnerKind.NAT_PRIVATE:
            return owner
    return None


def _at_nat(record: FlowRecord, nat: Owner, receiver: Owner, expected: Expectation) -> Reading:
    ours = expected.in_source(record.sender)
    proves = Words(
        f"{nat.id} NAT 게이트웨이의 기록이고, {receiver.words.ko} 쪽 트래픽이 이 NAT 게이트웨이를 지났어요."
        + ("" if ours else " 누가 보냈는지는 이 기록에 없어요."),
        f"It is a record of NAT gateway {nat.id}: traffic to {receiver.words.en} passed through it."
        + ("" if ours else " The record does not say who sent it."),
    )
    if not ours:
        return silent(record, proves=proves, look=why.SEE_ROUTES)
    if nat.id in expected.hop_ids("nat-gateway"):
        agreement = Words(
            "구성과 맞아요. 이 NAT 게이트웨이를 거치는 경로예요.", "It agrees: the path leads through this NAT gateway."
        )
        return agrees(record, proves=proves, agreement=agreement)
    return differs(
        record,
        proves=proves,
        agreement=Words(
            "구성과 달라요. 구성대로라면 이 NAT 게이트웨이를 거치지 않아요.",
            "It differs: by the configuration, traffic does not pass through this NAT gateway.",
        ),
        explanations=(why.OLD_RECORD, why.changed_since(expected.diagnosis), why.LIST_CHANGED),
        look=why.COLLECT_AGAIN,
    )
