"""VPC flow logs: what records the traffic, and which fields it keeps."""

from __future__ import annotations

from dataclasses import dataclass

#: The fields that tell by which way traffic left, and for which AWS service; not in the default format.
#: — https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
TELLING = ("pkt-dst-aws-service", "traffic-path")


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLog:
    """A flow log of a VPC, a subnet or a network interface. `format` names the fields, `${…}` each."""

    id: str
    resource_id: str
    active: bool = True
    traffic: str = "ALL"  # ACCEPT | REJECT | ALL
    format: str = ""
    trouble: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Give the telling fields that its records lack."""
        return tuple(name for name in TELLING if f"${{{name}}}" not in self.format)
