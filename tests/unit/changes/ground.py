"""The scenarios' baseline network as a snapshot, for changes to be tried on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[2] / "scenarios"))

from network import REGION, changed

from diagnostics.changes import apply_change, read_change
from diagnostics.collect import Answers, Meta, snapshot_of

if TYPE_CHECKING:
    from diagnostics import Snapshot
    from diagnostics.model.network import Route

#: An S3 gateway endpoint on rtb-a1, S3's interface endpoint for inbound queries, and one for the EC2 API; a bucket whose
#: policy asks for an endpoint that is not there.
FURNISHED: list[dict[str, Any]] = [
    {"gateway": {"tables": ["rtb-a1"]}},
    {"interface": {"service": "s3", "inbound_only": True}},
    {"interface": {"service": "ec2", "subnets": ["subnet-a1"]}},
    {
        "bucket": {
            "name": "my-bucket",
            "policy": [{"Effect": "Deny", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-old"}}}],
        }
    },
]


def ground(*given: dict[str, Any]) -> Snapshot:
    """Give the baseline with a scenario's changes made to it."""
    return snapshot_of(Answers(said=changed(list(given), REGION), meta=Meta(region=REGION)))


def after(text: str, snapshot: Snapshot) -> Snapshot:
    """Give the network after a change that is written as a person writes it."""
    return apply_change(read_change(text, snapshot), snapshot)


def route(snapshot: Snapshot, table_id: str, destination: str) -> Route | None:
    """Give a table's route to exactly this destination."""
    return next((r for r in snapshot.route_tables[table_id].routes if r.destination == destination), None)
