"""What a DNS answer proves: which way a connection by that name will be sent, and nothing about a gateway endpoint."""

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
    from diagnostics.evidence.observation import HttpExchange, NameAnswer
    from diagnostics.model.trace import Resolution

_SHOWN = 2
_VPC_SERVERS = frozenset({OwnerKind.RESOLVER, OwnerKind.LOCAL_STUB})
_FAILURES: dict[str, Words] = {
    "nxdomain": Words("그런 이름은 없다고(NXDOMAIN)", "that there is no such name (NXDOMAIN)"),
    "servfail": Words("답을 찾지 못했다고(SERVFAIL)", "that it could not find an answer (SERVFAIL)"),
    "refused": Words("답하지 않겠다고(REFUSED)", "that it refuses to answer (REFUSED)"),
    "no-answer": Words("이름은 있지만 주소가 없다고", "that the name exists but has no address"),
}


def read_name(answer: NameAnswer, expected: Expectation, book: AddressBook) -> Reading:
    """Give what an answer of a DNS server proves beside the diagnosis."""
    if not expected.meant(answer.name):
        return _of_another_name(answer, expected)
    owners = tuple(book.whose(a) for a in answer.addresses)
    proves = _failed(answer, book) if answer.failure else _resolved(answer.name or expected.hostname, owners)
    if owners and all(":" in o.address for o in owners):
        return silent(answer, proves=proves, agreement=_ONLY_V6)
    holding = tuple(r for r in expected.names if _fits(r, owners, answer.failure))
    if holding:
        return agrees(
            answer,
            proves=proves,
            agreement=_agreement(holding, expected),
            look=None if holding[0].via == "endpoint" or answer.failure else why.SEE_ROUTES,
        )
    return differs(
        answer,
        proves=proves,
        agreement=_expected(expected),
        explanations=_explanations(answer, owners, expected, book),
        look=why.ask_resolver(expected.hostname, book.resolver),
    )


def address_disagrees(exchange: HttpExchange, expected: Expectation, book: AddressBook) -> tuple[Words, ...] | None:
    """Give why a connection went to an address that the name should not become; None where it should, or may."""
    if ":" in exchange.remote or not expected.names:
        return None
    owners = (book.whose(exchange.remote),)
    if any(_fits(r, owners, "") for r in expected.names):
        return None
    return (why.HOSTS_FILE, *_differing(owners, expected))


def _fits(resolution: Resolution, owners: tuple[Owner, ...], failure: str) -> bool:
    """Say whether an answer is the one that a branch of the configuration gives."""
    owners = tuple(o for o in owners if ":" not in o.address)
    if failure or not owners:
        return bool(failure) and resolution.via == "none" and not resolution.addresses
    match resolution.via:
        case "endpoint":
            if resolution.addresses:
                return all(o.address in resolution.addresses for o in owners)
            # An address of a subnet may be that of an interface which was not seen.
            ids = {o.id for o in owners if o.kind is not OwnerKind.SUBNET}
            # Where the settings do not say what answers, anything may.
            anything = resolution.endpoint_id is None
            return anything or (all(o.private for o in owners) and ids <= {resolution.endpoint_id, ""})
        case "public":
            listed = resolution.addresses if resolution.prefix_list_id else None
            # Of another bucket of the service, another Region's addresses would be no surprise.
            return all(not o.private and (listed is None or o.address in listed) for o in owners)
        case "none":  # an address that nobody has any more
            return bool(resolution.addresses) and all(o.address in (resolution.addresses or ()) for o in owners)
        case _:
            return resolution.addresses is None or all(o.address in resolution.addresses for o in owners)


def _of_another_name(answer: NameAnswer, expected: Expectation) -> Reading:
    return silent(
        answer,
        proves=Words(
            f"{answer.name} 이름에 대한 답이라, 진단한 {expected.hostname} 이름은 어떻게 풀리는지 알 수 없어요.",
            f"It answers for {answer.name}, which says nothing about {expected.hostname}, the name that was diagnosed.",
        ),
        agreement=Words(
            "다른 이름이라 구성과 비교할 수 없어요. 프라이빗 DNS는 이름마다 따로 적용돼요.",
            "Another name cannot be compared: private DNS answers name by name.",
        ),
        look=why.ask_resolver(expected.hostname, ""),
    )


def _resolved(name: str, owners: tuple[Owner, ...]) -> Words:
    ko, en = ", ".join(o.words.ko for o in owners[:_SHOWN]), ", ".join(o.words.en for o in owners[:_SHOWN])
    if any(o.private for o in owners):
        return Words(
            f"{name} 이름이 사설 주소로 풀려요: {ko}. 이 이름으로 여는 연결은 그 주소로 가요.",
            f"{name} resolves to a private address: {en}. A connection by this name goes there.",
        )
    return Words(
        f"{name} 이름이 공인 주소로 풀려요: {ko}. 인터페이스 엔드포인트로 가지 않는다는 뜻이에요. 게이트웨이 "
        "엔드포인트를 타는지는 이름으로 알 수 없어요.",
        f"{name} resolves to a public address: {en}. So it does not go to an interface endpoint; whether it takes a "
        "gateway endpoint cannot be told from a name.",
    )


def _failed(answer: NameAnswer, book: AddressBook) -> Words:
    by = book.whose(answer.server).words if answer.server else Words("DNS 서버", "the DNS server")
    if answer.failure == "timeout":
        return Words(
            "DNS 서버가 응답하지 않아서 이름을 주소로 풀지 못했어요. 여기서는 연결을 시작할 수도 없어요.",
            "No DNS server answered, so the name has no address here and no connection can even begin.",
        )
    said = _FAILURES[answer.failure or "no-answer"]
    ko = by.ko if answer.server else "DNS 서버"
    return Words(
        f"{ko}에서 {said.ko} 답했어요. 이 이름으로는 연결을 시작할 수 없어요.",
        f"{by.en[:1].upper()}{by.en[1:]} says {said.en}: no connection by this name can begin.",
    )


_ONLY_V6 = Words(
    "IPv6 주소만 있어서 비교할 수 없어요. 진단은 IPv4 기준이에요.",
    "There are only IPv6 addresses, while the diagnosis is about the IPv4 way.",
)


def _agreement(holding: tuple[Resolution, ...], expected: Expectation) -> Words:
    """Say that it agrees; where the configuration left several branches open, which of them it settles."""
    first = holding[0]
    if len(expected.names) > len(holding) and first.when is not None:
        part = next((p for p in expected.diagnosis.parts if p.when == first.when), None)
        ko, en = (f" ({part.verdict.value})", f" ({part.verdict.value})") if part else ("", "")
        return Words(
            f"구성만으로는 정할 수 없던 갈래가 이걸로 정해져요: ‘{first.when.ko}’{ko} 쪽이에요.",
            f"This settles what the configuration left open: it is the branch “{first.when.en}”{en}.",
        )
    if first.via == "endpoint":
        return Words(
            "구성과 맞아요. 프라이빗 DNS가 이 이름에 엔드포인트 주소로 답해요.",
            "It agrees: private DNS answers this name with the endpoint's addresses.",
        )
    if first.via == "none" and first.addresses:
        return Words(
            "구성과 맞아요. 프라이빗 호스팅 영역의 레코드가 답하는 주소이고, 그 주소에는 지금 엔드포인트가 없어요.",
            "It agrees: a record of a private hosted zone says so, and no endpoint has that address now.",
        )
    if first.via == "none":
        return Words("구성과 맞아요. 이 이름은 풀리지 않아야 해요.", "It agrees: this name should not resolve.")
    if expected.on_every_way("gateway-endpoint"):
        return Words(
            "구성과 맞아요. 게이트웨이 엔드포인트를 써도 이름은 그대로 공인 IP로 풀려요.",
            "It agrees: with a gateway endpoint, too, the name keeps resolving to public addresses.",
        )
    return Words(
        "구성과 맞아요. 이 이름은 공인 IP로 풀려야 해요.", "It agrees: this name should resolve to public addresses."
    )


def _expected(expected: Expectation) -> Words:
    """Say what the configuration would have answered."""
    vias = {r.via for r in expected.names}
    if vias == {"endpoint"}:
        ids = ", ".join(sorted({r.endpoint_id for r in expected.names if r.endpoint_id}))
        return Words(
            f"구성과 달라요. 구성대로라면 엔드포인트{f' {ids}' if ids else ''}의 사설 IP로 풀려야 해요.",
            f"It differs: by the configuration, the name resolves to the private IPs of {ids or 'an endpoint'}.",
        )
    if vias == {"none"} and not any(r.addresses for r in expected.names):
        return Words(
            "구성과 달라요. 구성대로라면 이 이름은 풀리지 않아요.",
            "It differs: by the configuration, the name does not resolve.",
        )
    listed = next((r.prefix_list_id for r in expected.names if r.prefix_list_id), None)
    if listed:
        return Words(
            f"구성과 달라요. 구성대로라면 접두사 목록 {listed}에 있는 공인 IP로 풀려야 해요.",
            f"It differs: by the configuration, the name resolves to public addresses in {listed}.",
        )
    return Words(
        "구성과 달라요. 구성대로라면 다른 주소로 풀려요.", "It differs: by the configuration, the name resolves otherwise."
    )


def _explanations(
    answer: NameAnswer, owners: tuple[Owner, ...], expected: Expectation, book: AddressBook
) -> tuple[Words, ...]:
    diagnosis = expected.diagnosis
    if answer.failure:
        return (
            _other_server(answer, book) or why.OTHER_DNS,
            why.UNSEEN_ZONE,
            why.other_place(diagnosis),
            why.changed_since(diagnosis),
        )
    asked = _other_server(answer, book)
    return ((asked,) if asked else ()) + _differing(owners, expected, known_server=bool(answer.server) and asked is None)


def _differing(owners: tuple[Owner, ...], expected: Expectation, *, known_server: bool = False) -> tuple[Words, ...]:
    """Give why addresses differ from what the configuration answers, the likeliest first."""
    diagnosis = expected.diagnosis
    place, changed = why.other_place(diagnosis), why.changed_since(diagnosis)
    if any(r.via == "endpoint" for r in expected.names):
        return (why.CACHED, *(() if known_server else (why.OTHER_DNS,)), place, changed)
    if any(o.private for o in owners):
        return (changed, why.UNSEEN_ZONE, place, why.HOSTS_FILE)
    return (why.OTHER_REGION, why.LIST_CHANGED, why.HOSTS_FILE, changed)


def _other_server(answer: NameAnswer, book: AddressBook) -> Words | None:
    """Say whom the answer came from, where that is not the VPC's own resolver."""
    if not answer.server:
        return None
    owner = book.whose(answer.server)
    if owner.kind in _VPC_SERVERS:
        return None
    return Words(
        f"VPC의 Amazon DNS 서버가 아니라 {owner.words.ko}에 물어본 답이에요. 프라이빗 DNS는 VPC의 DNS 서버만 알아요.",
        f"The answer came from {owner.words.en}, not from the VPC's Amazon DNS server; only that one knows private DNS.",
    )
