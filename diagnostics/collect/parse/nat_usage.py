"""What CloudWatch and flow logs counted at NAT gateways as the model has it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from diagnostics.collect.calls import NAT_METRICS, call_of
from diagnostics.collect.parse.fields import BadRowError, Row
from diagnostics.model.nat_usage import NatFlows, NatMetrics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnostics.collect.parse.reading import Reading

#: How flow logs call the services that have gateway endpoints.
#: — https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
_SERVICES = {"S3": "s3", "DYNAMODB": "dynamodb"}
_SIDES = ("pkt_src_aws_service", "pkt_dst_aws_service")
#: A number of this many digits is a moment in milliseconds.
_MILLISECONDS = 12


def nat_metrics_in(reading: Reading) -> dict[str, NatMetrics]:
    """Give what CloudWatch counted, by NAT gateway."""
    call = call_of("get-metric-data")
    found: dict[str, NatMetrics] = {}
    for nat in reading.subjects(call.word):
        try:
            found[nat] = _metrics(nat, [Row(row) for row in reading.rows(call, nat)])
        except BadRowError as trouble:
            reading.leave_out(call, nat, str(trouble))
    return found


def _metrics(nat: str, rows: list[Row]) -> NatMetrics:
    """Give the sums of each metric: a metric whose figures come on several pages has several rows."""
    counted: dict[str, dict[str, float]] = {}
    for row in rows:
        days = row.texts("Timestamps")
        values = row.numbers("Values")
        if len(days) != len(values):
            message = f"{row.text('Id')} should hold as many Timestamps as Values"
            raise BadRowError(message)
        kept = counted.setdefault(NAT_METRICS.get(row.text("Id"), ""), {})
        for day, value in zip(days, values, strict=True):
            kept[day] = kept.get(day, 0) + value
    came = [counted[name] for name in ("BytesInFromSource", "BytesInFromDestination") if counted.get(name)]
    errors = counted.get("ErrorPortAllocation") or None
    return NatMetrics(
        id=nat,
        days=_span(_day(stamp) for known in counted.values() for stamp in known),
        processed=int(sum(sum(known.values()) for known in came)) if came else None,
        port_errors=None if errors is None else int(sum(errors.values())),
        last_port_error=max((stamp[:10] for stamp, value in (errors or {}).items() if value), default=""),
    )


def nat_flows_in(reading: Reading) -> dict[str, NatFlows]:
    """Give what flow logs counted, by NAT gateway: the answers to the query that `measuring` asks.

    An answer to another query has none of its fields, and one that is still running is none yet.
    """
    call = call_of("get-query-results")
    found: dict[str, NatFlows] = {}
    for nat in reading.subjects(call.word):
        body = reading.answers.body(call.key(nat)) or {}
        try:
            found[nat] = _flows(nat, Row(body), body.get(call.result))
        except BadRowError as trouble:
            reading.leave_out(call, nat, str(trouble))
    return found


def _flows(nat: str, said: Row, results: object) -> NatFlows:
    if (status := said.text("status", "Complete")) != "Complete":
        message = f"the query is {status}, not Complete"
        raise BadRowError(message)
    if not isinstance(results, list):
        message = "results should hold a list"
        raise BadRowError(message)
    rows = [_record(each) for each in results]
    sizes: dict[str, int] = {}
    for row in rows:
        size = row.number("total")
        if size is None or not set(_SIDES) & row.raw.keys():
            message = f"a result should hold total and {' or '.join(_SIDES)}"
            raise BadRowError(message)
        # A flow of S3 with S3 is one flow.
        for service in {_SERVICES.get(row.text(side), "") for side in _SIDES} - {""}:
            sizes[service] = sizes.get(service, 0) + size
    stamps = [row.text(member) for row in rows for member in ("first", "last") if row.text(member)]
    return NatFlows(id=nat, days=_span(map(_day, stamps)), services=tuple(sorted(sizes.items())))


def _record(fields: object) -> Row:
    """Give a row of an answer of Logs Insights, which is a list of `{field, value}`, as an object."""
    if not isinstance(fields, list):
        message = "results should hold lists of fields"
        raise BadRowError(message)
    pairs = [Row(each) for each in fields if isinstance(each, dict)]
    return Row({pair.text("field"): pair.text("value").removesuffix(".0") for pair in pairs})


def _day(stamp: str) -> date:
    """Give the day of a moment: ISO as CloudWatch writes it, or milliseconds as Logs Insights computes with them."""
    try:
        if stamp.isdecimal() and len(stamp) >= _MILLISECONDS:
            return datetime.fromtimestamp(int(stamp) / 1000, UTC).date()
        return date.fromisoformat(stamp[:10])
    except (ValueError, OverflowError, OSError) as trouble:
        message = f"{stamp[:40]!r} should be a time"
        raise BadRowError(message) from trouble


def _span(days: Iterable[date]) -> int:
    """Give how many days lie between the first and the last, both counted; 0 where there is none."""
    known = sorted(days)
    return (known[-1] - known[0]).days + 1 if known else 0
