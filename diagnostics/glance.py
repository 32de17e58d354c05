"""Every subnet at a glance: how each reaches each service, what matters first, and those that fare alike as one row."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from diagnostics.analysis.destinations import destination_in
from diagnostics.analysis.lookup import effective_table
from diagnostics.analysis.services import region_of, service_of
from diagnostics.analysis.sources import locate
from diagnostics.diagnosis import diagnose
from diagnostics.model.finding import Severity
from diagnostics.model.flow import AskerError, Query
from diagnostics.model.trace import Flag, VerdictClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.flow import Destination
    from diagnostics.model.network import Subnet, Vpc
    from diagnostics.model.snapshot import Gap, Snapshot
    from diagnostics.model.trace import Verdict

#: What is looked at wherever it is: AWS offers gateway endpoints for these two.
ALWAYS = ("s3", "dynamodb")
#: Columns that a terminal, a table and a picture can show side by side.
MOST_SERVICES = 6
_TELLING = frozenset({Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM})


class Concern(StrEnum):
    """Why a way deserves a look, what matters most first."""

    BLOCKED = "blocked"
    ENDPOINT_UNUSED = "endpoint-unused"
    COST_AVOIDABLE = "cost-avoidable"
    MIXED = "mixed"
    UNKNOWN = "unknown"
    PUBLIC = "public"
    ELSEWHERE = "elsewhere"
    NONE = "none"

    @property
    def rank(self) -> int:
        """Order concerns, what matters most first."""
        return _RANKS[self]


_RANKS = {concern: rank for rank, concern in enumerate(Concern)}
_OF_CLASS = {
    VerdictClass.BLOCKED: Concern.BLOCKED,
    VerdictClass.MIXED: Concern.MIXED,
    VerdictClass.UNKNOWN: Concern.UNKNOWN,
    VerdictClass.PUBLIC: Concern.PUBLIC,
    VerdictClass.ELSEWHERE: Concern.ELSEWHERE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How one subnet, or a group of them, reaches one service."""

    verdict: Verdict
    verdict_class: VerdictClass
    concern: Concern


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Subnets that fare alike: which, where, by which route tables, how each service is reached, why, what was not seen."""

    subnets: tuple[Subnet, ...]
    vpcs: tuple[Vpc, ...]
    tables: tuple[str, ...]
    cells: tuple[Cell, ...]
    codes: tuple[str, ...]
    gaps: tuple[Gap, ...] = ()

    @property
    def weight(self) -> tuple[int, ...]:
        """Order rows, those that matter most first: by the gravest way, by how many are grave, by how many subnets."""
        ranks = sorted(cell.concern.rank for cell in self.cells)
        return (*ranks, -len(self.subnets))


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """How many subnets reach one service in one way."""

    column: int
    cell: Cell
    count: int


class Grain(StrEnum):
    """How finely subnets that fare alike are told apart, the finest first."""

    SUBNET = "subnet"
    TABLE = "table"
    VPC = "vpc"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """Every subnet, each a row of its own, beside the services that were asked about."""

    snapshot: Snapshot
    services: tuple[Destination, ...]
    each: tuple[Row, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Give what could not be seen of any of the ways."""
        return tuple(dict.fromkeys(gap for row in self.each for gap in row.gaps))

    @property
    def totals(self) -> tuple[Total, ...]:
        """Give how many subnets reach which service how, what matters most first."""
        counted = Counter((column, cell) for row in self.each for column, cell in enumerate(row.cells))
        found = [Total(column=column, cell=cell, count=count) for (column, cell), count in counted.items()]
        return tuple(sorted(found, key=lambda t: (t.cell.concern.rank, t.column, -t.count, t.cell.verdict.value)))

    def rows(self, grain: Grain) -> tuple[Row, ...]:
        """Give the subnets, those that fare alike as one row, what matters most first."""
        groups: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in self.each:
            groups[_likeness(row, grain)].append(row)
        merged = [_merged(group) for group in groups.values()]
        return tuple(sorted(merged, key=lambda row: (row.weight, row.vpcs[0].id, _called(row.subnets[0]))))

    def fitting(self, most: int) -> tuple[Row, ...]:
        """Give the finest grouping of at most so many rows that does not tell route tables apart by subnet.

        Where even the coarsest has more, it is given whole; the rows that matter most come first.
        """
        for grain in (Grain.TABLE, Grain.VPC, Grain.OUTCOME):
            rows = self.rows(grain)
            if len(rows) <= most:
                break
        return rows


def glance(
    snapshot: Snapshot,
    *,
    vpc_id: str | None = None,
    to: Sequence[str] = (),
    principal: str = "",
    known: Iterable[Diagnosis] = (),
) -> Glance:
    """Give how every subnet of the Region, or of one VPC, reaches each service; those worth a look where none is named.

    `known` are diagnoses of this snapshot that were made already, and are not made again.

    Raises:
        AskerError: there is no subnet to look at, or a destination is none.
    """
    services = tuple(to) or services_worth_a_look(snapshot, vpc_id)
    subnets = _subnets(snapshot, vpc_id)
    made = {one.case.query: one for one in known}
    return Glance(
        snapshot=snapshot,
        services=tuple(destination_in(service, snapshot) for service in services),
        each=tuple(_row(subnet, _ways(subnet, services, principal, made, snapshot), snapshot) for subnet in subnets),
    )


def services_worth_a_look(snapshot: Snapshot, vpc_id: str | None = None) -> tuple[str, ...]:
    """Give S3, DynamoDB, and the services for which there are interface endpoints, the commonest first."""
    kept = [e for e in snapshot.endpoints.values() if e.type == "Interface" and not e.gone and vpc_id in {None, e.vpc_id}]
    served = Counter(
        service_of(e) for e in kept if _of_aws(e.service_name) and region_of(e, snapshot.region) == snapshot.region
    )
    others = sorted((name for name in served if name not in ALWAYS), key=lambda name: (-served[name], name))
    return (*ALWAYS, *others)[:MOST_SERVICES]


def _of_aws(service_name: str) -> bool:
    """Say whether an endpoint service is AWS's own; those of others are `com.amazonaws.vpce.REGION.vpce-svc-…`."""
    name = service_name.removeprefix("cn.")
    return name.startswith("com.amazonaws.") and not name.startswith("com.amazonaws.vpce.")


def _subnets(snapshot: Snapshot, vpc_id: str | None) -> list[Subnet]:
    found = [subnet for subnet in snapshot.subnets.values() if vpc_id in {None, subnet.vpc_id}]
    if not found and vpc_id is not None:
        locate(vpc_id, snapshot)  # says whether the VPC is unknown, empty or unseen
    if not found:
        gap = snapshot.unseen("ec2:DescribeSubnets")
        if gap is not None:
            raise AskerError("source-unseen", asked="--all", call=gap.call, reason=gap.reason)
        raise AskerError("empty-account", region=snapshot.region, account=snapshot.account)
    return sorted(found, key=lambda subnet: (subnet.vpc_id, _called(subnet), subnet.id))


def _called(subnet: Subnet) -> str:
    return subnet.name or subnet.id


def _ways(
    subnet: Subnet, services: Iterable[str], principal: str, known: Mapping[Query, Diagnosis], snapshot: Snapshot
) -> list[Diagnosis]:
    queries = (Query(source=subnet.id, to=service, principal=principal) for service in services)
    return [known[query] if query in known else diagnose(query, snapshot)[0] for query in queries]


def _row(subnet: Subnet, ways: Sequence[Diagnosis], snapshot: Snapshot) -> Row:
    table, _ = effective_table(subnet.id, snapshot)
    told = (finding for way in ways for finding in way.findings if finding.weight in _TELLING)
    ordered = sorted(told, key=lambda finding: finding.weight.rank)
    return Row(
        subnets=(subnet,),
        vpcs=(ways[0].case.vpc,),
        tables=(table.id,) if table is not None else (),
        cells=tuple(_cell(way) for way in ways),
        codes=tuple(dict.fromkeys(finding.rule.code for finding in ordered)),
        gaps=tuple(dict.fromkeys(gap for way in ways for gap in way.gaps)),
    )


def _cell(way: Diagnosis) -> Cell:
    return Cell(verdict=way.verdict, verdict_class=way.verdict_class, concern=_concern(way))


def _concern(way: Diagnosis) -> Concern:
    if way.verdict_class is VerdictClass.PUBLIC and Flag.ENDPOINT_PRESENT_BUT_UNUSED in way.flags:
        return Concern.ENDPOINT_UNUSED
    if way.verdict_class is not VerdictClass.BLOCKED and Flag.COST_AVOIDABLE in way.flags:
        return Concern.COST_AVOIDABLE
    return _OF_CLASS.get(way.verdict_class, Concern.NONE)


def _likeness(row: Row, grain: Grain) -> tuple[object, ...]:
    """Give what two rows have in common that are shown as one."""
    vpc = row.vpcs[0].id
    match grain:
        case Grain.SUBNET:
            return (row.subnets[0].id,)
        case Grain.TABLE:
            return (vpc, row.tables, row.cells, row.codes)
        case Grain.VPC:
            return (vpc, row.cells)
        case _:
            return (row.cells,)


def _merged(rows: Sequence[Row]) -> Row:
    return Row(
        subnets=tuple(subnet for row in rows for subnet in row.subnets),
        vpcs=tuple({vpc.id: vpc for row in rows for vpc in row.vpcs}.values()),
        tables=tuple(dict.fromkeys(table for row in rows for table in row.tables)),
        cells=rows[0].cells,
        codes=tuple(dict.fromkeys(code for row in rows for code in row.codes)),
        gaps=tuple(dict.fromkeys(gap for row in rows for gap in row.gaps)),
    )
