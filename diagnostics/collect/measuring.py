"""What flow logs counted at the NAT gateways of a live account, asked of CloudWatch Logs Insights.

A query is billed by what it scans, so this is done only where somebody asks for it. A regional NAT gateway is left out: its
records bear no network interface, and AWS does not say which of them are seen on the way in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any

from diagnostics.collect.answers import Refusal, listed, told
from diagnostics.collect.calls import call_of
from diagnostics.collect.faults import CALL_ERRORS, refusal_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from diagnostics.collect.answers import Answers, Body
    from diagnostics.collect.connection import Connection

#: So long the queries may take together, in seconds; and so long is waited before their state is asked for again.
PATIENCE, PAUSE = 120.0, 1.0
DAYS = 30
_FIELD = re.compile(r"\$\{([a-z0-9-]+)\}")
_NEEDED = frozenset({"interface-id", "bytes", "flow-direction", "pkt-src-aws-service", "pkt-dst-aws-service"})
_UNDER_WAY = frozenset({"Scheduled", "Running"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A query about a NAT gateway: of which log group, and in the words of Logs Insights."""

    nat: str
    group: str
    query: str


def measurements(answers: Answers) -> Iterator[Measurement]:
    """Give a query for each zonal NAT gateway in service whose flow logs are in CloudWatch Logs, with the telling fields."""
    logs = [row for row in answers.rows("describe-flow-logs", "FlowLogs") if _tells(row)]
    for nat in answers.rows("describe-nat-gateways", "NatGateways"):
        interface = next((eni for row in listed(nat, "NatGatewayAddresses") if (eni := told(row, "NetworkInterfaceId"))), "")
        watched = {interface, told(nat, "SubnetId"), told(nat, "VpcId")}
        log = next((row for row in logs if told(row, "ResourceId") in watched), None)
        if log is not None and interface and told(nat, "State") == "available":
            query = query_of(told(log, "LogFormat"), interface)
            yield Measurement(nat=told(nat, "NatGatewayId"), group=told(log, "LogGroupName"), query=query)


def query_of(log_format: str, interface: str) -> str:
    """Give the query that sums what a NAT gateway's interface took in from or for S3 and DynamoDB.

    Whatever passes a NAT gateway comes in at its interface once, from its client or from the service, so that nothing is
    counted twice; the packet's own addresses tell the service in both cases.
    — https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-records-examples.html
    """
    names = [name.replace("-", "_") for name in _FIELD.findall(log_format)]
    services = '["S3", "DYNAMODB"]'
    return (
        f'parse @message "{" ".join("*" for _ in names)}" as {", ".join(names)}'
        f' | filter interface_id = "{interface}" and flow_direction = "ingress"'
        f" and (pkt_src_aws_service in {services} or pkt_dst_aws_service in {services})"
        " | stats sum(bytes) as total, min(@timestamp) as first, max(@timestamp) as last"
        " by pkt_src_aws_service, pkt_dst_aws_service"
    )


def _tells(log: Body) -> bool:
    """Say whether the records of a flow log are where they can be asked for, and tell of AWS's services."""
    kept = (
        told(log, "FlowLogStatus") == "ACTIVE" and told(log, "TrafficType") != "REJECT" and bool(told(log, "LogGroupName"))
    )
    return kept and set(_FIELD.findall(told(log, "LogFormat"))) >= _NEEDED


def with_flows(
    answers: Answers, connection: Connection, tell: Callable[[str], None], patience: float = PATIENCE, pause: float = PAUSE
) -> Answers:
    """Give the answers with those of the queries that they give rise to. `tell` hears of it while they run.

    Whatever ends it early, `tell` or a limit of time, also ends the queries under way.
    """
    call = call_of("get-query-results")
    said: dict[str, Body | Refusal] = dict(answers.said)
    until = monotonic() + patience
    for each in measurements(answers):
        tell(call.hides)
        with connection.watch.calling(call.service, call.action) as looked:
            said[call.key(each.nat)] = answer = _asked(connection.client("logs"), each, tell, until, pause)
            looked.outcome = answer.meaning.value if isinstance(answer, Refusal) else "answered"
    return replace(answers, said=said)


def _asked(client: Any, each: Measurement, tell: Callable[[str], None], until: float, pause: float) -> Body | Refusal:  # noqa: ANN401 (boto3 makes clients at run time)
    """Give the answer to a query once it is complete; a refusal where it is not to be had, or not in time."""
    now = datetime.now(UTC)
    since = now - timedelta(days=DAYS)
    try:
        started = client.start_query(
            logGroupName=each.group,
            startTime=int(since.timestamp()),
            endTime=int(now.timestamp()),
            queryString=each.query,
        )["queryId"]
        done = False
        try:
            while not done:
                found = client.get_query_results(queryId=started)
                done = found["status"] not in _UNDER_WAY
                if not done:
                    if monotonic() > until:
                        return Refusal("QueryTimedOut", f"the query was not complete after {PATIENCE:.0f} seconds")
                    tell(call_of("get-query-results").hides)
                    Event().wait(pause)
        finally:
            if not done:
                client.stop_query(queryId=started)
    except CALL_ERRORS as trouble:
        return refusal_of(trouble)
    return {"status": found["status"], "results": found.get("results", [])}
