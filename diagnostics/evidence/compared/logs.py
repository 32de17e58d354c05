"""What the service's own logs prove: S3 access logs by the address they saw, CloudTrail by the endpoint it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnostics.evidence.addressbook import OwnerKind
from diagnostics.evidence.compared import explanations as why
from diagnostics.evidence.compared.readings import agrees, differs, silent
from diagnostics.evidence.compared.refused import read_refusal
from diagnostics.evidence.observation import PolicyKind
from diagnostics.evidence.pasted.addresses import address_of
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.evidence.addressbook import AddressBook, Owner
    from diagnostics.evidence.comparison import Reading
    from diagnostics.evidence.expectation import Expectation
    from diagnostics.evidence.observation import AccessLine, TrailEvent

_ENDPOINTS = ("gateway-endpoint", "interface-endpoint")
_ENDPOINT_ID = re.compile(r"vpce-[0-9a-z-]{1,40}")
_BY_AWS = Words(
    "AWS 서비스가 대신 부른 기록이라, 이 서브넷에서 나가는 트래픽에 대해서는 알 수 없어요.",
    "An AWS service made this call itself; it says nothing about what leaves this subnet.",
)
_OTHER_SERVICE = Words(
    "진단한 서비스가 아닌 곳을 부른 기록이에요.", "It is about a call to another service than the one diagnosed."
)


def read_access(line: AccessLine, expected: Expectation, book: AddressBook) -> Reading:
    """Give what a line of an S3 access log proves beside the diagnosis."""
    destination = expected.diagnosis.case.destination
    if destination.service != "s3":
        return silent(line, proves=_OTHER_SERVICE)
    if not line.remote:
        return silent(line, proves=_BY_AWS)
    return _seen_from(line, book.whose(line.remote), expected, line.host)


def read_trail(event: TrailEvent, expected: Expectation, book: AddressBook) -> Reading:
    """Give what a CloudTrail event proves beside the diagnosis."""
    service = expected.diagnosis.case.destination.service or ""
    if event.service and event.service != service.partition(".")[0]:
        return silent(event, proves=_OTHER_SERVICE)
    address = address_of(event.source)
    if _ENDPOINT_ID.fullmatch(event.endpoint):
        refused = event.refusal is not None and event.refusal.by is PolicyKind.ENDPOINT
        if event.refusal is not None and refused and event.endpoint in expected.hop_ids(*_ENDPOINTS):
            return read_refusal(event, event.refusal, expected)
        return _through(event, address, expected, book)
    if not address:
        return silent(event, proves=_BY_AWS)
    return _seen_from(event, book.whose(address), expected, "")


def _through(event: TrailEvent, address: str, expected: Expectation, book: AddressBook) -> Reading:
    """Compare the endpoint that CloudTrail names: it is proof of the way, if the caller is the source."""
    caller = book.whose(address).words if address else Words("호출한 쪽", "the caller")
    proves = Words(
        f"{event.endpoint} 엔드포인트로 들어온 호출이에요. 호출한 주소는 {caller.ko}예요. 엔드포인트를 썼다는 확실한 "
        "증거예요."
        if address
        else f"{event.endpoint} 엔드포인트로 들어온 호출이에요. 엔드포인트를 썼다는 확실한 증거예요.",
        f"The call came in through {event.endpoint}, from {caller.en}: proof that an endpoint was used.",
    )
    if event.endpoint in expected.hop_ids(*_ENDPOINTS):
        agreement = Words("구성과 맞아요. 이 엔드포인트로 가는 경로예요.", "It agrees: this endpoint is on the path.")
        return agrees(event, proves=proves, agreement=agreement)
    if address and not expected.in_source(address) and book.whose(address).kind is not OwnerKind.NAT_PRIVATE:
        return silent(event, proves=proves, agreement=_NOT_OURS)
    return _differs(event, proves, expected)


_NOT_OURS = Words(
    "진단한 출발지에서 온 호출이 아니라 구성과 비교할 수 없어요.",
    "The call is not from the source that was diagnosed, so it cannot be compared.",
)


def _seen_from(observation: AccessLine | TrailEvent, seen: Owner, expected: Expectation, host: str) -> Reading:
    """Compare the address that the service saw: a private one came through an endpoint, a public one did not."""
    proves = _address_proves(seen, host)
    shared = seen.kind in {OwnerKind.NAT_PUBLIC, OwnerKind.NAT_PRIVATE}
    ours = shared or seen.kind is OwnerKind.SOURCE_PUBLIC or (seen.private and expected.in_source(seen.address))
    if not ours:
        return silent(observation, proves=proves, agreement=_NOT_OURS)
    agreement = _as_expected(seen, expected) if expected.arrives is not False else None
    if agreement is not None:
        return agrees(observation, proves=proves, agreement=agreement)
    return _differs(observation, proves, expected, other_client=shared)


def _as_expected(seen: Owner, expected: Expectation) -> Words | None:
    """Say what the address agrees with; None where by the configuration the service sees another."""
    nats = expected.hop_ids("nat-gateway")
    if seen.kind in {OwnerKind.NAT_PUBLIC, OwnerKind.NAT_PRIVATE}:
        behind = Verdict.PRIVATE_GATEWAY_ENDPOINT_VIA_NAT in {way.then or way.path for way in expected.ways}
        fits = seen.id in nats and behind is (seen.kind is OwnerKind.NAT_PRIVATE)
        said = Words(
            "구성과 맞아요. 이 NAT 게이트웨이를 거치는 경로예요.", "It agrees: the path leads through this NAT gateway."
        )
        return said if fits else None
    if seen.private:
        said = Words("구성과 맞아요. 엔드포인트로 가는 경로예요.", "It agrees: the path leads through an endpoint.")
        return said if expected.hop_ids(*_ENDPOINTS) and not nats else None
    said = Words(
        "구성과 맞아요. 인터넷 게이트웨이로 나가는 경로예요.", "It agrees: the path leads through the internet gateway."
    )
    return said if expected.hop_ids("internet-gateway") and not nats else None


def _address_proves(seen: Owner, host: str) -> Words:
    asked_ko, asked_en = (f" 요청한 호스트는 {host}예요.", f" The host asked for was {host}.") if host else ("", "")
    if seen.private:
        return Words(
            f"서비스가 본 주소가 {seen.words.ko}예요. 서비스에 사설 IP로 보이는 건 VPC 엔드포인트를 거친 "
            f"요청뿐이에요.{asked_ko}",
            f"The service saw {seen.words.en}; only requests through a VPC endpoint show a private IP.{asked_en}",
        )
    return Words(
        f"서비스가 본 주소가 {seen.words.ko}예요. VPC 엔드포인트를 거치지 않고 공인 IP로 나간 요청이에요.{asked_ko}",
        f"The service saw {seen.words.en}: the request left with a public IP, not through a VPC endpoint.{asked_en}",
    )


def _differs(
    observation: AccessLine | TrailEvent, proves: Words, expected: Expectation, *, other_client: bool = False
) -> Reading:
    firsts = ", ".join(dict.fromkeys(h.id for h in expected.first_hops())) or "-"
    reasons = (why.OLD_RECORD, why.changed_since(expected.diagnosis), why.LIST_CHANGED)
    return differs(
        observation,
        proves=proves,
        agreement=Words(
            f"구성과 달라요. 구성대로라면 {firsts} 쪽으로 나가야 해요.",
            f"It differs: by the configuration, traffic leaves by {firsts}.",
        ),
        explanations=(why.OTHER_CLIENT, *reasons) if other_client else reasons,
        look=why.COLLECT_AGAIN,
    )
