"""What watches a VPC's traffic as the model has it: encryption controls and flow logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.collect.calls import call_of
from diagnostics.model.encryption import EncryptionControl
from diagnostics.model.flow_logs import FlowLog

if TYPE_CHECKING:
    from diagnostics.collect.parse.fields import Row
    from diagnostics.collect.parse.reading import Reading

_GONE = frozenset({"deleted"})
_EXCLUDED = frozenset({"enabled"})
#: The members of `ResourceExclusions`. A test compares them with botocore's.
EXCLUSIONS = (
    "InternetGateway",
    "EgressOnlyInternetGateway",
    "NatGateway",
    "VirtualPrivateGateway",
    "VpcPeering",
    "Lambda",
    "VpcLattice",
    "ElasticFileSystem",
    "GlobalAccelerator",
    "ApiGatewayV2",
)


def encryption_controls_in(reading: Reading) -> dict[str, EncryptionControl]:
    """Give the encryption controls by VPC: as their own call says, else as the VPC's row does."""
    call = call_of("describe-vpcs")
    shown = (
        reading.made(call, {"VpcId": row["VpcId"], **row["EncryptionControl"]}, number, encryption_control_of)
        for number, row in enumerate(reading.rows(call), 1)
        if isinstance(row.get("EncryptionControl"), dict) and isinstance(row.get("VpcId"), str)
    )
    own = reading.by_id("describe-vpc-encryption-controls", encryption_control_of)
    every = (*(control for control in shown if control is not None), *own.values())
    return {control.vpc_id: control for control in every if control.state not in _GONE}


def encryption_control_of(row: Row) -> EncryptionControl:
    """Give the encryption controls of a VPC; an exclusion counts once it is in force."""
    exclusions = row.row("ResourceExclusions")
    return EncryptionControl(
        id=row.text("VpcEncryptionControlId") or row.identity("VpcId"),
        vpc_id=row.identity("VpcId"),
        mode=row.text("Mode", "monitor").lower(),
        state=row.text("State", "available").lower(),
        excluded=tuple(kind for kind in EXCLUSIONS if exclusions.row(kind).text("State").lower() in _EXCLUDED),
    )


def flow_log_of(row: Row) -> FlowLog:
    """Give a flow log; one whose records cannot be delivered keeps nothing."""
    return FlowLog(
        id=row.identity("FlowLogId"),
        resource_id=row.text("ResourceId"),
        active=row.text("FlowLogStatus", "ACTIVE").upper() == "ACTIVE" and row.text("DeliverLogsStatus").upper() != "FAILED",
        traffic=row.text("TrafficType", "ALL").upper(),
        format=row.text("LogFormat"),
        trouble=row.text("DeliverLogsErrorMessage"),
    )
