"""What a traced route proves: a NAT gateway that shows itself is there; one that does not may still be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.evidence.addressbook import OwnerKind
from diagnostics.evidence.compared import explanations as why
from diagnostics.evidence.compared.readings import agrees, differs, silent
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.evidence.addressbook import AddressBook, Owner
    from diagnostics.evidence.comparison import Reading
    from diagnostics.evidence.expectation import Expectation
    from diagnostics.evidence.observation import TracedRoute

_FORWARDERS = ("nat-gateway", "network-interface", "instance")
_ASTERISKS = Words(
    "별표만 나온 UDP·ICMP traceroute로는 아무것도 알 수 없어요. 게이트웨이 엔드포인트는 TCP와 ICMP echo만 통과시키고, "
    "인터페이스 엔드포인트는 ping에 답하지 않아요.",
    "Asterisks of a UDP or ICMP traceroute prove nothing: a gateway endpoint passes only TCP and ICMP echo, and an "
    "interface endpoint does not answer pings.",
)
_CUT = Words(
    "아직 끝나지 않은 traceroute라서 목적지에 닿았는지는 알 수 없어요.",
    "The traceroute had not ended, so whether it got there cannot be told.",
)
_OTHER_TARGET = Words(
    "진단한 목적지가 아닌 곳으로 간 traceroute라서 이 경로에 대해서는 알 수 없어요.",
    "It traced towards another destination than the one diagnosed, so it says nothing about this path.",
)


def read_route(route: TracedRoute, expected: Expectation, book: AddressBook) -> Reading:
    """Give what a traced route proves beside the diagnosis."""
    again = why.trace_again(expected.hostname)
    target = book.whose(route.address) if route.address else None
    if not _ours(route, target, expected):
        return silent(route, proves=_OTHER_TARGET, look=again)
    forwarder = _forwarder(route, book)
    if forwarder is not None:
        return _forwarded(route, forwarder, expected)
    if route.arrived and target is not None and target.kind is OwnerKind.ENDPOINT:
        return _at_endpoint(route, target, expected)
    if route.arrived:
        return _arrived(route, expected)
    if route.protocol == "tcp" and route.complete:
        return _never_arrived(route, expected)
    proves = _ASTERISKS if route.protocol != "tcp" and route.silent else _CUT
    return silent(route, proves=proves, look=again)


def _ours(route: TracedRoute, target: Owner | None, expected: Expectation) -> bool:
    """Say whether the route leads to what was diagnosed, by name or by address."""
    if route.target and route.target != route.address:
        return expected.meant(route.target)
    if target is None:
        return True
    return expected.expects_address(target.address) or target.kind in {
        OwnerKind.SERVICE,
        OwnerKind.ENDPOINT,
        OwnerKind.PUBLIC,
    }


def _forwarder(route: TracedRoute, book: AddressBook) -> Owner | None:
    """Give the NAT gateway or the forwarding instance that answered on the way."""
    kinds = {OwnerKind.NAT_PRIVATE, OwnerKind.INTERFACE}
    answered = (book.whose(a) for hop in route.hops for a in hop.addresses if a != route.address)
    return next((owner for owner in answered if owner.kind in kinds), None)


def _forwarded(route: TracedRoute, forwarder: Owner, expected: Expectation) -> Reading:
    """Compare what was forwarded: a forwarder that shows itself is on the way, whatever else is."""
    nat = forwarder.kind is OwnerKind.NAT_PRIVATE
    number = next(h.number for h in route.hops if forwarder.address in h.addresses)
    proves = Words(
        f"{number}번 홉이 {forwarder.words.ko}예요. 이 트래픽은 {'NAT 게이트웨이를' if nat else '그 인스턴스를'} 거쳐 "
        "나갔어요.",
        f"Hop {number} is {forwarder.words.en}: this traffic left through {'the NAT gateway' if nat else 'that instance'}.",
    )
    eni = expected.diagnosis.case.snapshot.enis.get(forwarder.id)
    if {forwarder.id, eni.instance_id if eni else None} & expected.hop_ids(*_FORWARDERS):
        some = not expected.on_every_way(*_FORWARDERS)
        return agrees(
            route,
            proves=proves,
            agreement=Words(
                f"구성과 맞아요. {'갈라지는 경로 가운데 하나가 ' if some else '라우팅 테이블이 '}{forwarder.id} 쪽으로 "
                "보내고 있어요.",
                f"It agrees: {'one of the ways leads' if some else 'the route table leads'} through {forwarder.id}.",
            ),
        )
    here = Words(
        f"시험한 주소({route.address or '?'})가 다른 라우트를 탔을 수 있어요. 접두사 목록에 없는 주소는 기본 라우트로 "
        "나가요.",
        f"The traced address ({route.address or '?'}) may take another route: what is in no prefix list leaves by the "
        "default one.",
    )
    return differs(
        route,
        proves=proves,
        agreement=_otherwise(expected),
        explanations=(why.other_place(expected.diagnosis), here, why.changed_since(expected.diagnosis)),
        look=why.SEE_ROUTES,
    )


def _otherwise(expected: Expectation) -> Words:
    """Say where the configuration would have sent it."""
    firsts = ", ".join(dict.fromkeys(h.id for h in expected.first_hops()))
    if not firsts:
        return Words(
            "구성과 달라요. 구성대로라면 서브넷을 나갈 길이 없어요.",
            "It differs: by the configuration, nothing leaves the subnet.",
        )
    return Words(
        f"구성과 달라요. 구성대로라면 {firsts} 쪽으로 나가야 해요.",
        f"It differs: by the configuration, traffic leaves by {firsts}.",
    )


def _at_endpoint(route: TracedRoute, target: Owner, expected: Expectation) -> Reading:
    proves = Words(
        f"{target.words.ko}에 닿았어요. 인터페이스 엔드포인트까지 사설 주소로만 간 거예요.",
        f"It got to {target.words.en}: all the way to the interface endpoint by private addresses.",
    )
    if not target.id or target.id in expected.hop_ids("interface-endpoint"):
        agreement = Words("구성과 맞아요. 이 엔드포인트로 가는 경로예요.", "It agrees: the path leads to this endpoint.")
        if expected.arrives is not False:
            return agrees(route, proves=proves, agreement=agreement)
    return differs(
        route,
        proves=proves,
        agreement=_otherwise(expected) if expected.arrives is not False else _BLOCKED,
        explanations=(why.changed_since(expected.diagnosis), why.other_place(expected.diagnosis)),
        look=why.COLLECT_AGAIN,
    )


_BLOCKED = Words(
    "구성과 달라요. 구성대로라면 도착하지 못해야 해요.", "It differs: by the configuration, it should not get there."
)


def _arrived(route: TracedRoute, expected: Expectation) -> Reading:
    proves = Words(
        "목적지까지 도달해요. NAT 게이트웨이가 홉으로 보이지 않지만, 응답하지 않는 홉도 있어서 그것만으로 NAT를 안 "
        "거쳤다고 할 수는 없어요.",
        "It gets to the destination. No NAT gateway shows as a hop, but hops may stay silent, so that alone does not "
        "rule one out.",
    )
    if expected.arrives is False:
        explanations = (why.changed_since(expected.diagnosis), why.other_place(expected.diagnosis))
        return differs(
            route,
            proves=proves,
            agreement=_BLOCKED,
            explanations=explanations,
            look=why.COLLECT_AGAIN,
        )
    if expected.on_every_way("nat-gateway"):
        weak = Words(
            "구성대로라면 NAT 게이트웨이의 사설 IP가 홉으로 보일 때가 많아요. 안 보인다고 구성과 다르다고 할 수는 없어요.",
            "By the configuration, the NAT gateway's private IP usually shows as a hop; that it does not is no "
            "contradiction.",
        )
        return silent(route, proves=proves, agreement=weak, look=why.SEE_ROUTES)
    if expected.arrives is None or not expected.settled:
        return silent(route, proves=proves, look=why.SEE_ROUTES)
    agreement = Words(
        "도달한다는 점은 구성과 맞아요. 어느 길로 갔는지에 대해서는 약한 증거예요.",
        "It agrees that traffic gets there. It is weak evidence of which path it took.",
    )
    return agrees(route, proves=proves, agreement=agreement, look=why.SEE_ROUTES)


def _never_arrived(route: TracedRoute, expected: Expectation) -> Reading:
    proves = Words(
        f"TCP로 {route.hops[-1].number}홉까지 보냈는데 목적지에서 답이 없어요. 라우트나 필터 어딘가에서 버려지고 있어요.",
        f"TCP up to hop {route.hops[-1].number} brought no answer from the destination: a route or a filter drops it.",
    )
    if expected.arrives is False:
        agreement = Words("구성과 맞아요. 이 경로는 막혀 있어요.", "It agrees: this path is blocked.")
        return agrees(route, proves=proves, agreement=agreement)
    if expected.arrives is None:
        return silent(route, proves=proves, look=why.SEE_ROUTES)
    return differs(
        route,
        proves=proves,
        agreement=Words(
            "구성과 달라요. 구성대로라면 도달해야 해요.", "It differs: by the configuration, it should get there."
        ),
        explanations=(why.other_place(expected.diagnosis), why.LOCAL_FIREWALL, why.changed_since(expected.diagnosis)),
        look=why.COLLECT_AGAIN,
    )
