"""Of a thread: which account and Region it is about, and where it was asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add four columns; threads from before are about the account of boto3's own settings, and were asked where they are."""
    for name in ("account", "region", "origin_channel", "origin_ts"):
        op.add_column("threads", sa.Column(name, sa.String(64), nullable=False, server_default=""))
