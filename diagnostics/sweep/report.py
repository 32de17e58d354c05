"""The parts of a sweep as one report: what is exposed and what it costs, ranked; counts, causes, and what was not seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from diagnostics.explain.costs import PRICES, Prices
from diagnostics.model.trace import VerdictClass
from diagnostics.sweep.part import Seen, Toll, Unseen
from diagnostics.sweep.urgency import Urgency, has_public_address, urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diagnostics.model.finding import Severity
    from diagnostics.sweep.part import Blank, Cause, Part, Stream

#: The volume a month of a subnet for which an avoidable charge is shown where nothing was counted.
EXAMPLE_GB = 1000
#: The days of a month to which what was counted in a few is scaled.
MONTH = 30
#: By what a way is ordered where the price of its Region is not known: nothing is cheaper where one is known.
_LEAST = Prices(
    nat_hour=min(one.nat_hour for one in PRICES.values()),
    nat_gb=min(one.nat_gb for one in PRICES.values()),
    endpoint_hour=min(one.endpoint_hour for one in PRICES.values()),
    endpoint_gb=min(one.endpoint_gb for one in PRICES.values()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A stream with whose it is, and why it deserves a look."""

    account: str
    account_id: str
    region: str
    stream: Stream
    urgency: Urgency

    @property
    def pays(self) -> bool:
        """Say whether it is billed for what a gateway endpoint would carry free of charge."""
        return self.stream.toll is not Toll.NOTHING

    @property
    def saving(self) -> Decimal | None:
        """Give the US dollars that the example volume costs needlessly; None where nothing does, or no price is known."""
        prices = PRICES.get(self.region)
        return None if prices is None or not self.pays else _each(self.stream.toll, prices)

    @property
    def monthly(self) -> Decimal | None:
        """Give the US dollars that it costs needlessly where each subnet sends the example volume a month."""
        return None if self.saving is None else self.saving * len(self.stream.subnets)

    @property
    def counted_gb(self) -> float | None:
        """Give the GB a month that CloudWatch counted at its NAT gateways, for all destinations; None where it did not."""
        counted = self.stream.counted
        return None if counted is None or not counted.days else counted.gb / counted.days * MONTH

    @property
    def at_most(self) -> Decimal | None:
        """Give the US dollars a month that it costs needlessly at most, by what was counted."""
        prices = PRICES.get(self.region)
        return None if prices is None or self.counted_gb is None else prices.nat_gb * Decimal(self.counted_gb)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was counted of one account: Regions read and not, VPCs, subnets, and its ways by class."""

    account: str
    account_id: str
    read: int
    unread: int
    vpcs: int
    subnets: int
    classes: Mapping[VerdictClass, int]
    paying: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A cause across the sweep: on how many subnets, VPCs and accounts it lies, and how grave it is at its gravest."""

    code: str
    severity: Severity
    subnets: int
    vpcs: int
    accounts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """Something that could not be seen, and in which parts, each an account and a Region."""

    blank: Blank
    where: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that a sweep found. `ranked` holds only what deserves a look; `every` holds every stream."""

    seen: tuple[Seen, ...]
    unseen: tuple[Unseen, ...]
    every: tuple[Ranked, ...]
    classes: Mapping[VerdictClass, int]
    accounts: tuple[Tally, ...]
    causes: tuple[Told, ...]
    hidden: tuple[Hidden, ...]

    @property
    def complete(self) -> bool:
        """Say whether every part was read."""
        return not self.unseen

    @property
    def ranked(self) -> tuple[Ranked, ...]:
        """Give what deserves a look, what weighs most first."""
        return tuple(one for one in self.every if one.urgency is not Urgency.NONE)

    @property
    def subnets(self) -> int:
        """Give how many subnets were diagnosed."""
        return sum(part.subnets for part in self.seen)

    @property
    def vpcs(self) -> int:
        """Give how many VPCs were seen."""
        return sum(part.vpcs for part in self.seen)

    @property
    def paying(self) -> int:
        """Give how many ways are billed for what would be free of charge."""
        return sum(len(one.stream.subnets) for one in self.every if one.pays)

    @property
    def ways(self) -> int:
        """Give how many ways were diagnosed: each subnet to each service."""
        return sum(self.classes.values())


def report(parts: Iterable[Part]) -> Report:
    """Give the report of these parts; the same parts give the same report, in whichever order they come."""
    ordered = sorted(parts, key=lambda part: (part.account, part.region))
    seen = tuple(part for part in ordered if isinstance(part, Seen))
    unseen = tuple(part for part in ordered if isinstance(part, Unseen))
    every = sorted((_ranked(part, stream) for part in seen for stream in part.streams), key=_order)
    return Report(
        seen=seen,
        unseen=unseen,
        every=tuple(every),
        classes=_classes(every),
        accounts=tuple(_tallies(seen, unseen)),
        causes=tuple(_told(every)),
        hidden=tuple(_hidden(seen)),
    )


def _ranked(part: Seen, stream: Stream) -> Ranked:
    return Ranked(
        account=part.account, account_id=part.account_id, region=part.region, stream=stream, urgency=urgency(stream)
    )


def _each(toll: Toll, prices: Prices) -> Decimal:
    """Give what the example volume costs."""
    return (prices.nat_gb if toll is Toll.NAT_GATEWAY else prices.endpoint_gb) * EXAMPLE_GB


def _dear(one: Ranked) -> Decimal:
    """Give by what a way is ordered: the most that it costs needlessly where that was counted, else what is assumed."""
    prices = PRICES.get(one.region, _LEAST)
    if one.counted_gb is not None:
        return prices.nat_gb * Decimal(one.counted_gb)
    return _each(one.stream.toll, prices) * len(one.stream.subnets)


def _order(one: Ranked) -> tuple[object, ...]:
    """Order streams: what weighs most first, then the dearest, then those with a public address, then the most subnets."""
    stream = one.stream
    dear = _dear(one) if one.pays else 0
    where = (one.account, one.account_id, one.region, stream.vpc, stream.service, stream.verdict.value)
    return (-one.urgency.weight, -dear, not has_public_address(stream), -len(stream.subnets), *where, stream.subnets)


def _classes(every: Iterable[Ranked]) -> Mapping[VerdictClass, int]:
    counted: Counter[VerdictClass] = Counter()
    for one in every:
        counted[one.stream.verdict_class] += len(one.stream.subnets)
    return MappingProxyType({group: counted[group] for group in VerdictClass if counted[group]})


def _tallies(seen: Iterable[Seen], unseen: Iterable[Unseen]) -> Iterable[Tally]:
    """Yield the counts of each account, in the order of their names."""
    read: defaultdict[str, list[Seen]] = defaultdict(list)
    missing: defaultdict[str, list[Unseen]] = defaultdict(list)
    for part in seen:
        read[part.account].append(part)
    for lost in unseen:
        missing[lost.account].append(lost)
    for account in sorted({*read, *missing}):
        held = read[account]
        every = [_ranked(part, stream) for part in held for stream in part.streams]
        known = [one.account_id for one in held] + [one.account_id for one in missing[account]]
        yield Tally(
            account=account,
            account_id=next(filter(None, known), ""),
            read=len(held),
            unread=len(missing[account]),
            vpcs=sum(part.vpcs for part in held),
            subnets=sum(part.subnets for part in held),
            classes=_classes(every),
            paying=sum(len(one.stream.subnets) for one in every if one.pays),
        )


def _told(every: Iterable[Ranked]) -> list[Told]:
    """Give the causes, those first that lie on the most subnets."""
    held: defaultdict[str, list[tuple[Ranked, Cause]]] = defaultdict(list)
    for one in every:
        for cause in one.stream.causes:
            held[cause.code].append((one, cause))
    told = [
        Told(
            code=code,
            severity=min((cause.severity for _, cause in where), key=lambda severity: severity.rank),
            subnets=len({(one.account, one.region, subnet) for one, _ in where for subnet in one.stream.subnets}),
            vpcs=len({(one.account, one.region, one.stream.vpc) for one, _ in where}),
            accounts=len({one.account for one, _ in where}),
        )
        for code, where in held.items()
    ]
    return sorted(told, key=lambda one: (-one.subnets, one.severity.rank, one.code))


def _hidden(seen: Iterable[Seen]) -> list[Hidden]:
    """Give what could not be seen, what is hidden in the most parts first."""
    held: defaultdict[Blank, dict[tuple[str, str], None]] = defaultdict(dict)
    for part in seen:
        for blank in part.blanks:
            held[blank][(part.account, part.region)] = None
    found = [Hidden(blank=blank, where=tuple(where)) for blank, where in held.items()]
    return sorted(found, key=lambda one: (-len(one.where), one.blank.needs, one.blank.reason))
