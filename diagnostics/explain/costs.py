"""What a way costs, and what another would: AWS's list prices where they are known, and where the price pages are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from diagnostics.analysis.services import has_gateway_type
from diagnostics.explain.measured import kept_from_measuring, measured
from diagnostics.model.trace import VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diagnostics.explain.measured import Measured
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.trace import Trace
    from diagnostics.model.words import Lang

#: A month, as AWS's calculator counts it.
_HOURS = 730
#: The volume for which a saving is shown.
_EXAMPLE_GB = 1000
#: Where AWS keeps its prices: of NAT gateways, and of interface endpoints.
PAGES = ("https://aws.amazon.com/vpc/pricing/", "https://aws.amazon.com/privatelink/pricing/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """One Region's list prices in US dollars: each hour of a NAT gateway or of an interface endpoint's zone, each GB."""

    nat_hour: Decimal
    nat_gb: Decimal
    endpoint_hour: Decimal
    endpoint_gb: Decimal

    def month(self, zones: int) -> Decimal:
        """Give what an interface endpoint in so many zones costs a month before any traffic."""
        return self.endpoint_hour * _HOURS * zones

    def break_even(self, zones: int) -> int:
        """Give the GB a month through a NAT gateway from which on an interface endpoint in so many zones costs less."""
        return round(self.month(zones) / (self.nat_gb - self.endpoint_gb))


#: No other Region's prices are guessed from these.
PRICES: Mapping[str, Prices] = MappingProxyType(
    {
        "us-east-1": Prices(
            nat_hour=Decimal("0.045"), nat_gb=Decimal("0.045"), endpoint_hour=Decimal("0.01"), endpoint_gb=Decimal("0.01")
        ),
        "ap-northeast-2": Prices(
            nat_hour=Decimal("0.059"), nat_gb=Decimal("0.059"), endpoint_hour=Decimal("0.013"), endpoint_gb=Decimal("0.01")
        ),
    }
)

_NOW = Words("지금", "Now")
_THEN = Words("바꾼 뒤", "After the change")
_INSTEAD = Words("엔드포인트로 바꾸면", "With an endpoint instead")
_GATEWAY = Words(
    "게이트웨이 엔드포인트는 무료예요. 시간당 요금도, 데이터 처리 요금도 없어요.",
    "the gateway endpoint is free of charge, by the hour and by the GB.",
)
_NAT = Words(
    "NAT 게이트웨이가 보내고 받는 데이터마다 처리 요금이 나와요(1GB에 {gb}). 시간당 요금({hour})은 따로예요.",
    "the NAT gateway bills every GB that it processes in either direction ({gb}), beside each of its hours ({hour}).",
)
_NAT_UNPRICED = Words(
    "NAT 게이트웨이가 보내고 받는 데이터마다 처리 요금이 나오고, 시간당 요금은 따로예요.",
    "the NAT gateway bills every GB that it processes in either direction, beside each of its hours.",
)
_INTERFACE = Words(
    "인터페이스 엔드포인트는 가용 영역마다 시간당 {hour}, 처리하는 데이터 1GB에 {gb}씩 나와요. "
    "{zones} 기준으로 데이터가 없어도 한 달에 약 {month}예요.",
    "the interface endpoint bills {hour} an hour in each Availability Zone and {gb} for every GB; in {zones} about {month} "
    "a month before any data.",
)
_INTERFACE_UNPRICED = Words(
    "인터페이스 엔드포인트는 가용 영역마다 시간당 요금이 나오고, 처리하는 데이터만큼 요금이 더 나와요.",
    "the interface endpoint bills every hour in each Availability Zone, and every GB that it processes.",
)
_NEITHER = Words(
    "NAT 게이트웨이도 엔드포인트도 지나지 않아서 그 요금은 없어요.",
    "it passes neither a NAT gateway nor an endpoint, so neither is billed for it.",
)
_STOPPED = Words("통하지 않아서 요금이 나올 데이터가 없어요.", "nothing gets through, so there is no data to bill.")
_SAVED = Words(
    "NAT 처리 요금이 1GB에 {gb}씩 줄어요. 한 달에 {example}GB라면 약 {saved}예요. "
    "NAT 게이트웨이의 시간당 요금은 NAT 게이트웨이를 지워야 없어져요.",
    "That saves the NAT gateway's {gb} for each GB, about {saved} for {example} GB a month. Its hours stay on the bill "
    "until it is deleted.",
)
_SAVED_UNPRICED = Words(
    "NAT 처리 요금이 그만큼 줄어요. NAT 게이트웨이의 시간당 요금은 NAT 게이트웨이를 지워야 없어져요.",
    "That saves the NAT gateway's price of each GB. Its hours stay on the bill until it is deleted.",
)
_BREAK_EVEN = Words(
    "NAT로 보내는 것보다 싸지는 건 {zones} 기준으로 한 달에 약 {even}GB부터예요.",
    "In {zones} it costs less than going through the NAT gateway from about {even} GB a month.",
)
_ZONE = Words("가용 영역 1개", "one Availability Zone")
_ZONES = Words("가용 영역 {count}개", "{count} Availability Zones")
_BEYOND = Words(
    "트랜짓 게이트웨이나 피어링, 방화벽을 지나는 요금은 여기에 넣지 않았어요.",
    "What transit gateways, peering or firewalls on the way cost is not part of this.",
)
_LISTED = Words(
    "{region} 리전의 정가(USD)예요. 할인이나 인상은 반영하지 않았으니 요금 페이지에서 확인해 주세요.",
    "These are list prices in USD for {region}, without discounts or later changes: verify them on the pricing pages.",
)
_UNLISTED = Words(
    "{region} 리전의 단가는 가지고 있지 않아요. 요금 페이지에서 확인해 주세요.",
    "I do not have the prices of {region}; see the pricing pages.",
)
_BILLED = ("nat-gateway", "gateway-endpoint", "interface-endpoint")
_OTHERS = frozenset(
    {"transit-gateway", "core-network", "vpc-peering-connection", "gateway-load-balancer-endpoint", "vpn-gateway"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostStory:
    """What a way costs, in sentences: each fact, on what prices it stands, and where AWS keeps them."""

    facts: tuple[str, ...]
    basis: str
    pages: tuple[str, ...] = PAGES


def tell_costs(diagnosis: Diagnosis, after: Diagnosis | None, lang: Lang) -> CostStory:
    """Give what the way costs now and after a change; where no change is in mind, what the usual one would cost."""
    region = diagnosis.case.source.region or diagnosis.case.snapshot.region
    prices = PRICES.get(region)
    return CostStory(
        facts=tuple(_facts(diagnosis, after, prices, lang)),
        basis=(_LISTED if prices else _UNLISTED).say(lang).format(region=region),
    )


def _facts(diagnosis: Diagnosis, after: Diagnosis | None, prices: Prices | None, lang: Lang) -> Iterator[str]:
    yield _line(_NOW, _way(diagnosis, prices, lang), lang)
    through_nat = "nat-gateway" in _billed(diagnosis)
    passed = measured(diagnosis)
    if after is not None:
        yield _line(_THEN, _way(after, prices, lang), lang)
        if through_nat and any(_open(after)) and "nat-gateway" not in _billed(after):
            yield from _compared(_billed(after), _zones(after), prices, passed, lang)
    elif through_nat:
        instead = "gateway-endpoint" if has_gateway_type(diagnosis.case.destination.service) else "interface-endpoint"
        yield _line(_INSTEAD, _said(instead, 1, prices, lang), lang)
        yield from _compared((instead,), 1, prices, passed, lang)
    if through_nat and passed is None and (refused := kept_from_measuring(diagnosis, lang)):
        yield refused
    if _beyond(diagnosis) or (after is not None and _beyond(after)):
        yield _BEYOND.say(lang)


def _line(title: Words, said: str, lang: Lang) -> str:
    return f"{title.say(lang)}: {said}"


def _open(diagnosis: Diagnosis) -> Iterator[Trace]:
    """Yield the ways that get through: only these carry anything."""
    return (way for way in diagnosis.case.traces if way.verdict.verdict_class is not VerdictClass.BLOCKED)


def _billed(diagnosis: Diagnosis) -> tuple[str, ...]:
    """Give the kinds of places on the ways that AWS bills for, or would if they were not free.

    An interface endpoint is billed by the hour as long as it is there, whatever gets through it.
    — https://aws.amazon.com/privatelink/pricing/
    """
    passed = {hop.kind for way in _open(diagnosis) for hop in way.hops}
    passed |= {"interface-endpoint"} if _endpoints(diagnosis) else set()
    return tuple(kind for kind in _BILLED if kind in passed)


def _beyond(diagnosis: Diagnosis) -> bool:
    return any(hop.kind in _OTHERS for way in _open(diagnosis) for hop in way.hops)


def _zones(diagnosis: Diagnosis) -> int:
    """Give in how many zones the interface endpoint on the way is; one where that is not known."""
    known = diagnosis.case.snapshot.endpoints
    return max((len(known[one].subnet_ids) for one in _endpoints(diagnosis) if one in known), default=1) or 1


def _endpoints(diagnosis: Diagnosis) -> frozenset[str]:
    return frozenset(hop.id for way in diagnosis.case.traces for hop in way.hops if hop.kind == "interface-endpoint")


def _way(diagnosis: Diagnosis, prices: Prices | None, lang: Lang) -> str:
    """Say what the places of a way cost."""
    stopped = () if any(_open(diagnosis)) else (_STOPPED.say(lang),)
    zones = _zones(diagnosis)
    said = (_said(kind, zones, prices, lang) for kind in _billed(diagnosis))
    return " ".join((*stopped, *said)) or _NEITHER.say(lang)


def _said(kind: str, zones: int, prices: Prices | None, lang: Lang) -> str:
    """Say what one kind of place costs."""
    if kind == "gateway-endpoint":
        return _GATEWAY.say(lang)
    if kind == "nat-gateway":
        if prices is None:
            return _NAT_UNPRICED.say(lang)
        return _NAT.say(lang).format(gb=f"${prices.nat_gb}", hour=f"${prices.nat_hour}")
    if prices is None:
        return _INTERFACE_UNPRICED.say(lang)
    return _INTERFACE.say(lang).format(
        gb=f"${prices.endpoint_gb}",
        hour=f"${prices.endpoint_hour}",
        zones=_counted(zones, lang),
        month=_dollars(prices.month(zones)),
    )


def _compared(
    then: tuple[str, ...], zones: int, prices: Prices | None, passed: Measured | None, lang: Lang
) -> Iterator[str]:
    """Yield what leaving the NAT gateway comes to: of what was measured where anything was, else of an example."""
    if "interface-endpoint" in then:
        if passed is not None:
            yield passed.said(lang)
        if prices is not None:
            even = f"{prices.break_even(zones):,}"
            yield _BREAK_EVEN.say(lang).format(zones=_counted(zones, lang), even=even)
    elif "gateway-endpoint" in then and passed is not None:
        yield passed.saving(prices.nat_gb if prices else None, lang)
    elif "gateway-endpoint" in then and prices is None:
        yield _SAVED_UNPRICED.say(lang)
    elif "gateway-endpoint" in then and prices is not None:
        saved = _dollars(prices.nat_gb * _EXAMPLE_GB)
        yield _SAVED.say(lang).format(gb=f"${prices.nat_gb}", example=f"{_EXAMPLE_GB:,}", saved=saved)


def _counted(zones: int, lang: Lang) -> str:
    return (_ZONE if zones == 1 else _ZONES).say(lang).format(count=zones)


def _dollars(amount: Decimal) -> str:
    return f"${amount:,.2f}"
