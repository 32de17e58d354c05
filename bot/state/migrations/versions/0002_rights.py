"""rights."""

from __future__ import annotations

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring a database from the revision before to this one."""
