"""What was measured of a NAT gateway: by CloudWatch without destinations, and by flow logs with the AWS service."""

from __future__ import annotations

from dataclasses import dataclass

#: AWS bills by the GB of 2^30 bytes, and shows metrics in bytes.
_GB = 2**30


def in_gb(size: int) -> float:
    """Give so many bytes in GB."""
    return size / _GB


@dataclass(frozen=True, slots=True, kw_only=True)
class NatMetrics:
    """What CloudWatch counted at a NAT gateway over the last `days`; None where it has no figures.

    CloudWatch knows the gateway alone, so it cannot say what a destination's part is.
    """

    id: str
    days: int
    processed: int | None = None  # bytes that came in, from either side
    port_errors: int | None = None
    last_port_error: str = ""  # a day


@dataclass(frozen=True, slots=True, kw_only=True)
class NatFlows:
    """What flow logs counted at a NAT gateway over `days`: the bytes to and from each AWS service, by the service's name."""

    id: str
    days: int
    services: tuple[tuple[str, int], ...] = ()

    def carried(self, service: str | None) -> int:
        """Give the bytes to and from a service; none where the records name it nowhere."""
        return sum(size for name, size in self.services if name == service)
