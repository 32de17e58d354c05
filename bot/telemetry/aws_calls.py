"""Every call to AWS in the log, the figures and the traces, with the id of the request that it is made for."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

from bot.telemetry.metrics import Count, Time, count, took
from bot.telemetry.requests import course, request_id
from bot.telemetry.traces import span
from diagnostics.collect.watch import CallUnderWay

if TYPE_CHECKING:
    from collections.abc import Iterator

LOG = logging.getLogger("routelore.aws")


class AwsCalls:
    """Looks on at the collector's calls."""

    def request(self) -> str:
        """Give the id of the request that this thread works for."""
        return request_id()

    @contextmanager
    def calling(self, service: str, action: str) -> Iterator[CallUnderWay]:
        """Look on at one call with all its pages."""
        call, began = CallUnderWay(), perf_counter()
        try:
            with span(f"aws {action}", service=service):
                yield call
        finally:
            seconds = perf_counter() - began
            count(Count.AWS_CALLS, service=service, outcome=call.outcome)
            if (now := course()) is not None:
                now.called_aws()
            took(Time.AWS_CALL, seconds, service=service)
            LOG.debug("aws call", extra={"action": action, "outcome": call.outcome, "ms": round(seconds * 1000)})

    def throttled(self, service: str) -> None:
        """Count that AWS asked to slow down."""
        count(Count.AWS_THROTTLES, service=service)
        LOG.debug("aws throttles", extra={"service": service})
